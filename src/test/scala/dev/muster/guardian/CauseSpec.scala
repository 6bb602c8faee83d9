package dev.muster.guardian

import java.util.concurrent.CompletionException

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

class CauseSpec extends AnyFunSuite with Matchers {
  test("a message of many lines becomes one clause, whatever wraps it") {
    val parser = new IllegalArgumentException("no such field\r\n\n  at line 3\u001b[31m\n")
    Cause.of(new CompletionException(parser)) shouldBe "IllegalArgumentException: no such field at line 3\\u001b[31m"
  }

  test("a message that says nothing gives way to its kind, and one without end ends") {
    Cause.of(new IllegalArgumentException(" \n ")) shouldBe "IllegalArgumentException"
    Cause.of(new RuntimeException("x" * 1000)) should (have length 300 and endWith("x…"))
  }
}
