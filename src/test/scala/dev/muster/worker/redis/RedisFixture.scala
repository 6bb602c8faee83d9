package dev.muster.worker.redis

import java.time.Duration
import java.util.concurrent.{
  CompletableFuture,
  CompletionStage,
  ConcurrentLinkedQueue,
  CountDownLatch,
  ExecutionException,
  TimeUnit
}

import scala.jdk.CollectionConverters._
import scala.util.Using

import org.apache.pekko.{Done, NotUsed}
import org.apache.pekko.actor.testkit.typed.scaladsl.ActorTestKit
import org.apache.pekko.stream.{KillSwitches, UniqueKillSwitch}
import org.apache.pekko.stream.javadsl.{Keep, Sink, Source}
import org.scalatest.{BeforeAndAfterAll, Suite}
import org.scalatest.concurrent.Eventually
import org.scalatest.time.{Millis, Seconds, Span}

import dev.muster.servers.{RedisCommands, RedisServer}
import dev.muster.worker.{RecordedContext, Result}

/** Subscriptions without a guardian, on servers of their own. */
trait RedisFixture extends Eventually with BeforeAndAfterAll { this: Suite =>
  // Lazy, since a suite is also made to be listed only.
  lazy val kit: ActorTestKit = ActorTestKit()

  implicit override val patienceConfig: PatienceConfig = PatienceConfig(Span(20, Seconds), Span(20, Millis))

  /** Threads stay for the next subscription, but they end with the system, if every client has been closed. */
  override def afterAll(): Unit = {
    kit.shutdownTestKit()
    eventually(assert(threads("lettuce").isEmpty))
  }

  def withRedis(lines: String*)(body: RedisServer => Unit): Unit =
    Using.resource(RedisServer.started(lines: _*))(body)

  def command(redis: RedisServer)(words: String*): String =
    Using.resource(new RedisCommands(redis.port))(_.run(words: _*))

  def publish(redis: RedisServer)(count: Int): Unit =
    Using.resource(new RedisCommands(redis.port))(_.publish("demo", count))

  /** Settings for a uri and channel `demo`. */
  def settings(uri: String, more: (String, Any)*): RedisSubscriberSettings =
    RedisSubscriberSettings.read(new GivenFields(given(uri) ++ more))

  /** Patient, since these subscriptions have no supervisor to try again on a busy machine. */
  def given(uri: String): Map[String, Any] =
    Map("uri" -> uri, "channels" -> List("demo"), "connect-timeout" -> Duration.ofSeconds(10))

  def threads(prefix: String): Seq[String] =
    Thread.getAllStackTraces.keySet.asScala.map(_.getName).filter(_.startsWith(prefix)).toSeq

  /** One materialised subscription. Closed `gate`: takes one result and then nothing until it opens. */
  final class Run(
      settings: RedisSubscriberSettings,
      gate: CountDownLatch = new CountDownLatch(0),
      absence: Absence = new Absence
  ) {
    val worker = new RecordedContext("redis")
    private val taken = new ConcurrentLinkedQueue[Result]()
    private val (switch, done) = {
      val stream = Source
        .fromGraph(new Subscription(worker, settings, absence))
        .viaMat(KillSwitches.single[Result], Keep.right[NotUsed, UniqueKillSwitch])
        .async
        .toMat(Sink.foreach[Result](take _), Keep.both[UniqueKillSwitch, CompletionStage[Done]])
        .run(kit.system)
      (stream.first, stream.second.toCompletableFuture: CompletableFuture[Done])
    }

    def results: List[Result] = taken.asScala.toList
    def dropped(reason: String): Long = worker.drops.asScala.collect { case (`reason`, n) => n }.sum

    def awaitUp(times: Int = 1): Unit = eventually(assert(worker.ups.size == times, failureIfAny))

    /** The text of the cause with which the stream ends. */
    def failure: String =
      try { done.get(20, TimeUnit.SECONDS); "none" }
      catch { case e: ExecutionException => e.getCause.getMessage }

    def stop(): Unit = switch.shutdown()

    def end(): Unit = {
      stop()
      done.get(20, TimeUnit.SECONDS)
    }

    private def take(result: Result): Unit = {
      gate.await()
      taken.add(result)
    }

    private def failureIfAny = if (done.isCompletedExceptionally) failure else "running"
  }
}
