package dev.muster.worker.redis

import java.time.Duration

import scala.util.Using

import io.netty.buffer.{ByteBuf, Unpooled}
import io.netty.channel.embedded.EmbeddedChannel
import io.netty.channel.{ChannelHandlerContext, ChannelInboundHandlerAdapter}
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.faults.RawRedisStub

/** What counts as a sign of life. */
class RedisHeartbeatSpec extends AnyWordSpec with Matchers with RedisFixture {

  /** Takes so many bytes of what comes. */
  private def decoder(bytes: Int) = new ChannelInboundHandlerAdapter {
    override def channelRead(context: ChannelHandlerContext, read: Any): Unit = {
      val buffer = read.asInstanceOf[ByteBuf]
      buffer.skipBytes(bytes)
      buffer.release()
      if (bytes < 3) throw new OutOfMemoryError("as the spec wants it")
    }
  }

  "A heartbeat" should {

    "not be satisfied by an answer that is swallowed by a message without end" in
      Using.resource(new RawRedisStub(announced = 100000000, sent = 3)) { redis =>
        val beat = Seq("heartbeat" -> Duration.ofMillis(200), "heartbeat-timeout" -> Duration.ofMillis(500))
        val run = new Run(settings(redis.uri, beat: _*))
        run.awaitUp()
        run.failure shouldBe s"127.0.0.1:${redis.port} gives no sign of life"
        redis.answered.get should be > 0
      }

    "wait for an answer behind a message that comes slowly but moves" in
      // In all longer than the heartbeat waits, which is a lot longer than from one byte to the next.
      Using.resource(new RawRedisStub(announced = 20, sent = 20, pause = 200)) { redis =>
        val beat = Seq("heartbeat" -> Duration.ofMillis(100), "heartbeat-timeout" -> Duration.ofSeconds(3))
        val run = new Run(settings(redis.uri, beat: _*))
        eventually(run.results shouldBe List(new Message("demo", "x" * 20)))
        run.worker.degradations shouldBe empty
        run.end()
      }
  }

  "Bytes that the decoder could not take" should {

    "be seen, and only those" in {
      for ((taken, found) <- Seq(3 -> 0, 0 -> 1, 2 -> 1)) {
        var times = 0
        val channel = new EmbeddedChannel(new Leftover(() => times += 1), decoder(taken))
        val bytes = Unpooled.copiedBuffer("abc".getBytes)
        if (found > 0) an[OutOfMemoryError] should be thrownBy channel.writeInbound(bytes)
        else channel.writeInbound(bytes)
        times shouldBe found
        bytes.refCnt shouldBe 0
      }
    }
  }
}
