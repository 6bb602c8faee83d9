package dev.muster.worker.file

import java.nio.ByteBuffer
import java.nio.channels.ClosedByInterruptException
import java.nio.file.attribute.PosixFilePermissions
import java.nio.file.{Files, Path}
import java.time.Duration

import scala.jdk.CollectionConverters._
import scala.util.Random

import dev.muster.worker.{GivenFields, RecordedContext, WorkerCommand}
import org.apache.pekko.actor.testkit.typed.scaladsl.ActorTestKit
import org.apache.pekko.actor.typed.ActorRef
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.{Seconds, Span}
import org.scalatest.wordspec.AnyWordSpec

class TextFileWriterSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  private val testKit = ActorTestKit()
  private val base = Files.createTempDirectory("writer").toRealPath()

  implicit override def patienceConfig: PatienceConfig = PatienceConfig(Span(30, Seconds))

  override def afterAll(): Unit = {
    testKit.shutdownTestKit()
    delete(base)
  }

  private def delete(path: Path): Unit = {
    if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) entries(path).foreach(delete)
    Files.delete(path)
  }

  private def entries(directory: Path): Seq[Path] = {
    val listed = Files.list(directory)
    try listed.iterator().asScala.toSeq
    finally listed.close()
  }

  private def names(directory: Path): Seq[String] = entries(directory).map(_.getFileName.toString).sorted

  private def fresh(): Path = Files.createTempDirectory(base, "d")

  private final class Run(directory: Path, settings: (String, Any)*) {
    val context = new RecordedContext("files")
    private val fields = new GivenFields(Map[String, Any]("directory" -> directory.toString) ++ settings, "files")
    private val job = new TextFileWriter().read(fields)
    assert(fields.problems.isEmpty)
    val worker: ActorRef[WorkerCommand] = testKit.spawn(job.start(context))

    def results: Seq[Written] = context.delivered.asScala.toSeq.map(_.asInstanceOf[Written]).sortBy(_.number)

    def completed(): Seq[Written] = {
      eventually(assert(context.completions.get == 1))
      end()
      results
    }

    /** Its actor ends when the run fails, as there is no supervisor here. */
    def failed(): Unit = {
      testKit.createTestProbe().expectTerminated(worker)
      context.end()
      assert(context.completions.get == 0)
    }

    def end(): Unit = {
      testKit.stop(worker)
      context.end()
    }
  }

  private def failure(settings: (String, Any)*): String = {
    val fields = new GivenFields(settings.toMap, "files")
    val context = new RecordedContext("files")
    val read = TextFileWriterSettings.read(fields)
    val run = new WriteRun(context, read, new InHand)
    run.work(Int.MaxValue)
    context.end()
    run.failure.getMessage
  }

  "A writer" should {
    "write as many files as it is told, each from the template, and say so" in {
      val directory = fresh()
      val results = new Run(directory, "text" -> "number {n} of {worker}, {braces}", "count" -> 3L).completed()
      results.map(_.summary) shouldBe Seq("Written output_0.txt", "Written output_1.txt", "Written output_2.txt")
      names(directory) shouldBe Seq("output_0.txt", "output_1.txt", "output_2.txt")
      Files.readString(directory.resolve("output_1.txt")) shouldBe "number 1 of files, {braces}"
      results(1).path shouldBe directory.resolve("output_1.txt").toString
      results(1).bytes shouldBe Files.size(directory.resolve("output_1.txt"))
    }

    "write each number once when many threads write" in {
      val directory = fresh()
      val results = new Run(directory, "count" -> 5000L, "concurrency" -> 64, "text" -> "{n}").completed()
      results.map(_.number) shouldBe (0L until 5000L)
      names(directory) should have size 5000
      results.foreach(r => Files.readString(Path.of(r.path)) shouldBe r.number.toString)
    }

    "pause after each file if it is told to" in {
      val started = System.nanoTime()
      new Run(fresh(), "count" -> 3L, "concurrency" -> 8, "every" -> Duration.ofMillis(100))
        .completed() should have size 3
      (System.nanoTime() - started) / 1000000 should be >= 200L
    }

    "make a missing directory, unless it is told not to" in {
      val missing = fresh().resolve("a/b")
      new Run(missing, "count" -> 1L).completed()
      names(missing) shouldBe Seq("output_0.txt")
      val absent = fresh().resolve("c")
      failure("directory" -> absent.toString, "create-directories" -> false) shouldBe
        s"cannot write $absent: No such file or directory"
      Files.exists(absent) shouldBe false
    }

    "replace a file of the same name as a whole" in {
      val directory = fresh()
      val target = directory.resolve("same.txt")
      new Run(directory, "name" -> "same.txt", "text" -> "{n}" * 10, "count" -> 50L, "fsync" -> true).completed()
      Files.readString(target) shouldBe "49" * 10
      names(directory) shouldBe Seq("same.txt")
    }

    "finish the files in hand when it is stopped, and leave no part of one" in {
      val directory = fresh()
      val text = "x" * 100000
      val run = new Run(directory, "count" -> 1000000L, "concurrency" -> 4, "text" -> text)
      eventually(assert(run.context.delivered.size > 20))
      run.worker ! WorkerCommand.Stop.INSTANCE
      testKit.createTestProbe().expectTerminated(run.worker)
      run.context.end()
      names(directory).filter(_.startsWith(".")) shouldBe empty
      entries(directory).foreach(file => Files.size(file) shouldBe text.length)
    }

    "account for every file when it is stopped" in {
      val directory = fresh()
      val run = new Run(directory, "count" -> 1000000L, "concurrency" -> 4)
      eventually(assert(run.context.delivered.size > 100))
      run.worker ! WorkerCommand.Stop.INSTANCE
      testKit.createTestProbe().expectTerminated(run.worker)
      run.context.end()
      entries(directory) should have size (run.results.size + run.context.drops.asScala.map(_._2).sum)
    }
  }

  "A directory that cannot be written" should {
    "fail the run with its path and the system's reason" in {
      val file = Files.writeString(fresh().resolve("file"), "mine")
      failure("directory" -> file.toString) should (startWith(s"cannot write $file: ") and not include "Exception")
      Files.readString(file) shouldBe "mine"
    }

    "fail the run when it vanishes on the way" in {
      val directory = fresh()
      val run = new Run(directory, "count" -> 1000000L, "every" -> Duration.ofMillis(1))
      eventually(assert(run.context.delivered.size > 10))
      Files.move(directory, base.resolve("moved"))
      run.failed()
    }

    "fail the run when another takes its place" in {
      val directory = fresh()
      val run = new Run(directory, "count" -> 1000000L, "every" -> Duration.ofMillis(1))
      eventually(assert(run.context.delivered.size > 10))
      Files.move(directory, base.resolve("replaced"))
      Files.createSymbolicLink(directory, fresh())
      run.failed()
      names(directory.toRealPath()) shouldBe empty
    }

    "fail the run without harm when permission is missing" in {
      val directory = fresh()
      Files.writeString(directory.resolve("output_0.txt"), "old")
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"))
      assume(!Files.isWritable(directory), "root may write anywhere")
      failure("directory" -> directory.toString) should endWith(": Permission denied")
      Files.readString(directory.resolve("output_0.txt")) shouldBe "old"
    }
  }

  "A write that breaks off in the middle" should {
    "leave the target as it was and nothing beside it" in {
      val directory = fresh()
      Files.writeString(directory.resolve("same.txt"), "old")
      val settings = TextFileWriterSettings.read(new GivenFields(Map("directory" -> directory.toString), "files"))
      val confined = ConfinedDirectory.open(settings, new TemporaryNames("files", 1))
      Thread.currentThread().interrupt() // closes the channel under the write
      try a[ClosedByInterruptException] should be thrownBy confined.write("same.txt", ByteBuffer.wrap("new".getBytes))
      finally Thread.interrupted()
      names(directory) shouldBe Seq("same.txt")
      Files.readString(directory.resolve("same.txt")) shouldBe "old"
    }
  }

  "What a crash left behind" should {
    "be removed at the start, and only that" in {
      val directory = fresh()
      val stale = ".muster~files~999999999~1-7.tmp"
      val alive = s".muster~files~1~1-7.tmp"
      val others = Seq(".muster~other~999999999~1-7.tmp", ".muster~files~x.tmp", "notes.tmp", alive)
      (stale +: others).foreach(name => Files.writeString(directory.resolve(name), "part"))
      new Run(directory, "count" -> 1L).completed()
      names(directory) shouldBe (others :+ "output_0.txt").sorted
    }
  }

  "A file's name" should {
    "be refused with its stanza when it leads anywhere else" in {
      for (
        name <- Seq(
          "../x",
          "/etc/passwd",
          "a/b",
          "..",
          ".hidden",
          "a\u0000b",
          "%2e%2e",
          "a b",
          "ü",
          "x" * 129,
          "",
          "a\\b",
          "{x}"
        )
      )
        withClue(name) {
          val fields = new GivenFields(Map("directory" -> "d", "name" -> name), "files")
          new TextFileWriter().read(fields)
          fields.problems.map(_._1) shouldBe Seq("name")
        }
    }

    "never lead out of the directory, whatever it is made of" in {
      val seed = System.nanoTime()
      info(s"seed $seed")
      val random = new Random(seed)
      val pieces =
        Vector("..", "/", "\\", ".", "%2e", "\u0000", "a", "output", "~", "\n", "ü", "-", "_", "//", "C:", "{n}")
      val outer = fresh()
      val directory = Files.createDirectory(outer.resolve("inner"))
      val settings = TextFileWriterSettings.read(new GivenFields(Map("directory" -> directory.toString), "files"))
      val confined = ConfinedDirectory.open(settings, new TemporaryNames("files", 1))
      for (_ <- 1 to 10000) {
        val name = Seq.fill(random.nextInt(8))(pieces(random.nextInt(pieces.size))).mkString
        try confined.write(name, ByteBuffer.wrap("x".getBytes))
        catch { case refused: java.io.IOException => refused.getMessage should not be empty }
      }
      names(outer) shouldBe Seq("inner")
      names(directory).foreach(_ should fullyMatch regex "[A-Za-z0-9_-][A-Za-z0-9._-]*")
    }

    "be refused when it is a link, a directory or a pipe" in {
      val directory = fresh()
      val outside = Files.writeString(fresh().resolve("canary"), "alive")
      Files.createSymbolicLink(directory.resolve("output_0.txt"), outside)
      failure("directory" -> directory.toString) shouldBe
        s"cannot write ${directory.resolve("output_0.txt")}: Is a symbolic link"
      Files.readString(outside) shouldBe "alive"
      Files.delete(directory.resolve("output_0.txt"))
      Files.createDirectory(directory.resolve("output_0.txt"))
      failure("directory" -> directory.toString) should endWith("Is not a regular file")
      Files.delete(directory.resolve("output_0.txt"))
      assert(new ProcessBuilder("mkfifo", directory.resolve("output_0.txt").toString).start().waitFor() == 0)
      failure("directory" -> directory.toString) should endWith("Is not a regular file")
    }

    "be claimed, so that no two workers write one file" in {
      val one = new GivenFields(Map("directory" -> "/srv/x/../out", "name" -> "{worker}_{n}.txt"), "files")
      new TextFileWriter().read(one)
      one.claims.toSeq shouldBe Seq("file /srv/out/files_{n}.txt")
    }
  }
}
