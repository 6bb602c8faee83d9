package dev.muster.admin

import java.net.URI
import java.net.http.HttpResponse.BodyHandlers
import java.net.http.{HttpClient, HttpRequest, WebSocket}
import java.nio.file.{Files, Path}
import java.util.Comparator
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.{CompletableFuture, CompletionStage, ConcurrentHashMap, ConcurrentLinkedQueue, TimeUnit}

import scala.jdk.CollectionConverters._
import scala.util.Try

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.scalatest.concurrent.Eventually
import org.scalatest.time.{Millis, Seconds, Span}

/** A real browser without a window, driven by the DevTools protocol. Remembers what its page asked for and complained
  * of.
  */
final class Chromium(executable: String) extends AutoCloseable with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(Span(60, Seconds), Span(50, Millis))

  private val json = new ObjectMapper()
  private val profile = Files.createTempDirectory(Path.of("target").toAbsolutePath, "chromium-")
  private val process = new ProcessBuilder((executable +: Chromium.flags :+ s"--user-data-dir=$profile").asJava)
    .redirectErrorStream(true)
    .redirectOutput(profile.resolve("log").toFile)
    .start()
  private val atExit = sys.addShutdownHook(process.destroyForcibly())
  private val client = HttpClient.newHttpClient()
  private val counter = new AtomicInteger()
  private val answers = new ConcurrentHashMap[Int, CompletableFuture[JsonNode]]()
  private val events = new ConcurrentLinkedQueue[JsonNode]()
  private val page: WebSocket = client.newWebSocketBuilder().buildAsync(address(), new Listener()).join()

  Seq("Page", "Runtime", "Log", "Network").foreach(domain => order(s"$domain.enable"))

  def open(url: String): Unit = order("Page.navigate", "url" -> url)

  /** What an expression comes to, as text; a promise is waited for. */
  def text(expression: String): String = {
    val answer = order("Runtime.evaluate", "expression" -> expression, "returnByValue" -> true, "awaitPromise" -> true)
    require(!answer.has("exceptionDetails"), s"$expression: $answer")
    answer.at("/result/value").asText
  }

  /** Moves the mouse to the middle of the first such element and clicks. */
  def click(selector: String): Unit = {
    val at = json.readTree(text(s"""(() => { const e = document.querySelector('$selector'); e.scrollIntoView();
      const b = e.getBoundingClientRect(); return JSON.stringify([b.x + b.width / 2, b.y + b.height / 2]); })()"""))
    for (kind <- Seq("mouseMoved", "mousePressed", "mouseReleased")) {
      val where = Seq("x" -> at.path(0).asDouble, "y" -> at.path(1).asDouble)
      order("Input.dispatchMouseEvent", where ++ Seq("type" -> kind, "button" -> "left", "clickCount" -> 1): _*)
    }
  }

  /** Presses and releases the Enter key, wherever the focus is. */
  def enter(): Unit = for (kind <- Seq("keyDown", "keyUp"))
    order("Input.dispatchKeyEvent", "type" -> kind, "key" -> "Enter", "text" -> "\r", "windowsVirtualKeyCode" -> 13)

  def resize(width: Int, height: Int): Unit = order(
    "Emulation.setDeviceMetricsOverride",
    Seq("width" -> width, "height" -> height, "deviceScaleFactor" -> 1, "mobile" -> (width < 600)): _*
  )

  /** Errors on the console and of scripts, and requests that came to nothing. */
  def complaints: Seq[String] = seen("Runtime.exceptionThrown").map(_.toString) ++
    seen("Runtime.consoleAPICalled").filter(_.path("type").asText == "error").map(_.toString) ++
    seen("Log.entryAdded").map(_.path("entry")).filter(_.path("level").asText == "error").map(_.toString)

  /** Every address that the page asked for. */
  def asked: Seq[String] = seen("Network.requestWillBeSent").map(_.at("/request/url").asText)

  override def close(): Unit = {
    Try(order("Browser.close"))
    if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly().waitFor()
    atExit.remove()
    eventually(Files.walk(profile).sorted(Comparator.reverseOrder[Path]()).forEach(Files.delete(_)))
  }

  def order(method: String, parameters: (String, Any)*): JsonNode = {
    val id = counter.incrementAndGet()
    val answer = new CompletableFuture[JsonNode]()
    answers.put(id, answer)
    val message = Map("id" -> id, "method" -> method, "params" -> parameters.toMap.asJava).asJava
    page.sendText(json.writeValueAsString(message), true).join()
    answer.get(60, TimeUnit.SECONDS)
  }

  private def seen(method: String): Seq[JsonNode] =
    events.asScala.filter(_.path("method").asText == method).map(_.path("params")).toSeq

  private def address(): URI = {
    val port = eventually {
      require(process.isAlive, Files.readString(profile.resolve("log")))
      Files.readAllLines(profile.resolve("DevToolsActivePort")).get(0)
    }
    val request = HttpRequest.newBuilder(URI.create(s"http://127.0.0.1:$port/json/list")).build()
    val pages = eventually {
      val told = json.readTree(client.send(request, BodyHandlers.ofString()).body).elements.asScala.toSeq
      val found = told.filter(_.path("type").asText == "page")
      require(found.nonEmpty)
      found
    }
    URI.create(pages.head.path("webSocketDebuggerUrl").asText)
  }

  private final class Listener extends WebSocket.Listener {
    private val text = new StringBuilder()

    override def onText(socket: WebSocket, part: CharSequence, last: Boolean): CompletionStage[_] = {
      text.append(part)
      if (last) {
        val message = json.readTree(text.toString)
        text.clear()
        if (message.has("id")) answers.remove(message.path("id").asInt).complete(message.path("result"))
        else events.add(message)
      }
      socket.request(1)
      null
    }
  }
}

object Chromium {
  private val flags = Seq(
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
    "about:blank"
  )

  /** The one that is installed here, if one is and it runs. */
  def installed: Option[String] = Seq("chromium", "chromium-browser", "google-chrome").find { name =>
    Try {
      val version = new ProcessBuilder(name, "--version")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
      version.waitFor(30, TimeUnit.SECONDS) && version.exitValue == 0
    }.getOrElse(false)
  }
}
