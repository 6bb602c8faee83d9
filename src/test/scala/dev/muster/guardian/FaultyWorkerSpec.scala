package dev.muster.guardian

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.RunningMuster
import dev.muster.report.WorkerState._
import dev.muster.worker._
import org.apache.pekko.actor.typed.javadsl.Behaviors
import org.apache.pekko.actor.typed.{Behavior, PostStop}
import org.apache.pekko.stream.javadsl.Source
import org.apache.pekko.stream.stage.{GraphStage, GraphStageLogic, OutHandler}
import org.apache.pekko.stream.{Attributes, Outlet, SourceShape}
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Throws what it is told, where it is told. */
final class Faulty extends WorkerType {
  override def read(fields: Fields): Job = {
    val where = fields.text("where", "nowhere", "where it throws")
    val what = fields.text("what", "exception", "what it throws")
    if (where == "read") Faulty.raise(what)
    worker => Faulty.behavior(worker, where, what)
  }
}

object Faulty {
  final case class Line(summary: String) extends Result
  private case object Poke extends WorkerCommand

  def raise(what: String): Nothing = what match {
    case "exception" => throw new IllegalStateException("thrown by the spec")
    case "checked"   => throw new java.io.IOException("thrown by the spec")
    case "assertion" => throw new AssertionError("thrown by the spec")
    case "linkage"   => throw new NoClassDefFoundError("com/example/Driver")
    case "stack"     => throw new StackOverflowError()
    case "interrupt" => throw new InterruptedException("thrown by the spec")
  }

  def behavior(worker: WorkerContext, where: String, what: String): Behavior[WorkerCommand] = where match {
    case "start"   => raise(what)
    case "setup"   => Behaviors.setup[WorkerCommand](_ => raise(what))
    case "message" =>
      Behaviors.setup[WorkerCommand] { context =>
        context.getSelf.tell(Poke)
        Behaviors.receive(classOf[WorkerCommand]).onMessageEquals(Poke, () => raise(what)).build()
      }
    case "stream" =>
      StreamWorker.of(worker, () => Source.range(1, 3).map[Line](n => if (n == 2) raise(what) else Line("a line")))
    case "stage"  => StreamWorker.of(worker, () => Source.fromGraph(new FaultyStage(what)))
    case "source" => StreamWorker.of(worker, () => raise(what))
    case "end"    =>
      Behaviors.setup[WorkerCommand] { context =>
        context.getSelf.tell(Poke)
        Behaviors
          .receive(classOf[WorkerCommand])
          .onMessageEquals(Poke, () => Behaviors.stopped[WorkerCommand]: Behavior[WorkerCommand])
          .onSignal(classOf[PostStop], (_: PostStop) => raise(what))
          .build()
      }
    case "stop" =>
      Behaviors
        .receive(classOf[WorkerCommand])
        .onSignal(classOf[PostStop], (_: PostStop) => raise(what))
        .build()
    case _ => StreamWorker.of(worker, () => Source.repeat(Line("fine")).throttle(20, java.time.Duration.ofSeconds(1)))
  }
}

/** A source that throws before it has begun. */
final class FaultyStage(what: String) extends GraphStage[SourceShape[Faulty.Line]] {
  private val out = Outlet[Faulty.Line]("out")
  override val shape: SourceShape[Faulty.Line] = SourceShape(out)
  override def createLogic(attributes: Attributes): GraphStageLogic = new GraphStageLogic(shape) with OutHandler {
    override def preStart(): Unit = Faulty.raise(what)
    override def onPull(): Unit = ()
    setHandler(out, this)
  }
}

/** A worker that throws: wherever and whatever it is, only that worker feels it, and it is said why. */
class FaultyWorkerSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)
  private val kinds = Seq("exception", "checked", "assertion", "linkage", "stack", "interrupt")

  private def conf(where: String): String = {
    val faulty = kinds.map(kind => s"$kind { type = dev.muster.guardian.Faulty, where = $where, what = $kind }")
    s"""muster.workers {
      ${faulty.mkString("\n")}
      canary { type = dev.muster.guardian.Faulty, dispatcher = shared }
    }
    # For so long a failure that will not mend by itself is left alone.
    muster.worker-defaults.supervision.max-backoff = 400ms"""
  }

  private def undisturbed(where: String)(test: RunningMuster => Unit): Unit = {
    val muster = new RunningMuster(conf(where))
    try {
      test(muster)
      val before = muster.worker("canary").account.delivered
      eventually(muster.worker("canary").account.delivered should be > before)
      muster.worker("canary").incarnation shouldBe 1
    } finally muster.close()
  }

  "A worker that throws" when {
    for (where <- Seq("start", "setup", "message", "stream", "stage", "source")) s"in $where" should {
      "back off again and again, say why, and disturb nobody" in undisturbed(where) { muster =>
        for (kind <- kinds) withClue(s"$kind: ")(eventually {
          val worker = muster.worker(kind)
          worker.restarts should be >= 2L
          val why = kind match {
            case "linkage" => "com/example/Driver"
            case "stack"   => "StackOverflowError"
            // Pekko keeps the kind of it, and not always the words.
            case "interrupt" => "InterruptedException"
            case _           => "thrown by the spec"
          }
          worker.lastFailure should include(why)
          worker.state should (be(BACKING_OFF) or be(STARTING) or be(RUNNING))
        })
      }
    }

    "in read" should {
      "be FAILED and say why, while the app runs" in undisturbed("read") { muster =>
        for (kind <- kinds) {
          eventually(muster.state(kind) shouldBe FAILED)
          muster.order(kind, Verb.RESTART).done shouldBe false
        }
      }
    }

    "while it ends by itself" should {
      "have completed all the same" in undisturbed("end") { muster =>
        for (kind <- kinds) withClue(s"$kind: ")(eventually(muster.state(kind) shouldBe COMPLETED))
      }
    }

    "while it stops" should {
      "stop all the same" in undisturbed("stop") { muster =>
        for (kind <- kinds) {
          eventually(muster.order(kind, Verb.STOP).done shouldBe true)
          eventually(muster.state(kind) shouldBe STOPPED)
        }
      }
    }
  }

  "All of them together" should {
    "leave no thread behind when they are gone" in {
      def threads = Thread.getAllStackTraces.keySet.asScala.count(_.getName.startsWith("muster-exception"))
      undisturbed("stream")(muster => eventually(muster.worker("exception").restarts should be >= 3L))
      eventually(threads shouldBe 0)
    }
  }
}
