package dev.muster.settings

import java.nio.file.{Files, Path}
import java.time.Duration
import java.util
import java.util.Optional
import java.util.concurrent.TimeUnit

import scala.jdk.CollectionConverters._

import com.typesafe.config.{Config, ConfigRenderOptions}
import dev.muster.guardian.ScheduleSettings.Run
import dev.muster.guardian.WorkerSettings.{DispatcherChoice, OnGiveUp}
import dev.muster.guardian.{ScheduleSettings, SupervisionSettings, WorkerSettings}
import dev.muster.worker.Secret
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** What is written in a settings file arrives, over the defaults, and nowhere else. */
final class SettingsReaderSpec extends AnyFunSuite with Matchers with SettingsFiles {
  private val canary = "S3CR3T-b0a1"

  private def only(text: String, properties: (String, String)*): WorkerSettings = {
    val workers = read(text, properties: _*).guardian.workers.asScala
    workers should have size 1
    workers.head
  }

  private def got: Seq[Any] = Greeter.last.asScala.toSeq

  test("a stanza without more than it must has the defaults") {
    val settings = read(stanza())
    settings.guardian.exitWhenDone shouldBe false
    settings.guardian.drainTimeout shouldBe Duration.ofSeconds(10)
    settings.sinks.console.enabled shouldBe true
    settings.sinks.console.linesPerSecond shouldBe 200
    settings.sinks.jsonl.enabled shouldBe false
    val worker = settings.guardian.workers.get(0)
    worker.name shouldBe "w"
    worker.broken shouldBe null
    worker.schedule shouldBe ScheduleSettings.once()
    worker.supervision shouldBe SupervisionSettings.defaults()
    worker.limit shouldBe Long.MaxValue
    worker.onGiveUp shouldBe OnGiveUp.STOP
    worker.critical shouldBe false
  }

  test("every kind of value arrives as what it is") {
    only(
      stanza(
        "to = 007",
        "from = a${?EIGHT}b",
        "others = [x, 1.50]",
        "headers { b = 2, a = \"1\" }",
        "parameters = [a, 1, 1.5, true, null]",
        "concurrency = ${?EIGHT}",
        "repeat = 9223372036854775807",
        "loud = \"TRUE\"",
        "pause = 1.5s",
        "delay = 0s",
        "buffer = 1 kB",
        "unit = hours",
        s"password = $canary"
      )
    )
    got shouldBe Seq(
      "hi",
      "007",
      Optional.of("a8b"),
      util.List.of("x", "1.50"),
      util.Map.of("a", "1", "b", "2"),
      util.Arrays.asList("a", 1, 1.5, true, null),
      8,
      Long.MaxValue,
      true,
      Duration.ofMillis(1500),
      Duration.ZERO,
      1000L,
      TimeUnit.HOURS,
      Optional.of(new Secret(canary))
    )
  }

  test("a single text is a list of one") {
    only(stanza("others = x"))
    got(3) shouldBe util.List.of("x")
  }

  test("what every worker has arrives") {
    val worker = only(
      stanza(
        "critical = yes",
        "limit = 100000",
        "on-give-up = exit",
        "dispatcher = shared",
        "schedule { run = every, every = 5s, initial-delay = 1s, jitter = 0.1 }",
        "supervision { min-backoff = 1s, max-backoff = 1m, jitter = 0, reset-after = 2m, max-restarts = 3 }"
      )
    )
    worker.critical shouldBe true
    worker.limit shouldBe 100000
    worker.onGiveUp shouldBe OnGiveUp.EXIT
    worker.dispatcher shouldBe DispatcherChoice.SHARED
    worker.schedule shouldBe new ScheduleSettings(Run.EVERY, Duration.ofSeconds(5), Duration.ofSeconds(1), 0.1)
    worker.supervision shouldBe
      new SupervisionSettings(Duration.ofSeconds(1), Duration.ofMinutes(1), 0, Duration.ofMinutes(2), 3)
  }

  test("a stanza falls back on its type and then on what all workers have") {
    val settings = read(
      """muster {
        |  worker-defaults { limit = 7, critical = true }
        |  types.http-fetcher { limit = 8, repeat = 3 }
        |  workers {
        |    a { type = http-fetcher, urls = ["http://localhost/"] }
        |    b { type = http-fetcher, urls = ["http://localhost/"], limit = 9 }
        |  }
        |}""".stripMargin
    )
    settings.guardian.workers.asScala.map(w => (w.name, w.limit, w.critical)) shouldBe Seq(
      ("a", 8, true),
      ("b", 9, true)
    )
  }

  test("a system property overrides the file") {
    only(stanza("limit = 1"), "muster.workers.w.limit" -> "5").limit shouldBe 5
  }

  test("a later file overrides an included one, and a later path an earlier stanza") {
    val file =
      write("application.conf", stanza("limit = 1") + "include \"more.conf\"\nmuster.workers.w.critical = true")
    Files.writeString(file.resolveSibling("more.conf"), "muster { workers { w { limit = 2 } } }")
    val worker = readFile(file).guardian.workers.get(0)
    worker.limit shouldBe 2
    worker.critical shouldBe true
  }

  test("a key may be set again by a reference, added to, and merged") {
    only(
      stanza("to = a, to = ${?EIGHT}", "others = [a], others += b", "headers { a = 1 }, headers { b = 2 }", "from = x")
        + "muster.workers.w.from = y\nmuster.workers.w.from = ${?UNSET}\n"
    )
    got.slice(1, 5) shouldBe
      Seq("8", Optional.of("y"), util.List.of("a", "b"), util.Map.of("a", "1", "b", "2"))
  }

  test("a stanza may inherit another by reference") {
    val names =
      read(stanza("to = you") + "muster.workers.v = ${muster.workers.w} { limit = 3, to = me }").guardian.workers
    names.asScala.map(w => (w.name, w.limit)) shouldBe Seq(("v", 3), ("w", Long.MaxValue))
  }

  test("braces and names in texts and comments are not taken for stanzas") {
    only(
      stanza("to = \"muster.workers.w {\"", "# w {", "from = \"\"\"x } \" { \"\"\"", "others = [\"{\", // {", "\"}\"]")
    )
    got(1) shouldBe "muster.workers.w {"
  }

  test("a file may begin with a byte order mark and end its lines as Windows does") {
    only("\uFEFF" + stanza("limit = 4").replace("\n", "\r\n")).limit shouldBe 4
  }

  test("a worker that is not enabled is left out, and claims nothing") {
    val text = stanza() + "muster.workers.w2 { type = dev.muster.settings.Greeter, greeting = hi, enabled = false }"
    read(text).guardian.workers.asScala.map(_.name) shouldBe Seq("w")
  }

  test("types of Muster's own share threads, all others have their own in the settings for Pekko") {
    val settings = read(stanza() + "muster.workers.f { type = file-writer, directory = out }")
    settings.guardian.workers.asScala.map(w => w.name -> w.dispatcher).toMap shouldBe
      Map("w" -> DispatcherChoice.OWN, "f" -> DispatcherChoice.SHARED)
    settings.pekko.getInt("muster.dispatchers.own-w.thread-pool-executor.fixed-pool-size") shouldBe 2
    settings.pekko.hasPath("muster.dispatchers.own-f") shouldBe false
  }

  test("Pekko is given Muster's overrides, and the user's over those") {
    val pekko = read(stanza()).pekko
    pekko.getString("pekko.actor.default-dispatcher.executor") shouldBe "dev.muster.guardian.FatalErrorNet"
    pekko.getInt("pekko.actor.default-dispatcher.thread-pool-executor.fixed-pool-size") should be >= 2
    pekko.getInt("pekko.actor.default-dispatcher.throughput") shouldBe 32
    pekko.getInt("muster.control.throughput") shouldBe 5
    read(stanza() + "pekko.loglevel = DEBUG").pekko.getString("pekko.loglevel") shouldBe "DEBUG"
    read(stanza(), "pekko.loglevel" -> "ERROR").pekko.getString("pekko.loglevel") shouldBe "ERROR"
  }

  test("a class that cannot be used breaks its worker only, which says why") {
    def broken(name: String) = only(stanza().replace("Greeter", name).replace("greeting", "password")).broken
    broken("Nobody") shouldBe "class dev.muster.settings.Nobody is not on the class path"
    broken("BrokenTypes$NoWorker") shouldBe
      "class dev.muster.settings.BrokenTypes$NoWorker is not a dev.muster.worker.WorkerType"
    broken("BrokenTypes$Hidden") shouldBe
      "class dev.muster.settings.BrokenTypes$Hidden must be public, with a public constructor without parameters"
    broken("BrokenTypes$Initialiser") shouldBe
      "class dev.muster.settings.BrokenTypes$Initialiser cannot be made: NumberFormatException: For input string: \"no number\""
    broken("BrokenTypes$Unlinked") should endWith("could not read its settings: class com.acme.Driver is missing")
    broken("BrokenTypes$Deep") should endWith("could not read its settings: StackOverflowError")
    only("muster.workers.n.type = \"dev.muster.settings.BrokenTypes$Nothing\"").broken should endWith("gave no job")
  }

  test("a secret reaches neither Pekko, nor any text") {
    val text = stanza("password = ${the-password}") + s"the-password = $canary\npekko.x = 1"
    val settings = read(text)
    shown(settings.pekko) should not include canary
    settings.toString should not include canary
    got.toString should not include canary
    only(stanza(s"password = $canary").replace("Greeter", "BrokenTypes$Throwing")).broken should endWith(
      "cannot use ***"
    )
    for (
      mistake <- Seq(
        s"password = $canary}",
        s"password = [$canary]",
        s"password = $canary@",
        s"x\npassword = \"$canary"
      )
    )
      problems(stanza(mistake)).mkString should not include canary
  }

  test("what this computer is has no place in the settings for Pekko") {
    val pekko = shown(read(stanza(), "secret.property" -> canary).pekko)
    pekko should not include canary
    pekko should not include "EIGHT"
  }

  private def shown(config: Config) = config.root.render(ConfigRenderOptions.defaults())
}
