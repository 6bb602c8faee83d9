package dev.muster.admin

import java.util.concurrent.atomic.AtomicInteger

import scala.jdk.CollectionConverters._

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** A viewer's ring. */
class ViewerSpec extends AnyFunSuite with Matchers {
  private def offer(viewer: Viewer, numbers: Range): Unit =
    numbers.foreach(number => viewer.offer(LiveEvent.result("now", "w", s"#$number", null)))

  private def all(viewer: Viewer): Seq[String] =
    Iterator.continually(viewer.next(1, () => ())).takeWhile(_ != null).map(_.utf8String).mkString.split("\n\n").toSeq

  test("it keeps the latest and says how many it has lost") {
    val viewer = new Viewer(Interest.ALL)
    offer(viewer, 1 to 1000)
    val told = all(viewer)
    told.head should include(s""""count":${1000 - Viewer.BEHIND},"reason":"this viewer is too slow"""")
    told.tail should have size Viewer.BEHIND.toLong
    told.last should include("#1000")
    offer(viewer, 1001 to 1001)
    all(viewer) should have size 1
  }

  test("it says of how many results of a worker it was told nothing, and loses no event for it") {
    val viewer = new Viewer(Interest.ALL)
    offer(viewer, 1 to Viewer.BEHIND)
    for (worker <- 1 to 300) viewer.skip(s"w$worker", 41_000)
    viewer.skip("w1", 216)
    val told = all(viewer)
    told.head should include(""""worker":"w1","count":41216,"reason":"too many to show"""")
    told should have size (300L + Viewer.BEHIND)
  }

  test("it says nothing of results that nobody wants") {
    val viewer = new Viewer(new Interest(Set("w").asJava, Set(Kind.STATE).asJava))
    viewer.skip("w", 1)
    viewer.next(1, () => ()) shouldBe null
  }

  test("it says of all that it was not told why") {
    val viewer = new Viewer(Interest.ALL)
    offer(viewer, 1 to Viewer.BEHIND + 1)
    viewer.skip(2, Viewer.Skip.NOT_HEARD)
    viewer.skip(3, Viewer.Skip.NOT_KEPT)
    viewer.skip(0, Viewer.Skip.NOT_KEPT)
    val why = """(?s).*"count":(\d+),"reason":"(.*?)".*""".r
    all(viewer).take(3).collect { case why(count, text) => count.toInt -> text } shouldBe
      Seq(3 -> "no longer kept", 2 -> "Muster was too busy to tell", 1 -> "this viewer is too slow")
    viewer.skip(0, Viewer.Skip.NOT_HEARD)
    viewer.next(1, () => ()) shouldBe null
  }

  test("it wakes its stream once, when there is something again") {
    val viewer = new Viewer(Interest.ALL)
    val woken = new AtomicInteger()
    viewer.next(1, () => woken.incrementAndGet()) shouldBe null
    offer(viewer, 1 to 3)
    woken.get shouldBe 1
    viewer.next(1, () => woken.incrementAndGet()).utf8String should include("#3")
    viewer.next(1, () => woken.incrementAndGet()) shouldBe null
    viewer.end()
    woken.get shouldBe 2
    viewer.ended shouldBe true
  }

  test("while events are gathered, it wakes its stream for a full piece, for the end and for what is skipped") {
    val viewer = new Viewer(Interest.ALL)
    val woken = new AtomicInteger()
    def gather() = viewer.next(Viewer.PIECE, () => woken.incrementAndGet())
    offer(viewer, 1 until Viewer.PIECE)
    gather() shouldBe null
    offer(viewer, 1 to 1)
    woken.get shouldBe 1
    gather().utf8String.split("\n\n") should have size Viewer.PIECE.toLong
    gather() shouldBe null
    viewer.skip(1, Viewer.Skip.NOT_HEARD)
    woken.get shouldBe 2
    gather().utf8String should include("skipped")
    viewer.skip("w", 1)
    gather() shouldBe null
    woken.get shouldBe 2
    viewer.next(1, () => ()).utf8String should include("too many to show")
    offer(viewer, 1 to 1)
    gather() shouldBe null
    viewer.end()
    woken.get shouldBe 3
    gather().utf8String should include("#1")
    viewer.ended shouldBe true
  }

  test("half a character in a payload is no reason to fail") {
    LiveEvent
      .result("now", "w", "\ud83d", "\r\n\n: x")
      .frame
      .utf8String
      .linesIterator
      .count(_.startsWith("data: ")) shouldBe 1
  }
}
