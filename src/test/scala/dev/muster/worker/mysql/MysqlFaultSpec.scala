package dev.muster.worker.mysql

import java.time.Duration
import java.util.concurrent.atomic.AtomicLong

import scala.concurrent.{Await, Promise}
import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import org.apache.pekko.stream.KillSwitches
import org.apache.pekko.stream.scaladsl.{Keep, Sink}
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.servers.MySqlServer
import dev.muster.worker.Result

class MysqlFaultSpec extends AnyWordSpec with Matchers with MysqlRuns {

  /** A run that is under way: what it gave so far, how it ends, and its switch. */
  private final class Going(runs: QueryRuns) {
    val seen = new AtomicLong()
    private val (switch, done) = runs
      .next()
      .asScala
      .viaMat(KillSwitches.single)(Keep.right)
      .toMat(Sink.foreach(_ => seen.incrementAndGet()))(Keep.both)
      .run()
    val end = done
    def stop(): Unit = switch.shutdown()
  }

  private def workersThreads(): Seq[String] =
    Thread.getAllStackTraces.keySet.asScala.map(_.getName).filter(_.contains("mysql-mysql")).toSeq

  /** Hours of work that the server goes on with when its client is gone; it would notice during a SLEEP. */
  private val busy = "SELECT BENCHMARK(100000000000, MD5('x'))"

  private def rowsSent(): Seq[String] = server
    .query("SELECT sent_rows FROM information_schema.processlist WHERE user = 'demo' AND info IS NOT NULL")
    .asScala
    .map(_.get(0))
    .toSeq

  "A missing server" should {
    "fail the run in one clause, and not the next one when it is there" in {
      val late = MySqlServer.onFreePort()
      try {
        failure("url" -> late.url()) shouldBe s"connection refused (127.0.0.1:${late.port()})"
        late.start()
        results("url" -> late.url(), "query" -> "SELECT 1").map(_.summary()) shouldBe Seq("Result: (0, 1)")
      } finally late.close()
    }

    "leave no thread behind, however often it is tried" in {
      val before = workersThreads().size
      for (_ <- 1 to 50) failure("url" -> "jdbc:mysql://127.0.0.1:1/demo")
      workersThreads().size should be <= before
    }
  }

  "A refusal" should {
    "name the user of a wrong password and not the password" in {
      failure("password" -> "S3CR3T-1") shouldBe s"access denied for user 'demo' (127.0.0.1:${server.port()})"
      failure("user" -> null, "password" -> null, "url" -> s"${server.url()}?user=demo&password=S3CR3T-2") shouldBe
        s"access denied for user 'demo' (127.0.0.1:${server.port()})"
    }

    "name the database that is not there" in {
      failure(
        "url" -> s"jdbc:mysql://127.0.0.1:${server.port()}/nowhere",
        "user" -> "root",
        "password" -> null
      ) shouldBe
        s"unknown database 'nowhere' (127.0.0.1:${server.port()})"
    }

    "say what is wrong with the statement" in {
      failure("query" -> "SELECT * FROM nothing") shouldBe "table 'demo.nothing' doesn't exist (error 1146)"
      failure("query" -> "SELEKT") should startWith("you have an error in your SQL syntax")
      failure("query" -> "SELECT ?") shouldBe "no value specified for parameter 1"
    }

    "say that there are too many connections" in {
      server.execute("ALTER USER demo@localhost WITH MAX_USER_CONNECTIONS 1")
      try
        failure("query" -> "SELECT SLEEP(1)", "repeat" -> 10, "concurrency" -> 2) shouldBe
          s"too many connections (127.0.0.1:${server.port()})"
      finally server.execute("ALTER USER demo@localhost WITH MAX_USER_CONNECTIONS 0")
    }
  }

  "A statement without an answer" should {
    "be ended on the server too" in {
      failure("query" -> busy, "query-timeout" -> Duration.ofMillis(300)) shouldBe
        "no answer within 300 ms, query ended"
      eventually(sessions() shouldBe empty)
    }

    "be waited for as long as a setting can say" in {
      results("query" -> "SELECT 1", "query-timeout" -> Duration.ofDays(24)) should have size 1
    }

    "be ended when the worker is stopped" in withRuns(
      "query" -> busy,
      "repeat" -> 3,
      "concurrency" -> 3
    ) { runs =>
      val going = new Going(runs)
      eventually(sessions().filter(_.contains("BENCHMARK")) should have size 3)
      going.stop()
      eventually(sessions() shouldBe empty)
    }
  }

  "A long result" should {
    val rows = 1000000
    val long = Seq("query" -> s"SELECT seq, repeat('x', 200) FROM seq_1_to_$rows")

    "come in flat memory" in withRuns(long: _*) { runs =>
      def used(): Long = { System.gc(); Runtime.getRuntime.totalMemory - Runtime.getRuntime.freeMemory }
      val before = used()
      var peak = 0L
      var seen = 0
      val sink = Sink.foreach[Result] { _ =>
        seen += 1
        if (seen % 250000 == 0) peak = peak.max(used())
      }
      Await.result(runs.next().asScala.runWith(sink), 120.seconds)
      seen shouldBe rows
      peak - before should be < (64L << 20)
    }

    "wait for a slow consumer, and leave no session when stopped in the middle" in withRuns(long: _*) { runs =>
      val gate = Promise[Unit]()
      val seen = new AtomicLong()
      val switch = runs
        .next()
        .asScala
        .viaMat(KillSwitches.single)(Keep.right)
        .mapAsync(1) { result =>
          seen.incrementAndGet()
          gate.future.map(_ => result)(system.executionContext)
        }
        .to(Sink.ignore)
        .run()
      var sent = Seq("none yet")
      eventually {
        val before = sent
        sent = rowsSent()
        sent should have size 1
        sent shouldBe before
      }
      sent.head.toLong should be < rows / 3L
      switch.shutdown()
      eventually(sessions().exists(_.contains("repeat")) shouldBe false)
      seen.get should be < 100L
      gate.success(())
    }
  }

  "A server that is killed in the middle" should {
    "fail the run within moments, and a later run works" in {
      withRuns("query" -> "SELECT 1", "repeat" -> Long.MaxValue, "concurrency" -> 4) { runs =>
        val going = new Going(runs)
        eventually(going.seen.get should be > 100L)
        server.kill()
        reason(going.end.failed.futureValue) should (be(s"connection lost (127.0.0.1:${server.port()})") or
          be(s"connection refused (127.0.0.1:${server.port()})"))
      }
      server.start()
      results("query" -> "SELECT 1") should have size 1
    }
  }

  "A server that freezes" should {
    "be noticed by the deadline, and a new connection by the connect timeout" in {
      // Long enough that a machine which stands still for a moment before the freeze is not taken for it.
      val deadline = "query-timeout" -> Duration.ofSeconds(3)
      withRuns(deadline, "query" -> "SELECT 1", "repeat" -> Long.MaxValue, "concurrency" -> 4) { runs =>
        val going = new Going(runs)
        eventually(sessions() should have size 4)
        eventually(going.seen.get should be > 100L)
        server.freeze()
        try {
          reason(going.end.failed.futureValue) shouldBe "no answer within 3000 ms, query ended"
          failure("connect-timeout" -> Duration.ofMillis(500)) shouldBe
            s"no answer within 500 ms (127.0.0.1:${server.port()})"
        } finally server.thaw()
      }
      eventually(sessions() shouldBe empty)
    }
  }

  "The end of an incarnation" should {
    "leave neither sessions nor threads" in {
      results("query" -> "SELECT 1", "repeat" -> 100, "concurrency" -> 4) should have size 100
      eventually(sessions() shouldBe empty)
      eventually(workersThreads() shouldBe empty)
    }
  }

  "A deadlock" should {
    "be retried if the statement may be executed again, and fail the run otherwise" in {
      server.execute("CREATE TABLE locked (id INT PRIMARY KEY, n INT) ENGINE = InnoDB")
      server.execute("INSERT INTO locked VALUES (1, 0)")
      server.execute(
        "CREATE PROCEDURE once_refused() BEGIN IF coalesce(@calls, 0) = 0 THEN SET @calls = 1; " +
          "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'Deadlock found'; END IF; " +
          "UPDATE locked SET n = n + 1; END"
      )
      failure("query" -> "CALL once_refused()") shouldBe "deadlock found (error 1213)"
      results("query" -> "CALL once_refused()", "idempotent" -> true) should have size 1
      server.query("SELECT n FROM locked").get(0).get(0) shouldBe "1"
    }
  }
}
