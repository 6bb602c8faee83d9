package dev.muster.worker.redis

import java.time.Duration
import java.util.ServiceLoader
import java.util.concurrent.CountDownLatch

import scala.concurrent.duration.DurationInt
import scala.jdk.CollectionConverters._

import org.scalatest.OptionValues
import scala.util.Using

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.servers.{RedisCommands, RedisServer}
import dev.muster.worker.{RecordedContext, WorkerCommand, WorkerType}

/** Against a real Redis, started for each promise. */
class RedisSubscriberSpec extends AnyWordSpec with Matchers with OptionValues with RedisFixture {

  "A redis subscriber" should {

    "receive what is published to its channels and patterns" in withRedis() { redis =>
      val run = new Run(settings(redis.uri, "channels" -> List("demo"), "patterns" -> List("news.*")))
      run.awaitUp()
      run.worker.ups should contain("Subscribed to 'demo', 'news.*'")
      command(redis)("PUBLISH", "demo", "hi")
      command(redis)("PUBLISH", "news.today", "höher")
      eventually(run.results shouldBe List(new Message("demo", "hi"), new Message("news.today", "höher")))
      run.results.head.summary shouldBe "Received: hi"
      run.end()
    }

    "be a worker known by its short name" in withRedis() { redis =>
      val types = ServiceLoader.load(classOf[WorkerType]).iterator.asScala.toSeq
      val job = types.find(_.name == "redis-subscriber").value.read(new GivenFields(given(redis.uri)))
      val worker = new RecordedContext("redis")
      val actor = kit.spawn(job.start(worker))
      eventually(worker.ups should contain("Subscribed to 'demo'"))
      command(redis)("PUBLISH", "demo", "hi")
      eventually(worker.delivered should contain(new Message("demo", "hi")))
      actor ! WorkerCommand.Stop.INSTANCE
      kit.createTestProbe[Any]().expectTerminated(actor, 30.seconds)
      eventually(command(redis)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 0")
    }

    "fail with a readable cause when there is no Redis" in {
      val redis = new RedisServer(0)
      val run = new Run(settings(redis.uri))
      run.failure shouldBe s"connection refused by 127.0.0.1:${redis.port}"
      run.worker.ups shouldBe empty
      redis.close()
    }

    "tell the gap when Redis was killed and came back, and be subscribed once" in withRedis() { redis =>
      val run = new Run(settings(redis.uri))
      run.awaitUp()
      redis.kill()
      eventually(run.worker.degradations should contain(s"connection to 127.0.0.1:${redis.port} lost, reconnecting"))
      redis.start()
      run.awaitUp(2)
      command(redis)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 1"
      command(redis)("PUBLISH", "demo", "again") shouldBe "1"
      eventually(run.results should have size 2)
      run.results.head shouldBe a[Gap]
      run.results.head.summary should fullyMatch regex """Reconnected after \d+\.\d s; messages in between are lost"""
      run.results(1) shouldBe new Message("demo", "again")
      run.end()
    }

    "tell the gap when it was ended without a failure, and none when it never was there" in withRedis() { redis =>
      val absence = new Absence
      val missing = new RedisServer(0)
      new Run(
        settings(missing.uri),
        absence = absence
      ).failure shouldBe s"connection refused by 127.0.0.1:${missing.port}"
      missing.close()
      val first = new Run(settings(redis.uri), absence = absence)
      first.awaitUp()
      first.end()
      first.results shouldBe empty
      val next = new Run(settings(redis.uri), absence = absence)
      next.awaitUp()
      eventually(next.results.map(_.getClass) shouldBe List(classOf[Gap]))
      next.end()
    }

    "fail when Redis stays away longer than the grace" in withRedis() { redis =>
      val run = new Run(settings(redis.uri, "reconnect-grace" -> Duration.ofMillis(300)))
      run.awaitUp()
      redis.stop()
      run.failure shouldBe s"connection to 127.0.0.1:${redis.port} lost"
    }

    "notice by its heartbeat that Redis is frozen, and be subscribed once afterwards" in withRedis() { redis =>
      val quick =
        settings(redis.uri, "heartbeat" -> Duration.ofMillis(300), "heartbeat-timeout" -> Duration.ofMillis(300))
      val run = new Run(quick)
      run.awaitUp()
      redis.freeze()
      run.failure shouldBe s"127.0.0.1:${redis.port} gives no sign of life"
      redis.thaw()
      val next = new Run(settings(redis.uri))
      next.awaitUp()
      eventually(command(redis)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 1")
      next.end()
    }

    "live through silences with its heartbeat" in withRedis() { redis =>
      val run =
        new Run(
          settings(redis.uri, "heartbeat" -> Duration.ofMillis(50), "heartbeat-timeout" -> Duration.ofSeconds(4))
        )
      eventually(pings(redis) should be > 2)
      command(redis)("PUBLISH", "demo", "still here")
      eventually(run.results shouldBe List(new Message("demo", "still here")))
      run.end()
    }

    "name a wrong password without telling it" in withRedis("requirepass S3CR3T") { redis =>
      val run = new Run(settings(redis.uri, "password" -> "N0TS3CR3T"))
      run.failure shouldBe s"wrong password for 127.0.0.1:${redis.port}"
      new Run(settings(redis.uri)).failure shouldBe s"127.0.0.1:${redis.port} wants a password"
      val right = new Run(settings(redis.uri, "password" -> "S3CR3T"))
      right.awaitUp()
      right.end()
    }

    "count exactly what overflows a tiny buffer" in withRedis() { redis =>
      val gate = new CountDownLatch(1)
      val run = new Run(settings(redis.uri, "buffer" -> 10), gate)
      run.awaitUp()
      publish(redis)(20000)
      gate.countDown()
      command(redis)("PUBLISH", "demo", "last")
      eventually {
        run.results.size + run.dropped("buffer-full") shouldBe 20001
      }
      run.dropped("buffer-full") should be > 0L
      run.end()
    }

    "count what is still queued when it is stopped" in withRedis() { redis =>
      val gate = new CountDownLatch(1)
      val run = new Run(settings(redis.uri, "max-payload" -> 8L, "heartbeat" -> Duration.ofMillis(50)), gate)
      run.awaitUp()
      publish(redis)(1000)
      // When this one is counted, all before it have been read.
      command(redis)("PUBLISH", "demo", "123456789")
      eventually(run.dropped("too-large") shouldBe 1)
      run.stop()
      gate.countDown()
      eventually(run.results.size + run.dropped("aborted") shouldBe 1000)
      run.dropped("aborted") should be > 900L
    }

    "drop and count payloads over its limit" in withRedis() { redis =>
      val run = new Run(settings(redis.uri, "max-payload" -> 8L))
      run.awaitUp()
      command(redis)("PUBLISH", "demo", "123456789")
      command(redis)("PUBLISH", "demo", "12345678")
      eventually(run.results shouldBe List(new Message("demo", "12345678")))
      run.end()
      eventually(run.dropped("too-large") shouldBe 1)
    }

    "give binary payloads on byte for byte, all bytes and none" in withRedis() { redis =>
      val run = new Run(settings(redis.uri, "payload" -> Payload.BINARY))
      run.awaitUp()
      Using.resource(new RedisCommands(redis.port)) { commands =>
        odd.foreach(commands.publish("demo", _))
      }
      eventually(run.results.map { case m: BinaryMessage => m.payload.toSeq } shouldBe odd.map(_.toSeq))
      run.results.foreach(_.summary should not include regex("[\\x00-\\x1f\\x7f]"))
      run.end()
    }

    "put a mark in the place of bytes that are no text" in withRedis() { redis =>
      val run = new Run(settings(redis.uri))
      run.awaitUp()
      Using.resource(new RedisCommands(redis.port)) { commands =>
        odd.foreach(commands.publish("demo", _))
        commands.publish("demo", "gr\u00fc\u00df dich".getBytes("UTF-8"))
      }
      eventually(run.results should have size 5)
      run.results.head shouldBe new Message("demo", "")
      run.results(1) shouldBe new Message("demo", "a\ufffdb")
      run.results(2) shouldBe new Message("demo", "cut\ufffd")
      run.results(4) shouldBe new Message("demo", "gr\u00fc\u00df dich")
      run.end()
    }

    "leave no threads and no connections behind after 50 starts and stops" in withRedis() { redis =>
      for (_ <- 1 to 50) {
        val run = new Run(settings(redis.uri))
        run.awaitUp()
        run.end()
      }
      threads("lettuce").size should be <= 5
      eventually(command(redis)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 0")
    }
  }

  /** Nothing, a byte that UTF-8 has not, a character cut in half, and every byte there is. */
  private val odd: List[Array[Byte]] =
    List("", "a\u00ffb", "cut\u00e2\u0082").map(_.getBytes("ISO-8859-1")) :+ Array.tabulate(256)(_.toByte)

  private def pings(redis: RedisServer): Int =
    "cmdstat_ping:calls=(\\d+)".r.findFirstMatchIn(command(redis)("INFO", "commandstats")).fold(0)(_.group(1).toInt)
}
