package dev.muster.admin

import java.net.ConnectException
import java.util.concurrent.CompletableFuture

import scala.concurrent.duration._

import dev.muster.worker.{Fields, Job, WorkerCommand, WorkerType}
import org.apache.pekko.actor.typed.javadsl.Behaviors
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** A worker that hears no word, so that it is stopped by force. */
final class Deaf extends WorkerType {
  override def read(fields: Fields): Job = worker =>
    Behaviors.setup[WorkerCommand] { _ =>
      worker.up("here")
      Behaviors.ignore[WorkerCommand]
    }
}

/** The admin server goes last, whoever still watches. */
class EndingSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)

  "The admin server" should {
    "say that Muster is ending while it does, let its viewers see it, and end with it" in {
      val admin = new RunningAdmin("""muster { drain-timeout = 4s, workers {
        deaf { type = dev.muster.admin.Deaf, critical = true, dispatcher = shared }
      } }""")
      eventually(admin.get("/health/ready").status shouldBe 200)
      val viewer = admin.connect()
      viewer.getOutputStream.write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes)
      val end = CompletableFuture.runAsync(() => admin.close())
      eventually {
        val ready = admin.get("/health/ready")
        ready.status shouldBe 503
        ready.json.path("missing").path(0).asText shouldBe "muster is ending"
      }
      admin.get("/health/live").status shouldBe 200
      admin.post("/workers/deaf/restart").error shouldBe "[deaf] muster is ending"
      RunningAdmin.rest(viewer) should include(""""to":"STOPPED"""")
      end.join()
      a[ConnectException] should be thrownBy admin.get("/health/live")
    }
  }
}
