package dev.muster.worker.file

import java.nio.ByteBuffer
import java.nio.channels.ClosedByInterruptException
import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration

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
      val confined = new Replacing(ConfinedDirectory.open(settings), settings, new TemporaryNames("files", 1))
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
      val stale = ".muster~files~999999999~1-7.tmp"
      val alive = s".muster~files~1~1-7.tmp"
      val others = Seq(".muster~other~999999999~1-7.tmp", ".muster~files~x.tmp", "notes.tmp", alive)
      (stale +: others).foreach(name => Files.writeString(directory.resolve(name), "part"))
      new Run(directory, "count" -> 1L).completed()
      names(directory) shouldBe (others :+ "output_0.txt").sorted
    }
  }
}
