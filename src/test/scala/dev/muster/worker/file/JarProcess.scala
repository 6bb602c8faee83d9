package dev.muster.worker.file

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit.{MILLISECONDS, SECONDS}

/** The packaged jar as a process, run with a configuration in a directory that also keeps what it says. */
final class JarProcess(home: Path, configuration: String, ulimit: String = "") extends AutoCloseable {
  private val jar = Path.of("target", "muster.jar").toAbsolutePath
  private val java = Path.of(System.getProperty("java.home"), "bin", "java")
  private val err = home.resolve("err")

  Files.writeString(home.resolve("application.conf"), configuration)

  private val process: Process = {
    // Without performance data, since that file would be the first to meet a limit.
    val command = s"$ulimit exec '$java' -Xmx256m -XX:-UsePerfData -XX:TieredStopAtLevel=1 -jar '$jar' run"
    new ProcessBuilder("sh", "-c", command)
      .directory(home.toFile)
      .redirectOutput(home.resolve("out").toFile)
      .redirectError(err.toFile)
      .start()
  }

  def log: String = Files.readString(err, UTF_8)

  /** Says whether it is still there after so long. */
  def lives(milliseconds: Int): Boolean = !process.waitFor(milliseconds, MILLISECONDS)

  def signal(name: String): Unit =
    new ProcessBuilder("sh", "-c", s"kill -$name ${process.pid}").start().waitFor()

  /** @return its exit code */
  def ended(): Int = {
    assert(process.waitFor(60, SECONDS), log)
    process.exitValue
  }

  override def close(): Unit = process.destroyForcibly()
}
