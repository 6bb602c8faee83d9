package dev.muster.admin

import scala.jdk.CollectionConverters._

import dev.muster.cli.LogLevels
import dev.muster.report.WorkerState
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** openapi.yaml is the server's description: its routes are the server's, and its keys the answers'. */
class OpenapiSpec extends AnyFunSuite with Matchers with BeforeAndAfterAll {
  private val admin = new RunningAdmin("muster.workers.fine { type = dev.muster.guardian.Faulty, dispatcher = shared }")
  private val text = admin.get("/openapi.yaml").body
  private val path = """^  (/\S*):$""".r
  private val method = """^    (get|post|put|delete|patch):$""".r

  override def afterAll(): Unit = admin.close()

  /** Method and path of each operation, and whether it needs no token. */
  private val described: Seq[(String, String, Boolean)] = {
    val lines = text.linesIterator.toSeq
    lines.indices.flatMap { i =>
      method.findFirstMatchIn(lines(i)).map { found =>
        val under = lines.take(i).flatMap(path.findFirstMatchIn(_)).last.group(1)
        val open = lines.drop(i + 1).takeWhile(_.startsWith("      ")).exists(_.strip == "security: [{}]")
        (found.group(1).toUpperCase, under, open)
      }
    }
  }

  test("its operations are the server's routes, and those without a token are the same") {
    val routes =
      Routes.of(admin.muster.controls, new LogLevels(admin.muster.controls.workers), new Events).asScala.toSeq
    described should contain theSameElementsAs routes.map(route => (route.method, route.path, route.open))
  }

  test("its verbs and states are the guardian's") {
    text should include(dev.muster.guardian.Verb.values.mkString("enum: [", ", ", "]"))
    text should include(WorkerState.values.mkString("enum: [", ", ", "]"))
  }

  private def keys(schema: String): Seq[String] = {
    val block = text.linesIterator.dropWhile(_ != s"    $schema:").drop(1).takeWhile(_.startsWith("      "))
    val key = """^        ([a-z0-9-]+):.*""".r
    block.collect { case key(name) => name }.toSeq
  }

  test("its keys of a worker and of an account are those of an answer") {
    val worker = admin.get("/workers/fine").json
    keys("Worker") shouldBe worker.fieldNames.asScala.toSeq
    keys("Account") shouldBe worker.path("account").fieldNames.asScala.toSeq
    keys("Roster") shouldBe admin.get("/workers").json.fieldNames.asScala.toSeq
  }
}
