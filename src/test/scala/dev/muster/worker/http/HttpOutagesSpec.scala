package dev.muster.worker.http

import scala.concurrent.duration._
import scala.util.Using

import dev.muster.faults.RawHttpStub
import dev.muster.report.Roster
import dev.muster.report.WorkerState.COMPLETED
import dev.muster.servers.FreePort
import dev.muster.{Canaries, RunningMuster}
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What servers do to fetches, in the whole application: it is said, it is bounded, and nobody else notices. */
class HttpOutagesSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(36.seconds, 20.millis)

  private final class Running(val muster: RunningMuster, canaries: Canaries) {
    def http: Roster.Entry = muster.worker("http")
    def undisturbed(body: => Unit): Unit = canaries.undisturbed(muster)(body)

    /** Goes on for so many results of each neighbour, ten a second, who must not notice. Gives the seconds. */
    def goOn(results: Int): Double = canaries.undisturbed(muster)(canaries.awaitResults(muster, results))
    def awaitCompleted(): Unit = eventually(http.state shouldBe COMPLETED)
  }

  private def running(urls: Seq[String], more: String = "")(test: Running => Unit): Unit =
    Using.resource(new Canaries) { canaries =>
      val list = urls.map(url => "\"" + url + "\"").mkString("[", ", ", "]")
      val conf = s"""muster.workers {
        http { type = http-fetcher, urls = $list, $more }
        ${canaries.stanzas}
      }"""
      Using.resource(new RunningMuster(conf)) { muster =>
        eventually(Seq("tick", "tweet").foreach(muster.worker(_).account.delivered should be > 0L))
        test(new Running(muster, canaries))
        muster.drained().worker("http").get.account.inFlight shouldBe 0
      }
    }

  private def withStub(body: RawHttpStub => Unit): Unit = Using.resource(new RawHttpStub)(body)

  private def refused: String = s"http://127.0.0.1:${FreePort.choose()}/"

  "A fetcher's account" should {
    "say of each URL how its last fetch ended, without its secrets" in withStub { stub =>
      val urls = Seq(
        stub.url("ok/hello?key=S3CR3T"),
        stub.url("status/404").replace("//", "//me:S3CR3T@"),
        stub.url("reset"),
        refused
      )
      running(urls, "repeat = 500") { app =>
        app.awaitCompleted()
        val notes = app.http.account.notes
        notes should have size 4
        notes.get(stub.url("ok/hello?key=***")) should fullyMatch regex "200 in \\d+ ms"
        notes.get(stub.url("status/404")) shouldBe "status 404"
        notes.get(stub.url("reset")) shouldBe "connection reset"
        notes.get(urls(3)) shouldBe "connection refused"
        notes.toString should not include "S3CR3T"
      }
    }

    "say the last word, not an earlier one" in withStub { stub =>
      running(Seq(stub.url("flaky/now")), "repeat = 3, concurrency = 1") { app =>
        app.awaitCompleted()
        app.http.account.notes.get(stub.url("flaky/now")) should startWith("200 in ")
      }
    }

    "say it while the run is still going on" in withStub { stub =>
      running(Seq(stub.url("ok/now")), "repeat = 1000000, rate = 5") { app =>
        eventually(app.http.account.notes.get(stub.url("ok/now")) should startWith("200 in "))
        app.http.state should not be COMPLETED
      }
    }
  }

  "Servers in trouble" should {
    "be told apart, and be left behind with no connection open" in withStub { stub =>
      val hostile = Seq("silent", "drip-head", "drip-body", "endless", "endless-unframed", "endless-head", "huge") ++
        Seq("cut", "cut-chunk", "bad-chunk", "garbage", "two-lengths", "negative-length", "many-headers") ++
        Seq("reset", "hang-up", "redirect-loop/", "status/401", "status/500", "length-too-long/abc")
      val more = "timeout = 500ms, concurrency = 64, redirects = 3, repeat = 10"
      running(hostile.map(stub.url), more) { app =>
        app.undisturbed(app.awaitCompleted())
        app.http.restarts shouldBe 0
        app.http.account.errors shouldBe hostile.size * 10
        app.http.account.notes should have size hostile.size.toLong
        eventually(stub.openConnections shouldBe 0)
      }
    }

    "not hold others up when 200 fetches hang on one host" in withStub { stub =>
      running(Seq(stub.url("silent")), "repeat = 400, concurrency = 200, timeout = 1500ms") { app =>
        app.undisturbed(app.awaitCompleted())
        app.http.account.errors shouldBe 400
        eventually(stub.openConnections shouldBe 0)
      }
    }

    "see no storm of retries" in withStub { stub =>
      val more = "retries = 100, retry-backoff = 100ms, retry-max-backoff = 1s, schedule.run = continuous"
      running(Seq(stub.url("status/503")), more) { app =>
        val before = stub.requests.size
        val seconds = app.goOn(50)
        // Pauses of at least 50, 100, 200 and 400 ms, then two a second at most.
        (stub.requests.size - before) should (be > 2 and be <= 6 + 2 * seconds.ceil.toInt)
      }
    }

    "see no more fetches in a second than the rate allows, whatever they answer" in withStub { stub =>
      running(Seq(stub.url("status/500")), "repeat = 100000, rate = 20, concurrency = 64") { app =>
        val before = app.http.account.emitted
        val seconds = app.goOn(30)
        // The roster may be a tenth of a second old.
        app.http.account.emitted - before should be <= 20L * (1 + seconds.ceil.toLong)
      }
    }

    "not be fetched from in a busy loop when they refuse every run" in {
      running(Seq(refused), "schedule.run = continuous, supervision.min-backoff = 200ms") { app =>
        val before = app.http.account.emitted
        val seconds = app.goOn(30)
        // At most five a second, by the least backoff.
        app.http.account.emitted - before should (be > 2L and be <= 2 + 5 * seconds.ceil.toLong)
        app.http.lastFailure shouldBe null
      }
    }
  }
}
