package dev.muster

import java.nio.file.Files

import scala.concurrent.duration._
import scala.util.Using

import com.fasterxml.jackson.databind.ObjectMapper
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** The process from outside: signals, exit codes, what it leaves. */
class ProcessJarSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(45.seconds, 100.millis)

  private val ticking = "ticks { type = file-writer, directory = out, count = 1000000, every = 20ms }"
  private val missing =
    """redis { type = redis-subscriber, uri = "redis://127.0.0.1:1", channels = [demo] }
       mysql { type = mysql-query, url = "jdbc:mysql://127.0.0.1:1/demo", query = "SELECT 1" }"""

  private def running(workers: String, more: String = "exit-when-done = false")(test: RunningJar => Unit): Unit =
    Using.resource(RunningJar.run(s"muster { $more, workers { $workers } }")("--summary", "summary.json"))(test)

  private def writes(jar: RunningJar): Unit = eventually(jar.out should include("Written output_3.txt"))

  for ((signal, code) <- Seq("TERM" -> 143, "INT" -> 130)) s"SIG$signal" should {
    s"drain, print the account, write the summary and end with $code" in running(s"$ticking\n$missing") { jar =>
      writes(jar)
      jar.signal(signal)
      jar.ended() shouldBe code
      val account = jar.err.linesIterator.filter(_.startsWith("ticks ")).toSeq
      account should have size 1
      account.head should (include("STOPPED") and not include "IN FLIGHT")
      val books = new ObjectMapper().readTree(jar.directory.resolve("summary.json").toFile).at("/workers/ticks")
      val unsaid = books.at("/dropped/stopped").asLong(0)
      unsaid should be <= 1L
      books.get("delivered").asLong + unsaid shouldBe books.get("emitted").asLong
      books.get("emitted").asLong shouldBe Files.list(jar.directory.resolve("out")).count()
    }
  }

  "A second signal" should {
    "end the process at once, even while a worker does not stop" in {
      val hangs = "hangs { type = mysql-query, url = \"jdbc:mysql://127.0.0.1:1/x\", query = \"SELECT 1\" }"
      running(s"$ticking\n$hangs") { jar =>
        writes(jar)
        jar.signal("TERM")
        jar.signal("TERM")
        jar.ended() shouldBe 143
      }
    }
  }

  "The exit code" should {
    "be 0 when all is done" in running(ticking.replace("1000000", "5"), "exit-when-done = true") { jar =>
      jar.ended() shouldBe 0
    }

    "be 1 when the summary cannot be written at the end" in {
      val conf = ticking.replace("directory = out", "directory = summary.json").replace("1000000", "1")
      running(conf, "exit-when-done = true") { jar =>
        jar.ended() shouldBe 1
        jar.err should include("the summary cannot be written to summary.json")
        jar.err should include regex "(?m)^ticks +COMPLETED"
      }
    }

    "be 5 when all has ended and a worker has FAILED" in {
      val gone = "gone { type = com.example.Gone }"
      running(s"${ticking.replace("1000000", "5")}\n$gone", "exit-when-done = true") { jar =>
        jar.ended() shouldBe 5
        jar.err should include("[gone] cannot start: class com.example.Gone is not on the class path")
        jar.out should include("Written output_4.txt")
      }
    }

    "be 3 for settings that cannot be used, with every problem and its line" in {
      val conf =
        """muster {
          |  workers {
          |    files { type = file-writer, directory = out, cuont = 3 }
          |    mysql { type = mysql-query, url = "jdbc:mysql://h/d", query = "SELECT 1", query-timeout = 5 }
          |  }
          |}""".stripMargin
      Using.resource(RunningJar.run(conf)()) { jar =>
        jar.ended() shouldBe 3
        jar.err.linesIterator.toSeq should have size 2
        jar.err should (include("application.conf:3: muster.workers.files.cuont:") and include("did you mean 'count'?"))
        jar.err should include("application.conf:4: muster.workers.mysql.query-timeout:")
      }
    }

    "be 3 without an application.conf, saying what to do" in Using.resource(RunningJar.bare()) { jar =>
      jar.ended() shouldBe 3
      jar.err should include("application.conf")
      jar.err should not include "Exception"
    }

    "be 1 when what a command prints is lost" in {
      val full = Seq("sh", "-c", "exec \"$@\" > /dev/full", "sh")
      Using.resource(new RunningJar(None, RunningJar.quick, Seq("types"), full)) { jar =>
        jar.ended() shouldBe 1
        jar.err should startWith("standard output cannot be written (")
      }
    }

    "be 2 for a wrong command" in Using.resource(RunningJar.bare("rnu"))(_.ended() shouldBe 2)
  }
}
