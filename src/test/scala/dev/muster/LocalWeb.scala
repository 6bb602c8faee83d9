package dev.muster

import java.net.InetSocketAddress

import com.sun.net.httpserver.HttpServer

/** A real web server on a free port that says the same to everyone. */
final class LocalWeb(body: String) extends AutoCloseable {
  private val server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0)
  server.createContext(
    "/",
    exchange => {
      val bytes = body.getBytes
      exchange.sendResponseHeaders(200, bytes.length)
      exchange.getResponseBody.write(bytes)
      exchange.close()
    }
  )
  server.start()

  val url: String = s"http://127.0.0.1:${server.getAddress.getPort}/"

  override def close(): Unit = server.stop(0)
}
