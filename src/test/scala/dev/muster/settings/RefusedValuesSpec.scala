package dev.muster.settings

import java.nio.file.{Files, Path}

import com.typesafe.config.ConfigFactory
import com.typesafe.config.ConfigRenderOptions.concise
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** The README says of each value that is refused what the user will read. */
final class RefusedValuesSpec extends AnyFunSuite with Matchers with SettingsFiles {
  private val readme = Files.readString(Path.of("README.md"))

  /** By type: a stanza that is good, and what makes it bad. */
  private val types = Seq(
    ("any", "type = file-writer, directory = out") -> Seq(
      "cuont = 3",
      "count = 1.5",
      "count = many",
      "concurrency = 0",
      "every = 5",
      "every = -1s",
      "create-directories = perhaps",
      "fsync = always",
      "name = [a, b]",
      "schedule.every = 5s",
      "supervision.max-backoff = 1ms"
    ),
    ("file-writer", "type = file-writer, directory = out") -> Seq(
      "directory = null",
      "name = \"\"",
      "name = \"../x\"",
      "name = .hidden",
      "mode = append, text = \"no end\"",
      "mode = append, concurrency = 2",
      "permissions = \"0640\"",
      "permissions = r--r--r--"
    ),
    ("http-fetcher", "type = http-fetcher, urls = [\"http://host/\"]") -> Seq(
      "urls = []",
      "urls = [\"ftp://host/\"]",
      "urls = [\"http://a b/\"]",
      "urls = [\"http://host:70000/\"]",
      "max-body = 1024",
      "expect-status = [ok]",
      "headers { Content-Length = 5 }",
      "headers { X-Name = \"a\\nb\" }",
      "headers { Content-Type = text }",
      "method = head, body = hello",
      "user = me",
      "token = T, user = me, password = P",
      "token = \"a b\"",
      "proxy = host",
      "proxy-user = me",
      "proxy = \"host:3128\", proxy-password = P",
      "trust-store-password = P"
    ),
    ("mysql-query", "type = mysql-query, url = \"jdbc:mysql://host/db\", query = \"SELECT 1\"") -> Seq(
      "url = \"mysql://host/db\"",
      "url = \"jdbc:mysql://host/db?socketTimeout=5\"",
      "url = \"jdbc:mysql://host/db?sslMode=REQUIRED\"",
      "url = \"jdbc:mysql://host/db?allowLoadLocalInfile=true\"",
      "query = \"\"",
      "parameters = [[1]]",
      "trust-store = ca.p12",
      "trust-store-password = P"
    ),
    ("redis-subscriber", "type = redis-subscriber, uri = \"redis://host\", channels = [demo]") -> Seq(
      "uri = \"http://host\"",
      "uri = \"redis-socket:///run/redis.sock\"",
      "uri = \"rediss://host?verifyPeer=NONE\"",
      "uri = \"redis://:P@host\", password = P",
      "user = me",
      "sentinel-password = P",
      "trust-store-password = P",
      "cluster = true, uri = \"redis-sentinel://host#main\"",
      "channels = []",
      "channels = [demo, demo]",
      "max-payload = 1GiB"
    )
  )

  private def said(good: String, bad: String): String = {
    // As one object, in which no key may be set twice.
    val stanza = ConfigFactory.parseString(bad).withFallback(ConfigFactory.parseString(good)).root.render(concise)
    val told = problems(s"muster.workers.w $stanza")
    withClue(s"$bad: ")(told should have size 1)
    told.head.stripPrefix("application.conf:1: muster.workers.w.")
  }

  private def row(kind: String, bad: String, sentence: String): String =
    s"| $kind | `$bad` | ${sentence.replace("|", "\\|")} |"

  test("the table of what is refused is what the decoder says") {
    val rows = for (((kind, good), values) <- types; bad <- values) yield row(kind, bad, said(good, bad))
    val wanted = ("| type | written | refused with |" +: "| --- | --- | --- |" +: rows).mkString("\n")
    withClue(s"README.md should hold\n\n$wanted\n")(readme.contains(wanted) shouldBe true)
  }

  test("the stanzas of the table are good without what makes them bad") {
    types.foreach { case ((_, good), _) => problems(s"muster.workers.w { $good }") shouldBe empty }
  }

  test("two workers on one file are refused") {
    val good = "type = file-writer, directory = out, name = same.txt"
    problems(s"muster.workers { a { $good }\n b { $good } }").map(
      _.replace(Path.of("").toAbsolutePath.toString, "")
    ) should
      contain theSameElementsAs Seq(
        "application.conf:2: muster.workers.b.directory: file /out/same.txt is claimed by muster.workers.a.directory already"
      )
  }
}
