package dev.muster.admin

import java.nio.file.{Files, Path}

import scala.concurrent.duration._
import scala.util.matching.Regex

import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What Prometheus reads. */
class MetricsSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 100.millis)

  private val admin = new RunningAdmin("""muster.workers {
    fine { type = dev.muster.guardian.Faulty, dispatcher = shared }
    chatty { type = dev.muster.admin.Dropping, dispatcher = shared }
  }""")
  private val sample: Regex = """^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$""".r

  override def afterAll(): Unit = admin.close()

  private def samples: Seq[(String, String, Double)] = {
    val lines = admin.get("/metrics").body.linesIterator.filterNot(_.startsWith("#")).toSeq
    lines.map { case sample(name, labels, value) => (name, Option(labels).getOrElse(""), value.toDouble) }
  }

  private def names(labels: String): Set[String] = """(\w+)="[^"]*"""".r.findAllMatchIn(labels).map(_.group(1)).toSet

  private def value(name: String, label: String): Double =
    samples.collectFirst { case (`name`, labels, value) if labels.contains(label) => value }.get

  "The metrics" should {
    "have the names and labels that the README lists, and no others of Muster's" in {
      val readme = Files.readString(Path.of("README.md"))
      val listed = """\| `(muster_\w+)` \| ([^|]*) \|""".r
        .findAllMatchIn(readme)
        .map(row => (row.group(1), row.group(2).split(",").map(_.strip).filter(_.nonEmpty).toSet))
        .toSet
      def scraped = samples.collect { case (name, labels, _) if name.startsWith("muster_") => (name, names(labels)) }
      eventually(scraped.toSet shouldBe listed)
      samples.map(_._1).toSet should contain allOf (
        "jvm_memory_used_bytes",
        "process_uptime_seconds",
        "jvm_threads_live_threads"
      )
    }

    "show the roster's figures" in {
      eventually {
        val delivered = admin.muster.worker("fine").account.delivered
        delivered should be > 0L
        value("muster_worker_delivered_total", "worker=\"fine\"") should be >= delivered.toDouble
      }
      // A first result may be in the books before it is known that the worker runs.
      eventually {
        value("muster_worker_state", "state=\"running\",type=\"dev.muster.guardian.Faulty\",worker=\"fine\"") shouldBe 1
        value("muster_ready", "") shouldBe 1
      }
    }

    "have no more series than the settings say, whatever reasons a worker thinks of" in {
      eventually {
        admin.muster.worker("chatty").account.dropped.size shouldBe Dropping.reasons
        val dropped = samples.filter(_._1 == "muster_worker_dropped_total")
        dropped should have size WorkerMeters.REASONS + 1L
        dropped.map(_._3).sum shouldBe Dropping.reasons
      }
      // The JVM's own grow with the first pause of each of its collectors.
      def series = samples.count { case (name, _, _) => name.startsWith("muster_") }
      val before = series
      eventually(series shouldBe before)
    }

    "be OpenMetrics for who asks for it" in {
      val open = admin.get("/metrics", "Accept" -> "application/openmetrics-text; version=1.0.0, text/plain; q=0.5")
      open.headers("content-type") should startWith("application/openmetrics-text; version=1.0.0")
      open.body should endWith("# EOF\n")
      admin.get("/metrics").headers("content-type") should startWith("text/plain; version=0.0.4")
    }
  }
}
