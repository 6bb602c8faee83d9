package dev.muster.cli.live

import dev.muster.cli.Typing
import java.net.ServerSocket
import java.nio.charset.StandardCharsets.UTF_8

import scala.util.Using

import dev.muster.admin.RunningAdmin
import org.scalatest.BeforeAndAfterAll
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

/** How a running Muster is found by who types a command, and what is said when it is not. */
final class LiveOptionsSpec extends AnyWordSpec with Matchers with BeforeAndAfterAll with Typing {
  private lazy val admin = new RunningAdmin(
    "muster.workers.fine { type = dev.muster.guardian.Faulty, dispatcher = shared }",
    token = Some(token)
  )
  private def url: String = s"http://127.0.0.1:${admin.port}"

  override def afterAll(): Unit = admin.close()

  "A Muster that cannot be spoken to" should {
    "be told from one that does not listen, and from a stranger" in {
      val free = Using.resource(new ServerSocket(0))(_.getLocalPort)
      val none = typed("status", "--url", s"127.0.0.1:$free")
      none.code shouldBe 7
      none.err should (startWith(s"nothing listens at http://127.0.0.1:$free") and include("is Muster running?"))
      Using.resource(new ServerSocket(0)) { stranger =>
        val talks = new Thread(() =>
          Using.resource(stranger.accept()) { caller =>
            caller.getInputStream.read()
            caller.getOutputStream.write("-ERR unknown command\r\n".getBytes(UTF_8))
          }
        )
        talks.start()
        val ended = typed("status", "--url", s"127.0.0.1:${stranger.getLocalPort}")
        ended.code shouldBe 7
        ended.err should include("is not a Muster")
      }
    }

    "say that it wants a token, or another one" in {
      typed("status", "--url", url).err should endWith(
        "wants a token: name the file that holds it with --token-file FILE\n"
      )
      val wrong = typed("status", "--url", url, "--token-file", file("another-token-altogether"))
      wrong shouldBe Ended(6, "", s"$url refuses this token\n")
      typed("status", "--url", url, "--token-file", "/no/such/token").code shouldBe 3
      // What $MUSTER_TOKEN_FILE says when it is set to nothing.
      typed("status", "--url", url, "--token-file", "").err shouldBe typed("status", "--url", url).err
    }
  }

  "Muster" should {
    "be found by its settings, whatever else they hold, and be shown their token" in {
      val found = typed(
        "status",
        "-c",
        file(s"""muster {
        admin { port = ${admin.port}, token-file = "$tokenFile" }
        workers.x { type = no-such-type, password = $${NOT_SET_HERE} }
      }""")
      )
      withClue(found.err)(found.code shouldBe 0)
      typed("status", "-c", "/no/such.conf").code shouldBe 3
      val bad = typed("status", "-c", file("muster.admin.token = \"S3CR3T-S3CR3T-\u00e9t\u00e9\""))
      bad.code shouldBe 3
      bad.err should (include("muster.admin.token: must be one word") and not include "S3CR3T")
      bad.err.linesIterator should have size 1
      typed("status", "-c", file("muster.admin.enabled = false")).err should include("muster.admin.enabled is false")
      typed("status", "-c", file("muster.admin.port = 0")).err should include("--url URL")
    }

    "not be looked for at what is no address" in {
      val secret = Seq("http://u:S3CR3T@h", "u:S3/CR3T@h", "http://h/?k=S3CR3T")
      for (no <- Seq("x y", "ftp://h", "http://user@h/", "http://", "") ++ secret) withClue(s"'$no': ") {
        val refused = typed("status", "--url", no)
        refused.code shouldBe 2
        refused.err should (startWith("--url: '") and include("is no address of a Muster") and not include "S3")
      }
    }
  }
}
