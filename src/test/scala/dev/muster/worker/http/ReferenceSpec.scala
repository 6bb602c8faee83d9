package dev.muster.worker.http

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

class ReferenceSpec extends AnyWordSpec with Matchers {
  private def resolved(base: String)(examples: (String, String)*): Unit =
    for ((reference, whole) <- examples)
      withClue(s"'$reference': ")(Reference.of(reference).from(Reference.of(base)).toString shouldBe whole)

  private def redirected(url: String, location: String): String =
    Target.of(url, RequestTemplate.get()).redirected(302, location).request.getUri.toString

  "A reference" should {
    "lead where the RFC's normal examples lead" in resolved("http://a/b/c/d;p?q")(
      "g:h" -> "g:h",
      "g" -> "http://a/b/c/g",
      "./g" -> "http://a/b/c/g",
      "g/" -> "http://a/b/c/g/",
      "/g" -> "http://a/g",
      "//g" -> "http://g",
      "?y" -> "http://a/b/c/d;p?y",
      "g?y" -> "http://a/b/c/g?y",
      "#s" -> "http://a/b/c/d;p?q#s",
      "g#s" -> "http://a/b/c/g#s",
      "g?y#s" -> "http://a/b/c/g?y#s",
      ";x" -> "http://a/b/c/;x",
      "g;x" -> "http://a/b/c/g;x",
      "g;x?y#s" -> "http://a/b/c/g;x?y#s",
      "" -> "http://a/b/c/d;p?q",
      "." -> "http://a/b/c/",
      "./" -> "http://a/b/c/",
      ".." -> "http://a/b/",
      "../" -> "http://a/b/",
      "../g" -> "http://a/b/g",
      "../.." -> "http://a/",
      "../../" -> "http://a/",
      "../../g" -> "http://a/g"
    )

    "lead where the RFC's abnormal examples lead" in resolved("http://a/b/c/d;p?q")(
      "../../../g" -> "http://a/g",
      "../../../../g" -> "http://a/g",
      "/./g" -> "http://a/g",
      "/../g" -> "http://a/g",
      "g." -> "http://a/b/c/g.",
      ".g" -> "http://a/b/c/.g",
      "g.." -> "http://a/b/c/g..",
      "..g" -> "http://a/b/c/..g",
      "./../g" -> "http://a/b/g",
      "./g/." -> "http://a/b/c/g/",
      "g/./h" -> "http://a/b/c/g/h",
      "g/../h" -> "http://a/b/c/h",
      "g;x=1/./y" -> "http://a/b/c/g;x=1/y",
      "g;x=1/../y" -> "http://a/b/c/y",
      "g?y/./x" -> "http://a/b/c/g?y/./x",
      "g?y/../x" -> "http://a/b/c/g?y/../x",
      "g#s/./x" -> "http://a/b/c/g#s/./x",
      "g#s/../x" -> "http://a/b/c/g#s/../x",
      "http:g" -> "http:g"
    )

    "keep empty segments, and what is percent-encoded, as they are" in {
      resolved("http://a")("g" -> "http://a/g", "?y" -> "http://a?y")
      resolved("http://a/b//c")("../d" -> "http://a/b/d", "e%2F%2e%2E/f" -> "http://a/b//e%2F%2e%2E/f")
    }
  }

  "A redirect" should {
    "lead to another page of the same list" in {
      redirected("http://a.example/a/list?page=1", "?page=2") shouldBe "/a/list?page=2"
    }

    "not lead above the root" in {
      redirected("http://a.example/a/list", "../../c") shouldBe "/c"
    }
  }
}
