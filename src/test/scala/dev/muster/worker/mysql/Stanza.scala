package dev.muster.worker.mysql

import java.time.Duration
import java.util.{List => JList, Map => JMap, Optional}

import scala.collection.mutable.ListBuffer
import scala.jdk.CollectionConverters._

import dev.muster.worker.{Fields, Secret}

/** A stanza given as Scala values; what is not given has its default. */
final class Stanza(given: (String, Any)*) extends Fields {
  val problems = ListBuffer.empty[(String, String)]
  private val values = given.toMap

  private def value[A](key: String, byDefault: A): A = values.getOrElse(key, byDefault).asInstanceOf[A]

  override def worker(): String = "mysql"
  override def requiredText(key: String, example: String, doc: String): String = value(key, example)
  override def text(key: String, byDefault: String, doc: String): String = value(key, byDefault)
  override def optionalText(key: String, doc: String): Optional[String] =
    Optional.ofNullable(value[String](key, null))
  override def requiredTexts(key: String, example: JList[String], doc: String): JList[String] = value(key, example)
  override def texts(key: String, byDefault: JList[String], doc: String): JList[String] = value(key, byDefault)
  override def entries(key: String, doc: String): JMap[String, String] = value(key, JMap.of())
  override def values(key: String, doc: String): JList[Object] =
    value(key, Seq.empty[Any]).map(_.asInstanceOf[Object]).asJava
  override def integer(key: String, byDefault: Int, min: Int, max: Int, doc: String): Int = value(key, byDefault)
  override def count(key: String, byDefault: Long, min: Long, max: Long, doc: String): Long =
    value[Any](key, byDefault) match {
      case n: Int => n.toLong
      case n      => n.asInstanceOf[Long]
    }
  override def flag(key: String, byDefault: Boolean, doc: String): Boolean = value(key, byDefault)
  override def duration(key: String, byDefault: Duration, doc: String): Duration = value(key, byDefault)
  override def durationOrZero(key: String, byDefault: Duration, doc: String): Duration = value(key, byDefault)
  override def bytes(key: String, byDefault: Long, doc: String): Long = value(key, byDefault)
  override def choice[E <: Enum[E]](key: String, byDefault: E, doc: String): E = value(key, byDefault)
  override def secret(key: String, doc: String): Optional[Secret] =
    Optional.ofNullable(value[String](key, null)).map(new Secret(_))
  override def problem(key: String, what: String): Unit = problems += key -> what
  override def claim(key: String, what: String): Unit = ()
}
