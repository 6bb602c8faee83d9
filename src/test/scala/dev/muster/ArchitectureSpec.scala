package dev.muster

import java.nio.file.{Files, Path}

import scala.jdk.CollectionConverters._

import com.tngtech.archunit.base.DescribedPredicate
import com.tngtech.archunit.core.domain.{JavaClass, JavaModifier}
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.lang.ArchRule
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.{classes, noClasses}
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices
import org.scalatest.funsuite.AnyFunSuite

/** Who may know whom: faces → guardian → report → worker. */
final class ArchitectureSpec extends AnyFunSuite {
  private val main = new ClassFileImporter().importPath(Path.of("target", "classes"))
  private val faces = Seq("cli", "jmx", "admin").map(in)

  /** A package and those below it. One that does not exist would be known by nobody, and every rule would hold. */
  private def in(name: String): String = {
    require(main.containPackage(s"dev.muster.$name"), s"there is no package $name")
    s"dev.muster.$name.."
  }

  private def holds(promise: String)(rule: => ArchRule): Unit = test(promise)(rule.check(main))

  private def knowsNothingOf(name: String, others: String*): ArchRule =
    noClasses.that.resideInAPackage(in(name)).should.dependOnClassesThat.resideInAnyPackage(others: _*)

  holds("the worker contract knows Pekko, the JDK and the logger's interface") {
    val known = Seq("dev.muster.worker", "java..", "org.apache.pekko..", "scala..", "org.slf4j..")
    classes.that.resideInAPackage("dev.muster.worker").should.onlyDependOnClassesThat.resideInAnyPackage(known: _*)
  }

  holds("a type of worker knows of Muster only the contract") {
    val contract = new DescribedPredicate[JavaClass]("the rest of Muster") {
      override def test(it: JavaClass): Boolean =
        it.getPackageName.startsWith("dev.muster") && !it.getPackageName.startsWith("dev.muster.worker")
    }
    noClasses.that.resideInAPackage(in("worker")).should.dependOnClassesThat(contract)
  }

  holds("a type of worker uses only what is public in the contract") {
    val hidden = new DescribedPredicate[JavaClass]("what the contract does not show") {
      override def test(it: JavaClass): Boolean =
        it.getPackageName == "dev.muster.worker" && !it.getModifiers.contains(JavaModifier.PUBLIC)
    }
    noClasses.that.resideInAPackage("dev.muster.worker.*..").should.dependOnClassesThat(hidden)
  }

  holds("types of workers do not know each other") {
    slices.matching("dev.muster.worker.(*)..").should.notDependOnEachOther
  }

  holds("the reporter knows the workers' contract only") {
    knowsNothingOf("report", in("guardian") +: in("settings") +: "dev.muster.worker.*.." +: faces: _*)
  }

  holds("the guardian knows no face, no type of worker and no settings file") {
    knowsNothingOf("guardian", in("settings") +: "dev.muster.worker.*.." +: faces: _*)
  }

  holds("settings know no face and no type of worker") {
    knowsNothingOf("settings", "dev.muster.worker.*.." +: faces: _*)
  }

  holds("only the command line reads settings") {
    classes.that
      .resideInAPackage(in("settings"))
      .should
      .onlyHaveDependentClassesThat
      .resideInAnyPackage("dev.muster", in("cli"), in("settings"))
  }

  holds("jmx and admin do not know each other")(knowsNothingOf("jmx", in("admin")))

  holds("admin and jmx do not know each other")(knowsNothingOf("admin", in("jmx")))

  holds("no two packages know each other, by whatever way round") {
    slices.matching("dev.muster.(**)").should.beFreeOfCycles
  }

  holds("no package is a drawer") {
    noClasses.should.resideInAnyPackage("..util..", "..common..", "..impl..", "..core..", "..config..", "..model..")
  }

  holds("no thread sleeps")(noClasses.should.callMethod(classOf[Thread], "sleep", classOf[Long]))

  holds("nobody writes to the terminal behind the back of those who do") {
    noClasses.should.accessField(classOf[System], "out").orShould.accessField(classOf[System], "err")
  }

  test("no file is longer than what one reads in one go") {
    val long = Files
      .walk(Path.of("src", "main", "java"))
      .iterator
      .asScala
      .filter(_.toString.endsWith(".java"))
      .map(file => file.getFileName.toString -> Files.readAllLines(file).size)
      .filter(_._2 > 230)
    assert(long.toList.isEmpty)
  }
}
