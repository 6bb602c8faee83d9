package dev.muster.worker.http

import dev.muster.faults.RawHttpStub.{head, whole}
import org.apache.pekko.util.ByteString
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class FramingSpec extends AnyWordSpec with Matchers {
  private val chunked = head(200, "Transfer-Encoding: chunked")

  private val orderly = Seq(
    whole("hello"),
    whole(""),
    head(204),
    head(304, "Content-Length: 5"),
    head(100) + whole("after a 100"),
    chunked + "5\r\nhello\r\n0\r\n\r\n",
    chunked + "A;name=value\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n",
    head(200, "content-LENGTH:   2") + "ok"
  )

  private val disorderly = Seq(
    whole("hello") + "x",
    whole("hello") + whole("smuggled"),
    head(200) + "no length",
    head(200, "Content-Length: 2", "Content-Length: 2") + "ok",
    head(200, "Content-Length: 2", "Transfer-Encoding: chunked") + "2\r\nok\r\n0\r\n\r\n",
    head(200, "Transfer-Encoding: gzip, chunked") + "2\r\nok\r\n0\r\n\r\n",
    head(200, "Content-Length: +2") + "ok",
    head(200, "Content-Length: 2", "Connection: Keep-Alive, Close") + "ok",
    head(200, "Content-Length: 2").replace("1.1", "1.0") + "ok",
    chunked + "zz\r\nok\r\n0\r\n\r\n",
    chunked + "2\r\nok too long\r\n0\r\n\r\n",
    chunked + "0\r\n\r\n" + whole("smuggled"),
    "SSH-2.0-OpenSSH\r\n\r\n",
    whole("hello").dropRight(1),
    chunked + "5\r\nhel"
  )

  private def reusable(pieces: Iterator[String]): Boolean = {
    val framing = new Framing
    framing.expect(false)
    pieces.foreach(piece => framing.follow(ByteString(piece)))
    framing.reusable()
  }

  "A connection" should {
    "be used again after an answer that ended where it said, however it was cut into pieces" in {
      for (answer <- orderly; size <- Seq(1, 3, 1000)) withClue(answer) {
        reusable(answer.grouped(size)) shouldBe true
      }
    }

    "not be used again in any doubt" in {
      for (answer <- disorderly; size <- Seq(1, 3, 1000)) withClue(answer) {
        reusable(answer.grouped(size)) shouldBe false
      }
    }

    "not be used again when something came unasked" in {
      val framing = new Framing
      framing.follow(ByteString(head(408, "Content-Length: 0")))
      framing.reusable() shouldBe false
    }
  }
}
