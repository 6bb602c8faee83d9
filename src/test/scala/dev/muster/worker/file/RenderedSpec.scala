package dev.muster.worker.file

import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class RenderedSpec extends AnyWordSpec with Matchers {
  private val texts =
    Seq("{n}\n", "[{worker}] {n} at {now}, {braces}\n", "grüße: {now}{n}\n", "first of {n}\nsecond\n", "\n\nthird\n")

  private def bytes(text: String): String = new String(text.getBytes(UTF_8), ISO_8859_1)

  "A text that breaks off" should {
    "be told by every beginning of it, to the byte" in {
      for (text <- texts; number <- Seq(0L, 123L, Long.MaxValue)) {
        val template = Template.of(text, "files")
        val before = bytes("of somebody else\n" + template.render(1) * 3)
        val last = bytes(template.render(number))
        last.length should be <= template.rendered.longest
        for (cut <- 1 until last.length) withClue(text -> cut) {
          val file = before + last.take(cut)
          template.rendered.tornBytes(file, true) shouldBe cut
          template.rendered.tornBytes(file.takeRight(template.rendered.longest + 1), false) shouldBe cut
        }
      }
    }

    "not be seen in whole texts, nor in what was not written by this worker" in {
      for (text <- texts) withClue(text) {
        val template = Template.of(text, "files")
        template.rendered.tornBytes(bytes(template.render(1) * 3), true) shouldBe 0
        template.rendered.tornBytes("root:x:0:0:root:/root:/bin/bash", true) shouldBe 0
      }
    }
  }
}
