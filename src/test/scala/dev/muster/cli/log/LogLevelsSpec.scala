package dev.muster.cli.log

import java.util.Set

import dev.muster.guardian.Answer
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers
import org.slf4j.LoggerFactory

/** How much a worker logs, changed while it runs. */
final class LogLevelsSpec extends AnyFunSuite with Matchers {
  private val levels = new LogLevels(Set.of("loud"))
  private val logger = LoggerFactory.getLogger("muster.worker.loud")

  test("a level holds at once, for that worker only, until it is taken back") {
    levels.set("loud", "debug", "spec") shouldBe new Answer(true, "logs at DEBUG")
    logger.isDebugEnabled shouldBe true
    LoggerFactory.getLogger("muster.worker.other").isDebugEnabled shouldBe false
    levels.set("loud", " OFF ", "spec") shouldBe new Answer(true, "logs at OFF")
    logger.isErrorEnabled shouldBe false
    levels.set("loud", "default", "spec") shouldBe new Answer(true, "logs at INFO")
    levels.of("loud") shouldBe "INFO"
  }

  test("what is none is refused with a sentence") {
    levels.set("laud", "debug", "spec") shouldBe
      new Answer(false, "there is no worker 'laud' (did you mean 'loud'?)")
    levels.set("loud", "dbug", "spec").text shouldBe
      "there is no level 'dbug' (did you mean 'DEBUG'? allowed: OFF, ERROR, WARN, INFO, DEBUG, TRACE, DEFAULT)"
    Seq("loudly", "", null).foreach { level =>
      levels.set("loud", level, "spec") shouldBe
        new Answer(false, s"there is no level '$level' (allowed: OFF, ERROR, WARN, INFO, DEBUG, TRACE, DEFAULT)")
    }
    levels.of("loud") shouldBe "INFO"
  }
}
