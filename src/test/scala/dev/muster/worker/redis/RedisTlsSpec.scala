package dev.muster.worker.redis

import java.lang.ProcessBuilder.Redirect.DISCARD
import java.nio.file.{Files, Path}
import java.security.KeyStore
import java.time.Duration
import java.util.Base64
import java.util.concurrent.TimeUnit

import scala.util.Using

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.servers.{FreePort, RedisServer}

/** With certificates made for the occasion. */
class RedisTlsSpec extends AnyWordSpec with Matchers with RedisFixture {
  private lazy val directory = Files.createTempDirectory("redis-tls-")
  private val password = "changeit"

  /** Makes a key store with a self-signed certificate, and PEM files of it beside. */
  private def identity(name: String, subjectAlternative: String): Path = {
    val store = directory.resolve(name + ".p12")
    val keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString
    val arguments = Seq("-genkeypair", "-alias", "redis", "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "2") ++
      Seq("-ext", "SAN=" + subjectAlternative, "-storetype", "PKCS12", "-storepass", password)
    val process = new ProcessBuilder((keytool +: arguments) ++ Seq("-keystore", store.toString): _*)
      .redirectErrorStream(true)
      .redirectOutput(DISCARD)
      .start()
    process.waitFor(20, TimeUnit.SECONDS) shouldBe true
    val keys = KeyStore.getInstance(store.toFile, password.toCharArray)
    pem(name + ".key", "PRIVATE KEY", keys.getKey("redis", password.toCharArray).getEncoded)
    pem(name + ".pem", "CERTIFICATE", keys.getCertificate("redis").getEncoded)
    store
  }

  private def pem(file: String, what: String, bytes: Array[Byte]): Unit =
    Files.writeString(
      directory.resolve(file),
      s"-----BEGIN $what-----\n${Base64.getMimeEncoder.encodeToString(bytes)}\n-----END $what-----\n"
    )

  private def withTls(name: String)(body: RedisServer => Unit): Unit = {
    val port = FreePort.choose()
    val certificate = Seq(
      s"tls-cert-file ${directory.resolve(name + ".pem")}",
      s"tls-key-file ${directory.resolve(name + ".key")}",
      "tls-auth-clients no"
    )
    // The later "port" counts, so that nothing listens without TLS.
    Using.resource(new RedisServer(port, Seq("port 0", s"tls-port $port") ++ certificate: _*)) { redis =>
      redis.start()
      body(redis)
    }
  }

  override def beforeAll(): Unit = {
    identity("good", "ip:127.0.0.1")
    identity("elsewhere", "dns:elsewhere.invalid")
  }

  override def afterAll(): Unit = {
    super.afterAll()
    Files.list(directory).forEach(Files.delete(_))
    Files.delete(directory)
  }

  private def secure(redis: RedisServer, more: (String, Any)*) =
    new Run(settings(s"rediss://127.0.0.1:${redis.port}", more: _*))

  "A redis subscriber with TLS" should {

    "trust the certificates it is given, as PEM or as a key store" in withTls("good") { redis =>
      val pem = secure(redis, "trust-store" -> directory.resolve("good.pem").toString)
      pem.awaitUp()
      pem.end()
      val store = directory.resolve("good.p12").toString
      val keyStore = secure(redis, "trust-store" -> store, "trust-store-password" -> password)
      keyStore.awaitUp()
      keyStore.end()
    }

    "trust no others" in withTls("good") { redis =>
      secure(redis).failure should startWith(s"no TLS with 127.0.0.1:${redis.port} (")
    }

    "insist on the server's name" in withTls("elsewhere") { redis =>
      secure(redis, "trust-store" -> directory.resolve("elsewhere.pem").toString).failure should
        startWith(s"no TLS with 127.0.0.1:${redis.port} (")
    }

    "say which trust store it cannot read" in withTls("good") { redis =>
      secure(redis, "trust-store" -> "/no/such.pem").failure should include("/no/such.pem")
    }

    "say so when the server has no TLS" in withRedis() { redis =>
      secure(redis, "connect-timeout" -> Duration.ofSeconds(4)).failure should startWith(
        s"no TLS with 127.0.0.1:${redis.port} ("
      )
    }
  }
}
