package dev.muster.guardian

import java.util.concurrent.CountDownLatch

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.RunningMuster
import dev.muster.report.WorkerState._
import dev.muster.worker._
import org.apache.pekko.actor.typed.javadsl.Behaviors
import org.apache.pekko.actor.typed.{Behavior, PostStop}
import org.apache.pekko.stream.javadsl.Source
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Blocks for ever, also when interrupted, where it is told. */
final class Blocking extends WorkerType {
  override def read(fields: Fields): Job = {
    val where = fields.text("where", "nowhere", "where it blocks")
    worker => Blocking.behavior(worker, where)
  }
}

object Blocking {
  private case object Poke extends WorkerCommand
  private val never = new CountDownLatch(1)

  private def block(): Unit =
    while (never.getCount > 0)
      try never.await()
      catch { case _: InterruptedException => }

  def behavior(worker: WorkerContext, where: String): Behavior[WorkerCommand] = where match {
    case "start"   => block(); Behaviors.empty
    case "message" =>
      Behaviors.setup[WorkerCommand] { context =>
        context.getSelf.tell(Poke)
        Behaviors.receive(classOf[WorkerCommand]).onMessageEquals(Poke, () => { block(); Behaviors.same }).build()
      }
    case "stream" => StreamWorker.of(worker, () => Source.single(1).map[Result] { _ => block(); Faulty.Line("never") })
    case "stop"   =>
      Behaviors
        .receive(classOf[WorkerCommand])
        .onSignal(classOf[PostStop], (_: PostStop) => { block(); Behaviors.same })
        .build()
    case "owned-and-done" =>
      worker.own[AutoCloseable](() => block())
      StreamWorker.of(worker, () => Source.single(Faulty.Line("done")))
    case "owned" =>
      worker.own[AutoCloseable](() => block())
      Behaviors.empty
  }
}

/** A worker that blocks blocks itself: nobody else waits for it, and the end of the process does not either. */
class BlockingWorkerSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)
  private val places = Seq("start", "message", "stream", "stop", "owned")

  private val conf: String = s"""muster { drain-timeout = 4s, workers {
    ${places.map(place => s"$place { type = dev.muster.guardian.Blocking, where = $place }").mkString("\n")}
    canary { type = dev.muster.guardian.Faulty, dispatcher = shared }
  } }"""

  "Workers that block for ever" should {
    "leave the others alone, obey as far as they can, and not hold the end up" in {
      val muster = new RunningMuster(conf)
      try {
        eventually(muster.worker("canary").account.delivered should be > 10L)
        for (place <- places) muster.order(place, Verb.STOP).done shouldBe true
        eventually(muster.state("owned") shouldBe STOPPED)
        val before = muster.worker("canary").account.delivered
        eventually(muster.worker("canary").account.delivered should be > before)
        muster.state("message") shouldBe STOPPING
        val last = muster.drained()
        last.workers.asScala.foreach(w => withClue(w.name + ": ")(w.account.inFlight shouldBe 0))
        last.worker("canary").get.state shouldBe STOPPED
      } finally muster.close()
    }

    "not keep the process from ending when all is done" in {
      val muster = new RunningMuster("""muster { exit-when-done = true, drain-timeout = 2s, workers {
        ends { type = dev.muster.guardian.Blocking, where = owned-and-done }
      } }""")
      try
        muster.ended.toCompletableFuture
          .get(30, java.util.concurrent.TimeUnit.SECONDS)
          .worker("ends")
          .get
          .state shouldBe COMPLETED
      finally muster.close()
    }
  }
}
