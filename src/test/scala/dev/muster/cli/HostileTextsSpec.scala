package dev.muster.cli

import java.io.{ByteArrayOutputStream, OutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.Using

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import dev.muster.admin.RunningAdmin
import dev.muster.guardian.Faulty.Line
import dev.muster.report.sinks.Printable
import dev.muster.worker.{Fields, Job, StreamWorker, WorkerType}
import org.apache.pekko.stream.javadsl.Source
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

object Hostile {

  /** Begins lines and events of its own, steers terminals, writes backwards, and is markup. */
  val text: String =
    "a\r\ndata: b\n\nevent: c\u2028\u0085d\u001b[2J\u009b2Je\u202ef\u2067g\u061ch<img onerror=i>\u0000\"\\"
}

/** Says it wherever a worker can say something. */
final class Hostile extends WorkerType {
  override def read(fields: Fields): Job = {
    val fails = fields.flag("fails", false, "whether it does")
    worker =>
      StreamWorker.of(
        worker,
        () => {
          if (fails) throw new IllegalStateException(Hostile.text)
          worker.note(Hostile.text, Hostile.text)
          worker.dropped(Hostile.text, 1)
          worker.up("First of all")
          worker.degraded(Hostile.text)
          Source.tick(java.time.Duration.ZERO, java.time.Duration.ofMillis(20), Line(Hostile.text))
        }
      )
  }
}

/** What a worker says, which a server may have said to it, is a harmless text on every face. */
final class HostileTextsSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 50.millis)

  private val admin = new RunningAdmin("""muster.workers {
    says { type = dev.muster.cli.Hostile, dispatcher = shared }
    fails { type = dev.muster.cli.Hostile, dispatcher = shared, fails = true }
  }""")

  override def afterAll(): Unit = admin.close()

  private def safe(text: String): Unit =
    text.split('\n').foreach(line => withClue(s"$line: ")(Printable.of(line) shouldBe line))

  private def shown(arguments: String*): String = {
    val out = new ByteArrayOutputStream
    val reader = new PrintStream(new OutputStream {
      override def write(b: Int): Unit =
        if (out.toString(UTF_8).count(_ == '\n') >= 20) throw new java.io.IOException("Broken pipe") else out.write(b)
    })
    val url = Seq("--url", s"http://127.0.0.1:${admin.port}")
    MusterCommand.execute(reader, new PrintStream(OutputStream.nullOutputStream), arguments ++ url: _*) shouldBe 0
    out.toString(UTF_8)
  }

  private def texts(node: JsonNode): Seq[String] =
    if (node.isTextual) Seq(node.asText) else node.fieldNames.asScala.toSeq ++ node.elements.asScala.flatMap(texts)

  "What a worker says of itself" should {
    "be one harmless line in the roster, from which all faces read" in eventually {
      val (says, fails) = (admin.muster.worker("says"), admin.muster.worker("fails"))
      val clause = Printable.of(Hostile.text.replaceAll("[\\r\\n]+", " "))
      says.message shouldBe clause
      says.account.notes.asScala.toSeq shouldBe Seq(Printable.of(Hostile.text) -> clause)
      fails.lastFailure shouldBe clause
      val json = admin.get("/workers").body
      safe(json)
      texts(new ObjectMapper().readTree(json)).foreach(safe)
    }

    "be no sample of its own in the metrics" in eventually {
      val lines = admin.get("/metrics").body.split('\n').filter(_.startsWith("muster_worker"))
      lines.filter(_.contains("<img")) should have length 1
      lines.foreach(_ should fullyMatch regex """\w+\{([a-z]+="([^"\\]|\\.)*",?)+\} [-+.\dE]+""")
    }
  }

  "What a worker emits" should {
    "be told in events that it cannot break" in Using.resource(admin.connect()) { socket =>
      socket.getOutputStream.write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8))
      val told = scala.io.Source.fromInputStream(socket.getInputStream, "UTF-8").getLines()
      val lines = told.dropWhile(_.nonEmpty).filter(_.nonEmpty).take(20).toSeq
      lines.foreach(_ should fullyMatch regex """retry: 1000|id: \S+|event: (result|state|skipped)|data: \{.*\}""")
      lines.foreach(safe)
      val data = lines.find(_.contains(""""summary":""")).get.stripPrefix("data: ")
      new ObjectMapper().readTree(data).get("summary").asText shouldBe Hostile.text
    }

    "be harmless on a terminal, for people and for programs" in {
      for (command <- Seq(Seq("status"), Seq("status", "--json"), Seq("tail"), Seq("tail", "--json"))) {
        val out = shown(command: _*)
        safe(out)
        withClue(command)(out should include("<img onerror=i>"))
      }
    }
  }
}
