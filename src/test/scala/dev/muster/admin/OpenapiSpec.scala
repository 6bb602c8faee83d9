package dev.muster.admin

import scala.jdk.CollectionConverters._

import dev.muster.cli.log.LogLevels
import dev.muster.report.WorkerState
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** openapi.yaml is the server's description: its routes are the server's, and its keys the answers'. */
class OpenapiSpec extends AnyFunSuite with Matchers with BeforeAndAfterAll {
  private val admin = new RunningAdmin("muster.workers.fine { type = dev.muster.guardian.Faulty, dispatcher = shared }")
  private val text = admin.get("/openapi.yaml").body
  private val path = """^  (/\S*):$""".r
  private val status = """^        "(\d{3})":""".r
  private val method = """^    (get|post|put|delete|patch):$""".r

  override def afterAll(): Unit = admin.close()

  private case class Operation(method: String, path: String, open: Boolean, statuses: Set[Int])

  private val operations: Seq[Operation] = {
    val lines = text.linesIterator.toSeq
    lines.indices.flatMap { i =>
      method.findFirstMatchIn(lines(i)).map { found =>
        val under = lines.take(i).flatMap(path.findFirstMatchIn(_)).last.group(1)
        val block = lines.drop(i + 1).takeWhile(_.startsWith("      "))
        val statuses = block.flatMap(status.findFirstMatchIn(_)).map(_.group(1).toInt).toSet
        Operation(found.group(1).toUpperCase, under, block.exists(_.strip == "security: [{}]"), statuses)
      }
    }
  }

  test("its operations are the server's routes, and those without a token are the same") {
    val routes =
      Routes.of(admin.muster.controls, new LogLevels(admin.muster.controls.workers), new Events).asScala.toSeq
    operations.map(it => (it.method, it.path, it.open)) should contain theSameElementsAs
      routes.map(route => (route.method, route.path, route.open))
  }

  test("its statuses are those of answers to what is right and to what is wrong") {
    for (operation <- operations if Seq("/workers", "/loggers").exists(operation.path.startsWith)) {
      val posts = operation.method == "POST"
      val order = if (operation.path.startsWith("/loggers")) """{"level": "info"}""" else """{"verb": "resume"}"""
      val statuses = for {
        name <- Seq("fine", "nobody")
        verb <- if (operation.path.contains("{verb}")) Seq("pause", "stop", "jump") else Seq("")
        body <- if (posts) Seq(order, "{}", "[]", "x").map(Option(_)) else Seq(None)
        headers <- if (posts) Seq(Seq("Content-Type" -> "application/json"), Nil) else Seq(Nil)
        path = operation.path.replace("{name}", name).replace("{verb}", verb)
      } yield admin.send(operation.method, path, body, headers).status
      withClue(operation)((statuses.toSet -- operation.statuses) shouldBe empty)
    }
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
