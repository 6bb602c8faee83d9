package dev.muster.worker.mysql

import java.time.Duration

import dev.muster.worker.mysql.AnswerDeadline.Stopped
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What is asked of a server, and by when it is answered. */
final class AnswerDeadlineSpec extends AnyWordSpec with Matchers {
  private val minute = Duration.ofMinutes(1)
  private def now: Long = System.nanoTime
  private def inTwoMinutes: Long = now + minute.multipliedBy(2).toNanos

  "A deadline" should {
    "hold for one answer after the other" in {
      val deadline = new AnswerDeadline(minute)
      deadline.answered(deadline.await())
      deadline.answered(deadline.await())
      deadline.await()
      deadline.failed()
      deadline.await()
      deadline.isLate || deadline.isEnded shouldBe false
    }

    "be late only while an answer is waited for, and only then" in {
      val deadline = new AnswerDeadline(minute)
      deadline.endIfLate(inTwoMinutes) shouldBe false
      deadline.await()
      deadline.endIfLate(now) shouldBe false
      deadline.endIfLate(inTwoMinutes) shouldBe true
      deadline.isLate shouldBe true
      deadline.endIfLate(inTwoMinutes) shouldBe false
    }

    "say whether the server was at work when it was ended" in {
      new AnswerDeadline(minute).end() shouldBe false
      val deadline = new AnswerDeadline(minute)
      deadline.await()
      deadline.end() shouldBe true
      deadline.end() shouldBe false
    }

    "let nothing more be asked when it was ended or late, whatever the answer is" in {
      for (ending <- Seq[AnswerDeadline => Any](_.end(), _.endIfLate(inTwoMinutes))) {
        val deadline = new AnswerDeadline(minute)
        val by = deadline.await()
        ending(deadline)
        a[Stopped] should be thrownBy deadline.answered(by)
        a[Stopped] should be thrownBy deadline.failed()
        a[Stopped] should be thrownBy deadline.await()
      }
    }
  }
}
