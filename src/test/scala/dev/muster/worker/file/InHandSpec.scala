package dev.muster.worker.file

import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.{Millis, Seconds, Span}
import org.scalatest.wordspec.AnyWordSpec

class InHandSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(Span(4, Seconds), Span(10, Millis))

  "The end of an incarnation" should {
    "wait for the file in hand and let no other be begun" in {
      val inHand = new InHand
      inHand.begin() shouldBe true
      val end = new Thread(() => inHand.close())
      end.start()
      eventually(end.getState shouldBe Thread.State.TIMED_WAITING)
      inHand.begin() shouldBe false
      end.isAlive shouldBe true
      inHand.end()
      end.join(10000)
      end.isAlive shouldBe false
    }
  }
}
