package dev.muster.worker.http

import java.time.Duration

import scala.jdk.CollectionConverters._

import dev.muster.faults.RawHttpStub
import dev.muster.worker.GivenFields
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class RequestsSpec extends AnyWordSpec with Matchers with Fetching {
  private def asked(path: String): Seq[RawHttpStub.Request] =
    stub.requests.asScala.toSeq.filter(_.path.startsWith("/" + path))

  private def problems(settings: (String, Any)*): Seq[(String, String)] = {
    val fields = new GivenFields(Map[String, Any]("urls" -> "http://localhost/") ++ settings)
    new HttpFetcher().read(fields)
    fields.problems.toSeq
  }

  private val elsewhere = stub.url("").replace("127.0.0.1", "localhost")

  "A request" should {
    "be made as the settings say" in {
      fetched(
        "echo/1",
        "method" -> "post",
        "body" -> "grüß",
        "headers" -> Map("Content-Type" -> "application/json", "X-Api-Key" -> "k", "User-Agent" -> "mine")
      )
      val request = asked("echo/1").head
      request.method shouldBe "POST"
      request.body.getBytes("ISO-8859-1") shouldBe "grüß".getBytes("UTF-8")
      request.headers("content-type") shouldBe "application/json"
      request.headers("x-api-key") shouldBe "k"
      request.headers("user-agent") shouldBe "mine"
    }

    "carry user and password, a token, or what the URL says" in {
      fetched("echo/2", "user" -> "me", "password" -> "secret")
      asked("echo/2").head.headers("authorization") shouldBe "Basic bWU6c2VjcmV0"
      fetched("echo/3", "token" -> "t0ken")
      asked("echo/3").head.headers("authorization") shouldBe "Bearer t0ken"
      fetch(Seq(stub.url("echo/4").replace("//", "//me:secret@"))).head.failure.isPresent shouldBe false
      asked("echo/4").head.headers("authorization") shouldBe "Basic bWU6c2VjcmV0"
    }

    "go through a proxy if there is one" in {
      val through = Seq("proxy" -> s"127.0.0.1:${stub.port}", "proxy-user" -> "me", "proxy-password" -> "secret")
      fetch(Seq("http://no-such-host.invalid/ok/via"), through: _*).head.summary should startWith("#0: 3 bytes")
      val tunnel = stub.requests.asScala.find(_.method == "CONNECT").get
      tunnel.path shouldBe "no-such-host.invalid:80"
      tunnel.headers("proxy-authorization") shouldBe "Basic bWU6c2VjcmV0"
    }

    "be sent no faster than allowed" in {
      val started = System.nanoTime()
      fetch(Seq(stub.url("ok/paced")), "repeat" -> 11L, "rate" -> 20) should have size 11
      (System.nanoTime() - started) / 1000000 should be >= 490L
    }
  }

  "What is printed of a URL" should {
    "show neither user and password nor what the query holds" in {
      val url = stub.url("ok/a?token=S3CR3T&S3CR3T&page=2").replace("//", "//S3CR3T:S3CR3T@")
      val result = fetch(Seq(url)).head
      result.summary should endWith("/ok/a?token=***&***&page=***")
      result.toString should not include "S3CR3T"
    }

    "show no secret when a setting is wrong" in {
      val fields = new GivenFields(Map("urls" -> Seq("http://S3CR3T:S3CR3T@/?S3CR3T", "S3CR3T", "ftp://S3CR3T/")))
      HttpFetcherSettings.read(fields).toString should not include "S3CR3T"
      fields.problems.map(_._1).toSet shouldBe Set("urls")
      fields.problems.mkString should not include "S3CR3T"
      val good = new GivenFields(Map("urls" -> "http://a:S3CR3T@b/?c=S3CR3T", "token" -> "S3CR3T"))
      HttpFetcherSettings.read(good).toString should not include "S3CR3T"
    }
  }

  "A status" should {
    "be a failure unless it is expected" in {
      fetched("status/404", "expect-status" -> Seq("200", "4xx")).failure.isPresent shouldBe false
      fetched("ok/x", "expect-status" -> Seq("204")).failure.get shouldBe "status 200"
    }
  }

  "A packed answer" should {
    "be unpacked when that is asked for, and never beyond the limit" in {
      val result = fetched("gzip-bomb", "gzip" -> true, "max-body" -> 1000000L)
      result.failure.get shouldBe "body longer than 1000000 bytes"
      result.bytes should be < 2000000L
      val whole = Seq("gzip" -> true, "max-body" -> 200000000L, "timeout" -> Duration.ofMinutes(1))
      fetched("gzip-bomb", whole: _*).bytes shouldBe (100L << 20)
      fetched("gzip-bomb").bytes should be < 200000L
    }
  }

  "A redirect" should {
    "be an answer like any other unless following is allowed" in {
      val result = fetched("redirect-to/" + RawHttpStub.encode("/ok/there"))
      result.status shouldBe 302
      result.bytes shouldBe 0
    }

    "be followed, but not without end" in {
      fetched("redirect-to/" + RawHttpStub.encode("/ok/there"), "redirects" -> 3).bytes shouldBe 5
      fetched("redirect-loop/", "redirects" -> 3).failure.get shouldBe "redirect not followed: more than 3 redirects"
      asked("redirect-loop/") should have size 4
    }

    "lead nowhere but to http and https" in {
      for (to <- Seq("file:///etc/passwd", "gopher://x/", "http://", "::", "javascript:1")) withClue(to) {
        fetched("redirect-to/" + RawHttpStub.encode(to), "redirects" -> 3).failure.get should
          startWith("redirect not followed: ")
      }
    }

    "tell another host no secret" in {
      val to = elsewhere + "echo/other"
      val secrets = Seq("headers" -> Map("X-Api-Key" -> "k", "Cookie" -> "c", "Accept" -> "text/plain"), "token" -> "t")
      fetched("redirect-to/" + RawHttpStub.encode(to), secrets :+ ("redirects" -> 3): _*).status shouldBe 200
      val request = asked("echo/other").head
      request.headers.keySet should contain noneOf ("x-api-key", "cookie", "authorization")
      request.headers("accept") shouldBe "text/plain"
      fetched("redirect-to/" + RawHttpStub.encode("/echo/same"), secrets :+ ("redirects" -> 3): _*)
      asked("echo/same").head.headers("authorization") shouldBe "Bearer t"
    }
  }

  "A failed fetch" should {
    val quick = Seq("retry-backoff" -> Duration.ofMillis(10), "retry-max-backoff" -> Duration.ofMillis(300))

    "be tried again as often as allowed" in {
      fetched("flaky/1", quick :+ ("retries" -> 2): _*).bytes shouldBe 6
      fetched("flaky/2", quick :+ ("retries" -> 1): _*).failure.get shouldBe "status 503"
      fetched("reset/1", quick :+ ("retries" -> 3): _*).failure.get shouldBe "connection reset"
      asked("reset/1") should have size 4
    }

    "not be tried again when doing it twice could do harm" in {
      fetched("flaky/3", quick ++ Seq("retries" -> 5, "method" -> "post"): _*).failure.get shouldBe "status 503"
      asked("flaky/3") should have size 1
    }

    "wait as long as the server asks, up to its own limit" in {
      for (wish <- Seq("1000000000", "99999999999999999999", "Fri, 31 Dec 2199 23:59:59 GMT", "soon", "-1"))
        withClue(wish) {
          val result = fetched("retry-after/" + RawHttpStub.encode(wish), quick :+ ("retries" -> 1): _*)
          result.bytes shouldBe 7
          if (wish == "1000000000") result.duration.toMillis should be >= 300L
        }
    }
  }

  "Settings" should {
    "be refused with the key that is wrong" in {
      problems("headers" -> Map("Content-Length" -> "5")).map(_._1) shouldBe Seq("headers")
      problems("headers" -> Map("X" -> "a\r\nY: b")).map(_._1) shouldBe Seq("headers")
      problems("body" -> "x").map(_._1) shouldBe Seq()
      problems("user" -> "me").map(_._1) shouldBe Seq("password")
      problems("expect-status" -> Seq("6xx")).map(_._1) shouldBe Seq("expect-status")
      problems("proxy" -> "nowhere").map(_._1) shouldBe Seq("proxy")
      problems("token" -> "a\r\nb").map(_._1) shouldBe Seq("token")
    }
  }
}
