package dev.muster.worker.mysql

import java.sql.{Connection, DriverManager}
import java.time.Duration

import scala.concurrent.{blocking, ExecutionContext, Future}
import scala.jdk.CollectionConverters._
import scala.util.{Success, Using}

import org.apache.pekko.stream.KillSwitches
import org.apache.pekko.stream.scaladsl.{Keep, Sink}
import org.scalatest.BeforeAndAfterEach
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.servers.MySqlServer
import dev.muster.worker.Result

/** Locks that another session really holds. */
class MysqlLocksSpec extends AnyWordSpec with Matchers with MysqlRuns with BeforeAndAfterEach {
  private val both = "CALL both_rows()"
  private val impatient = "on-connect" -> "SET innodb_lock_wait_timeout = 1"

  override def beforeAll(): Unit = {
    super.beforeAll()
    server.execute("CREATE TABLE counted (id INT PRIMARY KEY, n INT) ENGINE = InnoDB")
    server.execute("CREATE TABLE ballast (id INT) ENGINE = InnoDB")
    server.execute(
      "CREATE PROCEDURE both_rows() BEGIN START TRANSACTION; UPDATE counted SET n = n + 1 WHERE id = 1; " +
        "UPDATE counted SET n = n + 1 WHERE id = 2; COMMIT; END"
    )
  }

  override def beforeEach(): Unit = {
    server.execute("TRUNCATE TABLE counted")
    server.execute("INSERT INTO counted VALUES (1, 0), (2, 0)")
  }

  private def counts(): Seq[String] =
    server.query("SELECT n FROM counted ORDER BY id").asScala.map(_.get(0)).toSeq

  private def status(name: String): Long =
    server.query(s"SHOW GLOBAL STATUS LIKE '$name'").get(0).get(1).toLong

  private def waiting(): Boolean =
    status("Innodb_row_lock_current_waits") == 1

  private def waits(): Long = status("Innodb_row_lock_waits")

  /** Another session, in a transaction that holds row 2 and has changed more than the worker has. */
  private def withHolder[A](test: Connection => A): A = {
    val root = new java.util.Properties()
    root.setProperty("user", "root")
    Using.resource(DriverManager.getConnection(server.url() + "?sslMode=DISABLED", root)) { holder =>
      holder.setAutoCommit(false)
      holder.createStatement().execute("INSERT INTO ballast SELECT seq FROM seq_1_to_1000")
      holder.createStatement().execute("UPDATE counted SET n = n + 1 WHERE id = 2")
      test(holder)
    }
  }

  private def start(given: (String, Any)*)(meanwhile: => Unit): Either[String, Seq[Result]] =
    withRuns(("query" -> both) +: given: _*) { runs =>
      val before = waits()
      val done = runs.next().asScala.runWith(Sink.seq)
      // Counted, since one that is impatient waits for a second only.
      eventually(waits() should be > before)
      meanwhile
      done.transform(end => Success(end.toEither.left.map(reason)))(system.executionContext).futureValue
    }

  /** The worker holds row 1 and waits for row 2; the holder then wants row 1. The server picks the worker. */
  private def deadlock(given: (String, Any)*): Either[String, Seq[Result]] = withHolder { holder =>
    start(given: _*) {
      holder.createStatement().execute("UPDATE counted SET n = n + 1 WHERE id = 1")
      holder.commit()
    }
  }

  /** Who wants the table now waits for a change of it, which waits for the holder. */
  private def behindChange(test: => Unit): Unit = {
    val change = withHolder { holder =>
      val begun = Future(blocking(server.execute("ALTER TABLE ballast COMMENT = 'changed'")))(ExecutionContext.global)
      eventually(waitingForTable("root") shouldBe 1)
      test
      holder.rollback()
      begun
    }
    change.futureValue
  }

  private def waitingForTable(user: String): Int = server
    .query("SELECT user FROM information_schema.processlist WHERE state = 'Waiting for table metadata lock'")
    .asScala
    .count(_.get(0) == user)

  "A statement that waits to be prepared" should {
    val prepared = Seq("query" -> "SELECT COUNT(*) FROM ballast", "repeat" -> 2)

    "fail the run by its deadline, and be ended on the server too" in behindChange {
      failure(prepared :+ "query-timeout" -> Duration.ofMillis(300): _*) shouldBe "no answer within 300 ms, query ended"
      eventually(sessions() shouldBe empty)
    }

    "be ended when the worker is stopped" in behindChange {
      withRuns(prepared: _*) { runs =>
        val switch = runs.next().asScala.viaMat(KillSwitches.single)(Keep.right).to(Sink.ignore).run()
        eventually(waitingForTable(MySqlServer.USER) shouldBe 1)
        switch.shutdown()
        eventually(sessions() shouldBe empty)
      }
    }
  }

  "A deadlock" should {
    "fail the run, with nothing done, if nobody said that the statement may be executed again" in {
      deadlock().left.getOrElse("") should startWith("deadlock found")
      counts() shouldBe Seq("1", "1")
    }

    "be got over if the statement may be executed again, which is then done once" in {
      deadlock("idempotent" -> true).map(_.size) shouldBe Right(1)
      counts() shouldBe Seq("2", "2")
    }
  }

  "A lock's timeout" should {
    "fail the run if nobody said that the statement may be executed again" in withHolder { holder =>
      start(impatient)(eventually(waiting() shouldBe false)).left.getOrElse("") should startWith("lock wait timeout")
      holder.rollback()
      eventually(sessions() shouldBe empty)
      counts() shouldBe Seq("0", "0")
    }

    "be got over if the statement may be executed again, and what was half done is done once" in withHolder { holder =>
      val before = waits()
      val end = start(impatient, "idempotent" -> true) {
        eventually(waits() should be >= before + 2)
        holder.rollback()
      }
      end.map(_.size) shouldBe Right(1)
      counts() shouldBe Seq("1", "1")
    }

    "fail the run after three more attempts" in withHolder { holder =>
      val before = waits()
      val end = start(impatient, "idempotent" -> true)(eventually(waits() shouldBe before + 4))
      end.left.getOrElse("") should startWith("lock wait timeout")
      waits() shouldBe before + 4
      holder.rollback()
    }
  }
}
