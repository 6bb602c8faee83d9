package dev.muster.report.sinks

import scala.jdk.CollectionConverters._

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What a lossy sink is given of a flood, and that every other result is counted. */
class BudgetSpec extends AnyWordSpec with Matchers {
  private def renew(budget: Budget): Map[String, Long] = budget.renew().asScala.view.mapValues(_.toLong).toMap

  "A budget" should {
    "have room for so many of each worker, and count the others" in {
      val budget = new Budget(10, _ => true)
      Seq(4, 4, 4, 4).map(budget.take("a", _)) shouldBe Seq(4, 4, 2, 0)
      budget.take("b", 3) shouldBe 3
      renew(budget) shouldBe Map("a" -> 6)
      budget.skipped shouldBe 6
    }

    "begin anew with each second, and remember all that it ever skipped" in {
      val budget = new Budget(10, _ => true)
      budget.take("a", 15) shouldBe 10
      renew(budget) shouldBe Map("a" -> 5)
      budget.take("a", 12) shouldBe 10
      budget.skip("b", 1)
      renew(budget) shouldBe Map("a" -> 2, "b" -> 1)
      renew(budget) shouldBe Map.empty
      budget.skipped shouldBe 8
    }
  }
}
