package dev.muster.admin

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.report.WorkerState._
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What the admin server tells of the workers, and does with them. */
class WorkersSpec extends AnyWordSpec with Matchers with Eventually with BeforeAndAfterAll {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)

  private val admin = new RunningAdmin("""muster.workers {
    fine { type = dev.muster.guardian.Faulty, dispatcher = shared }
    broken { type = dev.muster.guardian.Faulty, where = start, dispatcher = shared }
  }""")
  import admin.muster

  override def afterAll(): Unit = admin.close()

  "The admin server" should {
    "list all workers as the roster has them" in {
      eventually {
        val workers = admin.get("/workers").json
        workers.path("draining").asBoolean(true) shouldBe false
        workers.path("workers").asScala.map(_.path("name").asText).toSeq shouldBe Seq("broken", "fine")
        workers.path("sinks").path(0).path("name").asText shouldBe "console"
        val broken = workers.path("workers").path(0)
        broken.path("state").asText shouldBe "BACKING_OFF"
        broken.path("last-failure").asText should include("thrown by the spec")
        broken.path("next-attempt-at").asText should endWith("Z")
        broken.path("attempt").asInt should be >= 1
      }
    }

    "keep the books of the roster" in {
      eventually(muster.worker("fine").account.delivered should be > 0L)
      val account = admin.get("/workers/fine").json.path("account")
      account.path("emitted").asLong should be > 0L
      account.path("in-flight").asLong should be >= 0L
      Seq("dropped", "errors", "latency-p99-ms", "results-per-second-over-1s", "notes").foreach(
        account.has(_) shouldBe true
      )
    }

    "say what came of a verb, and who wanted it" in {
      val told = admin.post("/workers/fine/stop")
      told.status shouldBe 200
      told.json.path("done").asBoolean shouldBe true
      told.json.path("answer").asText shouldBe "stopping"
      eventually(muster.state("fine") shouldBe STOPPED)

      val refused = admin.post("/workers/fine/pause", "{}")
      refused.status shouldBe 409
      refused.json.path("done").asBoolean(true) shouldBe false
      refused.error shouldBe "[fine] has ended"
    }

    "tell all workers at once" in {
      val told = admin.post("/workers", """{"verb": "stop"}""")
      told.status shouldBe 200
      told.json.path("answers").path("broken").path("done").asBoolean shouldBe true
      eventually(muster.state("broken") shouldBe STOPPED)
      admin.post("/workers", """{"verb": "shout"}""").error should startWith("the body must be {\"verb\": VERB}")
    }

    "change how much a worker logs, and tell it" in {
      admin.post("/loggers/fine", "{\"level\": \"debug\"}").json.path("level").asText shouldBe "DEBUG"
      admin.get("/loggers/fine").json.path("level").asText shouldBe "DEBUG"
      admin.post("/loggers/fine", "{\"level\": \"default\"}").status shouldBe 200
      admin.get("/loggers/fine").json.path("level").asText should not be "DEBUG"
      admin.post("/loggers/fine", "{\"level\": \"loud\"}").status shouldBe 400
      admin.post("/loggers/fine").error should include("allowed: OFF, ERROR")
      admin.post("/loggers/nobody", "{\"level\": \"debug\"}").status shouldBe 404
    }

    "say what there is when something is asked for that is not" in {
      admin.get("/workers/nobody").error shouldBe "there is no such worker (there are: broken, fine)"
      admin.post("/workers/nobody/stop").status shouldBe 404
      admin.post("/workers/fine/shout").error should include("allowed: pause, resume, trigger, restart, stop")
      admin.get("/nothing").status shouldBe 404
    }
  }
}
