package dev.muster

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit

import scala.jdk.CollectionConverters._

/** The packaged jar in a process and a directory of its own, as a user runs it.
  *
  * @param launcher
  *   what java and its arguments are handed to, such as a shell that sets limits; none: the system
  */
final class RunningJar(
    conf: Option[String],
    jvm: Seq[String],
    arguments: Seq[String],
    launcher: Seq[String] = Nil
) extends AutoCloseable {
  val directory: Path = Files.createTempDirectory(Path.of("target").toAbsolutePath, "jar-")
  private val outFile = directory.resolve("out.txt")
  private val errFile = directory.resolve("err.txt")
  conf.foreach(text => Files.writeString(directory.resolve("application.conf"), text))

  private val process: Process = {
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString
    val jar = Path.of("target", "muster.jar").toAbsolutePath.toString
    val builder = new ProcessBuilder(
      (launcher ++ Seq(java, RunningJar.ANY_PORT) ++ jvm ++ Seq("-jar", jar) ++ arguments).asJava
    )
    // Java announces these on standard error.
    Seq("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").foreach(builder.environment.remove)
    builder.directory(directory.toFile).redirectOutput(outFile.toFile).redirectError(errFile.toFile).start()
  }

  def out: String = Files.readString(outFile, UTF_8)
  def err: String = Files.readString(errFile, UTF_8)
  def pid: Long = process.pid
  def isAlive: Boolean = process.isAlive

  /** Sends a signal by its name without SIG. */
  def signal(name: String): Unit = {
    val sent = new ProcessBuilder("sh", "-c", s"kill -$name ${process.pid}").start().waitFor()
    require(sent == 0, s"cannot send SIG$name")
  }

  /** Waits for the end. @return the exit code */
  def ended(seconds: Long = 60): Int = {
    require(process.waitFor(seconds, TimeUnit.SECONDS), s"still running:\n$out\n$err")
    process.exitValue
  }

  override def close(): Unit = process.destroyForcibly().waitFor()
}

object RunningJar {

  /** For java: lets the admin server listen where nobody else does. */
  val ANY_PORT: String = "-Dmuster.admin.port=0"

  /** For many short lives, which then take half of the processor's time. */
  val quick: Seq[String] = Seq("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

  /** Starts the jar. @param conf the text of application.conf */
  def run(conf: String, jvm: Seq[String] = Seq("-Xmx256m"))(arguments: String*): RunningJar =
    new RunningJar(Some(conf), jvm, arguments)

  /** Starts the jar without an application.conf. */
  def bare(arguments: String*): RunningJar = new RunningJar(None, Seq("-Xmx256m"), arguments)
}
