package dev.muster.guardian

import java.time.{Duration => JDuration}

import scala.jdk.CollectionConverters._

import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.classic.{Level, Logger}
import ch.qos.logback.core.read.ListAppender
import org.scalatest.BeforeAndAfterEach
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec
import org.slf4j.LoggerFactory

/** What the log says of a worker's life, and what it leaves out, with exact moments. */
class LifeLogSpec extends AnyWordSpec with Matchers with LifeUnderTest with BeforeAndAfterEach {
  private val logger = LoggerFactory.getLogger("muster.worker.told").asInstanceOf[Logger]
  private var appender: ListAppender[ILoggingEvent] = _

  override protected def beforeEach(): Unit = {
    logger.setAdditive(false)
    logger.setLevel(Level.INFO)
    appender = new ListAppender[ILoggingEvent] {
      override def append(line: ILoggingEvent): Unit = { line.prepareForDeferredProcessing(); super.append(line) }
    }
    appender.start()
    logger.addAppender(appender)
  }
  override protected def afterEach(): Unit = logger.detachAppender(appender): Unit

  private def lines: Seq[String] = appender.list.asScala.toSeq.map(_.getFormattedMessage)
  private def millis(count: Long): JDuration = JDuration.ofMillis(count)

  /** A life whose every transition is told to the log. */
  private class Told extends Subject {
    private val log = new LifeLog(new WorkerLog("told", "spec", () => 1))
    override def on(event: Event, after: JDuration): Subject = {
      val before = life
      super.on(event, after)
      log.changed(event, before, life, last.effects)
      this
    }
    def look(after: JDuration = JDuration.ZERO): Unit = { now = now.plus(after); log.look(now) }
    def fails(cause: String, in: JDuration = JDuration.ZERO, failure: Throwable = null): Subject = {
      on(new Event.Started, in)
      on(new Event.Failed(cause, false, failure), JDuration.ZERO)
    }
  }
  private def told(): Told = { val subject = new Told; subject.on(new Event.Begin, JDuration.ZERO); subject }

  "The log of a life" should {
    "say the cause, the attempt and the time to the next one, and at last how long the worker was down" in {
      val worker = told()
      worker.fails("refused")
      worker.fails("refused", in = millis(1500))
      worker.on(new Event.Started, millis(2000)).on(new Event.CameUp("Subscribed"))
      lines shouldBe Seq(
        "failed (refused), attempt 1, next in 200 ms",
        "failed (refused), attempt 2, next in 400 ms",
        "Subscribed, after attempt 2, was down for 3.5 s"
      )
    }

    "hold back what comes within a second, count it, and tell it when nothing follows" in {
      val worker = told()
      worker.fails("refused")
      worker.fails("refused", in = millis(200))
      worker.fails("refused", in = millis(400))
      worker.look(millis(300))
      lines should have size 1
      worker.look(millis(700))
      lines.last shouldBe "failed (refused), attempt 3, trying again (failed once more in the last 1.6 s)"
    }

    "say one line in ten seconds of the same storm, and a new cause within a second" in {
      val worker = told()
      for (_ <- 1 to 25000) { worker.fails("refused", in = millis(1)); worker.look() }
      lines should have size 4
      lines(1) should include("(failed 999 times more in the last 1.0 s)")
      lines(2) should include("(failed 9,999 times more in the last 10.0 s)")
      for (_ <- 1 to 1000) worker.fails("no such table", in = millis(1))
      lines should have size 5
      lines.last should startWith("failed (no such table), attempt ")
    }

    "say one line a second of what is no storm, though it is the same story" in {
      val worker = told()
      for (_ <- 1 to 60) { worker.fails("refused", in = millis(100)); worker.look() }
      lines should have size 6
    }

    "fold failures and comebacks that chase each other" in {
      val worker = told()
      for (_ <- 1 to 5000) {
        worker.fails("gone", in = millis(1))
        worker.on(new Event.Started, millis(1)).on(new Event.CameUp("First result"))
        worker.look()
      }
      lines.size should be <= 3
      worker.look(millis(1001))
      lines.last should startWith("First result, after attempt ")
      lines.last should include regex "changed [0-9,]+ times more in the last"
    }

    "say the cause also of a failure that was over before its line was due" in {
      val worker = told()
      worker.on(new Event.Started, JDuration.ZERO).on(new Event.CameUp("Subscribed"))
      worker.on(new Event.Failed("too large", false, null), millis(700))
      worker.on(new Event.Started, millis(200)).on(new Event.CameUp("Subscribed"))
      worker.look(millis(1000))
      lines.last shouldBe "Subscribed, after attempt 1, was down for 200 ms (changed once more in the last 1.9 s: too large)"
    }

    "keep no end of a life for later" in {
      val worker = told()
      worker.fails("refused")
      worker.fails("refused", in = millis(10))
      worker.told(Verb.STOP)
      worker.gone()
      lines.last shouldBe "stopped (changed once more in the last 10 ms: refused)"
    }

    "show the stack of a likely mistake once, and none of a refused connection" in {
      val worker = told()
      def mistake = new NullPointerException("x")
      for (_ <- 1 to 3) worker.fails("NullPointerException: x", in = second, failure = WorkerFailure.of(mistake))
      worker.fails("refused", in = second, failure = new java.net.ConnectException("refused"))
      appender.list.asScala.map(line => Option(line.getThrowableProxy).map(_.getClassName)) shouldBe
        Seq(Some("java.lang.NullPointerException"), None, None, None)
    }

    "show the stack of every new cause at DEBUG, and every step" in {
      logger.setLevel(Level.DEBUG)
      val worker = told()
      def refused = new java.net.ConnectException("refused")
      for (_ <- 1 to 2) worker.fails("refused", in = second, failure = refused)
      val stacks = appender.list.asScala.filter(_.getLevel == Level.WARN).map(_.getThrowableProxy != null)
      stacks shouldBe Seq(true, false)
      lines should contain("backing off → starting")
    }

    "say for programs what the text says for people" in {
      val worker = told()
      worker.fails("refused")
      val data = appender.list.get(0).getKeyValuePairs.asScala.map(pair => pair.key -> pair.value.toString).toMap
      data shouldBe Map(
        "state" -> "BACKING_OFF",
        "attempt" -> "1",
        "cause" -> "refused",
        "next-attempt-at" -> start.plusMillis(200).toString
      )
    }
  }

  "A worker's logger" should {
    "say in the MDC whose line it is, and leave the thread's own marks alone" in {
      val log = new WorkerLog("told", "spec", () => 7)
      org.slf4j.MDC.put("worker", "mine")
      try {
        log.warn("plain {}", "line")
        log.atWarn().addKeyValue("k", 1).log("fluent line")
        org.slf4j.MDC.get("worker") shouldBe "mine"
        org.slf4j.MDC.get("incarnation") shouldBe null
      } finally org.slf4j.MDC.remove("worker")
      lines shouldBe Seq("plain line", "fluent line")
      appender.list.asScala.foreach { line =>
        line.getMDCPropertyMap.asScala.toMap shouldBe Map("worker" -> "told", "type" -> "spec", "incarnation" -> "7")
      }
      appender.list.get(1).getKeyValuePairs.asScala.map(_.toString) shouldBe Seq("k=\"1\"")
    }
  }
}
