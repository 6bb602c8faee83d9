package dev.muster.report

import java.util.concurrent.{CompletionException, CompletionStage}

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.guardian.TestSystem
import dev.muster.report.sinks.{Budget, SinkCommand, SinkPlan}
import dev.muster.worker.Result
import org.apache.pekko.Done
import org.apache.pekko.actor.testkit.typed.scaladsl.{ActorTestKit, TestProbe}
import org.apache.pekko.actor.typed.scaladsl.Behaviors
import org.apache.pekko.actor.typed.{ActorRef, Props}
import org.apache.pekko.stream.SystemMaterializer
import org.apache.pekko.stream.javadsl.Source
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Streams of this spec do not die. */
private object NoFatalErrors extends FatalErrors {
  override def watch(ended: java.util.function.Consumer[Throwable]): Unit = ()
  override def forget(): Unit = ()
  override def explain(abrupt: Throwable): Throwable = abrupt
}

/** The way of a result from a stream through the reporter to the sinks, and what the books say of it. */
class ReporterSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  private val testKit = ActorTestKit("reporter", TestSystem.config)
  private val materializer = SystemMaterializer(testKit.system).materializer
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(15.seconds, 20.millis)
  override protected def afterAll(): Unit = testKit.shutdownTestKit()

  private case class Item(number: Int, override val failure: java.util.Optional[String] = java.util.Optional.empty())
      extends Result {
    override def summary(): String = s"#$number"
  }

  /** A sink in the hands of the spec. */
  private class Hand(lossless: Boolean, val budget: Budget = Budget.unlimited()) {
    val seen: TestProbe[SinkCommand] = testKit.createTestProbe[SinkCommand]()
    val name: String = if (lossless) "safe" else "lossy"
    def plan: SinkPlan = new SinkPlan(
      name,
      lossless,
      Behaviors.receiveMessage[SinkCommand] { m => seen.ref ! m; Behaviors.same },
      Props.empty,
      budget
    )
    def delivery(): SinkCommand.Deliver = seen.expectMessageType[SinkCommand.Deliver](10.seconds)
    def take(delivery: SinkCommand.Deliver): Unit = delivery.replyTo ! new SinkCommand.Taken(name, delivery.id)
  }

  private class Books(sinks: Hand*)(limit: Long = Long.MaxValue) {
    val ledger = new Ledger("worker", limit, TimeSource.system())
    val reporter: ActorRef[Reporter.Command] =
      testKit.spawn(Reporter.create(sinks.map(_.plan).asJava, new SinkLedgers))
    def account: Account = ledger.account
    def run(source: Source[Result, _]): CompletionStage[Done] =
      source.runWith(new ResultsSink(reporter, ledger, () => (), NoFatalErrors), materializer)
  }

  private def items(count: Int): Source[Result, _] = Source.range(1, count).map[Result](n => Item(n))

  "Results" should {
    "be delivered when the reporter has them, if no sink must have them too" in {
      val books = new Books()()
      books.run(items(10_000)).toCompletableFuture.join()
      books.account.delivered shouldBe 10_000
      eventually(books.account.inFlight shouldBe 0)
    }

    "be delivered only when every lossless sink has taken them" in {
      val hand = new Hand(lossless = true)
      val books = new Books(hand)()
      val done = books.run(items(1))
      val delivery = hand.delivery()
      books.account.delivered shouldBe 0
      books.account.inFlight shouldBe 1
      hand.take(delivery)
      done.toCompletableFuture.join()
      books.account.delivered shouldBe 1
    }

    "leave at once when at rest, and in batches under load" in {
      val hand = new Hand(lossless = true)
      val books = new Books(hand)()
      books.run(items(1000))
      val sizes = Iterator.continually { val d = hand.delivery(); hand.take(d); d.results.size }
      sizes.take(4).toSeq.max should be > 100
    }

    "hold the source back while a lossless sink does not take them" in {
      val books = new Books(new Hand(lossless = true))()
      books.run(items(1_000_000))
      eventually(books.account.emitted should be > 500L)
      books.account.emitted should be < 2000L
    }

    "all be delivered before the failure of their stream is told" in {
      val hand = new Hand(lossless = true)
      val books = new Books(hand)()
      val failing = items(1000).map[Result] { case i: Item =>
        if (i.number == 700) throw new RuntimeException("at 700") else i
      }
      val done = books.run(failing).toCompletableFuture
      var taken = 0
      while (taken < 699) { val d = hand.delivery(); done.isDone shouldBe false; taken += d.results.size; hand.take(d) }
      the[CompletionException] thrownBy done.join() should have message "java.lang.RuntimeException: at 700"
      eventually(books.account shouldBe books.account)
      books.account.delivered shouldBe 699
      books.account.inFlight shouldBe 0
    }

    "count as errors, and be delivered all the same, if they failed" in {
      val books = new Books()()
      books
        .run(Source.range(1, 10).map[Result](n => Item(n, java.util.Optional.of("no answer"))))
        .toCompletableFuture
        .join()
      books.account.errors shouldBe 10
      books.account.delivered shouldBe 10
    }

    "end at the limit, over all runs" in {
      val books = new Books()(limit = 15)
      books.run(items(10)).toCompletableFuture.join()
      books.run(items(1_000_000)).toCompletableFuture.join()
      books.account.emitted shouldBe 15
      books.run(items(10)).toCompletableFuture.join()
      books.account.emitted shouldBe 15
    }
  }

  "A lossy sink" should {
    "hold nobody up, and learn how much it was not shown" in {
      val hand = new Hand(lossless = false)
      val books = new Books(hand)()
      books.run(items(100_000)).toCompletableFuture.join()
      books.account.delivered shouldBe 100_000
      var shown = 0L
      while (shown + hand.budget.skipped < 100_000) {
        val d = hand.delivery()
        shown += d.results.size
        hand.take(d)
      }
      shown + hand.budget.skipped shouldBe 100_000
      hand.budget.renew().get("worker") shouldBe hand.budget.skipped
      hand.budget.skipped should be > 0L
    }

    "be given what its budget of the second has room for, and not be woken for the rest" in {
      val hand = new Hand(lossless = false, new Budget(7, _ => true))
      val books = new Books(hand)()
      books.run(items(100_000)).toCompletableFuture.join()
      LazyList.continually(hand.delivery().results.size).scanLeft(0)(_ + _).find(_ >= 7) shouldBe Some(7)
      hand.seen.expectNoMessage(1.milli)
      hand.budget.skipped shouldBe 99_993
    }
  }

  "The books" should {
    "drop as shutdown what is under way when they are settled" in {
      val hand = new Hand(lossless = true)
      val books = new Books(hand)()
      books.run(items(10))
      hand.delivery()
      eventually(books.account.emitted shouldBe 10)
      val probe = testKit.createTestProbe[Reporter.Settled]()
      books.reporter ! new Reporter.Settle(probe.ref)
      hand.seen.fishForMessage(10.seconds) {
        case flush: SinkCommand.Flush =>
          flush.replyTo ! new SinkCommand.Flushed("safe")
          org.apache.pekko.actor.testkit.typed.FishingOutcome.Complete
        case _ => org.apache.pekko.actor.testkit.typed.FishingOutcome.ContinueAndIgnore
      }
      probe.expectMessage(10.seconds, Reporter.Settled.INSTANCE)
      books.account.inFlight shouldBe 0
      books.account.dropped.asScala("shutdown") shouldBe 10
    }

    "count nothing that comes after they were closed, neither as emitted nor as delivered" in {
      val books = new Books()()
      val late = items(1000).map[Result] { case i: Item => if (i.number == 300) books.ledger.close(); i }
      books.run(late).toCompletableFuture.join()
      eventually(books.account.delivered shouldBe books.account.emitted)
      books.account.emitted shouldBe 299
      val emitter = new Emitter(testKit.system, books.reporter, books.ledger)
      val refused = emitter.emit(Item(1), () => ()).toCompletableFuture
      (the[CompletionException] thrownBy refused.join()).getMessage should include("not emitted: muster is ending")
    }

    "count what a source dropped as emitted, too" in {
      val books = new Books()()
      books.ledger.droppedAtSource("buffer-full", 7)
      books.account.emitted shouldBe 7
      books.account.inFlight shouldBe 0
    }
  }

  "A sink that fails" should {
    "be asked again to write out what it holds" in {
      @volatile var broken = true
      val plan = SinkPlan.lossless(
        "safe",
        Behaviors.receiveMessage[SinkCommand] {
          case _: SinkCommand.Flush if broken => broken = false; throw new IllegalStateException("broken sink")
          case flush: SinkCommand.Flush       => flush.replyTo ! new SinkCommand.Flushed("safe"); Behaviors.same
          case _                              => Behaviors.same
        },
        Props.empty
      )
      val settled = testKit.createTestProbe[Reporter.Settled]()
      testKit.spawn(Reporter.create(List(plan).asJava, new SinkLedgers)) ! new Reporter.Settle(settled.ref)
      settled.expectMessage(10.seconds, Reporter.Settled.INSTANCE)
    }

    "be restarted and given again what it had not taken" in {
      val seen = testKit.createTestProbe[SinkCommand.Deliver]()
      @volatile var broken = true
      val plan = SinkPlan.lossless(
        "safe",
        Behaviors.receiveMessage[SinkCommand] {
          case _: SinkCommand.Deliver if broken => broken = false; throw new IllegalStateException("broken sink")
          case d: SinkCommand.Deliver => seen.ref ! d; d.replyTo ! new SinkCommand.Taken("safe", d.id); Behaviors.same
          case _                      => Behaviors.same
        },
        Props.empty
      )
      val reporter = testKit.spawn(Reporter.create(List(plan).asJava, new SinkLedgers))
      val ledger = new Ledger("worker", Long.MaxValue, TimeSource.system())
      items(1)
        .runWith(new ResultsSink(reporter, ledger, () => (), NoFatalErrors), materializer)
        .toCompletableFuture
        .join()
      ledger.account.delivered shouldBe 1
      seen.receiveMessage(10.seconds).results.size shouldBe 1
    }
  }
}
