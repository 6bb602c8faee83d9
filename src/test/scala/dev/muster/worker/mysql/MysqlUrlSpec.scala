package dev.muster.worker.mysql

import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks
import org.scalatest.wordspec.AnyWordSpec

class MysqlUrlSpec extends AnyWordSpec with Matchers with TableDrivenPropertyChecks {

  "An url" should {
    "be told as host and port only" in {
      MysqlUrl.of("jdbc:mysql://u:S3CR3T@db.example/x?password=S3CR3T").toString shouldBe "db.example:3306"
      MysqlUrl.of("jdbc:mysql://[::1]:3307/x").toString shouldBe "[::1]:3307"
      MysqlUrl.of("jdbc:mysql://u:S3CR3T@h/x").secrets() should contain("S3CR3T")
    }

    "be refused with a reason that does not repeat it" in {
      val urls = Table(
        "url",
        "mysql://h/d",
        "jdbc:mysql:loadbalance://h/d",
        "jdbc:mysql://address=(host=h)(password=S3CR3T)/d",
        "jdbc:mysql://(host=h,allowLoadLocalInfile=true)/d",
        "jdbc:mysql://one,two/d",
        "jdbc:mysql://h/d?allowLoadLocalInfile=true&password=S3CR3T",
        "jdbc:mysql://h/d?ALLOWLOADLOCALINFILE=yes",
        "jdbc:mysql://h/d?allow%4coadLocalInfile=true",
        "jdbc:mysql://h/d?autoDeserialize=true",
        "jdbc:mysql://h/d?queryInterceptors=x.Y",
        "jdbc:mysql://h/d?x=%zz"
      )
      forAll(urls) { url =>
        val problem = MysqlUrl.of(url).problem()
        problem.isPresent shouldBe true
        problem.get should not include "S3CR3T"
      }
    }

    "leave it to the settings how connections are encrypted" in {
      for (name <- Seq("sslMode", "SSLMODE", "useSSL", "requireSSL", "verifyServerCertificate"))
        MysqlUrl.of(s"jdbc:mysql://h/d?$name=false").problem().get should endWith(": tls decides")
    }

    "be taken with harmless options" in {
      MysqlUrl
        .of("jdbc:mysql://h:3306/d?useCompression=true&allowLoadLocalInfile=false")
        .problem()
        .isPresent shouldBe false
    }
  }

  "Settings" should {
    "tell the url's problem at its key" in {
      val stanza = new Stanza("url" -> "jdbc:mysql://h/d?autoDeserialize=true")
      MysqlQuerySettings.read(stanza)
      stanza.problems.map(_._1) shouldBe Seq("url")
    }

    "print no secret" in {
      val stanza = new Stanza("url" -> "jdbc:mysql://u:S3CR3T@h/d?password=S3CR3T", "password" -> "S3CR3T")
      MysqlQuerySettings.read(stanza).toString should not include "S3CR3T"
    }
  }
}
