package dev.muster.admin

import java.net.Socket
import java.nio.charset.StandardCharsets.US_ASCII

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.{Random, Try, Using}

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import dev.muster.report.WorkerState._
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec
import org.slf4j.LoggerFactory

/** Whatever is sent to the admin server, it answers others, and the workers do not notice. */
class HostileCallersSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(60.seconds, 20.millis)

  private val admin = new RunningAdmin("muster.workers.fine { type = dev.muster.guardian.Faulty, dispatcher = shared }")

  override def afterAll(): Unit = admin.close()

  private def wellAndWorking(): Unit = {
    admin.get("/health/live").status shouldBe 200
    val before = admin.muster.worker("fine").account.delivered
    eventually(admin.muster.worker("fine").account.delivered should be > before)
    admin.muster.worker("fine").incarnation shouldBe 1
  }

  private def first(reply: String): String = reply.linesIterator.nextOption().getOrElse("")

  "Requests that are none" should {
    "be answered in one sentence without a stack trace" in {
      val long = "a" * 20000
      val refused = Seq(
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" -> "501",
        "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n" -> "501",
        s"GET /$long HTTP/1.1\r\nHost: localhost\r\n\r\n" -> "414",
        s"GET / HTTP/1.1\r\nHost: localhost\r\nX: $long\r\n\r\n" -> "431",
        s"GET / HTTP/1.1\r\nHost: localhost\r\n${"X: a\r\n" * 300}\r\n" -> "400",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n" -> "400",
        "POST /workers HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" -> "400",
        "POST /workers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n{" -> "413"
      )
      for ((request, status) <- refused) withClue(request.take(70)) {
        val reply = admin.raw(request)
        first(reply) should startWith(s"HTTP/1.1 $status ")
        reply should include("""{"error":""")
        reply should not include "Exception"
      }
      val endless =
        "POST /workers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      first(admin.raw(endless + s"1000\r\n${"{" * 4096}\r\n" * 50)) should (startWith("HTTP/1.1 413") or be(""))
      wellAndWorking()
    }

    "be answered in one sentence, and not logged, when it is the body that cannot be read" in {
      val start =
        "POST /workers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      val bodies =
        Seq(s"1;${"a" * 5000}\r\n{\r\n", "ffffffffffffffff\r\n", s"0\r\n${"X: y\r\n" * 200}\r\n", "zz\r\n")
      val logged = loggedOf(classOf[Reception]) {
        for (body <- bodies) withClue(body.take(20)) {
          first(admin.raw(start + body)) should startWith("HTTP/1.1 400 ")
        }
        for (_ <- 1 to 20) {
          val socket = admin.connect()
          socket.setSoLinger(true, 0)
          socket.getOutputStream.write((start + "9\r\n{").getBytes(US_ASCII))
          socket.close()
        }
        wellAndWorking()
      }
      logged shouldBe empty
    }

    "not be obeyed when they say two things at once" in {
      val twice = Seq("""{"verb": "resume", "verb": "stop"}""", """{"verb": "resume"} {"verb": "stop"}""")
      twice.map(admin.post("/workers", _).status) shouldBe Seq(400, 400)
      wellAndWorking()
    }

    "not be obeyed when they come behind another one on its connection" in {
      val stop = "POST /workers/fine/stop HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      val stops =
        Seq(s"${stop}Content-Length: 2\r\n\r\n{}", s"${stop}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
      val before = Seq("GET /workers HTTP/1.1\r\nHost: localhost", "GET /workers HTTP/1.1\r\nHost: evil.example")
      for (ahead <- before; behind <- stops) withClue(ahead) {
        admin.raw(s"$ahead\r\n\r\n$behind").split("HTTP/1.1 ", -1).length shouldBe 2
        wellAndWorking()
      }
      Using.resource(admin.connect()) { viewer =>
        viewer.getOutputStream.write(s"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n${stops.head}".getBytes(US_ASCII))
        viewer.getInputStream.read() shouldBe 'H'
        wellAndWorking()
      }
    }

    "not go deeper than the stack, however many come in one packet" in {
      val smallest = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
      val reply = admin.raw(smallest * 10000)
      reply.split("HTTP/1.1 ", -1).length shouldBe 2
      admin.raw("GET / HTTP/1.0\r\n\r\n" * 20000)
      admin.raw(
        "POST /workers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 16000\r\n\r\n" + "[" * 16000
      )
      wellAndWorking()
    }

    "do no harm when they are anything at all" in {
      val seed = System.nanoTime()
      val random = new Random(seed)
      withClue(s"seed $seed: ") {
        for (_ <- 1 to 200) {
          val socket = admin.connect()
          val bytes = random.nextBytes(random.nextInt(2000))
          Try(socket.getOutputStream.write("GET / HTTP/1.1\r\n".getBytes(US_ASCII).take(random.nextInt(17)) ++ bytes))
          socket.close()
        }
        wellAndWorking()
      }
    }
  }

  "Callers that dawdle" should {
    "be cut off, with their request's head or body unfinished" in {
      val silent = admin.connect()
      val head = admin.connect()
      head.getOutputStream.write("GET / HT".getBytes(US_ASCII))
      val body = admin.connect()
      body.getOutputStream.write(
        "POST /workers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{".getBytes
      )
      RunningAdmin.rest(silent) shouldBe ""
      RunningAdmin.rest(head) shouldBe ""
      first(RunningAdmin.rest(body)) should startWith("HTTP/1.1 408 ")
      Seq(silent, head, body).foreach(_.close())
    }

    val dawdling = Seq(
      "with its head" -> "GET / H",
      "with its body" -> "POST /workers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
      "after its answer" -> "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )
    for ((how, text) <- dawdling) s"make room, hundreds of them, for one who says what it wants: $how" in {
      val dawdlers = Seq.fill(Connections.PLACES + 50)(Try(admin.connect())).flatMap(_.toOption)
      try {
        dawdlers.foreach(dawdler => Try(dawdler.getOutputStream.write(text.getBytes(US_ASCII))))
        for (_ <- 1 to 5) wellAndWorking()
        eventually(dawdlers.count(isOpen) should be <= Connections.PLACES)
      } finally dawdlers.foreach(_.close())
      wellAndWorking()
    }
  }

  "Callers that are gone before they are answered" should {
    "leave nothing behind" in {
      for (_ <- 1 to 300) {
        val socket = admin.connect()
        socket.setSoLinger(true, 0)
        socket.getOutputStream.write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII))
        socket.close()
      }
      eventually {
        val figures = admin.get("/metrics").body
        figures should include("muster_events_viewers 0.0")
      }
      admin.muster.state("fine") shouldBe RUNNING
    }
  }

  private def loggedOf(whom: Class[_])(test: => Any): Seq[String] = {
    val appender = new ListAppender[ILoggingEvent]
    val logger = LoggerFactory.getLogger(whom).asInstanceOf[Logger]
    appender.start()
    logger.addAppender(appender)
    try test
    finally logger.detachAppender(appender)
    appender.list.asScala.toSeq.map(_.getFormattedMessage)
  }

  private def isOpen(socket: Socket): Boolean = {
    socket.setSoTimeout(1)
    Try(socket.getInputStream.read(new Array[Byte](4096))).fold(_.isInstanceOf[java.net.SocketTimeoutException], _ >= 0)
  }
}
