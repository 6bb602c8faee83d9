package dev.muster.report

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** The books of one stream close whatever comes too late. */
class DeliveriesSpec extends AnyWordSpec with Matchers {
  "What is emitted while the books are settled" should {
    "be dropped as well, and not stay in flight" in {
      val ledger = new Ledger("late", Long.MaxValue, TimeSource.system())
      val stream = new ResultStream(ledger)
      val deliveries = new Deliveries(stream)
      def emit() = stream.emit(() => "a result")
      emit()
      deliveries.delivered(1, Ledger.NOT_TIMED)
      emit()
      deliveries.settle("shutdown")
      emit()
      deliveries.delivered(2, Ledger.NOT_TIMED)
      val account = ledger.account()
      account.delivered shouldBe 1
      account.dropped.get("shutdown") shouldBe 2
      account.inFlight shouldBe 0
    }
  }
}
