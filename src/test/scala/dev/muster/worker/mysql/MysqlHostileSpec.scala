package dev.muster.worker.mysql

import java.io.{ByteArrayOutputStream, DataInputStream, OutputStream}
import java.net.{InetAddress, ServerSocket, Socket}
import java.nio.charset.StandardCharsets.ISO_8859_1
import java.nio.file.Files
import java.util.concurrent.ConcurrentLinkedQueue

import scala.jdk.CollectionConverters._
import scala.util.Try

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** A server that answers every statement by asking for a file of this machine. */
class MysqlHostileSpec extends AnyWordSpec with Matchers with MysqlRuns {

  private final class Thief(file: String) extends AutoCloseable {
    private val socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress)
    val heard = new ConcurrentLinkedQueue[String]()
    @volatile var asked = 0
    val port: Int = socket.getLocalPort
    private val thread = new Thread(() => Try(while (true) serve(socket.accept())), "thief")
    thread.setDaemon(true)
    thread.start()

    override def close(): Unit = socket.close()

    private def serve(client: Socket): Unit = {
      val in = new DataInputStream(client.getInputStream)
      val out = client.getOutputStream
      send(out, 0, greeting())
      Try {
        hear(in)
        send(out, 2, ok)
        while (true) {
          val statement = hear(in)
          // The driver asks about the server first, which an ordinary answer lets it go on from.
          if (statement.contains("steal")) { asked += 1; send(out, 1, 0xfb.toByte +: file.getBytes(ISO_8859_1)) }
          else send(out, 1, ok)
        }
      }
      client.close()
    }

    private def hear(in: DataInputStream): String = {
      val header = new Array[Byte](4)
      in.readFully(header)
      val body = new Array[Byte]((header(0) & 0xff) | (header(1) & 0xff) << 8 | (header(2) & 0xff) << 16)
      in.readFully(body)
      val text = new String(body, ISO_8859_1)
      heard.add(text)
      text
    }

    private def send(out: OutputStream, number: Int, body: Array[Byte]): Unit = {
      out.write(Array(body.length, body.length >> 8, body.length >> 16, number).map(_.toByte) ++ body)
      out.flush()
    }

    private val ok: Array[Byte] = Array(0, 0, 0, 2, 0, 0, 0).map(_.toByte)

    /** Protocol 10, with all that a client may offer but for TLS, compression and the newer ends of results. */
    private def greeting(): Array[Byte] = {
      val out = new ByteArrayOutputStream()
      out.write(10)
      out.write("8.0.30\u0000".getBytes(ISO_8859_1))
      out.write(Array[Byte](1, 0, 0, 0))
      out.write("12345678\u0000".getBytes(ISO_8859_1))
      val capabilities = 0x00ffffff & ~0x800 & ~0x20
      out.write(Array(capabilities, capabilities >> 8).map(_.toByte))
      out.write(Array[Byte](45, 2, 0))
      out.write(Array(0x2f, 0).map(_.toByte))
      out.write(21)
      out.write(new Array[Byte](10))
      out.write("123456789012\u0000mysql_native_password\u0000".getBytes(ISO_8859_1))
      out.toByteArray
    }
  }

  "A server that asks for a local file" should {
    "get no byte of it" in {
      val file = Files.createTempFile("secret", ".txt")
      Files.writeString(file, "S3CR3T-file")
      val thief = new Thief(file.toString)
      try {
        // The answers to the driver's own questions, which it would otherwise ask, stand in the url.
        val url = s"jdbc:mysql://127.0.0.1:${thief.port}/demo?cacheServerConfiguration=false"
        val said = failure("url" -> url, "tls" -> Encryption.Mode.DISABLED, "query" -> "SELECT 'steal'")
        withClue(said + thief.heard)(thief.asked should be > 0)
        said.linesIterator should have size 1
        thief.heard.asScala.mkString should not include "S3CR3T-file"
      } finally {
        thief.close()
        Files.delete(file)
      }
    }
  }
}
