package dev.muster.cli.progress

import dev.muster.cli.terminal.Screenful
import java.io.{ByteArrayOutputStream, IOException, OutputStream}
import java.nio.charset.StandardCharsets.UTF_8

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** The last line of a terminal, and what others write above it. */
final class ProgressLineSpec extends AnyWordSpec with Matchers {
  private val erase = "\r\u001b[K"

  private class Fixture {
    val terminal = new ByteArrayOutputStream
    val line = new ProgressLine(terminal)
    private val other = line.over(terminal)
    def write(text: String): Unit = other.write(text.getBytes(UTF_8))
    def written: String = terminal.toString(UTF_8)
  }

  "A progress line" should {
    "be erased before whatever is written, and be drawn again below" in new Fixture {
      line.show("1 of 2")
      write("a result\n")
      written shouldBe s"${erase}1 of 2${erase}a result\n${erase}1 of 2"
      new Screenful(written).lines shouldBe Seq("a result", "1 of 2")
    }

    "draw only what is new" in new Fixture {
      line.show("1 of 2")
      line.show("1 of 2")
      line.show("2 of 2")
      written shouldBe s"${erase}1 of 2${erase}2 of 2"
    }

    "keep out of a line that somebody has begun, until it is ended" in new Fixture {
      line.show("1 of 2")
      write("half")
      line.show("2 of 2")
      write(" and half\n")
      written shouldBe s"${erase}1 of 2${erase}half and half\n${erase}2 of 2"
    }

    "leave nothing behind" in new Fixture {
      line.show("1 of 2")
      line.close()
      line.show("2 of 2")
      write("the end\n")
      written shouldBe s"${erase}1 of 2${erase}the end\n"
      new Screenful(written).lines shouldBe Seq("the end", "")
    }

    "go when there is nothing more to be shown" in new Fixture {
      line.show("1 of 2")
      line.show("")
      write("the end\n")
      written shouldBe s"${erase}1 of 2${erase}the end\n"
    }

    "keep to itself that its terminal has gone, but not from those who write" in {
      val gone = new OutputStream {
        override def write(b: Int): Unit = throw new IOException("Input/output error")
      }
      val line = new ProgressLine(gone)
      line.show("1 of 2")
      line.close()
      an[IOException] should be thrownBy line.over(gone).write("x\n".getBytes(UTF_8))
    }
  }
}
