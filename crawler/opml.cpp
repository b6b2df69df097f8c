#include "crawler/opml.h"

#include "core/utf8.h"
#include "crawler/ascii.h"
#include "crawler/charset.h"
#include "crawler/xml_stream.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxFeeds = 100'000;
constexpr std::size_t kBlock = 1u << 16;
// Bytes. What feeds hold in common is held by each, so that it must not be long.
constexpr std::size_t kMaxName = 300, kMaxUrl = 8000, kMaxLanguage = 35;

class OpmlReader : public XmlHandler {
 public:
  void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) override {
    if (depth_++ == 0) is_opml_ = EqualsIgnoreCase(name, "opml");
    if (!EqualsIgnoreCase(name, "outline")) return;
    std::string text, title;
    OpmlFeed feed;
    for (const XmlAttribute& attribute : attributes) {
      const auto is = [&](std::string_view known) {
        return EqualsIgnoreCase(attribute.name, known);
      };
      if (is("text")) text = core::WholeCharacters(Squeezed(attribute.value), kMaxName);
      if (is("title")) title = core::WholeCharacters(Squeezed(attribute.value), kMaxName);
      if (is("xmlUrl")) feed.feed = Trim(attribute.value);
      if (is("htmlUrl")) feed.page = Trim(attribute.value);
      if (is("language"))
        feed.language = core::WholeCharacters(Trim(attribute.value), kMaxLanguage);
    }
    if (feed.page.size() > kMaxUrl) feed.page.clear();
    feed.title = title.empty() ? text : title;
    const std::string around = folders_.empty() ? std::string() : folders_.back();
    if (!feed.feed.empty()) {
      feed.category = around;
      // A feed is a folder without a name to what lies in it.
      folders_.push_back(around);
    } else {
      const bool named = !feed.title.empty() && around.size() + 1 < kMaxName;
      const char* const slash = named && !around.empty() ? "/" : "";
      std::string folder = named ? around + slash + feed.title : around;
      folder.resize(core::WholeCharacters(folder, kMaxName).size());
      folders_.push_back(std::move(folder));
      return;
    }
    if (feed.feed.size() > kMaxUrl) return;
    if (feeds_.size() < kMaxFeeds) feeds_.push_back(std::move(feed));
  }

  void OnEnd(std::string_view name) override {
    --depth_;
    if (EqualsIgnoreCase(name, "outline")) folders_.pop_back();
  }

  void OnText(std::string_view) override {}

  bool is_opml() const { return is_opml_; }
  std::vector<OpmlFeed> TakeFeeds() { return std::move(feeds_); }

 private:
  std::vector<OpmlFeed> feeds_;
  std::vector<std::string> folders_;  // of the open outlines, each with those around it
  std::size_t depth_ = 0;
  bool is_opml_ = false;
};

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string Attribute(std::string_view name, std::string_view value) {
  std::string out;
  if (!value.empty())
    out.append(" ").append(name).append("=\"").append(Escaped(value)).append("\"");
  return out;
}

}  // namespace

core::Expected<std::vector<OpmlFeed>> ReadOpml(std::string_view opml) {
  const std::string text = ToUtf8(opml, "text/xml");
  OpmlReader reader;
  XmlStream::Options options;
  options.utf8 = true;
  options.allow_doctype = true;
  XmlStream stream(reader, options);
  // In blocks, since the stream bounds what one tag may take between them.
  std::string_view rest = text;
  do {
    const std::string_view block = rest.substr(0, kBlock);
    rest.remove_prefix(block.size());
    if (const auto read = stream.Read(block, rest.empty()); !read) return read.error();
  } while (!rest.empty());
  if (!reader.is_opml()) return core::Error{"no OPML: its outermost element is not <opml>"};
  return reader.TakeFeeds();
}

std::string WriteOpml(std::string_view title, const std::vector<OpmlFeed>& feeds) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>" +
      Escaped(title) + "</title></head>\n<body>\n";
  std::string_view folder;
  for (const OpmlFeed& feed : feeds) {
    if (feed.category != folder) {
      if (!folder.empty()) out += "</outline>\n";
      folder = feed.category;
      if (!folder.empty()) out += "<outline" + Attribute("text", folder) + ">\n";
    }
    // `text` must be there.
    out += "<outline type=\"rss\"" +
           Attribute("text", feed.title.empty() ? feed.feed : feed.title) +
           Attribute("title", feed.title) + Attribute("xmlUrl", feed.feed) +
           Attribute("htmlUrl", feed.page) + Attribute("language", feed.language) + "/>\n";
  }
  if (!folder.empty()) out += "</outline>\n";
  return out + "</body>\n</opml>\n";
}

}  // namespace crawler
