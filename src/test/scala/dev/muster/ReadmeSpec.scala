package dev.muster

import java.nio.file.{Files, Path}

import scala.jdk.CollectionConverters._

import dev.muster.cli.terminal.ExitCode
import dev.muster.settings.{Field, Schemas, SettingsReader}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** The README is true: its settings load, its tables are the schema, its links lead somewhere. */
final class ReadmeSpec extends AnyFunSuite with Matchers {
  private val readme = Files.readString(Path.of("README.md"))
  private val shipped = Files.readString(Path.of("application.conf"))

  private def row(field: Field): String = {
    val default = Option(field.byDefault).map(d => s"`$d`").getOrElse(if (field.required) "must be set" else "")
    s"| `${field.key}` | ${default.replace("|", "\\|")} | ${s"${field.doc} (${field.kind})".replace("|", "\\|")} |"
  }

  private def table(schema: Seq[Field]): String =
    ("| setting | default | meaning |" +: "| --- | --- | --- |" +: schema.map(row)).mkString("\n")

  Schemas.types().asScala.foreach { case (name, schema) =>
    test(s"the table of $name is its schema") {
      val wanted = s"### $name\n\n${table(schema.asScala.toSeq)}\n"
      withClue(s"README.md should hold\n\n$wanted\n")(readme.contains(wanted) shouldBe true)
    }
  }

  test("the settings that come with Muster load, and stand in the README without their comments") {
    new SettingsReader(Path.of("application.conf")).read().guardian.workers should have size 4
    val plain = shipped.linesIterator.filterNot(_.strip.startsWith("#")).mkString("\n").replaceAll("\n\n+", "\n").strip
    withClue(s"README.md should hold\n\n$plain\n")(readme.contains(plain) shouldBe true)
  }

  test("every link leads to a file of the project") {
    val links = """\]\(([^)]+)\)""".r.findAllMatchIn(readme).map(_.group(1)).filterNot(_.startsWith("http")).toSeq
    links.filterNot(link => Files.exists(Path.of(link))) shouldBe empty
  }

  test("the exit code of check --connect is told as it is") {
    readme should include(s"exits with ${ExitCode.UNREACHABLE} if one of them fails")
  }

  test("every spec that is named exists") {
    val files = Files.walk(Path.of("src/test/scala"))
    val specs =
      try files.iterator.asScala.map(_.getFileName.toString.stripSuffix(".scala")).toSet
      finally files.close()
    """`(\w+Spec)`""".r.findAllMatchIn(readme).map(_.group(1)).filterNot(specs).toSeq shouldBe empty
  }
}
