package dev.muster.settings

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

final class ClaimsSpec extends AnyFunSuite with Matchers with SettingsFiles {
  private def meet(one: String, other: String): Boolean = {
    val (a, b) = (new Claim(one, "a"), new Claim(other, "b"))
    withClue("both ways: ")(a.meets(b) shouldBe b.meets(a))
    a.meets(b)
  }

  for (
    (one, other) <- Seq(
      "a" -> "a",
      "a_{n}.txt" -> "a_{n}.txt",
      "a_{n}.txt" -> "a_1.txt",
      "a_{n}.txt" -> "a_20.txt",
      "a_{n}.txt" -> "a_1{n}.txt",
      "a{n}0" -> "a1{n}",
      "{n}{n}" -> "12",
      "{n}-{n}" -> "1-{n}",
      "{n}" -> "{n}{n}{n}",
      "/1/{n}5{n}/{n}" -> "/{n}/3{n}4/0"
    )
  ) test(s"$one and $other meet")(meet(one, other) shouldBe true)

  for (
    (one, other) <- Seq(
      "a" -> "b",
      "1" -> "2",
      "a_{n}.txt" -> "a_.txt",
      "a_{n}.txt" -> "a_x.txt",
      "a_{n}.txt" -> "a_{n}.txt.gz",
      "a_{n}.txt" -> "b_{n}.txt",
      "a_{n}" -> "a_",
      "{n}{n}" -> "1",
      "1{n}" -> "{n}x",
      "a{n}0" -> "a{n}1",
      "{n}" -> "n"
    )
  ) test(s"$one and $other do not meet")(meet(one, other) shouldBe false)

  test("a worker whose numbered files are another's named file is refused, with both patterns") {
    val writer = "type = file-writer, directory = out"
    problems(s"muster.workers { a { $writer, name = \"a_{n}.txt\" }\n b { $writer, name = a_1.txt } }").map(
      _.replace(java.nio.file.Path.of("").toAbsolutePath.toString, "")
    ) shouldBe Seq(
      "application.conf:2: muster.workers.b.directory: file /out/a_1.txt is claimed by muster.workers.a.directory" +
        " already, as file /out/a_{n}.txt"
    )
    problems(s"muster.workers { a { $writer, name = \"a_{n}.txt\" }\n b { $writer, name = \"b_{n}.txt\" } }") shouldBe
      empty
  }
}
