package dev.muster.admin

import java.net.Socket
import java.time.Duration

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import dev.muster.guardian.{Faulty, Verb}
import dev.muster.report.WorkerState._
import dev.muster.worker.{Fields, Job, StreamWorker, WorkerType}
import org.apache.pekko.stream.javadsl.Source
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** A worker that makes tens of thousands of results a second. */
final class Torrent extends WorkerType {
  override def read(fields: Fields): Job = worker =>
    StreamWorker.of(
      worker,
      () => Source.tick(Duration.ZERO, Duration.ofMillis(100), Torrent.together).mapConcat(lines => lines)
    )
}

object Torrent {

  /** As large as what is shown can be: a control character is six bytes on the wire. */
  private val together = java.util.Collections.nCopies(5000, Faulty.Line("\u0007" * 1000))
}

/** What viewers are told while it happens. */
class EventsSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(60.seconds, 20.millis)

  private val admin = new RunningAdmin("""muster.workers {
    fine { type = dev.muster.guardian.Faulty, dispatcher = shared }
    other { type = dev.muster.guardian.Faulty, dispatcher = shared }
    flood { type = dev.muster.admin.Torrent, dispatcher = shared }
    flood-2 { type = dev.muster.admin.Torrent, dispatcher = shared }
    flood-3 { type = dev.muster.admin.Torrent, dispatcher = shared }
  }""")
  import admin.muster

  override def afterAll(): Unit = admin.close()

  private val json = new ObjectMapper()

  private case class Event(kind: String, id: String, data: JsonNode) {
    def worker: String = data.path("worker").asText
  }

  private class Viewing(query: String, lastId: String = "") extends AutoCloseable {
    val socket: Socket = admin.connect()
    socket.getOutputStream.write(
      s"GET /events$query HTTP/1.1\r\nHost: localhost\r\n${if (lastId.isEmpty) "" else s"Last-Event-ID: $lastId\r\n"}\r\n".getBytes
    )
    private val reader = new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream, "UTF-8"))
    val head: Seq[String] =
      Iterator.continually(reader.readLine()).takeWhile(line => line != null && line.nonEmpty).toSeq

    def next(): Event = {
      val lines = Iterator.continually(reader.readLine()).takeWhile(_.nonEmpty).toSeq
      val fields = lines.map(_.split(": ", 2)).collect { case Array(name, value) => name -> value }.toMap
      if (fields.contains("event"))
        Event(fields("event"), fields.getOrElse("id", ""), json.readTree(fields("data")))
      else next()
    }

    /** Looks for a minute, since there is always a next event. */
    def until(wanted: Event => Boolean): Event = {
      val deadline = 60.seconds.fromNow
      Iterator.continually(next()).takeWhile(_ => deadline.hasTimeLeft()).find(wanted).get
    }
    override def close(): Unit = socket.close()
  }

  private def viewing[T](query: String, lastId: String = "")(look: Viewing => T): T = {
    val viewing = new Viewing(query, lastId)
    try look(viewing)
    finally viewing.close()
  }

  private def viewers: Int =
    admin
      .get("/metrics")
      .body
      .linesIterator
      .find(_.startsWith("muster_events_viewers"))
      .get
      .split(' ')(1)
      .toDouble
      .toInt

  private def events(account: String): Long = {
    val sink = muster.roster.sinks.asScala.find(_.name == "events").get
    if (account == "taken") sink.taken else sink.skipped
  }

  "Viewers" should {
    "be passed by while nobody watches" in {
      eventually(viewers shouldBe 0)
      eventually(muster.worker("flood").account.delivered should be > 20000L)
      events("taken") shouldBe 0
      events("skipped") shouldBe 0
    }

    "see changes of state with who wanted them" in viewing("?worker=fine&kind=state") { viewing =>
      viewing.head.head shouldBe "HTTP/1.1 200 OK"
      viewing.head should contain("Content-Type: text/event-stream")
      admin.post("/workers/fine/stop").status shouldBe 200
      val stopping = viewing.until(_.data.path("to").asText == "STOPPING")
      (stopping.kind, stopping.worker) shouldBe ("state" -> "fine")
      stopping.data.path("origin").asText should startWith("http from 127.0.0.1:")
      viewing.until(_.data.path("to").asText == "STOPPED").id should not be empty
    }

    "see results only of whom they watch, and none when they want none" in {
      viewing("?worker=other&kind=result") { viewing =>
        for (_ <- 1 to 5) {
          val event = viewing.next()
          event.worker shouldBe "other"
          // What a machine that stood still makes up for may be too much for one second.
          event.kind should (be("result") or be("skipped"))
        }
      }
      admin.get("/events?kind=rumour").error shouldBe "there is no such kind (allowed: state, result)"
      viewing("?worker=fine,fnie")(_.head.head shouldBe "HTTP/1.1 404 Not Found")
    }

    "be told how many results of a flood they were not shown" in viewing("?worker=flood&kind=result") { viewing =>
      // The second in which they came may have been all but over.
      val skipped = viewing.until(event => event.kind == "skipped" && event.data.path("count").asLong > 1000)
      skipped.worker shouldBe "flood"
    }

    "be told what they missed when they come back" in {
      val before = viewing("?worker=fine&kind=state") { viewing =>
        muster.order("fine", Verb.RESTART).done shouldBe true
        viewing.until(_.data.path("to").asText == "STARTING").id
      }
      eventually(muster.state("fine") shouldBe RUNNING)
      muster.order("fine", Verb.STOP).done shouldBe true
      eventually(muster.state("fine") shouldBe STOPPED)
      viewing("?worker=fine&kind=state", before) { viewing =>
        Seq.fill(3)(viewing.next().data.path("to").asText) shouldBe Seq("RUNNING", "STOPPING", "STOPPED")
      }
    }

    "be told that what happened too long ago is no longer kept" in {
      for (_ <- 1 to 150; verb <- Seq(Verb.RESTART, Verb.STOP)) muster.order("fine", verb)
      eventually(viewing("?worker=fine&kind=state", "another-7") { viewing =>
        val skipped = viewing.next()
        skipped.kind shouldBe "skipped"
        skipped.data.path("count").asLong should be > 0L
        skipped.data.path("reason").asText shouldBe "no longer kept"
      })
    }

    "lose the oldest when they are slow, be told, and hold nobody up" in viewing("?worker=flood,flood-2,other") {
      viewing =>
        // More than the kernel and the viewer's ring hold together.
        val before = muster.worker("flood").account.delivered
        eventually(muster.worker("flood").account.delivered should be > before + 300000)
        val lost = viewing.until(event => event.kind == "skipped" && event.data.path("worker").isNull)
        lost.data.path("count").asLong should be > 0L
        // Only now, since a viewer that is still behind may lose this too.
        muster.order("other", Verb.STOP).done shouldBe true
        viewing.until(event => event.worker == "other" && event.data.path("to").asText == "STOPPED")
    }

    "be so many and no more, and make room when they are gone" in {
      eventually(viewers shouldBe 0)
      val all = Seq.fill(Events.VIEWERS)(new Viewing("?kind=state"))
      all.map(_.head.head).toSet shouldBe Set("HTTP/1.1 200 OK")
      admin.get("/events").status shouldBe 503
      all.foreach(_.close())
      eventually(viewers shouldBe 0)
    }
  }
}
