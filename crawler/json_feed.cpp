#include "crawler/json_feed.h"

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "crawler/feed_date.h"
#include "crawler/html_text.h"
#include "crawler/url.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxEntries = 100'000;
constexpr std::size_t kMaxDepth = 256;

// Takes the events of a JSON reader; keeps nothing but the feed.
class JsonFeedReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit JsonFeedReader(std::string_view url) : url_(url) {}

  Feed feed;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(std::int64_t value) override { return Number(std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) override { return Number(std::to_string(value)); }
  bool number_float(double, const std::string&) override { return true; }
  bool binary(nlohmann::json::binary_t&) override { return true; }
  bool key(std::string& name) override {
    key_.swap(name);
    if (depth_ == 1) in_items_ = key_ == "items";
    return true;
  }
  bool string(std::string& value) override {
    if (depth_ == 1) {
      if (key_ == "version" && value.find("jsonfeed.org/version/") != std::string::npos) {
        feed.kind = FeedKind::kJson;
      }
      if (key_ == "title") feed.title = HtmlToLine(value);
    } else if (InItem()) {
      ItemString(value);
    }
    return true;
  }
  bool start_object(std::size_t) override {
    ++depth_;
    if (InItem()) {
      entry_ = {};
      text_.clear();
      html_.clear();
    }
    return depth_ <= kMaxDepth;
  }
  bool end_object() override {
    if (InItem()) FinishItem();
    --depth_;
    return true;
  }
  bool start_array(std::size_t) override { return ++depth_ <= kMaxDepth; }
  bool end_array() override {
    --depth_;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
    return false;
  }

 private:
  bool InItem() const { return in_items_ && depth_ == 3; }

  bool Number(std::string value) {  // an id may be a number (JSON Feed 1.1, "id")
    if (InItem() && key_ == "id") entry_.id = std::move(value);
    return true;
  }

  void ItemString(const std::string& value) {
    if (key_ == "id") {
      entry_.id = value;
    } else if (key_ == "url") {
      entry_.link = Resolve(value, url_).value_or(value);
    } else if (key_ == "title") {
      entry_.title = HtmlToLine(value);
    } else if (key_ == "summary") {
      entry_.summary = HtmlToLine(value);
    } else if (key_ == "content_text") {
      text_ = value;
    } else if (key_ == "content_html") {
      html_ = value;
    } else if (key_ == "date_published") {
      entry_.published = ParseFeedDate(value);
    } else if (key_ == "date_modified") {
      entry_.updated = ParseFeedDate(value);
    }
  }

  void FinishItem() {
    if (entry_.summary.empty()) entry_.summary = text_.empty() ? HtmlToLine(html_) : text_;
    if (feed.entries.size() < kMaxEntries) feed.entries.push_back(std::move(entry_));
  }

  std::string_view url_;
  std::string key_;
  std::size_t depth_ = 0;
  bool in_items_ = false;
  FeedEntry entry_;
  std::string text_, html_;
};

}  // namespace

Feed ParseJsonFeed(std::string_view json, std::string_view url) {
  JsonFeedReader reader(url);
  const bool whole = nlohmann::json::sax_parse(json.begin(), json.end(), &reader);
  if (reader.feed.kind == FeedKind::kUnknown) return {};
  reader.feed.malformed = !whole;
  return std::move(reader.feed);
}

}  // namespace crawler
