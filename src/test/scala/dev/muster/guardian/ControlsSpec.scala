package dev.muster.guardian

import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, Flow, TimeUnit}

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.RunningMuster
import dev.muster.report.StateChange
import dev.muster.report.WorkerState._
import org.apache.pekko.actor.typed.ActorSystem
import org.apache.pekko.actor.typed.scaladsl.Behaviors
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What faces hold in their hands. */
class ControlsSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)

  private val conf = """muster.workers {
    fine { type = dev.muster.guardian.Faulty, dispatcher = shared }
    broken { type = dev.muster.guardian.Faulty, where = start, dispatcher = shared }
  }"""

  private def using(test: RunningMuster => Unit): Unit = {
    val muster = new RunningMuster(conf)
    try test(muster)
    finally muster.close()
  }

  private class Listener(hold: CountDownLatch = new CountDownLatch(0)) extends Flow.Subscriber[StateChange] {
    val heard = new ConcurrentLinkedQueue[StateChange]()
    @volatile var completed = false
    override def onSubscribe(subscription: Flow.Subscription): Unit = subscription.request(Long.MaxValue)
    override def onNext(change: StateChange): Unit = { hold.await(); heard.add(change) }
    override def onError(failure: Throwable): Unit = ()
    override def onComplete(): Unit = completed = true
  }

  "Controls" should {
    "say which worker was meant" in using { muster =>
      muster.controls.tell("fnie", Verb.STOP, "spec").toCompletableFuture.join() shouldBe
        new Answer(false, "there is no worker 'fnie' (did you mean 'fine'?)")
    }

    "tell all workers at once" in using { muster =>
      val answers = muster.controls.tellAll(Verb.STOP, "spec").toCompletableFuture.get(10, TimeUnit.SECONDS).asScala
      answers.keys.toSeq should contain theSameElementsAs Seq("fine", "broken")
      answers.values.map(_.done).toSet shouldBe Set(true)
      eventually(muster.roster.workers.asScala.map(_.state).toSet shouldBe Set(STOPPED))
    }

    "let a worker that has reached its limit do as much again" in {
      val muster = new RunningMuster("""muster.workers {
        limited { type = dev.muster.guardian.Faulty, limit = 3, dispatcher = shared }
      }""")
      try
        for (delivered <- Seq(3, 6, 9)) {
          eventually(muster.state("limited") shouldBe COMPLETED)
          eventually(muster.worker("limited").account.delivered shouldBe delivered)
          val again = if (delivered == 3) Verb.RESTART else Verb.TRIGGER
          muster.order("limited", again).done shouldBe true
          eventually(muster.worker("limited").incarnation shouldBe delivered / 3 + 1)
        }
      finally muster.close()
    }

    "answer in time when all is over" in {
      val muster = new RunningMuster(conf)
      val controls = muster.controls
      muster.close()
      controls.tell("fine", Verb.STOP, "spec").toCompletableFuture.get(10, TimeUnit.SECONDS).done shouldBe false
      controls.roster.worker("fine").get.state shouldBe STOPPED
    }

    "say that a guardian which hangs did not answer, and not that it is ending" in {
      val hanging = ActorSystem[Guardian.Command](Behaviors.ignore[Guardian.Command], "hanging")
      try {
        val controls = new Controls(hanging, Windows.create(), Set("fine").asJava)
        controls.tell("fine", Verb.STOP, "spec").toCompletableFuture.get(30, TimeUnit.SECONDS) shouldBe
          new Answer(false, "no answer within 3 s")
      } finally hanging.terminate()
    }

    "tell listeners of every change, in order, with its reason and who wanted it" in {
      val muster = new RunningMuster(conf)
      val listener = new Listener
      try {
        muster.controls.changes.subscribe(listener)
        eventually(muster.state("fine") shouldBe RUNNING)
        muster.controls.tell("fine", Verb.STOP, "spec")
        eventually(muster.state("fine") shouldBe STOPPED)
        eventually {
          val changes = listener.heard.asScala.toSeq
          changes.map(_.sequence) shouldBe (changes.head.sequence until changes.head.sequence + changes.size)
          val fine = changes.filter(_.worker == "fine").map(c => (c.from, c.to, c.origin)).takeRight(2)
          fine shouldBe Seq((RUNNING, STOPPING, "spec"), (STOPPING, STOPPED, null))
          val failed = changes.filter(c => c.worker == "broken" && c.to == BACKING_OFF)
          failed.last.attempt should be >= 2
          failed.last.reason should startWith("failed (thrown by the spec), attempt ")
          failed.last.nextAttemptAt should not be null
        }
      } finally muster.close()
      eventually(listener.completed shouldBe true)
    }

    "not be held up by a listener that does not listen" in using { muster =>
      val hold = new CountDownLatch(1)
      muster.controls.changes.subscribe(new Listener(hold))
      // Each life is two changes at least.
      try while (muster.worker("fine").incarnation < 600) muster.order("fine", Verb.RESTART).done shouldBe true
      finally hold.countDown()
    }
  }
}
