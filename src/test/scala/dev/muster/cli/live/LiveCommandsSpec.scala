package dev.muster.cli.live

import dev.muster.cli.Typing
import dev.muster.cli.MusterCommand
import java.io.{ByteArrayOutputStream, OutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.Using

import com.fasterxml.jackson.databind.ObjectMapper
import dev.muster.admin.RunningAdmin
import dev.muster.report.WorkerState
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What an operator types against a running Muster, and what comes back. */
final class LiveCommandsSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll with Typing {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 50.millis)

  private lazy val admin = new RunningAdmin(
    """muster.workers {
         files { type = file-writer, directory = target/live-files, count = 1000000, every = 50ms }
         redis { type = redis-subscriber, uri = "redis://127.0.0.1:1", channels = [demo] }
         gone { type = com.example.Gone }
       }""",
    token = Some(token)
  )

  override def afterAll(): Unit = admin.close()

  private def url: String = s"http://127.0.0.1:${admin.port}"
  private def told(arguments: String*): Ended = typed(arguments ++ Seq("--url", url, "--token-file", tokenFile): _*)

  "status" should {
    "have a line for each worker, with what is wrong with it" in eventually {
      val ended = told("status")
      ended.code shouldBe 0
      ended.out.linesIterator.map(_.takeWhile(_ != ' ')).toSeq shouldBe Seq("worker", "files", "gone", "redis")
      ended.out should include regex "(?m)^files +file-writer +RUNNING "
      ended.out should include("last failure: class com.example.Gone is not on the class path")
      ended.out should include regex "(?m)^redis +redis-subscriber +(BACKING_OFF|STARTING) .*connection refused"
    }

    "give programs what Muster answers, on one line" in {
      val ended = told("status", "--json")
      new ObjectMapper().readTree(ended.out).at("/workers/0/name").asText shouldBe "files"
      ended.out.linesIterator should have size 1
    }

    "show one worker" in {
      told("status", "gone").out.linesIterator should have size 2
      told("status", "nope") shouldBe
        Ended(6, "", "there is no such worker (there are: files, gone, redis)\n")
    }

    "repeat itself where there is no terminal, until nobody reads" in {
      val reader = new Reader(lines = 20)
      MusterCommand.execute(
        reader.stream,
        new PrintStream(OutputStream.nullOutputStream),
        "status",
        "--watch",
        "--interval=0.1",
        "--url",
        url,
        "--token-file",
        tokenFile
      ) shouldBe 0
      reader.text should not include "\u001b"
    }
  }

  "A verb" should {
    "be answered with what has begun" in {
      told("pause", "files") shouldBe Ended(0, "[files] pausing\n", "")
      eventually(admin.muster.state("files") shouldBe WorkerState.PAUSED)
      told("resume", "files").code shouldBe 0
      eventually(admin.muster.state("files") shouldBe WorkerState.RUNNING)
    }

    "end with 6 if it is refused, or there is no such worker, and tell the others all the same" in {
      val ended = told("resume", "gone", "nope", "files")
      ended.code shouldBe 6
      ended.out shouldBe ""
      ended.err.linesIterator.toSeq.map(_.takeWhile(_ != ' ')) shouldBe Seq("[gone]", "[nope]", "[files]")
    }

    "reach every worker" in {
      val ended = told("trigger", "--all", "--json")
      ended.out.linesIterator.map(new ObjectMapper().readTree(_).get("worker").asText).toSeq shouldBe
        Seq("files", "gone", "redis")
    }

    "mean all that can by --all, and end with 6 only if none can" in {
      told("pause", "files").code shouldBe 0
      eventually(admin.muster.state("files") shouldBe WorkerState.PAUSED)
      val ended = told("resume", "--all")
      ended.code shouldBe 0
      ended.out shouldBe "[files] resuming\n"
      ended.err.linesIterator.toSeq.map(_.takeWhile(_ != ' ')) shouldBe Seq("[gone]", "[redis]")
      eventually(admin.muster.state("files") shouldBe WorkerState.RUNNING)
      told("resume", "--all") should matchPattern { case Ended(6, "", _) => }
    }

    "want workers to be named" in {
      told("stop").code shouldBe 2
      told("stop", "--all", "files").code shouldBe 2
      told("stop", "../x").code shouldBe 2
    }
  }

  "log-level" should {
    "show how much a worker logs, and change it until it is taken back" in {
      told("log-level", "redis") shouldBe Ended(0, "[redis] logs at INFO\n", "")
      told("log-level", "redis", "debug") shouldBe Ended(0, "[redis] logs at DEBUG\n", "")
      told("log-level", "redis", "--json").out shouldBe "{\"worker\":\"redis\",\"level\":\"DEBUG\"}\n"
      told("log-level", "redis", "default").out shouldBe "[redis] logs at INFO\n"
    }

    "tell a level that is none from a worker that there is not" in {
      val ended = told("log-level", "redis", "dbug")
      ended.code shouldBe 2
      ended.err should startWith("there is no level 'dbug' (did you mean 'DEBUG'? allowed: OFF, ERROR, ")
      told("log-level", "nope", "debug") shouldBe
        Ended(6, "", "there is no such worker (there are: files, gone, redis)\n")
      told("log-level").code shouldBe 2
      told("log-level", "../x", "debug").code shouldBe 2
    }
  }

  "tail" should {
    "show results and changes as they come" in {
      val reader = new Reader(lines = 3)
      tail(reader, "files") shouldBe 0
      reader.text should include regex """(?m)^\d\d:\d\d:\d\d\.\d{3} \[files] Written output_\d+\.txt$"""
    }

    "give programs one object an event" in {
      val reader = new Reader(lines = 2)
      tail(reader, "redis", "--kind", "state", "--json") shouldBe 0
      val event = new ObjectMapper().readTree(reader.text.linesIterator.next())
      event.fieldNames.asScala.next() shouldBe "event"
      event.get("worker").asText shouldBe "redis"
    }

    "tell that there is no such worker" in {
      told("tail", "nope").code shouldBe 6
    }

    "refuse to wait for longer than anybody does, or for less than nothing" in {
      for (wait <- Seq("-1", "99999999999")) tail(new Reader(lines = 1), s"--wait=$wait") shouldBe 2
    }

    "say that Muster is gone, and end when it does not come back" in {
      val conf = "muster.workers.redis { type = redis-subscriber, uri = \"redis://127.0.0.1:1\", channels = [demo] }"
      Using.resource(new RunningAdmin(conf)) { other =>
        val out, err = new ByteArrayOutputStream
        val ended = new java.util.concurrent.CompletableFuture[Integer]()
        val arguments = Seq("tail", "--wait=1", "--url", s"http://127.0.0.1:${other.port}")
        val typing = new Thread(() =>
          ended.complete(MusterCommand.execute(new PrintStream(out), new PrintStream(err), arguments: _*))
        )
        typing.start()
        eventually(out.toString(UTF_8) should include("[redis] "))
        other.close()
        ended.get(30, java.util.concurrent.TimeUnit.SECONDS) shouldBe 7
        err.toString(UTF_8).linesIterator.toSeq.last should endWith("did not come back within 1 s")
      }
    }
  }

  private def tail(reader: Reader, arguments: String*): Int = {
    val all = Seq("tail", "--url", url, "--token-file", tokenFile) ++ arguments
    MusterCommand.execute(reader.stream, new PrintStream(OutputStream.nullOutputStream), all: _*)
  }

  /** Reads so many lines and goes away, as head does. */
  private final class Reader(lines: Int) {
    private val read = new ByteArrayOutputStream
    def text: String = read.toString(UTF_8)

    val stream = new PrintStream(new OutputStream {
      override def write(b: Int): Unit = {
        if (text.count(_ == '\n') >= lines) throw new java.io.IOException("Broken pipe")
        read.write(b)
      }
    })
  }
}
