package dev.muster.cli.live

import java.io.ByteArrayInputStream
import java.nio.charset.StandardCharsets.UTF_8
import java.time.ZoneOffset

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** What is said of an event, to people and to programs. */
final class EventLineSpec extends AnyFunSuite with Matchers {
  private def told(kind: String, data: String): (String, String) = {
    val sent = s"event: $kind\ndata: $data\n\n"
    val event = new EventReader(new ByteArrayInputStream(sent.getBytes(UTF_8))).next().get
    (EventLine.text(event, ZoneOffset.UTC), EventLine.json(event))
  }

  test("what was skipped, and why") {
    val (text, json) = told("skipped", """{"worker":"redis","count":318070,"reason":"too many to show"}""")
    text shouldBe "[redis] … 318,070 skipped (too many to show)"
    json shouldBe """{"event":"skipped","worker":"redis","count":318070,"reason":"too many to show"}"""
    told(
      "skipped",
      """{"worker":null,"count":7,"reason":"no longer kept"}"""
    )._1 shouldBe "… 7 skipped (no longer kept)"
  }
}
