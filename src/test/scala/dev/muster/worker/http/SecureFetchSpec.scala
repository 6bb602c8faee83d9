package dev.muster.worker.http

import java.io.FileInputStream
import java.net.{InetAddress, InetSocketAddress}
import java.nio.file.{Files, Path}
import java.security.KeyStore
import java.time.Duration

import javax.net.ssl.{KeyManagerFactory, SSLContext}

import com.sun.net.httpserver.{HttpsConfigurator, HttpsServer}
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class SecureFetchSpec extends AnyWordSpec with Matchers with Fetching {
  private val directory = Files.createTempDirectory("tls")
  private val store = directory.resolve("store.p12")
  private val password = "S3CR3T-store"
  private lazy val server = secureServer()

  override def afterAll(): Unit = {
    server.stop(0)
    Files.deleteIfExists(store)
    Files.delete(directory)
    super.afterAll()
  }

  private def keytool(arguments: String*): Unit = {
    val tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString
    val process = new ProcessBuilder((tool +: arguments): _*).redirectErrorStream(true).start()
    val said = new String(process.getInputStream.readAllBytes())
    assert(process.waitFor() == 0, said)
  }

  private def secureServer(): HttpsServer = {
    keytool(
      "-genkeypair",
      "-alias",
      "a",
      "-keyalg",
      "EC",
      "-dname",
      "CN=localhost",
      "-ext",
      "SAN=dns:localhost",
      "-keystore",
      store.toString,
      "-storepass",
      password,
      "-validity",
      "2"
    )
    val keys = KeyStore.getInstance("PKCS12")
    val in = new FileInputStream(store.toFile)
    try keys.load(in, password.toCharArray)
    finally in.close()
    val managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm)
    managers.init(keys, password.toCharArray)
    val context = SSLContext.getInstance("TLS")
    context.init(managers.getKeyManagers, null, null)
    val server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress, 0), 0)
    server.setHttpsConfigurator(new HttpsConfigurator(context))
    server.createContext(
      "/",
      { exchange =>
        exchange.sendResponseHeaders(200, 6)
        exchange.getResponseBody.write("secure".getBytes)
        exchange.close()
      }
    )
    server.start()
    server
  }

  private def url(host: String): String = s"https://$host:${server.getAddress.getPort}/"
  private def trusted = Seq("trust-store" -> store.toString, "trust-store-password" -> password)

  "A fetch by https" should {
    "succeed from a server that is trusted, on connections that are kept" in {
      val results = fetch(Seq(url("localhost")), trusted :+ ("repeat" -> 20L): _*)
      results.map(_.bytes).toSet shouldBe Set(6L)
    }

    "fail when nobody vouches for the server" in {
      fetch(Seq(url("localhost"))).head.failure.get should startWith("TLS: ")
    }

    "fail when the server is not the one that was asked for" in {
      fetch(Seq(url("127.0.0.1")), trusted: _*).head.failure.get should startWith("TLS: ")
    }

    "fail where plain HTTP is spoken" in {
      val plain = stub.url("ok/a").replace("http:", "https:")
      val failure = fetch(Seq(plain), "timeout" -> Duration.ofSeconds(2)).head.failure
      failure.isPresent shouldBe true
    }

    "not be led to plain http by a redirect" in {
      val target = Target.of("https://a.example/", RequestTemplate.get())
      val refused = the[IllegalArgumentException] thrownBy target.redirected(302, "http://a.example/")
      refused.getMessage shouldBe "redirect from https to http"
    }

    "say which trust store cannot be used, but not its password" in {
      val route = new Route(
        java.util.Optional.of("/no/such/store"),
        java.util.Optional.of(new dev.muster.worker.Secret(password)),
        java.util.Optional.empty(),
        java.util.Optional.empty(),
        java.util.Optional.empty()
      )
      val failed = the[IllegalStateException] thrownBy route.security()
      failed.getMessage should (startWith("cannot use trust store /no/such/store: ") and not include password)
    }
  }
}
