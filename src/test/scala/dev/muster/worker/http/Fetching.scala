package dev.muster.worker.http

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.faults.RawHttpStub
import dev.muster.worker.{GivenFields, RecordedContext}
import org.apache.pekko.actor.testkit.typed.scaladsl.ActorTestKit
import org.scalatest.concurrent.Eventually
import org.scalatest.time.{Seconds, Span}
import org.scalatest.{BeforeAndAfterAll, Suite}

/** Runs fetchers against the raw stub. */
trait Fetching extends BeforeAndAfterAll with Eventually { this: Suite =>
  protected val testKit: ActorTestKit = ActorTestKit()
  protected val stub = new RawHttpStub

  implicit override def patienceConfig: PatienceConfig = PatienceConfig(Span(30, Seconds))

  override def afterAll(): Unit = {
    testKit.shutdownTestKit()
    stub.close()
  }

  /** One whole run, in the order of the numbers. */
  protected def fetch(urls: Seq[String], settings: (String, Any)*): Seq[Fetched] =
    inOrder(urls, settings: _*).sortBy(_.number)

  /** One whole run, in the order of the results. */
  protected def inOrder(urls: Seq[String], settings: (String, Any)*): Seq[Fetched] = {
    val fields = new GivenFields(Map[String, Any]("urls" -> urls) ++ settings, "http")
    val job = new HttpFetcher().read(fields)
    assert(fields.problems.isEmpty)
    val context = new RecordedContext("http")
    val worker = testKit.spawn(job.start(context))
    eventually(assert(context.completions.get == 1))
    testKit.stop(worker, 30.seconds)
    context.end()
    context.delivered.asScala.toSeq.map(_.asInstanceOf[Fetched])
  }

  /** What a single fetch of the stub's path gives. */
  protected def fetched(path: String, settings: (String, Any)*): Fetched = fetch(Seq(stub.url(path)), settings: _*).head
}
