package dev.muster.faults

import java.io.{IOException, InputStream, OutputStream}
import java.net.{InetAddress, InetSocketAddress, ServerSocket, Socket}
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.locks.LockSupport

import scala.jdk.CollectionConverters._
import scala.util.Try

import dev.muster.servers.FreePort

/** What a [[FaultProxy]] does to the bytes that pass it, both ways. */
sealed trait Fault
object Fault {

  /** Nothing. */
  case object None extends Fault

  /** Takes bytes and gives none on; new connections are accepted and then met with silence. A half-open link. */
  case object Stall extends Fault

  /** Gives each piece on this much later. */
  final case class Latency(millis: Int) extends Fault

  /** Gives at most so many bytes at a time on, each as a packet of its own. */
  final case class Slice(bytes: Int) extends Fault

  /** Gives about so many bytes a second on. */
  final case class Bandwidth(bytesPerSecond: Int) extends Fault

  /** Accepts no more: the port is closed, so new connections are refused. */
  case object Refuse extends Fault
}

/** A TCP proxy on a port of its own that misbehaves when told to. Present and future connections are affected alike. */
final class FaultProxy(targetPort: Int) extends AutoCloseable {
  @volatile private var fault: Fault = Fault.None
  // While it refuses, nobody else may be given its port by chance.
  @volatile private var server = listen(FreePort.choose())
  private val links = ConcurrentHashMap.newKeySet[Link]()

  val port: Int = server.getLocalPort

  def uri(scheme: String): String = s"$scheme://127.0.0.1:$port"

  /** Open connections through the proxy. */
  def connections: Int = links.size

  def set(next: Fault): Unit = synchronized {
    fault = next
    if (next == Fault.Refuse) server.close()
    else if (server.isClosed) server = listen(port)
  }

  /** Resets every connection (RST), as a crashed host or a firewall does. */
  def reset(): Unit = links.asScala.foreach(_.end(reset = true))

  /** Closes every connection (FIN), as an orderly server does. */
  def cut(): Unit = links.asScala.foreach(_.end(reset = false))

  override def close(): Unit = {
    server.close()
    cut()
  }

  private def listen(port: Int): ServerSocket = {
    val socket = new ServerSocket()
    socket.setReuseAddress(true)
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress, port))
    spawn(s"proxy-$targetPort-accept")(accept(socket))
    socket
  }

  private def accept(socket: ServerSocket): Unit =
    while (true) {
      val link = new Link(socket.accept())
      links.add(link)
      // One that was taken just before the port was closed could be missed by who ends all links after it.
      if (fault == Fault.Refuse) link.end(reset = true) else link.start()
    }

  private def spawn(name: String)(work: => Unit): Unit = {
    val thread = new Thread(
      () =>
        try work
        catch { case _: IOException => () },
      name
    )
    thread.setDaemon(true)
    thread.start()
  }

  private final class Link(client: Socket) {
    private val upstream = new Socket()

    def start(): Unit = spawn(s"proxy-$targetPort-up") {
      pass {
        upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress, targetPort), 20000)
        spawn(s"proxy-$targetPort-down")(pass(copy(upstream.getInputStream, client.getOutputStream)))
        copy(client.getInputStream, upstream.getOutputStream)
      }
    }

    def end(reset: Boolean): Unit = {
      links.remove(this)
      val sockets = Seq(client, upstream)
      // With a linger time of 0 the kernel sends RST instead of FIN. Set on both before one is closed, since the
      // threads that copy then close the other; or it is closed already.
      if (reset) sockets.foreach(socket => Try(socket.setSoLinger(true, 0)))
      sockets.foreach(_.close())
    }

    private def pass(copying: => Unit): Unit =
      try copying
      finally end(reset = false)

    private def copy(in: InputStream, out: OutputStream): Unit = {
      val buffer = new Array[Byte](1 << 16)
      var n = in.read(buffer)
      while (n >= 0) {
        give(buffer, n, out)
        n = in.read(buffer)
      }
    }

    private def give(buffer: Array[Byte], n: Int, out: OutputStream): Unit = fault match {
      case Fault.Stall               => awaitEndOfStall(); give(buffer, n, out)
      case Fault.Latency(millis)     => pause(millis.toLong); out.write(buffer, 0, n)
      case Fault.Slice(bytes)        => inPieces(buffer, n, out, bytes, 0)
      case Fault.Bandwidth(bytes)    => inPieces(buffer, n, out, math.max(1, bytes / 100), 10)
      case Fault.None | Fault.Refuse => out.write(buffer, 0, n)
    }

    private def awaitEndOfStall(): Unit =
      while (fault == Fault.Stall && !client.isClosed) pause(5)

    private def inPieces(buffer: Array[Byte], n: Int, out: OutputStream, bytes: Int, millis: Long): Unit =
      (0 until n by bytes).foreach { from =>
        out.write(buffer, from, math.min(bytes, n - from))
        out.flush()
        if (millis > 0) pause(millis)
      }
  }

  private def pause(millis: Long): Unit = LockSupport.parkNanos(millis * 1000000)
}
