package dev.muster.report.sinks

import java.nio.file.{Files, Path}
import java.time.Duration
import java.util.Optional

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import com.fasterxml.jackson.databind.ObjectMapper
import dev.muster.guardian.TestSystem
import dev.muster.worker.Result
import org.apache.pekko.actor.testkit.typed.scaladsl.{ActorTestKit, ManualTime}
import org.apache.pekko.actor.typed.ActorRef
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec
import org.slf4j.LoggerFactory

/** Every result as a line of JSON, in a file; what cannot be written waits, and so do the workers. */
class JsonLinesSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(10.seconds, 10.millis)
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
    sink ! new SinkCommand.Deliver(ids.incrementAndGet(), "http", results.asJava, taken.ref)
  private def lines(path: Path) = Files.readAllLines(path).asScala.map(new ObjectMapper().readTree(_))

  /** What was said of that file: another case's sink may still be speaking of its own. */
  private def warned(path: Path)(test: => Any): Seq[String] = {
    val appender = new ListAppender[ILoggingEvent]
    val logger = LoggerFactory.getLogger(classOf[JsonLines]).asInstanceOf[Logger]
    appender.start()
    logger.addAppender(appender)
    try test
    finally logger.detachAppender(appender)
    appender.list.asScala.toSeq.map(_.getFormattedMessage).filter(_.contains(path.toString))
  }

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

    "be a pipe or a device as well, which cannot be forced to a disk" in {
      val writing = sink(Path.of("/dev/null"))
      deliver(writing, new Sample(Duration.ZERO, "gone", Optional.empty()))
      taken.receiveMessage(10.seconds)
      val flushed = testKit.createTestProbe[SinkCommand.Flushed]()
      writing ! new SinkCommand.Flush(flushed.ref)
      flushed.receiveMessage(10.seconds)
    }

    "be tried again each second while it cannot be written, losing nothing" in {
      val path = directory.resolve("later").resolve("results.jsonl")
      val waiting = sink(path)
      deliver(waiting, new Sample(Duration.ZERO, "first", Optional.empty()))
      deliver(waiting, new Sample(Duration.ZERO, "second", Optional.empty()))
      taken.expectNoMessage(200.millis)
      Files.createDirectory(path.getParent)
      // Again and again, since the sink may be about to set its timer only now.
      eventually {
        time.timePasses(1.second)
        taken.receiveMessage(100.millis)
      }
      taken.receiveMessage(10.seconds)
      lines(path).map(_.at("/result/text").asText) shouldBe Seq("first", "second")
    }

    "leave a line that a killed process has torn as a line of its own, and say so" in {
      val path = Files.writeString(directory.resolve("torn.jsonl"), "{\"whole\":1}\n{\"result\":{\"te")
      val said = warned(path) {
        val writing = sink(path)
        for (text <- Seq("first", "second")) {
          deliver(writing, new Sample(Duration.ZERO, text, Optional.empty()))
          taken.receiveMessage(10.seconds)
        }
      }
      val written = Files.readAllLines(path).asScala.toSeq
      written.take(2) shouldBe Seq("{\"whole\":1}", "{\"result\":{\"te")
      written.drop(2).map(new ObjectMapper().readTree(_).at("/result/text").asText) shouldBe Seq("first", "second")
      said should have size 1
      said.head should startWith(s"the last line of $path was torn")
    }

    "go on after a whole line, and begin an empty file, without one more" in {
      for ((name, before) <- Seq("whole.jsonl" -> "{\"whole\":1}\n", "empty.jsonl" -> "")) {
        val path = Files.writeString(directory.resolve(name), before)
        warned(path) {
          deliver(sink(path), new Sample(Duration.ZERO, "next", Optional.empty()))
          taken.receiveMessage(10.seconds)
        } shouldBe empty
        Files.readString(path) should startWith(before + "{")
        lines(path).last.at("/result/text").asText shouldBe "next"
      }
    }
  }
}
