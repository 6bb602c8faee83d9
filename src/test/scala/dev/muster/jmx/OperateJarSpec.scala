package dev.muster.jmx

import java.util.Date
import javax.management.remote.{JMXConnectorFactory, JMXServiceURL}

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.Using

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import com.sun.tools.attach.VirtualMachine
import dev.muster.RunningJar
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** An operator's view of an outage: JMX attached from another process, as jconsole does, and the log as JSON. */
class OperateJarSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(60.seconds, 100.millis)
  import RemoteJmx._

  /** Nobody listens on port 1. */
  private val conf = """muster.workers {
    redis { type = redis-subscriber, uri = "redis://127.0.0.1:1", channels = [demo]
            supervision { min-backoff = 1ms, max-backoff = 1ms } }
    files { type = file-writer, directory = ".", count = 3 }
  }"""

  private def attached(jar: RunningJar): Client = {
    val jvm = VirtualMachine.attach(jar.pid.toString)
    try new Client(JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent())))
    finally jvm.detach()
  }

  /** All of standard error, up to the last whole line. */
  private def log(jar: RunningJar): Seq[JsonNode] = {
    val text = jar.err
    text.take(text.lastIndexOf('\n') + 1).linesIterator.map(new ObjectMapper().readTree(_)).toSeq
  }

  "A Redis that is down" should {
    "be seen and acted on through JMX, and in a log that no fast failure floods" in
      Using.resource(RunningJar.run(conf)("run", "--log", "json")) { jar =>
        eventually(jar.err should include("attempt"))
        Using.resource(attached(jar)) { jmx =>
          eventually {
            jmx.names shouldBe Set(guardian, reporter, worker("redis"), worker("files")).map(_.toString)
          }
          val heard = jmx.listen(worker("redis"))
          eventually(jmx.get[Long](worker("redis"), "Restarts") should be > 20L)
          jmx.get[String](worker("redis"), "LastFailure") should include("refused")
          eventually(jmx.get[String](worker("files"), "State") shouldBe "COMPLETED")
          eventually(jmx.get[Long](reporter, "Delivered") shouldBe 3)
          eventually(heard.asScala.map(_.getNewValue).toSet should contain("BACKING_OFF"))
          jmx.call[String](worker("redis"), "stop") shouldBe "stopping"
          eventually(jmx.get[String](worker("redis"), "State") shouldBe "STOPPED")
          jmx.get[Date](worker("redis"), "NextAttemptAt") shouldBe null
          val restarts = jmx.get[Long](worker("redis"), "Restarts")
          // Once more for each second, and once for each of the ends.
          val failed = log(jar).filter(_.at("/worker").asText == "redis").filter(_.at("/data/cause").isTextual)
          failed.map(_.at("/at").asText.take(19)).groupBy(identity).values.map(_.size).max should be <= 2
          failed.size.toLong should be < restarts
        }
        jar.signal("TERM")
        jar.ended() shouldBe 143
        val lines = log(jar)
        val by = lines.find(_.at("/data/origin").asText == "jmx").get
        by.at("/message").asText shouldBe "stop by jmx: stopping"
        Seq("/worker", "/type").map(by.at(_).asText) shouldBe Seq("redis", "redis-subscriber")
        by.at("/incarnation").asLong should be > 20L
        val books =
          lines.find(line => line.at("/data/worker").asText == "files" && line.at("/data/emitted").asLong == 3)
        books.map(_.at("/data/delivered").asLong) shouldBe Some(3)
      }
  }
}
