package dev.muster

import java.io.{ByteArrayOutputStream, File}
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit
import java.util.jar.JarFile
import javax.tools.ToolProvider

import scala.jdk.CollectionConverters._
import scala.util.Using

import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** From the jar to a worker of one's own: what new-worker writes builds, passes and runs as it is written. */
final class NewWorkerJarSpec extends AnyFunSuite with Matchers {
  private val windows = System.getProperty("os.name").startsWith("Windows")
  private case class Ended(code: Int, out: String, err: String, directory: Path)

  private def muster(arguments: String*): Ended =
    Using.resource(RunningJar.bare(arguments: _*))(jar => Ended(jar.ended(), jar.out, jar.err, jar.directory))

  /** Runs a command in a directory, and gives what it wrote. */
  private def performed(directory: Path, command: String*): (Int, String) = {
    val out = Files.createTempFile(directory, "out", ".txt")
    val builder = new ProcessBuilder(command.asJava).directory(directory.toFile).redirectErrorStream(true)
    Seq("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "MAVEN_ARGS").foreach(builder.environment.remove)
    val process = builder.redirectOutput(out.toFile).start()
    try require(process.waitFor(180, TimeUnit.SECONDS), s"still running: ${Files.readString(out)}")
    finally process.destroyForcibly()
    process.exitValue -> Files.readString(out)
  }

  private def maven(project: Path, arguments: String*): (Int, String) = {
    val wrapper = Path.of(if (windows) "mvnw.cmd" else "mvnw").toAbsolutePath.toString
    performed(project, (if (windows) Seq(wrapper) else Seq("sh", wrapper)) ++ Seq("-B", "-q") ++ arguments: _*)
  }

  /** The last of the commands that are printed, with an admin port that nobody else can have. */
  private def printedRun(written: Ended): Seq[String] = {
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString
    Seq(java, RunningJar.ANY_PORT) ++ written.out.linesIterator.toSeq.last.strip.split(" ").toSeq.drop(1)
  }

  private def compile(project: Path, jar: Path): Path = {
    val classes = Files.createDirectories(project.resolve("target/classes"))
    val sources = Files.walk(project.resolve("src/main")).iterator.asScala.filter(_.toString.endsWith(".java"))
    val errors = new ByteArrayOutputStream
    val options = Seq("-Xlint:all,-classfile,-processing,-serial", "-Werror", "-proc:none", "--release", "17")
    val arguments = options ++ Seq("-cp", jar.toString, "-d", classes.toString) ++ sources.map(_.toString)
    val code = ToolProvider.getSystemJavaCompiler.run(null, errors, errors, arguments: _*)
    withClue(errors)(code shouldBe 0)
    classes
  }

  test("a new worker is built and passes its contract by Maven, and the command that is printed runs it") {
    val written = muster("new-worker", "tail-log", "--package", "org.acme.logs")
    withClue(written.err)(written.code shouldBe 0)
    val project = written.directory.resolve("tail-log")
    Files.exists(project.resolve("src/main/java/org/acme/logs/TailLogWorker.java")) shouldBe true
    val (built, log) = maven(project, "verify")
    withClue(log)(built shouldBe 0)
    val report = Files.readString(project.resolve("target/surefire-reports/org.acme.logs.TailLogWorkerTest.txt"))
    report should include("Tests run: 10, Failures: 0, Errors: 0, Skipped: 0")
    val (code, out) = performed(project, printedRun(written): _*)
    withClue(out)(code shouldBe 0)
    Seq("[tail-log] Hello #0", "[tail-log] Hello #2", "COMPLETED").foreach(out should include(_))
    performed(project, printedRun(written) :+ "check": _*) shouldBe (0 -> "ok: 1 worker (tail-log)\n")
  }

  for ((kind, line) <- Seq("actor" -> "[it] Hello #2", "blocking" -> "[it] localhost is "))
    test(s"a new worker of type $kind compiles without a warning and runs") {
      val written = muster("new-worker", "it", "--kind", kind, "--directory", "a place/of its own")
      withClue(written.err)(written.code shouldBe 0)
      written.out should include("cd \"a place")
      val project = written.directory.resolve("a place/of its own")
      val run = printedRun(written)
      val jar = project.resolve(run.last)
      Files.createDirectories(project.resolve("target/plugins"))
      val classes = compile(project, jar)
      val both = Seq(classes, jar).mkString(File.pathSeparator)
      val (code, out) = performed(project, run.head, RunningJar.ANY_PORT, "-cp", both, "dev.muster.Main")
      withClue(out)(code shouldBe 0)
      out should include(line)
    }

  test("what is there already is left alone, and told of") {
    val directory = Files.createTempDirectory(Path.of("target").toAbsolutePath, "there")
    val ended = muster("new-worker", "it", "--directory", directory.toString)
    ended.code shouldBe 2
    ended.err should startWith(s"$directory exists already, and nothing is overwritten: name another --directory\n")
    Files.list(directory).count() shouldBe 0
  }

  test("the versions are those that Muster itself is built with") {
    val version = """<artifactId>([^<]+)</artifactId>\s*<version>([^<$@]+)</version>""".r
    def versions(pom: Path) = version.findAllMatchIn(Files.readString(pom)).map(it => it.group(1) -> it.group(2)).toSet
    val own = versions(Path.of("pom.xml"))
    val template =
      versions(Path.of("src/main/resources/dev/muster/cli/project/new-worker/pom.xml")).filter(_._2 != "0.1.0")
    template should have size 6
    (template -- own) shouldBe empty
  }

  test("the jar within the jar is the contract and nothing else") {
    val inner = Files.createTempFile(Path.of("target"), "contract", ".jar")
    Using.resource(new JarFile("target/muster.jar")) { jar =>
      Files.write(inner, jar.getInputStream(jar.getEntry("META-INF/muster-contract.jar")).readAllBytes())
    }
    val names = Using.resource(new JarFile(inner.toFile))(_.entries.asScala.map(_.getName).toList)
    names.filter(_.endsWith(".class")).filterNot(_.startsWith("dev/muster/contract/")) shouldBe empty
    names should contain("dev/muster/contract/WorkerContractTest.class")
  }
}
