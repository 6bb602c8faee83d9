package dev.muster.worker.file

import java.util.concurrent.{CompletableFuture, TimeUnit, TimeoutException}

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class InHandSpec extends AnyWordSpec with Matchers {
  "The end of an incarnation" should {
    "wait for the file in hand and let no other be begun" in {
      val inHand = new InHand
      inHand.begin() shouldBe true
      val ended = CompletableFuture.runAsync(() => inHand.close())
      a[TimeoutException] should be thrownBy ended.get(100, TimeUnit.MILLISECONDS)
      inHand.begin() shouldBe false
      inHand.end()
      ended.get(10, TimeUnit.SECONDS)
    }
  }
}
