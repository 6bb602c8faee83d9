package dev.muster.contract.broken

import java.time.Duration
import java.util.concurrent.CountDownLatch

import dev.muster.worker._
import org.apache.pekko.actor.typed.javadsl.{ActorContext, Behaviors}
import org.apache.pekko.actor.typed.{Behavior, PostStop}

/** Workers that each break one clause of the contract, and what they lean on. */
object BrokenWorkers {
  @volatile var worldIsThere = true
  val never = new CountDownLatch(1)

  /** What the left threads wait for. */
  val ended = new CountDownLatch(1)
  final case class Number(value: Long) extends Result {
    override def summary(): String = s"number $value"
  }
  case object Tick extends WorkerCommand
  val silent: Behavior[WorkerCommand] = Behaviors.empty[WorkerCommand]

  /** Counts from 0, one number every 10 ms. */
  abstract class Counting extends WorkerType {
    protected def number(count: Long): Long = count
    protected def handled: Seq[WorkerCommand] = Nil
    protected def gives(count: Long): Boolean = true
    protected def begin(worker: WorkerContext): Unit = ()

    override def read(fields: Fields): Job = worker => counting(worker)

    protected def counting(worker: WorkerContext): Behavior[WorkerCommand] = Behaviors.setup { context =>
      begin(worker)
      ticks(context, worker)
    }

    private def ticks(context: ActorContext[WorkerCommand], worker: WorkerContext): Behavior[WorkerCommand] = {
      var count = 0L
      def next(): Unit = context.scheduleOnce(Duration.ofMillis(10), context.getSelf, Tick)
      next()
      val builder = Behaviors
        .receive(classOf[WorkerCommand])
        .onMessageEquals(
          Tick,
          () => {
            if (gives(count)) worker.emit(Number(number(count)))
            count += 1
            next()
            Behaviors.same[WorkerCommand]
          }
        )
      handled
        .foldLeft(builder)((built, command) => built.onMessageEquals(command, () => Behaviors.same[WorkerCommand]))
        .build()
    }
  }
}

import BrokenWorkers._

/** Does as it should. */
final class Right extends Counting

/** Does nothing, and says nothing, if the world is not there when it starts. */
final class GivesUp extends Counting {
  override def counting(worker: WorkerContext): Behavior[WorkerCommand] =
    if (worldIsThere) super.counting(worker) else silent
}

/** Says nothing when the world has gone. */
final class KeepsQuiet extends Counting {
  override def gives(count: Long): Boolean = worldIsThere
}

/** Has only one life. */
final class OneLife extends Counting {
  override def counting(worker: WorkerContext): Behavior[WorkerCommand] =
    if (worker.incarnation == 1) super.counting(worker) else silent
}

/** Waits on the actor's thread. */
final class Waits extends Counting {
  override def begin(worker: WorkerContext): Unit = never.await(20, java.util.concurrent.TimeUnit.SECONDS)
}

/** Leaves a number out. */
final class Loses extends Counting {
  override def number(count: Long): Long = if (count < 5) count else count + 1
}

/** Gives a number twice. */
final class Doubles extends Counting {
  override def number(count: Long): Long = if (count < 5) count else count - 1
}

/** Waits for nobody. */
final class Floods extends Counting {
  override def begin(worker: WorkerContext): Unit = (0 until 10000).foreach(n => worker.emit(Number(n.toLong)))
}

/** Says that it pauses, and goes on. */
final class Restless extends Counting {
  override def handled: Seq[WorkerCommand] = Seq(WorkerCommand.Pause.INSTANCE)
}

/** Completes its run, and takes a trigger without doing anything. */
final class Lazy extends WorkerType {
  override def read(fields: Fields): Job = worker => {
    worker.emit(Number(0)).thenRun(() => worker.completed())
    Behaviors
      .receive(classOf[WorkerCommand])
      .onMessageEquals(WorkerCommand.Trigger.INSTANCE, () => Behaviors.same[WorkerCommand])
      .build()
  }
}

/** Gives two results and then neither goes on nor ends. */
final class Stalls extends Counting {
  override def gives(count: Long): Boolean = count < 2
}

/** Says that it stops, and does not. */
final class Clings extends Counting {
  override def handled: Seq[WorkerCommand] = Seq(WorkerCommand.Stop.INSTANCE)
}

/** Starts a thread in each life, and leaves it. */
final class LeavesThreads extends Counting {
  override def begin(worker: WorkerContext): Unit = {
    val thread = new Thread(() => ended.await(), "left")
    thread.setDaemon(true)
    thread.start()
  }
}

/** Cannot start again once an actor of its has been stopped. */
final class StoppedForGood extends WorkerType {
  @volatile private var stopped = false
  private object counting extends Counting
  override def read(fields: Fields): Job = {
    val job = counting.read(fields)
    worker =>
      if (stopped) silent
      else {
        worker.own[AutoCloseable](() => stopped = true)
        job.start(worker)
      }
  }
}
