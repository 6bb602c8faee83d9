package dev.muster.worker.mysql

import java.time.Duration

import scala.jdk.CollectionConverters._

import org.apache.pekko.actor.testkit.typed.scaladsl.ActorTestKit
import org.apache.pekko.actor.typed.ActorSystem
import org.apache.pekko.stream.scaladsl.Sink
import org.scalatest.concurrent.{Eventually, ScalaFutures}
import org.scalatest.time.{Millis, Seconds, Span}
import org.scalatest.{BeforeAndAfterAll, Suite}

import dev.muster.servers.MySqlServer
import dev.muster.worker.{RecordedContext, Result}

/** Runs of the query on a real server, which the spec has for itself. */
trait MysqlRuns extends BeforeAndAfterAll with Eventually with ScalaFutures { this: Suite =>
  implicit override val patienceConfig: PatienceConfig =
    PatienceConfig(timeout = Span(30, Seconds), interval = Span(20, Millis))

  protected val kit: ActorTestKit = ActorTestKit()
  implicit protected val system: ActorSystem[Nothing] = kit.system
  protected val server: MySqlServer = MySqlServer.onFreePort()

  override def beforeAll(): Unit = server.start()
  override def afterAll(): Unit = {
    kit.shutdownTestKit()
    server.close()
  }

  /** Patient, since these runs have no supervisor to try again on a busy machine. */
  protected def settings(given: (String, Any)*): MysqlQuerySettings = {
    val account = Seq("url" -> server.url(), "user" -> MySqlServer.USER, "password" -> MySqlServer.PASSWORD)
    val usual = account :+ ("connect-timeout" -> Duration.ofSeconds(10))
    MysqlQuerySettings.read(new Stanza(usual ++ given: _*))
  }

  protected def withRuns[A](given: (String, Any)*)(test: QueryRuns => A): A = {
    val worker = new RecordedContext("mysql")
    try test(new QueryRuns(worker, settings(given: _*)))
    finally worker.end()
  }

  protected def results(given: (String, Any)*): Seq[Result] =
    withRuns(given: _*)(_.next().asScala.runWith(Sink.seq).futureValue)

  protected def values(given: (String, Any)*): Seq[Seq[Any]] =
    results(given: _*).collect { case row: Row => row.values().asScala.toSeq }

  protected def failure(given: (String, Any)*): String =
    withRuns(given: _*)(runs => reason(runs.next().asScala.runWith(Sink.ignore).failed.futureValue))

  /** The message at the bottom, which is where a future's wrapping ends. */
  protected def reason(why: Throwable): String =
    Iterator.iterate(why)(_.getCause).takeWhile(_ != null).toSeq.last.getMessage

  /** What the server has of the worker's sessions. */
  protected def sessions(): Seq[String] = server
    .query("SELECT concat_ws(' ', command, info) FROM information_schema.processlist WHERE user = 'demo'")
    .asScala
    .map(_.get(0))
    .toSeq

  /** The ids of the sessions in that very statement: those of the spec before may not have left the server yet. */
  protected def running(statement: String): Seq[String] = server
    .query(s"SELECT id FROM information_schema.processlist WHERE user = 'demo' AND info = '$statement'")
    .asScala
    .map(_.get(0))
    .toSeq
}
