package dev.muster.worker.mysql

import java.nio.file.{Files, Path}
import java.security.KeyStore
import java.util.Base64

import scala.jdk.CollectionConverters._
import scala.util.Using

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.servers.MySqlServer
import dev.muster.worker.GivenFields
import dev.muster.worker.mysql.Encryption.Mode._

/** With certificates made for the occasion. */
class MysqlTlsSpec extends AnyWordSpec with Matchers with MysqlRuns {
  private val directory = Files.createTempDirectory("mysql-tls-")
  private val password = "S3CR3T-store"
  private val cipher = "query" -> "SHOW STATUS LIKE 'Ssl_cipher'"

  private def store(name: String): Path = directory.resolve(name + ".p12")

  /** Makes a key store with a self-signed certificate, and PEM files of it beside. */
  private def identity(name: String, host: String, alternatives: String): Unit = {
    val keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString
    val arguments = Seq("-genkeypair", "-alias", "mysql", "-keyalg", "RSA", "-dname", "CN=" + host, "-validity", "2") ++
      Seq("-ext", "SAN=" + alternatives, "-storetype", "PKCS12", "-storepass", password)
    val process = new ProcessBuilder((keytool +: arguments) ++ Seq("-keystore", store(name).toString): _*)
      .redirectErrorStream(true)
      .start()
    val said = new String(process.getInputStream.readAllBytes())
    assert(process.waitFor() == 0, said)
    val keys = KeyStore.getInstance(store(name).toFile, password.toCharArray)
    pem(name + ".key", "PRIVATE KEY", keys.getKey("mysql", password.toCharArray).getEncoded)
    pem(name + ".pem", "CERTIFICATE", keys.getCertificate("mysql").getEncoded)
  }

  private def pem(file: String, what: String, bytes: Array[Byte]): Unit =
    Files.writeString(
      directory.resolve(file),
      s"-----BEGIN $what-----\n${Base64.getMimeEncoder.encodeToString(bytes)}\n-----END $what-----\n"
    )

  private def secure(name: String): MySqlServer = MySqlServer.onFreePort(
    "--ssl",
    s"--ssl-cert=${directory.resolve(name + ".pem")}",
    s"--ssl-key=${directory.resolve(name + ".key")}"
  )

  private lazy val good = secure("good").start()
  private lazy val elsewhere = secure("elsewhere").start()

  override def beforeAll(): Unit = {
    super.beforeAll()
    identity("good", "localhost", "dns:localhost,ip:127.0.0.1")
    identity("elsewhere", "elsewhere.invalid", "dns:elsewhere.invalid")
  }

  override def afterAll(): Unit = {
    good.close()
    elsewhere.close()
    super.afterAll()
    Using.resource(Files.list(directory))(_.iterator.asScala.toSeq).foreach(Files.delete)
    Files.delete(directory)
  }

  private def at(server: MySqlServer, mode: Encryption.Mode, trust: String = null): Seq[(String, Any)] = {
    val trusted = Option(trust).map(name => "trust-store" -> store(name).toString)
    Seq("url" -> server.url(), "tls" -> mode, cipher) ++ trusted ++ trusted.map(_ => "trust-store-password" -> password)
  }

  private def cipherOf(given: Seq[(String, Any)]): String = values(given: _*).head(1).toString

  private def host(server: MySqlServer): String = s"127.0.0.1:${server.port()}"

  "A session" should {
    "be encrypted if the server can, unless it is told not to" in {
      cipherOf(at(good, PREFERRED)) should not be empty
      cipherOf(at(good, REQUIRED)) should not be empty
      cipherOf(at(good, DISABLED)) shouldBe empty
      cipherOf(at(server, PREFERRED)) shouldBe empty
    }

    "be verified against the certificates that are named" in {
      cipherOf(at(good, VERIFY_CA, trust = "good")) should not be empty
      cipherOf(at(good, VERIFY_IDENTITY, trust = "good")) should not be empty
      cipherOf(at(elsewhere, VERIFY_CA, trust = "elsewhere")) should not be empty
    }
  }

  "A failure" should {
    "be one clause if the server has no TLS" in {
      failure(at(server, REQUIRED): _*) shouldBe s"TLS failed: the server has none (${host(server)})"
    }

    "be one clause if the certificate is not trusted" in {
      for (mode <- Seq(VERIFY_CA, VERIFY_IDENTITY); trust <- Seq("elsewhere", null))
        failure(at(good, mode, trust): _*) shouldBe s"TLS failed: certificate not trusted (${host(good)})"
    }

    "be one clause if the certificate is another host's" in {
      failure(at(elsewhere, VERIFY_IDENTITY, trust = "elsewhere"): _*) shouldBe
        s"TLS failed: the certificate is not for this host (${host(elsewhere)})"
    }

    "be one clause if the trust store cannot be read" in {
      val missing = at(good, VERIFY_CA) ++ Seq("trust-store" -> "/no/such.p12")
      failure(missing: _*) shouldBe s"TLS failed: cannot read the trust store /no/such.p12 (${host(good)})"
      val wrong = at(good, VERIFY_CA, trust = "good") :+ ("trust-store-password" -> "S3CR3T-wrong")
      failure(wrong: _*) shouldBe s"TLS failed: cannot read the trust store ${store("good")} (${host(good)})"
    }

    "be one clause if the server insists on TLS" in {
      good.execute("SET GLOBAL require_secure_transport = ON")
      try
        failure(at(good, DISABLED): _*) shouldBe s"the server insists on TLS (${host(good)})"
      finally {
        val root = Seq("user" -> "root", "password" -> null, "query" -> "SET GLOBAL require_secure_transport = OFF")
        results(at(good, REQUIRED) ++ root: _*)
      }
    }
  }

  "The settings" should {
    def problems(given: (String, Any)*) = {
      val fields = new GivenFields(Map("url" -> "jdbc:mysql://h/d") ++ given)
      MysqlQuerySettings.read(fields)
      fields.problems.map(_._1).toSeq
    }

    "refuse certificates that nothing would be verified against" in {
      problems("trust-store" -> "x.p12") shouldBe Seq("trust-store")
      problems("trust-store" -> "x.p12", "tls" -> "required") shouldBe Seq("trust-store")
      problems("trust-store" -> "x.p12", "tls" -> "verify-ca") shouldBe empty
      problems("trust-store-password" -> "x", "tls" -> "verify-ca") shouldBe Seq("trust-store-password")
    }
  }
}
