package dev.muster.servers

import java.io.{BufferedInputStream, BufferedOutputStream, EOFException}
import java.net.Socket
import java.nio.charset.StandardCharsets.UTF_8

/** Redis's protocol by hand, so that a spec of the client does not lean on that client. */
final class RedisCommands(port: Int) extends AutoCloseable {
  private val socket = new Socket("127.0.0.1", port)
  private val in = new BufferedInputStream(socket.getInputStream)
  private val out = new BufferedOutputStream(socket.getOutputStream, 1 << 16)
  socket.setSoTimeout(20000)

  /** Gives the reply, an array as its elements with blanks between. */
  def run(command: String*): String = {
    send(command: _*)
    reply()
  }

  /** Publishes 1 to n, without waiting for each reply. */
  def publish(channel: String, n: Int): Unit =
    (1 to n).grouped(1000).foreach { some =>
      some.foreach(i => send("PUBLISH", channel, i.toString))
      some.foreach(_ => reply())
    }

  def publish(channel: String, payload: Array[Byte]): Unit = {
    sendBytes(Seq("PUBLISH".getBytes(UTF_8), channel.getBytes(UTF_8), payload))
    reply()
  }

  private def send(command: String*): Unit = sendBytes(command.map(_.getBytes(UTF_8)))

  private def sendBytes(command: Seq[Array[Byte]]): Unit = {
    out.write(s"*${command.size}\r\n".getBytes(UTF_8))
    command.foreach { word =>
      out.write(s"$$${word.length}\r\n".getBytes(UTF_8))
      out.write(word)
      out.write("\r\n".getBytes(UTF_8))
    }
  }

  private def reply(): String = {
    out.flush()
    val line = readLine()
    val rest = line.drop(1)
    line.head match {
      case '$' if rest.toInt < 0 => ""
      case '$'                   => new String(in.readNBytes(rest.toInt + 2), UTF_8).dropRight(2)
      case '*'                   => Seq.fill(rest.toInt)(reply()).mkString(" ")
      case _                     => rest
    }
  }

  private def readLine(): String = {
    val line = new StringBuilder
    while (!line.endsWith("\r\n")) {
      val byte = in.read()
      if (byte < 0) throw new EOFException("Redis hung up")
      line += byte.toChar
    }
    line.dropRight(2).toString
  }

  override def close(): Unit = socket.close()
}
