package dev.muster.worker.http

import scala.util.Random

import dev.muster.faults.RawHttpStub

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class HostileServerSpec extends AnyWordSpec with Matchers with Fetching {

  /** What else was asked on its connection, to see who sent the wrong answer. */
  private def sameConnection(path: String): String = {
    val all = stub.requests.toArray(Array.empty[RawHttpStub.Request])
    val connections = all.filter(_.path == "/" + path).map(_.connection).toSet
    all
      .filter(r => connections(r.connection))
      .map(r => s"${r.connection}:${r.behaviour}(${r.argument.length})")
      .mkString(" ")
  }

  "A fetcher" should {
    "say in a clause what was wrong with an answer" in {
      val expected = Seq(
        "hang-up" -> "connection closed before the answer",
        "reset" -> "connection reset",
        "length-too-long/abc" -> "body cut off after 3 bytes",
        "cut" -> "body cut off after 500 bytes",
        "cut-chunk" -> "body cut off after .*bytes",
        "bad-chunk" -> "body cut off after 0 bytes",
        "garbage" -> "not an HTTP answer: .*",
        "two-lengths" -> "not an HTTP answer: .*",
        "negative-length" -> "not an HTTP answer: .*",
        "many-headers" -> "not an HTTP answer: .*",
        "endless-head" -> "not an HTTP answer: .*"
      )
      for ((path, clause) <- expected) withClue(path) {
        val failure = fetched(path).failure
        failure.isPresent shouldBe true
        failure.get should fullyMatch regex clause
        failure.get should not include "\n"
      }
    }

    "never take one answer for another's, whatever servers send" in {
      val seed = System.nanoTime()
      info(s"seed $seed")
      val random = new Random(seed)
      val hostile = Vector(
        "length-too-long",
        "length-too-short",
        "smuggle",
        "smuggle-chunked",
        "cut",
        "cut-chunk",
        "bad-chunk",
        "garbage",
        "two-lengths",
        "length-and-chunked",
        "negative-length",
        "reset",
        "hang-up",
        "hang-up-after",
        "close"
      )
      val good = Vector("ok", "chunked")
      val paths = Vector.tabulate(1000) { i =>
        val behaviours = if (random.nextInt(3) == 0) hostile else good
        behaviours(random.nextInt(behaviours.size)) + "/" + "x" * (20 + i)
      }
      val results = fetch(paths.map(stub.url), "concurrency" -> 8)
      results should have size 1000
      for ((result, path) <- results.zip(paths))
        withClue(path.takeWhile(_ != '/') + " " + result + sameConnection(path)) {
          if (good.contains(path.takeWhile(_ != '/'))) result.failure.isPresent shouldBe false
          if (!result.failure.isPresent) result.bytes shouldBe path.dropWhile(_ != '/').length - 1
        }
    }

    "not use a connection again on which something came unasked" in {
      val urls = Seq(
        stub.url("smuggle-late/x"),
        stub.url("after-smuggling/x").replace("127.0.0.1", "localhost"),
        stub.url("ok/" + "x" * 30)
      )
      fetch(urls, "concurrency" -> 1, "max-connections" -> 2).map(_.bytes) shouldBe Seq(1, 1, 30)
    }

    "send a request again on a new connection when the kept one turns out to be dead" in {
      val results = fetch(Seq(stub.url("hang-up-after/abc")), "repeat" -> 50L, "concurrency" -> 1)
      results.foreach(_.failure.isPresent shouldBe false)
    }
  }
}
