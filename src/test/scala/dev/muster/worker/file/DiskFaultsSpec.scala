package dev.muster.worker.file

import java.lang.ProcessBuilder.Redirect.DISCARD
import java.nio.file.{Files, Path}

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.RunningMuster
import dev.muster.report.WorkerState._
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Disks that refuse. Most are made of mounts, which only root may make. */
class DiskFaultsSpec extends AnyWordSpec with Matchers with Eventually {

  /** Going on is promised within 11 s of a cause's end; three times that on a slow machine. */
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(33.seconds, 20.millis)

  private def sh(command: String): Boolean =
    new ProcessBuilder("sh", "-c", command).redirectOutput(DISCARD).redirectError(DISCARD).start().waitFor() == 0

  private def on(mount: String)(test: Path => Any): Unit = {
    val disk = Files.createTempDirectory("disk").toRealPath()
    try {
      assume(sh(s"mount -t tmpfs -o $mount tmpfs $disk"), "only root may mount")
      test(disk)
    } finally {
      sh(s"umount -l $disk")
      Files.delete(disk)
    }
  }

  private def names(directory: Path): Seq[String] = directory.toFile.list().toSeq.sorted

  private def content(file: Path): String = Files.readString(file)

  private def writer(directory: Path, settings: String)(test: RunningMuster => Any): Unit = {
    val muster = new RunningMuster(
      s"""muster.workers.files { type = file-writer, directory = $directory, name = same.txt
         supervision.max-backoff = 1s, $settings }"""
    )
    try test(muster)
    finally muster.close()
  }

  private def backsOff(muster: RunningMuster, failure: String): Unit = eventually {
    val worker = muster.worker("files")
    worker.state shouldBe BACKING_OFF
    worker.attempt should be > 1
    worker.lastFailure shouldBe failure
  }

  private def completes(muster: RunningMuster): Unit = eventually {
    muster.state("files") shouldBe COMPLETED
    muster.worker("files").account.inFlight shouldBe 0
  }

  private val large = "x" * 20000

  "A full disk" should {
    "leave the file that was to be replaced as it was, until there is space" in on("size=64k") { disk =>
      Files.writeString(disk.resolve("same.txt"), "old" * 5000)
      Files.write(disk.resolve("filler"), new Array[Byte](40 * 1024))
      writer(disk, s"count = 1, text = $large") { muster =>
        backsOff(muster, s"cannot write $disk/same.txt: No space left on device")
        eventually(names(disk) shouldBe Seq("filler", "same.txt"))
        content(disk.resolve("same.txt")) shouldBe "old" * 5000
        Files.delete(disk.resolve("filler"))
        completes(muster)
        content(disk.resolve("same.txt")) shouldBe large
      }
    }

    "end a file that is added to after a whole text, and every text in it has its result" in on("size=64k") { disk =>
      val line = "y" * 1000
      writer(disk, s"mode = append, count = 200, text = \"$line\\n\"") { muster =>
        backsOff(muster, s"cannot write $disk/same.txt: No space left on device")
        sh(s"mount -o remount,size=2m $disk") shouldBe true
        completes(muster)
        val lines = Files.readAllLines(disk.resolve("same.txt")).asScala
        lines.toSet shouldBe Set(line)
        muster.worker("files").account.delivered shouldBe lines.size
      }
    }

    "be told also when it is inodes that are missing" in on("size=1m,nr_inodes=3") { disk =>
      Files.createFile(disk.resolve("filler"))
      writer(disk, "count = 1") { muster =>
        backsOff(muster, s"cannot write $disk/same.txt: No space left on device")
        Files.delete(disk.resolve("filler"))
        completes(muster)
        names(disk) shouldBe Seq("same.txt")
      }
    }
  }

  "A disk that became read-only" should {
    "be written again when it may be" in on("size=1m") { disk =>
      Files.writeString(disk.resolve("same.txt"), "old")
      sh(s"mount -o remount,ro $disk") shouldBe true
      for (mode <- Seq("replace", "append")) writer(disk, s"count = 1, mode = $mode, text = \"new\\n\"") { muster =>
        backsOff(muster, s"cannot write $disk/same.txt: Read-only file system; will not mend by itself")
        content(disk.resolve("same.txt")) should startWith(if (mode == "replace") "old" else "new")
        sh(s"mount -o remount,rw $disk") shouldBe true
        completes(muster)
        eventually(sh(s"mount -o remount,ro $disk") shouldBe true)
      }
      content(disk.resolve("same.txt")) shouldBe "new\nnew\n"
    }
  }

  "A file that nobody may change" should {
    "stay, with nothing beside it" in {
      val directory = Files.createTempDirectory("files").toRealPath()
      val file = Files.writeString(directory.resolve("same.txt"), "old")
      try {
        assume(sh(s"chattr +i $file"), "only root may, and only on some file systems")
        writer(directory, "count = 1") { muster =>
          backsOff(muster, s"cannot write $file: Operation not permitted; will not mend by itself")
          eventually(names(directory) shouldBe Seq("same.txt"))
          content(file) shouldBe "old"
          sh(s"chattr -i $file") shouldBe true
          completes(muster)
        }
      } finally sh(s"chattr -i $file; rm -r $directory")
    }
  }

  "A directory that a file has taken the place of" should {
    "be made again once the file is gone, and the file is not touched" in {
      val directory = Files.createTempDirectory("files").toRealPath().resolve("out")
      writer(directory, "count = 1000000000, every = 1ms") { muster =>
        eventually(Files.exists(directory.resolve("same.txt")) shouldBe true)
        Files.move(directory, directory.resolveSibling("moved"))
        // The writer may have made it again in between.
        eventually { sh(s"rm -rf $directory"); Files.writeString(directory, "mine") }
        backsOff(muster, s"cannot write $directory: Not a directory; will not mend by itself")
        content(directory) shouldBe "mine"
        Files.delete(directory)
        eventually(Files.exists(directory.resolve("same.txt")) shouldBe true)
      }
      names(directory) shouldBe Seq("same.txt")
    }
  }
}
