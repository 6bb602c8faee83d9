package dev.muster.worker.file

import java.lang.ProcessBuilder.Redirect.DISCARD
import java.nio.file.{Files, Path}

import scala.jdk.CollectionConverters._
import scala.util.{Try, Using}

import dev.muster.RunningJar
import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.{Millis, Seconds, Span}

/** What the system is asked for, as seen from outside. */
final class DurabilityJarSpec extends AnyFunSuite with Matchers with Eventually {
  implicit override val patienceConfig: PatienceConfig = PatienceConfig(Span(60, Seconds), Span(20, Millis))
  private val jvm = Seq("-Xmx256m", "-XX:TieredStopAtLevel=1")

  private def works(command: String*): Boolean =
    Try(new ProcessBuilder(command: _*).redirectError(DISCARD).start().waitFor()).toOption.contains(0)

  private def delete(directory: Path): Unit =
    Files.walk(directory).iterator.asScala.toSeq.reverse.foreach(Files.delete)

  test("fsync reaches the disk with the file, and with the names of it and of the directories that were made") {
    assume(works("strace", "-o", "/dev/null", "true"), "needs strace, and the right to trace")
    val home = Files.createTempDirectory("fsync").toRealPath()
    val trace = home.resolve("trace")
    val workers = for (fsync <- Seq("never", "file", "file-and-directory"); mode <- Seq("replace", "append"))
      yield s"$fsync-$mode { type = file-writer, directory = $home/$fsync/$mode, count = 1, mode = $mode, fsync = $fsync }"
    val conf = s"muster { exit-when-done = true, workers { ${workers.mkString("\n")} } }"
    val strace = Seq("strace", "-f", "-y", "-qq", "-e", "trace=fsync,fdatasync", "-o", trace.toString)
    Using.resource(new RunningJar(Some(conf), jvm, Seq("run"), strace)) { jar =>
      withClue(jar.err)(jar.ended() shouldBe 0)
    }
    val synced = """sync\(\d+<([^>]+)>""".r.findAllMatchIn(Files.readString(trace)).map(_.group(1)).toSeq
    val names = synced.map(path => home.relativize(Path.of(path)).toString.replaceAll("\\.muster~.*", "temporary"))
    delete(home)
    names.toSet shouldBe Set(
      "",
      "file-and-directory",
      "file-and-directory/append",
      "file-and-directory/append/output_0.txt",
      "file-and-directory/replace",
      "file-and-directory/replace/temporary",
      "file/append/output_0.txt",
      "file/replace/temporary"
    )
  }

  test("two processes that write into one directory do not take each other's files for left behind") {
    val home = Files.createTempDirectory("shared").toRealPath()
    def conf(rest: String) = s"muster.workers.files { type = file-writer, directory = $home, $rest }"
    val first = conf(s"name = first.txt, count = 1000000000, concurrency = 2, text = ${"x" * 200000}")
    val second = conf("name = second.txt, count = 1, schedule { run = every, every = 10ms }")
    Using.resources(RunningJar.run(first, jvm)("run"), RunningJar.run(second, jvm)("run")) { (one, other) =>
      eventually(one.out should include("Written first.txt"))
      eventually("Written second.txt".r.findAllIn(other.out).size should be > 150)
      one.err should not include "failed"
      other.err should not include "failed"
      Seq(one, other).foreach(_.signal("TERM"))
      Seq(one, other).foreach(_.ended() shouldBe 143)
    }
    home.toFile.list().toSet shouldBe Set("first.txt", "second.txt")
    delete(home)
  }
}
