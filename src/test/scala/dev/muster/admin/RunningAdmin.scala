package dev.muster.admin

import java.net.http.HttpResponse.BodyHandlers
import java.net.http.{HttpClient, HttpRequest}
import java.net.{InetSocketAddress, Socket, SocketException, URI}
import java.nio.charset.StandardCharsets.UTF_8
import java.time.Duration
import java.util.Optional
import java.util.concurrent.TimeUnit

import scala.jdk.CollectionConverters._
import scala.util.Using

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import dev.muster.RunningMuster
import dev.muster.cli.log.LogLevels
import dev.muster.worker.Secret

/** A Muster with its admin server on a free port. */
final class RunningAdmin(
    conf: String,
    token: Option[String] = None,
    host: String = "127.0.0.1",
    names: Seq[String] = Nil
) extends AutoCloseable {

  case class Reply(status: Int, headers: Map[String, String], body: String) {
    def json: JsonNode = new ObjectMapper().readTree(body)
    def error: String = json.path("error").asText
  }

  private val events = new Events
  val muster = new RunningMuster(conf, Seq(events.sink()))

  private val server: AdminServer = {
    val secret = token.map(new Secret(_)).fold(Optional.empty[Secret])(Optional.of(_))
    val binding = new Binding(host, 0, secret, names.asJava)
    AdminServer
      .start(muster.actors, muster.controls, new LogLevels(muster.controls.workers), events, binding)
      .toCompletableFuture
      .get(30, TimeUnit.SECONDS)
  }

  val port: Int = server.address.getPort
  private val client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

  def get(path: String, headers: (String, String)*): Reply = send("GET", path, None, headers)

  /** As an honest client sends it. */
  def post(path: String, body: String = ""): Reply =
    send("POST", path, Some(body), Seq("Content-Type" -> "application/json"))

  def send(method: String, path: String, body: Option[String], headers: Seq[(String, String)]): Reply = {
    val content = body.fold(HttpRequest.BodyPublishers.noBody())(HttpRequest.BodyPublishers.ofString(_))
    val request = HttpRequest
      .newBuilder(URI.create(s"http://127.0.0.1:$port$path"))
      .timeout(Duration.ofSeconds(30))
      .method(method, content)
    headers.foreach { case (name, value) => request.header(name, value) }
    val reply = client.send(request.build(), BodyHandlers.ofString())
    val fields = reply.headers.map.asScala.map { case (name, values) =>
      name.toLowerCase -> values.asScala.mkString(",")
    }
    Reply(reply.statusCode, fields.toMap, reply.body)
  }

  def connect(): Socket = {
    val socket = new Socket()
    socket.setReceiveBufferSize(64 * 1024)
    socket.setSoTimeout(30000)
    socket.connect(new InetSocketAddress("127.0.0.1", port), 30000)
    socket
  }

  /** Sends these bytes and nothing else. @return all that comes until the server closes */
  def raw(text: String): String = Using.resource(connect()) { socket =>
    try socket.getOutputStream.write(text.getBytes(UTF_8))
    catch { case _: SocketException => } // Who has heard enough may answer and close before the end.
    RunningAdmin.rest(socket)
  }

  override def close(): Unit = muster.close()
}

object RunningAdmin {

  /** What comes until the other side closes or resets. */
  def rest(socket: Socket): String = {
    val text = new java.io.ByteArrayOutputStream()
    try socket.getInputStream.transferTo(text)
    catch { case _: SocketException => }
    text.toString(UTF_8)
  }
}
