package dev.muster

import scala.io.Source
import scala.util.Using

import dev.muster.jmx.WorkerMXBean
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** Whoever has seen a figure on one face finds it under the same name on the others. */
class FacesSpec extends AnyFunSuite with Matchers {
  private val openapi = Using.resource(Source.fromResource("dev/muster/admin/openapi.yaml"))(_.getLines().toSeq)

  private def keys(schema: String): Seq[String] = {
    val block = openapi.dropWhile(_ != s"    $schema:").drop(1).takeWhile(_.startsWith("      "))
    val key = """^        ([a-z0-9-]+):.*""".r
    block.collect { case key(name) => name }
  }

  private val attributes =
    classOf[WorkerMXBean].getMethods
      .map(_.getName)
      .filter(_.matches("(get|is).*"))
      .map(_.replaceFirst("get|is", ""))
      .toSet

  test("JSON's keys are JMX's attributes in another case") {
    val camel = (keys("Worker") ++ keys("Account")).map(_.split('-').map(_.capitalize).mkString)
    // Of the calls that are stuck, JMX has the stacks as text; the account's keys are attributes of the worker.
    camel.toSet -- attributes shouldBe Set("Account", "StuckCalls")
    attributes -- camel shouldBe Set("Stuck", "StuckStack", "DroppedInAll", "LogLevel")
  }
}
