#include "crawler/url.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

using crawler::Canonicalize;
using crawler::Resolve;

namespace {

struct Case {
  std::string_view url, base, due;
};

std::string Canonical(std::string_view url, std::string_view base = {}) {
  const auto canonical = Canonicalize(url, base);
  return canonical ? canonical->url : "error: " + canonical.error().message;
}

std::string Resolved(std::string_view url, std::string_view base) {
  return Resolve(url, base).value_or("error");
}

}  // namespace

// WHATWG URL Standard, sections 4.4 and 4.5.
BOOST_AUTO_TEST_CASE(resolves_references_as_browsers_do) {
  constexpr std::string_view kBase = "https://site.example/ru/news/list.html?page=2#top";
  const Case cases[] = {
      {"story.html", kBase, "https://site.example/ru/news/story.html"},
      {"./a/./b/../c", kBase, "https://site.example/ru/news/a/c"},
      {"../../../../kk/", kBase, "https://site.example/kk/"},
      {"%2e%2E/x", kBase, "https://site.example/ru/x"},
      {"..", kBase, "https://site.example/ru/"},
      {"/abs", kBase, "https://site.example/abs"},
      {"\\abs\\b", kBase, "https://site.example/abs/b"},
      {"//other.example", kBase, "https://other.example/"},
      {"\\\\other.example\\x", kBase, "https://other.example/x"},
      {"////other.example/x", kBase, "https://other.example/x"},
      {"?page=3", kBase, "https://site.example/ru/news/list.html?page=3"},
      {"#end", kBase, "https://site.example/ru/news/list.html?page=2#end"},
      {"", kBase, "https://site.example/ru/news/list.html?page=2"},
      {"https:story", kBase, "https://site.example/ru/news/story"},
      {"http:story", kBase, "http://story/"},
      {":8080/", kBase, "https://site.example/ru/news/:8080/"},
      {" \t/a\r\nb ", kBase, "https://site.example/ab"},
      {"/a b\"<>`{}^", kBase, "https://site.example/a%20b%22%3C%3E%60%7B%7D%5E"},
      {"?a='b'", kBase, "https://site.example/ru/news/list.html?a=%27b%27"},
      {"/жаңалық?қ=1", kBase,
       "https://site.example/%D0%B6%D0%B0%D2%A3%D0%B0%D0%BB%D1%8B%D2%9B?%D2%9B=1"},
  };
  for (const Case& each : cases) BOOST_TEST(Resolved(each.url, each.base) == each.due);
}

BOOST_AUTO_TEST_CASE(reads_hosts_in_all_their_forms) {
  const Case cases[] = {
      {"HTTP://User:P%40ss@EXAMPLE.kz:80/", "", "http://User:P%40ss@example.kz/"},
      {"https://a@b@example.kz/", "", "https://a%40b@example.kz/"},
      {"https://example.kz:0443/", "", "https://example.kz/"},
      {"https://example.kz:00080/", "", "https://example.kz:80/"},
      {"http://%65xample%2Ekz/", "", "http://example.kz/"},
      {"http://қазақша.қаз/", "", "http://xn--80aaa0a0g8xd.xn--80ao21a/"},
      {"http://ҚАЗАҚША。қаз/", "", "http://xn--80aaa0a0g8xd.xn--80ao21a/"},
      {"http://ｅｘａｍｐｌｅ.kz/", "", "http://example.kz/"},
      {"http://xn--80ao21a/", "", "http://xn--80ao21a/"},
      {"http://127.1/", "", "http://127.0.0.1/"},
      {"http://0x7f.0.0.010/", "", "http://127.0.0.8/"},
      {"http://2130706433/", "", "http://127.0.0.1/"},
      {"http://1.2.3.4./", "", "http://1.2.3.4/"},
      {"http://[2001:DB8:0:0:1:0:0:0]/", "", "http://[2001:db8:0:0:1::]/"},
      {"http://[::FFFF:192.0.2.33]:8080/", "", "http://[::ffff:c000:221]:8080/"},
      {"http://[0:0:0:0:0:0:0:0]/", "", "http://[::]/"},
  };
  for (const Case& each : cases) BOOST_TEST(Resolved(each.url, each.base) == each.due);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_web_address) {
  const std::string_view bad[] = {
      "",
      "story.html",
      "//site.example",
      "ftp://site.example/",
      "file:///etc/passwd",
      "mailto:a@site.example",
      "javascript:alert(1)",
      "data:text/html,x",
      "http://",
      "http:///",
      "http://@/x",
      "http://user@",
      "http://a b/",
      "http://a<b/",
      "http://a%00b/",
      "http://a%2Fb/",
      "http://a%zzb/",
      "http://\xFF\xFE/",
      "http://\xC2\xAD/",
      "http://site.example:65536/",
      "http://site.example:8x/",
      "http://1.2.3.4.5/",
      "http://256.1.1.1/",
      "http://1.2.3.09/",
      "http://4294967296/",
      "http://site.0x1g.7/",
      "http://[::1",
      "http://[1:2]/",
      "http://[1::2::3]/",
      "http://[::1.2.3]/",
      "http://[::1.2.3.04]/",
      "http://[::12345]/",
      "http://[1:2:3:4:5:6:7:8:9]/",
  };
  for (const std::string_view url : bad) BOOST_TEST(!Canonicalize(url).has_value(), url);
  BOOST_TEST(!Canonicalize("x", "file:///a/b").has_value());
  BOOST_TEST(!Canonicalize("mailto:x", "https://site.example/").has_value());
  BOOST_TEST(!Canonicalize("https://site.example/" + std::string(1 << 20, 'a')).has_value());
}

BOOST_AUTO_TEST_CASE(gives_one_page_one_address) {
  const Case cases[] = {
      {"https://Site.example:443", "", "https://site.example/"},
      {"https://user:secret@site.example/", "", "https://site.example/"},
      {"https://site.example./a", "", "https://site.example/a"},
      {"https://site.example/a#part", "", "https://site.example/a"},
      {"https://site.example/%7euser/%2f%d0%b0", "", "https://site.example/~user/%2F%D0%B0"},
      {"https://site.example/100%", "", "https://site.example/100%25"},
      {"https://site.example/a|b?c|d=`", "", "https://site.example/a%7Cb?c%7Cd=%60"},
      {"https://site.example//news///1", "", "https://site.example/news/1"},
      {"https://site.example/save/https://other.example//x", "",
       "https://site.example/save/https://other.example/x"},
      {"https://site.example/a;jsessionid=0A1B/b;v=2", "", "https://site.example/a/b;v=2"},
      {"https://site.example/?", "", "https://site.example/"},
      {"https://site.example/?&&", "", "https://site.example/"},
      {"https://site.example/?b=2&a=1&b=1", "", "https://site.example/?a=1&b=2&b=1"},
      {"https://site.example/?b=&=x&a", "", "https://site.example/?a&b"},
      {"https://site.example/?UTM_Source=tg&id=7&fbclid=x&yclid=1&_openstat=z", "",
       "https://site.example/?id=7"},
      {"https://site.example/?PHPSESSID=abc&id=7", "", "https://site.example/?id=7"},
      {"https://site.example/?utm=1&gclids=2", "", "https://site.example/?gclids=2&utm=1"},
  };
  for (const Case& each : cases) BOOST_TEST(Canonical(each.url, each.base) == each.due);
}

BOOST_AUTO_TEST_CASE(keeps_story_numbers_that_look_like_session_names) {
  BOOST_TEST(Canonical("https://site.example/?sid=1234") == "https://site.example/?sid=1234");
  BOOST_TEST(Canonical("https://site.example/?sid=0123456789abcdef0123456789abcdef") ==
             "https://site.example/");
}

BOOST_AUTO_TEST_CASE(canonical_form_is_its_own_canonical_form) {
  const std::string_view urls[] = {
      "https://site.example/%25%32%65/..%2f/./%",
      "https://site.example/a//b/..//c;jsessionid=1;jsessionid=2/",
      "https://site.example/x://///y///z?b=%2&a=%26&=1&&c==",
      "http://[::1]:80//?%3f=%3D",
      "https://сайт.қаз/%D1%8%D0%B0 ?q='\"",
      "http://../..",
  };
  for (const std::string_view url : urls) {
    const std::string once = Canonical(url);
    BOOST_TEST(Canonical(once) == once);
  }
}

BOOST_AUTO_TEST_CASE(names_host_origin_and_registrable_domain) {
  const auto url = *Canonicalize("HTTPS://Www.News.example.com.KZ:8443/a");
  BOOST_TEST(url.scheme == "https");
  BOOST_TEST(url.host == "www.news.example.com.kz");
  BOOST_TEST(url.domain == "example.com.kz");
  BOOST_TEST(url.origin == "https://www.news.example.com.kz:8443");
  BOOST_TEST(Canonicalize("http://192.0.2.1/")->domain == "192.0.2.1");
  BOOST_TEST(Canonicalize("http://[::1]/")->domain == "[::1]");
  BOOST_TEST(Canonicalize("http://localhost/")->domain == "localhost");
  BOOST_TEST(Canonicalize("http://com.kz/")->domain == "com.kz");
  BOOST_TEST(Canonicalize("http://жаңалық.сайт.қаз/")->domain == "xn--80aswg.xn--80ao21a");
}
