package dev.muster.report

import java.time.{Duration => JDuration, Instant}

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Rates and latencies of one worker. */
class FiguresSpec extends AnyWordSpec with Matchers {
  private def ledger = new Ledger("worker", Long.MaxValue, TimeSource.system())
  private def moment(second: Long) = new Moment(Instant.EPOCH.plusSeconds(second), second * 1_000_000_000L)

  "Rates" should {
    "be of the last second and of the last minute" in {
      val books = ledger
      for (second <- 0L to 200L) {
        if (second > 0) books.delivered(if (second <= 100) 10 else 70, Ledger.NOT_TIMED)
        books.sample(moment(second))
        second match {
          case 1   => books.account.rates shouldBe new Rates(10, 10)
          case 100 => books.account.rates shouldBe new Rates(10, 10)
          case 130 => books.account.rates shouldBe new Rates(70, 40)
          case 200 => books.account.rates shouldBe new Rates(70, 70)
          case _   =>
        }
      }
    }

    "be of the slow, of those that are down, and of those that are just back" in {
      val slow, fast = ledger
      val taken = (0L to 300L).map { second =>
        if (second % 10 == 5) slow.delivered(1, Ledger.NOT_TIMED)
        val isUp = second > 0 && second <= 100 || second > 220
        if (isUp) fast.delivered(10000, Ledger.NOT_TIMED)
        Seq(slow, fast).foreach(_.sample(moment(second)))
        (slow.account.rates, fast.account.rates)
      }
      taken(74)._1 shouldBe new Rates(0, 0.1)
      taken(75)._1 shouldBe new Rates(1, 0.1)
      Seq(101, 160, 220, 221, 300).map(taken(_)._2) shouldBe
        Seq(
          new Rates(0, 590000 / 60.0),
          new Rates(0, 0),
          new Rates(0, 0),
          new Rates(10000, 10000 / 60.0),
          new Rates(10000, 10000)
        )
    }

    "be zero before there is anything to measure" in {
      val books = ledger
      books.account.rates shouldBe new Rates(0, 0)
      books.sample(moment(0))
      books.account.rates shouldBe new Rates(0, 0)
    }
  }

  "What is in flight" should {
    "never be less than nothing, whenever one looks" in {
      val books = ledger
      val dropping = new Thread(() => for (_ <- 1 to 2_000_000) books.droppedAtSource("buffer-full", 1))
      dropping.start()
      var least = 0L
      while (dropping.isAlive) least = least.min(books.account.inFlight)
      least shouldBe 0
      books.account.inFlight shouldBe 0
    }
  }

  "A latency" should {
    "be told with an error of an eighth at most" in {
      for (nanos <- Seq(0L, 7L, 8L, 9L, 1000L, 123_456L, 7_777_777L, 30_000_000_000L)) withClue(s"$nanos: ") {
        val histogram = new LatencyHistogram
        histogram.record(nanos, 99)
        histogram.record(nanos * 4 + 8, 1)
        val median = histogram.latency.p50.toNanos
        median should be >= nanos
        median should be <= nanos + nanos / 8
        histogram.latency.p99 shouldBe histogram.latency.p50
        histogram.latency.max.toNanos shouldBe nanos * 4 + 8
      }
    }

    "be of the recent past" in {
      val histogram = new LatencyHistogram
      histogram.record(1_000_000, 10)
      histogram.turn()
      histogram.latency.max shouldBe JDuration.ofMillis(1)
      histogram.turn()
      histogram.latency shouldBe new Latency(JDuration.ZERO, JDuration.ZERO, JDuration.ZERO)
    }

    "be taken of each batch at rest, and of some in a flood" in {
      val books = ledger
      books.startTiming(7) should not be Ledger.NOT_TIMED
      for (n <- 0L until 10_000L) books.delivered(1, books.startTiming(n))
      books.sample(moment(1))
      (0L until 1000L).count(n => books.startTiming(n) != Ledger.NOT_TIMED) shouldBe 100
      for (n <- 0L until 20L) books.delivered(1, books.startTiming(n * 10))
      books.sample(moment(2))
      books.startTiming(7) should not be Ledger.NOT_TIMED
      books.account.latency.max.toNanos should be > 0L
    }

    "hold however long it is" in {
      val histogram = new LatencyHistogram
      histogram.record(JDuration.ofDays(3).toNanos, 1)
      histogram.latency.max shouldBe JDuration.ofDays(3)
    }
  }
}
