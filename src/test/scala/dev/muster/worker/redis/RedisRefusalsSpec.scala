package dev.muster.worker.redis

import java.io.IOException
import java.net.{InetAddress, ServerSocket}

import scala.util.Using

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import dev.muster.servers.{RedisCommands, RedisServer}

/** Servers that answer, but not with a subscription. */
class RedisRefusalsSpec extends AnyWordSpec with Matchers with RedisFixture {

  private def where(port: Int) = s"127.0.0.1:$port"

  /** A server that says one thing to whoever asks anything. */
  private def saying(text: String)(body: Int => Unit): Unit =
    Using.resource(new ServerSocket(0, 50, InetAddress.getLoopbackAddress)) { server =>
      val thread = new Thread(() =>
        try
          while (true) {
            val socket = server.accept()
            socket.getInputStream.read()
            socket.getOutputStream.write(text.getBytes)
          }
        catch { case _: IOException => () }
      )
      thread.setDaemon(true)
      thread.start()
      body(server.getLocalPort)
    }

  "A redis subscriber that is refused" should {

    "pass the server's words on when it has too many clients" in withRedis("maxclients 1") { redis =>
      // The connection that saw the server come up may still count for a moment.
      val first = eventually {
        val client = new RedisCommands(redis.port)
        client.run("PING") shouldBe "PONG"
        client
      }
      new Run(settings(redis.uri)).failure shouldBe s"${where(redis.port)} said: ERR max number of clients reached"
      first.close()
    }

    "pass the server's words on while it is loading" in
      saying("-LOADING Redis is loading the dataset in memory\r\n") { port =>
        new Run(settings(s"redis://127.0.0.1:$port")).failure shouldBe
          s"${where(port)} said: LOADING Redis is loading the dataset in memory"
      }

    "pass the server's words on in protected mode" in
      saying("-DENIED Redis is running in protected mode because\r\n") { port =>
        new Run(settings(s"redis://127.0.0.1:$port")).failure shouldBe
          s"${where(port)} said: DENIED Redis is running in protected mode because"
      }

    "see that something else listens on the port" in saying("HTTP/1.1 400 Bad Request\r\n\r\n") { port =>
      new Run(settings(s"redis://127.0.0.1:$port")).failure shouldBe s"${where(port)} does not speak Redis's protocol"
    }

    "name a host that does not exist" in {
      new Run(settings("redis://no-such-host.invalid:6379")).failure should
        startWith("unknown host in no-such-host.invalid:6379")
    }

    "tell the channel that its user may not subscribe to" in
      withRedis("user guest on >gu3st +@all resetchannels &public") { redis =>
        val denied = new Run(settings(redis.uri, "user" -> "guest", "password" -> "gu3st"))
        denied.failure should startWith(s"${where(redis.port)} said: NOPERM")
        val allowed = new Run(
          settings(redis.uri, "user" -> "guest", "password" -> "gu3st", "channels" -> List("public"))
        )
        allowed.awaitUp()
        allowed.end()
      }

    "take user and password from the uri as well" in withRedis("user guest on >gu3st +@all resetchannels &demo") {
      redis =>
        val run = new Run(settings(s"redis://guest:gu3st@127.0.0.1:${redis.port}"))
        run.awaitUp()
        run.end()
    }
  }

  "A refused setting of a redis subscriber" should {
    def problems(given: (String, Any)*): Seq[(String, String)] = {
      val fields =
        new GivenFields(Map[String, Any]("uri" -> "redis://127.0.0.1:6379", "channels" -> List("demo")) ++ given)
      RedisSubscriberSettings.read(fields)
      fields.problems.toSeq
    }

    "be none in a good stanza" in {
      problems() shouldBe empty
    }

    "be a uri that is none, without repeating it" in {
      val told = problems("uri" -> "http://:S3CR3T@host")
      told shouldBe Seq("uri" -> "is no address of Redis (such as redis://127.0.0.1:6379)")
    }

    "be a password given twice, a user without one, and a socket" in {
      problems("uri" -> "redis://:one@127.0.0.1", "password" -> "two").map(_._1) shouldBe Seq("password")
      problems("user" -> "guest").map(_._1) shouldBe Seq("user")
      problems("uri" -> "redis-socket:///run/redis.sock").map(_._1) shouldBe Seq("uri")
    }

    "be a password for Sentinels where there are none" in {
      problems("sentinel-password" -> "S3CR3T") shouldBe
        Seq("sentinel-password" -> "needs a uri with redis-sentinel:")
    }

    "be TLS without verification" in {
      problems("uri" -> "rediss://127.0.0.1?verifyPeer=NONE").map(_._1) shouldBe Seq("uri")
    }

    "be nothing or the same thing twice to subscribe to" in {
      problems("channels" -> Nil) shouldBe Seq("channels" -> "name a channel or a pattern")
      problems("channels" -> List("demo", "demo")) shouldBe Seq("channels" -> "'demo' stands there twice")
    }

    "never show the password" in {
      settings("redis://127.0.0.1", "password" -> "S3CR3T").toString should not include "S3CR3T"
      settings("redis://:S3CR3T@127.0.0.1").toString should not include "S3CR3T"
    }
  }
}
