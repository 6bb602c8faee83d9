package dev.muster.guardian

import java.time.Duration

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** How long something took, in a line of the log. */
class ReadableSpec extends AnyFunSuite with Matchers {
  test("a time has the unit that people think of") {
    Seq("PT0S", "PT0.2S", "PT4.8S", "PT119S", "PT5M", "PT119M", "PT2H", "P1DT5H", "P3D")
      .map(time => Readable.of(Duration.parse(time))) shouldBe
      Seq("0 ms", "200 ms", "4.8 s", "119.0 s", "5 min", "119 min", "2 h", "29 h", "3 days")
  }
}
