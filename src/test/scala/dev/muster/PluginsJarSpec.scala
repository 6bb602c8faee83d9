package dev.muster

import java.nio.file.{Files, Path}

import scala.util.Using

import dev.muster.settings.PluginJar
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** The packaged jar runs what lies in its directory of plugins, and lives with what is broken there. */
final class PluginsJarSpec extends AnyFunSuite with Matchers {

  test("a worker from a plugin runs, one that hangs as its class is loaded is FAILED, and the others run") {
    val plugins = Files.createTempDirectory(Path.of("target").toAbsolutePath, "plugins")
    val hangs = "static { while (true) java.util.concurrent.locks.LockSupport.park(); }".replace("true", "hang()") +
      " static boolean hang() { return true; }"
    val hello = PluginJar.worker("com.acme.Hello", "hello")
    PluginJar.write(plugins.resolve("hello.jar"), Map(hello), Seq("com.acme.Hello"))()
    val init = PluginJar.worker("com.acme.Hangs", "hangs", hangs)
    PluginJar.write(plugins.resolve("hangs/hangs.jar"), Map(init), Seq("com.acme.Hangs"))()
    Files.writeString(plugins.resolve("broken.jar"), "no zip")
    val conf = s"""muster { plugins = "$plugins", exit-when-done = true, workers {
        hello { type = hello, greeting = "from a jar" }
        hangs { type = com.acme.Hangs }
        files { type = file-writer, directory = out, count = 1 } } }"""
    Using.resource(RunningJar.run(conf)("run")) { jar =>
      withClue(jar.err)(jar.ended() shouldBe 5)
      jar.out should (include("[hello] from a jar") and include("[files] Written output_0.txt"))
      jar.err should include(s"class com.acme.Hangs in $plugins/hangs cannot be made: it was not done within 5 s")
      jar.err should include(s"$plugins/broken.jar is no jar that can be read")
      jar.err should not include "\tat "
    }
  }
}
