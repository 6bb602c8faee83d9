package dev.muster.settings

import java.nio.file.{Files, Path}
import java.util.Properties

import scala.jdk.CollectionConverters._

/** Reads texts as settings files. */
trait SettingsFiles {
  val environment: Map[String, String] = Map("EMPTY" -> "", "WORD" -> "eight", "MUSTER_LIMIT" -> "-3", "EIGHT" -> "8")

  def read(text: String, properties: (String, String)*): MusterSettings =
    readFile(write("application.conf", text), properties: _*)

  def readFile(file: Path, properties: (String, String)*): MusterSettings = {
    val set = new Properties()
    properties.foreach { case (key, value) => set.setProperty(key, value) }
    new SettingsReader(file, set, environment.asJava).read()
  }

  /** Each problem as a line, without the temporary directory. */
  def problems(text: String, properties: (String, String)*): Seq[String] =
    problemsOf(write("application.conf", text), properties: _*)

  def problemsOf(file: Path, properties: (String, String)*): Seq[String] =
    try { readFile(file, properties: _*); Nil }
    catch {
      case bad: BadSettings => bad.problems.asScala.toSeq.map(_.toString.replace(file.getParent.toString + "/", ""))
    }

  def write(name: String, text: String): Path = {
    val file = Files.createTempDirectory(Path.of("target"), "settings").resolve(name)
    Files.writeString(file, text)
  }

  /** A good stanza, to which line 5 and following are added. */
  def stanza(lines: String*): String =
    s"""muster {
       |  workers.w {
       |    type = "dev.muster.settings.Greeter"
       |    greeting = hi
       |    ${lines.mkString("\n    ")}
       |  }
       |}
       |""".stripMargin
}
