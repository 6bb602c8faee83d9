package dev.muster.settings

import java.nio.charset.StandardCharsets.UTF_8

import scala.jdk.CollectionConverters._

import com.typesafe.config.{ConfigFactory, ConfigObject, ConfigValue}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.matchers.should.Matchers

/** reference.conf is the manual: what it says and what the code asks for are the same. */
final class ReferenceConfSpec extends AnyFunSuite with Matchers {
  private val text = new String(getClass.getResourceAsStream("/reference.conf").readAllBytes(), UTF_8)
  private val lines = text.linesIterator.map(_.strip).mkString("\n")
  private val muster = ConfigFactory.parseString(text).getObject("muster")

  private def stands(block: String) = {
    val wanted = block.linesIterator.map(_.strip).mkString("\n")
    withClue(s"reference.conf should hold\n\n$block\n") { lines.contains(wanted) shouldBe true }
  }

  private def leaves(value: ConfigValue, path: List[String] = Nil): Seq[(String, ConfigValue)] = value match {
    case inner: ConfigObject if path.isEmpty || !inner.isEmpty =>
      inner.asScala.toSeq.flatMap { case (key, below) => leaves(below, path :+ key) }
    case leaf => Seq(path.mkString(".") -> leaf)
  }

  test("what every worker has stands there as the code asks for it") {
    stands(SchemaText.of("worker-defaults", Schemas.common()))
  }

  Schemas.types().asScala.foreach { case (name, schema) =>
    test(s"what a $name has stands there as the code asks for it")(stands(SchemaText.of(name, schema)))
  }

  test("what concerns the process stands there with its default, commented") {
    Schemas.process().asScala.foreach { field =>
      val there = leaves(muster).toMap
      there should contain key field.key
      withClue(field.key) {
        there(field.key).atKey("k") shouldBe ConfigFactory.parseString("k = " + field.byDefault)
        there(field.key).origin.comments.asScala.mkString.strip shouldBe s"${field.doc} (${field.kind})"
      }
    }
  }

  test("nothing stands there that no code asks for") {
    val common = Schemas.common().asScala.map("worker-defaults." + _.key)
    val types =
      Schemas.types().asScala.flatMap { case (name, schema) => schema.asScala.map(f => s"types.$name.${f.key}") }
    val known = Schemas.process().asScala.map(_.key) ++ common ++ types :+ "workers"
    leaves(muster).map(_._1).filterNot(known.contains) shouldBe empty
  }
}
