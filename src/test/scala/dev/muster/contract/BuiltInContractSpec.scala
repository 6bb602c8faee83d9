package dev.muster.contract

import java.nio.file.{Files, Path}
import java.util.concurrent.atomic.AtomicLong

import dev.muster.LocalWeb
import dev.muster.faults.{Fault, FaultProxy}
import dev.muster.servers.{MySqlServer, RedisCommands, RedisServer}
import dev.muster.worker.Result
import dev.muster.worker.file.{TextFileWriter, Written}
import dev.muster.worker.http.{Fetched, HttpFetcher}
import dev.muster.worker.mysql.MysqlQuery
import dev.muster.worker.redis.{Message, RedisSubscriber}
import org.scalatest.BeforeAndAfterAll

/** The four that come with Muster keep the contract, on real servers that come and go. */
class BuiltInContractSpec
    extends WorkerContractSuite(
      "file-writer" -> BuiltInContractSpec.files,
      "http-fetcher" -> BuiltInContractSpec.http,
      "redis-subscriber" -> BuiltInContractSpec.redis,
      "mysql-query" -> BuiltInContractSpec.mysql
    )
    with BeforeAndAfterAll {
  override protected def beforeAll(): Unit = BuiltInContractSpec.start()
  override protected def afterAll(): Unit = BuiltInContractSpec.end()
}

object BuiltInContractSpec {
  private val redisServer = new RedisServer(0)
  private val mysqlServer = MySqlServer.onFreePort()
  private val web = new LocalWeb("a page")
  private lazy val publisher = new RedisCommands(redisServer.port)
  private val published = new AtomicLong()
  private val proxies =
    Seq(redisServer.port, mysqlServer.port, java.net.URI.create(web.url).getPort).map(new FaultProxy(_))
  private val Seq(toRedis, toMysql, toWeb) = proxies
  private val directory = Files.createTempDirectory(Path.of("target"), "contract").toAbsolutePath
  private val moved = directory.resolveSibling(s"${directory.getFileName}-moved")

  private def start(): Unit = {
    redisServer.start()
    mysqlServer.start()
  }

  private def end(): Unit = (publisher +: web +: redisServer +: mysqlServer +: proxies).foreach(_.close())

  private def needs(it: Candidate, link: FaultProxy): Candidate = it.dependsOn(
    () => { link.set(Fault.Refuse); link.reset() },
    () => link.set(Fault.None)
  )

  /** The first number in what it says: of a row that is its place in the run. */
  private def inSummary(result: Result): Long = """\d+""".r.findFirstIn(result.summary()).fold(-1L)(_.toLong)

  private def files: Candidate = Candidate
    .of(
      classOf[TextFileWriter],
      s"""directory = "$directory"""",
      "count = 5",
      "every = 20ms",
      "create-directories = false"
    )
    .dependsOn(
      () => { Files.move(directory, moved); Files.createFile(directory) },
      () => if (Files.exists(moved)) { Files.delete(directory); Files.move(moved, directory) }
    )
    .numbered { case written: Written => written.number }
    .perRun(5)

  private def http: Candidate = needs(
    Candidate
      .of(
        classOf[HttpFetcher],
        s"""urls = ["http://127.0.0.1:${toWeb.port}/"]""",
        "repeat = 10, concurrency = 1, timeout = 1h, connect-timeout = 1h"
      )
      .numbered { case fetched: Fetched => fetched.number }
      .perRun(10),
    toWeb
  )

  private def redis: Candidate = needs(
    Candidate
      .of(
        classOf[RedisSubscriber],
        s"""uri = "${toRedis.uri("redis")}", channels = [numbers]""",
        "heartbeat = 1h, heartbeat-timeout = 1h, connect-timeout = 1h, reconnect-grace = 100ms"
      )
      .live()
      .fedBy(() => publisher.run("PUBLISH", "numbers", published.incrementAndGet().toString))
      .numbered {
        case message: Message => message.payload.toLong
        case _                => -1
      },
    toRedis
  )

  private def mysql: Candidate = needs(
    Candidate
      .of(
        classOf[MysqlQuery],
        s"""url = "jdbc:mysql://127.0.0.1:${toMysql.port}/demo", user = demo, password = ${MySqlServer.PASSWORD}""",
        "query = \"SELECT 'a row'\", repeat = 20, query-timeout = 1h, connect-timeout = 10s"
      )
      .numbered(result => inSummary(result))
      .perRun(20),
    toMysql
  )
}
