package dev.muster.report.sinks

import java.nio.file.{Files, Path}
import java.time.Duration
import java.util.Optional

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import com.fasterxml.jackson.databind.ObjectMapper
import dev.muster.guardian.TestSystem
import dev.muster.worker.Result
import org.apache.pekko.actor.testkit.typed.scaladsl.{ActorTestKit, ManualTime}
import org.apache.pekko.actor.typed.ActorRef
import org.scalatest.BeforeAndAfterAll
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Every result as a line of JSON, in a file; what cannot be written waits, and so do the workers. */
class JsonLinesSpec extends AnyWordSpec with Matchers with BeforeAndAfterAll {
  private val testKit = ActorTestKit("jsonl", ManualTime.config.withFallback(TestSystem.config))
  private val time = ManualTime()(testKit.system)
  private val directory = Files.createTempDirectory(Path.of("target").toAbsolutePath, "jsonl-")
  override protected def afterAll(): Unit = testKit.shutdownTestKit()

  private class Cyclic extends Result {
    def getSelf: Cyclic = this
    override def summary(): String = "round and round"
  }

  private val ids = new java.util.concurrent.atomic.AtomicLong()
  private val taken = testKit.createTestProbe[SinkCommand.Taken]()
  private def sink(path: Path): ActorRef[SinkCommand] =
    testKit.spawn(JsonLines.plan(new JsonLinesSettings(true, path)).behavior)
  private def deliver(sink: ActorRef[SinkCommand], results: Result*): Unit =
    sink ! new SinkCommand.Deliver(ids.incrementAndGet(), "http", results.asJava, 0, taken.ref)
  private def lines(path: Path) = Files.readAllLines(path).asScala.map(new ObjectMapper().readTree(_))

  "The file" should {
    "hold a result's components, its worker, its time and its failure" in {
      val path = directory.resolve("results.jsonl")
      deliver(sink(path), new Sample(Duration.ofMillis(1500), "a\nb\u001b", Optional.of("no answer")))
      taken.receiveMessage(10.seconds)
      val line = lines(path).head
      line.at("/worker").asText shouldBe "http"
      line.at("/result/took-so-long").asText shouldBe "PT1.5S"
      line.at("/result/text").asText shouldBe "a\nb\u001b"
      line.at("/failure").asText shouldBe "no answer"
      line.at("/at").asText should endWith("Z")
    }

    "have a line for a result that cannot be written as JSON, too" in {
      val path = directory.resolve("cyclic.jsonl")
      deliver(sink(path), new Cyclic, new Sample(Duration.ZERO, "next", Optional.empty()))
      taken.receiveMessage(10.seconds)
      lines(path).map(_.at("/result").has("unwritable")) shouldBe Seq(true, false)
    }

    "be tried again each second while it cannot be written, losing nothing" in {
      val path = directory.resolve("later").resolve("results.jsonl")
      val waiting = sink(path)
      deliver(waiting, new Sample(Duration.ZERO, "first", Optional.empty()))
      deliver(waiting, new Sample(Duration.ZERO, "second", Optional.empty()))
      taken.expectNoMessage(200.millis)
      Files.createDirectory(path.getParent)
      time.timePasses(1.second)
      taken.receiveMessages(2, 10.seconds)
      lines(path).map(_.at("/result/text").asText) shouldBe Seq("first", "second")
    }
  }
}
