package dev.muster.admin

import java.net.ConnectException
import java.util.concurrent.CompletableFuture

import scala.concurrent.duration._

import dev.muster.worker.{Fields, Job, WorkerCommand, WorkerType}
import org.apache.pekko.actor.typed.Behavior
import org.apache.pekko.actor.typed.javadsl.Behaviors
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** A worker that takes its time to stop, until it is let go. */
final class Lingering extends WorkerType {
  override def read(fields: Fields): Job = worker =>
    Behaviors.setup[WorkerCommand] { context =>
      worker.up("here")
      Lingering.letGo.thenRun(() => context.getSelf.tell(Lingering.Go))
      Behaviors
        .receive(classOf[WorkerCommand])
        .onMessageEquals(WorkerCommand.Stop.INSTANCE, () => Behaviors.same[WorkerCommand])
        .onMessageEquals(Lingering.Go, () => Behaviors.stopped[WorkerCommand]: Behavior[WorkerCommand])
        .build()
    }
}

object Lingering {
  private case object Go extends WorkerCommand
  val letGo = new CompletableFuture[Void]()
}

/** The admin server goes last, whoever still watches. */
class EndingSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)

  "The admin server" should {
    "say that Muster is ending while it does, let its viewers see it, and end with it" in {
      val admin = new RunningAdmin("""muster { drain-timeout = 30s, workers {
        slow { type = dev.muster.admin.Lingering, critical = true, dispatcher = shared }
      } }""")
      eventually(admin.get("/health/ready").status shouldBe 200)
      val viewer = admin.connect()
      viewer.getOutputStream.write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes)
      viewer.getInputStream.read() shouldBe 'H'
      val end = CompletableFuture.runAsync(() => admin.close())
      eventually {
        val ready = admin.get("/health/ready")
        ready.status shouldBe 503
        ready.json.path("missing").path(0).asText shouldBe "muster is ending"
      }
      admin.get("/health/live").status shouldBe 200
      admin.post("/workers/slow/restart").error shouldBe "[slow] muster is ending"
      Lingering.letGo.complete(null)
      RunningAdmin.rest(viewer) should include(""""to":"STOPPED"""")
      end.join()
      // A connection from before, which the server has closed, fails in its own way and is not used again.
      eventually(a[ConnectException] should be thrownBy admin.get("/health/live"))
    }
  }
}
