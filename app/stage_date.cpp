#include <memory>
#include <nlohmann/json.hpp>

#include "app/stage.h"
#include "core/language.h"
#include "core/time.h"
#include "crawler/date_parser.h"

namespace app {
namespace {

using nlohmann::json;

constexpr const char* kDefaultZone = "Asia/Almaty";

json AnswerDate(const json& line) {
  const std::string text = RequiredString(line, "text");
  const std::string now = OptionalString(line, "now");
  std::string zone = OptionalString(line, "zone");
  if (zone.empty()) zone = kDefaultZone;
  if (!core::Zone::Find(zone)) throw BadLine("zone: no time zone of that name: " + zone);

  crawler::DateContext context;
  context.language = core::LanguageOf(OptionalString(line, "language"));
  context.zone = zone;
  if (!now.empty()) {
    context.now = core::ParseIso(now, zone);
    if (!context.now) throw BadLine("now: not an ISO 8601 time: " + now);
  }
  const auto date = crawler::ParseDate(text, context);
  return {{"date", date ? json(date->ToIso()) : json(nullptr)}};
}

}  // namespace

Stage DateStage() {
  Stage stage;
  stage.name = "date";
  stage.about = "Read a date as people write it, in Kazakh, Russian or English.";
  stage.example =
      R"({"id":1,"text":"Кеше, 18:02","now":"2026-03-15T14:30:00+05:00","language":"kk"})"
      "\n"
      R"({"date":"2026-03-14T18:02:00+05:00","id":1})";
  stage.setup = [](CLI::App&) { return [] { return Answer(AnswerDate); }; };
  return stage;
}

}  // namespace app
