package dev.muster.faults

import java.io.{BufferedInputStream, InputStream, OutputStream}
import java.net.{InetAddress, ServerSocket, Socket}
import java.nio.charset.StandardCharsets.US_ASCII
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.{CountDownLatch, TimeUnit}

import scala.util.Try

/** A Redis that subscribes whoever asks to, sends him one message and then answers every PING, all of it one after the
  * other on each connection.
  *
  * @param announced
  *   the bytes that the message is said to have
  * @param sent
  *   those that it has
  * @param pause
  *   milliseconds before each byte of it
  */
final class RawRedisStub(announced: Int, sent: Int, pause: Long = 0) extends AutoCloseable {
  private val server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress)
  private val closed = new CountDownLatch(1)

  /** PINGs answered so far. */
  val answered = new AtomicInteger()

  daemon(while (closed.getCount > 0) { val socket = server.accept(); daemon(serve(socket)) })

  def uri: String = s"redis://127.0.0.1:$port"
  def port: Int = server.getLocalPort

  private def serve(socket: Socket): Unit = {
    val in = new BufferedInputStream(socket.getInputStream)
    val out = socket.getOutputStream
    Iterator.continually(command(in)).takeWhile(_.nonEmpty).map(_.head).foreach {
      case "SUBSCRIBE" =>
        send(out, "*3\r\n$9\r\nsubscribe\r\n$4\r\ndemo\r\n:1\r\n")
        send(out, s"*3\r\n$$7\r\nmessage\r\n$$4\r\ndemo\r\n$$$announced\r\n")
        (1 to sent).foreach { _ => closed.await(pause, TimeUnit.MILLISECONDS); send(out, "x") }
        if (sent == announced) send(out, "\r\n")
      case "PING" => send(out, "*2\r\n$4\r\npong\r\n$0\r\n\r\n"); answered.incrementAndGet()
      case _      => send(out, "+OK\r\n")
    }
  }

  /** The words of the next command; none at the end. */
  private def command(in: InputStream): Seq[String] =
    Seq.fill(Try(line(in).drop(1).toInt).getOrElse(0)) { line(in); line(in) }

  private def line(in: InputStream): String =
    Iterator
      .continually(in.read())
      .takeWhile(byte => byte >= 0 && byte != '\n')
      .map(_.toChar)
      .mkString
      .stripSuffix("\r")

  private def send(out: OutputStream, text: String): Unit = {
    out.write(text.getBytes(US_ASCII))
    out.flush()
  }

  private def daemon(work: => Unit): Unit = {
    val thread = new Thread(() => Try(work), "raw-redis-stub")
    thread.setDaemon(true)
    thread.start()
  }

  override def close(): Unit = {
    closed.countDown()
    server.close()
  }
}
