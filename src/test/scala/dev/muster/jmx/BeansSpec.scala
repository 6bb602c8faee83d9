package dev.muster.jmx

import java.util.concurrent.atomic.AtomicLong
import java.util.{Date, List => JList, Map => JMap}
import javax.management.openmbean.{CompositeData, TabularData}
import javax.management.{JMX, MBeanFeatureInfo, MBeanServer, MBeanServerFactory, ObjectName}

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.util.Using

import dev.muster.RunningMuster
import dev.muster.cli.log.LogLevels
import dev.muster.report.WorkerState._
import dev.muster.report.{Account, Roster}
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** What a JMX client sees of a running Muster and does to it, through the RMI connector. */
class BeansSpec extends AnyWordSpec with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(30.seconds, 20.millis)
  import RemoteJmx._

  private val conf = """muster.workers {
    fine { type = dev.muster.guardian.Faulty, dispatcher = shared }
    broken { type = dev.muster.guardian.Faulty, where = start, dispatcher = shared }
  }"""

  private def opened(muster: RunningMuster, server: MBeanServer): Beans =
    Beans.open(server, muster.controls, new LogLevels(muster.controls.workers))

  private def using(test: (RunningMuster, Client) => Unit): Unit = Using.Manager { use =>
    val server = MBeanServerFactory.newMBeanServer()
    val muster = use(new RunningMuster(conf))
    use(opened(muster, server))
    test(muster, use(new RemoteJmx(server)).client)
  }.get

  "The beans" should {
    "describe themselves, each attribute, operation and parameter" in using { (_, jmx) =>
      jmx.names shouldBe Set(guardian, reporter, worker("fine"), worker("broken")).map(_.toString)
      for (bean <- Seq(guardian, reporter, worker("fine"))) {
        val info = jmx.server.getMBeanInfo(bean)
        val parameters = info.getOperations.flatMap(_.getSignature)
        val features: Seq[MBeanFeatureInfo] = info.getAttributes.toSeq ++ info.getOperations ++ parameters
        for (feature <- features) withClue(s"$bean ${feature.getName}: ") {
          feature.getDescription should include(" ")
          feature.getDescription should not startWith "Operation"
        }
        parameters.map(_.getName).toSet.subsetOf(Set("name", "level", "state", "limit")) shouldBe true
        info.getDescription should include(" ")
        info.getNotifications should have size (if (bean == reporter) 0 else 1)
      }
    }

    "need no class of Muster on the other side" in using { (muster, jmx) =>
      eventually(muster.worker("fine").account.delivered should be > 0L)
      for (bean <- Seq(guardian, reporter, worker("fine"), worker("broken"))) {
        val names = jmx.server.getMBeanInfo(bean).getAttributes.map(_.getName)
        val read = jmx.server.getAttributes(bean, names)
        read.asList.asScala.map(_.getName) should contain theSameElementsAs names
        read.asList.asScala.map(_.getValue).filter(_ != null).foreach { value =>
          value match {
            case array: Array[_]                   => array.getClass.getComponentType shouldBe classOf[String]
            case _: CompositeData | _: TabularData =>
            case other                             => other.getClass.getName should startWith("java.")
          }
        }
      }
    }

    "tell of an outage while it lasts, and stay where they are" in using { (_, jmx) =>
      val broken = worker("broken")
      eventually(jmx.get[Long](broken, "Restarts") should be >= 2L)
      // Together, since it may try again in between.
      eventually {
        jmx.get[String](broken, "State") shouldBe "BACKING_OFF"
        jmx.get[String](broken, "LastFailure") should include("thrown by the spec")
        jmx.get[Int](broken, "Attempt") should be >= 2
        jmx.get[Date](broken, "NextAttemptAt") should not be null
        jmx.get[TabularData](guardian, "Troubles").get(Array("broken")).get("value").toString should
          include("thrown by the spec")
      }
      jmx.get[TabularData](guardian, "WorkersByState").size shouldBe values.length
      jmx.call[String](broken, "pause")
      eventually(jmx.get[String](broken, "State") shouldBe "PAUSED")
      eventually(jmx.get[TabularData](guardian, "Troubles").size shouldBe 0)
    }

    "show figures of one instant when read together" in {
      val turn = new AtomicLong()
      val roster = new Pinned[Roster](() => rosterOf(turn.incrementAndGet()))
      val bean = new Bean(new ReporterBean(roster), classOf[ReporterMXBean], roster)
      for (_ <- 1 to 3) {
        val read = bean.getAttributes(Array("Emitted", "Delivered", "Errors")).asList.asScala.map(_.getValue)
        read.toSet should have size 1
      }
      turn.get shouldBe 3
    }

    "obey all verbs with a sentence, and say what they refuse" in using { (muster, jmx) =>
      val fine = worker("fine")
      eventually(muster.state("fine") shouldBe RUNNING)
      jmx.call[String](fine, "resume") shouldBe "refused: is running"
      jmx.call[String](fine, "trigger") shouldBe "refused: skipped, is running"
      jmx.call[String](fine, "pause") shouldBe "pausing"
      eventually(jmx.get[String](fine, "State") shouldBe "PAUSED")
      jmx.call[String](guardian, "resume", "fine") shouldBe "resuming"
      eventually(jmx.get[String](fine, "State") shouldBe "RUNNING")
      jmx.call[String](fine, "restart") shouldBe "restarting"
      eventually(jmx.get[Long](fine, "Incarnation") shouldBe 2)
      jmx.call[String](fine, "stop")
      eventually(jmx.get[String](fine, "State") shouldBe "STOPPED")
      jmx.call[String](guardian, "stop", "fnie") shouldBe
        "refused: there is no worker 'fnie' (did you mean 'fine'?)"
      jmx.call[String](guardian, "stop", null) shouldBe "refused: there is no worker 'null'"
    }

    "change how much a worker logs" in using { (_, jmx) =>
      jmx.call[String](worker("fine"), "setLogLevel", "debug") shouldBe "logs at DEBUG"
      jmx.get[String](worker("fine"), "LogLevel") shouldBe "DEBUG"
      jmx.call[String](guardian, "setLogLevel", "fine", "loudly") should startWith(
        "refused: there is no level 'loudly'"
      )
      jmx.call[String](guardian, "setLogLevel", "fine", "default")
      jmx.get[String](worker("broken"), "LogLevel") shouldBe jmx.get[String](worker("fine"), "LogLevel")
    }

    "notify of every change, in order, in words that every client knows" in using { (muster, jmx) =>
      val own = jmx.listen(worker("fine"))
      val all = jmx.listen(guardian)
      eventually(muster.state("fine") shouldBe RUNNING)
      jmx.call[String](worker("fine"), "stop")
      eventually(muster.state("fine") shouldBe STOPPED)
      eventually {
        val last = own.asScala.toSeq.takeRight(2)
        last.map(n => (n.getAttributeName, n.getOldValue, n.getNewValue)) shouldBe
          Seq(("State", "RUNNING", "STOPPING"), ("State", "STOPPING", "STOPPED"))
        last.head.getMessage shouldBe "fine: stop"
        val data = last.head.getUserData.asInstanceOf[java.util.Map[String, AnyRef]]
        (data.get("worker"), data.get("to"), data.get("origin")) shouldBe (("fine", "STOPPING", "jmx"))
      }
      eventually {
        val heard = all.asScala.toSeq
        heard.map(
          _.getSequenceNumber
        ) shouldBe (heard.head.getSequenceNumber until heard.head.getSequenceNumber + heard.size)
        heard.exists(_.getMessage.startsWith("broken: failed (thrown by the spec), attempt ")) shouldBe true
        heard.exists(_.getMessage == "fine: stopped") shouldBe true
      }
    }

    "go with the app" in {
      val server = MBeanServerFactory.newMBeanServer()
      val muster = new RunningMuster(conf)
      try opened(muster, server)
      finally muster.close()
      eventually(server.queryNames(new ObjectName("dev.muster:*"), null).asScala shouldBe empty)
    }
  }

  "A second Muster in the JVM" should {
    "have beans of its own, which outlive the first" in using { (muster, jmx) =>
      val server = MBeanServerFactory.newMBeanServer()
      Using.Manager { use =>
        val other = use(new RunningMuster(conf))
        val first = use(opened(muster, server))
        use(opened(other, server))
        val second = new ObjectName("dev.muster:type=Worker,name=fine,instance=2")
        server.invoke(second, "stop", Array(), Array())
        eventually(server.getAttribute(second, "State") shouldBe "STOPPED")
        server.getAttribute(worker("fine"), "State") should not be "STOPPED"
        first.close()
        server.queryNames(new ObjectName("dev.muster:*"), null).asScala.map(_.getKeyProperty("instance")) shouldBe Set(
          "2"
        )
      }.get
      jmx.names should have size 4
    }
  }

  "Workers beyond those that have beans" should {
    "be answered for by the guardian's" in Using.Manager { use =>
      val server = MBeanServerFactory.newMBeanServer()
      val muster = use(new RunningMuster(conf))
      use(Beans.open(server, muster.controls, new LogLevels(muster.controls.workers), 1))
      val jmx = use(new RemoteJmx(server)).client
      val first = muster.controls.workers.iterator.next()
      jmx.names shouldBe Set(guardian, reporter, worker(first)).map(_.toString)
      val all = JMX.newMXBeanProxy(jmx.server, guardian, classOf[GuardianMXBean])
      eventually(all.worker("broken").getAttempt should be > 0)
      all.worker("broken").getLastFailure should include("thrown by the spec")
      all.worker("no") shouldBe null
      all.names("", 10).asScala.toSet shouldBe Set("fine", "broken")
      all.names("", 1).asScala shouldBe Seq(first)
      the[IllegalArgumentException] thrownBy all.names("runing", 1) should have message
        s"there is no state 'runing' (allowed: ${values.mkString(", ")})"
      val heard = jmx.listen(guardian)
      all.stop("broken")
      eventually(all.names("stopped", 10).asScala shouldBe Seq("broken"))
      eventually(heard.asScala.exists(_.getMessage == "broken: stopped") shouldBe true)
    }.get
  }

  /** Whose every figure is the same. */
  private def rosterOf(n: Long): Roster = {
    val blank = Blank.entry("one").account
    val account =
      new Account(n, n, JMap.of(), n, null, null, 0, blank.rates, blank.latency, 0, JMap.of())
    val it = Blank.entry("one")
    val entry = new Roster.Entry(
      it.name,
      it.`type`,
      it.state,
      false,
      false,
      "",
      null,
      JList.of(),
      JList.of(),
      it.since,
      0,
      null,
      null,
      0,
      0,
      0,
      account
    )
    new Roster(it.since, false, JList.of(entry), JList.of())
  }
}
