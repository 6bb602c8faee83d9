package dev.muster.cli

import java.nio.charset.StandardCharsets.UTF_8

import ch.qos.logback.classic.joran.JoranConfigurator
import ch.qos.logback.classic.spi.{ILoggingEvent, LoggingEvent}
import ch.qos.logback.classic.{AsyncAppender, Level, LoggerContext}
import ch.qos.logback.core.ConsoleAppender
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** The lines that logback.xml makes. */
final class LogLineSpec extends AnyFunSuite with Matchers {
  private val context = new LoggerContext
  private val configurator = new JoranConfigurator
  configurator.setContext(context)
  configurator.doConfigure(getClass.getResource("/logback.xml"))
  private val queue = context.getLogger("ROOT").getAppender("queue").asInstanceOf[AsyncAppender]
  private val stderr = queue.getAppender("stderr").asInstanceOf[ConsoleAppender[ILoggingEvent]]

  private def line(logger: String, message: String, failure: Throwable = null): String = {
    val event = new LoggingEvent("spec", context.getLogger(logger), Level.WARN, message, failure, null)
    new String(stderr.getEncoder.encode(event), UTF_8)
  }

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

  test("a log line waits for nothing, and libraries keep quiet") {
    queue.isNeverBlock shouldBe true
    stderr.getTarget shouldBe "System.err"
    Seq("org.apache.commons.dbcp2", "io.lettuce.core", "io.netty.channel", "org.apache.pekko.actor", "slick.jdbc")
      .foreach { name =>
        context.getLogger(name).isInfoEnabled shouldBe false
      }
  }
}
