package dev.muster.settings

import java.io.{ByteArrayOutputStream, File}
import java.nio.file.{Files, Path}
import java.util.jar.{JarEntry, JarOutputStream}
import javax.tools.ToolProvider

import scala.jdk.CollectionConverters._
import scala.util.Using

import dev.muster.worker.WorkerType
import org.apache.pekko.actor.typed.Behavior
import org.apache.pekko.stream.javadsl.Source

/** Jars as their authors make them: compiled from Java, with a service file or without. */
object PluginJar {
  private val service = "META-INF/services/dev.muster.worker.WorkerType"
  private val classPath =
    Seq(
      classOf[WorkerType],
      classOf[Behavior[_]],
      classOf[org.apache.pekko.actor.ActorSystem],
      classOf[Source[_, _]],
      classOf[Option[_]]
    )
      .map(it => Path.of(it.getProtectionDomain.getCodeSource.getLocation.toURI).toString)
      .mkString(File.pathSeparator)

  /** @param classes
    *   sources by the names of their classes
    * @param services
    *   what stands in the service file; none: there is no such file
    * @param against
    *   sources that are compiled along but left out of the jar, in the place of what Muster has
    */
  def write(
      jar: Path,
      classes: Map[String, String],
      services: Seq[String] = Nil,
      against: Map[String, String] = Map.empty
  )(change: Array[Byte] => Array[Byte] = identity): Path = {
    val compiled = compile(classes ++ against)
    val kept = Files.walk(compiled).iterator.asScala.filter(_.toString.endsWith(".class")).toSeq
    Files.createDirectories(jar.getParent)
    Using.resource(new JarOutputStream(Files.newOutputStream(jar))) { out =>
      def entry(name: String, bytes: Array[Byte]): Unit = {
        out.putNextEntry(new JarEntry(name))
        out.write(bytes)
      }
      kept
        .map(file => compiled.relativize(file).toString -> file)
        .filterNot { case (name, _) => against.keys.exists(it => name.startsWith(it.replace('.', '/'))) }
        .foreach { case (name, file) => entry(name, change(Files.readAllBytes(file))) }
      if (services.nonEmpty) entry(service, services.mkString("", "\n", "\n").getBytes)
    }
    jar
  }

  /** A type that says one thing and is called by a short name, with more code in its class or its read. */
  def worker(className: String, name: String, inClass: String = "", inRead: String = ""): (String, String) = {
    val at = className.lastIndexOf('.')
    className -> s"""package ${className.take(at)};
      |import dev.muster.worker.*;
      |import org.apache.pekko.stream.javadsl.Source;
      |public final class ${className.drop(at + 1)} implements WorkerType {
      |  record Said(String summary) implements Result {}
      |  $inClass
      |  public String name() { return "$name"; }
      |  public Job read(Fields fields) {
      |    var greeting = fields.text("greeting", "hello", "what is said");
      |    $inRead
      |    return worker -> StreamWorker.of(worker, () -> Source.single(new Said(greeting)));
      |  }
      |}
      |""".stripMargin
  }

  private def compile(sources: Map[String, String]): Path = {
    val directory = Files.createTempDirectory(Path.of("target"), "plugin")
    val files = sources.map { case (name, source) =>
      val file = directory.resolve(name.replace('.', '/') + ".java")
      Files.createDirectories(file.getParent)
      Files.writeString(file, source).toString
    }
    val options = Seq("-classpath", classPath, "-proc:none", "--release", "17", "-d", directory.toString) ++ files
    val errors = new ByteArrayOutputStream
    if (files.nonEmpty) {
      val code = ToolProvider.getSystemJavaCompiler.run(null, errors, errors, options: _*)
      require(code == 0, errors)
    }
    directory
  }
}
