package dev.muster.worker.mysql

import java.time.Duration
import java.util.concurrent.TimeUnit

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.jdk.FutureConverters._

import org.apache.pekko.Done
import org.apache.pekko.actor.testkit.typed.scaladsl.ActorTestKit
import org.apache.pekko.stream.javadsl.{Sink, Source}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.{Eventually, ScalaFutures}
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.{Millis, Seconds, Span}
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.servers.MySqlServer
import dev.muster.worker.{RecordedContext, Result}

class MysqlQuerySpec extends AnyWordSpec with Matchers with BeforeAndAfterAll with Eventually with ScalaFutures {
  implicit override val patienceConfig: PatienceConfig =
    PatienceConfig(timeout = Span(20, Seconds), interval = Span(20, Millis))

  private val kit = ActorTestKit()
  private val server = MySqlServer.onFreePort()

  override def beforeAll(): Unit = server.start()
  override def afterAll(): Unit = {
    kit.shutdownTestKit()
    server.close()
  }

  private def settings(given: (String, Any)*): MysqlQuerySettings = {
    val usual = Seq("url" -> server.url(), "user" -> MySqlServer.USER, "password" -> MySqlServer.PASSWORD)
    MysqlQuerySettings.read(new Stanza(usual ++ given: _*))
  }

  private def withRuns[A](given: (String, Any)*)(test: QueryRuns => A): A = {
    val worker = new RecordedContext("mysql")
    try test(new QueryRuns(worker, settings(given: _*)))
    finally worker.end()
  }

  private def all(given: (String, Any)*): Seq[Result] = withRuns(given: _*)(rows)

  private def rows(runs: QueryRuns): Seq[Result] =
    runs.next().runWith(Sink.seq[Result], kit.system).asScala.futureValue.asScala.toSeq

  private def failure(given: (String, Any)*): String = withRuns(given: _*)(failureOf)

  private def failureOf(runs: QueryRuns): String = {
    val why = runs.next().runWith(Sink.ignore[Result](), kit.system).asScala.failed.futureValue
    Iterator.iterate(why)(_.getCause).takeWhile(_ != null).toSeq.last.getMessage
  }

  private def sessions(): Seq[String] =
    server
      .query(
        "SELECT concat(id, ' ', command, ' ', coalesce(info, '')) FROM information_schema.processlist" +
          " WHERE user = 'demo'"
      )
      .asScala
      .map(_.get(0))
      .toSeq

  "A query" should {
    "give each row as a result with its number" in {
      all("query" -> "SELECT 0, 'Hello from DB' FROM (SELECT 1 UNION SELECT 2) twice").map(_.summary()) shouldBe
        Seq("Result: (0, 0, 'Hello from DB')", "Result: (0, 0, 'Hello from DB')")
      all("query" -> "SELECT 'Hello from DB'").map(_.summary()) shouldBe Seq("Result: (0, 'Hello from DB')")
    }

    "be executed as often as it is said, by all sessions together" in {
      val numbers = all("query" -> "SELECT 1", "repeat" -> 1000, "concurrency" -> 4).collect { case row: Row =>
        row.number()
      }
      numbers.sorted shouldBe (0L until 1000L)
    }

    "give the number of affected rows if it has no rows" in {
      server.execute("CREATE TABLE counted (id INT)")
      all("query" -> "INSERT INTO counted VALUES (1), (2)").map(_.summary()) shouldBe
        Seq("Result: (0, 2 rows affected)")
    }

    "bind its parameters, so that an injection stays text" in {
      val evil = "'; DROP TABLE x; -- "
      val found = all("query" -> "SELECT ?, ?, ?", "parameters" -> Seq(evil, 42L, null))
      found.collect { case row: Row => row.values().asScala.toSeq } shouldBe Seq(Seq(evil, 42L, null))
    }
  }

  "A missing server" should {
    "fail the run in one clause, and not the next one when it is there" in {
      val late = MySqlServer.onFreePort()
      try {
        failure("url" -> late.url()) shouldBe s"connection refused (127.0.0.1:${late.port()})"
        late.start()
        all("url" -> late.url(), "query" -> "SELECT 1").map(_.summary()) shouldBe Seq("Result: (0, 1)")
      } finally late.close()
    }
  }

  "A wrong password" should {
    "be told without the password" in {
      failure("password" -> "S3CR3T-1") shouldBe s"access denied for user 'demo' (127.0.0.1:${server.port()})"
    }
  }

  "A statement without an answer" should {
    "be ended on the server too" in {
      failure("query" -> "SELECT SLEEP(3600)", "query-timeout" -> Duration.ofMillis(300)) shouldBe
        "no answer within 300 ms, query ended"
      eventually(sessions() shouldBe empty)
    }
  }
}
