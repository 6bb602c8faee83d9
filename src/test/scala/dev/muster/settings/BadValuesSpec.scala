package dev.muster.settings

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** Each value that cannot be used is told with its file, its line, its path and what would do. */
final class BadValuesSpec extends AnyFunSuite with Matchers with SettingsFiles {
  private val w = "muster.workers.w"
  private val units = "(allowed: ns, us, ms, s, m, h, d)"
  private val sizes = "(allowed: B, kB, KiB, MB, MiB, GB, GiB)"

  private val table = Seq(
    "concurrency = 1.5" -> s"$w.concurrency: '1.5' is not a whole number",
    "concurrency = \"1.5\"" -> s"$w.concurrency: '1.5' is not a whole number",
    "concurrency = 0" -> s"$w.concurrency: '0' is out of range (allowed: 1 to 64)",
    "concurrency = 65" -> s"$w.concurrency: '65' is out of range (allowed: 1 to 64)",
    "concurrency = -1" -> s"$w.concurrency: '-1' is out of range (allowed: 1 to 64)",
    "concurrency = 99999999999999999999" -> s"$w.concurrency: '99999999999999999999' is out of range (allowed: 1 to 64)",
    "concurrency = 1e999999999" -> s"$w.concurrency: must be a whole number, is '1e999999999'",
    "concurrency = many" -> s"$w.concurrency: must be a whole number, is 'many'",
    "concurrency = true" -> s"$w.concurrency: must be a whole number, is 'true'",
    "concurrency = [1]" -> s"$w.concurrency: must be a whole number, is a list",
    "concurrency { a = 1 }" -> s"$w.concurrency: must be a whole number, is an object",
    "concurrency = \"\"" -> s"$w.concurrency: must be a whole number, is ''",
    "concurrency = 1s" -> s"$w.concurrency: must be a whole number, is '1s'",
    "repeat = 9223372036854775808" -> s"$w.repeat: '9223372036854775808' is out of range (allowed: 1 or more)",
    "repeat = 0" -> s"$w.repeat: '0' is out of range (allowed: 1 or more)",
    "pause = 30" -> s"$w.pause: '30' lacks a unit (write it as 30s or 500ms)",
    "pause = \"30\"" -> s"$w.pause: '30' lacks a unit (write it as 30s or 500ms)",
    "pause = -1s" -> s"$w.pause: '-1s' is negative",
    "pause = 0s" -> s"$w.pause: must be more than 0",
    "pause = 0" -> s"$w.pause: '0' lacks a unit (write it as 30s or 500ms)",
    "pause = 5 parsecs" -> s"$w.pause: unknown unit 'parsecs' $units",
    "pause = 1w" -> s"$w.pause: unknown unit 'w' $units",
    "pause = soon" -> s"$w.pause: 'soon' cannot be understood (write it as 30s or 500ms)",
    "pause = 25d" -> s"$w.pause: '25d' is too long (allowed: up to 24d)",
    "pause = 99999999999999999999s" -> s"$w.pause: '99999999999999999999s' is too long (allowed: up to 24d)",
    "pause = [1s]" -> s"$w.pause: must be a duration such as 30s, is a list",
    "delay = -5ms" -> s"$w.delay: '-5ms' is negative",
    "buffer = 1024" -> s"$w.buffer: '1024' lacks a unit (write it as 64KiB or 8MiB)",
    "buffer = 0B" -> s"$w.buffer: must be more than 0",
    "buffer = -1KiB" -> s"$w.buffer: '-1KiB' is negative",
    "buffer = 4GiB" -> s"$w.buffer: '4GiB' is too large (allowed: less than 2GiB)",
    "buffer = 1 heap" -> s"$w.buffer: unknown unit 'heap' $sizes",
    "loud = maybe" -> s"$w.loud: must be true or false, is 'maybe'",
    "loud = 1" -> s"$w.loud: must be true or false, is '1'",
    "loud = [true]" -> s"$w.loud: must be true or false, is a list",
    "unit = second" -> (s"$w.unit: 'second' is not one of nanoseconds, microseconds, milliseconds, seconds, minutes, hours," +
      " days (did you mean 'seconds'?)"),
    "unit = fortnights" -> (s"$w.unit: 'fortnights' is not one of nanoseconds, microseconds, milliseconds, seconds," +
      " minutes, hours, days"),
    "to = [a, b]" -> s"$w.to: must be a text, is a list",
    "to { first = a }" -> s"$w.to: must be a text, is an object",
    "from = \"\"" -> s"$w.from: must not be empty",
    "others = [a, \"\"]" -> s"$w.others: element 2 must not be empty",
    "others = [a, [b]]" -> s"$w.others: element 2 must be a text, is a list",
    "others { a = b }" -> s"$w.others: must be a list of texts, is an object",
    "headers = [a]" -> s"$w.headers: must be an object { }, is a list",
    "headers { a = [b] }" -> s"$w.headers: 'a' must be a text, is a list",
    "parameters = 1" -> s"$w.parameters: must be a list, is a number",
    "parameters = [1, {a = 1}]" -> s"$w.parameters: element 2 must be a single value, is an object",
    "password = [x]" -> s"$w.password: must be a text, is a list",
    "concurency = 3" -> s"$w.concurency: unknown key (did you mean 'concurrency'?)",
    "schedule.evry = 3s" -> s"$w.schedule.evry: unknown key (did you mean 'every'?)",
    "schedule = 5s" -> s"$w.schedule: must be an object { }",
    "schedule.every = 5s" -> s"$w.schedule.every: is used only with run = every",
    "schedule.run = evry" -> s"$w.schedule.run: 'evry' is not one of once, continuous, every (did you mean 'every'?)",
    "schedule.jitter = 1.5" -> s"$w.schedule.jitter: '1.5' is out of range (allowed: 0.0 to 1.0)",
    "supervision.jitter = -0.1" -> s"$w.supervision.jitter: '-0.1' is out of range (allowed: 0.0 to 1.0)",
    "supervision.jitter = much" -> s"$w.supervision.jitter: must be a number, is 'much'",
    "supervision.max-backoff = 100ms" -> s"$w.supervision.max-backoff: min-backoff must not be more than max-backoff",
    "supervision.min-backoff = 6s" -> s"$w.supervision.min-backoff: min-backoff must not be more than max-backoff",
    "supervision.max-restarts = -2" -> s"$w.supervision.max-restarts: '-2' is out of range (allowed: -1 or more)",
    "supervision.maxRestarts = 3" -> s"$w.supervision.maxRestarts: unknown key (did you mean 'max-restarts'?)",
    "dispatcher = mine" -> s"$w.dispatcher: 'mine' is not one of shared, own",
    "on-give-up = explode" -> s"$w.on-give-up: 'explode' is not one of stop, exit",
    "limit = -1" -> s"$w.limit: '-1' is out of range (allowed: 0 or more)",
    "enabled = perhaps" -> s"$w.enabled: must be true or false, is 'perhaps'"
  )

  table.foreach { case (line, expected) =>
    test(s"$line is a problem")(problems(stanza(line)) shouldBe Seq(s"application.conf:5: $expected"))
  }

  test("what must be set must be something") {
    def instead(written: String) = problems(stanza().replace("greeting = hi", written))
    instead("greeting = \"  \"") shouldBe Seq(s"application.conf:4: $w.greeting: must not be empty")
    instead("greeting = null") shouldBe
      Seq(s"application.conf:4: $w.greeting: must be set (for example \"hello\")")
  }

  test("a value from the environment is told by the variable's name") {
    problems(stanza("concurrency = 4", "concurrency = ${?WORD}")) shouldBe
      Seq(s"environment variable WORD: $w.concurrency: must be a whole number, is 'eight'")
    problems(stanza("from = ${?EMPTY}")) shouldBe Seq(s"environment variable EMPTY: $w.from: must not be empty")
    problems(stanza("limit = ${MUSTER_LIMIT}")) shouldBe
      Seq(s"environment variable MUSTER_LIMIT: $w.limit: '-3' is out of range (allowed: 0 or more)")
  }

  test("a value from a system property is told as such") {
    problems(stanza(), "muster.workers.w.concurrency" -> "x", "muster.typo" -> "1") shouldBe Seq(
      "system property: muster.typo: unknown key (allowed: admin, drain-timeout, exit-when-done, plugins, reporter, types," +
        " worker-defaults, workers)",
      s"system property: $w.concurrency: must be a whole number, is 'x'"
    )
  }
}
