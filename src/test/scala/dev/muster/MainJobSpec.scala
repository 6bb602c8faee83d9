package dev.muster

import java.nio.file.{Files, Path}
import java.time.{Duration, Instant}

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.guardian.Verb
import dev.muster.report.WorkerState._
import dev.muster.servers.{MySqlServer, RedisServer}
import io.lettuce.core.RedisClient
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec
import org.scalatest.{BeforeAndAfterAll, BeforeAndAfterEach}

/** The main job: Redis, HTTP, files and MySQL under one guardian, with real servers that come, go and are killed. */
class MainJobSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll with BeforeAndAfterEach {

  /** Joining is promised within 12 s of a server's start; three times that on a slow machine. */
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(36.seconds, 50.millis)

  private val redis = new RedisServer(0)
  private val mysql = MySqlServer.onFreePort()
  private val web = new LocalWeb("x" * 1256)
  private var directory: Path = _

  override protected def beforeEach(): Unit = directory = Files.createTempDirectory(Path.of("target"), "files")
  override protected def afterAll(): Unit = { redis.close(); mysql.close(); web.close() }

  private def conf(password: String = MySqlServer.PASSWORD): String = s"""
    muster.workers {
      redis { type = redis-subscriber, uri = "${redis.uri}", channels = [demo] }
      http { type = http-fetcher, urls = ["${web.url}"], repeat = 5 }
      files { type = file-writer, directory = "$directory", name = "output_{n}.txt", text = "[File] Written by task {n}\\n", count = 5 }
      mysql { type = mysql-query, url = "${mysql.url}", user = ${MySqlServer.USER}, password = "$password"
              query = "SELECT 'Hello from DB'", schedule { run = every, every = 200ms } }
    }"""

  private def running[T](conf: String)(test: RunningMuster => T): T = {
    val muster = new RunningMuster(conf)
    try test(muster)
    finally muster.close()
  }

  private def publish(message: String): Unit = {
    val client = RedisClient.create(redis.uri)
    try client.connect().sync().publish("demo", message)
    finally client.shutdown()
  }

  private def receives(muster: RunningMuster): Unit = {
    val before = muster.worker("redis").account.delivered
    eventually { publish("hi"); muster.worker("redis").account.delivered should be > before }
  }

  private def queries(muster: RunningMuster): Unit = {
    val before = muster.worker("mysql").account.delivered
    eventually(muster.worker("mysql").account.delivered should be > before)
  }

  private def backsOff(muster: RunningMuster, name: String): Unit = eventually {
    val worker = muster.worker(name)
    worker.state shouldBe BACKING_OFF
    worker.nextAttemptAt should not be null
    worker.nextAttemptAt.isAfter(Instant.now().minusSeconds(1)) shouldBe true
    worker.lastFailure should include("refused")
  }

  "With Redis and MySQL missing, Muster" should {
    "complete files and HTTP, show when the others are tried next, and let each join by itself" in running(conf()) {
      muster =>
        eventually(muster.state("files") shouldBe COMPLETED)
        eventually(muster.state("http") shouldBe COMPLETED)
        backsOff(muster, "redis")
        backsOff(muster, "mysql")
        mysql.start()
        queries(muster)
        muster.state("redis") should (be(BACKING_OFF) or be(STARTING))
        redis.start()
        eventually(muster.state("redis") shouldBe RUNNING)
        receives(muster)
        muster.worker("files").account.delivered shouldBe 5
        muster.worker("http").account.delivered shouldBe 5
    }
  }

  "The four jobs" should {
    "print the lines of the script" in running(conf()) { muster =>
      eventually(muster.state("redis") shouldBe RUNNING)
      receives(muster)
      queries(muster)
      eventually {
        muster.worker("redis").message shouldBe "Subscribed to 'demo'"
        muster.lines should contain("[redis] Received: hi")
        muster.lines should contain(s"[http] #0: 1256 bytes from ${web.url}")
        muster.lines should contain("[files] Written output_0.txt")
        muster.lines should contain("[mysql] Result: (0, 'Hello from DB')")
      }
      eventually(muster.state("files") shouldBe COMPLETED)
      Files.readString(directory.resolve("output_4.txt")) shouldBe "[File] Written by task 4\n"
    }

    "go on through kills of both servers, again and again, with closed books" in running(conf()) { muster =>
      for (_ <- 1 to 3) {
        eventually(muster.state("redis") shouldBe RUNNING)
        receives(muster)
        queries(muster)
        redis.kill()
        mysql.kill()
        eventually {
          val down = muster.worker("redis")
          (down.degraded || down.state == BACKING_OFF) shouldBe true
        }
        eventually(muster.worker("mysql").attempt should be > 0)
        redis.start()
        mysql.start()
      }
      eventually(muster.state("redis") shouldBe RUNNING)
      receives(muster)
      queries(muster)
      val last = muster.drained()
      last.workers.asScala.foreach(w => withClue(w.name + ": ")(w.account.inFlight shouldBe 0))
    }
  }

  "A wrong password" should {
    "make only MySQL back off, and be told without the secret" in running(conf(password = "S3CR3T-canary")) { muster =>
      eventually {
        muster.state("mysql") shouldBe BACKING_OFF
        val mysql = muster.worker("mysql")
        mysql.lastFailure should (include("denied") and include("will not mend by itself"))
        Duration.between(mysql.since, mysql.nextAttemptAt).toSeconds should be >= 5L
      }
      eventually(muster.state("files") shouldBe COMPLETED)
      muster.roster.toString should not include "S3CR3T"
      muster.lines.mkString should not include "S3CR3T"
    }
  }

  "Verbs" should {
    "work on the built-in workers" in running(conf()) { muster =>
      eventually(muster.state("redis") shouldBe RUNNING)
      for (name <- Seq("redis", "mysql")) {
        muster.order(name, Verb.PAUSE).done shouldBe true
        eventually(muster.state(name) shouldBe PAUSED)
        muster.order(name, Verb.RESUME).done shouldBe true
        eventually(muster.state(name) should (be(RUNNING) or be(WAITING)))
        muster.order(name, Verb.STOP).done shouldBe true
        eventually(muster.state(name) shouldBe STOPPED)
        muster.order(name, Verb.RESTART).done shouldBe true
        eventually(muster.state(name) should (be(RUNNING) or be(WAITING)))
      }
      receives(muster)
      queries(muster)
    }
  }
}
