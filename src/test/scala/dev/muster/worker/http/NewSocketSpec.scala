package dev.muster.worker.http

import java.lang.management.ManagementFactory
import java.net.{InetAddress, InetSocketAddress}
import java.nio.channels.{Selector, SocketChannel}

import scala.concurrent.duration._
import scala.util.Using

import com.sun.management.UnixOperatingSystemMXBean
import dev.muster.worker.{GivenFields, RecordedContext}
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class NewSocketSpec extends AnyWordSpec with Matchers with Fetching {
  private val lives = 120

  /** What the JVM and Pekko open once and for all, and far less than one for each life. */
  private val slack = 24

  private def withChannel(test: SocketChannel => Unit): Unit = Using.resource(SocketChannel.open()) { channel =>
    channel.configureBlocking(false)
    test(channel)
  }

  /** On systems without a count of open files it is always 0. */
  private def openFiles(): Long = ManagementFactory.getOperatingSystemMXBean match {
    case unix: UnixOperatingSystemMXBean => unix.getOpenFileDescriptorCount
    case _                               => 0
  }

  "A new socket that is abandoned" should {
    "be closed" in withChannel { channel =>
      val socket = new NewSocket
      socket.beforeConnect(channel.socket)
      channel.isOpen shouldBe true
      socket.abandon()
      channel.isOpen shouldBe false
    }

    "be closed when it comes after that" in withChannel { channel =>
      val socket = new NewSocket
      socket.abandon()
      socket.beforeConnect(channel.socket)
      channel.isOpen shouldBe false
    }

    "be closed when only the selector knows it" in Using.resource(Selector.open()) { selector =>
      withChannel { channel =>
        val socket = new NewSocket
        socket.beforeConnect(channel.socket)
        channel.register(selector, 0)
        socket.abandon()
        channel.isOpen shouldBe false
      }
    }

    "be left to Pekko when it connects or is connected" in withChannel { channel =>
      val socket = new NewSocket
      socket.beforeConnect(channel.socket)
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress, stub.port))
      socket.abandon()
      eventually(channel.finishConnect() shouldBe true)
      socket.abandon()
      channel.isOpen shouldBe true
    }
  }

  "A fetcher that ends while it connects" should {
    for ((way, route) <- Seq("directly" -> None, "through a proxy" -> Some("proxy" -> s"127.0.0.1:${stub.port}")))
      s"leave no socket behind when it connects $way" in {
        val settings = Map[String, Any]("urls" -> Seq(stub.url("ok/a")), "repeat" -> 1000L) ++ route
        val job = new HttpFetcher().read(new GivenFields(settings, "http"))
        fetched("ok/once").failure.isPresent shouldBe false
        val before = openFiles()
        (1 to lives).foreach { _ =>
          val context = new RecordedContext("http")
          testKit.stop(testKit.spawn(job.start(context)), 30.seconds)
          context.end()
        }
        eventually(openFiles() should be <= before + slack)
      }
  }
}
