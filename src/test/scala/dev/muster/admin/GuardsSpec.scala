package dev.muster.admin

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.report.WorkerState._
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What a browser can be made to send has no effect and learns nothing. */
class GuardsSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)

  private val conf = "muster.workers.fine { type = dev.muster.guardian.Faulty, dispatcher = shared }"
  private val admin = new RunningAdmin(conf, names = Seq("muster.local"))
  private val closed = new RunningAdmin(conf, token = Some("S3CR3T-of-the-spec"), host = "0.0.0.0")
  private val routes = Seq(
    "GET" -> "/",
    "GET" -> "/workers",
    "GET" -> "/workers/fine",
    "GET" -> "/events",
    "GET" -> "/metrics",
    "GET" -> "/health/live",
    "GET" -> "/openapi.yaml",
    "POST" -> "/workers",
    "POST" -> "/workers/fine/stop"
  )

  override def afterAll(): Unit = { admin.close(); closed.close() }

  private def lines(admin: RunningAdmin, method: String, path: String, headers: String*): String = {
    val body = """{"verb": "stop"}"""
    val content = Seq("Content-Type: application/json", s"Content-Length: ${body.length}")
    val head = (s"$method $path HTTP/1.1" +: headers) ++ (if (method == "POST") content else Nil)
    admin.raw((head :+ "" :+ (if (method == "POST") body else "")).mkString("\r\n"))
  }

  private def unharmed(): Unit = {
    eventually(admin.muster.state("fine") shouldBe RUNNING)
    admin.muster.worker("fine").incarnation shouldBe 1
  }

  private def status(reply: String): Int = reply.split(' ')(1).toInt

  "The admin server" should {
    "answer under its own names only, on every route" in {
      for (
        (method, path) <- routes; host <- Seq("evil.example", "evil.example:8899", "127.0.0.1.evil.example", "10.0.0.1")
      )
        withClue(s"$method $path $host: ")(status(lines(admin, method, path, s"Host: $host")) shouldBe 421)
      unharmed()
      for (host <- Seq("localhost", s"127.0.0.1:${admin.port}", "[::1]:1", "LOCALHOST", "muster.local:80"))
        withClue(host)(status(lines(admin, "GET", "/workers", s"Host: $host")) shouldBe 200)
      for (hosts <- Seq(Seq(), Seq("Host: localhost", "Host: evil.example"), Seq("Host: a b")))
        withClue(hosts)(status(lines(admin, "GET", "/workers", hosts: _*)) shouldBe 400)
      status(lines(admin, "GET", "http://evil.example/workers", "Host: localhost")) shouldBe 400
    }

    "do nothing for another site's page" in {
      val own = s"Host: 127.0.0.1:${admin.port}"
      val foreign = Seq(
        "Origin: http://evil.example",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        s"Origin: http://127.0.0.1:${admin.port + 1}"
      )
      for (header <- foreign; (method, path) <- routes)
        withClue(s"$method $path $header: ")(status(lines(admin, method, path, own, header)) shouldBe 403)
      unharmed()
    }

    "believe no header that contradicts itself, wherever the good one stands" in {
      val own = s"127.0.0.1:${admin.port}"
      val pairs = Seq(
        "Host" -> Seq(own, "evil.example") -> Set(400),
        "Origin" -> Seq(s"http://$own", "http://evil.example") -> Set(403),
        "Origin" -> Seq(s"http://$own", "") -> Set(403),
        "Sec-Fetch-Site" -> Seq("same-origin", "cross-site") -> Set(403),
        "Content-Type" -> Seq("application/json", "text/plain") -> Set(400)
      )
      for (((name, values), refused) <- pairs; order <- Seq(values, values.reverse)) withClue(s"$name $order: ") {
        val host = if (name == "Host") Nil else Seq(s"Host: $own")
        refused should contain(
          status(lines(admin, "POST", "/workers/fine/stop", host ++ order.map(v => s"$name: $v"): _*))
        )
      }
      val modes = Seq("Sec-Fetch-Mode: cors", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
      status(lines(admin, "GET", "/", s"Host: $own" +: "Sec-Fetch-Site: cross-site" +: modes: _*)) shouldBe 403
      unharmed()
    }

    "take a path for what it is, however it is written" in {
      val found = Seq("/workers/%66ine", "/%77orkers/fine", "/health/../workers", "/workers/./fine", "/workers?a=/b")
      val none = Seq("/workers/fine/", "/workers//", "//workers", "/workers/..%2f", "/workers%2ffine", "/WORKERS") ++
        Seq("/workers/FINE", "/workers;a=b", "/workers/fine%00", "/fine/..%2f..%2fworkers")
      for (path <- found ++ none) withClue(s"$path: ") {
        status(lines(admin, "GET", path, "Host: localhost")) shouldBe (if (found.contains(path)) 200 else 404)
        status(lines(closed, "GET", path, "Host: localhost")) should (be(401) or be(404))
        status(lines(admin, "GET", path, "Host: evil.example")) shouldBe 421
      }
      status(lines(admin, "POST", "/workers/fine/stop/", "Host: localhost")) shouldBe 404
      status(lines(admin, "GET", "/workers/%zz", "Host: localhost")) shouldBe 400
      unharmed()
    }

    "let its own page in, and somebody who follows a link" in {
      val own = s"127.0.0.1:${admin.port}"
      status(
        lines(admin, "GET", "/workers", s"Host: $own", s"Origin: http://$own", "Sec-Fetch-Site: same-origin")
      ) shouldBe 200
      status(
        lines(
          admin,
          "GET",
          "/",
          s"Host: $own",
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Mode: navigate",
          "Sec-Fetch-Dest: document"
        )
      ) shouldBe 200
    }

    "take no form and no text for an order, and no GET" in {
      def posted(kind: String) =
        admin
          .send("POST", "/workers/fine/stop", Some("{}"), if (kind.isEmpty) Nil else Seq("Content-Type" -> kind))
          .status
      Seq("", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x").foreach { kind =>
        withClue(kind)(posted(kind) shouldBe 415)
      }
      for (method <- Seq("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"))
        withClue(method)(admin.send(method, "/workers/fine/stop", None, Nil).status shouldBe 405)
      unharmed()
      admin.send("DELETE", "/workers", None, Nil).headers("allow") shouldBe "GET, POST"
      status(admin.raw(s"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n")) shouldBe 405
      Seq("[]", "1", "{", "{\"verb\"", "x").foreach(body => admin.post("/workers", body).status shouldBe 400)
    }

    "say nothing of itself and permit nothing to others" in {
      for (path <- Seq("/", "/workers", "/nothing", "/metrics", "/health/ready")) withClue(path) {
        val headers = admin.get(path).headers
        headers.keySet.filter(name => name == "server" || name.startsWith("access-control")) shouldBe empty
        headers("x-content-type-options") shouldBe "nosniff"
        headers("cache-control") shouldBe "no-store"
        headers("content-security-policy") should (include("default-src 'none'") and include("frame-ancestors 'none'"))
        headers("content-security-policy") should not include "unsafe"
      }
    }

    "give out no other files" in {
      Seq("/..%2fdashboard.html", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/dashboard.html/", "/Routes.class")
        .foreach { path =>
          withClue(path)(status(lines(admin, "GET", path, "Host: localhost")) should (be(404) or be(400)))
        }
    }
  }

  "With a token" should {
    "nothing be told or done without it, nor with one in the address" in {
      val bearers = Seq(
        None,
        Some("Bearer wrong"),
        Some("Bearer "),
        Some("Basic UzNDUjNULW9mLXRoZS1zcGVj"),
        Some("S3CR3T-of-the-spec")
      )
      for ((method, path) <- routes if !Set("/", "/health/live", "/openapi.yaml")(path); shown <- bearers) {
        val headers = "Host: 127.0.0.1" +: shown.map(s => s"Authorization: $s").toSeq
        withClue(s"$method $path $shown: ")(status(lines(closed, method, path, headers: _*)) shouldBe 401)
      }
      closed.get("/workers?token=S3CR3T-of-the-spec").status shouldBe 401
      closed.muster.worker("fine").incarnation shouldBe 1
    }

    "a token be good in one spelling, however the header is spaced, and never beside another one" in {
      val token = "S3CR3T-of-the-spec"
      def shown(values: String*): Int =
        status(lines(closed, "GET", "/workers", "Host: 127.0.0.1" +: values.map(v => s"Authorization: $v"): _*))
      for (good <- Seq(s"Bearer $token", s"bearer $token", s"Bearer   $token  "))
        withClue(good)(shown(good) shouldBe 200)
      val bad =
        Seq(token.toLowerCase, token + "x", token.dropRight(1), s"$token $token", s"$token,$token", s"\"$token\"")
      for (no <- bad) withClue(no)(shown(s"Bearer $no") shouldBe 401)
      for (other <- Seq("Bearer wrong", "Basic eDp5", ""); both = Seq(s"Bearer $token", other))
        withClue(other)(Seq(shown(both: _*), shown(both.reverse: _*)) shouldBe Seq(401, 401))
      shown("Bearer " + "a" * 50000) shouldBe 431
      closed.get("/workers", "Authorization" -> s"Bearer $token").status shouldBe 200
    }

    "all be as without one, and probes need none" in {
      closed.get("/workers", "Authorization" -> "Bearer S3CR3T-of-the-spec").status shouldBe 200
      closed.get("/health/live").status shouldBe 200
      closed.get("/health/ready").status shouldBe 200
      closed.get("/").status shouldBe 200
    }

    "it still keep to its names, addresses aside" in {
      status(lines(closed, "GET", "/health/live", "Host: evil.example")) shouldBe 421
      status(lines(closed, "GET", "/health/live", "Host: 10.0.0.1:8899")) shouldBe 200
    }
  }

  "Without a token" should {
    "it not open to other machines" in {
      an[IllegalArgumentException] should be thrownBy
        new Binding("0.0.0.0", 0, java.util.Optional.empty(), Seq.empty[String].asJava)
    }
  }
}
