package dev.muster

import java.io.OutputStream
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.concurrent.{CompletionStage, TimeUnit}
import java.util.concurrent.atomic.AtomicReference

import scala.jdk.CollectionConverters._

import dev.muster.guardian.{Answer, Controls, Guardian, MusterSystem, Verb}
import dev.muster.report.sinks.{Console, ConsoleSettings, ConsoleWriter, SinkPlan}
import dev.muster.report.{Roster, WorkerState}
import dev.muster.settings.SettingsReader
import org.apache.pekko.Done
import org.apache.pekko.actor.typed.ActorSystem
import org.apache.pekko.actor.typed.javadsl.AskPattern

/** The whole application in this JVM, from the text of an application.conf. What it prints is kept. */
final class RunningMuster(conf: String, sinks: Seq[SinkPlan] = Nil, linesPerSecond: Int = 1000) extends AutoCloseable {
  private val file: Path = Files.createTempFile(Path.of("target"), "muster", ".conf")
  private val printed = new StringBuffer()
  private val last = new AtomicReference[Roster]()

  private val out = new ConsoleWriter(new OutputStream {
    override def write(b: Int): Unit = write(Array(b.toByte))
    override def write(bytes: Array[Byte]): Unit = printed.append(new String(bytes, UTF_8))
  })

  private val muster: MusterSystem = {
    Files.writeString(file, conf)
    val settings = new SettingsReader(file).read()
    val console = Console.plan(new ConsoleSettings(true, linesPerSecond), out)
    MusterSystem.start(settings.guardian, (console +: sinks).asJava, settings.pekko, roster => last.set(roster))
  }

  while (muster.roster().workers.isEmpty) Thread.onSpinWait()

  def controls: Controls = muster.controls()
  def actors: ActorSystem[_] = muster.actors()
  def roster: Roster = muster.roster()
  def worker(name: String): Roster.Entry = roster.worker(name).get
  def state(name: String): WorkerState = worker(name).state
  def lines: Seq[String] = printed.toString.linesIterator.toSeq
  def ended: CompletionStage[Roster] = muster.ended()
  def terminated: CompletionStage[Done] = muster.terminated()

  def order(name: String, verb: Verb): Answer = AskPattern
    .ask[Guardian.Command, Answer](
      muster.guardian(),
      replyTo => new Guardian.Order(name, verb, "spec", replyTo),
      java.time.Duration.ofSeconds(10),
      muster.scheduler()
    )
    .toCompletableFuture
    .join()

  /** Drains and ends. @return the last roster */
  def drained(): Roster = {
    muster.shutdown().toCompletableFuture.get(30, TimeUnit.SECONDS)
    last.get
  }

  override def close(): Unit = {
    muster.shutdown().toCompletableFuture.get(30, TimeUnit.SECONDS)
    out.close()
    Files.deleteIfExists(file)
  }
}
