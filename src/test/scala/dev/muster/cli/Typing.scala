package dev.muster.cli

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}

/** Types commands and says what comes back. */
trait Typing {
  final case class Ended(code: Int, out: String, err: String)

  /** What admin servers of these specs want to be shown. */
  protected val token = "a-token-for-this-spec"
  protected lazy val tokenFile: String = file(token + "\n")

  protected def file(text: String): String =
    Files.writeString(Files.createTempFile(Path.of("target"), "typed", ".conf"), text).toString

  protected def typed(arguments: String*): Ended = {
    val out, err = new ByteArrayOutputStream
    val code = MusterCommand.execute(new PrintStream(out), new PrintStream(err), arguments: _*)
    Ended(code, out.toString(UTF_8), err.toString(UTF_8))
  }
}
