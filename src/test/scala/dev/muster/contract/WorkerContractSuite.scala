package dev.muster.contract

import scala.jdk.CollectionConverters._

import org.scalatest.funsuite.AnyFunSuite

/** The [[WorkerContract]] as a ScalaTest suite: extend it, name a candidate, and each clause is a test. */
abstract class WorkerContractSuite(candidates: (String, Candidate)*) extends AnyFunSuite {
  for {
    (name, candidate) <- candidates
    clause <- WorkerContract.of(candidate).asScala
  } test(s"$name ${clause.promise}")(tryOut(name, clause))

  /** Tries one clause; to be overridden for what has to be done around it. */
  protected def tryOut(name: String, clause: Clause): Unit = clause.hold()
}
