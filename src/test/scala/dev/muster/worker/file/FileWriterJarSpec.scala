package dev.muster.worker.file

import java.nio.channels.FileChannel
import java.nio.file.StandardOpenOption.WRITE
import java.nio.file.{Files, Path}

import scala.jdk.CollectionConverters._
import scala.util.{Random, Using}

import dev.muster.RunningJar
import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.{Millis, Seconds, Span}

/** What a file may look like when the process that writes it is killed or may not go on. */
final class FileWriterJarSpec extends AnyFunSuite with Matchers with Eventually {
  implicit override val patienceConfig: PatienceConfig = PatienceConfig(Span(60, Seconds), Span(20, Millis))

  /** Each kill meets every writer; this many processes for each signal. */
  private val rounds = Integer.getInteger("muster.kills", 4)
  private val writers = 5
  private val replacing = (1 to writers).map("replacing-" + _)
  private val appending = (1 to writers).map("appending-" + _)
  private val temporary = "\\.muster~.*"

  /** Several pages each, since the kernel lets a kill through between two pages. */
  private val filling = "x" * 20000

  /** Without performance data, since that file would be the first to meet a limit. */
  private val jvm = Seq("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")

  private def configuration(home: Path): String = {
    val text = s"{n} $filling {n}\\n"
    val common = s"type = file-writer, directory = \"${files(home)}\", count = 1000000000, text = \"$text\""
    val replacers = replacing.map(name => s"$name { $common, name = $name.txt, concurrency = 2 }")
    val appenders = appending.map(name => s"$name { $common, name = $name.txt, mode = append }")
    s"muster { reporter.sinks.console.enabled = false, workers { ${(replacers ++ appenders).mkString("\n")} } }"
  }

  private val limited = Seq("sh", "-c", "ulimit -f 20; exec \"$0\" \"$@\"")

  private def isWhole(text: String): Boolean = {
    val parts = text.split(" ", -1)
    parts.length == 3 && parts(0).nonEmpty && parts(2) == parts(0) && parts(1) == filling
  }

  private def files(home: Path): Path = home.resolve("files")
  private def names(home: Path): Set[String] = files(home).toFile.list().toSet
  private def temporaries(home: Path): Set[String] = names(home).filter(_.matches(temporary))

  /** @return the bytes of a torn last line, of each file that is added to */
  private def look(home: Path): Seq[Int] = {
    for (name <- replacing) {
      val text = Files.readString(files(home).resolve(name + ".txt"))
      withClue(s"$name: ${text.length} characters: ")(text.endsWith("\n") && isWhole(text.dropRight(1)) shouldBe true)
    }
    appending.map { name =>
      Using.resource(Files.newBufferedReader(files(home).resolve(name + ".txt"))) { reader =>
        val lines = Iterator.continually(reader.readLine()).takeWhile(_ != null)
        val torn = lines.dropWhile(isWhole).toList
        withClue(s"$name: ")(torn.size should be <= 1)
        torn.map(_.length).sum
      }
    }
  }

  private def kill(home: Path, signal: String, moment: Int): Int =
    Using.resource(RunningJar.run(configuration(home), jvm)("run")) { process =>
      eventually("\\] First result".r.findAllIn(process.err) should have size 2L * writers)
      val until = System.nanoTime() + moment * 1000000L
      while (System.nanoTime() < until) Thread.onSpinWait()
      process.isAlive shouldBe true
      process.signal(signal)
      process.ended()
    }

  /** Does what a kill does seldom: ends each file that is added to within its last line. */
  private def tear(home: Path, bytes: Int): Unit = appending.foreach { name =>
    Using.resource(FileChannel.open(files(home).resolve(name + ".txt"), WRITE))(c => c.truncate(c.size - bytes))
  }

  private def delete(directory: Path): Unit = {
    val all = Files.walk(directory).iterator.asScala.toSeq
    all.reverse.foreach(Files.delete)
  }

  test("no kill leaves a part of a file, nor of a text but for a last line, which the next start removes") {
    val seed = System.nanoTime()
    val random = new Random(seed)
    for (round <- 1 to rounds) withClue(s"seed $seed, round $round: ") {
      val home = Files.createTempDirectory("kill")
      kill(home, "KILL", random.nextInt(100)) shouldBe 137
      val torn = look(home)
      info(s"SIGKILL left ${temporaries(home).size} temporary files and ${torn.count(_ > 0)} torn lines")
      if (torn.sum == 0) tear(home, 1 + random.nextInt(filling.length))
      kill(home, "TERM", random.nextInt(100)) shouldBe 143
      look(home).toSet shouldBe Set(0)
      temporaries(home) shouldBe empty
      delete(home)
    }
  }

  test("a limit of the files' size leaves whole files and whole lines, and is told") {
    val home = Files.createTempDirectory("limit")
    Files.writeString(Files.createDirectory(files(home)).resolve("large.txt"), "old")
    val common =
      s"type = file-writer, directory = \"${files(home)}\", supervision { min-backoff = 50ms, max-restarts = 1 }"
    val workers =
      s"""large { $common, name = large.txt, count = 1, text = "$filling$filling" }
         |lines { $common, name = lines.txt, count = 1000, mode = append, text = "${"y" * 1000}\\n" }""".stripMargin
    Using.resource(
      new RunningJar(Some(s"muster { exit-when-done = true\nworkers { $workers } }"), jvm, Seq("run"), limited)
    ) { process =>
      process.ended() shouldBe 5
      val directory = files(home).toRealPath()
      process.err should include(s"cannot write $directory/large.txt: File too large")
      process.err should include(s"cannot write $directory/lines.txt: File too large")
    }
    names(home) shouldBe Set("large.txt", "lines.txt")
    Files.readString(files(home).resolve("large.txt")) shouldBe "old"
    Files.readAllLines(files(home).resolve("lines.txt")).asScala.map(_.length).toSet shouldBe Set(1000)
    delete(home)
  }
}
