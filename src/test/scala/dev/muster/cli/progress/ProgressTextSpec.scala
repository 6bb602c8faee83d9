package dev.muster.cli.progress

import java.time.{Duration => JDuration, Instant}

import scala.jdk.CollectionConverters._

import dev.muster.report.WorkerState._
import dev.muster.report.{Account, Latency, Rates, Roster, WorkerState}
import dev.muster.settings.SettingsFiles
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** How far the workers are, as far as their settings and their books tell. */
final class ProgressTextSpec extends AnyWordSpec with Matchers with SettingsFiles {
  private val at = Instant.parse("2026-01-01T00:00:00Z")
  private val none = new Latency(JDuration.ZERO, JDuration.ZERO, JDuration.ZERO)

  /** @param second results in the last second */
  private def entry(
      name: String,
      done: Long,
      state: WorkerState = RUNNING,
      incarnation: Long = 1,
      dropped: Long = 0,
      second: Double = 0,
      minute: Double = 0,
      stuck: Boolean = false
  ): Roster.Entry = {
    val drops = Map[String, java.lang.Long]("buffer-full" -> dropped).asJava
    val rates = new Rates(second, minute)
    val account = new Account(done, done - dropped, drops, 0, at, at, 0, rates, none, 0, java.util.Map.of())
    val since = if (stuck) at else null
    val (no, calls) = (java.util.List.of[String](), java.util.List.of[dev.muster.report.StuckCall]())
    new Roster.Entry(
      name,
      "",
      state,
      false,
      false,
      "",
      since,
      calls,
      no,
      at,
      0,
      null,
      null,
      incarnation,
      incarnation - 1,
      0,
      account
    )
  }

  private final class Watched(workers: String) {
    private val text = new ProgressText(read(s"muster.workers { $workers }").guardian.workers)

    def says(entries: Roster.Entry*): String = says(1000, entries: _*)
    def says(columns: Int, entries: Roster.Entry*): String =
      text.of(new Roster(at, false, entries.asJava, java.util.List.of()), columns)
  }

  private val files = "files { type = file-writer, directory = target/x, count = 1000 }"

  "What is known before" should {
    "be the files, or the fetches, of one run" in {
      val http = "http { type = http-fetcher, urls = [\"http://127.0.0.1/a\", \"http://127.0.0.1/b\"], repeat = 1000 }"
      new Watched(s"$files\n$http").says(entry("files", 3), entry("http", 1999)) shouldBe
        "[files] 3 of 1,000  [http] 1,999 of 2,000"
    }

    "be the limit, of a worker without an end or with a later one, drops included" in {
      val redis = "redis { type = redis-subscriber, uri = \"redis://127.0.0.1:1\", channels = [a], limit = 50 }"
      val watched = new Watched(s"$redis\n${files.replace("}", ", limit = 10 }")}")
      watched.says(entry("redis", 5, dropped = 2), entry("files", 3)) shouldBe "[redis] 5 of 50  [files] 3 of 10"
    }

    "be nothing of a worker that may end nobody knows when, which comes last" in {
      val mysql = "mysql { type = mysql-query, url = \"jdbc:mysql://127.0.0.1:1/d\", query = \"SELECT 1\" }"
      new Watched(s"$mysql\n$files").says(entry("mysql", 7, minute = 2), entry("files", 3)) shouldBe
        "[files] 3 of 1,000  [mysql] 7, 2.0/s"
    }
  }

  "A worker" should {
    "have a rate and a time left, by the last second if much is done in it" in {
      val watched = new Watched(files)
      watched.says(entry("files", 400, second = 200.4, minute = 30)) shouldBe "[files] 400 of 1,000, 200/s, 3 s left"
      watched.says(entry("files", 400, second = 9, minute = 5)) shouldBe "[files] 400 of 1,000, 5.0/s, 2 min 0 s left"
      watched.says(entry("files", 400, second = 0, minute = 30)) shouldBe "[files] 400 of 1,000, 10.0/s, 1 min 0 s left"
      watched.says(entry("files", 400)) shouldBe "[files] 400 of 1,000"
    }

    "say what it does if it does not run" in {
      val watched = new Watched(files)
      watched.says(entry("files", 4, state = BACKING_OFF, minute = 1)) shouldBe "[files] 4 of 1,000, backing off"
      watched.says(entry("files", 4, stuck = true)) shouldBe "[files] 4 of 1,000, stuck"
    }

    "not be there when it has ended, or if its schedule has no end" in {
      val watched =
        new Watched(s"$files\nticks { type = file-writer, directory = target/y, schedule.run = continuous }")
      Seq(COMPLETED, STOPPED, FAILED).foreach { ended =>
        watched.says(entry("files", 4, state = ended), entry("ticks", 4)) shouldBe ""
      }
    }

    "begin at nothing when its run does" in {
      val watched = new Watched(files)
      watched.says(entry("files", 400)) shouldBe "[files] 400 of 1,000"
      watched.says(entry("files", 400, state = BACKING_OFF)) shouldBe "[files] 400 of 1,000, backing off"
      watched.says(entry("files", 410, incarnation = 2)) shouldBe "[files] 10 of 1,000"
      watched.says(entry("files", 1400, incarnation = 2, state = COMPLETED)) shouldBe ""
      watched.says(entry("files", 1401, incarnation = 2)) shouldBe "[files] 1 of 1,000"
    }

    "go on to its limit over failures" in {
      val watched = new Watched(files.replace("}", ", limit = 500 }"))
      watched.says(entry("files", 400, state = BACKING_OFF)) shouldBe "[files] 400 of 500, backing off"
      watched.says(entry("files", 410, incarnation = 2)) shouldBe "[files] 410 of 500"
    }

    "claim no end that has turned out to be wrong" in {
      new Watched(files).says(entry("files", 1001, minute = 5)) shouldBe "[files] 1,001, 5.0/s"
    }
  }

  "The line" should {
    "be cut to one column less than the terminal has" in {
      val watched = new Watched(files)
      watched.says(20, entry("files", 4)) shouldBe "[files] 4 of 1,000"
      watched.says(19, entry("files", 4)) shouldBe "[files] 4 of 1,000"
      watched.says(18, entry("files", 4)) shouldBe "[files] 4 of 1,0…"
      watched.says(1, entry("files", 4)) shouldBe ""
    }
  }
}
