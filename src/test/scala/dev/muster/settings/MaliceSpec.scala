package dev.muster.settings

import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}
import java.nio.file.{Files, Path}

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** What people, editors and other programs make of settings files: every mistake has its place, and none is a crash. */
final class MaliceSpec extends AnyFunSuite with Matchers with SettingsFiles {
  private val form = """application\.conf(:\d+)?: .+|(environment variable|system property).*: .+"""

  private def told(file: Path, places: Seq[String], properties: (String, String)*): Unit = {
    val all = problemsOf(file, properties: _*)
    withClue(all.mkString("\n", "\n", "\n")) {
      all should have size places.size.toLong
      all.zip(places).foreach { case (problem, place) => problem should startWith(place) }
      all.foreach { problem =>
        problem should fullyMatch regex form
        problem should not include regex("Exception|Error|SimpleConfig|com.typesafe")
        problem.length should be < 700
      }
    }
  }

  private def whole(title: String, text: String)(places: String*): Unit =
    test(title)(told(write("application.conf", text), places.map("application.conf" + _)))

  private def line(written: String)(what: String): Unit =
    test(s"in a stanza: ${written.take(60)}")(
      told(write("application.conf", stanza(written)), Seq(s"application.conf:5: muster.workers.w.$what"))
    )

  private def typed(written: String)(what: String): Unit =
    whole(s"a type that is $written", s"muster.workers.w.type = $written")(s":1: muster.workers.w.$what")

  private val good = "type = dev.muster.settings.Greeter, greeting = hi"

  line("pause = 1m30s")("pause: ")
  line("pause = 1s, pause = 2s")("pause: is set already above, in the same object")
  line("greeting = hello")("greeting: is set already above, in the same object")
  line("schedule { run = once, run = \"every\" }")("schedule.run: is set already above, in the same object")
  line("others = [a], others = [b]")("others: is set already above, in the same object")
  line("headers { \"a.b\" = 1, b = 2, \"a.b\" : 3 }")("headers.\"a.b\": is set already above, in the same object")
  line("pause = PT5S")("pause: ")
  line("pause = \"1,5s\"")("pause: ")
  line("pause = infinite")("pause: ")
  line("pause = 1e-99s")("pause: ")
  line("pause = 1e99999s")("pause: ")
  line("pause = 0x10s")("pause: ")
  line("pause = -0.5s")("pause: '-0.5s' is negative")
  line("pause { s = 1 }")("pause: must be a duration such as 30s, is an object")
  line("pause = null s")("pause: ")
  line("pause = NaN s")("pause: ")
  line(s"pause = ${"9" * 5000}s")("pause: ")
  line("buffer = 8 Mi B")("buffer: ")
  line("buffer = 1e99GiB")("buffer: ")
  line("buffer = [8MiB]")("buffer: must be a size such as 8MiB, is a list")
  line("buffer = 0.1B")("buffer: ")
  line("concurrency = NaN")("concurrency: must be a whole number, is 'NaN'")
  line("concurrency = 0x10")("concurrency: must be a whole number, is '0x10'")
  line("concurrency = 1_000")("concurrency: must be a whole number, is '1_000'")
  line("concurrency = 1e400")("concurrency: ")
  line("concurrency = 1e-400")("concurrency: ")
  line(s"concurrency = ${"9" * 5000}")("concurrency: ")
  line("concurrency = 2147483648")("concurrency: '2147483648' is out of range")
  line("concurrency = -9223372036854775809")("concurrency: ")
  line("concurrency = ${?EMPTY}1.5")("concurrency: '1.5' is not a whole number")
  line("schedule.jitter = NaN")("schedule.jitter: ")
  line("schedule.jitter = 1e999")("schedule.jitter: ")
  line("schedule = [1]")("schedule: must be an object { }")
  line("schedule.run.every = 1s")("schedule.run: must be one of once, continuous, every, is an object")
  line("supervision = 3")("supervision: must be an object { }")
  line("others { 0 = a, 1 = b }")("others: must be a list of texts, is an object")
  line("others = [[a]]")("others: element 1 must be a text, is a list")
  line("others = [null]")("others: element 1 must be a text, is null")
  line("headers = {a = null}")("headers: 'a' must be a text, is null")
  line("headers = \"a: b\"")("headers: must be an object { }, is a text")
  line("parameters { a = 1 }")("parameters: must be a list, is an object")
  line("unit = [days]")(
    "unit: must be one of nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days, is a list"
  )
  line("loud = ja")("loud: must be true or false, is 'ja'")
  line("\"to \" = x")("\"to \": unknown key (did you mean 'to'?)")
  line("\"\" = x")("\"\": unknown key")
  line("To = x")("To: unknown key (did you mean 'to'?)")
  line("\"to.x\" = y")("\"to.x\": unknown key")
  line("größe = 1")("größe: unknown key")
  line("\"t\\u043e\" = cyrillic")("t\u043e: unknown key")
  line("\"a\\u001b[2Jb\" = x")("\"a\\u001b[2Jb\": unknown key")
  line(s"${"k" * 300} = 1")("k")
  line("enabled = no, concurrency = x")("concurrency: must be a whole number, is 'x'")
  typed("null")("type: must be set")
  typed("\"\"")("type: must not be empty")
  typed("[file-writer]")("type: must be a text, is a list")
  typed("{ name = file-writer }")("type: must be a text, is an object")
  typed("File-Writer")("type: unknown type 'File-Writer' (did you mean 'file-writer'?)")
  typed("\"file-writer \"")("type: unknown type 'file-writer ' (did you mean 'file-writer'?)")
  typed("file_writer")("type: unknown type 'file_writer' (did you mean 'file-writer'?)")
  line("password-file = \"/no/such\"")("password-file: '/no/such' does not exist")
  line("password-file = \"/\"")("password-file: '/' is not a file")
  line("password-file = \"/dev/null\"")("password-file: '/dev/null' is not a file")
  line("password-file = \"a\\u0000b\"")("password-file: is not a path: Nul character not allowed")
  line("password-file = [x]")("password-file: must be a text, is a list")
  line("password-file = \"\"")("password-file: must not be empty")
  line("password = x, password-file = \"pom.xml\"")("password-file: and password exclude each other")

  whole("a name in another script", s"muster.workers.\"名前\" { $good }")(":1: muster.workers.名前: bad name")
  whole("a name that turns the line around", s"muster.workers.\"a\u202eb\" { $good }")(":1: muster.workers.")
  whole("a name that is empty", s"muster.workers.\"\" { $good }")(":1: muster.workers.\"\": bad name")
  whole("a text that does not end", s"muster.workers.a { $good\n to = \"x }\n")(":2: is not HOCON: ")
  whole("a long text that does not end", s"muster.workers.a { $good\n to = \"\"\"x }\n")(
    ":3: is not HOCON: a text that begins with \"\"\" has no end"
  )
  whole("a reference that does not end", s"muster.workers.a { $good\n to = $${x }\n")(":3: is not HOCON: ")
  whole("an escape that is none", s"muster.workers.a { $good\n to = \"\\q\" }")(":2: is not HOCON: ")
  whole("a key without a value", s"muster.workers.a { $good\n to }")(":2: is not HOCON: ")
  whole("a value without a key", s"muster.workers.a { $good\n = x }")(":2: is not HOCON: ")
  whole("two commas", s"muster.workers.a { $good,,\n }")(":1: is not HOCON: ")
  whole("JSON with a comma too many", "{\"muster\": {\"workers\": {},,}}")(":1: is not HOCON: ")
  whole("YAML", "muster:\n  workers:\n    a:\n      type: file-writer\n")(":")
  whole("XML", "<?xml version=\"1.0\"?>\n<muster/>")(":1: is not HOCON: ")
  whole("Windows' line ends", s"muster.workers.a {\r\n $good\r\n loud = x\r\n}\r\n")(":3: muster.workers.a.loud: ")
  whole("a byte order mark", s"\ufeffmuster.workers.a { $good, loud = x }")(":1: muster.workers.a.loud: ")
  whole("a NUL", s"muster.workers.a { $good, to = a\u0000b }")(": is not UTF-8 text: save it as UTF-8")
  whole("objects without end", "a {" * 20000)(": is nested too deeply")
  whole("a path without end", "a." * 100000 + "b = 1")(":")
  whole("a chain of references", (1 to 5000).map(i => s"x$i = $${x${i + 1}}").mkString("\n"))(
    ":5000: ${x5001} is not set anywhere"
  )
  whole("a reference to its own worker", s"muster.workers.a = $${muster.workers.a} { $good }")(":1: ")
  whole("an object joined to a text", s"muster.workers.a { $good }\nmuster.workers = $${muster.workers} x")(":1: ")
  whole("an include without a name", s"include\nmuster.workers.a { $good }")(":")

  test("two files that include each other") {
    val file = write("application.conf", "include \"other.conf\"\n")
    Files.writeString(file.resolveSibling("other.conf"), "include \"application.conf\"\n")
    problemsOf(file) should have size 1
  }

  test("an include of a directory") {
    problems("include required(file(\"/\"))\n") shouldBe Seq("/: cannot be read")
  }

  test("references that lead too deep") {
    problems((1 to 5000).map(i => s"x$i = $${x${i + 1}}").mkString("\n") + "\nx5001 = 1\n") should (
      be(Seq("application.conf: its references lead too deep")) or
        be(Seq("application.conf: no worker is set under muster.workers"))
    )
  }

  test("a file in Latin-1") {
    val file = write("application.conf", "")
    Files.write(file, s"muster.workers.a { $good, to = größe }".getBytes(ISO_8859_1))
    told(file, Seq("application.conf: is not UTF-8 text: save it as UTF-8"))
  }

  test("a file that may not be read") {
    val file = write("application.conf", "")
    file.toFile.setReadable(false)
    assume(!Files.isReadable(file), "root may read everything")
    told(file, Seq("application.conf: cannot be read: check its owner and mode"))
  }

  test("a system property in the place of an object") {
    told(
      write("application.conf", stanza()),
      Seq("system property: muster.workers.w: must be"),
      "muster.workers.w" -> "5"
    )
  }

  test("a secret's file that is empty, too long, or no text") {
    for ((bytes, why) <- Seq("" -> "is empty", "\n" -> "is empty", "x" * 70000 -> "is longer than 64 KiB")) {
      val secret = Files.writeString(Files.createTempFile(Path.of("target"), "secret", ".txt"), bytes, UTF_8)
      problems(stanza(s"password-file = \"$secret\"")).mkString should include(why)
    }
    val secret = Files.write(Files.createTempFile(Path.of("target"), "secret", ".txt"), Array[Byte](0xff.toByte))
    problems(stanza(s"password-file = \"$secret\"")).mkString should include("is not UTF-8 text")
  }
}
