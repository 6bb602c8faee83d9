package dev.muster.cli

import java.time.{Duration => JDuration, Instant}

import scala.jdk.CollectionConverters._

import dev.muster.report.sinks.SinkAccount
import dev.muster.report.{Account, Latency, Rates, Roster, WorkerState}
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class ClosingAccountSpec extends AnyWordSpec with Matchers {
  private val at = Instant.parse("2026-01-01T00:00:00Z")
  private val dropped = Map[String, java.lang.Long]("aborted" -> 2L, "buffer-full" -> 41233L).asJava
  private val account = new Account(
    1_000_000,
    958_765,
    dropped,
    3,
    at,
    at.plusSeconds(10),
    95876.5,
    new Rates(0, 0),
    new Latency(JDuration.ZERO, JDuration.ZERO, JDuration.ZERO),
    0,
    java.util.Map.of()
  )
  private val redis = entry(skippedTicks = 1234)
  private val once = entry(skippedTicks = 1)

  private def entry(skippedTicks: Long) = new Roster.Entry(
    "redis",
    "redis-subscriber",
    WorkerState.STOPPED,
    false,
    false,
    "",
    null,
    java.util.List.of(),
    java.util.List.of(),
    at,
    0,
    null,
    "connection refused",
    3,
    2,
    skippedTicks,
    account
  )
  private val roster = new Roster(at, true, List(redis).asJava, List(new SinkAccount("console", false, 5, 1200)).asJava)

  "The closing account" should {
    "have a line for each worker, with every drop and its reason, and one for a sink that skipped" in {
      ClosingAccount.of(roster).linesIterator.toSeq shouldBe Seq(
        "worker  state             emitted     delivered    dropped   errors  restarts    per second",
        "redis   STOPPED         1,000,000       958,765     41,235        3         2      95,876.5" +
          "  dropped 2 aborted  dropped 41,233 buffer-full  skipped 1,234 ticks  last failure: connection refused",
        "console did not show 1,200 results"
      )
    }

    "speak of one as of one" in {
      val one = new Roster(at, true, List(once).asJava, List(new SinkAccount("console", false, 5, 1)).asJava)
      val lines = ClosingAccount.of(one).linesIterator.toSeq
      lines(1) should include("  skipped 1 tick  last failure")
      lines(2) shouldBe "console did not show 1 result"
    }
  }

  "The summary" should {
    "hold the same books for programs" in {
      val worker =
        Summary.of(roster).get("workers").asInstanceOf[java.util.Map[String, java.util.Map[String, Any]]].get("redis")
      worker.get("delivered") shouldBe 958_765L
      worker.get("dropped") shouldBe dropped
      worker.get("first-result-at") shouldBe "2026-01-01T00:00:00Z"
      worker.keySet.asScala shouldBe Set(
        "state",
        "emitted",
        "delivered",
        "dropped",
        "errors",
        "restarts",
        "skipped-ticks",
        "first-result-at",
        "last-result-at",
        "results-per-second"
      )
    }
  }
}
