package dev.muster.cli.log

import java.io.{ByteArrayOutputStream, OutputStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.util.concurrent.CountDownLatch

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import ch.qos.logback.classic.joran.JoranConfigurator
import ch.qos.logback.classic.spi.LoggingEvent
import ch.qos.logback.classic.{Level, LoggerContext}
import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers
import org.slf4j.MDC
import org.slf4j.event.KeyValuePair

/** The lines that logback.xml makes. */
final class LogLineSpec extends AnyFunSuite with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(10.seconds, 10.millis)

  private def configured(): LoggerContext = {
    val context = new LoggerContext
    context.setMDCAdapter(MDC.getMDCAdapter)
    val configurator = new JoranConfigurator
    configurator.setContext(context)
    configurator.doConfigure(getClass.getResource("/logback.xml"))
    context
  }

  private val context = configured()
  private val queue = queueOf(context)
  private val stderr = consoleOf(queue)
  private def queueOf(context: LoggerContext): LogQueue =
    context.getLogger("ROOT").getAppender("queue").asInstanceOf[LogQueue]
  private def consoleOf(queue: LogQueue): LogConsole = queue.getAppender("stderr").asInstanceOf[LogConsole]

  private def event(logger: String, message: String, failure: Throwable = null): LoggingEvent =
    new LoggingEvent("spec", context.getLogger(logger), Level.WARN, message, failure, null)

  private def line(logger: String, message: String, failure: Throwable = null): String =
    new String(stderr.getEncoder.encode(event(logger, message, failure)), UTF_8)

  private def json(event: LoggingEvent): (String, JsonNode) = {
    val line = new String(new LoggedObject().encode(event), UTF_8)
    (line, new ObjectMapper().readTree(line))
  }

  private def unwritable = new Object { override def toString: String = throw new StackOverflowError }
  private val hostile = "a\nb\r\u001b[2J\u007f\u009b\u202e\u2028\u0000\ud800\"\\"

  test("a worker's line begins with its name") {
    line("muster.worker.mysql", "failed (connection refused), attempt 7") should
      fullyMatch regex """\d\d:\d\d:\d\d\.\d{3} WARN  \[mysql] failed \(connection refused\), attempt 7\n"""
  }

  test("any other line begins with who speaks") {
    line("dev.muster.cli.Application", "hm") should endWith("WARN  Application: hm\n")
  }

  test("what a server sent can neither begin a line nor steer the terminal") {
    line("muster.worker.a", "x\n12:00:00.000 ERROR [b] \u001b[2J") should
      endWith("[a] x\\n12:00:00.000 ERROR [b] \\u001b[2J\n")
    val failure = line("muster.worker.a", "x", new IllegalStateException("\u001b]0;title\u0007"))
    failure should include("IllegalStateException: \\u001b]0;title\\u0007")
    failure should include("\tat ")
  }

  test("a stack that has overflowed is cut") {
    def deep(n: Int): Throwable = if (n == 0) new IllegalStateException("deep") else deep(n - 1)
    val failure = if (scala.util.Random.nextInt() >= 0) deep(400) else deep(401)
    line("muster.worker.a", "x", failure).linesIterator.size should be < 60
    json(event("a", "x", failure))._2.at("/failure/stack").size shouldBe Math.min(50, failure.getStackTrace.length)
  }

  test("JSON has exactly the documented keys, in their order") {
    val whole = event("muster.worker.mysql", "failed (refused)", new IllegalStateException("x"))
    whole.setMDCPropertyMap(
      Map("worker" -> "mysql", "type" -> "mysql-query", "incarnation" -> "7", "trace" -> "t").asJava
    )
    whole.setKeyValuePairs(List(new KeyValuePair("attempt", 7), new KeyValuePair("state", "BACKING_OFF")).asJava)
    val (_, parsed) = json(whole)
    parsed.fieldNames.asScala.toSeq shouldBe Seq(
      "at",
      "level",
      "worker",
      "type",
      "incarnation",
      "logger",
      "thread",
      "message",
      "data",
      "mdc",
      "failure"
    )
    java.time.Instant.parse(parsed.get("at").textValue) shouldBe whole.getInstant
    parsed.get("level").textValue shouldBe "WARN"
    parsed.get("incarnation").isIntegralNumber shouldBe true
    parsed.get("data").toString shouldBe """{"attempt":7,"state":"BACKING_OFF"}"""
    parsed.get("mdc").toString shouldBe """{"trace":"t"}"""
    parsed.get("failure").fieldNames.asScala.toSeq shouldBe Seq("class", "message", "stack")
    json(event("dev.muster.cli.Application", "hm"))._2.fieldNames.asScala.toSeq shouldBe
      Seq("at", "level", "logger", "thread", "message")
  }

  test("JSON is one line of printable ASCII, whatever is in it, and nothing is lost") {
    val whole = event(hostile, hostile, new IllegalStateException(hostile))
    whole.setMDCPropertyMap(
      Map("worker" -> hostile, "type" -> hostile, "incarnation" -> hostile, hostile -> "x").asJava
    )
    whole.setKeyValuePairs(
      List(
        new KeyValuePair(hostile, hostile),
        new KeyValuePair("null", null),
        new KeyValuePair("bad", unwritable)
      ).asJava
    )
    val (line, parsed) = json(whole)
    line should fullyMatch regex "[ -~]+\n"
    parsed.at("/data/bad").textValue shouldBe "(unwritable: StackOverflowError)"
    parsed.get("message").textValue.replace("\ud800", "") shouldBe hostile.replace("\ud800", "")
  }

  test("colours are there only if asked for, and where nobody objects") {
    Colours.allowed(Map("TERM" -> "xterm").asJava) shouldBe true
    Colours.allowed(Map("NO_COLOR" -> "").asJava) shouldBe true
    Colours.allowed(Map("NO_COLOR" -> "1").asJava) shouldBe false
    Colours.allowed(Map("TERM" -> "dumb").asJava) shouldBe false
    Seq("/dev/pts/3", "/dev/tty1", "/dev/console").forall(Colours.isTerminal) shouldBe true
    Seq("/dev/null", "pipe:[4]", "socket:[4]", "/tmp/log").exists(Colours.isTerminal) shouldBe false
    line("a", "x") should not include "\u001b"
    val coloured = Logs.lines(true)
    coloured.setContext(context)
    coloured.start()
    new String(coloured.encode(event("muster.worker.a", "x\u001b[31m")), UTF_8) should
      endWith(" \u001b[33mWARN \u001b[0;39m \u001b[36m[a]\u001b[0;39m x\\u001b[31m\n")
  }

  test("a log line waits for nothing, and libraries keep quiet") {
    queue.isNeverBlock shouldBe true
    stderr.getTarget shouldBe "System.err"
    Seq("org.apache.commons.dbcp2", "io.lettuce.core", "io.netty.channel", "org.apache.pekko.actor", "slick.jdbc")
      .foreach { name =>
        context.getLogger(name).isInfoEnabled shouldBe false
      }
  }

  /** What a fresh log writes. */
  private class Written {
    val context: LoggerContext = configured()
    val gate = new CountDownLatch(1)
    private val written = new ByteArrayOutputStream
    consoleOf(queueOf(context)).setOutputStream(new OutputStream {
      override def write(b: Int): Unit = write(Array(b.toByte), 0, 1)
      override def write(bytes: Array[Byte], from: Int, count: Int): Unit = {
        // Once it is open it is not asked again: the end of the log interrupts the thread that writes.
        if (gate.getCount > 0) gate.await()
        written.synchronized(written.write(bytes, from, count))
      }
    })
    def lines: Seq[String] = written.synchronized(written.toString(UTF_8)).linesIterator.toSeq

    /** Lines left out, as the log says, and how many lines it has besides. */
    def told(notice: String): (Int, Int) = {
      val notices = lines.filter(_.contains(notice))
      (
        notices.map(_.replaceAll(".*: (\\d+) (lines of the log|of them) are left out", "$1").toInt).sum,
        lines.size - notices.size
      )
    }
  }

  test("when standard error is stuck, nobody waits for it, and it is said how many lines are left out") {
    val log = new Written
    val lines = 3 * queue.getQueueSize
    for (n <- 1 to lines) log.context.getLogger(s"muster.worker.w${n % 100}").info("line {}", n)
    log.gate.countDown()
    eventually {
      val (leftOut, written) = log.told("standard error was too slow")
      leftOut should be > 0
      leftOut + written shouldBe lines
    }
    log.context.stop()
  }

  test("a worker that logs in a loop is cut short and told of, and takes no room from the others") {
    val log = new Written
    log.gate.countDown()
    for (n <- 1 to 5000) log.context.getLogger("muster.worker.loop").info("line {}", n)
    log.context.getLogger("muster.worker.other").info("a line")
    // It ends without those that are not written a second later.
    eventually(log.lines.exists(_.endsWith("[other] a line")) shouldBe true)
    log.context.stop()
    eventually {
      val (leftOut, written) = log.told("[loop] logs more than 200 lines in a second")
      leftOut should be > 0
      leftOut + written shouldBe 5001
    }
  }
}
