#include <nlohmann/json.hpp>

#include "app/stage.h"
#include "crawler/url.h"

namespace app {
namespace {

nlohmann::json AnswerUrl(const nlohmann::json& line) {
  const auto canonical =
      crawler::Canonicalize(RequiredString(line, "url"), OptionalString(line, "base"));
  if (!canonical) throw BadLine(canonical.error().message);
  return {{"url", canonical->url}, {"host", canonical->host}, {"domain", canonical->domain}};
}

}  // namespace

Stage UrlStage() {
  return {
      "url", "Make URLs canonical, so that one page has one address.",
      R"({"id":1,"url":"../news/%7e5?utm_source=x#top","base":"https://Example.kz/ru/"})"
      "\n"
      R"({"domain":"example.kz","host":"example.kz","id":1,"url":"https://example.kz/news/~5"})",
      [](CLI::App&) -> std::function<Answer()> { return [] { return Answer(AnswerUrl); }; }};
}

}  // namespace app
