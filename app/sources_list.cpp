#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/shown_language.h"
#include "app/source_entry.h"
#include "app/sources_commands.h"
#include "app/text_json.h"
#include "app/text_table.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

struct Wording {
  std::string_view name, owner, languages, region, feeds, sitemaps, sections, closed, nothing,
      state, private_owner, foreign;
};
constexpr Wording kKazakh = {"атауы",       "иесі",    "тілдері",
                             "өңір",        "арналар", "карталар",
                             "бөлімдер",    "жабық",   "sources.yaml файлында дереккөз жоқ.",
                             "мемлекеттік", "жеке",    "шетелдік"};
constexpr Wording kRussian = {"название",        "владелец", "языки",
                              "регион",          "лент",     "карт",
                              "разделов",        "закрытый", "В sources.yaml нет источников.",
                              "государственный", "частный",  "иностранный"};
constexpr Wording kEnglish = {"name",     "owner",    "languages",
                              "region",   "feeds",    "sitemaps",
                              "sections", "not open", "sources.yaml names no sources.",
                              "state",    "private",  "foreign"};

Json ToJson(const crawler::Source& source) {
  Json json = {{"id", source.id},
               {"name", source.name},
               {"owner", source.owner},
               {"languages", source.languages},
               {"region", source.region},
               {"feeds", source.feeds},
               {"sitemaps", source.sitemaps},
               {"sections", source.sections},
               {"include", source.include},
               {"exclude", source.exclude},
               {"robots_sitemaps", source.robots_sitemaps},
               {"delay_ms", nullptr},
               {"open", source.open}};
  if (source.delay) json["delay_ms"] = source.delay->count();
  return json;
}

int ListSources(const Global& global, const std::string& written) {
  const config::Settings settings = SettingsIn(global);
  if (global.json) {
    Json list = Json::array();
    for (const crawler::Source& source : settings.sources) list.push_back(ToJson(source));
    PrintJson({{"sources", std::move(list)}});
    return 0;
  }
  const Wording& words = In(ShownLanguage(written, settings.language), kKazakh, kRussian, kEnglish);
  if (settings.sources.empty()) {
    fmt::print("{}\n", words.nothing);
    return 0;
  }
  TextTable table({{"id"},
                   {words.name},
                   {words.owner},
                   {words.languages},
                   {words.region},
                   {words.feeds, Align::kRight},
                   {words.sitemaps, Align::kRight},
                   {words.sections, Align::kRight},
                   {""}});
  for (const crawler::Source& source : settings.sources) {
    const std::string_view owner = source.owner == "state"     ? words.state
                                   : source.owner == "private" ? words.private_owner
                                   : source.owner == "foreign" ? words.foreign
                                                               : std::string_view();
    table.Add({source.id, source.name, std::string(owner),
               fmt::format("{}", fmt::join(source.languages, " ")), source.region,
               std::to_string(source.feeds.size()), std::to_string(source.sitemaps.size()),
               std::to_string(source.sections.size()),
               std::string(source.open ? std::string_view() : words.closed)});
  }
  fmt::print("{}", table.ToString(ColoursOfOutput()));
  return 0;
}

}  // namespace

void AddSourcesList(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand("list", "The sources of sources.yaml, checked");
  command->footer("Examples:\n  sholu sources list\n  sholu sources list --json");
  const auto language = std::make_shared<std::string>();
  AddLanguageOption(*command, *language);
  command->callback([&global, &run, language] {
    run = [&global, language] { return ListSources(global, *language); };
  });
}

}  // namespace app
