package dev.muster.worker.http

import java.net.{InetAddress, ServerSocket}
import java.nio.channels.SocketChannel
import java.time.{Duration => JDuration}

import scala.concurrent.duration._
import scala.util.Using

import dev.muster.faults.RawHttpStub
import dev.muster.servers.FreePort
import dev.muster.worker.{GivenFields, RecordedContext, WorkerCommand}
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class HttpFetcherSpec extends AnyWordSpec with Matchers with Fetching {

  "A fetcher" should {
    "give one result per URL and say its number, its bytes and where they came from" in {
      val result = fetched("ok/hello")
      result.summary shouldBe s"#0: 5 bytes from ${stub.url("ok/hello")}"
      result.status shouldBe 200
      result.failure.isPresent shouldBe false
    }

    "fetch the list as often as it is told, each fetch with its own number" in {
      val urls = Seq("a", "bb", "ccc").map(body => stub.url("ok/" + body))
      val results = fetch(urls, "repeat" -> 40L)
      results.map(_.number) shouldBe (0L until 120L)
      results.foreach(r => r.bytes shouldBe r.number % 3 + 1)
    }

    "keep its connections" in {
      val before = stub.connections.get
      fetch(Seq(stub.url("ok/kept"), stub.url("chunked/kept")), "repeat" -> 100L, "concurrency" -> 2)
      stub.connections.get - before should be <= 2
    }

    "not mind that a server closes those which it keeps" in {
      val paced = fetch(Seq(stub.url("hang-up-after/a"), stub.url("ok/b")), "repeat" -> 3L, "rate" -> 5)
      paced.flatMap(f => Option(f.failure.orElse(null))) shouldBe empty
    }

    "never have more fetches under way than it is allowed" in {
      val before = stub.connections.get
      val results =
        fetch(Seq(stub.url("drip-body")), "repeat" -> 6L, "concurrency" -> 3, "timeout" -> JDuration.ofSeconds(1))
      results.flatMap(r => Option(r.failure.orElse(null))) should have size 6
      eventually(stub.connections.get - before shouldBe 6)
    }

    "never have more connections than it is allowed, and fetch no more at one time" in
      Using.resource(new RawHttpStub) { own =>
        val results = fetch(Seq(own.url("slow/a")), "repeat" -> 24L, "concurrency" -> 16, "max-connections" -> 3)
        results.flatMap(r => Option(r.failure.orElse(null))) shouldBe empty
        own.mostOpen.get shouldBe 3
        own.connections.get shouldBe 3
      }

    "keep connections to further hosts only if it is allowed more than one for each fetch" in {
      def opened(most: Int): Int = Using.resource(new RawHttpStub) { own =>
        val elsewhere = RawHttpStub.encode(own.url("ok/a").replace("127.0.0.1", "localhost"))
        val settings = Seq("repeat" -> 10L, "concurrency" -> 2, "redirects" -> 1, "max-connections" -> most)
        fetch(Seq(own.url("redirect-to/" + elsewhere)), settings: _*).foreach(_.bytes shouldBe 1)
        own.connections.get
      }
      opened(most = 2) shouldBe 20
      opened(most = 4) shouldBe 4
    }

    "take the end of a connection for the end of a body that says no length" in {
      fetched("unframed/abc").bytes shouldBe 3
    }

    "stop at once, whatever it waits for, and close its connections" in {
      val context = new RecordedContext("http")
      val fields =
        new GivenFields(Map("urls" -> Seq(stub.url("silent"), stub.url("drip-body"), stub.url("ok/a"))), "http")
      val worker = testKit.spawn(new HttpFetcher().read(fields).start(context))
      eventually(context.delivered should have size 1)
      worker ! WorkerCommand.Stop.INSTANCE
      testKit.createTestProbe().expectTerminated(worker, 30.seconds)
      eventually(stub.openConnections shouldBe 0)
    }

    "leave no connection open when its run ends" in {
      fetch(Seq(stub.url("ok/a"), stub.url("chunked/b"), stub.url("silent")), "timeout" -> JDuration.ofMillis(200))
      eventually(stub.openConnections shouldBe 0)
    }
  }

  "A failed fetch" should {
    "be a result while the run goes on" in {
      val port = FreePort.choose()
      val results = fetch(Seq(s"http://127.0.0.1:$port/", stub.url("ok/a")))
      results.head.summary shouldBe s"#0: failed: connection refused, from http://127.0.0.1:$port/"
      results(1).failure.isPresent shouldBe false
    }

    "say which status was answered" in {
      val result = fetched("status/404")
      result.status shouldBe 404
      result.failure.get shouldBe "status 404"
    }

    "say that a host did not take the connection in time" in {
      val full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress)
      val waiting = Seq.fill(4)(SocketChannel.open())
      try {
        waiting.foreach { channel =>
          channel.configureBlocking(false)
          channel.connect(full.getLocalSocketAddress)
        }
        val url = s"http://127.0.0.1:${full.getLocalPort}/"
        fetch(Seq(url), "connect-timeout" -> JDuration.ofMillis(300)).head.failure.get shouldBe "no connection in time"
      } finally {
        waiting.foreach(_.close())
        full.close()
      }
    }

    "say that there is no such host" in {
      fetch(Seq("http://no-such-host.invalid/")).head.failure.get shouldBe "unknown host"
    }
  }

  "A deadline" should {
    for (path <- Seq("silent", "drip-head", "drip-body"))
      s"end a fetch that meets a server doing '$path', and its connection with it" in {
        val result = fetched(path, "timeout" -> JDuration.ofMillis(400))
        result.failure.get shouldBe "no complete answer within 400 ms"
        result.duration.toMillis should be >= 400L
        eventually(stub.openConnections shouldBe 0)
      }

    "not make the fetches from other hosts wait for a host that hangs" in
      Using.resource(new RawHttpStub) { own =>
        // It hangs until all the others have been asked for, and for ever if they are not.
        val hanging = Seq.fill(6)(own.url("held/200").replace("127.0.0.1", "localhost"))
        val good = (1 to 200).map(i => own.url(s"ok/$i"))
        val results = inOrder(hanging ++ good, "concurrency" -> 4, "timeout" -> JDuration.ofSeconds(20))
        results should have size 206
        results.foreach(_.failure.isPresent shouldBe false)
      }
  }

  "An answer longer than allowed" should {
    for (path <- Seq("endless", "endless-unframed", "huge"))
      s"not be read to the end when a server does '$path'" in {
        val result = fetched(path, "max-body" -> 100000L)
        result.failure.get shouldBe "body longer than 100000 bytes"
        result.bytes should be < 1000000L
        eventually(stub.openConnections shouldBe 0)
      }
  }
}
