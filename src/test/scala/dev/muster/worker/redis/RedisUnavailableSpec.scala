package dev.muster.worker.redis

import java.net.{ConnectException, UnknownHostException}
import java.security.cert.CertificateException

import javax.net.ssl.SSLHandshakeException

import io.lettuce.core.{RedisCommandExecutionException, RedisConnectionException}
import io.lettuce.core.protocol.RedisProtocolException
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class RedisUnavailableSpec extends AnyWordSpec with Matchers {
  private val address = RedisAddress.read(new GivenFields(Map("uri" -> "redis://127.0.0.1:6379")))

  private def isPermanent(cause: Throwable): Boolean =
    RedisUnavailable.of(new RedisConnectionException("wrapped", cause), address).isPermanent

  private def reply(text: String) = new RedisCommandExecutionException(text)

  private def untrusted = {
    val failure = new SSLHandshakeException("no path")
    failure.initCause(new CertificateException("no path"))
    failure
  }

  "A failure to subscribe" should {
    "count as permanent when only a person can mend it" in {
      val replies = Seq(
        "WRONGPASS invalid username-password pair or user is disabled.",
        "ERR invalid password",
        "NOAUTH Authentication required.",
        "NOPERM No permissions to access a channel",
        "DENIED Redis is running in protected mode because"
      )
      for (text <- replies) withClue(text)(isPermanent(reply(text)) shouldBe true)
      isPermanent(new RedisProtocolException("HTTP/1.1")) shouldBe true
      isPermanent(untrusted) shouldBe true
    }

    "be told of the node of a cluster that a person has to mend" in {
      val failure = new RuntimeException("no node")
      for (cause <- Seq(new ConnectException("refused"), reply("WRONGPASS invalid"), new UnknownHostException("redis")))
        failure.addSuppressed(new RedisConnectionException("wrapped", cause))
      val told = RedisUnavailable.of(new RedisConnectionException("wrapped", failure), address)
      told.getMessage shouldBe "wrong password for 127.0.0.1:6379"
      told.isPermanent shouldBe true
    }

    "count as passing when waiting may mend it" in {
      val replies = Seq("ERR max number of clients reached", "LOADING Redis is loading the dataset in memory")
      for (text <- replies) withClue(text)(isPermanent(reply(text)) shouldBe false)
      isPermanent(new ConnectException("Connection refused")) shouldBe false
      isPermanent(new UnknownHostException("redis")) shouldBe false
      isPermanent(new SSLHandshakeException("timeout")) shouldBe false
      isPermanent(new RuntimeException("what else")) shouldBe false
    }
  }
}
