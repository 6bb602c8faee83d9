package dev.muster.admin

import java.nio.file.{Files, Path}

import dev.muster.report.WorkerState
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** The alert rules for Prometheus ask for what there is: no metric, label or state that Muster does not have. */
class AlertsSpec extends AnyFunSuite with Matchers {
  private val directory = Path.of("src/site/prometheus")
  private val rules = Files.readString(directory.resolve("alerts.yml"))
  private val settings = Files.readString(directory.resolve("prometheus.yml"))

  /** What Prometheus adds to each series. */
  private val added = Set("instance", "job")

  /** Each metric with its labels; MetricsSpec holds that they are those of a scrape. */
  private val documented: Map[String, Set[String]] =
    """\| `(muster_\w+)` \| ([^|]*) \|""".r
      .findAllMatchIn(Files.readString(Path.of("README.md")))
      .map(row => row.group(1) -> row.group(2).split(",").map(_.strip).filter(_.nonEmpty).toSet)
      .toMap

  /** Of each alert its name, its expression and the rest. */
  private val alerts: Seq[(String, String, String)] =
    rules.split("- alert: ").toSeq.drop(1).map { text =>
      val (expression, rest) = text.splitAt("""\n        (for|labels): """.r.findFirstMatchIn(text).get.start)
      (text.linesIterator.next(), expression.split("expr:", 2)(1), rest)
    }

  private def metrics(text: String): Set[String] = """\bmuster_\w+""".r.findAllIn(text).toSet

  test("each alert asks for metrics that are documented, or whether Muster is there at all") {
    alerts.map(_._1) should contain allOf ("MusterDown", "MusterWorkerNotUp", "MusterResultsWithErrors")
    for ((name, expression, _) <- alerts) withClue(s"$name: ") {
      (metrics(expression) diff documented.keySet) shouldBe empty
      (metrics(expression).nonEmpty || expression.contains("up{")) shouldBe true
    }
  }

  test("the labels that are matched and told are the metrics'") {
    for ((name, expression, rest) <- alerts) withClue(s"$name: ") {
      val labels = metrics(expression).flatMap(documented) ++ added
      val matched = """[{,]\s*(\w+)\s*(?:=~|!~|!=|=)"""".r.findAllMatchIn(expression).map(_.group(1)).toSet
      val grouped = """\b(?:on|by|without)\s*\(([^)]*)\)""".r.findAllMatchIn(expression).flatMap(_.group(1).split(","))
      val told = """\$labels\.(\w+)""".r.findAllMatchIn(rest).map(_.group(1)).toSet
      ((matched ++ grouped.map(_.strip) ++ told) diff labels) shouldBe empty
    }
  }

  test("the states that are asked for are a worker's") {
    val states = """state=~?"([^"]*)"""".r.findAllMatchIn(rules).flatMap(_.group(1).split('|')).toSet
    states should contain allOf ("failed", "backing_off")
    (states diff WorkerState.values.map(_.name.toLowerCase).toSet) shouldBe empty
  }

  test("the job and the file of rules are those that prometheus.yml names, and its address is Muster's") {
    val job = """job="([^"]*)"""".r.findFirstMatchIn(rules).get.group(1)
    settings should include(s"job_name: $job ")
    settings should include("- alerts.yml\n")
    settings should include("\"127.0.0.1:8899\"")
  }
}
