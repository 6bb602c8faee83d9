package dev.muster.cli.progress

import dev.muster.cli.terminal.Screenful
import dev.muster.cli.MusterCommand
import java.io.{OutputStream, PrintStream}

import scala.concurrent.duration._
import scala.util.Using

import dev.muster.RunningJar
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** A person at a terminal, as wide as `COLUMNS` says, who waits for the end. */
final class ProgressJarSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(45.seconds, 50.millis)

  private def conf(count: Int): String =
    s"""muster {
         exit-when-done = true
         workers.files { type = file-writer, directory = out, count = $count, every = 50ms }
       }"""

  private def onTerminal(count: Int, arguments: String*): RunningJar = {
    val script = "TERM=xterm COLUMNS=60 exec script -qec \"$*\" /dev/null"
    new RunningJar(Some(conf(count)), RunningJar.quick, arguments, Seq("sh", "-c", script, "sh"))
  }

  private def hasScript: Boolean =
    new ProcessBuilder("sh", "-c", "script -qec true /dev/null >/dev/null").start().waitFor() == 0

  private def stop(jar: RunningJar): Unit = {
    val url = eventually("""listens at (http://127\.0\.0\.1:\d+)/""".r.findFirstMatchIn(jar.out).get.group(1))
    val nowhere = new PrintStream(OutputStream.nullOutputStream)
    MusterCommand.execute(nowhere, nowhere, "stop", "files", "--url", url) shouldBe 0
  }

  "run on a terminal" should {
    "show how far the workers are, tear no line, and leave no trace of it" in {
      assume(hasScript, "needs script, of util-linux")
      Using.resource(onTerminal(1000000)) { jar =>
        eventually(jar.out should include regex """\r\u001b\[K\[files] [1-9]\d* of 1,000,000, [0-9.]+/s, """)
        stop(jar)
        jar.ended() shouldBe 0
        val seen = new Screenful(jar.out.replace("\r\n", "\n")).lines
        withClue(seen.mkString("\n")) {
          val results = seen.filter(_.startsWith("[files]"))
          results shouldBe results.indices.map(n => s"[files] Written output_$n.txt")
          exactly(1, seen) should endWith("INFO  [files] stopped")
          exactly(1, seen) should startWith("files   STOPPED")
          no(seen) should include("1,000,000")
        }
      }
    }

    "show nothing that is not wanted, or where programs read" in {
      assume(hasScript, "needs script, of util-linux")
      Using.resources(onTerminal(10, "--no-progress"), onTerminal(10, "--log", "json")) { (unwanted, json) =>
        Seq(unwanted, json).foreach { jar =>
          jar.ended() shouldBe 0
          jar.out should include("[files] Written output_9.txt")
          jar.out should not include "of 10"
        }
      }
    }
  }
}
