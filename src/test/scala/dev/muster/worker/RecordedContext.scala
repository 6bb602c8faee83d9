package dev.muster.worker

import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.{CompletableFuture, CompletionStage, ConcurrentLinkedQueue, Executor, Executors}

import org.apache.pekko.Done
import org.apache.pekko.stream.javadsl.Sink
import org.slf4j.{Logger, LoggerFactory}

/** A context that writes down what a worker says, for specs of one worker without a guardian. */
final class RecordedContext(val name: String = "worker") extends WorkerContext {
  val ups = new ConcurrentLinkedQueue[String]()
  val degradations = new ConcurrentLinkedQueue[String]()
  val drops = new ConcurrentLinkedQueue[(String, Long)]()
  val notes = new java.util.concurrent.ConcurrentHashMap[String, String]()
  val delivered = new ConcurrentLinkedQueue[Result]()
  val completions = new AtomicLong()
  private val owned = new ConcurrentLinkedQueue[AutoCloseable]()
  private val threads = Executors.newCachedThreadPool()

  override def incarnation(): Long = 1
  override def log(): Logger = LoggerFactory.getLogger("muster.worker." + name)
  override def up(message: String): Unit = ups.add(message)
  override def degraded(why: String): Unit = degradations.add(why)
  override def completed(): Unit = completions.incrementAndGet()
  override def own[R <: AutoCloseable](resource: R): R = { owned.add(resource); resource }
  override def results(): Sink[Result, CompletionStage[Done]] = Sink.foreach[Result](r => delivered.add(r))
  override def emit(result: Result): CompletionStage[Done] = {
    delivered.add(result)
    CompletableFuture.completedFuture(Done.getInstance())
  }
  override def dropped(reason: String, count: Long): Unit = drops.add(reason -> count)
  override def note(subject: String, last: String): Unit = notes.put(subject, last)
  override def emitted(): Long = delivered.size.toLong
  override def blocking(): Executor = threads

  /** What the guardian does when an incarnation ends. */
  def end(): Unit = {
    val all = owned.toArray(Array.empty[AutoCloseable])
    all.reverse.foreach(_.close())
    threads.shutdownNow()
  }
}
