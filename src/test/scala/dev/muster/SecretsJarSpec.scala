package dev.muster

import java.nio.file.{Files, Path}

import scala.concurrent.duration._
import scala.util.Using

import dev.muster.faults.RawHttpStub
import dev.muster.servers.RedisServer
import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** A secret in every place where one may stand reaches no output, whatever fails and however much is logged. */
final class SecretsJarSpec extends AnyFunSuite with Matchers with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(45.seconds, 200.millis)

  private val canary = "S3CR3T"
  private val debug = """<configuration>
    <appender name="stderr" class="ch.qos.logback.core.ConsoleAppender">
      <target>System.err</target><encoder><pattern>%level %logger %msg%n%ex</pattern></encoder>
    </appender>
    <root level="DEBUG"><appender-ref ref="stderr"/></root>
  </configuration>"""

  private def stanzas(redis: String, web: String): String = s"""
    redis-uri { type = redis-subscriber, uri = "$redis/?password=$canary-1", channels = [a] }
    redis-info { type = redis-subscriber, uri = "${redis.replace("//", s"//user:$canary-2@")}", channels = [a] }
    redis-key { type = redis-subscriber, uri = "$redis", user = u, password = "$canary-3", channels = [a]
                trust-store = "no.jks", trust-store-password = "$canary-4" }
    redis-file { type = redis-subscriber, uri = "redis://127.0.0.1:1", password-file = secret.txt, channels = [a] }
    sentinel { type = redis-subscriber, uri = "redis-sentinel://127.0.0.1:1#m", sentinel-password = "$canary-5", channels = [a] }
    http { type = http-fetcher
           urls = ["${web.replace(
      "//",
      s"//user:$canary-6@"
    )}status/500?key=$canary-7", "http://127.0.0.1:1/?$canary-8"]
           headers { X-Key = "$canary-9" }, token = "$canary-10", retries = 1 }
    http-proxy { type = http-fetcher, urls = ["https://localhost:1/"], proxy = "127.0.0.1:1", user = u, password = "$canary-11"
                 proxy-user = u, proxy-password = "$canary-12" }
    http-trust { type = http-fetcher, urls = ["https://localhost:1/"], trust-store = "no.jks", trust-store-password = "$canary-13" }
    mysql { type = mysql-query, url = "jdbc:mysql://127.0.0.1:1/x?password=$canary-14", query = "SELECT 1" }
    mysql-info { type = mysql-query, url = "jdbc:mysql://u:$canary-15@127.0.0.1:1/x", query = "SELECT 1" }
    mysql-key { type = mysql-query, url = "jdbc:mysql://127.0.0.1:1/x", user = u, password = $${SECRET_OF_MYSQL}, query = "SELECT 1"
                tls = verify-ca, trust-store = "no.p12", trust-store-password = "$canary-16" }
    mysql-odd { type = mysql-query, url = "jdbc:mysql://127.0.0.1:${web.replaceAll("\\D+", " ").trim.split(" ").last}/x"
                user = u, password = "$canary-17", query = "SELECT 1" }
    throws { type = "com.acme.Throws", password = "$canary-18" }"""

  private def conf(workers: String): String = s"""
    pekko { loglevel = DEBUG, log-config-on-start = on, stdout-loglevel = DEBUG }
    muster { reporter.sinks.jsonl { enabled = true, path = results.jsonl }, workers { $workers } }
    unused = "$canary-19" """

  private def jar(conf: String, arguments: String*): RunningJar = {
    val env = Seq("env", s"SECRET_OF_MYSQL=$canary-20")
    val logback = Files.writeString(Files.createTempFile(Path.of("target"), "logback", ".xml"), debug).toAbsolutePath
    val jvm = Seq("-Xmx256m", s"-Dlogback.configurationFile=$logback")
    val start = Seq("sh", "-c", s"printf '$canary-21\\n' > secret.txt && exec \"$$@\"", "sh")
    new RunningJar(Some(conf), jvm, arguments, env ++ start)
  }

  private def silent(jar: RunningJar): Unit = {
    val written = Seq("results.jsonl", "summary.json").map(jar.directory.resolve(_)).filter(Files.exists(_))
    val all = jar.out + jar.err + written.map(Files.readString(_)).mkString
    all.linesIterator.filter(_.contains(canary)).toSeq shouldBe empty
  }

  private def withServers[A](test: String => A): A =
    Using.resource(RedisServer.started("requirepass other"))(redis =>
      Using.resource(new RawHttpStub)(web => test(stanzas(redis.uri, web.url(""))))
    )

  test("run, with the log at DEBUG, the closing account, the summary and the results as JSON") {
    withServers { workers =>
      Using.resource(jar(conf(workers), "--summary", "summary.json")) { running =>
        val names = """(?m)^ {4}([a-z-]+) \{""".r.findAllMatchIn(workers).map(_.group(1)).toSeq
        names should have size 13
        eventually(
          names.filterNot(_.startsWith("http")).foreach(name => running.err should include(s"muster.worker.$name "))
        )
        eventually(running.out should include("[http]"))
        running.signal("TERM")
        running.ended() shouldBe 143
        running.err should include("DEBUG")
        running.err should include("last failure")
        silent(running)
      }
    }
  }

  test("check --connect and config --origins") {
    withServers { workers =>
      for ((command, expected) <- Seq("check --connect" -> 7, "config --origins" -> 0))
        Using.resource(jar(conf(workers.replaceAll("throws .*", "")), command.split(" "): _*)) { it =>
          withClue(it.out + it.err)(it.ended() shouldBe expected)
          it.out.linesIterator.size should be > 12
          silent(it)
        }
    }
  }

  test("check, when all of the settings are wrong") {
    val bad = stanzas("redis://127.0.0.1:1", "http://127.0.0.1:1/").linesIterator
      .map(
        _.replaceFirst("\\}$", ", concurency = 1 }").replace("uri = \"", "uri = \"x:").replace("url = \"", "url = \"x:")
      )
      .map(
        _.replace("urls = [\"", "urls = [\"x:")
          .replace("127.0.0.1:1\"", "x@y\"")
          .replace("headers {", "headers { a = [], ")
      )
      .mkString("\n")
    Using.resource(jar(conf(bad), "check")) { it =>
      it.ended() shouldBe 3
      it.out.linesIterator.size should be > 20
      silent(it)
    }
  }
}
