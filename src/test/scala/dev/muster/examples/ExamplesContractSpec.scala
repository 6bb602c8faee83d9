package dev.muster.examples

import java.nio.file.{Files, Path}

import dev.muster.contract.{Candidate, WorkerContractSuite}

class ExamplesContractSpec
    extends WorkerContractSuite(
      "an actor written by hand" -> Candidate
        .of(classOf[Powers], "count = 2000")
        .numbered { case power: Powers.Power => power.exponent }
        .perRun(2000),
      "a worker that blocks" -> ExamplesContractSpec.lines
    )

object ExamplesContractSpec {
  private val file = Files.createTempFile("lines", ".txt")
  private val moved = file.resolveSibling(file.getFileName.toString + "-moved")
  file.toFile.deleteOnExit()
  Files.writeString(file, (1 to 1500).mkString("\n"))

  private def lines: Candidate = Candidate
    .of(classOf[Lines], s"""path = "$file"""")
    .dependsOn(() => move(file, moved), () => move(moved, file))
    .numbered { case line: Lines.Line => line.number }
    .perRun(1500)

  private def move(from: Path, to: Path): Unit = if (Files.exists(from)) Files.move(from, to)
}
