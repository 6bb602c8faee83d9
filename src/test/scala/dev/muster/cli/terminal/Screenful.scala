package dev.muster.cli.terminal

/** What a person sees on a terminal, however wide and high, to which this was written. */
final class Screenful(written: String) {

  /** From the top; the last one is where the cursor stands. */
  def lines: Seq[String] = {
    val plain = written.replaceAll("\u001b\\[[0-9;]*m", "")
    plain.split("\n", -1).toSeq.map { line =>
      line.split("(?=\r)").foldLeft("")((seen, part) => over(seen, part.stripPrefix("\r")))
    }
  }

  private def over(seen: String, part: String): String =
    if (part.startsWith("\u001b[K")) part.stripPrefix("\u001b[K") else part + seen.drop(part.length)
}
