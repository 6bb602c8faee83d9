package dev.muster.worker.mysql

import java.math.{BigDecimal => Decimal, BigInteger}
import java.time.{LocalDate, LocalDateTime}

import scala.jdk.CollectionConverters._

import org.apache.pekko.stream.scaladsl.Sink
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.worker.RecordedContext

class MysqlQuerySpec extends AnyWordSpec with Matchers with MysqlRuns {

  "A query" should {
    "give each row as a result with its execution's number" in {
      results("query" -> "SELECT 'Hello from DB', 7, NULL", "repeat" -> 2).map(_.summary()) shouldBe
        Seq("Result: (0, 'Hello from DB', 7, NULL)", "Result: (1, 'Hello from DB', 7, NULL)")
    }

    "be executed as often as it is said, by all sessions together" in {
      val numbers = results("query" -> "SELECT 1", "repeat" -> 1000, "concurrency" -> 4).collect { case row: Row =>
        row.number()
      }
      numbers.sorted shouldBe (0L until 1000L)
    }

    "give the number of affected rows if it has no rows" in {
      server.execute("CREATE TABLE counted (id INT)")
      results("query" -> "INSERT INTO counted VALUES (1), (2)").map(_.summary()) shouldBe
        Seq("Result: (0, 2 rows affected)")
    }

    "give no rows where a SELECT gives none, each time" in {
      results("query" -> "SELECT 1 INTO @one", "repeat" -> 2).map(_.summary()) shouldBe
        Seq("Result: (0, 1 row affected)", "Result: (1, 1 row affected)")
    }

    "bind its parameters, so that an injection stays text" in {
      val evil = "'; DROP TABLE x; -- "
      values("query" -> "SELECT ?, ?, ?", "parameters" -> Seq(evil, 42L, null)) shouldBe Seq(Seq(evil, 42L, null))
    }

    "go to the server as it is written, braces included" in {
      values("query" -> "SELECT '{d \"2024-01-01\"}', '{fn x}'") shouldBe Seq(Seq("{d \"2024-01-01\"}", "{fn x}"))
    }

    "give the rows of all its results" in {
      server.execute("CREATE PROCEDURE two() BEGIN SELECT 1, 2; SELECT 'three'; END")
      values("query" -> "CALL two()", "repeat" -> 2) shouldBe Seq(Seq(1, 2), Seq("three"), Seq(1, 2), Seq("three"))
    }

    "give no more than max-rows of each result" in {
      values("query" -> "SELECT seq FROM seq_1_to_100", "max-rows" -> 3L, "repeat" -> 2).flatten shouldBe
        Seq(1, 2, 3, 1, 2, 3).map(n => BigInteger.valueOf(n.toLong))
    }

    "give the same rows by a cursor" in {
      val read = values("query" -> "SELECT seq, repeat('x', seq) FROM seq_1_to_100", "fetch-size" -> 7, "repeat" -> 2)
      read shouldBe (1 to 2).flatMap(_ => (1 to 100).map(n => Seq(BigInteger.valueOf(n.toLong), "x" * n)))
    }

    "begin each session as it is told" in {
      values("query" -> "SELECT @greeting", "on-connect" -> "SET @greeting = 'hi'") shouldBe Seq(Seq("hi"))
    }

    "book what it has done and nobody asks for any more as dropped" in {
      server.execute("CREATE TABLE done (id INT)")
      val worker = new RecordedContext("mysql")
      val given = settings("query" -> "INSERT INTO done VALUES (1)", "repeat" -> 1000000, "concurrency" -> 4)
      def done: Long = server.query("SELECT count(*) FROM done").get(0).get(0).toLong
      new QueryRuns(worker, given)
        .next()
        .asScala
        .take(10)
        // However slow the disk is, the last one that is asked for is not the last one that is done.
        .map { result => eventually(done should be > 20L); result }
        .runWith(Sink.ignore)
        .futureValue
      eventually(sessions().filter(_.contains("INSERT")) shouldBe empty)
      worker.end()
      worker.drops.asScala.map(_._1).toSet shouldBe Set("stopped")
      // An answer on its way as its session was ended is nobody's.
      (done - 10 - worker.drops.asScala.map(_._2).sum) should (be >= 0L and be <= 4L)
    }

    "not write if it may only read" in {
      server.execute("CREATE TABLE kept (id INT)")
      failure("query" -> "INSERT INTO kept VALUES (1)", "read-only" -> true) should include("read-only")
      server.query("SELECT count(*) FROM kept").get(0).get(0) shouldBe "0"
    }
  }

  "Columns" should {
    def both(expression: String): Any = {
      val ways = for (size <- Seq(0, 10); repeat <- Seq(1, 2)) yield Seq("fetch-size" -> size, "repeat" -> repeat)
      val values = ways.map(way => this.values(("query" -> s"SELECT $expression") +: way: _*).distinct)
      values.distinct should have size 1
      values.head.head.head
    }

    "keep numbers whole" in {
      both("CAST(18446744073709551615 AS UNSIGNED)") shouldBe new BigInteger("18446744073709551615")
      both("CAST('12345678901234567890.10' AS DECIMAL(30, 2))") shouldBe new Decimal("12345678901234567890.10")
      both("1.5e0") shouldBe 1.5
    }

    "keep dates and times as the server has them" in {
      both("CAST('2024-02-29' AS DATE)") shouldBe LocalDate.of(2024, 2, 29)
      both("CAST('2024-03-31 02:30:00.125' AS DATETIME(3))") shouldBe
        LocalDateTime.of(2024, 3, 31, 2, 30, 0, 125000000)
      both("CAST('-838:59:59' AS TIME)") shouldBe "-838:59:59"
    }

    "give what no date can hold as text" in {
      server.execute("CREATE TABLE zero (d DATE, t DATETIME, y YEAR, b BIT(12), flag TINYINT(1), j JSON)")
      server.execute("SET STATEMENT sql_mode = '' FOR INSERT INTO zero VALUES (0, 0, 1999, b'100000000001', 7, '{}')")
      for (size <- Seq(0, 10)) values("query" -> "SELECT * FROM zero", "fetch-size" -> size).head match {
        case Seq(date: String, time: String, year, bits, flag, json) =>
          date shouldBe "0000-00-00"
          time should startWith("0000-00-00 00:00:00")
          Seq(year, bits, flag, json) shouldBe Seq(1999, 2049L, 7, "{}")
        case other => fail(other.toString)
      }
    }

    "give bytes as bytes and print them in hexadecimal" in {
      results("query" -> "SELECT CAST('hi' AS BINARY), CAST(NULL AS DATE)").map(_.summary()) shouldBe
        Seq("Result: (0, 0x6869, NULL)")
    }
  }
}
