package dev.muster.worker.mysql

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.Using

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec
import org.slf4j.LoggerFactory

import dev.muster.RunningMuster
import dev.muster.faults.{Fault, FaultProxy}
import dev.muster.report.Roster
import dev.muster.servers.MySqlServer

/** A worker in trouble in the whole application, beside one on another server that must not notice. */
class MysqlFaultsInMusterSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)

  private val server = MySqlServer.onFreePort()
  private val calm = MySqlServer.onFreePort()

  override protected def beforeAll(): Unit = {
    server.start()
    calm.start()
    traces.setContext(log.getLoggerContext)
    traces.start()
    log.addAppender(traces)
  }
  override protected def afterAll(): Unit = {
    log.detachAppender(traces)
    server.close()
    calm.close()
  }

  private val log = LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).asInstanceOf[Logger]
  private val traces = new ListAppender[ILoggingEvent]()

  private def url(port: Int) = s"jdbc:mysql://127.0.0.1:$port/demo"

  private def account(port: Int, password: String = MySqlServer.PASSWORD) =
    s"""type = mysql-query, url = "${url(port)}", user = demo, password = "$password"
        supervision { min-backoff = 20ms, max-backoff = 20ms, jitter = 0 }"""

  private def conf(faulty: String) = s"""muster.workers {
    faulty { $faulty }
    canary { ${account(calm.port)}, query = "SELECT 'fine'", schedule { run = every, every = 20ms }
             connect-timeout = 10s }
  }"""

  /** Checks at the end that the other worker went on without a failure and that nothing is missing in the books. */
  private def running(faulty: String)(test: RunningMuster => Unit): Unit =
    Using.resource(new RunningMuster(conf(faulty))) { muster =>
      def passed = muster.worker("canary").account.delivered
      eventually(passed should be > 0L)
      test(muster)
      val before = passed
      eventually(passed should be > before)
      muster.worker("canary").restarts shouldBe 0
      val last = muster.drained()
      withClue("stack traces in the log: ")(traces.list.asScala.filter(_.getThrowableProxy != null) shouldBe empty)
      last.workers.asScala.foreach(worker => withClue(worker)(worker.account.inFlight shouldBe 0))
    }

  private def faulty(muster: RunningMuster): Roster.Entry = muster.worker("faulty")

  private def works(muster: RunningMuster): Unit = {
    val before = faulty(muster).account.delivered
    eventually(faulty(muster).account.delivered should be > before)
  }

  private def fails(muster: RunningMuster, clauses: String*): Unit = {
    eventually(faulty(muster).lastFailure should not be null)
    withClue(faulty(muster).lastFailure)(clauses.exists(faulty(muster).lastFailure.startsWith) shouldBe true)
    faulty(muster).lastFailure.linesIterator should have size 1
  }

  private def threads(): Set[String] =
    Thread.getAllStackTraces.keySet.asScala.map(_.getName).filter(_.contains("mysql-faulty")).toSet

  private def sessions(): Seq[String] =
    server.query("SELECT id FROM information_schema.processlist WHERE user = 'demo'").asScala.map(_.get(0)).toSeq

  /** Those that have just done something and wait for more; others may be about to leave, or be asked for more. */
  private def idle(): Seq[String] = server
    .query("SELECT id FROM information_schema.processlist WHERE user = 'demo' AND command = 'Sleep' AND time_ms < 100")
    .asScala
    .map(_.get(0))
    .toSeq

  private def justBegun(): Boolean = server
    .query("SELECT 1 FROM information_schema.processlist WHERE info = 'SELECT SLEEP(0.6)' AND time_ms < 200")
    .size == 1

  private def often(failures: Int)(muster: RunningMuster): Unit = {
    eventually(faulty(muster).restarts should be >= failures.toLong)
    muster.order("faulty", dev.muster.guardian.Verb.STOP)
    eventually(threads() shouldBe empty)
    eventually(sessions() shouldBe empty)
  }

  "Fifty failed starts" should {
    "leave no thread and no connection if the password is wrong" in
      running(account(server.port, password = "wrong") + ", query = \"SELECT 1\"") { muster =>
        often(50)(muster)
        fails(muster, "access denied for user 'demo'")
      }

    "leave no thread and no connection if nobody listens" in
      running(account(1) + ", query = \"SELECT 1\"") { muster =>
        often(50)(muster)
        fails(muster, "connection refused (127.0.0.1:1)")
      }
  }

  "A statement that the server refuses" should {
    "be told in lines, without a stack trace" in running(account(server.port) + ", query = \"SELECT nothing\"") {
      muster =>
        eventually(faulty(muster).restarts should be > 3L)
        fails(muster, "unknown column 'nothing'")
    }
  }

  "A session that ends between two ticks" should {
    def ticks(every: String, more: String = "") =
      account(server.port) + s""", query = "SELECT 1", schedule { run = every, every = $every }$more"""

    "cost no tick if it is killed" in running(ticks("500ms", ", connect-timeout = 10s")) { muster =>
      for (_ <- 1 to 5) {
        works(muster)
        val killed = eventually {
          val found = idle()
          found should have size 1
          found.head
        }
        server.execute("KILL " + killed)
        eventually(sessions() should not contain killed)
      }
      works(muster)
      faulty(muster).lastFailure shouldBe null
    }

    "cost no tick if the server found it idle for too long" in
      running(ticks("1500ms", ", connect-timeout = 10s, on-connect = \"SET wait_timeout = 1\"")) { muster =>
        for (_ <- 1 to 3) { works(muster); eventually(sessions() shouldBe empty) }
        works(muster)
        faulty(muster).lastFailure shouldBe null
      }
  }

  "A link" should {
    def withProxy(more: String)(test: (FaultProxy, RunningMuster) => Unit): Unit =
      Using.resource(new FaultProxy(server.port)) { proxy =>
        running(account(proxy.port) + ", schedule.run = continuous, " + more) { muster =>
          works(muster)
          test(proxy, muster)
        }
      }

    def through(more: String)(test: (FaultProxy, RunningMuster) => Unit): Unit =
      withProxy("query = \"SELECT 1\", " + more)(test)

    /** Between two statements a lost connection would be replaced without a word, so it nearly always is in one. */
    def broken(break: FaultProxy => Unit): Unit =
      withProxy("query = \"SELECT SLEEP(0.2)\", connect-timeout = 10s") { (proxy, muster) =>
        eventually {
          break(proxy)
          eventually(timeout(2.seconds))(faulty(muster).restarts should be > 0L)
        }
        faulty(muster).lastFailure shouldBe s"connection lost (127.0.0.1:${proxy.port})"
        works(muster)
      }

    "be noticed as half-open and be taken up again" in through("query-timeout = 500ms, connect-timeout = 500ms") {
      (proxy, muster) =>
        proxy.set(Fault.Stall)
        fails(muster, "no answer within 500 ms", "no connection within 500 ms", "connection lost")
        proxy.set(Fault.None)
        works(muster)
    }

    "be reset and be taken up again" in broken(_.reset())

    "be cut and be taken up again" in broken(_.cut())

    "be slow, in small pieces, or refused for a while" in through("connect-timeout = 10s") { (proxy, muster) =>
      proxy.set(Fault.Latency(20))
      works(muster)
      proxy.set(Fault.Slice(3))
      works(muster)
      proxy.set(Fault.Refuse)
      proxy.cut()
      fails(muster, "connection lost", "connection refused")
      proxy.set(Fault.None)
      works(muster)
    }
  }

  "A server that freezes in the middle of a statement" should {
    "be noticed by the query timeout, and work again when it goes on" in running(
      // Connecting again takes long enough for the failure before it to be seen.
      account(server.port) + """, query = "SELECT SLEEP(0.6)", query-timeout = 1s, connect-timeout = 10s
        schedule.run = continuous"""
    ) { muster =>
      works(muster)
      eventually(justBegun() shouldBe true)
      server.freeze()
      try fails(muster, "no answer within 1000 ms, query ended")
      finally server.thaw()
      works(muster)
      eventually(sessions().size should be <= 1)
    }
  }
}
