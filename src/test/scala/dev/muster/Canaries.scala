package dev.muster

import java.nio.file.{Files, Path}
import java.util.Comparator
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.{Executors, TimeUnit}

import org.scalatest.concurrent.Eventually._
import org.scalatest.matchers.should.Matchers._
import org.scalatest.time.{Millis, Seconds, Span}

/** A worker that writes a file and one that fetches from loopback, each every 100 ms: what happens to a third one must
  * not disturb them.
  */
final class Canaries extends AutoCloseable {
  private val web = new LocalWeb("tweet")
  private val directory = Files.createTempDirectory(Path.of("target"), "canaries")
  private val names = Seq("tick", "tweet")

  /** To stand among the workers of an application.conf. */
  val stanzas: String = s"""
      tick { type = file-writer, directory = "$directory", name = tick.txt, text = tick, count = 1
             schedule { run = every, every = 100ms } }
      tweet { type = http-fetcher, urls = ["${web.url}"], schedule { run = every, every = 100ms } }"""

  /** Ticks as they do, and stands still when the whole machine does. */
  private final class Metronome extends AutoCloseable {
    private val ticked = new AtomicLong()
    private val thread = Executors.newSingleThreadScheduledExecutor()
    thread.scheduleWithFixedDelay(() => ticked.incrementAndGet(), 100, 100, TimeUnit.MILLISECONDS)
    def ticks: Long = ticked.get
    override def close(): Unit = thread.shutdownNow()
  }

  /** Fails if one of them failed, or missed more than half of its ticks while `body` ran. */
  def undisturbed[A](muster: RunningMuster)(body: => A): A = {
    val before = names.map(name => muster.worker(name).account.delivered)
    val clock = new Metronome
    val result =
      try body
      finally clock.close()
    names.zip(before).foreach { case (name, from) =>
      val now = muster.worker(name)
      withClue(s"$name: ") {
        (now.restarts, now.lastFailure, now.account.errors, now.account.droppedInAll) shouldBe ((0, null, 0, 0))
        now.account.delivered - from should be >= clock.ticks / 2 - 2
      }
    }
    result
  }

  /** Waits until each of them has made so many more results, which is at most ten in a second.
    *
    * @return
    *   the seconds that it took
    */
  def awaitResults(muster: RunningMuster, count: Int): Double = {
    val before = names.map(name => muster.worker(name).account.delivered)
    val begun = System.nanoTime()
    eventually(timeout(Span(count / 10 * 3 + 10, Seconds)), interval(Span(20, Millis))) {
      names.zip(before).foreach { case (name, from) =>
        muster.worker(name).account.delivered - from should be >= count.toLong
      }
    }
    (System.nanoTime() - begun) / 1e9
  }

  override def close(): Unit = {
    web.close()
    Files.walk(directory).sorted(Comparator.reverseOrder[Path]()).forEach(Files.delete(_))
  }
}
