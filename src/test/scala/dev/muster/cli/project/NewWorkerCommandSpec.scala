package dev.muster.cli.project

import dev.muster.cli.Typing
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** What a new worker may be called. */
final class NewWorkerCommandSpec extends AnyFunSuite with Matchers with Typing {
  private def refusal(arguments: String*): (Int, String) = {
    val ended = typed("new-worker" +: arguments: _*)
    ended.code -> ended.err.linesIterator.next()
  }

  test("a name is kebab-case, and one that nearly is is understood") {
    for (
      (bad, meant) <- Seq("TailLog" -> "tail-log", "tail_log" -> "tail-log", "tail--log" -> "tail-log", "7up" -> "up")
    ) {
      val (code, told) = refusal(bad)
      code shouldBe 2
      told should (startWith(s"'$bad' is no name for a worker: ") and endWith(s"(did you mean '$meant'?)"))
    }
    Seq("", "../x", "a" * 64, "-7").foreach(refusal(_)._1 shouldBe 2)
  }

  test("a package is one of Java's and not one of Muster's") {
    Seq("com.new.acme", "Com.acme", "com..acme", "1.2", "com/acme").foreach { bad =>
      refusal("it", "--package", bad) shouldBe
        (2 -> s"""'$bad' is no name for a package: words of small letters, digits and _ with dots between them, none of them
                 | a word of Java's own, such as com.example""".stripMargin.replace("\n", ""))
    }
    Seq("dev.muster", "java.lang", "scala.x").foreach(bad =>
      refusal("it", "--package", bad)._2 should include("not yours")
    )
  }

  test("a type is one of three") {
    refusal("it", "--kind", "strem")._2 should endWith("'strem' is not one of stream, actor, blocking")
  }

  test("names that the contract has are not taken a second time") {
    new WorkerName("tail-log", "com.example").className shouldBe "TailLogWorker"
    new WorkerName("log-worker", "com.example").className shouldBe "LogWorker"
    new WorkerName("stream-worker", "com.example").className shouldBe "StreamWorkerWorker"
  }

  test("without a jar there is nothing to put into the project, and it is said") {
    refusal("it") shouldBe (1 -> ("new-worker puts Muster's own jar into the project, but this Muster does not run " +
      "from a whole one: run it as java -jar muster.jar new-worker NAME"))
  }
}
