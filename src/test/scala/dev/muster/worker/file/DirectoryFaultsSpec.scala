package dev.muster.worker.file

import java.nio.ByteBuffer
import java.nio.channels.{ClosedByInterruptException, FileChannel}
import java.nio.file.Files
import java.nio.file.StandardOpenOption.{CREATE_NEW, WRITE}
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration

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
      val confined = new Replacing(ConfinedDirectory.open(settings), settings, new TemporaryNames("files"))
      Thread.currentThread().interrupt() // closes the channel under the write
      try a[ClosedByInterruptException] should be thrownBy confined.write("same.txt", ByteBuffer.wrap("new".getBytes))
      finally Thread.interrupted()
      names(directory) shouldBe Seq("same.txt")
      Files.readString(directory.resolve("same.txt")) shouldBe "old"
    }
  }

  "What a crash left behind" should {
    "be removed at the start, and only that" in {
      val directory = fresh()
      val stale = s".muster~files~${"0" * 32}-7.tmp"
      val held = s".muster~files~${"1" * 32}-7.tmp"
      val pipe = s".muster~files~${"2" * 32}-7.tmp"
      val others = Seq(s".muster~other~${"0" * 32}-7.tmp", ".muster~files~x.tmp", "notes.tmp", held)
      (stale +: others).foreach(name => Files.writeString(directory.resolve(name), "part"))
      fifo(directory.resolve(pipe))
      Using.resource(FileChannel.open(directory.resolve(held), WRITE)) { writing =>
        writing.lock()
        new Run(directory, "count" -> 1L).completed()
        names(directory) shouldBe (others ++ Seq("output_0.txt", pipe)).sorted
      }
      new Run(directory, "count" -> 1L).completed()
      names(directory) should not contain held
    }

    "be no file that was only just made, which gets another name when it was taken for one" in {
      val file = fresh().resolve("made.tmp")
      Using.resource(FileChannel.open(file, CREATE_NEW, WRITE)) { writing =>
        Hold.take(writing, file) shouldBe true
        Files.delete(file)
      }
      Using.resource(FileChannel.open(file, CREATE_NEW, WRITE)) { writing =>
        Files.delete(file)
        Hold.take(writing, file) shouldBe false
      }
    }

    "not be looked for in a name that another run could have" in {
      val tokens = Seq.fill(1000)(new TemporaryNames("files").next())
      tokens.distinct should have size 1000
      all(tokens) should fullyMatch regex "\\.muster~files~[0-9a-f]{32}-0\\.tmp"
    }
  }
}
