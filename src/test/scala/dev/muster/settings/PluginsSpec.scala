package dev.muster.settings

import java.nio.file.{Files, Path}

import scala.jdk.CollectionConverters._

import dev.muster.guardian.WorkerSettings
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** Types of workers from jars: found by their names, and whatever is wrong with one is its own workers' failure only.
  */
final class PluginsSpec extends AnyFunSuite with Matchers with SettingsFiles {
  import PluginJar.{worker, write => jar}

  private def directory(): Path = Files.createTempDirectory(Path.of("target"), "plugins")

  private def conf(plugins: Path, workers: String*): String = {
    val stanzas = workers.zipWithIndex.map { case (type_, i) => s"""w$i { type = "$type_" }""" }
    s"""muster { plugins = "$plugins", workers { f { type = file-writer, directory = out }
       |${stanzas.mkString("\n")}
       |} }""".stripMargin
  }

  private def workers(plugins: Path, types: String*): Seq[WorkerSettings] =
    read(conf(plugins, types: _*)).guardian.workers.asScala.toSeq

  /** Why each of the workers is broken, without the directory; what is not broken is null. The other worker is well. */
  private def broken(plugins: Path, types: String*): Seq[String] = {
    val all = workers(plugins, types: _*)
    all.head.broken shouldBe null
    all.tail.map(w => Option(w.broken).map(_.replace(plugins.toString + "/", "")).orNull)
  }

  private def warnings(plugins: Path): Seq[String] =
    read(conf(plugins)).warnings.asScala.map(_.what.replace(plugins.toString + "/", "")).toSeq

  test("a type in a jar is found by its class and by its short name, and its settings are checked") {
    val plugins = directory()
    jar(plugins.resolve("hello.jar"), Map(worker("com.acme.Hello", "hello")), Seq("# ours", "com.acme.Hello # it is"))()
    jar(plugins.resolve("unnamed.jar"), Map(worker("com.acme.Unnamed", "unnamed")))()
    broken(plugins, "hello", "com.acme.Hello", "com.acme.Unnamed") shouldBe Seq(null, null, null)
    problems(conf(plugins, "helo")) shouldBe
      Seq("application.conf:2: muster.workers.w0.type: unknown type 'helo' (did you mean 'hello'?)")
    problems(conf(plugins, "hello").replace("{ type = \"hello\"", "{ type = hello, greting = hi")).mkString should
      endWith("muster.workers.w0.greting: unknown key (did you mean 'greeting'?)")
    warnings(plugins) shouldBe empty
  }

  test("a class that is not there is told with the one that was meant") {
    val plugins = directory()
    jar(plugins.resolve("hello.jar"), Map(worker("com.acme.Hello", "hello")))()
    def there(name: String, meant: String): Unit =
      broken(plugins, name) shouldBe
        Seq(s"class $name is neither on the class path nor in a plugin (did you mean '$meant'?)")
    there("com.acme.Helo", "com.acme.Hello")
    there("com.example.Hello", "com.acme.Hello")
    there("dev.muster.worker.file.TextFileWritter", "dev.muster.worker.file.TextFileWriter")
    problems(conf(plugins, "Hello")).mkString should
      endWith("w0.type: unknown type 'Hello' (did you mean 'com.acme.Hello'?)")
    jar(plugins.resolve("bare.jar"), Map("Bare" -> "public class Bare {}"))()
    problems(conf(plugins, "Bare")).mkString should
      endWith("w0.type: class Bare has no package: put it into one, since a name without a dot is a short name")
  }

  test("a directory of jars is one plugin: what one jar lacks another one has") {
    val plugins = directory()
    val library =
      "com.acme.lib.Library" -> "package com.acme.lib; public class Library { public static int one() { return 1; } }"
    val uses = worker("com.acme.Uses", "uses", inRead = "com.acme.lib.Library.one();")
    jar(plugins.resolve("both/uses.jar"), Map(uses), Seq("com.acme.Uses"), Map(library))()
    jar(plugins.resolve("both/library.jar"), Map(library))()
    broken(plugins, "uses") shouldBe Seq(null)
    Files.delete(plugins.resolve("both/library.jar"))
    broken(plugins, "uses") shouldBe
      Seq("type uses could not read its settings: class com.acme.lib.Library is missing")
  }

  test("two plugins may bring two versions of one library") {
    val plugins = directory()
    for (version <- Seq("one", "two")) {
      val library = "com.acme.lib.Library" ->
        s"package com.acme.lib; public class Library { public static String version() { return \"$version\"; } }"
      val reads = worker(
        s"com.acme.Reads$version",
        s"reads-$version",
        inRead =
          s"""if (!com.acme.lib.Library.version().equals("$version")) throw new IllegalStateException("mixed up");"""
      )
      jar(plugins.resolve(s"$version.jar"), Map(library, reads), Seq(s"com.acme.Reads$version"))()
    }
    broken(plugins, "reads-one", "reads-two") shouldBe Seq(null, null)
  }

  test("a plugin's copy of the contract is not used, so that it fits") {
    val plugins = directory()
    val own = "dev.muster.worker.Result" -> "package dev.muster.worker; public interface Result { String summary(); }"
    val contract = "dev.muster.worker.WorkerType" ->
      "package dev.muster.worker; public interface WorkerType { default String name() { return null; } Job read(Fields it); }"
    jar(plugins.resolve("fat.jar"), Map(worker("com.acme.Fat", "fat"), own, contract), Seq("com.acme.Fat"))()
    broken(plugins, "fat") shouldBe Seq(null)
  }

  test("a class that cannot be made says why") {
    val plugins = directory()
    def one(name: String, inClass: String = "", inRead: String = "") =
      worker(s"com.acme.$name", name.toLowerCase, inClass, inRead)
    val classes = Map(
      one("Throws", "static final int PORT = Integer.parseInt(\"no number\");"),
      one("Hidden", "private Hidden() {}"),
      one("Needs", "public Needs(int size) {}"),
      "com.acme.NoWorker" -> "package com.acme; public class NoWorker {}"
    )
    jar(plugins.resolve("a.jar"), classes)()
    broken(plugins, classes.keys.toSeq.sorted :+ "com.acme.Gone": _*) shouldBe Seq(
      "class com.acme.Hidden in a.jar must be public, with a public constructor without parameters",
      "class com.acme.Needs in a.jar must be public, with a public constructor without parameters",
      "class com.acme.NoWorker in a.jar is not a dev.muster.worker.WorkerType",
      "class com.acme.Throws in a.jar cannot be made: NumberFormatException: For input string: \"no number\"",
      "class com.acme.Gone is neither on the class path nor in a plugin"
    )
  }

  test("a class that hangs while it is made, or while it reads, is given up") {
    val plugins = directory()
    val forever = "try { new java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException e) {}"
    val classes = Map(
      worker("com.acme.Init", "init", s"static { hang(); } static void hang() { while (true) $forever }"),
      worker("com.acme.Read", "read", inRead = s"if (!greeting.isEmpty()) while (true) $forever")
    )
    jar(plugins.resolve("slow.jar"), classes, classes.keys.toSeq)()
    val Seq(named, classed, reads) = broken(plugins, "init", "com.acme.Init", "read")
    named shouldBe "unknown type 'init'; not loaded: " + classed
    classed shouldBe "class com.acme.Init in slow.jar cannot be made: it was not done within 5 s, it hangs in com.acme.Init.hang"
    reads should startWith(
      "type read could not read its settings: it was not done within 5 s, it hangs in com.acme.Read.read"
    )
  }

  test("a class that was built against something else says against what") {
    val plugins = directory()
    val fields =
      "dev.muster.worker.Fields" -> "package dev.muster.worker; public interface Fields { int old(); String text(String a, String b, String c); }"
    val type_ =
      "dev.muster.worker.WorkerType" -> "package dev.muster.worker; public interface WorkerType { default String name() { return null; } Job read(Fields fields, int version); }"
    val calls = worker("com.acme.Calls", "calls", inRead = "fields.old();")
    val lacks = worker("com.acme.Lacks", "lacks").copy(_2 =
      worker("com.acme.Lacks", "lacks")._2.replace("read(Fields fields)", "read(Fields fields, int version)")
    )
    jar(plugins.resolve("calls.jar"), Map(calls), Seq("com.acme.Calls"), Map(fields))()
    jar(plugins.resolve("lacks.jar"), Map(lacks), Seq("com.acme.Lacks"), Map(type_))()
    jar(plugins.resolve("newer.jar"), Map(worker("com.acme.Newer", "newer")))(_.updated(7, (44 + 99).toByte))
    jar(plugins.resolve("damaged.jar"), Map(worker("com.acme.Damaged", "damaged")))(_.take(100))
    val Seq(old, lacking, newer, damaged) =
      broken(plugins, "calls", "lacks", "com.acme.Newer", "com.acme.Damaged")
    old should startWith(
      "type calls could not read its settings: it was built against another version of Muster (NoSuchMethodError: "
    )
    lacking should startWith(
      "type lacks could not read its settings: it was built against another version of Muster (AbstractMethodError: "
    )
    newer should fullyMatch regex
      "class com.acme.Newer in newer.jar cannot be made: it was built for Java 99 and this is Java \\d+"
    damaged should startWith("class com.acme.Damaged in damaged.jar cannot be made: its class file is damaged")
  }

  test("a jar that is none, and a service file that names nonsense, are told and leave the others alone") {
    val plugins = directory()
    jar(plugins.resolve("hello.jar"), Map(worker("com.acme.Hello", "hello")), Seq("com.acme.Hello"))()
    jar(plugins.resolve("bad.jar"), Map.empty, Seq("not a class", "com.acme.Nowhere", "java.lang.String"))()
    Files.writeString(plugins.resolve("broken.jar"), "no zip")
    Files.writeString(plugins.resolve("README.txt"), "not looked at")
    val told = Seq(
      "broken.jar is no jar that can be read (zip END header not found)",
      "the service file in bad.jar names 'not a class', which is no class name",
      "class com.acme.Nowhere is not in bad.jar",
      "class java.lang.String in bad.jar is not a dev.muster.worker.WorkerType"
    )
    warnings(plugins) should contain theSameElementsAs told
    broken(plugins, "hello", "kafka", "com.acme.Gone") shouldBe Seq(
      null,
      s"unknown type 'kafka'; not loaded: ${told.mkString("; ")}",
      s"class com.acme.Gone is neither on the class path nor in a plugin; ${told.head}"
    )
    problems(conf(plugins, "http-fetchr")) should have size 1
  }

  test("two plugins with one short name, or one class, are told apart by nobody but the user") {
    val plugins = directory()
    for (name <- Seq("A", "B"))
      jar(plugins.resolve(s"$name.jar"), Map(worker(s"com.acme.$name", "hello")), Seq(s"com.acme.$name"))()
    Files.copy(plugins.resolve("A.jar"), plugins.resolve("A2.jar"))
    broken(plugins, "hello", "com.acme.A", "com.acme.B") shouldBe Seq(
      "the short name 'hello' is claimed by com.acme.A in A.jar and com.acme.A in A2.jar and com.acme.B in B.jar:" +
        " remove one, or name its class as type",
      "class com.acme.A is in A.jar and in A2.jar: remove all but one",
      null
    )
  }

  test("nobody takes the place of a type of Muster's own") {
    val plugins = directory()
    jar(plugins.resolve("files.jar"), Map(worker("com.acme.Files", "file-writer")), Seq("com.acme.Files"))()
    warnings(plugins) shouldBe
      Seq("com.acme.Files in files.jar is called 'file-writer' like a type of Muster's own: name its class")
    broken(plugins, "com.acme.Files") shouldBe Seq(null)
  }

  test("a directory of plugins that was named must be there") {
    problems(conf(Path.of("no-such-plugins"))) shouldBe
      Seq("application.conf:1: muster.plugins: 'no-such-plugins' is no directory: make it, or name another")
  }
}
