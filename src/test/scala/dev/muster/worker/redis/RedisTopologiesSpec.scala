package dev.muster.worker.redis

import java.time.Duration

import scala.util.Using

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.servers.{RedisCommands, RedisServer}

/** Redis that is more than one server. */
class RedisTopologiesSpec extends AnyWordSpec with Matchers with RedisFixture {

  "A redis subscriber" should {

    "find the master through a Sentinel" in withRedis() { master =>
      withRedis(s"sentinel monitor main 127.0.0.1 ${master.port} 1") { sentinel =>
        val run = new Run(settings(s"redis-sentinel://127.0.0.1:${sentinel.port}/#main"))
        run.awaitUp()
        command(master)("PUBLISH", "demo", "hi") shouldBe "1"
        eventually(run.results shouldBe List(new Message("demo", "hi")))
        run.end()
      }
    }

    "tell a Sentinel its own password" in withRedis() { master =>
      withRedis("requirepass S3CR3T", s"sentinel monitor main 127.0.0.1 ${master.port} 1") { sentinel =>
        val uri = s"redis-sentinel://127.0.0.1:${sentinel.port}/#main"
        val run = new Run(settings(uri, "sentinel-password" -> "S3CR3T"))
        run.awaitUp()
        run.end()
        new Run(settings(uri)).failure shouldBe s"127.0.0.1:${sentinel.port} wants a password"
        settings(uri, "sentinel-password" -> "S3CR3T").toString should not include "S3CR3T"
      }
    }

    "name the Sentinel that cannot be reached" in {
      val sentinel = new RedisServer(0)
      new Run(settings(s"redis-sentinel://127.0.0.1:${sentinel.port}/#main")).failure shouldBe
        s"connection refused by 127.0.0.1:${sentinel.port}"
      sentinel.close()
    }

    "subscribe to a cluster, and live through silences there" in withRedis("cluster-enabled yes") { node =>
      Using.resource(new RedisCommands(node.port))(
        _.run("CLUSTER" +: "ADDSLOTS" +: (0 until 16384).map(_.toString): _*)
      )
      eventually(command(node)("CLUSTER", "INFO") should include("cluster_state:ok"))
      val run = new Run(
        settings(
          node.uri,
          "cluster" -> true,
          "patterns" -> List("news.*"),
          "heartbeat" -> Duration.ofMillis(50),
          "heartbeat-timeout" -> Duration.ofSeconds(10)
        )
      )
      run.awaitUp()
      eventually(
        "cmdstat_ping:calls=[3-9]".r.findFirstIn(command(node)("INFO", "commandstats")) should not be empty
      )
      command(node)("PUBLISH", "news.today", "hi") shouldBe "1"
      eventually(run.results shouldBe List(new Message("news.today", "hi")))
      run.end()
    }

    "name a wrong password and a missing one of a cluster, as nothing that mends by itself" in
      withRedis("cluster-enabled yes", "requirepass S3CR3T") { node =>
        val cluster = Seq("cluster" -> true)
        new Run(settings(node.uri, cluster :+ "password" -> "N0TS3CR3T": _*)).failure shouldBe
          s"wrong password for 127.0.0.1:${node.port}"
        new Run(settings(node.uri, cluster: _*)).failure shouldBe s"127.0.0.1:${node.port} wants a password"
      }

    "name a cluster of which no node can be reached" in {
      val node = new RedisServer(0)
      new Run(settings(node.uri, "cluster" -> true)).failure shouldBe s"connection refused by 127.0.0.1:${node.port}"
      node.close()
    }

    "come back when its cluster comes back" in withRedis("cluster-enabled yes") { node =>
      Using.resource(new RedisCommands(node.port))(
        _.run("CLUSTER" +: "ADDSLOTS" +: (0 until 16384).map(_.toString): _*)
      )
      eventually(command(node)("CLUSTER", "INFO") should include("cluster_state:ok"))
      val run = new Run(settings(node.uri, "cluster" -> true))
      run.awaitUp()
      node.kill()
      node.start()
      run.awaitUp(2)
      eventually(run.results.map(_.getClass) shouldBe List(classOf[Gap]))
      eventually(command(node)("PUBSUB", "NUMSUB", "demo") shouldBe "demo 1")
      run.end()
    }
  }
}
