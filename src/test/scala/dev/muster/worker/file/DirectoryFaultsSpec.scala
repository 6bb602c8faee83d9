package dev.muster.worker.file

import java.nio.ByteBuffer
import java.nio.channels.{ClosedByInterruptException, FileChannel}
import java.nio.file.StandardOpenOption.WRITE
import java.nio.file.{Files, Path}
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration

import scala.jdk.CollectionConverters._
import scala.util.Using

import dev.muster.worker.GivenFields
import org.scalatest.wordspec.AnyWordSpec

class DirectoryFaultsSpec extends AnyWordSpec with Writers {
  "A directory that cannot be written" should {
    "fail the run with its path and the system's reason" in {
      val file = Files.writeString(fresh().resolve("file"), "mine")
      failure("directory" -> file.toString) should (startWith(s"cannot write $file: ") and not include "Exception")
      Files.readString(file) shouldBe "mine"
    }

    "fail the run when it vanishes on the way" in {
      val directory = fresh()
      val run = new Run(directory, "count" -> 1000000L, "every" -> Duration.ofMillis(1))
      eventually(assert(run.context.delivered.size > 10))
      Files.move(directory, base.resolve("moved"))
      run.failed()
    }

    "fail the run when another takes its place" in {
      val directory = fresh()
      val run = new Run(directory, "count" -> 1000000L, "every" -> Duration.ofMillis(1))
      eventually(assert(run.context.delivered.size > 10))
      Files.move(directory, base.resolve("replaced"))
      Files.createSymbolicLink(directory, fresh())
      run.failed()
      names(directory.toRealPath()) shouldBe empty
    }

    "fail the run without harm when permission is missing" in {
      val directory = fresh()
      Files.writeString(directory.resolve("output_0.txt"), "old")
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"))
      assume(!Files.isWritable(directory), "root may write anywhere")
      failure("directory" -> directory.toString) should endWith(": Permission denied")
      Files.readString(directory.resolve("output_0.txt")) shouldBe "old"
    }
  }

  "A write that breaks off in the middle" should {
    "leave the target as it was and nothing beside it" in {
      val directory = fresh()
      Files.writeString(directory.resolve("same.txt"), "old")
      val settings = TextFileWriterSettings.read(new GivenFields(Map("directory" -> directory.toString), "files"))
      val confined = new Replacing(ConfinedDirectory.open(settings), settings, "files")
      Thread.currentThread().interrupt() // closes the channel under the write
      try a[ClosedByInterruptException] should be thrownBy confined.write("same.txt", ByteBuffer.wrap("new".getBytes))
      finally Thread.interrupted()
      confined.end()
      names(directory) shouldBe Seq("same.txt")
      Files.readString(directory.resolve("same.txt")) shouldBe "old"
    }
  }

  /** How many locks this process has, by what the system says. */
  private def locks: Int = {
    val own = ProcessHandle.current().pid()
    Files.readAllLines(Path.of("/proc/locks")).asScala.count(_.contains(s" $own "))
  }

  "What a crash left behind" should {
    def temporary(run: Int) = s".muster~files~${run.toString * 32}-7.tmp"
    def hold(run: Int) = s".muster~files~${run.toString * 32}.held"

    "be removed at the start, and only that" in {
      val directory = fresh()
      val stale = Seq(temporary(0), temporary(1), hold(1), hold(2))
      val held = Seq(temporary(3), hold(3))
      val pipes = Seq(temporary(4), temporary(5), hold(5))
      val others = Seq(s".muster~other~${"0" * 32}-7.tmp", ".muster~files~x.tmp", ".muster~files~x.held", "notes.tmp")
      (stale ++ held ++ others).foreach(name => Files.writeString(directory.resolve(name), "part"))
      Seq(temporary(4), hold(5)).foreach(name => fifo(directory.resolve(name)))
      Files.writeString(directory.resolve(temporary(5)), "part")
      Using.resource(FileChannel.open(directory.resolve(hold(3)), WRITE)) { writing =>
        writing.lock()
        new Run(directory, "count" -> 1L).completed()
        names(directory) shouldBe (held ++ pipes ++ others :+ "output_0.txt").sorted
      }
      new Run(directory, "count" -> 1L).completed()
      names(directory) shouldBe (pipes ++ others :+ "output_0.txt").sorted
    }

    "be nothing that this very process writes, nor lose its lock by being looked at" in {
      assume(Files.isReadable(Path.of("/proc/locks")), "needs a system that tells its locks")
      val directory = fresh()
      val file = directory.resolve(hold(0))
      Files.writeString(directory.resolve(temporary(0)), "part")
      val taken = Hold.take(file).get
      val before = locks
      new Run(directory, "count" -> 1L).completed()
      names(directory) should contain(temporary(0))
      locks shouldBe before
      taken.close()
      names(directory) should not contain hold(0)
      new Run(directory, "count" -> 1L).completed()
      names(directory) shouldBe Seq("output_0.txt")
    }

    "show while it is written that it is, and no longer" in {
      val directory = fresh()
      val settings = TextFileWriterSettings.read(new GivenFields(Map("directory" -> directory.toString), "files"))
      val writing = new Replacing(ConfinedDirectory.open(settings), settings, "files")
      writing.write("a.txt", ByteBuffer.wrap("a".getBytes))
      writing.write("b.txt", ByteBuffer.wrap("b".getBytes))
      names(directory).filterNot(_.endsWith(".txt")) should matchPattern {
        case Seq(name: String) if name.matches("\\.muster~files~[0-9a-f]{32}\\.held") =>
      }
      writing.end()
      writing.end()
      names(directory) shouldBe Seq("a.txt", "b.txt")
    }

    "not be looked for in a name that another run could have" in {
      val tokens = Seq.fill(1000)(new TemporaryNames("files").next())
      tokens.distinct should have size 1000
      all(tokens) should fullyMatch regex "\\.muster~files~[0-9a-f]{32}-0\\.tmp"
    }
  }
}
