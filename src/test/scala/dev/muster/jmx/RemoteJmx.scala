package dev.muster.jmx

import java.util.concurrent.ConcurrentLinkedQueue
import javax.management.remote.{JMXConnector, JMXConnectorFactory, JMXConnectorServerFactory, JMXServiceURL}
import javax.management.{AttributeChangeNotification, MBeanServer, MBeanServerConnection, Notification, ObjectName}

import scala.jdk.CollectionConverters._

/** An MBean server as a JMX client sees it: through the platform's own RMI connector, over sockets. */
final class RemoteJmx(server: MBeanServer) extends AutoCloseable {
  // Machines need not know their own name.
  System.setProperty("java.rmi.server.hostname", "127.0.0.1")
  private val connectors =
    JMXConnectorServerFactory.newJMXConnectorServer(new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, server)
  connectors.start()
  val client: RemoteJmx.Client = another()

  /** One more client, with a connection of its own. */
  def another(): RemoteJmx.Client = new RemoteJmx.Client(JMXConnectorFactory.connect(connectors.getAddress))

  override def close(): Unit = {
    client.close()
    connectors.stop()
  }
}

object RemoteJmx {
  def worker(name: String): ObjectName = new ObjectName(s"dev.muster:type=Worker,name=$name")
  val guardian = new ObjectName("dev.muster:type=Guardian")
  val reporter = new ObjectName("dev.muster:type=Reporter")

  /** The other end of a connection. */
  final class Client(connector: JMXConnector) extends AutoCloseable {
    val server: MBeanServerConnection = connector.getMBeanServerConnection

    def names: Set[String] = server.queryNames(new ObjectName("dev.muster:*"), null).asScala.map(_.toString).toSet
    def get[T](bean: ObjectName, attribute: String): T = server.getAttribute(bean, attribute).asInstanceOf[T]
    def call[T](bean: ObjectName, operation: String, arguments: String*): T = server
      .invoke(bean, operation, arguments.toArray[AnyRef], Array.fill(arguments.size)(classOf[String].getName))
      .asInstanceOf[T]

    def listen(bean: ObjectName): ConcurrentLinkedQueue[AttributeChangeNotification] = {
      val heard = new ConcurrentLinkedQueue[AttributeChangeNotification]()
      val take: javax.management.NotificationListener =
        (told: Notification, _: AnyRef) => { heard.add(told.asInstanceOf[AttributeChangeNotification]); () }
      server.addNotificationListener(bean, take, null, null)
      heard
    }

    override def close(): Unit = connector.close()
  }
}
