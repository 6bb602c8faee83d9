package dev.muster.worker.mysql

import java.lang.reflect.{InvocationHandler, Method, Proxy}
import java.sql.{Connection, SQLException}

import scala.collection.mutable.ListBuffer

import com.mysql.cj.jdbc.JdbcConnection
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** A moment that no server brings about at will: the connection is closed by others while its session ends. */
class QuerySessionSpec extends AnyWordSpec with Matchers {
  private val called = ListBuffer.empty[String]

  private def proxy[A](of: Class[A])(answer: PartialFunction[String, Any]): A = {
    val handler: InvocationHandler = (_: Any, method: Method, _: Array[Object]) => {
      called += method.getName
      answer.applyOrElse(method.getName, (_: String) => null).asInstanceOf[Object]
    }
    of.cast(Proxy.newProxyInstance(of.getClassLoader, Array(of), handler))
  }

  private val closing = proxy(classOf[JdbcConnection]) {
    case "getId"                                                            => 7L
    case "getNetworkTimeout"                                                => 1000
    case "isClosed"                                                         => false
    case "prepareStatement"                                                 => throw new SQLException("why it ends")
    case "setNetworkTimeout" if called.count(_ == "setNetworkTimeout") == 2 => throw new SQLException("closed")
  }

  "A session whose connection is being closed" should {
    "fail for its own reason, and leave no connection behind that waits for ever" in {
      val connection = proxy(classOf[Connection]) { case "unwrap" => closing }
      val session = new QuerySession(null, MysqlQuerySettings.read(new Stanza("url" -> "jdbc:mysql://127.0.0.1/x")))
      the[SQLException] thrownBy session.loop(connection) should have message "why it ends"
      called.last shouldBe "abort"
    }
  }
}
