package dev.muster.guardian

import java.time.{Duration => JDuration}
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.{CountDownLatch, TimeUnit}

import scala.util.Random

import com.typesafe.config.{Config, ConfigFactory}
import dev.muster.guardian.ScheduleSettings.Run
import dev.muster.guardian.WorkerSettings.DispatcherChoice
import dev.muster.worker._
import org.apache.pekko.actor.typed.javadsl.Behaviors
import org.apache.pekko.actor.typed.{Behavior, PostStop}
import org.apache.pekko.stream.javadsl.Source

/** One worker of each kind that verbs must cope with; all their results are numbered. */
final class Misfits(seed: Long) {
  private case object Poke extends WorkerCommand
  private val random = new Random(seed)
  private val runs = new AtomicLong()
  private val released = new CountDownLatch(1)

  /** Lets those go that hang. */
  def release(): Unit = released.countDown()

  private def draw(below: Int): Int = random.synchronized(random.nextInt(below))

  private def numbered(worker: WorkerContext): LongSource = new LongSource(s"${worker.name}-${runs.incrementAndGet()}")
  private class LongSource(run: String) {
    def of(count: Int): Source[Numbered, _] = Source.range(0, count - 1).map[Numbered](n => Numbered(run, n.toLong))
    def failing(after: Int): Source[Numbered, _] =
      of(after + 1).map[Numbered](n => if (n.number == after) throw new IllegalStateException("fails") else n)
  }

  private def stream(results: LongSource => Source[Numbered, _]): Job =
    worker => StreamWorker.of(worker, () => results(numbered(worker)))

  /** Handles nothing, emits by hand. */
  private val plain: Job = worker => {
    case class Next(number: Long) extends WorkerCommand
    val run = s"${worker.name}-${runs.incrementAndGet()}"
    Behaviors.setup[WorkerCommand] { context =>
      context.getSelf.tell(Next(0))
      Behaviors
        .receive(classOf[WorkerCommand])
        .onMessage(
          classOf[Next],
          (next: Next) => {
            context.pipeToSelf[org.apache.pekko.Done](
              worker.emit(Numbered(run, next.number)),
              (_, _) => Next(next.number + 1)
            )
            Behaviors.same[WorkerCommand]
          }
        )
        .build()
    }
  }

  private def hang(atMost: Int): Unit = {
    val end = System.nanoTime + TimeUnit.MILLISECONDS.toNanos(draw(atMost).toLong)
    while (released.getCount > 0 && System.nanoTime < end)
      try released.await(end - System.nanoTime, TimeUnit.NANOSECONDS)
      catch { case _: InterruptedException => }
  }

  private val hanging: Job = _ =>
    Behaviors.setup[WorkerCommand] { context =>
      context.getSelf.tell(Poke)
      Behaviors
        .receive(classOf[WorkerCommand])
        .onMessageEquals(Poke, () => { hang(4000); context.getSelf.tell(Poke); Behaviors.same[WorkerCommand] })
        .build()
    }

  /** Ends each run by stopping, as an actor may. */
  private val brief: Job = _ =>
    Behaviors.setup[WorkerCommand] { context =>
      context.getSelf.tell(Poke)
      Behaviors
        .receive(classOf[WorkerCommand])
        .onMessageEquals(Poke, () => Behaviors.stopped[WorkerCommand]: Behavior[WorkerCommand])
        .build()
    }

  private val dogged: Job = _ =>
    Behaviors
      .receive(classOf[WorkerCommand])
      .onSignal(classOf[PostStop], (_: PostStop) => { hang(300); Behaviors.same[WorkerCommand] })
      .build()

  private def schedule(run: Run): ScheduleSettings =
    new ScheduleSettings(run, JDuration.ofMillis(100), JDuration.ofMillis(20), 0.1)

  private def worker(
      name: String,
      job: Job,
      run: Run = Run.ONCE,
      limit: Long = Long.MaxValue,
      restarts: Int = -1
  ): WorkerSettings = new WorkerSettings(
    name,
    "misfit",
    job,
    null,
    false,
    if (name == "hanging") DispatcherChoice.OWN else DispatcherChoice.SHARED,
    schedule(run),
    limit,
    new SupervisionSettings(JDuration.ofMillis(20), JDuration.ofMillis(200), 0.2, JDuration.ofSeconds(1), restarts),
    WorkerSettings.OnGiveUp.STOP
  )

  val workers: Seq[WorkerSettings] = Seq(
    worker("endless", new NumberedJob),
    worker("finite", stream(_.of(300))),
    worker("ticking", stream(_.of(20)), Run.EVERY),
    worker("limited", stream(_.of(100)), Run.CONTINUOUS, limit = 1000),
    worker("failing", stream(_.failing(after = 1 + draw(300)))),
    worker("never-up", _ => throw new IllegalStateException("never")),
    worker("giving-up", stream(_.failing(after = 5)), restarts = 0),
    worker("plain", plain),
    worker("brief", brief, Run.EVERY),
    worker("hanging", hanging),
    worker("dogged", dogged)
  )

  val names: Vector[String] = workers.map(_.name).toVector

  /** Threads of its own for the one that hangs. */
  val config: Config = ConfigFactory.parseString("""
    muster.dispatchers.own-hanging {
      type = Dispatcher
      executor = "dev.muster.guardian.FatalErrorNet"
      thread-pool-executor.fixed-pool-size = 8
    }
  """)
}
