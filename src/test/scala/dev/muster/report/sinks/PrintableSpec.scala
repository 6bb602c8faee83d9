package dev.muster.report.sinks

import com.fasterxml.jackson.databind.ObjectMapper
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** What a terminal is shown of a text that somebody else wrote. */
final class PrintableSpec extends AnyFunSuite with Matchers {

  test("what steers, turns or hides is shown by its code") {
    val shown = Seq(
      "\u001b[2Ja" -> "\\u001b[2Ja",
      "a\r\nb\tc" -> "a\\r\\nb\\tc",
      "a\u202eb\u2066c" -> "a\\u202eb\\u2066c",
      "pass\u200bword\u00ad\u2060\ufeff" -> "pass\\u200bword\\u00ad\\u2060\\ufeff",
      "a\udb40\udc41b" -> "a\\udb40\\udc41b"
    )
    for ((text, safe) <- shown) Printable.of(text) shouldBe safe
  }

  test("what people write stays as it is") {
    for (text <- Seq("grün 漢字 café", "👩\u200d💻 👍🏽", "می\u200cخواهم", "葛\udb40\udd00"))
      Printable.of(text) shouldBe text
  }

  test("JSON stays the same JSON") {
    val json = new ObjectMapper()
    val text = "\u009b\u202e\u200b\udb40\udc41 and 👍"
    json.readTree(Printable.of(json.writeValueAsString(text))).asText shouldBe text
  }
}
