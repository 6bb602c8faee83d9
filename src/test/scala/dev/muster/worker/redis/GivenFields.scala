package dev.muster.worker.redis

import java.time.Duration
import java.util
import java.util.Optional

import scala.collection.mutable
import scala.jdk.CollectionConverters._

import dev.muster.worker.{Fields, Secret}

/** Settings from a map instead of a file; keeps the problems. */
final class GivenFields(given: Map[String, Any]) extends Fields {
  val problems: mutable.Buffer[(String, String)] = mutable.Buffer.empty

  private def get[A](key: String, byDefault: A): A = given.getOrElse(key, byDefault).asInstanceOf[A]
  private def list(key: String, byDefault: util.List[String]): util.List[String] =
    given.get(key).fold(byDefault)(_.asInstanceOf[List[String]].asJava)

  override def worker(): String = "redis"
  override def requiredText(key: String, example: String, doc: String): String = get(key, example)
  override def text(key: String, byDefault: String, doc: String): String = get(key, byDefault)
  override def optionalText(key: String, doc: String): Optional[String] = Optional.ofNullable(get(key, null: String))
  override def requiredTexts(key: String, example: util.List[String], doc: String): util.List[String] =
    list(key, example)
  override def texts(key: String, byDefault: util.List[String], doc: String): util.List[String] = list(key, byDefault)
  override def entries(key: String, doc: String): util.Map[String, String] = util.Map.of()
  override def values(key: String, doc: String): util.List[Object] = util.List.of()
  override def integer(key: String, byDefault: Int, min: Int, max: Int, doc: String): Int = get(key, byDefault)
  override def count(key: String, byDefault: Long, min: Long, max: Long, doc: String): Long = get(key, byDefault)
  override def flag(key: String, byDefault: Boolean, doc: String): Boolean = get(key, byDefault)
  override def duration(key: String, byDefault: Duration, doc: String): Duration = get(key, byDefault)
  override def durationOrZero(key: String, byDefault: Duration, doc: String): Duration = get(key, byDefault)
  override def bytes(key: String, byDefault: Long, doc: String): Long = get(key, byDefault)
  override def choice[E <: Enum[E]](key: String, byDefault: E, doc: String): E = get(key, byDefault)
  override def secret(key: String, doc: String): Optional[Secret] =
    optionalText(key, doc).map[Secret](value => new Secret(value))
  override def problem(key: String, what: String): Unit = problems += key -> what
  override def claim(key: String, what: String): Unit = ()
}
