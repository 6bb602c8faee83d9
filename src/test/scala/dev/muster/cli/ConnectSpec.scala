package dev.muster.cli

import java.net.{InetAddress, ServerSocket}
import java.nio.file.{Files, Path}

import scala.concurrent.duration._
import scala.util.Using

import dev.muster.LocalWeb
import dev.muster.servers.RedisServer
import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** check --connect tells of each server and directory whether a worker could work with it. */
final class ConnectSpec extends AnyFunSuite with Matchers with Eventually with Typing {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(20.seconds, 100.millis)

  private val canary = "S3CR3T-c0de"
  private val out = Files.createTempDirectory(Path.of("target"), "connect")

  private def check(workers: String): (Int, Seq[String]) = {
    val ended = typed("check", "--connect", "--config", file(s"muster.workers { $workers }"))
    ended.err shouldBe ""
    val lines = ended.out.linesIterator.filterNot(_.startsWith("warning: ")).toSeq
    (ended.code, lines.map(_.replaceAll("after \\d+ ms", "after N ms")))
  }

  private def silent[A](test: Int => A): A =
    Using.resource(new ServerSocket(0, 50, InetAddress.getLoopbackAddress))(socket => test(socket.getLocalPort))

  test("what answers is fine, whatever a worker would do with it") {
    Using.resource(new RedisServer(0)) { redis =>
      redis.start()
      Using.resource(new LocalWeb("hi")) { web =>
        val (code, lines) = check(s"""
          redis { type = redis-subscriber, uri = "${redis.uri}", channels = [a] }
          http { type = http-fetcher, urls = ["${web.url}a", "${web.url}b"] }
          files { type = file-writer, directory = "$out" }
          more { type = file-writer, directory = "$out/not/yet" }
          mine { type = dev.muster.settings.Greeter, greeting = hi }""")
        val address = redis.uri.stripPrefix("redis://")
        lines shouldBe Seq(
          s"files: ${out.toAbsolutePath}: ok after N ms (writable)",
          s"http: ${web.url.stripSuffix("/")}: ok after N ms (connected)",
          "mine: tells of nothing that it depends on",
          s"more: ${out.toAbsolutePath}/not/yet: ok after N ms (not there yet, can be made)",
          s"redis: redis at $address: ok after N ms (PONG)",
          "ok: 5 workers (files, http, mine, more, redis)"
        )
        code shouldBe 0
        Files.list(out).count() shouldBe 0
      }
    }
  }

  test("what cannot be reached is told, one line each, and the exit code says so") {
    val file = Files.createTempFile(Path.of("target"), "no", ".directory")
    val (code, lines) = check(
      s"""
      redis { type = redis-subscriber, uri = "redis://:$canary@127.0.0.1:1", channels = [a] }
      http { type = http-fetcher, urls = ["http://u:$canary@127.0.0.1:1/?k=$canary", "https://127.0.0.1:2/"] }
      files { type = file-writer, directory = "$file" }
      mysql { type = mysql-query, url = "jdbc:mysql://127.0.0.1:1/x", user = u, password = $canary, query = "SELECT 1" }"""
    )
    lines shouldBe Seq(
      s"files: ${file.toAbsolutePath}: failed after N ms: cannot write ${file.toAbsolutePath}: Not a directory",
      "http: http://127.0.0.1:1: failed after N ms: connection refused",
      "http: https://127.0.0.1:2: failed after N ms: connection refused",
      "mysql: mysql at 127.0.0.1:1: failed after N ms: connection refused (127.0.0.1:1)",
      "redis: redis at 127.0.0.1:1: failed after N ms: connection refused by 127.0.0.1:1"
    )
    code shouldBe 7
  }

  test("what says nothing is given up") {
    silent { port =>
      val (code, lines) = check(
        s"""
        a { type = redis-subscriber, uri = "redis://127.0.0.1:$port", channels = [a], connect-timeout = 300ms }
        b { type = http-fetcher, urls = ["https://127.0.0.1:$port/"], connect-timeout = 300ms }
        c { type = mysql-query, url = "jdbc:mysql://127.0.0.1:$port/x", query = "SELECT 1", connect-timeout = 300ms }
        d { type = http-fetcher, urls = ["http://example.org/"], proxy = "127.0.0.1:$port", connect-timeout = 300ms }"""
      )
      code shouldBe 7
      lines should have size 4
      lines.foreach(_ should include("no answer"))
    }
  }

  test("a wrong password is named, and not told") {
    Using.resource(RedisServer.started()) { redis =>
      // Lettuce hangs up on a refusal, and once in a while that is what it tells first.
      eventually {
        val (code, lines) = check(
          s"""e { type = redis-subscriber, uri = "${redis.uri}", channels = [a], user = u, password = $canary }"""
        )
        code shouldBe 7
        lines.mkString should not include canary
        lines.head should include("wrong password")
      }
    }
  }

  test("settings that are wrong are told first, and nothing is connected") {
    val (code, lines) = check("redis { type = redis-subscriber, uri = \"redis://127.0.0.1:1\" }")
    code shouldBe 3
    lines should have size 1
  }
}
