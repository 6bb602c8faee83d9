package dev.muster.guardian

import java.time.{Clock, Duration => JDuration, Instant, ZoneOffset}
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicReference

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import com.typesafe.config.ConfigFactory
import dev.muster.report.WorkerState._
import dev.muster.report.{Roster, TimeSource}
import dev.muster.worker._
import org.apache.pekko.actor.testkit.typed.scaladsl.{ActorTestKit, ManualTime}
import org.apache.pekko.actor.typed.javadsl.Behaviors
import org.apache.pekko.actor.typed.{ActorRef, Behavior}
import org.apache.pekko.stream.javadsl.Source
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Hangs in its first incarnation until it is let go, whoever interrupts it; later ones are fine. */
private final class Hanging(where: String) extends Job {
  private case object Poke extends WorkerCommand
  private val letGo = new CountDownLatch(1)
  @volatile var hangs = false

  def release(): Unit = letGo.countDown()

  private def hang(): Unit = {
    hangs = true
    while (letGo.getCount > 0)
      try letGo.await()
      catch { case _: InterruptedException => }
    hangs = false
  }

  override def start(worker: WorkerContext): Behavior[WorkerCommand] =
    if (worker.incarnation > 1) Behaviors.setup[WorkerCommand] { _ => worker.up("well"); Behaviors.empty }
    else
      where match {
        case "actor" =>
          Behaviors.setup[WorkerCommand] { context =>
            context.getSelf.tell(Poke)
            Behaviors.receive(classOf[WorkerCommand]).onMessageEquals(Poke, () => { hang(); Behaviors.same }).build()
          }
        case "stream" =>
          StreamWorker.of(worker, () => Source.single(1).map[Result] { _ => hang(); Faulty.Line("late") })
        case "blocking" =>
          worker.up("well")
          worker.blocking.execute(() => hang())
          Behaviors.empty
      }
}

/** A call that does not come back is seen after half a minute, and shown with its stack. */
class StuckWorkerSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  private val config = ConfigFactory
    .parseString("pekko.actor.default-dispatcher.thread-pool-executor.fixed-pool-size = 4")
    .withFallback(ManualTime.config)
    .withFallback(TestSystem.config)
  private val testKit = ActorTestKit("stuck", config)
  private val time = ManualTime()(testKit.system)
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 5.millis)
  override protected def afterAll(): Unit = { jobs.foreach(_.release()); testKit.shutdownTestKit() }
  private val jobs = scala.collection.mutable.Buffer.empty[Hanging]

  private val now = new AtomicReference(Instant.parse("2026-01-01T00:00:00Z"))
  private val clock = new Clock {
    override def instant(): Instant = now.get
    override def getZone: ZoneOffset = ZoneOffset.UTC
    override def withZone(zone: java.time.ZoneId): Clock = this
  }

  private class Watched(where: String) {
    val job = new Hanging(where)
    jobs += job
    private val windows = Windows.create()
    private val settings = new WorkerSettings(
      where,
      "hanging",
      job,
      null,
      false,
      WorkerSettings.DispatcherChoice.SHARED,
      ScheduleSettings.once(),
      Long.MaxValue,
      SupervisionSettings.defaults(),
      WorkerSettings.OnGiveUp.STOP
    )
    private val guardian: ActorRef[Guardian.Command] = testKit.spawn(
      Guardian.create(
        new GuardianSettings(List(settings).asJava, false, JDuration.ofSeconds(10)),
        List.empty.asJava,
        windows,
        TimeSource.of(clock)
      )
    )
    eventually(job.hangs shouldBe true)

    def worker: Roster.Entry = windows.roster.get.worker(where).get

    /** Lets virtual time pass, all of it seen by the guardian. */
    def pass(seconds: Int): Unit = {
      now.set(now.get.plusSeconds(seconds.toLong))
      time.timePasses(seconds.seconds)
      // Whatever was due has its place before this in the guardian's queue.
      answered("nobody", Verb.PAUSE).done shouldBe false
      windows.roster.get.at shouldBe now.get
    }

    def told(verb: Verb): Answer = answered(where, verb)

    private def answered(worker: String, verb: Verb): Answer = {
      val probe = testKit.createTestProbe[Answer]()
      guardian ! new Guardian.Order(worker, verb, "spec", probe.ref)
      probe.receiveMessage(10.seconds)
    }
  }

  "A worker that hangs" when {
    for (where <- Seq("actor", "stream")) s"in its $where" should {
      "be shown with its stack after 30 s, and leave an actor behind only when restarted" in {
        val hanging = new Watched(where)
        hanging.pass(1)
        hanging.pass(28)
        hanging.worker.stuck shouldBe null
        hanging.worker.stuckCalls.asScala shouldBe empty
        hanging.pass(3)
        hanging.worker.stuck should not be null
        val call = hanging.worker.stuckCalls.get(0)
        call.incarnation shouldBe 1
        call.stack.asScala.mkString("\n") should include("Hanging.hang")
        hanging.told(Verb.RESTART) shouldBe new Answer(true, "started anew; the stuck one is left behind")
        eventually {
          hanging.pass(1)
          hanging.worker.state shouldBe RUNNING
        }
        hanging.worker.incarnation shouldBe 2
        hanging.worker.stuck shouldBe null
        hanging.worker.stuckCalls.asScala.map(_.incarnation) shouldBe Seq(1)
        if (where == "actor") hanging.worker.leftBehind.asScala shouldBe Seq(where)
        hanging.job.release()
        eventually {
          hanging.pass(1)
          hanging.worker.leftBehind.asScala shouldBe empty
          hanging.worker.stuckCalls.asScala shouldBe empty
        }
        hanging.worker.state shouldBe RUNNING
      }

      "be fine when it goes on by itself" in {
        val hanging = new Watched(where)
        hanging.pass(1)
        hanging.pass(31)
        hanging.worker.stuck should not be null
        hanging.job.release()
        eventually {
          hanging.pass(1)
          hanging.worker.stuck shouldBe null
        }
      }
    }

    "on a thread for blocking calls" should {
      "be left alone while it runs, and be shown when it has not ended 30 s after its worker" in {
        val hanging = new Watched("blocking")
        hanging.pass(1)
        hanging.pass(60)
        hanging.worker.stuckCalls.asScala shouldBe empty
        hanging.told(Verb.STOP).done shouldBe true
        eventually {
          hanging.pass(1)
          hanging.worker.state shouldBe STOPPED
        }
        hanging.pass(1)
        hanging.pass(31)
        hanging.worker.stuckCalls.get(0).stack.asScala.mkString("\n") should include("Hanging.hang")
        hanging.job.release()
        eventually {
          hanging.pass(1)
          hanging.worker.stuckCalls.asScala shouldBe empty
        }
      }
    }
  }
}
