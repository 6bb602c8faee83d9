package dev.muster.cli

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** What a person types, and what comes back. */
final class MusterCommandSpec extends AnyFunSuite with Matchers {
  private case class Ended(code: Int, out: String, err: String)

  private def muster(arguments: String*): Ended = {
    val out, err = new ByteArrayOutputStream
    val code = MusterCommand.execute(new PrintStream(out), new PrintStream(err), arguments: _*)
    Ended(code, out.toString(UTF_8), err.toString(UTF_8))
  }

  private def file(text: String): String =
    Files.writeString(Files.createTempFile(Path.of("target"), "muster", ".conf"), text).toString

  private val good = "muster.workers.files { type = file-writer, directory = out }"

  test("help and version are fine and on standard output") {
    muster("--help").out should include("Exit codes:")
    muster("run", "--help").out should include("--summary")
    muster("--version").out should startWith("muster ")
    Seq("--help", "--version").map(muster(_)).foreach { ended =>
      ended.code shouldBe 0
      ended.err shouldBe ""
    }
  }

  test("a word or an option that is none is wrong usage") {
    Seq(Seq("rnu"), Seq("--confg", "x"), Seq("check", "x"), Seq("--config"), Seq("types", "kafka")).foreach { words =>
      withClue(words)(muster(words: _*).code shouldBe 2)
    }
    muster("types", "http-fetchr").err should startWith("unknown type 'http-fetchr' (did you mean 'http-fetcher'?)")
  }

  test("check says that all is well") {
    muster("check", "--config", file(good)) shouldBe Ended(0, "ok: 1 worker (files)\n", "")
    muster("--config", file(good), "check").code shouldBe 0
  }

  test("check says all that is not well") {
    val ended = muster("check", "-c", file("muster.workers {\n a { type = x }\n b { type = y }\n}"))
    ended.code shouldBe 3
    ended.out.linesIterator.map(_.replaceFirst("^.*?:", "").takeWhile(_ != ' ')).toSeq shouldBe Seq("2:", "3:")
  }

  test("check tells of a worker that would be FAILED from the start") {
    val ended = muster("check", "-c", file(good + "\nmuster.workers.gone.type = com.acme.Gone"))
    ended.code shouldBe 3
    ended.out should endWith(
      "muster.workers.gone: would be FAILED from the start: class com.acme.Gone is not on the class path\n"
    )
  }

  test("run without settings says what to do") {
    val ended = muster("--config", "/no/such.conf")
    ended shouldBe Ended(3, "", "/no/such.conf: does not exist: write it, or name another one with --config FILE\n")
    muster("run", "--config", "/no/such.conf") shouldBe ended
  }

  test("types are listed, and one is shown as a stanza's manual") {
    muster("types").out.linesIterator.map(_.takeWhile(_ != ' ')).toSeq should contain allOf (
      "file-writer",
      "http-fetcher"
    )
    muster("types", "file-writer").out should (include("count = 5") and include("supervision.max-backoff = 5s"))
    muster("types", "dev.muster.settings.Greeter").out should include("# greeting = \"hello\"")
  }
}
