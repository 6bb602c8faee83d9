package dev.muster.guardian

import java.time.{Duration => JDuration}
import java.util.concurrent.atomic.AtomicReference

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.Random

import dev.muster.report.{Roster, TimeSource, WorkerState}
import org.apache.pekko.actor.testkit.typed.scaladsl.ActorTestKit
import org.apache.pekko.actor.typed.ActorRef
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** The central promise: a worker that misbehaves disturbs nobody, and the books hold whatever happens. */
class IsolationSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  private val seconds = Integer.getInteger("isolation.seconds", 60).toInt
  private val seed = java.lang.Long.getLong("isolation.seed", System.nanoTime()).longValue
  private val random = new Random(seed)
  private val testKit = ActorTestKit("isolation", TestSystem.config)
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)
  override protected def afterAll(): Unit = testKit.shutdownTestKit()

  private val jobs = (1 to 8).map(i => s"w$i" -> new NumberedJob).toMap
  private val names = jobs.keys.toVector.sorted
  private val sink = new VerifyingSink(1.millis)
  private val windows = Windows.create()
  private lazy val guardian: ActorRef[Guardian.Command] = {
    val quick =
      new SupervisionSettings(JDuration.ofMillis(20), JDuration.ofMillis(100), 0.2, JDuration.ofSeconds(1), -1)
    val workers = names.map(name =>
      new WorkerSettings(
        name,
        "numbered",
        jobs(name),
        null,
        false,
        WorkerSettings.DispatcherChoice.SHARED,
        ScheduleSettings.once(),
        Long.MaxValue,
        quick,
        WorkerSettings.OnGiveUp.STOP
      )
    )
    testKit.spawn(
      Guardian.create(
        new GuardianSettings(workers.asJava, false, JDuration.ofSeconds(10)),
        List(sink.plan).asJava,
        windows,
        TimeSource.system()
      ),
      "guardian"
    )
  }

  private def roster: Roster = windows.roster.get()
  private def worker(name: String): Roster.Entry = roster.worker(name).get
  private def stateOf(name: String): WorkerState = worker(name).state

  private def order(name: String, verb: Verb): Answer = {
    val probe = testKit.createTestProbe[Answer]()
    guardian ! new Guardian.Order(name, verb, "spec", probe.ref)
    probe.receiveMessage(10.seconds)
  }

  private def delivers(name: String): Unit = {
    val before = worker(name).account.delivered
    eventually(worker(name).account.delivered should be > before)
  }

  private def failsWith(deed: () => Unit)(name: String): Unit = {
    val before = worker(name).restarts
    jobs(name).next(deed)
    eventually(worker(name).restarts should be > before)
  }

  /** Waits until the roster shows it, so that it is not taken for what a later deed did. */
  private def restarted(name: String): Unit = {
    val before = worker(name).incarnation
    order(name, Verb.RESTART).done shouldBe true
    eventually(worker(name).incarnation should be > before)
  }

  private def endless(n: Int): Int = 1 + endless(n + 1)

  private val deeds: Vector[(String, String => Unit)] = Vector(
    "throws" -> failsWith(() => throw new IllegalStateException("thrown by the spec")),
    "throws an assertion error" -> failsWith(() => throw new AssertionError("thrown by the spec")),
    "throws a linkage error" -> failsWith(() => throw new NoClassDefFoundError("dev/muster/Missing")),
    "overflows its stack" -> failsWith(() => endless(0)),
    "is interrupted" -> failsWith(() => throw new InterruptedException("thrown by the spec")),
    "is restarted" -> restarted,
    "is paused and resumed" -> { name =>
      order(name, Verb.PAUSE)
      eventually(stateOf(name) shouldBe WorkerState.PAUSED)
      eventually(worker(name).account.inFlight shouldBe 0)
      order(name, Verb.RESUME).done shouldBe true
    },
    "is stopped" -> { name =>
      order(name, Verb.STOP)
      eventually(stateOf(name) shouldBe WorkerState.STOPPED)
      eventually(worker(name).account.inFlight shouldBe 0)
      restarted(name)
    }
  )

  private def onlyDisturbs(name: String)(deed: => Unit): Unit = {
    def others = names.filterNot(_ == name).map(n => n -> worker(n).incarnation)
    val before = others
    deed
    eventually(stateOf(name) shouldBe WorkerState.RUNNING)
    delivers(name)
    others shouldBe before
    names.filterNot(_ == name).foreach(delivers)
  }

  "Eight workers into a slow lossless sink" should {
    s"not disturb each other, and lose or double nothing, for $seconds s (seed $seed)" in {
      guardian
      names.foreach(name => eventually(stateOf(name) shouldBe WorkerState.RUNNING))
      val counts = scala.collection.mutable.Map.empty[String, Int].withDefaultValue(0)
      val end = seconds.seconds.fromNow
      while (end.hasTimeLeft()) {
        val name = names(random.nextInt(names.size))
        val (what, deed) = deeds(random.nextInt(deeds.size))
        withClue(s"seed $seed, $name $what: ")(onlyDisturbs(name)(deed(name)))
        counts(what) += 1
        sink.faults.asScala shouldBe empty
      }
      info(s"seed $seed, ${sink.taken.get} results, " + counts.map { case (w, n) => s"$w $n times" }.mkString(", "))
    }

    "be quiet when drained, with closed books that agree with the sink" in {
      val probe = testKit.createTestProbe[Guardian.Drained]()
      guardian ! new Guardian.Drain(probe.ref)
      val last = probe.receiveMessage(20.seconds).roster
      last.workers.asScala.foreach(w => withClue(w.name + ": ")(w.account.inFlight shouldBe 0))
      last.workers.asScala.map(_.account.delivered).sum shouldBe sink.taken.get
      sink.faults.asScala shouldBe empty
      // Only a stream that was ended by a fatal error may have lost its tail.
      last.workers.asScala.flatMap(_.account.dropped.asScala.keys).toSet should (be(empty) or be(Set("aborted")))
    }
  }
}
