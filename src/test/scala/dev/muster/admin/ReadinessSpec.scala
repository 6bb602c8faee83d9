package dev.muster.admin

import java.time.{Duration, Instant}
import java.util.{List => JList, Map => JMap}

import scala.jdk.CollectionConverters._

import dev.muster.report.WorkerState._
import dev.muster.report.{Account, Latency, Rates, Roster, WorkerState}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks

/** The truth table of readiness. */
class ReadinessSpec extends AnyFunSuite with Matchers with TableDrivenPropertyChecks {
  private val noTime = new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO)
  private val account =
    new Account(0, 0, JMap.of(), 0, null, null, 0, new Rates(0, 0), noTime, 0, JMap.of())

  private def worker(state: WorkerState, critical: Boolean, degraded: Boolean = false, stuck: Instant = null) =
    new Roster.Entry(
      "w",
      "t",
      state,
      critical,
      degraded,
      "",
      stuck,
      JList.of(),
      JList.of(),
      Instant.EPOCH,
      0,
      null,
      null,
      1,
      0,
      0,
      account
    )

  private def missing(draining: Boolean, workers: Roster.Entry*): Seq[String] =
    Readiness.missing(new Roster(Instant.EPOCH, draining, workers.asJava, JList.of())).asScala.toSeq

  private val critical = Table(
    "state" -> "what is missing",
    STARTING -> Seq("w is starting"),
    RUNNING -> Nil,
    WAITING -> Nil,
    PAUSED -> Seq("w is paused"),
    BACKING_OFF -> Seq("w is backing off"),
    STOPPING -> Seq("w is stopping"),
    COMPLETED -> Nil,
    STOPPED -> Seq("w is stopped"),
    FAILED -> Seq("w is failed")
  )

  test("a critical worker must be up") {
    critical.map(_._1) should contain theSameElementsAs WorkerState.values
    forAll(critical)((state, why) => missing(draining = false, worker(state, critical = true)) shouldBe why)
  }

  test("any other worker may be in any state") {
    WorkerState.values.foreach(state => missing(draining = false, worker(state, critical = false)) shouldBe Nil)
  }

  test("a degraded worker is up, a stuck one is not") {
    missing(draining = false, worker(RUNNING, critical = true, degraded = true)) shouldBe Nil
    missing(draining = false, worker(RUNNING, critical = true, stuck = Instant.EPOCH)) shouldBe Seq("w is stuck")
  }

  test("who starts or ends is not ready") {
    Readiness.missing(Roster.NONE).asScala.toSeq shouldBe Seq("muster is starting")
    missing(draining = true, worker(RUNNING, critical = true)) shouldBe Seq("muster is ending")
  }

  test("who has no worker to wait for, since none is enabled, is ready") {
    missing(draining = false) shouldBe Nil
  }
}
