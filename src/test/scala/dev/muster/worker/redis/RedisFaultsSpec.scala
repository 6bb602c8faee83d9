package dev.muster.worker.redis

import java.net.{InetAddress, ServerSocket}
import java.time.Duration
import java.util.concurrent.CountDownLatch

import scala.util.Using

import io.lettuce.core.resource.NettyCustomizer
import io.netty.channel.Channel
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.faults.{Fault, FaultProxy}
import dev.muster.servers.RedisServer

/** Through a proxy that misbehaves. */
class RedisFaultsSpec extends AnyWordSpec with Matchers with RedisFixture {

  private val quick =
    Seq("heartbeat" -> Duration.ofMillis(300), "heartbeat-timeout" -> Duration.ofMillis(500))

  private val patient =
    Seq("heartbeat" -> Duration.ofSeconds(1), "heartbeat-timeout" -> Duration.ofSeconds(5))

  private def through(lines: String*)(body: (RedisServer, FaultProxy) => Unit): Unit =
    withRedis(lines: _*)(redis => Using.resource(new FaultProxy(redis.port))(body(redis, _)))

  private val hour = "connect-timeout" -> Duration.ofHours(1)

  private def silently(body: ServerSocket => Unit): Unit =
    Using.resource(new ServerSocket(0, 50, InetAddress.getLoopbackAddress))(body)

  private def where(proxy: FaultProxy) = s"127.0.0.1:${proxy.port}"

  "A redis subscriber" should {

    "be back by itself after its connection was reset" in through() { (redis, proxy) =>
      val run = new Run(settings(proxy.uri("redis")))
      run.awaitUp()
      proxy.reset()
      run.awaitUp(2)
      eventually(run.results.map(_.getClass) shouldBe List(classOf[Gap]))
      eventually(command(redis)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 1")
      run.end()
    }

    "be back by itself after Redis killed its client" in through() { (redis, proxy) =>
      val run = new Run(settings(proxy.uri("redis")))
      run.awaitUp()
      command(redis)("CLIENT", "KILL", "TYPE", "pubsub") shouldBe "1"
      run.awaitUp(2)
      run.end()
    }

    "notice a half-open link by its heartbeat" in through() { (redis, proxy) =>
      val run = new Run(settings(proxy.uri("redis"), quick: _*))
      run.awaitUp()
      proxy.set(Fault.Stall)
      run.failure shouldBe s"${where(proxy)} gives no sign of life"
      proxy.set(Fault.None)
      eventually(proxy.connections shouldBe 0)
      eventually(command(redis)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 0")
    }

    "fail within its connect timeout when the connection is accepted and then silent" in through() { (_, proxy) =>
      proxy.set(Fault.Stall)
      val run = new Run(settings(proxy.uri("redis"), "connect-timeout" -> Duration.ofMillis(300)))
      run.failure shouldBe s"no answer from ${where(proxy)} within 0.3 s"
      proxy.set(Fault.None)
      eventually(proxy.connections shouldBe 0)
    }

    "close its connection at once when it ends while Redis does not answer" in silently { server =>
      val run = new Run(settings(s"redis://127.0.0.1:${server.getLocalPort}", hour))
      Using.resource(server.accept()) { socket =>
        socket.setSoTimeout(patienceConfig.timeout.toMillis.toInt)
        socket.getInputStream.read() should be > 0
        run.end()
        noException should be thrownBy socket.getInputStream.readAllBytes()
      }
    }

    "not go on with a connection that it has only begun when it ends" in silently { server =>
      val begun, ended = new CountDownLatch(1)
      val holding = new NettyCustomizer {
        override def afterChannelInitialized(channel: Channel): Unit = { begun.countDown(); ended.await() }
      }
      Using.resource(new RedisClients) { clients =>
        val address = settings(s"redis://127.0.0.1:${server.getLocalPort}", hour).address
        val connector = new RedisConnector(address, clients, holding)
        val connected = connector.connect(new PayloadCodec(1)).toCompletableFuture
        begun.await()
        connector.close()
        ended.countDown()
        eventually(connected.isCompletedExceptionally shouldBe true)
      }
    }

    "not connect any more once it has ended" in through() { (_, proxy) =>
      Using.resource(new RedisClients) { clients =>
        val connector = new RedisConnector(settings(proxy.uri("redis")).address, clients, new NettyCustomizer {})
        connector.close()
        connector.connect(new PayloadCodec(1)).toCompletableFuture.isCompletedExceptionally shouldBe true
      }
    }

    "read messages that arrive byte by byte" in through() { (redis, proxy) =>
      proxy.set(Fault.Slice(1))
      val run = new Run(settings(proxy.uri("redis"), patient: _*))
      run.awaitUp()
      publish(redis)(500)
      eventually(run.results shouldBe (1 to 500).map(i => new Message("demo", i.toString)))
      run.end()
    }

    "not take a slow link for a dead one" in through() { (redis, proxy) =>
      val run = new Run(settings(proxy.uri("redis"), patient: _*))
      run.awaitUp()
      proxy.set(Fault.Bandwidth(20000))
      publish(redis)(1000)
      eventually(run.results should have size 1000)
      run.worker.degradations shouldBe empty
      run.end()
    }

    "fail when it cannot reconnect within the grace, and say so at once" in through() { (_, proxy) =>
      val run = new Run(settings(proxy.uri("redis"), "reconnect-grace" -> Duration.ofMillis(500)))
      run.awaitUp()
      proxy.set(Fault.Refuse)
      proxy.cut()
      eventually(run.worker.degradations should contain(s"connection to ${where(proxy)} lost, reconnecting"))
      run.failure shouldBe s"connection to ${where(proxy)} lost"
    }

    "fail at once when its connection is lost and nobody takes its results" in through() { (_, proxy) =>
      val gate = new CountDownLatch(1)
      val run = new Run(settings(proxy.uri("redis"), "reconnect-grace" -> Duration.ofMillis(300)), gate)
      run.awaitUp()
      proxy.set(Fault.Refuse)
      proxy.cut()
      run.failure shouldBe s"connection to ${where(proxy)} lost"
      gate.countDown()
    }

    "give out what it received before it fails" in through() { (redis, proxy) =>
      val gate = new CountDownLatch(1)
      val run = new Run(
        settings(
          proxy.uri("redis"),
          "reconnect-grace" -> Duration.ofMillis(100),
          "max-payload" -> 8L,
          "heartbeat" -> Duration.ofMillis(100)
        ),
        gate
      )
      run.awaitUp()
      publish(redis)(5000)
      command(redis)("PUBLISH", "demo", "123456789")
      eventually(run.dropped("too-large") shouldBe 1)
      proxy.set(Fault.Refuse)
      proxy.cut()
      eventually(run.worker.degradations should contain(s"connection to ${where(proxy)} lost"))
      gate.countDown()
      run.failure shouldBe s"connection to ${where(proxy)} lost"
      run.results should have size 5000
      run.dropped("aborted") shouldBe 0
    }
  }
}
