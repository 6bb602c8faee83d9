package dev.muster.worker.redis

import scala.concurrent.duration._
import scala.util.Using

import dev.muster.{Canaries, RunningMuster}
import dev.muster.faults.{Fault, FaultProxy, RawHttpStub}
import dev.muster.guardian.Verb
import dev.muster.report.Roster
import dev.muster.report.WorkerState._
import dev.muster.servers.{RedisCommands, RedisServer}
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What befalls Redis, in the whole application: it is said, it passes, it is accounted for, and nobody else notices.
  */
class RedisOutagesSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(36.seconds, 20.millis)

  private final class Running(val muster: RunningMuster, canaries: Canaries) {
    def redis: Roster.Entry = muster.worker("redis")
    def gaps: Seq[String] = muster.lines.filter(_.startsWith("[redis] Reconnected after"))

    def awaitUp(): Unit = eventually((redis.state, redis.degraded) shouldBe ((RUNNING, false)))
    def awaitFailure(clause: String): Unit = eventually(redis.lastFailure shouldBe clause)
    def undisturbed(body: => Unit): Unit = canaries.undisturbed(muster)(body)

    /** Lets the outage last for so many results of each neighbour, ten a second. Gives the seconds. */
    def last(results: Int): Double = canaries.awaitResults(muster, results)

    /** One gap is told, of about so many seconds, and it is a result like any other. */
    def awaitGap(seconds: Double): Unit = {
      eventually(gaps should have size 1)
      val told = "after ([0-9.]+) s".r.findFirstMatchIn(gaps.head).get.group(1).toDouble
      told should (be >= seconds - 0.2 and be < seconds + 10)
      s"[redis] ${redis.account.notes.get("latest gap")}" should startWith(gaps.head)
    }
  }

  /** Where no silence is to be noticed, the heartbeat waits for longer than a machine stands still. */
  private val quick = "700ms"

  private def running(uri: String, more: String = "", heartbeatTimeout: String = "30s")(test: Running => Unit): Unit =
    Using.resource(new Canaries) { canaries =>
      val conf = s"""muster.workers {
        redis { type = redis-subscriber, uri = "$uri", channels = [demo]
                heartbeat = 300ms, heartbeat-timeout = $heartbeatTimeout
                supervision { min-backoff = 100ms, max-backoff = 1s }
                $more }
        ${canaries.stanzas}
      }"""
      Using.resource(new RunningMuster(conf)) { muster =>
        eventually(Seq("tick", "tweet").foreach(muster.worker(_).account.delivered should be > 0L))
        test(new Running(muster, canaries))
        val account = muster.drained().worker("redis").get.account
        account.inFlight shouldBe 0
      }
    }

  private def command(redis: RedisServer)(words: String*): String =
    Using.resource(new RedisCommands(redis.port))(_.run(words: _*))

  private def withRedis(lines: String*)(body: RedisServer => Unit): Unit =
    Using.resource(RedisServer.started(lines: _*))(body)

  "An outage of Redis" should {

    "be told as one gap when Redis was frozen for longer than the heartbeat waits" in withRedis() { redis =>
      running(redis.uri, heartbeatTimeout = quick) { app =>
        app.awaitUp()
        app.undisturbed {
          redis.freeze()
          app.awaitFailure(s"127.0.0.1:${redis.port} gives no sign of life")
          app.last(15)
          redis.thaw()
          app.awaitUp()
        }
        app.awaitGap(2.2)
        eventually(command(redis)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 1")
        eventually(app.redis.account.delivered shouldBe 1)
      }
    }

    "be told as one gap when Redis was killed and the grace was over" in withRedis() { redis =>
      running(redis.uri, "reconnect-grace = 500ms") { app =>
        app.awaitUp()
        app.undisturbed {
          redis.kill()
          app.awaitFailure(s"connection refused by 127.0.0.1:${redis.port}")
          redis.start()
          app.awaitUp()
        }
        app.awaitGap(0.5)
        command(redis)("PUBLISH", "demo", "back") shouldBe "1"
        eventually(app.redis.account.delivered shouldBe 2)
      }
    }

    "be told as one gap when Redis came back with a password and lost it again" in withRedis() { redis =>
      running(redis.uri, "reconnect-grace = 300ms") { app =>
        app.awaitUp()
        val admin = new RedisCommands(redis.port)
        app.undisturbed {
          admin.run("CONFIG", "SET", "requirepass", "S3CR3T") shouldBe "OK"
          command(redis)("AUTH", "S3CR3T") shouldBe "OK"
          admin.run("CLIENT", "KILL", "TYPE", "pubsub")
          app.awaitFailure(s"127.0.0.1:${redis.port} wants a password; will not mend by itself")
          val attempts = app.redis.restarts
          val seconds = app.last(20)
          // At the slow end of the backoff, a second.
          app.redis.restarts - attempts should be <= 2L + seconds.toLong
          admin.run("CONFIG", "SET", "requirepass", "") shouldBe "OK"
          app.awaitUp()
        }
        admin.close()
        app.awaitGap(2)
      }
    }

    "be told as one gap each when it is a pause, a restart or a stop that somebody ordered" in withRedis() { redis =>
      running(redis.uri) { app =>
        app.awaitUp()
        def order(verb: Verb): Unit = app.muster.order("redis", verb).done shouldBe true
        def awaitGaps(count: Long): Unit = {
          eventually(app.gaps should have size count)
          app.awaitUp()
        }
        order(Verb.PAUSE)
        eventually(app.redis.state shouldBe PAUSED)
        order(Verb.RESUME)
        awaitGaps(1)
        order(Verb.RESTART)
        awaitGaps(2)
        order(Verb.STOP)
        eventually(app.redis.state shouldBe STOPPED)
        order(Verb.RESTART)
        awaitGaps(3)
        eventually(command(redis)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 1")
      }
    }

    "be no gap when Redis was not there yet" in Using.resource(new RedisServer(0)) { redis =>
      running(redis.uri) { app =>
        app.undisturbed {
          app.awaitFailure(s"connection refused by 127.0.0.1:${redis.port}")
          redis.start()
          app.awaitUp()
        }
        command(redis)("PUBLISH", "demo", "hi") shouldBe "1"
        eventually(app.redis.account.delivered shouldBe 1)
        app.gaps shouldBe empty
      }
    }

    "be seen on a link that is half open" in withRedis() { redis =>
      Using.resource(new FaultProxy(redis.port)) { proxy =>
        // Long enough for the failure before it to be seen.
        running(proxy.uri("redis"), "connect-timeout = 2s", quick) { app =>
          app.awaitUp()
          app.undisturbed {
            proxy.set(Fault.Stall)
            app.awaitFailure(s"127.0.0.1:${proxy.port} gives no sign of life")
            app.awaitFailure(s"no answer from 127.0.0.1:${proxy.port} within 2.0 s")
            proxy.set(Fault.None)
            app.awaitUp()
          }
          app.awaitGap(1)
          eventually(command(redis)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 1")
        }
      }
    }

    "be told once when Redis disconnected a subscriber that was too slow" in
      withRedis("client-output-buffer-limit pubsub 1mb 0 0") { redis =>
        Using.resource(new FaultProxy(redis.port)) { proxy =>
          running(proxy.uri("redis")) { app =>
            app.awaitUp()
            app.undisturbed {
              proxy.set(Fault.Stall)
              Using.resource(new RedisCommands(redis.port)) { commands =>
                (1 to 64).foreach(_ => commands.run("PUBLISH", "demo", "x" * 1000000))
              }
              eventually(command(redis)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 0")
              proxy.set(Fault.None)
              eventually(app.gaps should have size 1)
              app.awaitUp()
            }
            app.redis.restarts shouldBe 0
          }
        }
      }

    "be said in the server's words when it has too many clients" in withRedis("maxclients 1") { redis =>
      val only = eventually {
        val client = new RedisCommands(redis.port)
        client.run("PING") shouldBe "PONG"
        client
      }
      running(redis.uri) { app =>
        app.undisturbed {
          app.awaitFailure(s"127.0.0.1:${redis.port} said: ERR max number of clients reached")
          only.close()
          app.awaitUp()
        }
      }
    }

    "be no busy loop when something else listens on the port and hangs up" in Using.resource(new RawHttpStub) { web =>
      running(s"redis://127.0.0.1:${web.port}") { app =>
        app.undisturbed {
          eventually(app.redis.restarts should be > 0L)
          val attempts = app.redis.restarts
          val seconds = app.last(30)
          // The pauses grow to a second.
          app.redis.restarts - attempts should be <= 3L + seconds.toLong
          app.redis.lastFailure shouldBe s"127.0.0.1:${web.port} hung up"
        }
      }
    }

    "be no busy loop when there is no such host" in running("redis://no-such-host.invalid") { app =>
      app.undisturbed {
        eventually(app.redis.lastFailure should startWith("unknown host in no-such-host.invalid:6379"))
        val attempts = app.redis.restarts
        val seconds = app.last(20)
        app.redis.restarts - attempts should be <= 5L + seconds.toLong
      }
    }
  }
}
