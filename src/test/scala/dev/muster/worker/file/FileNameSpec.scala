package dev.muster.worker.file

import java.nio.ByteBuffer
import java.nio.file.Files

import scala.util.Random

import dev.muster.worker.GivenFields
import org.scalatest.wordspec.AnyWordSpec

class FileNameSpec extends AnyWordSpec with Writers {
  "A file's name" should {
    "be refused with its stanza when it leads anywhere else" in {
      for (
        name <- Seq(
          "../x",
          "/etc/passwd",
          "a/b",
          "..",
          ".hidden",
          "a\u0000b",
          "%2e%2e",
          "a b",
          "ü",
          "x" * 129,
          "",
          "a\\b",
          "{x}"
        )
      )
        withClue(name) {
          problems("name" -> name) shouldBe Seq("name")
        }
    }

    "never lead out of the directory, whatever it is made of" in {
      val seed = System.nanoTime()
      info(s"seed $seed")
      val random = new Random(seed)
      val pieces =
        Vector("..", "/", "\\", ".", "%2e", "\u0000", "a", "output", "~", "\n", "ü", "-", "_", "//", "C:", "{n}")
      val outer = fresh()
      val directory = Files.createDirectory(outer.resolve("inner"))
      val settings = TextFileWriterSettings.read(new GivenFields(Map("directory" -> directory.toString), "files"))
      val confined = new Replacing(ConfinedDirectory.open(settings), settings, "files")
      for (_ <- 1 to 10000) {
        val name = Seq.fill(random.nextInt(8))(pieces(random.nextInt(pieces.size))).mkString
        try confined.write(name, ByteBuffer.wrap("x".getBytes))
        catch { case refused: java.io.IOException => refused.getMessage should not be empty }
      }
      confined.end()
      names(outer) shouldBe Seq("inner")
      names(directory).foreach(_ should fullyMatch regex "[A-Za-z0-9_-][A-Za-z0-9._-]*")
    }

    "be refused when it is a link, a directory or a pipe" in {
      for (mode <- Seq("replace", "append")) withClue(mode) {
        val directory = fresh()
        def refused = failure("directory" -> directory.toString, "mode" -> mode)
        val target = directory.resolve("output_0.txt")
        val outside = Files.writeString(fresh().resolve("canary"), "alive")
        Files.createSymbolicLink(target, outside)
        refused shouldBe
          s"cannot write ${target}: Is a symbolic link"
        Files.readString(outside) shouldBe "alive"
        Files.delete(target)
        Files.createDirectory(target)
        refused should endWith("Is not a regular file")
        Files.delete(target)
        fifo(target)
        refused should endWith("Is not a regular file")
      }
    }

    "be claimed, so that no two workers write one file" in {
      val one = new GivenFields(Map("directory" -> "/srv/x/../out", "name" -> "{worker}_{n}.txt"), "files")
      new TextFileWriter().read(one)
      one.claims.toSeq shouldBe Seq("file /srv/out/files_{n}.txt")
    }
  }
}
