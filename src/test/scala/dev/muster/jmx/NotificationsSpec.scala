package dev.muster.jmx

import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch}
import javax.management.{MBeanServer, MBeanServerFactory, Notification, NotificationListener}

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.Using

import dev.muster.RunningMuster
import dev.muster.cli.log.LogLevels
import dev.muster.report.WorkerState._
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** Whoever listens hears every change in order, whatever other listeners do. */
final class NotificationsSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)
  import RemoteJmx._

  private def using(test: (RunningMuster, MBeanServer, RemoteJmx) => Unit): Unit = Using.Manager { use =>
    val server = MBeanServerFactory.newMBeanServer()
    val muster = use(new RunningMuster("""muster.workers {
      fine { type = dev.muster.guardian.Faulty, dispatcher = shared }
      broken { type = dev.muster.guardian.Faulty, where = start, dispatcher = shared
               supervision { min-backoff = 10ms, max-backoff = 10ms } }
    }"""))
    use(Beans.open(server, muster.controls, new LogLevels(muster.controls.workers)))
    test(muster, server, use(new RemoteJmx(server)))
  }.get

  private def data(told: Notification): Map[String, AnyRef] =
    told.getUserData.asInstanceOf[java.util.Map[String, AnyRef]].asScala.toMap

  /** Each change begins where the one before ended, of each worker. */
  private def complete(heard: Seq[Notification]): Unit = {
    heard.map(_.getSequenceNumber) shouldBe heard.indices.map(heard.head.getSequenceNumber + _)
    for ((worker, changes) <- heard.map(data).groupBy(_("worker")))
      withClue(worker)(changes.map(_("from")).tail shouldBe changes.map(_("to")).init)
  }

  "A client" should {
    "hear every change, of all incarnations, while others are slow or gone" in using { (muster, _, jmx) =>
      val release = new CountDownLatch(1)
      val (slow, gone) = (jmx.another(), jmx.another())
      val stands: NotificationListener = (_, _) => release.await()
      slow.server.addNotificationListener(guardian, stands, null, null)
      gone.listen(guardian)
      val heard = jmx.client.listen(guardian)
      eventually(muster.state("fine") shouldBe RUNNING)
      for (incarnation <- 2L to 6L) {
        jmx.client.call[String](worker("fine"), "restart") shouldBe "restarting"
        eventually(muster.worker("fine").incarnation shouldBe incarnation)
        eventually(muster.state("fine") shouldBe RUNNING)
        if (incarnation == 3) gone.close()
      }
      eventually {
        val all = heard.asScala.toSeq
        all.map(data).count(it => it("worker") == "fine" && it("to") == "RUNNING") should be >= 5
        all.map(data).count(_("worker") == "broken") should be > 20
        complete(all)
      }
      release.countDown()
      slow.close()
    }
  }

  "A listener in the same JVM that fails" should {
    "fail for itself alone" in using { (_, server, jmx) =>
      val fails: NotificationListener = (_, _) => throw new NoClassDefFoundError("com/example/Agent")
      server.addNotificationListener(guardian, fails, null, null)
      val own = new ConcurrentLinkedQueue[Notification]()
      val hears: NotificationListener = (told, _) => { own.add(told); () }
      server.addNotificationListener(guardian, hears, null, null)
      val remote = jmx.client.listen(guardian)
      eventually {
        own.size should be > 5
        remote.size should be > 5
      }
      complete(own.asScala.toSeq)
      jmx.client.names should have size 4
    }
  }
}
