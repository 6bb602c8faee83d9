package dev.muster.worker

import java.time.Duration
import java.util.{Locale, Optional}

import scala.collection.mutable.ListBuffer
import scala.jdk.CollectionConverters._
import scala.jdk.OptionConverters._

/** The fields of one stanza from plain values, without a file. */
final class GivenFields(given: Map[String, Any], val worker: String = "worker") extends Fields {
  val problems = ListBuffer.empty[(String, String)]
  val claims = ListBuffer.empty[String]
  val asked = ListBuffer.empty[String]

  private def get[A](key: String, byDefault: A): A = {
    asked += key
    given.getOrElse(key, byDefault).asInstanceOf[A]
  }

  private def list(key: String, byDefault: java.util.List[String]): java.util.List[String] = {
    asked += key
    given.get(key).fold(byDefault) {
      case one: String => java.util.List.of(one)
      case many        => many.asInstanceOf[Seq[String]].asJava
    }
  }

  override def requiredText(key: String, example: String, doc: String): String = get(key, example)
  override def text(key: String, byDefault: String, doc: String): String = get(key, byDefault)
  override def optionalText(key: String, doc: String): Optional[String] = {
    asked += key; given.get(key).map(_.toString).toJava
  }
  override def requiredTexts(key: String, example: java.util.List[String], doc: String): java.util.List[String] =
    list(key, example)
  override def texts(key: String, byDefault: java.util.List[String], doc: String): java.util.List[String] =
    list(key, byDefault)
  override def entries(key: String, doc: String): java.util.Map[String, String] =
    get(key, Map.empty[String, String]).asJava
  override def values(key: String, doc: String): java.util.List[Object] = get(key, Seq.empty[Object]).asJava
  override def integer(key: String, byDefault: Int, min: Int, max: Int, doc: String): Int = get(key, byDefault)
  override def count(key: String, byDefault: Long, min: Long, max: Long, doc: String): Long =
    get[Any](key, byDefault).toString.toLong
  override def flag(key: String, byDefault: Boolean, doc: String): Boolean = get(key, byDefault)
  override def duration(key: String, byDefault: Duration, doc: String): Duration = get(key, byDefault)
  override def durationOrZero(key: String, byDefault: Duration, doc: String): Duration = get(key, byDefault)
  override def bytes(key: String, byDefault: Long, doc: String): Long = get[Any](key, byDefault).toString.toLong
  override def choice[E <: Enum[E]](key: String, byDefault: E, doc: String): E = {
    asked += key
    given.get(key).fold(byDefault) { text =>
      val name = text.toString.toUpperCase(Locale.ROOT).replace('-', '_')
      Enum.valueOf(byDefault.getDeclaringClass, name)
    }
  }
  override def secret(key: String, doc: String): Optional[Secret] = {
    asked += key
    given.get(key).map(value => new Secret(value.toString)).toJava
  }
  override def problem(key: String, what: String): Unit = problems += key -> what
  override def claim(key: String, what: String): Unit = claims += what
}
