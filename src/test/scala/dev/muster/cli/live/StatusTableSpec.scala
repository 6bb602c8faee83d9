package dev.muster.cli.live

import java.time.Instant

import com.fasterxml.jackson.databind.ObjectMapper
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

import scala.jdk.CollectionConverters._

/** More workers than a screen has lines. */
final class StatusTableSpec extends AnyFunSuite with Matchers {

  private val wide = Int.MaxValue

  private def table(workers: Int, most: Int): Seq[String] = {
    val names = (1 to workers).map(n => s"""{"name": "w$n", "state": "RUNNING"}""").mkString(",")
    val roster = s"""{"workers": [$names], "sinks": [{"name": "console", "skipped": 7}], "draining": true}"""
    new StatusTable(Instant.EPOCH)
      .of(new ObjectMapper().readTree(roster), most, wide)
      .asScala
      .toSeq
      .map(_.takeWhile(_ != ' '))
  }

  private val rest = Seq("console", "Muster")

  test("all are shown where there is room") {
    table(3, 6) shouldBe Seq("worker", "w1", "w2", "w3") ++ rest
  }

  test("what does not fit is counted, and what is about all of them stays") {
    table(4, 6) shouldBe Seq("worker", "w1", "w2", "…") ++ rest
    val roster = new ObjectMapper().readTree("""{"workers": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}""")
    new StatusTable(Instant.EPOCH).of(roster, 3, wide).asScala.last shouldBe "… and 2 more"
  }

  test("why a worker fails has a line of its own where the screen is too narrow for it") {
    val failing = """{"name": "mysql", "state": "BACKING_OFF", "last-failure": "connection refused"}"""
    val roster = new ObjectMapper().readTree(s"""{"workers": [$failing, {"name": "b"}, $failing, {"name": "d"}]}""")
    def lines(most: Int, columns: Int) = new StatusTable(Instant.EPOCH).of(roster, most, columns).asScala.toSeq
    lines(9, wide)(1) should (startWith("mysql ") and endWith("  last failure: connection refused"))
    val narrow = lines(9, 80)
    narrow(2) shouldBe "  last failure: connection refused"
    narrow.map(_.take(5).trim) shouldBe Seq("worke", "mysql", "las", "b", "mysql", "las", "d")
    lines(6, 80).drop(3).map(_.trim.takeWhile(_ != ' ')) shouldBe Seq("b", "…")
    lines(6, 80).last shouldBe "… and 2 more"
  }

  test("the rate of a flood that is over is none, and that of a slow worker is its last minute's") {
    val rates = Seq(300000.0 -> 78000.0, 0.0 -> 78000.0, 0.0 -> 0.2, 1.1 -> 0.1, 2.0 -> 0.03, 1.2 -> 1.0)
    val workers = rates.map { case (second, minute) =>
      s"""{"account": {"results-per-second-over-1s": $second, "results-per-second-over-60s": $minute}}"""
    }
    val roster = new ObjectMapper().readTree(workers.mkString("""{"workers": [""", ",", "]}"))
    val lines = new StatusTable(Instant.EPOCH).of(roster, 9, wide).asScala.toSeq.tail
    lines.map(_.trim.split(" ").last) shouldBe Seq("300,000.0", "0.0", "0.2", "0.1", "2.0", "1.2")
  }

  test("a screen too low for anything still says how many there are") {
    table(4, -2) shouldBe Seq("worker", "…")
    table(4, 3) shouldBe Seq("worker", "…", "console")
  }
}
