package dev.muster.worker.http

import java.net.{InetAddress, InetSocketAddress, ServerSocket}
import java.nio.file.{Files, Path}
import java.security.KeyStore
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger

import scala.concurrent.duration._

import javax.net.ssl.{KeyManagerFactory, SSLContext}

import com.sun.net.httpserver.{HttpsConfigurator, HttpsParameters, HttpsServer}
import dev.muster.RunningMuster
import dev.muster.worker.{GivenFields, PermanentFailure, RecordedContext, WorkerCommand}
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class SecureFetchSpec extends AnyWordSpec with Matchers with Fetching {
  private val directory = Files.createTempDirectory("tls")
  private val password = "S3CR3T-store"
  private val connections = new AtomicInteger()
  private lazy val store = selfSigned("current")
  private lazy val (expiredStore, authority) = expired("expired")
  private lazy val server = serving(store)
  private lazy val expiredServer = serving(expiredStore)

  override def afterAll(): Unit = {
    Seq(server, expiredServer).foreach(_.stop(0))
    Seq(store, expiredStore, authority, directory).foreach(Files.delete(_))
    super.afterAll()
  }

  /** Makes a key store with a self-signed certificate for localhost. */
  private def selfSigned(name: String): Path = {
    val file = directory.resolve(name + ".p12")
    keytool(file, certificate("a", "-validity", "2"): _*)
    file
  }

  /** Makes a key store with a certificate for localhost that was valid once, and one with the authority that signed it.
    */
  private def expired(name: String): (Path, Path) = {
    val file = directory.resolve(name + ".p12")
    val authority = directory.resolve(name + "-authority.p12")
    keytool(file, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c")
    keytool(file, certificate("a", "-startdate", "-10d", "-validity", "5", "-signer", "ca"): _*)
    val from = Seq("-importkeystore", "-srcalias", "ca", "-srckeystore", file.toString, "-srcstorepass", password)
    run(from ++ Seq("-destkeystore", authority.toString, "-deststorepass", password))
    keytool(file, "-delete", "-alias", "ca")
    (file, authority)
  }

  private def certificate(alias: String, more: String*): Seq[String] =
    Seq("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost") ++ more

  private def keytool(store: Path, arguments: String*): Unit =
    run(arguments ++ Seq("-keystore", store.toString, "-storepass", password))

  private def run(arguments: Seq[String]): Unit = {
    val tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString
    val process = new ProcessBuilder((tool +: arguments): _*).redirectErrorStream(true).start()
    val said = new String(process.getInputStream.readAllBytes())
    assert(process.waitFor() == 0, said)
  }

  private def serving(identity: Path): HttpsServer = {
    val keys = KeyStore.getInstance(identity.toFile, password.toCharArray)
    val managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm)
    managers.init(keys, password.toCharArray)
    val context = SSLContext.getInstance("TLS")
    context.init(managers.getKeyManagers, null, null)
    val server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress, 0), 0)
    server.setHttpsConfigurator(new HttpsConfigurator(context) {
      override def configure(parameters: HttpsParameters): Unit = {
        connections.incrementAndGet()
        super.configure(parameters)
      }
    })
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
  private def trusted = trusting(store)
  private def trusting(store: Path) = Seq("trust-store" -> store.toString, "trust-store-password" -> password)

  "A fetch by https" should {
    "succeed from a server that is trusted, on connections that are kept" in {
      val results = fetch(Seq(url("localhost")), trusted :+ ("repeat" -> 20L): _*)
      results.map(_.bytes).toSet shouldBe Set(6L)
    }

    "fail when nobody vouches for the server" in {
      val before = connections.get
      val failure = fetch(Seq(url("localhost")), "retries" -> 5).head.failure.get
      failure should (startWith("TLS: ") and endWith("; will not mend by itself"))
      connections.get - before shouldBe 1
    }

    "fail when the server is not the one that was asked for" in {
      fetch(Seq(url("127.0.0.1")), trusted: _*).head.failure.get should startWith("TLS: ")
    }

    "fail when the server's certificate has expired, though it is trusted" in {
      val url = s"https://localhost:${expiredServer.getAddress.getPort}/"
      val failure = fetch(Seq(url), trusting(authority): _*).head.failure.get
      failure should (startWith("TLS: ") and include("validity check failed") and not include "\n")
    }

    "fail where plain HTTP is spoken, with an answer or with none" in {
      def failure(port: Int) =
        fetch(Seq(s"https://127.0.0.1:$port/"), "timeout" -> java.time.Duration.ofSeconds(5)).head.failure.get
      failure(stub.port) shouldBe "connection closed before the answer"
      val plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress)
      val answering = CompletableFuture.runAsync { () =>
        val socket = plain.accept()
        socket.getInputStream.read()
        socket.getOutputStream.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes)
      }
      failure(plain.getLocalPort) should (startWith("TLS: ") and not include "\n")
      answering.join()
      plain.close()
    }

    "not be led to plain http by a redirect" in {
      val target = Target.of("https://a.example/", RequestTemplate.get())
      val refused = the[IllegalArgumentException] thrownBy target.redirected(302, "http://a.example/")
      refused.getMessage shouldBe "redirect from https to http"
    }

    "not hold the worker's actor while its trust store cannot be reached" in {
      val pipe = directory.resolve("hangs.p12")
      assert(new ProcessBuilder("mkfifo", pipe.toString).start().waitFor() == 0)
      val context = new RecordedContext("http")
      val fields = new GivenFields(Map("urls" -> url("localhost"), "trust-store" -> pipe.toString), "http")
      val worker = testKit.spawn(new HttpFetcher().read(fields).start(context))
      try {
        worker ! WorkerCommand.Stop.INSTANCE
        testKit.createTestProbe().expectTerminated(worker, 30.seconds)
      } finally {
        // Whoever reads finds the end.
        Files.newOutputStream(pipe).close()
        Files.delete(pipe)
        context.end()
      }
    }

    "fail as a worker, for good, when its trust store cannot be read" in {
      val muster = new RunningMuster(s"""muster.workers.http {
        type = http-fetcher, urls = ["https://localhost:1/"], trust-store = /no/such/store
      }""")
      try
        eventually(
          muster.worker("http").lastFailure should
            (startWith("cannot use trust store /no/such/store: ") and endWith("; will not mend by itself"))
        )
      finally muster.close()
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
      failed shouldBe a[PermanentFailure]
      failed.getMessage should (startWith("cannot use trust store /no/such/store: ") and not include password)
    }
  }
}
