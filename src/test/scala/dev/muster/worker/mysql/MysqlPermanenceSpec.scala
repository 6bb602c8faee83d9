package dev.muster.worker.mysql

import java.sql.{DriverManager, SQLException}
import java.time.Duration

import scala.util.Using

import org.apache.pekko.stream.scaladsl.Sink
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.servers.MySqlServer

/** Which failures mend by themselves. What a real server says, and where that takes too much, its error numbers. */
class MysqlPermanenceSpec extends AnyWordSpec with Matchers with MysqlRuns {
  private val host = s"127.0.0.1:${server.port()}"

  private def failed(given: (String, Any)*): MysqlFailure =
    withRuns(given: _*)(runs =>
      Iterator
        .iterate(runs.next().asScala.runWith(Sink.ignore).failed.futureValue)(_.getCause)
        .takeWhile(_ != null)
        .collectFirst { case failure: MysqlFailure => failure }
        .get
    )

  private def said(failure: MysqlFailure): (String, Boolean) = failure.getMessage -> failure.isPermanent

  private def permanent(state: String, code: Int): Boolean =
    ServerErrors.isPermanent(new SQLException("why", state, code))

  "What only a person can mend" should {
    "be the account" in {
      said(failed("password" -> "wrong")) shouldBe (s"access denied for user 'demo' ($host)" -> true)
      failed("url" -> s"jdbc:mysql://$host/mysql").isPermanent shouldBe true
    }

    "be the database" in {
      failed("url" -> s"jdbc:mysql://$host/nowhere", "user" -> "root", "password" -> null).isPermanent shouldBe true
    }

    "be the statement" in {
      for (query <- Seq("SELECT * FROM nothing", "SELECT nothing", "SELEKT", "CALL nothing()", "SELECT ?"))
        withClue(query)(failed("query" -> query).isPermanent shouldBe true)
    }

    "be a table that is not the account's to read" in {
      failed("query" -> "SELECT * FROM mysql.user") match {
        case failure =>
          failure.getMessage should startWith("SELECT command denied to user 'demo'")
          failure.isPermanent shouldBe true
      }
    }

    "be a column that is gone" in {
      server.execute("CREATE TABLE drifting (a INT, b INT)")
      server.execute("INSERT INTO drifting VALUES (1, 2)")
      values("query" -> "SELECT a, b FROM drifting") shouldBe Seq(Seq(1, 2))
      server.execute("ALTER TABLE drifting DROP b, MODIFY a VARCHAR(9)")
      said(failed("query" -> "SELECT a, b FROM drifting")) shouldBe
        ("unknown column 'b' in 'SELECT' (error 1054)" -> true)
      values("query" -> "SELECT * FROM drifting") shouldBe Seq(Seq("1"))
    }
  }

  "What mends by itself" should {
    "be a server that is missing" in {
      said(failed("url" -> "jdbc:mysql://127.0.0.1:1/demo")) shouldBe ("connection refused (127.0.0.1:1)" -> false)
    }

    "be one that has no connection left" in {
      Using.resource(MySqlServer.onFreePort("--max-connections=10").start()) { small =>
        val one =
          () => DriverManager.getConnection(small.url() + "?sslMode=DISABLED", MySqlServer.USER, MySqlServer.PASSWORD)
        val others = Seq.fill(9)(one())
        small.execute("SET GLOBAL max_connections = 10")
        // The session that set it may not have left the server yet.
        val last = eventually(one())
        said(failed("url" -> small.url())) shouldBe (s"too many connections (127.0.0.1:${small.port()})" -> false)
        (last +: others).foreach(_.close())
        eventually(results("url" -> small.url(), "query" -> "SELECT 1") should have size 1)
      }
    }

    "be an account that has as many connections as it may" in {
      server.execute("ALTER USER demo@localhost WITH MAX_USER_CONNECTIONS 1")
      try
        said(failed("query" -> "SELECT SLEEP(1)", "repeat" -> 10, "concurrency" -> 2)) shouldBe
          (s"too many connections ($host)" -> false)
      finally server.execute("ALTER USER demo@localhost WITH MAX_USER_CONNECTIONS 0")
    }

    "be a session that is killed, and a statement that is too slow" in {
      withRuns("query" -> "SELECT SLEEP(60)") { runs =>
        val done = runs.next().asScala.runWith(Sink.ignore)
        eventually(running("SELECT SLEEP(60)") should have size 1)
        server.execute("KILL " + running("SELECT SLEEP(60)").head)
        val failure = done.failed.futureValue.asInstanceOf[MysqlFailure]
        failure.getMessage should (be(s"killed on the server ($host)") or be(s"connection lost ($host)"))
        failure.isPermanent shouldBe false
      }
      failed("query" -> "SELECT SLEEP(60)", "query-timeout" -> Duration.ofMillis(200)).isPermanent shouldBe false
    }

    "be a packet that is too large, and the next one comes through" in {
      server.execute("SET GLOBAL max_allowed_packet = 4096")
      try {
        val large = "parameters" -> Seq("x" * 100000)
        val failure = failed("query" -> "SELECT length(?)", large)
        failure.getMessage should include("packet")
        failure.isPermanent shouldBe false
        values("query" -> "SELECT length(?)", "parameters" -> Seq("x" * 10)).head.head.toString shouldBe "10"
      } finally server.execute("SET GLOBAL max_allowed_packet = 16777216")
    }

    "be what servers number as passing" in {
      val passing = Seq("08S01" -> 1053, "40001" -> 1213, "HY000" -> 1205, "42000" -> 1203, "42000" -> 1226) ++
        Seq("42000" -> 1461, "08004" -> 1040, "70100" -> 1317, "70100" -> 1927, "HY000" -> 1129, "08S01" -> 0)
      for ((state, code) <- passing) withClue(code)(permanent(state, code) shouldBe false)
      for ((state, code) <- Seq("28000" -> 1045, "42000" -> 1044, "42S02" -> 1146, "HY000" -> 1130, "08004" -> 1130))
        withClue(code)(permanent(state, code) shouldBe true)
    }
  }
}
