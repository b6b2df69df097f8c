#include "crawler/xml_stream.h"

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>

namespace {

// Writes the events down: "<a x=1>text</a>"; pauses behind each `pause_at`.
class Scribe : public crawler::XmlHandler {
 public:
  explicit Scribe(std::string pause_at = {}) : pause_at_(std::move(pause_at)) {}

  void OnStart(std::string_view name,
               const std::vector<crawler::XmlAttribute>& attributes) override {
    events.append("<").append(name);
    for (const auto& attribute : attributes) {
      events.append(" ").append(attribute.name).append("=").append(attribute.value);
    }
    events += '>';
  }
  void OnEnd(std::string_view name) override {
    events.append("</").append(name).append(">");
    if (name == pause_at_) stream->Pause();
    if (name == "throw") throw std::runtime_error("from a handler");
  }
  void OnText(std::string_view text) override { events += text; }

  std::string events;
  crawler::XmlStream* stream = nullptr;

 private:
  std::string pause_at_;
};

// The events of `xml` read in blocks of `block` bytes, and the error behind '!'.
std::string Read(std::string_view xml, std::size_t block,
                 crawler::XmlStream::Options options = {}) {
  Scribe scribe;
  crawler::XmlStream stream(scribe, options);
  for (;;) {
    const std::string_view next = xml.substr(0, block);
    xml.remove_prefix(next.size());
    const auto read = stream.Read(next, xml.empty());
    if (!read) return scribe.events + "!" + read.error().message;
    if (xml.empty()) return scribe.events;
  }
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string Repeat(const std::string& part, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += part;
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(xml_stream_test)

BOOST_AUTO_TEST_CASE(events_do_not_depend_on_blocks) {
  const std::string xml =
      "<?xml version='1.0'?>\n<a x='1&amp;2'><b/>т&#x435;кст<![CDATA[<&]]><!-- c --></a>\n";
  for (std::size_t block = 1; block <= xml.size(); ++block) {
    BOOST_TEST(Read(xml, block) == "<a x=1&2><b></b>текст<&</a>");
  }
}

BOOST_AUTO_TEST_CASE(pauses_behind_an_element_and_goes_on) {
  Scribe scribe("row");
  crawler::XmlStream stream(scribe, {});
  scribe.stream = &stream;
  auto read = stream.Read("<a><row>1</row><row/><row>3</row></a>", true);
  const char* const kBehind[] = {"<a><row>1</row>", "<row></row>", "<row>3</row>"};
  for (const char* const events : kBehind) {
    BOOST_REQUIRE(read);
    BOOST_TEST(!*read);
    BOOST_TEST(scribe.events == events);
    scribe.events.clear();
    read = stream.Resume();
  }
  BOOST_REQUIRE(read);
  BOOST_TEST(*read);
  BOOST_TEST(scribe.events == "</a>");
}

BOOST_AUTO_TEST_CASE(says_where_a_document_is_not_well_formed) {
  BOOST_TEST(Read("<a>\n  <b></c></a>", 100) ==
             "<a>\n  <b>!not well-formed XML in line 2, column 8: mismatched tag");
  BOOST_TEST(Contains(Read("<a>", 100), "!not well-formed XML"));
  BOOST_TEST(Contains(Read("", 100), "!not well-formed XML"));
  BOOST_TEST(Contains(Read(std::string("<a>\0</a>", 8), 100), "!not well-formed XML"));
  BOOST_TEST(Contains(Read("<a>\xFF</a>", 100), "!not well-formed XML"));
}

BOOST_AUTO_TEST_CASE(reads_the_encodings_of_xml) {
  const std::string utf16("\xFF\xFE<\0a\0>\0\x10\x04<\0/\0a\0>\0", 18);
  BOOST_TEST(Read(utf16, 3) == "<a>А</a>");
  BOOST_TEST(Contains(Read("<?xml version='1.0' encoding='x-odd'?><a/>", 100), "unknown encoding"));
}

BOOST_AUTO_TEST_CASE(refuses_any_doctype) {
  const std::string laughs = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>";
  BOOST_TEST(Read(laughs, 7) == "!it has a DOCTYPE, which such files never need");
  BOOST_TEST(Contains(Read("<!DOCTYPE html><a/>", 100), "DOCTYPE"));
  crawler::XmlStream::Options options;
  options.allow_doctype = true;
  BOOST_TEST(Read(laughs, 100, options) == "<a>hahahaha</a>");
}

BOOST_AUTO_TEST_CASE(bounds_depth_and_length_of_tags) {
  crawler::XmlStream::Options options;
  options.max_depth = 3;
  options.max_markup_bytes = 10'000;
  BOOST_TEST(Read("<a><a><a></a></a></a>", 100, options) == "<a><a><a></a></a></a>");
  BOOST_TEST(
      Contains(Read("<a><a><a><a></a></a></a></a>", 100, options), "!nested more than 3 deep"));
  const std::string large(1'000'000, 'x');
  for (const std::string& xml : {"<a b='" + large + "'/>", "<a><!--" + large + "--></a>",
                                 "<" + large + "/>", "<a><?pi " + large + "?></a>"}) {
    BOOST_TEST(Contains(Read(xml, 1000, options), "!an XML tag or comment is longer than 9 KB"));
  }
  BOOST_TEST(Read("<a>" + large + "</a>", 1000, options).size() == large.size() + 7);
  BOOST_TEST(Read("<a><![CDATA[" + large + "]]></a>", 1000, options).size() == large.size() + 7);
  BOOST_TEST(!Contains(Read("<a>" + Repeat("<b c='1'/>", 100'000) + "</a>", 1000, options), "!"));
}

BOOST_AUTO_TEST_CASE(passes_on_what_a_handler_throws) {
  Scribe scribe;
  crawler::XmlStream stream(scribe, {});
  BOOST_CHECK_THROW(stream.Read("<a><throw/></a>", true), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
