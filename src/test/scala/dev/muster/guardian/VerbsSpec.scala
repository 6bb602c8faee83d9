package dev.muster.guardian

import java.time.{Duration => JDuration, Instant}
import java.util.concurrent.{ConcurrentLinkedQueue, Flow, LinkedBlockingQueue, TimeUnit}

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.Random

import dev.muster.report.{Roster, StateChange, WorkerState}
import org.apache.pekko.actor.typed.ActorSystem
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Every verb in every state, again and again, at workers of every kind: each answer is as promised, and the books
  * close.
  */
class VerbsSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)
  private val rounds = Integer.getInteger("verbs.rounds", 1000).toInt
  private val seed = java.lang.Long.getLong("verbs.seed", System.nanoTime()).longValue
  private val random = new Random(seed)

  private case class Told(worker: String, verb: Verb, from: Instant, to: Instant, answer: Answer)

  private def threads: Set[Thread] =
    Thread.getAllStackTraces.keySet.asScala.filter(_.getName.startsWith("muster")).toSet

  /** What happens to the workers, as a face would hear it. */
  private class Listener extends Flow.Subscriber[StateChange] {
    val news = new LinkedBlockingQueue[StateChange]()
    val all = new ConcurrentLinkedQueue[StateChange]()
    override def onSubscribe(subscription: Flow.Subscription): Unit = subscription.request(Long.MaxValue)
    override def onNext(change: StateChange): Unit = { all.add(change); news.add(change) }
    override def onError(failure: Throwable): Unit = ()
    override def onComplete(): Unit = ()
  }

  /** Taken when the first spec begins, since suites are made before others have run. */
  private lazy val before = threads
  private val sink = new VerifyingSink(1.millis)
  private val misfits = new Misfits(random.nextLong())
  private val last = new java.util.concurrent.atomic.AtomicReference[Roster]()
  private lazy val muster = MusterSystem.start(
    new GuardianSettings(misfits.workers.asJava, false, JDuration.ofSeconds(10), JDuration.ofMillis(500)),
    List(sink.plan).asJava,
    misfits.config.withFallback(TestSystem.config),
    roster => last.set(roster)
  )
  private lazy val controls = muster.controls
  private val listener = new Listener
  private val told = scala.collection.mutable.ArrayBuffer.empty[Told]

  private def tell(worker: String, verb: Verb): Unit = {
    val from = Instant.now
    val answer = controls.tell(worker, verb, "spec").toCompletableFuture.get(10, TimeUnit.SECONDS)
    told += Told(worker, verb, from, Instant.now, answer)
  }

  /** The states that a worker may have been in while it was told. */
  private def states(order: Told, first: Map[String, WorkerState]): Seq[WorkerState] = {
    val changes = listener.all.asScala.filter(_.worker == order.worker).toSeq
    val earlier = changes.takeWhile(_.at.isBefore(order.from)).lastOption.map(_.to).getOrElse(first(order.worker))
    val during = changes.dropWhile(_.at.isBefore(order.from)).takeWhile(!_.at.isAfter(order.to))
    earlier +: during.flatMap(change => Seq(change.from, change.to))
  }

  s"A thousand verbs in random order (seed $seed)" should {
    var first = Map.empty[String, WorkerState]

    "each be answered as the table promises" in {
      before
      controls.changes.subscribe(listener)
      val subscribed = Instant.now
      eventually(controls.roster.at should be > subscribed)
      first = controls.roster.workers.asScala.map(w => w.name -> w.state).toMap
      val names = misfits.names
      for (_ <- 1 to rounds) {
        tell(names(random.nextInt(names.size)), Verb.values()(random.nextInt(Verb.values().length)))
        // The next one comes with the next change or before it, so that few states are passed by.
        listener.news.clear()
        if (random.nextInt(4) > 0) listener.news.poll(random.nextInt(50), TimeUnit.MILLISECONDS)
      }
      told.flatMap(t => VerbTable.faults(t.verb, states(t, first), t.answer)) shouldBe empty
      listener.all.asScala.map(_.sequence).toSeq should be(sorted)
      val hit = told.map(t => t.verb -> states(t, first).head).toSet
      info(s"seed $seed, ${told.size} orders, ${hit.size} of ${Verb.values.length * WorkerState.values.length} pairs")
      for (state <- WorkerState.values) withClue(s"seed $seed, never in $state: ")(hit.map(_._2) should contain(state))
    }

    "leave every worker obedient" in {
      misfits.release()
      val answers = controls.tellAll(Verb.STOP, "spec").toCompletableFuture.get(10, TimeUnit.SECONDS).asScala
      answers.keySet shouldBe misfits.names.toSet
      for ((name, answer) <- answers) withClue(s"seed $seed, $name: ${answer.text}: ")(answer.done shouldBe true)
      eventually {
        for (worker <- controls.roster.workers.asScala) withClue(s"seed $seed, ${worker.name}: ") {
          worker.state.ended shouldBe true
          worker.leftBehind.asScala shouldBe empty
          worker.account.inFlight shouldBe 0
          worker.account.queueDepth shouldBe 0
        }
      }
    }

    "leave no actor of a worker, and no stream" in eventually {
      val system = muster.guardian.asInstanceOf[ActorSystem[_]].classicSystem
      val tree = system.getClass.getMethod("printTree").invoke(system).toString
      for (name <- "flow-" +: misfits.names) withClue(tree)(tree should not include name)
    }

    "leave closed books that agree with the sink, and no thread" in {
      muster.shutdown().toCompletableFuture.get(30, TimeUnit.SECONDS)
      val workers = last.get.workers.asScala
      workers.foreach(w => withClue(s"seed $seed, ${w.name}: ")(w.account.inFlight shouldBe 0))
      workers.map(_.account.delivered).sum shouldBe sink.taken.get
      sink.faults.asScala shouldBe empty
      muster.actors.getWhenTerminated.toCompletableFuture.get(30, TimeUnit.SECONDS)
      controls.tell("finite", Verb.RESTART, "spec").toCompletableFuture.join() shouldBe
        new Answer(false, "muster has ended")
      eventually((threads -- before).filter(_.isAlive).map(_.getName) shouldBe empty)
    }
  }
}
