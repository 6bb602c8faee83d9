package dev.muster.settings

import java.nio.charset.StandardCharsets.UTF_16
import java.nio.file.{Files, Path}

import scala.jdk.CollectionConverters._

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** Each file that cannot be used is told with its place, all that is wrong with it at once. */
final class BadFilesSpec extends AnyFunSuite with Matchers with SettingsFiles {
  private val good = "type = dev.muster.settings.Greeter, greeting = hi"

  private def whole(title: String, text: String)(expected: String*): Unit =
    test(title)(problems(text) shouldBe expected)

  whole("a brace that is not closed", "muster {\n workers {\n")(
    "application.conf:3: is not HOCON: a brace is not closed at the end of the file"
  )
  whole("a brace too many", s"muster { workers.a { $good } }\n}\n")(
    "application.conf:2: is not HOCON: unbalanced close brace '}' with no open brace"
  )
  whole("a reserved character outside quotes", s"muster.workers.a { $good, to = a@b }")(
    "application.conf:1: is not HOCON: Expecting close brace } or a comma, got '@' (Reserved character '@' is not allowed outside quotes)"
  )
  whole("a list joined to an object", s"muster.workers.a { $good }\nx = {a = 1} [2]")(
    "application.conf:2: is not HOCON: Cannot concatenate object or list with a non-object-or-list"
  )
  whole("nesting without end", "a = " + "[" * 20000)("application.conf: is nested too deeply")
  whole("a reference to nothing", s"muster.workers.a { $good\n to = $${nobody.knows} }")(
    "application.conf:2: ${nobody.knows} is not set anywhere"
  )
  whole(
    "two references to nothing, and a mistake besides",
    s"muster.workers.a { $good\n to = $${REDIS_HOST}\n from = $${other}x\n loud = x }"
  )(
    "application.conf:2: ${REDIS_HOST} is not set anywhere (set the environment variable, or write ${?REDIS_HOST})",
    "application.conf:3: ${other} is not set anywhere",
    "application.conf:4: muster.workers.a.loud: must be true or false, is 'x'"
  )
  whole("a reference to itself", s"muster.workers.a { $good }\nx = $${y}\ny = $${x}")(
    "application.conf:3: a substitution that leads back to itself"
  )
  whole("nothing", "")("application.conf: no worker is set under muster.workers")
  whole("nothing but a comment", "# muster { }")("application.conf: no worker is set under muster.workers")
  whole("a root by another name", s"mustr.workers.a { $good }")(
    "application.conf: no worker is set under muster.workers ('mustr' should be 'muster'?)"
  )
  whole("workers that are a list", s"muster.workers = [{ $good }]")(
    "application.conf:1: muster.workers: must be an object { }"
  )
  whole("a root that is a text", "muster = yes")("application.conf:1: muster: must be an object { }")
  whole("a worker that is a text", "muster.workers.a = file-writer")(
    "application.conf:1: muster.workers.a: must be an object { }"
  )
  whole("a worker without a type", "muster.workers.a { greeting = hi }")(
    "application.conf:1: muster.workers.a.type: must be set (for example \"file-writer\")"
  )
  whole("a type almost right", "muster.workers.a { type = http-fetchr }")(
    "application.conf:1: muster.workers.a.type: unknown type 'http-fetchr' (did you mean 'http-fetcher'?)"
  )
  whole("a type that nobody knows", "muster.workers.a { type = kafka }")(
    "application.conf:1: muster.workers.a.type: unknown type 'kafka'" +
      " (allowed: file-writer, http-fetcher, mysql-query, redis-subscriber)"
  )
  whole("a name with a capital", s"muster.workers.Redis { $good }")(badName("muster.workers.Redis"))
  whole("a name with a slash", s"muster.workers.\"a/b\" { $good }")(badName("muster.workers.\"a/b\""))
  whole("a name with a space", s"muster.workers.\"a b\" { $good }")(badName("muster.workers.\"a b\""))
  whole("a name that begins with a number", s"muster.workers.1a { $good }")(badName("muster.workers.1a"))
  whole("a name too long", s"muster.workers.${"a" * 64} { $good }")(badName(s"muster.workers.${"a" * 64}"))
  whole("a name that is Muster's own", s"muster.workers.reporter { $good }")(
    "application.conf:1: muster.workers.reporter: this name is Muster's own: choose another"
  )
  whole("a name that stands twice", s"muster.workers {\n a { $good }\n b { $good }\n a { loud = true }\n}")(
    "application.conf:4: muster.workers.a: this name is used already in line 2, and the two would be merged"
  )
  whole(
    "a name that stands twice, by its path",
    s"muster { workers { a { $good } } }\nmuster.workers.a = { loud = true }"
  )(
    "application.conf:2: muster.workers.a: this name is used already in line 1, and the two would be merged"
  )
  whole("a claim made twice", s"muster.workers {\n a1 { $good }\n a2 { $good\n to = world }\n}")(
    "application.conf:4: muster.workers.a2.to: the ear of worlda is claimed by muster.workers.a1.to already"
  )
  whole("an unknown key of the process", s"muster { drain-timout = 3s\n workers.a { $good } }")(
    "application.conf:1: muster.drain-timout: unknown key (did you mean 'drain-timeout'?)"
  )
  whole("an unknown sink", s"muster { workers.a { $good }\n reporter.sinks.consle.enabled = true }")(
    "application.conf:2: muster.reporter.sinks.consle: unknown key (did you mean 'console'?)"
  )
  whole("an admin server open to all", s"muster { workers.a { $good }\n admin.host = 0.0.0.0 }")(
    "application.conf:2: muster.admin.host: others than this machine could come in: set admin.token or admin.token-file, or 127.0.0.1"
  )
  whole("a short token", s"muster { workers.a { $good }\n admin.token = S3CR3T }")(
    "application.conf:2: muster.admin.token: must hold 16 characters or more"
  )
  for ((what, token) <- Seq("another script" -> "S3CR3T-S3CR3T-\u00e9t\u00e9", "a space" -> "S3CR3T S3CR3T S3CR3T"))
    whole(s"a token with $what", s"muster { workers.a { $good }\n admin.token = \"$token\" }")(
      "application.conf:2: muster.admin.token: must be one word of ASCII characters, since a header has to carry it"
    )
  whole("a token's file that is missing", s"muster { workers.a { $good }\n admin.token-file = nowhere }")(
    "application.conf:2: muster.admin.token-file: 'nowhere' does not exist"
  )
  whole(
    "JSON lines into a directory that is missing",
    s"muster { workers.a { $good }\n reporter.sinks.jsonl { enabled = true, path = /no/such/x } }"
  )(
    "application.conf:2: muster.reporter.sinks.jsonl.path: its directory /no/such does not exist"
  )
  whole(
    "a mistake in what all workers fall back on",
    s"muster { worker-defaults { limt = 1\n supervision.jitter = 2 }\n workers.a { $good } }"
  )(
    "application.conf:1: muster.worker-defaults.limt: unknown key (did you mean 'limit'?)",
    "application.conf:2: muster.worker-defaults.supervision.jitter: '2' is out of range (allowed: 0.0 to 1.0)"
  )
  whole("defaults of a type that is not there", s"muster { types.htp-fetcher.repeat = 2\n workers.a { $good } }")(
    "application.conf:1: muster.types.htp-fetcher: unknown type (did you mean 'http-fetcher'?)"
  )
  whole("an unknown key among a type's defaults", s"muster { types.http-fetcher.repeet = 2\n workers.a { $good } }")(
    "application.conf:1: muster.types.http-fetcher.repeet: unknown key (did you mean 'repeat'?)"
  )
  whole(
    "a wrong value among a type's defaults",
    s"muster { types.http-fetcher.repeat = x\n workers { a { type = http-fetcher, urls = \"http://h/\" }\n b { type = http-fetcher, urls = \"http://h/\" } } }"
  )(
    "application.conf:1: muster.types.http-fetcher.repeat: must be a whole number, is 'x'"
  )
  whole("Muster's own dispatchers", s"muster { control.throughput = 1\n workers.a { $good } }")(
    "application.conf:1: muster.control: unknown key (allowed: admin, drain-timeout, exit-when-done, plugins, reporter, types, worker-defaults, workers)"
  )
  whole("an address to include", s"include url(\"http://127.0.0.1:1/x.conf\")\nmuster.workers.a { $good }")(
    "application.conf:1: include of a URL is refused: include a file instead"
  )
  whole("an address to include, in disguise", s"muster.workers.a { $good }\ninclude \"https://127.0.0.1:1/x.conf\"")(
    "application.conf:2: include of a URL is refused: include a file instead"
  )
  whole("a file to include that is missing", s"include required(file(\"/no/such.conf\"))\nmuster.workers.a { $good }")(
    "/no/such.conf: cannot be read"
  )
  whole(
    "everything at once",
    "muster { x = 1\n workers { a { type = foo\n concurrency = 2 }\n B {}\n c { type = http-fetcher\n repeat = 0 } } }"
  )(
    "application.conf:1: muster.x: unknown key (allowed: admin, drain-timeout, exit-when-done, plugins, reporter, types, worker-defaults, workers)",
    "application.conf:2: muster.workers.a.type: unknown type 'foo' (allowed: file-writer, http-fetcher, mysql-query, redis-subscriber)",
    "application.conf:4: muster.workers.B: bad name (allowed: a to z, 0 to 9 and -, a letter first, up to 63)",
    "application.conf:4: muster.workers.B.type: must be set (for example \"file-writer\")",
    "application.conf:5: muster.workers.c.urls: must be set (for example [\"https://example.org/\"])",
    "application.conf:6: muster.workers.c.repeat: '0' is out of range (allowed: 1 or more)"
  )

  test("a file that is missing is told with what to do") {
    problemsOf(Path.of("/no/such/application.conf")) shouldBe
      Seq("application.conf: does not exist: write it, or name another one with --config FILE")
  }

  test("a directory is no file") {
    problemsOf(Files.createDirectory(write("x", "").resolveSibling("application.conf"))) shouldBe
      Seq("application.conf: is a directory: name a file with --config FILE")
  }

  test("UTF-16 and binary files are told as such") {
    val file = write("application.conf", "")
    Files.write(file, "muster {}".getBytes(UTF_16))
    problemsOf(file) shouldBe Seq("application.conf: is not UTF-8 text: save it as UTF-8")
    Files.write(file, Array[Byte](0x6d, 0xff.toByte))
    problemsOf(file) shouldBe Seq("application.conf: is not UTF-8 text: save it as UTF-8")
  }

  test("a file too long to be settings is not read") {
    problems("#" * (1 << 20) + "\n") shouldBe Seq("application.conf: is longer than 1 MiB: is it a settings file?")
  }

  test("a file that includes itself is told, not followed for ever") {
    problems("include \"application.conf\"\n") should have size 1
  }

  test("a problem in an included file is told at its own place") {
    val file = write("application.conf", "include \"workers.conf\"\n")
    Files.writeString(file.resolveSibling("workers.conf"), s"# ours\nmuster.workers.a { $good, loud = x }")
    problemsOf(file) shouldBe Seq("workers.conf:2: muster.workers.a.loud: must be true or false, is 'x'")
  }

  test("what a file includes is looked for beside it, also when it is named without a directory") {
    val included = Files.createTempFile(Path.of("."), "included", ".conf")
    val bare = Path.of(Files.createTempFile(Path.of("."), "bare", ".conf").getFileName.toString)
    try {
      Files.writeString(included, s"muster.workers.a { $good }")
      Files.writeString(bare, s"""include "${included.getFileName}"\n""")
      readFile(bare).guardian.workers.asScala.map(_.name) shouldBe Seq("a")
    } finally Seq(included, bare).foreach(Files.delete)
  }

  test("an include that brings nothing is told, and is no problem") {
    val nothing = "include of 'secrets.conf' brings nothing: there is no such file, or it is empty"
    read(s"muster.workers.a { $good }\n include file(\"secrets.conf\")").warnings.asScala
      .map(warning => warning.line -> warning.what) shouldBe Seq(2 -> nothing)
    problems("\ninclude \"secrets.conf\"") shouldBe Seq(
      "application.conf: no worker is set under muster.workers",
      s"application.conf:2: $nothing"
    )
  }

  private def badName(path: String) =
    s"application.conf:1: $path: bad name (allowed: a to z, 0 to 9 and -, a letter first, up to 63)"
}
