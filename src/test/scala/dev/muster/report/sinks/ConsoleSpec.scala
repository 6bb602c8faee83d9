package dev.muster.report.sinks

import java.io.{ByteArrayOutputStream, IOException, OutputStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.util.Locale
import java.util.concurrent.CountDownLatch

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.guardian.TestSystem
import dev.muster.worker.Result
import org.apache.pekko.actor.testkit.typed.scaladsl.{ActorTestKit, ManualTime}
import org.apache.pekko.actor.typed.ActorRef
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What people see of results: within a budget of lines, safe for a terminal, and never at a worker's cost. */
class ConsoleSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  private val testKit = ActorTestKit("console", ManualTime.config.withFallback(TestSystem.config))
  private val time = ManualTime()(testKit.system)
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(10.seconds, 10.millis)
  override protected def afterAll(): Unit = testKit.shutdownTestKit()

  private case class Text(summary: String) extends Result
  private class Bad(thrown: => String) extends Result { override def summary(): String = thrown }
  private class Unspeakable extends RuntimeException {
    override def getMessage: String = throw new IllegalStateException("no message either")
  }

  private class Subject(out: OutputStream, linesPerSecond: Int = 3) {
    val writer = new ConsoleWriter(out)
    private val plan = Console.plan(new ConsoleSettings(true, linesPerSecond), writer)
    val budget: Budget = plan.budget
    private val console: ActorRef[SinkCommand] = testKit.spawn(plan.behavior)
    private val taken = testKit.createTestProbe[SinkCommand.Taken]()

    def deliver(results: Seq[Result]): Unit = {
      val within = results.take(budget.take("redis", results.size))
      console ! new SinkCommand.Deliver(1, "redis", within.asJava, taken.ref)
      taken.receiveMessage(10.seconds)
    }
    def flush(): Unit = {
      val flushed = testKit.createTestProbe[SinkCommand.Flushed]()
      console ! new SinkCommand.Flush(flushed.ref)
      flushed.receiveMessage(10.seconds)
    }
  }

  private class Screen extends ByteArrayOutputStream {
    def lines: Seq[String] = toString(UTF_8).linesIterator.toSeq
  }

  private def texts(n: Int): Seq[Result] = (1 to n).map(i => Text(s"#$i"))

  "The console" should {
    "print a line per result" in {
      val screen = new Screen
      new Subject(screen).deliver(texts(2))
      eventually(screen.lines shouldBe Seq("[redis] #1", "[redis] #2"))
    }

    "say once a second how many more there were, the ones it was not shown included" in {
      val screen = new Screen
      val subject = new Subject(screen)
      subject.deliver(texts(10))
      subject.budget.skip("redis", 41226)
      time.timePasses(1.second)
      eventually(screen.lines shouldBe Seq("[redis] #1", "[redis] #2", "[redis] #3", "[redis] … and 41,233 more"))
      subject.budget.skipped shouldBe 41_233
      subject.deliver(texts(1))
      eventually(screen.lines.last shouldBe "[redis] #1")
    }

    "let no payload steer the terminal" in {
      val screen = new Screen
      new Subject(screen).deliver(Seq(Text("a\u001b[2J\r\nb\u202ec")))
      eventually(screen.lines shouldBe Seq("[redis] a\\u001b[2J\\r\\nb\\u202ec"))
    }

    "survive a result whose summary fails" in {
      val screen = new Screen
      val bad = Seq(new Bad(throw new NoClassDefFoundError("x")), new Bad(throw new Unspeakable), new Bad(null))
      new Subject(screen, linesPerSecond = 4).deliver(bad :+ Text("next"))
      eventually {
        screen.lines shouldBe Seq(
          "[redis] (its summary failed: NoClassDefFoundError)",
          "[redis] (its summary failed: Unspeakable)",
          "[redis] (it has no summary)",
          "[redis] next"
        )
      }
    }

    "cut what is long, in the same words for everybody and never through a character" in {
      val screen = new Screen
      val before = Locale.getDefault
      Locale.setDefault(Locale.GERMANY)
      try {
        new Subject(screen).deliver(Seq(Text("x" * 999 + "\ud83d\ude00" * 1000)))
        eventually(screen.lines shouldBe Seq(s"[redis] ${"x" * 999}… (2,999 characters)"))
      } finally Locale.setDefault(before)
    }

    "hold nobody up while nobody reads, and count what it hides" in {
      val blocked = new CountDownLatch(1)
      val subject = new Subject(new OutputStream { override def write(b: Int): Unit = blocked.await() }, 1000000)
      for (_ <- 1 to 20) subject.deliver(texts(1000))
      subject.budget.skipped should be > 10000L
      blocked.countDown()
    }

    "say what it has hidden also when there was no room to say so" in {
      val screen = new Screen
      val blocked = new CountDownLatch(1)
      val slow = new OutputStream {
        override def write(b: Int): Unit = screen.write(b)
        override def write(bytes: Array[Byte]): Unit = { blocked.await(); screen.write(bytes) }
      }
      val subject = new Subject(slow, 1000000)
      subject.deliver(texts(10_000))
      time.timePasses(1.second)
      subject.deliver(texts(1))
      blocked.countDown()
      val more = """\[redis] … and ([\d,]+) more""".r
      def told = screen.lines.map { case more(count) => count.replace(",", "").toInt; case _ => 1 }.sum
      eventually {
        time.timePasses(1.second)
        told shouldBe 10_001
      }
    }

    "go on when its reader has gone" in {
      val subject = new Subject(new OutputStream {
        override def write(b: Int): Unit = throw new IOException("Broken pipe")
      })
      subject.deliver(texts(1))
      eventually(subject.writer.offer("more") shouldBe false)
      subject.flush()
    }

    "have written all when it is flushed" in {
      val screen = new Screen
      val subject = new Subject(screen, 1000)
      subject.deliver(texts(500))
      subject.flush()
      screen.lines should have size 500
    }
  }
}
