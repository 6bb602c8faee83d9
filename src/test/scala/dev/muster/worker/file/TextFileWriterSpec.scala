package dev.muster.worker.file

import java.nio.file.attribute.PosixFilePermissions
import java.nio.file.{Files, Path}
import java.time.Duration
import java.util.concurrent.{CompletionStage, TimeUnit, TimeoutException}

import scala.jdk.CollectionConverters._

import dev.muster.worker.{GivenFields, RecordedContext, Result, WorkerCommand}
import org.apache.pekko.stream.javadsl.{Keep, Sink, Source}
import org.apache.pekko.stream.{KillSwitches, UniqueKillSwitch}
import org.scalatest.wordspec.AnyWordSpec

class TextFileWriterSpec extends AnyWordSpec with Writers {
  "A writer" should {
    "write as many files as it is told, each from the template, and say so" in {
      val directory = fresh()
      val results = new Run(directory, "text" -> "number {n} of {worker}, {braces}", "count" -> 3L).completed().results
      results.map(_.summary) shouldBe Seq("Written output_0.txt", "Written output_1.txt", "Written output_2.txt")
      names(directory) shouldBe Seq("output_0.txt", "output_1.txt", "output_2.txt")
      Files.readString(directory.resolve("output_1.txt")) shouldBe "number 1 of files, {braces}"
      results(1).path shouldBe directory.resolve("output_1.txt").toString
      results(1).bytes shouldBe Files.size(directory.resolve("output_1.txt"))
    }

    "write each number once when many threads write" in {
      val directory = fresh()
      val results = new Run(directory, "count" -> 5000L, "concurrency" -> 64, "text" -> "{n}").completed().results
      results.map(_.number) shouldBe (0L until 5000L)
      names(directory) should have size 5000
      results.foreach(r => Files.readString(Path.of(r.path)) shouldBe r.number.toString)
    }

    "pause after each file if it is told to" in {
      val started = System.nanoTime()
      new Run(fresh(), "count" -> 3L, "concurrency" -> 8, "every" -> Duration.ofMillis(100))
        .completed()
        .results should have size 3
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
      new Run(directory, "name" -> "same.txt", "text" -> "{n}" * 10, "count" -> 50L, "fsync" -> "file").completed()
      Files.readString(target) shouldBe "49" * 10
      names(directory) shouldBe Seq("same.txt")
    }

    "wait for its end when its threads take nothing more, and not fail" in {
      val context = new RecordedContext("files")
      context.end()
      val settings = TextFileWriterSettings.read(new GivenFields(Map("directory" -> fresh().toString), "files"))
      val running = Source
        .fromGraph(new WriteSource(context, settings, new InHand))
        .viaMat(KillSwitches.single[Result], Keep.right[Any, UniqueKillSwitch])
        .toMat(Sink.seq[Result], Keep.both[UniqueKillSwitch, CompletionStage[java.util.List[Result]]])
        .run(testKit.system)
      val written = running.second.toCompletableFuture
      a[TimeoutException] should be thrownBy written.get(100, TimeUnit.MILLISECONDS)
      running.first.shutdown()
      written.get(30, TimeUnit.SECONDS).size shouldBe 0
    }

    "finish the files in hand when it is stopped, and leave no part of one" in {
      val directory = fresh()
      val text = "x" * 100000
      val run = new Run(directory, "count" -> 1000000L, "concurrency" -> 4, "text" -> text)
      eventually(assert(run.context.delivered.size > 20))
      run.worker ! WorkerCommand.Stop.INSTANCE
      run.terminated()
      run.context.end()
      names(directory).filter(_.startsWith(".")) shouldBe empty
      entries(directory).foreach(file => Files.size(file) shouldBe text.length)
    }

    "account for every file when it is stopped" in {
      val directory = fresh()
      val run = new Run(directory, "count" -> 1000000L, "concurrency" -> 4)
      eventually(assert(run.context.delivered.size > 100))
      run.worker ! WorkerCommand.Stop.INSTANCE
      run.terminated()
      run.context.end()
      entries(directory) should have size (run.results.size + run.context.drops.asScala.map(_._2).sum)
    }

    "give its files the permissions it is told, whatever the umask" in {
      val directory = fresh()
      new Run(directory, "count" -> 1L, "permissions" -> "rw-rw-rw-").completed()
      val permissions = Files.getPosixFilePermissions(directory.resolve("output_0.txt"))
      PosixFilePermissions.toString(permissions) shouldBe "rw-rw-rw-"
      problems("permissions" -> "0640") shouldBe Seq("permissions")
      problems("permissions" -> "r--r--r--") shouldBe Seq("permissions")
    }
  }
}
