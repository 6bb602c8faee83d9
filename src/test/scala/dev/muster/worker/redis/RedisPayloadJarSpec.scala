package dev.muster.worker.redis

import scala.concurrent.duration._
import scala.util.Using

import com.fasterxml.jackson.databind.ObjectMapper
import dev.muster.servers.{RedisCommands, RedisServer}
import dev.muster.{LocalWeb, RunningJar}
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** One message far above `max-payload`, in a small heap. */
class RedisPayloadJarSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(60.seconds, 100.millis)

  /** By default Redis disconnects a subscriber for which more than 32 MiB are waiting, also in one message. */
  private val unlimited = "client-output-buffer-limit pubsub 0 0 0"

  /** A collector that makes room for such a message, or a Redis that copies it, is no silence to be noticed. */
  private val patient = "connect-timeout = 10s, heartbeat-timeout = 30s"

  "A message of 64 MiB" should {
    "be dropped and counted in a heap of 256 MB, and disturb nobody" in
      Using.resources(RedisServer.started(unlimited), new LocalWeb("tweet")) { (redis, web) =>
        val conf = s"""muster {
          exit-when-done = true
          workers {
            redis { type = redis-subscriber, uri = "${redis.uri}", channels = [demo], limit = 3, $patient }
            tick { type = file-writer, directory = ticks, name = "tick_{n}.txt", text = tick, count = 60, every = 100ms }
            tweet { type = http-fetcher, urls = ["${web.url}"], repeat = 60, rate = 10 }
          }
        }"""
        val jvm = Seq("-Xmx256m", "-XX:+ExitOnOutOfMemoryError")
        Using.resource(RunningJar.run(conf, jvm)("--summary", "summary.json")) { jar =>
          Using.resource(new RedisCommands(redis.port)) { commands =>
            eventually(commands.run("PUBSUB", "NUMSUB", "demo") shouldBe "demo 1")
            commands.run("PUBLISH", "demo", "before") shouldBe "1"
            commands.publish("demo", new Array[Byte](64 << 20))
            commands.run("PUBLISH", "demo", "after") shouldBe "1"
          }
          withClue(jar.err)(jar.ended() shouldBe 0)
          jar.out should (include("Received: before") and include("Received: after"))
          val workers = new ObjectMapper().readTree(jar.directory.resolve("summary.json").toFile).get("workers")
          workers.at("/redis/delivered").asLong shouldBe 2
          workers.at("/redis/dropped/too-large").asLong shouldBe 1
          Seq("redis", "tick", "tweet").foreach(name => workers.get(name).get("restarts").asLong shouldBe 0)
          Seq("tick", "tweet").foreach(name => workers.get(name).get("delivered").asLong shouldBe 60)
          jar.err should not include "lost"
        }
      }
  }

  "A message larger than the memory" should {
    "be told as what ended its connection, and the next one arrives" in
      Using.resource(RedisServer.started(unlimited)) { redis =>
        val conf = s"""muster.workers.redis {
          type = redis-subscriber, uri = "${redis.uri}", channels = [demo], $patient }"""
        // Most of the memory that such a message needs is outside the heap; so little of it keeps the message small.
        Using.resource(RunningJar.run(conf, Seq("-Xmx128m", "-XX:MaxDirectMemorySize=24m"))()) { jar =>
          Using.resource(new RedisCommands(redis.port)) { commands =>
            eventually(commands.run("PUBSUB", "NUMSUB", "demo") shouldBe "demo 1")
            commands.publish("demo", new Array[Byte](32 << 20))
            eventually(jar.err should include("sent more than fits into the memory of this process"))
            eventually(jar.out should include("Reconnected after"))
            commands.run("PUBLISH", "demo", "after")
            eventually(jar.out should include("Received: after"))
          }
          jar.signal("TERM")
          jar.ended() shouldBe 143
        }
      }
  }
}
