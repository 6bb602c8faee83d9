package dev.muster.contract.broken

import java.time.Duration

import scala.jdk.CollectionConverters._

import dev.muster.contract.{Candidate, WorkerContract}
import dev.muster.worker.WorkerType
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** Every clause of the contract can fail: for each there is a worker that breaks it, and it is said how. */
class BrokenContractSpec extends AnyFunSuite with Matchers with BeforeAndAfterAll {
  override protected def afterAll(): Unit = BrokenWorkers.ended.countDown()

  private def candidate(broken: Class[_ <: WorkerType], patience: Int): Candidate = {
    val it = Candidate
      .of(broken)
      .dependsOn(() => BrokenWorkers.worldIsThere = false, () => BrokenWorkers.worldIsThere = true)
      .numbered { case BrokenWorkers.Number(value) => value }
      .restarts(100)
      .patience(Duration.ofSeconds(patience.toLong))
    if (broken == classOf[Lazy]) it else it.endless()
  }

  private val breaks = Seq[(String, Class[_ <: WorkerType], String)](
    ("comes up when what it needs is there", classOf[GivesUp], "until it tells that something is missing"),
    ("comes back after what it needs was away", classOf[KeepsQuiet], "until it tells that something is missing"),
    ("gives results again after it failed", classOf[OneLife], "good results are there"),
    ("blocks in none of its callbacks", classOf[Waits], "blocks in start"),
    ("can be held up in any of its callbacks", classOf[StoppedForGood], "good results are there"),
    ("loses no result and gives none twice", classOf[Loses], "result number 6 came where 5 was due"),
    ("loses no result and gives none twice", classOf[Doubles], "result number 4 came where 5 was due"),
    ("is held back by a slow reporter", classOf[Floods], "does not wait for the reporter"),
    ("pauses, and resumes without loss", classOf[Restless], "results while it was paused"),
    ("runs when it is triggered", classOf[Lazy], "until it has run once more"),
    ("ends at its limit", classOf[Stalls], "until it is COMPLETED"),
    ("drains", classOf[Clings], "until Muster is drained"),
    ("leaves nothing behind in 100 restarts", classOf[LeavesThreads], "is not given back")
  )

  /** @param patience in seconds, all of which it takes to see that something never comes */
  private def fault(promise: String, broken: Class[_ <: WorkerType], patience: Int): String = {
    val clause = WorkerContract.of(candidate(broken, patience)).asScala.find(_.promise == promise).get
    (the[AssertionError] thrownBy clause.hold()).getMessage
  }

  test("there is a broken worker for every clause") {
    val promises = WorkerContract.of(candidate(classOf[GivesUp], 2)).asScala.map(_.promise)
    breaks.map(_._1).toSet shouldBe promises.toSet
  }

  breaks.foreach { case (promise, broken, why) =>
    test(s"a worker that ${broken.getSimpleName} does not pass: $promise") {
      val hasty = fault(promise, broken, patience = 2)
      // On a machine that stands still, all of that may be gone before the fault is reached.
      val gone = hasty.startsWith("waited in vain") && !hasty.contains(why)
      (if (gone) fault(promise, broken, patience = 30) else hasty) should include(why)
    }
  }
}
