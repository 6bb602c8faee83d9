package dev.muster.worker.file

import java.nio.file.attribute.PosixFilePermissions
import java.nio.file.{Files, Path}
import java.time.Duration

import scala.jdk.CollectionConverters._

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import org.scalatest.wordspec.AnyWordSpec
import org.slf4j.LoggerFactory

class AppendSpec extends AnyWordSpec with Writers {
  private def append(directory: Path, settings: (String, Any)*): Run =
    new Run(directory, Seq("mode" -> "append", "name" -> "{worker}.log", "text" -> "line {n}\n") ++ settings: _*)

  private def lines(file: Path): Seq[String] = Files.readAllLines(file).asScala.toSeq

  private def logged(test: => Any): Seq[String] = {
    val appender = new ListAppender[ILoggingEvent]
    val logger = LoggerFactory.getLogger("muster.worker.files").asInstanceOf[Logger]
    appender.start()
    logger.addAppender(appender)
    try test
    finally logger.detachAppender(appender)
    appender.list.asScala.toSeq.map(_.getFormattedMessage)
  }

  "A writer that appends" should {
    "add each text at the end of the file, after what is there, and say so" in {
      val directory = fresh()
      val file = Files.writeString(directory.resolve("files.log"), "of yesterday\n")
      append(directory, "count" -> 2L).completed().summaries shouldBe
        Seq("Appended #0 to files.log", "Appended #1 to files.log")
      append(directory, "count" -> 1L, "fsync" -> "file-and-directory").completed()
      lines(file) shouldBe Seq("of yesterday", "line 0", "line 1", "line 0")
      names(directory) shouldBe Seq("files.log")
    }

    "lose nothing of many lines" in {
      val directory = fresh()
      append(directory, "count" -> 20000L).completed()
      lines(directory.resolve("files.log")) shouldBe (0 until 20000).map("line " + _)
    }

    "add to a file for each number if the name has one" in {
      val directory = fresh()
      for (_ <- 1 to 2) append(directory, "count" -> 3L, "name" -> "{n}.log").completed()
      names(directory) shouldBe Seq("0.log", "1.log", "2.log")
      lines(directory.resolve("2.log")) shouldBe Seq("line 2", "line 2")
    }

    "give permissions to a file that it makes, and leave those of others" in {
      val directory = fresh()
      def permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("files.log")))
      append(directory, "count" -> 1L, "permissions" -> "rw-rw-rw-").completed()
      permissions shouldBe "rw-rw-rw-"
      append(directory, "count" -> 1L, "permissions" -> "rw-------").completed()
      permissions shouldBe "rw-rw-rw-"
    }

    "want whole lines and one thread" in {
      problems("mode" -> "append", "text" -> "no end") shouldBe Seq("text")
      problems("mode" -> "append", "concurrency" -> 2) shouldBe Seq("concurrency")
    }
  }

  "The end of a file that a crash has torn" should {
    "be cut back to the last whole text, and the bytes be told" in {
      val directory = fresh()
      val file = Files.writeString(directory.resolve("files.log"), "line 8\nline 9\nlin")
      logged(append(directory, "count" -> 1L).completed()) shouldBe
        Seq(s"cut 3 bytes of text that a crash had torn from the end of $file")
      lines(file) shouldBe Seq("line 8", "line 9", "line 0")
    }

    "be left to its owner if it was not this worker's" in {
      val directory = fresh()
      val file = Files.writeString(directory.resolve("files.log"), "x" * 100000)
      logged(append(directory, "count" -> 1L).completed()) should have size 1
      lines(file) shouldBe Seq("x" * 100000, "line 0")
    }
  }

  "A file that is taken away while it is added to" should {
    "be followed by a new one when it is rotated, with every line in one of them" in {
      val directory = fresh()
      val file = directory.resolve("files.log")
      val run = append(directory, "count" -> 1000000L)
      val parts = for (part <- 1 to 5) yield {
        eventually(Files.size(file) should be > 1000L)
        Files.move(file, directory.resolve(s"files.log.$part"))
      }
      eventually(Files.exists(file) shouldBe true)
      run.end()
      val numbers = (parts :+ file).flatMap(lines).map(_.stripPrefix("line ").toLong)
      numbers shouldBe (0L until numbers.size.toLong)
    }

    "be made anew when it is removed, or emptied" in {
      val directory = fresh()
      val file = directory.resolve("files.log")
      val run = append(directory, "count" -> 1000000L, "every" -> Duration.ofMillis(1))
      eventually(Files.size(file) should be > 100L)
      Files.delete(file)
      eventually(Files.size(file) should be > 100L)
      Files.write(file, Array.emptyByteArray)
      eventually(Files.size(file) should be > 100L)
      run.end()
      all(lines(file)) should startWith("line ")
    }
  }
}
