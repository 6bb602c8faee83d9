package dev.muster.faults

import java.io.{BufferedInputStream, InputStream, OutputStream}
import java.net.{InetAddress, ServerSocket, Socket}
import java.nio.charset.StandardCharsets.ISO_8859_1
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.{ConcurrentHashMap, ConcurrentLinkedQueue, CountDownLatch, TimeUnit}

import scala.util.Try
import scala.util.control.NonFatal

/** An HTTP server that keeps no rule it is not told to keep. What it does is said by the path's first segment; its
  * second segment, if any, is what a good answer has as its body.
  */
final class RawHttpStub extends AutoCloseable {
  import RawHttpStub._

  private val server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress)
  private val closed, smuggled = new CountDownLatch(1)
  private val open = ConcurrentHashMap.newKeySet[Socket]()

  /** Connections accepted so far, the most that were open at one time, and whole request heads read so far. */
  val connections = new AtomicInteger()
  val mostOpen = new AtomicInteger()
  val requests = new ConcurrentLinkedQueue[Request]()

  daemon(() => while (closed.getCount > 0) accept())

  def port: Int = server.getLocalPort
  def url(path: String): String = s"http://127.0.0.1:$port/$path"

  /** Connections that neither side has closed. */
  def openConnections: Int = open.size

  private def accept(): Unit = Try(server.accept()).foreach { socket =>
    val connection = connections.incrementAndGet()
    open.add(socket)
    mostOpen.accumulateAndGet(open.size, math.max)
    daemon(() =>
      try serve(connection, socket)
      catch { case NonFatal(_) => } // a client that hangs up, or one that does not speak HTTP
      finally {
        socket.close()
        open.remove(socket)
      }
    )
  }

  private def serve(connection: Int, socket: Socket): Unit = {
    val in = new BufferedInputStream(socket.getInputStream)
    val wire = new Wire(socket, in)
    Iterator
      .continually(read(connection, in))
      .takeWhile(_.isDefined)
      .flatten
      .takeWhile { request =>
        requests.add(request)
        answer(request, wire)
      }
      .foreach(_ => ())
  }

  /** Says whether the connection stays. */
  private def answer(request: Request, wire: Wire): Boolean = {
    val text = request.argument
    if (request.method == "CONNECT") wire.send(head(200)) // and then it is itself where the tunnel leads
    else
      request.behaviour match {
        case "ok"   => wire.send(whole(text))
        case "echo" =>
          wire.send(whole(request.method + "|" + request.body + "|" + request.headers.toSeq.sorted.mkString(";")))
        case "status"   => wire.send(head(text.toInt, "Content-Length: 2") + "no")
        case "chunked"  => wire.send(head(200, "Transfer-Encoding: chunked") + chunks(text))
        case "close"    => wire.send(head(200, s"Content-Length: ${text.length}", "Connection: close") + text); false
        case "unframed" => wire.send(head(200) + text); false
        case "hang-up"  => false
        case "hang-up-after" => wire.send(whole(text)); false
        case "silent"        => wire.await()
        case "slow"          => for (_ <- 1 to 5) wire.pause(); wire.send(whole(text))
        case "held"          => until(wire)(asked("ok") == text.toInt); wire.send(whole(text))
        case "drip-head"     => wire.drip(head(200, "Content-Length: 2", "X-Long: " + "x" * 100000))
        case "drip-body"     => wire.send(head(200, "Content-Length: 100000")); wire.drip("x" * 100000)
        case "endless"       =>
          wire.send(head(200, "Transfer-Encoding: chunked")); wire.flood("1000\r\n" + "x" * 4096 + "\r\n")
        case "endless-unframed" => wire.send(head(200)); wire.flood("x" * 4096)
        case "endless-head"     => wire.send("HTTP/1.1 200 OK\r\nX-Long: "); wire.flood("x" * 4096)
        case "huge"             => wire.send(head(200, "Content-Length: 10737418240") + "x" * 1000); wire.await()
        case "length-too-long"  => wire.send(head(200, s"Content-Length: ${text.length + 10}") + text); false
        case "length-too-short" => wire.send(head(200, s"Content-Length: ${text.length}") + text + "EXCESS" * 5)
        case "smuggle"          => wire.send(whole(text) + whole("smuggled"))
        case "smuggle-chunked"  =>
          wire.send(head(200, "Transfer-Encoding: chunked") + chunks(text) + whole("smuggled"))
        case "smuggle-late" =>
          wire.send(whole(text)); wire.pause(); wire.send(whole("smuggled")); smuggled.countDown(); true
        case "after-smuggling" =>
          until(wire)(smuggled.getCount == 0); for (_ <- 1 to 25) wire.pause(); wire.send(whole(text))
        case "two-lengths"        => wire.send(head(200, "Content-Length: 2", "Content-Length: 20") + "x" * 20)
        case "length-and-chunked" =>
          wire.send(head(200, "Content-Length: 3", "Transfer-Encoding: chunked") + chunks(text))
        case "negative-length" => wire.send(head(200, "Content-Length: -5") + "xxxxx")
        case "cut"             => wire.send(head(200, "Content-Length: 1000") + "x" * 500); false
        case "cut-chunk"       => wire.send(head(200, "Transfer-Encoding: chunked") + "400\r\n" + "x" * 500); false
        case "bad-chunk"       => wire.send(head(200, "Transfer-Encoding: chunked") + "zz\r\nxx\r\n0\r\n\r\n")
        case "garbage"         => wire.send("SSH-2.0-OpenSSH_9.2p1\r\n\r\n" + "\u0000\u0001\u0002" * 50)
        case "many-headers"    => wire.send(head(200, (1 to 1000).map(i => s"X-$i: $i") :+ "Content-Length: 0": _*))
        case "reset"           => wire.reset()
        case "redirect-loop"   => wire.send(head(302, s"Location: /redirect-loop/${text}x", "Content-Length: 0"))
        case "redirect-to"     => wire.send(head(302, "Location: " + decode(text), "Content-Length: 0"))
        case "retry-after"     =>
          val seen = requests.stream().filter(_.path == request.path).count()
          if (seen > 1) wire.send(whole("patient"))
          else wire.send(head(429, "Retry-After: " + decode(text), "Content-Length: 0"))
        case "flaky" =>
          val seen = requests.stream().filter(_.path == request.path).count()
          if (seen > 2) wire.send(whole("steady")) else wire.send(head(503, "Content-Length: 0"))
        case "raw"       => wire.send(decode(text)); false
        case "gzip-bomb" => wire.sendBytes(bomb)
        case other       => throw new IllegalArgumentException(other)
      }
  }

  private def asked(behaviour: String): Long = requests.stream().filter(_.behaviour == behaviour).count()

  private def until(wire: Wire)(condition: => Boolean): Unit =
    while (!condition && closed.getCount > 0) wire.pause()

  override def close(): Unit = {
    closed.countDown()
    server.close()
    open.forEach(_.close())
  }

  /** The server's side of one connection; each call says whether the connection stays. */
  private final class Wire(socket: Socket, in: InputStream) {
    private val out: OutputStream = socket.getOutputStream

    def send(text: String): Boolean = sendBytes(text.getBytes(ISO_8859_1))

    def sendBytes(bytes: Array[Byte]): Boolean = {
      out.write(bytes)
      out.flush()
      true
    }

    def pause(): Unit = closed.await(20, TimeUnit.MILLISECONDS)

    def drip(text: String): Boolean = {
      text.iterator.takeWhile(_ => closed.getCount > 0).foreach { c => send(c.toString); pause() }
      true
    }

    def flood(text: String): Boolean = {
      while (closed.getCount > 0) send(text)
      false
    }

    /** Until the client closes. */
    def await(): Boolean = {
      while (in.read() >= 0) {}
      false
    }

    def reset(): Boolean = {
      socket.setSoLinger(true, 0)
      socket.close()
      false
    }
  }
}

object RawHttpStub {

  /** @param connection counted from 1 */
  final case class Request(connection: Int, method: String, path: String, headers: Map[String, String], body: String) {
    private val segments = path.stripPrefix("/").split("[?]", 2)(0).split("/", 2)
    val behaviour: String = segments(0)
    val argument: String = segments.lift(1).getOrElse("")
  }

  def head(status: Int, headers: String*): String =
    (s"HTTP/1.1 $status Some" +: headers).mkString("", "\r\n", "\r\n\r\n")

  def whole(body: String): String = head(200, s"Content-Length: ${body.length}") + body

  def encode(text: String): String = java.net.URLEncoder.encode(text, ISO_8859_1).replace("+", "%20")
  def decode(text: String): String = java.net.URLDecoder.decode(text, ISO_8859_1)

  private def chunks(text: String): String =
    text.grouped(7).map(part => s"${part.length.toHexString};x=y\r\n$part\r\n").mkString + "0\r\nX-Trailer: 1\r\n\r\n"

  /** 100 MiB of zeros. */
  private lazy val bomb: Array[Byte] = {
    val packed = new java.io.ByteArrayOutputStream()
    val gzip = new java.util.zip.GZIPOutputStream(packed)
    for (_ <- 1 to 100) gzip.write(new Array[Byte](1 << 20))
    gzip.close()
    head(200, "Content-Encoding: gzip", s"Content-Length: ${packed.size}").getBytes(ISO_8859_1) ++ packed.toByteArray
  }

  private def read(connection: Int, in: InputStream): Option[Request] =
    line(in).filter(_.nonEmpty).map { first =>
      val headers = Iterator
        .continually(line(in).getOrElse(""))
        .takeWhile(_.nonEmpty)
        .map { text =>
          val Array(name, value) = text.split(": ?", 2)
          name.toLowerCase -> value
        }
        .toMap
      val body = new String(in.readNBytes(headers.getOrElse("content-length", "0").toInt), ISO_8859_1)
      val Array(method, path, _) = first.split(' ')
      Request(connection, method, path, headers, body)
    }

  private def line(in: InputStream): Option[String] = {
    val text = new StringBuilder
    var c = in.read()
    while (c >= 0 && c != '\n') {
      if (c != '\r') text.append(c.toChar)
      c = in.read()
    }
    if (c < 0) None else Some(text.toString)
  }

  private def daemon(body: () => Unit): Unit = {
    val thread = new Thread(() => body(), "raw-http-stub")
    thread.setDaemon(true)
    thread.start()
  }
}
