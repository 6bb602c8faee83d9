package dev.muster.cli

import scala.util.Using

import dev.muster.RunningJar
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** A person at a terminal, as wide as `COLUMNS` says, who waits for the end. */
final class ProgressJarSpec extends AnyWordSpec with Matchers {
  private val conf =
    """muster {
         exit-when-done = true
         workers.files { type = file-writer, directory = out, count = 8, every = 100ms }
       }"""

  private def onTerminal(arguments: String*): RunningJar = {
    val script = "TERM=xterm COLUMNS=60 exec script -qec \"$*\" /dev/null"
    new RunningJar(Some(conf), Seq("-Xmx256m"), arguments, Seq("sh", "-c", script, "sh"))
  }

  private def hasScript: Boolean =
    new ProcessBuilder("sh", "-c", "script -qec true /dev/null >/dev/null").start().waitFor() == 0

  "run on a terminal" should {
    "show how far the workers are, tear no line, and leave no trace of it" in {
      assume(hasScript, "needs script, of util-linux")
      Using.resource(onTerminal()) { jar =>
        jar.ended() shouldBe 0
        jar.out should include regex """\r\u001b\[K\[files] [1-7] of 8\b"""
        val seen = new Screenful(jar.out.replace("\r\n", "\n")).lines
        withClue(seen.mkString("\n")) {
          seen.filter(_.startsWith("[files]")) shouldBe (0 to 7).map(n => s"[files] Written output_$n.txt")
          exactly(1, seen) should endWith("INFO  [files] completed")
          exactly(1, seen) should startWith("files   COMPLETED")
          no(seen) should include("of 8")
        }
      }
    }

    "show nothing that is not wanted, or where programs read" in {
      assume(hasScript, "needs script, of util-linux")
      Using.resources(onTerminal("--no-progress"), onTerminal("--log", "json")) { (unwanted, json) =>
        Seq(unwanted, json).foreach { jar =>
          jar.ended() shouldBe 0
          jar.out should include("[files] Written output_7.txt")
          jar.out should not include "of 8"
        }
      }
    }
  }
}
