package dev.muster.examples

import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit

import dev.muster.RunningMuster
import dev.muster.report.WorkerState.COMPLETED
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** The examples run in the real application and print what their authors meant. */
class ExamplesSpec extends AnyFunSuite with Matchers {
  private def printed(stanza: String): Seq[String] = {
    val muster = new RunningMuster(s"muster { exit-when-done = true, workers.it { $stanza } }")
    try {
      muster.ended.toCompletableFuture.get(60, TimeUnit.SECONDS).worker("it").get.state shouldBe COMPLETED
      muster.drained()
      muster.lines
    } finally muster.close()
  }

  test("a stream: Hello, and a moment later World") {
    printed("type = dev.muster.examples.Hello, pause = 100ms") shouldBe Seq("[it] Hello ...", "[it] ... World!")
  }

  test("an actor written by hand, with a message and a result of its own") {
    printed("type = dev.muster.examples.Powers, count = 11").last shouldBe "[it] 2^10 = 1024"
  }

  test("a worker that blocks") {
    val file = Files.writeString(Files.createTempFile(Path.of("target"), "lines", ".txt"), "one\ntwo\n")
    printed(s"""type = dev.muster.examples.Lines, path = "$file"""") shouldBe
      Seq("[it] line 0: one", "[it] line 1: two")
  }

  test("a worker that may give only so much ends there, whichever way it is written") {
    printed("type = dev.muster.examples.Powers, count = 5000, limit = 3") should have size 3
    val file = Files.writeString(Files.createTempFile(Path.of("target"), "lines", ".txt"), "line\n" * 5000)
    printed(s"""type = dev.muster.examples.Lines, path = "$file", limit = 3""") should have size 3
  }
}
