package dev.muster.cli.terminal

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** What the terminal says, and who is asked when it says nothing. */
final class TerminalSizeSpec extends AnyFunSuite with Matchers {

  private def size(answer: String, environment: (String, String)*): (Int, Int) = {
    val asked = new TerminalSize(java.util.Map.ofEntries(environment.map { case (k, v) =>
      java.util.Map.entry(k, v)
    }: _*))
    asked.take(answer)
    (asked.rows, asked.columns)
  }

  test("the terminal itself knows best") {
    size("50 132\n", "LINES" -> "24", "COLUMNS" -> "80") shouldBe (50, 132)
  }

  test("one that does not know leaves it to the environment") {
    size("0 0\n", "LINES" -> "30", "COLUMNS" -> "100") shouldBe (30, 100)
    size("", "COLUMNS" -> "100") shouldBe (Int.MaxValue, 100)
  }

  test("nobody knows") {
    size("stty: no tty", "COLUMNS" -> "wide", "LINES" -> "-3") shouldBe (Int.MaxValue, 80)
  }
}
