package dev.muster.worker.http

import scala.collection.mutable.ListBuffer

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class PerOriginSpec extends AnyWordSpec with Matchers {
  "What is made for an origin" should {
    "be made once, and forgotten when others have been used since" in {
      val made = ListBuffer.empty[String]
      val perOrigin = new PerOrigin[String](2, origin => { made += origin.host; origin.host })
      Seq("a", "b", "a", "c", "a", "b").foreach(host => perOrigin.of(Origin.of(true, host, -1)) shouldBe host)
      made shouldBe Seq("a", "b", "c", "b")
    }
  }
}
