package dev.muster.worker.file

import java.nio.file.{Files, Path}

import scala.concurrent.duration._
import scala.jdk.CollectionConverters._

import dev.muster.worker.{GivenFields, RecordedContext, WorkerCommand}
import org.apache.pekko.actor.testkit.typed.scaladsl.ActorTestKit
import org.apache.pekko.actor.typed.ActorRef
import org.scalatest.concurrent.Eventually
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.{Seconds, Span}
import org.scalatest.{BeforeAndAfterAll, Suite}

/** Writers in directories of their own, without a guardian. */
trait Writers extends Matchers with Eventually with BeforeAndAfterAll { this: Suite =>
  protected val testKit: ActorTestKit = ActorTestKit()
  protected val base: Path = Files.createTempDirectory("writer").toRealPath()

  implicit override def patienceConfig: PatienceConfig = PatienceConfig(Span(30, Seconds))

  override protected def afterAll(): Unit = {
    testKit.shutdownTestKit()
    delete(base)
  }

  private def delete(path: Path): Unit = {
    if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) entries(path).foreach(delete)
    Files.delete(path)
  }

  protected def entries(directory: Path): Seq[Path] = {
    val listed = Files.list(directory)
    try listed.iterator().asScala.toSeq
    finally listed.close()
  }

  protected def names(directory: Path): Seq[String] = entries(directory).map(_.getFileName.toString).sorted

  protected def fresh(): Path = Files.createTempDirectory(base, "d")

  protected def fifo(path: Path): Unit =
    assert(new ProcessBuilder("mkfifo", path.toString).start().waitFor() == 0)

  protected final class Run(directory: Path, settings: (String, Any)*) {
    val context = new RecordedContext("files")
    private val fields = new GivenFields(Map[String, Any]("directory" -> directory.toString) ++ settings, "files")
    private val job = new TextFileWriter().read(fields)
    assert(fields.problems.isEmpty)
    val worker: ActorRef[WorkerCommand] = testKit.spawn(job.start(context))

    def results: Seq[Written] = context.delivered.asScala.toSeq.map(_.asInstanceOf[Written]).sortBy(_.number)
    def summaries: Seq[String] = context.delivered.asScala.toSeq.map(_.summary)

    def completed(): this.type = {
      eventually(assert(context.completions.get == 1))
      end()
      this
    }

    /** Its actor ends when the run fails, as there is no supervisor here. */
    def failed(): Unit = {
      terminated()
      context.end()
      assert(context.completions.get == 0)
    }

    def terminated(): Unit = testKit.createTestProbe().expectTerminated(worker, 30.seconds)

    def end(): Unit = {
      testKit.stop(worker, 30.seconds)
      context.end()
    }
  }

  protected def failure(settings: (String, Any)*): String = {
    val fields = new GivenFields(settings.toMap, "files")
    val context = new RecordedContext("files")
    val read = TextFileWriterSettings.read(fields)
    val run = new WriteRun(context, read, new InHand)
    run.work(Int.MaxValue)
    context.end()
    run.failure.getMessage
  }

  protected def problems(settings: (String, Any)*): Seq[String] = {
    val fields = new GivenFields(Map[String, Any]("directory" -> "d") ++ settings, "files")
    new TextFileWriter().read(fields)
    fields.problems.map(_._1).toSeq
  }
}
