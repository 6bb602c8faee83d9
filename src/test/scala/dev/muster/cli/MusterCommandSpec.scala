package dev.muster.cli

import java.net.{InetAddress, ServerSocket}
import java.nio.file.{Files, Path}

import scala.util.Using

import com.typesafe.config.ConfigFactory
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** What a person types, and what comes back. */
final class MusterCommandSpec extends AnyFunSuite with Matchers with Typing {
  private val good = "muster.workers.files { type = file-writer, directory = out }"

  test("help and version are fine and on standard output") {
    typed("--help").out should include("Exit codes:")
    typed("run", "--help").out should (include("--summary") and include("--log=text|json"))
    typed("--version").out should startWith("muster ")
    Seq("--help", "--version").map(typed(_)).foreach { ended =>
      ended.code shouldBe 0
      ended.err shouldBe ""
    }
  }

  test("a word or an option that is none is wrong usage") {
    Seq(
      Seq("rnu"),
      Seq("--confg", "x"),
      Seq("check", "x"),
      Seq("--config"),
      Seq("types", "kafka"),
      Seq("--log", "xml"),
      Seq("-v", "-q")
    ).foreach { words =>
      withClue(words)(typed(words: _*).code shouldBe 2)
    }
    typed("types", "http-fetchr").err should startWith("unknown type 'http-fetchr' (did you mean 'http-fetcher'?)")
  }

  test("check says that all is well") {
    typed("check", "--config", file(good)) shouldBe Ended(0, "ok: 1 worker (files)\n", "")
    typed("--config", file(good), "check").code shouldBe 0
  }

  test("check says all that is not well") {
    val ended = typed("check", "-c", file("muster.workers {\n a { type = x }\n b { type = y }\n}"))
    ended.code shouldBe 3
    ended.out.linesIterator.map(_.replaceFirst("^.*?:", "").takeWhile(_ != ' ')).toSeq shouldBe Seq("2:", "3:")
  }

  test("check tells of a worker that would be FAILED from the start") {
    val ended = typed("check", "-c", file(good + "\nmuster.workers.gone.type = com.acme.Gone"))
    ended.code shouldBe 3
    ended.out should endWith(
      ":2: muster.workers.gone: would be FAILED from the start: class com.acme.Gone is not on the class path\n"
    )
  }

  test("run without settings says what to do") {
    val ended = typed("--config", "/no/such.conf")
    ended shouldBe Ended(3, "", "/no/such.conf: does not exist: write it, or name another one with --config FILE\n")
    typed("run", "--config", "/no/such.conf") shouldBe ended
  }

  test("types are listed, and one is shown as a stanza's manual") {
    typed("types").out.linesIterator.map(_.takeWhile(_ != ' ')).toSeq should contain allOf (
      "file-writer",
      "http-fetcher"
    )
    typed("types", "file-writer").out should (include("count = 5") and include("supervision.max-backoff = 5s"))
    typed("types", "dev.muster.settings.Greeter").out should include("\n  greeting = \"hello\"")
  }

  test("what types shows of a type is a file that check accepts, and nothing in it is unknown as a comment") {
    val types = typed("types").out.linesIterator.map(_.takeWhile(_ != ' ')).toSeq
    for (name <- types :+ "dev.muster.settings.Greeter") {
      val shown = typed("types", name).out
      withClue(shown)(typed("check", "--config", file(shown)) shouldBe Ended(0, "ok: 1 worker (example)\n", ""))
      val keys = shown.linesIterator.filter(_.matches("  (# )?[a-z.-]+ = .*")).map(_.strip.stripPrefix("# "))
      val uncommented = keys.filterNot(_.startsWith("schedule.every")).filterNot(_.contains("-file = "))
      val all = s"muster.workers.example {\n${uncommented.mkString("\n")}\n}\n"
      typed("check", "--config", file(all)).out should not include "unknown key"
    }
  }

  test("types tells of a plugin that cannot be used") {
    val plugins = Files.createTempDirectory(Path.of("target"), "plugins")
    Files.writeString(plugins.resolve("bad.jar"), "no zip")
    val ended = typed("types", "--config", file(s"muster.plugins = \"$plugins\""))
    ended.code shouldBe 0
    ended.err shouldBe s"warning: $plugins/bad.jar is no jar that can be read (zip END header not found)\n"
  }

  test("config prints what is effective as settings, and where it comes from") {
    val conf =
      file(good + "\nmuster.workers.files.schedule { run = every, every = 5s }\nmuster.workers.gone.type = a.b")
    val plain = typed("config", "--config", conf)
    plain.code shouldBe 0
    val config = ConfigFactory.parseString(plain.out)
    config.getInt("muster.workers.files.count") shouldBe 5
    config.getString("muster.workers.files.schedule.every") shouldBe "5s"
    typed("check", "--config", file(plain.out.replaceAll(".*gone.*\n", ""))).code shouldBe 0
    val origins = typed("config", "--origins", "--config", conf).out
    ConfigFactory.parseString(origins) shouldBe config
    origins should include(s"muster.workers.files.directory = \"out\"  # $conf:1\n")
    origins should include("muster.workers.files.count = 5  # default\n")
    origins should include("# muster.workers.files.permissions is not set\n")
    origins should include("# muster.workers.gone would be FAILED from the start: class a.b is not on the class path\n")
    val bad = typed("config", "--config", file("muster.workers.a = 1"))
    bad.code shouldBe 3
    bad.out shouldBe ""
    bad.err should include(": must be an object { }")
  }

  test("an admin port that is taken ends it before anything is begun") {
    Using.resource(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) { taken =>
      val ended = typed("run", "--config", file(s"$good\nmuster.admin.port = ${taken.getLocalPort}"))
      ended.code shouldBe 4
      ended.err shouldBe s"admin: cannot listen at 127.0.0.1:${taken.getLocalPort} (Address already in use): set " +
        "muster.admin.port to another port or to 0 for any free one, or muster.admin.enabled to false\n"
    }
    val nowhere =
      typed("run", "--config", file(s"$good\nmuster.admin { host = \"192.0.2.1\", token = only-for-the-spec }"))
    nowhere.code shouldBe 4
    nowhere.err should include("cannot listen at 192.0.2.1:8899 (Cannot assign requested address)")
    nowhere.err should not include "only-for-the-spec"
  }

  test("a summary that cannot be written ends it before anything is begun") {
    val conf = file("muster { exit-when-done = true, admin.enabled = false, workers.gone.type = com.acme.Gone }")
    for (
      (summary, why) <- Seq(
        "/no/such/x.json" -> "its directory /no/such does not exist",
        "target" -> "is a directory: name a file"
      )
    )
      typed("run", "--config", conf, "--summary", summary) shouldBe Ended(2, "", s"--summary $summary: $why\n")
  }

  test("what only run takes is refused for the others") {
    for (command <- Seq("check", "types", "config")) {
      val before = typed("--summary", "x.json", command)
      before.code shouldBe 2
      before.err should startWith(s"--summary is for run only, not for $command\n")
      typed(command, "--summary", "x.json").code shouldBe 2
      for (option <- Seq("--no-progress", "--verbose", "--quiet"))
        typed(option, command).err should startWith(s"$option is for run only, not for $command\n")
      typed("--log=json", command).err should startWith(s"--log is for run only, not for $command\n")
    }
  }
}
