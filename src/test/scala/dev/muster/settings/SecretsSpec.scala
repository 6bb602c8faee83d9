package dev.muster.settings

import java.nio.file.attribute.PosixFilePermissions
import java.nio.file.{Files, Path}
import java.util.Optional

import scala.jdk.CollectionConverters._

import com.typesafe.config.ConfigFactory
import dev.muster.worker.Secret
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** Secrets come from where only their owner can see them, and are shown to nobody. */
final class SecretsSpec extends AnyFunSuite with Matchers with SettingsFiles {
  private val canary = "S3CR3T-77aa"

  private def got: Any = Greeter.last.asScala.last

  private def secret(text: String, mode: String = "rw-------"): Path = {
    val file = Files.writeString(Files.createTempFile(Path.of("target"), "secret", ".txt"), text)
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode))
  }

  private def warnings(mode: String, properties: (String, String)*)(lines: String*): Seq[String] = {
    val file = write("application.conf", stanza(lines: _*))
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode))
    readFile(file, properties: _*).warnings.asScala.toSeq.map(_.toString.replaceAll("/?target/\\S+/", ""))
  }

  test("a secret's file is read without its last line break, and only that") {
    for (written <- Seq(canary, s"$canary\n", s"$canary\r\n")) {
      read(stanza(s"password-file = \"${secret(written)}\""))
      got shouldBe Optional.of(new Secret(canary))
    }
    read(stanza(s"password-file = \"${secret(s" $canary \n\n")}\""))
    got shouldBe Optional.of(new Secret(s" $canary \n"))
  }

  test("a token's file is read without the white space around it, as no header carries that") {
    val token = read(s"${stanza()}\nmuster.admin.token-file = \"${secret("a-token-for-this-spec\n\n")}\"").admin.token
    token shouldBe Optional.of(new Secret("a-token-for-this-spec"))
    problems(s"${stanza()}\nmuster.admin.token-file = \"${secret("a-token\nfor-this-spec\n")}\"").mkString should
      endWith("muster.admin.token-file: must be one word of ASCII characters, since a header has to carry it")
  }

  test("a secret of the type's defaults can be taken back for a file") {
    val text = s"muster.types.\"dev.muster.settings.Greeter\".password = a\n" +
      stanza("password = null", s"password-file = \"${secret(canary)}\"")
    read(text)
    got shouldBe Optional.of(new Secret(canary))
  }

  test("a secret that other users can see is warned of") {
    val advice = "chmod o-r the file, or take it from ${?NAME} or from a file of its own"
    warnings("rw-r--r--")(s"password = $canary", "headers { a = b }") shouldBe
      Seq(
        s"application.conf:5: muster.workers.w.password: a secret in a file that every user may read: $advice (and 1 more)"
      )
    warnings("rw-r--r--")("to = \"redis://u:p@h\"") should have size 1
    warnings("rw-r-----")(s"password = $canary") shouldBe empty
    warnings("rw-r--r--")("password = ${?WORD}", "to = \"redis://h/?timeout=1\"") shouldBe empty
    warnings("rw-r-----", "muster.workers.w.password" -> "x")() should have size 1
    val file = secret(canary, "rw-r--r--")
    warnings("rw-r-----")(s"password-file = \"$file\"").mkString should include("every user may read")
  }

  test("what is effective is told with where it comes from, and without secrets") {
    val all = read(
      s"""muster.worker-defaults.limit = 7
         |muster.types."dev.muster.settings.Greeter".to = you
         |${stanza(s"password = $canary", "concurrency = ${?EIGHT}", s"headers { a = $canary }")}""".stripMargin,
      "muster.workers.w.loud" -> "true"
    ).effective.asScala.map(it => it.path.stripPrefix("muster.workers.w.") -> (it.value, it.origin)).toMap
    all("password") shouldBe (("\"***\"", all("password")._2))
    all("password")._2 should endWith("application.conf:7")
    all("concurrency") shouldBe (("\"8\"", "environment variable EIGHT"))
    all("headers")._1 shouldBe "{\"a\":\"***\"}"
    all("limit")._1 shouldBe "7"
    all("limit")._2 should endWith("application.conf:1")
    all("to")._1 shouldBe "\"you\""
    all("loud") shouldBe (("\"true\"", "system property"))
    all("pause") shouldBe (("1s", "default"))
    all("from") shouldBe ((null, "default"))
    all("muster.drain-timeout") shouldBe (("\"10s\"", "default"))
    val text = all.collect { case (path, (value, _)) if value != null => s"$path = $value" }.mkString("\n")
    text should not include canary
    ConfigFactory.parseString(text).getInt("limit") shouldBe 7
  }

  test("URLs are shown without what may be a secret in them") {
    def shown(url: String) = {
      val all = read(stanza("to = \"" + url + "\"")).effective.asScala
      all.find(_.path == "muster.workers.w.to").get.value.replaceAll("\"", "")
    }
    shown(s"redis://user:$canary@host:1/0?timeout=1s") shouldBe "redis://***@host:1/0?timeout=1s"
    shown(s"redis://$canary/@$canary@host") shouldBe "redis://***@host"
    shown(s"jdbc:mysql://h/db?useSSL=true&password=$canary") shouldBe "jdbc:mysql://h/db?useSSL=true&password=***"
    shown(s"https://h/p?a=$canary&$canary") shouldBe "https://h/p?a=***&***"
  }
}
