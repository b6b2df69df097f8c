#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/colours.h"
#include "app/commands.h"
#include "app/counted.h"
#include "app/dimension_names.h"
#include "app/filter_options.h"
#include "app/filter_values.h"
#include "app/query_reader.h"
#include "app/snippet.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "nlp/alphabet.h"

namespace app {
namespace {

struct Arguments {
  std::vector<std::string> words;
  FilterArguments filter;
  std::size_t limit = 10, offset = 0, facets = 0;
  store::Commit at = 0;
  bool by_date = false, explain = false;
};

constexpr std::size_t kSnippetBytes = 240;

using Json = nlohmann::ordered_json;

class Searching {
 public:
  Searching(const Global& global, const Arguments& arguments)
      : global_(global),
        arguments_(arguments),
        workspace_(Workspace::Open(global, Access::kRead)),
        vocabulary_([this] { return workspace_.lexicon(); }),
        zone_(*core::Zone::Find(workspace_.settings.zone)) {}

  int Run() {
    const store::Query query = ReadQuery();
    result_ = workspace_.store->Search(query);
    sought_ = SoughtWords::Of(query.root, result_.words);
    global_.json ? PrintAsJson() : PrintAsText();
    return 0;
  }

 private:
  store::Query ReadQuery() {
    std::string typed;
    for (const std::string& word : arguments_.words) {
      typed.append(typed.empty() ? "" : " ").append(word);
    }
    auto root = app::ReadQuery(typed, *workspace_.analyzer, vocabulary_,
                               workspace_.settings.language, zone_);
    if (!root) throw Failure(root.error());
    store::Query query;
    query.root = *std::move(root);
    query.filter = ToFilter(arguments_.filter, workspace_.settings.zone);
    if (!query.filter.tags.empty()) {
      CheckKnown(arguments_.filter, vocabulary_.names(), workspace_.settings.language);
      AddSuccession(vocabulary_.registry(), query.filter);
    }
    TellOfEmptySources(*workspace_.store, arguments_.filter, query.root);
    CheckCommit(*workspace_.store, arguments_.at);
    if (arguments_.at > 0) query.filter.at = arguments_.at;
    query.limit =
        arguments_.limit == 0 ? std::numeric_limits<std::size_t>::max() : arguments_.limit;
    query.offset = arguments_.offset;
    query.by_date = arguments_.by_date;
    query.facets = arguments_.facets;
    query.explain = arguments_.explain;
    return query;
  }

  Snippet SnippetFor(const store::StoredDocument& found) const {
    const auto analysis = workspace_.store->GetAnalysis(found.header.number);
    return SnippetOf(found.document.text, analysis ? analysis->text : core::NormalizedText(),
                     sought_, kSnippetBytes);
  }

  // "взятка (взятка 812, взятки 3)": what was typed, and how many documents have which lemma.
  static std::string Shown(const store::SoughtWord& word) {
    std::string lemmas;
    for (const auto& [lemma, documents] : word.lemmas) {
      lemmas +=
          fmt::format("{}{} {}", lemmas.empty() ? "" : ", ", nlp::DecodeWord(lemma), documents);
    }
    return fmt::format("{} ({})", core::Printable(word.written), lemmas);
  }

  void PrintAsText() const {
    const Colours colours = ColoursOfOutput();
    fmt::print("{} found\n", result_.total);
    for (const store::Hit& hit : result_.hits) {
      const auto found = workspace_.store->Get(hit.header.number);
      if (!found) continue;
      const core::Document& document = found->document;
      const Snippet snippet = SnippetFor(*found);
      std::string text = WithMarks(snippet.text, snippet.marks, colours);
      std::replace(text.begin(), text.end(), '\n', ' ');
      fmt::print("\n{:>6}  {}  {}  {}\n        {}\n", hit.header.number,
                 core::ToString(zone_.DayOf(hit.header.counted_at)), hit.header.source,
                 Painted(core::Printable(document.title), kBold, colours), text);
      if (!document.url.empty()) fmt::print("        {}\n", core::Printable(document.url));
      if (!arguments_.explain) continue;
      fmt::print("        score {:.3f}:", hit.score);
      for (const store::Contribution& part : hit.contributions) {
        fmt::print(" {} {:.3f} ({})", core::Printable(result_.words[part.word].written), part.score,
                   Counted(part.frequency, "times"));
      }
      fmt::print("\n");
    }
    if (arguments_.explain) {
      fmt::print("\nsought:\n");
      for (const store::SoughtWord& word : result_.words) {
        fmt::print("  {}{}\n", Shown(word),
                   word.counts ? fmt::format(", weight {:.3f}", word.weight) : "");
      }
    }
    for (const store::Facet& facet : result_.facets) {
      fmt::print("\n{}\n", NameIn(workspace_.settings.language, facet.dimension));
      for (const auto& [value, documents] : facet.values) {
        fmt::print("{:>8}  {}\n", documents, core::Printable(value));
      }
    }
    if (result_.erased > 0) fmt::print("\nerased since that commit: {}\n", result_.erased);
    const std::size_t next = arguments_.offset + result_.hits.size();
    if (result_.total > next && !result_.hits.empty()) {
      fmt::print("\nmore with --at {} --offset {}\n", result_.commit, next);
    }
  }

  Json HitJson(const store::Hit& hit, const store::StoredDocument& found) const {
    Json row = HeaderJson(found);
    row["score"] = hit.score;
    const Snippet snippet = SnippetFor(found);
    Json marks = Json::array();
    for (const Mark& mark : snippet.marks) marks.push_back({mark.begin, mark.end});
    row["snippet"] = {{"text", snippet.text}, {"marks", std::move(marks)}};
    if (!arguments_.explain) return row;
    Json parts = Json::array();
    for (const store::Contribution& part : hit.contributions) {
      parts.push_back({{"word", result_.words[part.word].written},
                       {"frequency", part.frequency},
                       {"score", part.score}});
    }
    row["contributions"] = std::move(parts);
    return row;
  }

  void PrintAsJson() const {
    Json hits = Json::array();
    for (const store::Hit& hit : result_.hits) {
      auto found = workspace_.store->Get(hit.header.number);
      if (!found) continue;
      found->header = hit.header;  // as of the commit that was searched
      hits.push_back(HitJson(hit, *found));
    }
    Json answer = {{"total", result_.total}, {"commit", result_.commit}, {"hits", std::move(hits)}};
    if (result_.erased > 0) answer["erased_since"] = result_.erased;
    if (arguments_.facets > 0) {
      Json facets = Json::object();
      for (const store::Facet& facet : result_.facets) {
        Json& values = facets[std::string(Name(facet.dimension))] = Json::array();
        for (const auto& [value, documents] : facet.values) {
          values.push_back({{"value", value}, {"documents", documents}});
        }
      }
      answer["facets"] = std::move(facets);
    }
    if (arguments_.explain) {
      Json words = Json::array();
      for (const store::SoughtWord& word : result_.words) {
        Json lemmas = Json::array();
        for (const auto& [lemma, documents] : word.lemmas) {
          lemmas.push_back({{"lemma", nlp::DecodeWord(lemma)}, {"documents", documents}});
        }
        words.push_back({{"written", word.written},
                         {"lemmas", std::move(lemmas)},
                         {"counts", word.counts},
                         {"weight", word.weight}});
      }
      answer["words"] = std::move(words);
    }
    PrintJson(answer);
  }

  const Global& global_;
  const Arguments& arguments_;
  const Workspace workspace_;
  const Vocabulary vocabulary_;
  const core::Zone zone_;
  store::SearchResult result_;
  SoughtWords sought_;
};

}  // namespace

void AddSearchCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("search", "Find documents by words, tags, source and time");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu search больница взятка\n"
      "  sholu search '(пара OR взятка) sphere:health from:2026-01-01' --by-date\n"
      "  sholu search --source-type appeal --countable --limit 0 --json\n"
      "  sholu search тендер --facets 5 --explain\n"
      "'sholu show NUMBER' shows a document and what its tags rest on. A page at a commit stays as "
      "it is, whatever\nis stored meanwhile: that is what --at with --offset are for.\n\n" +
      std::string(kQueryHelp));
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("words", arguments->words,
                      "The query; none: whatever passes the other options");
  command->add_option("--limit", arguments->limit, "Documents shown; 0: all")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  command->add_option("--offset", arguments->offset, "Documents passed over")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  command->add_option("--at", arguments->at, "The corpus as of this commit; default: now")
      ->check(CLI::PositiveNumber);
  command->add_flag("--by-date", arguments->by_date, "Newest first instead of best first");
  command
      ->add_option("--facets", arguments->facets,
                   "Count what was found by sphere, body, source and so on; so many values of "
                   "each")
      ->check(CLI::Range(1, 10'000));
  command->add_flag("--explain", arguments->explain,
                    "Show as what each word was sought and what it adds to the score");
  AddFilterOptions(*command, arguments->filter);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Searching(global, *arguments).Run(); };
  });
}

}  // namespace app
