package dev.muster

import java.io.{BufferedReader, InputStreamReader}
import java.nio.file.{Files, Path}
import java.util.concurrent.CompletableFuture

import scala.concurrent.duration._
import scala.util.Using

import com.fasterxml.jackson.databind.ObjectMapper
import dev.muster.servers.{RedisCommands, RedisServer}
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** More than anyone can take: what is too much is dropped and counted, and memory does not grow. */
class FloodJarSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(60.seconds, 100.millis)
  private val messages = 1_000_000
  private val readAtFirst = 20_000

  private def conf(redis: RedisServer, directory: String): String = s"""muster {
    exit-when-done = true
    reporter.sinks { console.enabled = false, jsonl { enabled = true, path = "$directory/pipe" } }
    workers.redis { type = redis-subscriber, uri = "${redis.uri}", channels = [demo], limit = $messages
                    connect-timeout = 10s, heartbeat-timeout = 30s }
  }"""

  "A million messages into a slow sink" should {
    "close the books to the last one, in a heap of 64 MB" in Using.resource(
      RedisServer.started(
        "client-output-buffer-limit pubsub 0 0 0"
      )
    ) { redis =>
      val directory = Files.createTempDirectory(Path.of("target").toAbsolutePath, "flood-")
      require(new ProcessBuilder("mkfifo", directory.resolve("pipe").toString).start().waitFor() == 0)
      val jvm = Seq("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
      Using.resource(RunningJar.run(conf(redis, directory.toString), jvm)("--summary", "summary.json")) { jar =>
        val published = new CompletableFuture[Unit]()
        val read = CompletableFuture.supplyAsync(() => readLines(directory.resolve("pipe"), published))
        Using.resource(new RedisCommands(redis.port)) { commands =>
          eventually(commands.run("PUBSUB", "NUMSUB", "demo") shouldBe "demo 1")
          commands.publish("demo", messages)
        }
        published.complete(())
        withClue(jar.err)(jar.ended(240) shouldBe 0)
        val books = new ObjectMapper().readTree(jar.directory.resolve("summary.json").toFile).at("/workers/redis")
        books.get("emitted").asLong shouldBe messages
        books.get("delivered").asLong shouldBe read.join()
        val dropped = books.at("/dropped/buffer-full").asLong
        dropped should be > 0L
        books.get("delivered").asLong + dropped shouldBe messages
      }
    }
  }

  /** Reads a little, waits until all is published, and reads the rest. */
  private def readLines(pipe: Path, published: CompletableFuture[Unit]): Long =
    Using.resource(new BufferedReader(new InputStreamReader(Files.newInputStream(pipe)))) { in =>
      val lines = Iterator.continually(in.readLine()).takeWhile(_ != null)
      val first = lines.take(readAtFirst).size.toLong
      published.join()
      first + Iterator.continually(in.readLine()).takeWhile(_ != null).size
    }
}
