package dev.muster

import java.io.{ByteArrayOutputStream, File}
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit
import java.util.spi.ToolProvider

import scala.jdk.CollectionConverters._

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** The README's "Write your own", done as it says in an empty directory with only the jar. */
final class WriteYourOwnJarSpec extends AnyFunSuite with Matchers {
  private val section = Files.readString(Path.of("README.md")).split("\n## ").find(_.startsWith("Write your own")).get
  private def blocks(language: String): Seq[String] =
    s"(?s)```$language\n(.*?)```".r.findAllMatchIn(section).map(_.group(1)).toSeq

  private val imports = Seq(
    "dev.muster.worker.*",
    "java.nio.file.*",
    "java.util.stream.IntStream",
    "org.apache.pekko.actor.typed.javadsl.Behaviors"
  ).map(it => s"import $it;").mkString("\n")

  private val muster = Path.of("target", "muster.jar").toAbsolutePath

  private def tool(name: String, arguments: String*): Unit = {
    val told = new ByteArrayOutputStream
    val out = new java.io.PrintStream(told)
    val code = ToolProvider.findFirst(name).get.run(out, out, arguments: _*)
    withClue(told.toString)(code shouldBe 0)
  }

  private def compiled(name: String, source: String): Path = {
    val directory = Files.createTempDirectory(Path.of("target").toAbsolutePath, "own")
    val file = Files.writeString(directory.resolve(s"$name.java"), source)
    val classes = directory.resolve("classes")
    tool("javac", "-Xlint:all,-classfile,-processing", "-cp", muster.toString, "-d", classes.toString, file.toString)
    classes
  }

  private def fragment(name: String, code: String): Path =
    compiled(name, s"package com.example;\n$imports\npublic final class $name implements WorkerType {\n$code}\n")

  /** Runs in the directory of the classes. @return what is on standard output */
  private def printed(classes: Path, conf: String, command: String*): Seq[String] = {
    val directory = classes.getParent
    Files.writeString(directory.resolve("application.conf"), conf)
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString
    val out = directory.resolve("out.txt")
    val err = directory.resolve("err.txt")
    val builder = new ProcessBuilder((Seq(java, RunningJar.ANY_PORT) ++ command).asJava).directory(directory.toFile)
    Seq("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").foreach(builder.environment.remove)
    val process = builder.redirectOutput(out.toFile).redirectError(err.toFile).start()
    try withClue(directory)(process.waitFor(60, TimeUnit.SECONDS) shouldBe true)
    finally process.destroyForcibly()
    withClue(Files.readString(err))(process.exitValue shouldBe 0)
    Files.readAllLines(out).asScala.toSeq
  }

  private def run(classes: Path, conf: String): Seq[String] =
    printed(classes, conf, "-cp", Seq(muster, classes).mkString(File.pathSeparator), "dev.muster.Main")

  private def stanza(text: String): String = s"muster { exit-when-done = true, workers.it { $text } }"

  test("the whole class and its stanza print what the page says, on the class path and as a plugin") {
    val classes = compiled("Hello", blocks("java").head)
    val said = section.linesIterator.filter(_.startsWith("[hello]")).toSeq
    said should have size 2
    run(classes, blocks("hocon").head) shouldBe said
    val plugins = Files.createDirectory(classes.getParent.resolve("plugins"))
    tool("jar", "--create", "--file", plugins.resolve("hello.jar").toString, "-C", classes.toString, ".")
    printed(classes, blocks("hocon").head, "-jar", muster.toString) shouldBe said
  }

  test("the actor and the blocking worker compile and run") {
    blocks("java") should have size 3
    run(fragment("Counter", blocks("java")(1)), stanza("type = com.example.Counter")) shouldBe
      Seq("[it] number 0", "[it] number 1", "[it] number 2")
    val lines = fragment("Lines", blocks("java")(2))
    Files.writeString(lines.getParent.resolve("notes.txt"), "one\ntwo\n")
    run(lines, stanza("type = com.example.Lines, path = notes.txt")) shouldBe Seq("[it] one", "[it] two")
  }
}
