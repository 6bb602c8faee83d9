package dev.muster.cli.live

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.{Try, Using}

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import dev.muster.RunningJar
import dev.muster.servers.{RedisCommands, RedisServer}
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** An operator with nothing but the jar, during an outage of Redis. */
final class LiveJarSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(45.seconds, 100.millis)

  private def conf(redis: RedisServer): String = s"""muster {
    exit-when-done = false
    workers {
      redis { type = redis-subscriber, uri = "${redis.uri}", channels = [demo]
              reconnect-grace = 500ms, supervision.max-backoff = 1s }
      files { type = file-writer, directory = out, count = 1000000, every = 100ms }
    }
  }"""

  private case class Typed(code: Int, out: String, err: String)

  private def told(jar: RunningJar): Typed = Using.resource(jar)(it => Typed(it.ended(), it.out, it.err))

  private def objects(jar: RunningJar): Seq[JsonNode] =
    jar.out.linesIterator.flatMap(line => Try(new ObjectMapper().readTree(line)).toOption).toSeq

  private final class Operator(jar: RunningJar) {
    private val listens = """listens at (http://127\.0\.0\.1:\d+)/""".r
    val url: String = eventually(listens.findFirstMatchIn(jar.err).get.group(1))
    def begins(arguments: String*): RunningJar = new RunningJar(None, RunningJar.quick, arguments ++ Seq("--url", url))

    def does(arguments: String*): Typed = told(begins(arguments: _*))
  }

  private def worker(watch: RunningJar, name: String): JsonNode =
    objects(watch).last.get("workers").elements.asScala.find(_.get("name").asText == name).get

  "The live commands" should {
    "show an outage from its beginning to its end, and obey meanwhile" in
      Using.resource(RedisServer.started()) { redis =>
        Using.resource(RunningJar.run(conf(redis), RunningJar.quick)()) { jar =>
          val operator = new Operator(jar)
          import operator.{begins, does}
          Using.resources(begins("status", "--watch", "--json", "--interval=0.2"), begins("tail", "redis", "--json")) {
            (watch, tail) =>
              def state(name: String) = Try(worker(watch, name).get("state").asText).getOrElse("")
              eventually(state("redis") shouldBe "RUNNING")
              redis.kill()
              eventually {
                state("redis") shouldBe "BACKING_OFF"
                worker(watch, "redis").get("last-failure").asText should include("connection refused")
              }
              // It says so at each attempt, so that it is seen however late tail is there.
              eventually(tail.out should include("BACKING_OFF"))
              val level = begins("log-level", "redis", "debug")
              val table = does("status").out
              table should include regex """(?m)^redis +redis-subscriber +(BACKING_OFF|STARTING).* last failure: connection"""
              table should include regex """(?m)^files +file-writer +RUNNING """
              told(level) shouldBe Typed(0, "[redis] logs at DEBUG\n", "")
              eventually(does("trigger", "redis").code shouldBe 0)

              redis.start()
              eventually(state("redis") shouldBe "RUNNING")
              Using.resource(new RedisCommands(redis.port))(_.run("PUBLISH", "demo", "hi") shouldBe "1")
              eventually {
                objects(tail).map(_.get("event").asText) should (contain("state") and contain("result"))
              }

              val restart = begins("restart", "redis")
              val pause = does("pause", "files", "nope")
              pause should matchPattern { case Typed(6, "[files] pausing\n", _) => }
              pause.err should startWith("[nope] ")
              told(restart).code shouldBe 0
              eventually(state("files") shouldBe "PAUSED")
              does("resume", "files").code shouldBe 0
              eventually(state("files") shouldBe "RUNNING")
              eventually(state("redis") shouldBe "RUNNING")
              val stop = does("stop", "files", "--json")
              stop.code shouldBe 0
              new ObjectMapper().readTree(stop.out).get("verb").asText shouldBe "stop"
              eventually(state("files") shouldBe "STOPPED")
          }
          jar.signal("TERM")
          jar.ended() shouldBe 143
          val gone = does("status")
          gone.code shouldBe 7
          gone.err should startWith(s"nothing listens at ${operator.url}")
        }
      }
  }
}
