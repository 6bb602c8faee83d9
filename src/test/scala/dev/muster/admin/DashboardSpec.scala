package dev.muster.admin

import java.nio.file.{Files, Path}

import scala.concurrent.duration._

import dev.muster.faults.{Fault, FaultProxy}
import dev.muster.report.WorkerState._
import dev.muster.servers.MySqlServer
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec
import org.scalatest.{BeforeAndAfterAll, Canceled, Outcome}

/** The dashboard in a real browser, during a day with an outage. */
class DashboardSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(36.seconds, 50.millis)

  private val hostile = "<img src=/nowhere onerror=document.title=1>"
  private val backwards = "in\u202evoice\u009b"
  private lazy val browser = Chromium.installed.map(new Chromium(_))
  private lazy val mysql = MySqlServer.onFreePort().start()
  private lazy val directory = Files.createTempDirectory(Path.of("target"), "files")
  private lazy val admin = new RunningAdmin(s"""muster.workers {
    files { type = file-writer, directory = "$directory", name = ticks, mode = append, text = "x\\n", count = 1000000, every = 50ms }
    mysql { type = mysql-query, url = "${mysql.url}", user = ${MySqlServer.USER}, password = "${MySqlServer.PASSWORD}"
            query = "SELECT '$hostile $backwards'", schedule { run = every, every = 300ms } }
    wrong { type = mysql-query, url = "${mysql.url}", user = ${MySqlServer.USER}, password = "${MySqlServer.PASSWORD}"
            query = "SELECT 1 FROM `$hostile`" }
  }""")
  private lazy val proxy = new FaultProxy(admin.port)

  override def afterAll(): Unit = browser.foreach { it =>
    it.close()
    proxy.close()
    admin.close()
    mysql.close()
  }

  override def withFixture(test: NoArgTest): Outcome =
    if (browser.isEmpty) Canceled("no Chromium is installed here (Debian has it as 'chromium')")
    else super.withFixture(test)

  private def page: Chromium = browser.get
  private def shown(selector: String): String =
    page.text(s"(e => e && e.checkVisibility() ? e.innerText : '')(document.querySelector('$selector'))")
  private def state(worker: String): String = shown(s"#worker-$worker .state .word")
  private def button(worker: String, verb: String): String = s"#worker-$worker [data-verb=$verb]"

  "The dashboard" should {
    "show the tree: guardian, reporter and workers" in {
      page.open(s"http://127.0.0.1:${proxy.port}/")
      eventually {
        shown("#guardian") should startWith("3 workers")
        shown("#reporter") should include("console")
        state("files") shouldBe "running"
        shown("#link") shouldBe "live"
      }
      eventually(shown("#worker-files [data-term=delivered] dd").replace(",", "").toInt should be > 0)
    }

    "show what workers say as text, whatever it says" in {
      eventually(shown("#worker-wrong .story") should include(hostile))
      eventually(shown("#tail-lines") should include(hostile))
      eventually(shown("#tail-lines") should include("in\\u202evoice\\u009b"))
      page.text("document.querySelectorAll('main img').length") shouldBe "0"
    }

    "pause a worker by a click and resume it by the keyboard" in {
      eventually {
        // A line that comes in between moves it away under the mouse.
        page.click(button("files", "pause"))
        eventually(timeout(5.seconds))(state("files") shouldBe "paused")
      }
      eventually(shown("#worker-files .answer") should startWith("pause: "))
      admin.muster.state("files") shouldBe PAUSED
      page.text(s"document.querySelector('${button("files", "resume")}').focus()")
      page.enter()
      eventually(state("files") shouldBe "running")
      eventually(shown("#tail-lines") should include("paused"))
    }

    "show MySQL's outage with cause and countdown, and its return" in {
      eventually(state("mysql") should (be("waiting") or be("running")))
      mysql.kill()
      eventually {
        state("mysql") shouldBe "backing off"
        shown("#worker-mysql .story") should (include(
          "connection refused"
        ) and include regex "attempt \\d+ failed, next in \\d")
      }
      mysql.start()
      eventually(state("mysql") should (be("waiting") or be("running")))
    }

    "show the rate that status shows" in {
      val rates = Seq(300000.0 -> 78000.0, 0.0 -> 78000.0, 0.0 -> 0.2, 1.1 -> 0.1, 2.0 -> 0.03, 1.2 -> 1.0)
      val steady = rates.map { case (second, minute) =>
        s"f.steady({'results-per-second-over-1s': $second, 'results-per-second-over-60s': $minute})"
      }
      page.text(s"import('/dashboard/figures.js').then(f => [${steady.mkString(", ")}].join(' '))") shouldBe
        "300000 0 0.2 0.1 2 1.2"
    }

    "fit on a phone" in {
      page.resize(360, 740)
      page.text("document.documentElement.scrollWidth <= 360") shouldBe "true"
    }

    "have said nothing to anybody else, and have no reason to complain" in {
      page.asked should not be empty
      page.asked.filterNot(_.startsWith(s"http://127.0.0.1:${proxy.port}/")) shouldBe empty
      page.complaints shouldBe empty
    }

    "say when nobody answers, and come back by itself" in {
      proxy.set(Fault.Refuse)
      proxy.cut()
      eventually(shown("#notice") should startWith("Muster does not answer since"))
      shown("#link") shouldBe "no answer"
      proxy.set(Fault.None)
      eventually(shown("#link") shouldBe "live")
      eventually(shown("#notice") shouldBe "")
    }

    "ask for the token where one is wanted" in {
      val guarded = new RunningAdmin(
        "muster.workers { one { type = file-writer, directory = \"" + directory + "\" } }",
        Some("sesame")
      )
      try {
        page.open(s"http://127.0.0.1:${guarded.port}/")
        eventually(shown("#token") should include("muster.admin.token"))
        shown("#workers") shouldBe ""
        shown("#link") shouldBe "wants a token"
        shown("#token") should not include "does not take"
        for (token <- Seq("simsalabim", "s\u00e9same \u2603", "sesame ")) {
          page.text("document.getElementById('token-text').focus()")
          page.order("Input.insertText", "text" -> token)
          page.enter()
          if (token != "sesame ") eventually(shown("#token") should include("It does not take the one that was shown."))
        }
        eventually(shown("#workers") should include("file-writer"))
        eventually(page.text("document.getElementById('token').hidden") shouldBe "true")
        page.text("location.href") shouldBe s"http://127.0.0.1:${guarded.port}/"
      } finally guarded.close()
      eventually(shown("#link") shouldBe "no answer")
    }
  }
}
