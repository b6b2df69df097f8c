#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/stage.h"
#include "crawler/feed.h"

namespace app {
namespace {

using nlohmann::json;

json OrNull(const std::string& text) {
  return text.empty() ? json() : json(text);
}
json OrNull(const std::optional<core::WrittenTime>& time) {
  return time ? json(time->ToIso()) : json();
}

json ToJson(const crawler::FeedEntry& entry) {
  return {{"title", entry.title},
          {"link", OrNull(entry.link)},
          {"id", OrNull(entry.id)},
          {"summary", entry.summary},
          {"published", OrNull(entry.published)},
          {"updated", OrNull(entry.updated)}};
}

json AnswerFeed(const json& line, const std::string& base) {
  const std::string path = OptionalString(line, "path");
  const std::string body = path.empty() ? RequiredString(line, "body") : ReadInputFile(base, path);
  const crawler::Feed feed = crawler::ParseFeed(body, OptionalString(line, "url"));
  json entries = json::array();
  for (const crawler::FeedEntry& entry : feed.entries) entries.push_back(ToJson(entry));
  return {{"kind", crawler::Name(feed.kind)},
          {"title", OrNull(feed.title)},
          {"entries", std::move(entries)},
          {"bozo", feed.malformed}};
}

}  // namespace

Stage FeedStage() {
  return {"feed", "Read feeds and sitemaps: RSS, Atom, RDF, JSON Feed.",
          R"({"id":1,"body":"<rss><channel><item><title>A</title></item></channel></rss>"})"
          "\n"
          R"({"bozo":false,"entries":[{"id":null,"link":null,"published":null,"summary":"",)"
          R"("title":"A","updated":null}],"id":1,"kind":"rss","title":null})",
          [](CLI::App& command) -> std::function<Answer()> {
            const auto base = std::make_shared<std::string>();
            command.add_option("--base", *base, "Directory that `path` is relative to");
            return [base] { return [base](const json& line) { return AnswerFeed(line, *base); }; };
          }};
}

}  // namespace app
