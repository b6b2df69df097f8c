#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/filter_options.h"
#include "app/filter_values.h"
#include "app/progress.h"
#include "app/shown_language.h"
#include "app/table_file.h"
#include "app/text_json.h"
#include "config/priorities.h"
#include "core/printable.h"
#include "monitor/numerals.h"
#include "monitor/plain_text.h"
#include "monitor/priority.h"

namespace app {
namespace {

using core::Language;
using core::TagKind;
using Json = nlohmann::ordered_json;

struct Arguments {
  FilterArguments filter;
  std::string level, format, output, language, copies;
  std::size_t limit = 20, offset = 0;
  bool limited = false;  // --limit was given
};

// What is said around the appeals, in the three languages.
struct Wording {
  std::string_view found;  // {total}
  std::string_view levels[3];
  std::string_view more;         // {offset}
  std::string_view copies;       // {count}
  std::string_view contexts[8];  // in the order of core::Context
  std::string_view columns[14];
  std::string_view sheet;
};

constexpr Wording kKazakh = {
    "{total} өтініш табылды",
    {"төмен", "орташа", "жоғары"},
    "жалғасы: --offset {offset}",
    "осындай өтініштер саны: {count}",
    {"", "хабарлау", "тергеу", "үкім", "ақтау, расталмаған", "алдын алу", "саясат", "шетелде"},
    {"Ұпай", "Деңгей", "Себептер", "Тіркеу нөмірі", "Күні", "Өңір", "Сала", "Схема",
     "Аталған орган", "Кезең", "Тақырып", "Мәтін (дербес деректер жасырылған)", "Тізілім",
     "Құжат №"},
    "Өтініштер"};
constexpr Wording kRussian = {
    "Найдено обращений: {total}",
    {"низкий", "средний", "высокий"},
    "дальше: --offset {offset}",
    "таких обращений: {count}",
    {"", "сообщение", "расследование", "приговор", "оправдание, не подтвердилось", "профилактика",
     "политика", "за рубежом"},
    {"Баллы", "Уровень", "Почему", "Рег. номер", "Дата", "Регион", "Сфера", "Схема",
     "На кого указывают", "Стадия", "Тема", "Текст (персональные данные скрыты)", "Реестр",
     "Документ №"},
    "Обращения"};
constexpr Wording kEnglish = {"{total} appeals found",
                              {"low", "medium", "high"},
                              "more with --offset {offset}",
                              "such appeals: {count}",
                              {"", "allegation", "investigation", "conviction",
                               "acquittal, not confirmed", "prevention", "policy", "abroad"},
                              {"Points", "Level", "Reasons", "Register number", "Date", "Region",
                               "Sphere", "Scheme", "Implicated body", "Stage", "Subject",
                               "Text (personal data masked)", "Register", "Document No."},
                              "Appeals"};

const Wording& WordingOf(Language language) {
  switch (language) {
    case Language::kKk:
      return kKazakh;
    case Language::kEn:
      return kEnglish;
    default:
      return kRussian;
  }
}

constexpr double kWidths[] = {8, 10, 36, 16, 12, 20, 24, 24, 28, 14, 30, 80, 14, 12};

// One appeal as it is shown: of what is stored masked, never the original.
class Row {
 public:
  Row(const store::StoredDocument& stored, const monitor::RankedItem& ranked,
      const monitor::Priorities& priorities, const monitor::Names& names, Language language,
      const core::Zone& zone)
      : stored_(stored),
        ranked_(ranked),
        priorities_(priorities),
        names_(names),
        language_(language) {
    if (const auto& published = stored.document.published; published && !published->has_time) {
      day_ = published->day();
    } else if (published) {
      day_ = zone.DayOf(stored.header.counted_at);
    }
  }

  std::string_view level() const {
    return WordingOf(language_).levels[static_cast<std::size_t>(ranked_.level)];
  }
  std::string Reasons() const {
    std::string text;
    for (const std::size_t index : ranked_.reasons) {
      const monitor::PriorityRule& rule = priorities_.rules[index];
      text += fmt::format("{}{} ({:+})", text.empty() ? "" : "; ",
                          monitor::ReasonIn(rule, language_), rule.points);
    }
    return text;
  }
  std::string Tags(TagKind kind) const {
    std::string text;
    for (const core::Tag& tag : stored_.classification.tags) {
      if (tag.kind != kind) continue;
      if (kind == TagKind::kBody && tag.role != core::Role::kImplicated) continue;
      text += fmt::format("{}{}", text.empty() ? "" : "; ", names_.Get(kind, tag.id, language_));
    }
    return text;
  }

  std::vector<monitor::TableCell> Cells() const {
    const core::Document& document = stored_.document;
    return {std::int64_t{ranked_.points},
            std::string(level()),
            Reasons(),
            document.key.address,
            day_ ? monitor::TableCell(*day_) : std::string(),
            Tags(TagKind::kRegion),
            Tags(TagKind::kSphere),
            Tags(TagKind::kScheme),
            Tags(TagKind::kBody),
            std::string(
                WordingOf(language_).contexts[static_cast<std::size_t>(stored_.header.context)]),
            document.title,
            document.text,
            document.key.source,
            std::int64_t{ranked_.number}};
  }

  Json ToJson() const {
    Json json = HeaderJson(stored_);
    json["points"] = ranked_.points;
    json["copies"] = ranked_.copies;
    json["level"] = monitor::Name(ranked_.level);
    json["reasons"] = Json::array();
    for (const std::size_t index : ranked_.reasons) {
      const monitor::PriorityRule& rule = priorities_.rules[index];
      json["reasons"].push_back({{"rule", rule.id},
                                 {"points", rule.points},
                                 {"reason", monitor::ReasonIn(rule, language_)}});
    }
    json["text"] = stored_.document.text;
    json["tags"] = TagsJson(stored_)["tags"];
    return json;
  }

  std::string ToText() const {
    constexpr std::size_t kWidth = 100, kTextWidth = 240;
    const core::Document& document = stored_.document;
    std::string text = fmt::format("{:>4}  {}  {}  {}  ({})\n", ranked_.points, level(),
                                   core::Printable(document.key.address),
                                   day_ ? core::ToString(*day_) : "", ranked_.number);
    const auto line = [&](const std::string& words) {
      if (!words.empty()) text += monitor::Wrap(words, "      ", kWidth);
    };
    line(monitor::OneLine(document.title));
    line(monitor::Shorten(monitor::OneLine(document.text), kTextWidth));
    std::string tags;
    for (const TagKind kind :
         {TagKind::kRegion, TagKind::kSphere, TagKind::kScheme, TagKind::kBody}) {
      if (const std::string found = Tags(kind); !found.empty()) {
        tags += (tags.empty() ? "" : " · ") + found;
      }
    }
    line(tags);
    line(Reasons());
    if (ranked_.copies > 1) {
      line(fmt::format(fmt::runtime(WordingOf(language_).copies),
                       fmt::arg("count", ranked_.copies)));
    }
    return text;
  }

 private:
  const store::StoredDocument& stored_;
  const monitor::RankedItem& ranked_;
  const monitor::Priorities& priorities_;
  const monitor::Names& names_;
  Language language_;
  std::optional<core::Day> day_;  // absent: the register states none
};

std::optional<TableFormat> FormatOf(const Arguments& arguments) {
  std::string name = arguments.format;
  if (name.empty()) {
    name = std::filesystem::path(arguments.output).extension().string();
    if (!name.empty()) name.erase(0, 1);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  }
  if (name == "csv") return TableFormat::kCsv;
  if (name == "xlsx") return TableFormat::kXlsx;
  return std::nullopt;
}

class Lister {
 public:
  Lister(const Global& global, const Arguments& arguments)
      : global_(global),
        arguments_(arguments),
        workspace_(Workspace::Open(global, Access::kRead)),
        lexicon_(workspace_.lexicon()),
        names_(monitor::Names::Of(lexicon_)),
        priorities_(Load()),
        zone_(*core::Zone::Find(workspace_.settings.zone)),
        language_(ShownLanguage(arguments.language, workspace_.settings.language)) {}

  int Run() {
    monitor::RankingRequest request;
    CheckKnown(arguments_.filter, names_, language_);
    TellOfEmptySources(*workspace_.store, arguments_.filter, {});
    request.filter = ToFilter(arguments_.filter, workspace_.settings.zone);
    AddSuccession(classify::Registry(lexicon_), request.filter);
    request.filter.source_type = core::SourceType::kAppeal;
    for (const classify::Body& body : lexicon_.bodies) {
      if (body.generic()) request.generic_bodies.insert(body.id);
    }
    if (!arguments_.level.empty()) request.level = *monitor::PriorityLevelOf(arguments_.level);
    const bool all = arguments_.limit == 0 || (!arguments_.output.empty() && !arguments_.limited);
    request.limit = all ? std::numeric_limits<std::size_t>::max() : arguments_.limit;
    request.offset = arguments_.offset;
    request.fold_copies =
        arguments_.copies == "fold" || (arguments_.copies.empty() && arguments_.output.empty());
    const monitor::Ranking ranking = monitor::Rank(*workspace_.store, priorities_, request);
    if (!arguments_.output.empty()) return Export(ranking);
    return global_.json ? PrintJson(ranking) : PrintText(ranking);
  }

 private:
  monitor::Priorities Load() const {
    auto priorities = config::LoadPriorities(workspace_.folder / "priorities.yaml", names_);
    if (!priorities) throw Failure(priorities.error());
    return std::move(*priorities);
  }

  template <typename Visit>
  void ForEach(const monitor::Ranking& ranking, const Visit& visit) const {
    for (const monitor::RankedItem& item : ranking.items) {
      const auto stored = workspace_.store->Get(item.number);
      if (stored) visit(Row(*stored, item, priorities_, names_, language_, zone_));
    }
  }

  int PrintText(const monitor::Ranking& ranking) const {
    const Wording& words = WordingOf(language_);
    fmt::print("{}\n", fmt::format(fmt::runtime(words.found), fmt::arg("total", ranking.total)));
    ForEach(ranking, [](const Row& row) { fmt::print("\n{}", row.ToText()); });
    const std::size_t shown = arguments_.offset + ranking.items.size();
    if (ranking.total > shown) {
      fmt::print("\n{}\n", fmt::format(fmt::runtime(words.more), fmt::arg("offset", shown)));
    }
    return 0;
  }

  int PrintJson(const monitor::Ranking& ranking) const {
    Json appeals = Json::array();
    ForEach(ranking, [&](const Row& row) { appeals.push_back(row.ToJson()); });
    const Json answer = {{"total", ranking.total}, {"appeals", appeals}};
    app::PrintJson(answer);
    return 0;
  }

  int Export(const monitor::Ranking& ranking) const {
    const Wording& words = WordingOf(language_);
    std::vector<monitor::TableColumn> columns;
    for (std::size_t i = 0; i < std::size(words.columns); ++i) {
      columns.push_back({std::string(words.columns[i]), kWidths[i]});
    }
    const bool to_stdout = IsStandardOutput(arguments_.output);
    auto file = TableFile::Create(to_stdout ? "" : arguments_.output, *FormatOf(arguments_),
                                  std::string(words.sheet), columns);
    if (!file) throw Failure(file.error());
    Progress progress("writing", global_.json);
    std::uint64_t rows = 0;
    ForEach(ranking, [&](const Row& row) {
      if (const auto added = (*file)->AddRow(row.Cells()); !added) throw Failure(added.error());
      progress.Show(++rows, ranking.items.size());
    });
    if (const auto done = (*file)->Finish(); !done) throw Failure(done.error());
    std::FILE* const out = to_stdout ? stderr : stdout;
    if (global_.json) {
      app::PrintJson({{"output", arguments_.output}, {"appeals", rows}}, out);
    } else {
      fmt::print(out, "{}: {}\n", arguments_.output, rows);
    }
    return 0;
  }

  const Global& global_;
  const Arguments& arguments_;
  const Workspace workspace_;
  const classify::Lexicon lexicon_;
  const monitor::Names names_;
  const monitor::Priorities priorities_;
  const core::Zone zone_;
  const Language language_;
};

}  // namespace

void AddAppealsCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand("appeals", "Citizens' appeals in the order to read them");
  command->group(kWorkspaceCommands);
  command->require_subcommand(1);
  CLI::App* list = command->add_subcommand(
      "list", "List appeals by priority, with the reasons; personal data is masked");
  list->footer(
      "Examples:\n"
      "  sholu appeals list\n"
      "  sholu appeals list --level high --from 2026-01-01 --sphere health\n"
      "  sholu appeals list --output appeals.xlsx --language kk\n"
      "Points and reasons come from priorities.yaml. 'sholu show NUMBER' traces one appeal.");
  const auto arguments = std::make_shared<Arguments>();
  list->add_option("--level", arguments->level, "This level and higher: low, medium or high")
      ->check(CLI::IsMember({"low", "medium", "high"}));
  CLI::Option* limit = list->add_option("--limit", arguments->limit, "Appeals listed; 0: all")
                           ->check(CLI::Range(0, 1'000'000'000))
                           ->capture_default_str();
  list->add_option("--offset", arguments->offset, "Appeals passed over")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  CLI::Option* output = list->add_option(
      "--output", arguments->output,
      "Write all of them to this file, CSV or XLSX by its ending; -: standard output");
  list->add_option("--format", arguments->format, "Of the file: csv or xlsx")
      ->check(CLI::IsMember({"csv", "xlsx"}))
      ->needs(output);
  list->add_option("--copies", arguments->copies,
                   "fold: of letters of nearly the same text show one; each: all; default: fold on "
                   "the screen, each in a file")
      ->check(CLI::IsMember({"fold", "each"}));
  AddLanguageOption(*list, arguments->language);
  AddFilterOptions(*list, arguments->filter, SourceTypes::kOne);
  list->callback([&global, &run, arguments, limit] {
    arguments->limited = limit->count() > 0;
    if (!arguments->output.empty() && !FormatOf(*arguments)) {
      throw CLI::ValidationError("--output",
                                 "CSV or XLSX? name the file *.csv or *.xlsx, or say --format");
    }
    run = [&global, arguments] { return Lister(global, *arguments).Run(); };
  });
}

}  // namespace app
