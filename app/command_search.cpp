#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "app/commands.h"
#include "app/filter_options.h"
#include "app/text_json.h"
#include "core/printable.h"

namespace app {
namespace {

struct Arguments {
  std::vector<std::string> words;
  FilterArguments filter;
  std::size_t limit = 10, offset = 0;
  bool by_date = false;
};

constexpr std::size_t kSnippetBytes = 200, kLongWord = 60;

// The lemmas of the words that were asked for, analysed as documents are, in order.
std::vector<std::string> Terms(const nlp::Analyzer& analyzer,
                               const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText analysed;
  analyzer.Analyze(text, core::Language::kUnknown, scratch, analysed);
  std::set<std::string> terms;
  for (const core::Token& token : analysed.tokens) {
    const std::string_view lemma = analysed.lemma_code(token);
    if (!lemma.empty()) terms.emplace(lemma);
  }
  return {terms.begin(), terms.end()};
}

// The words around the first term found, cut at character borders.
std::string Snippet(const nlp::Analyzer& analyzer, const std::string& text,
                    const std::vector<std::string>& terms) {
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText analysed;
  analyzer.Analyze(text, core::Language::kUnknown, scratch, analysed);
  std::size_t at = 0;
  for (const core::Token& token : analysed.tokens) {
    if (std::binary_search(terms.begin(), terms.end(), analysed.lemma_code(token))) {
      at = token.begin;
      break;
    }
  }
  // The end of the word at `byte`, or of the character if the word is very long.
  const auto cut = [&](std::size_t byte) {
    const std::size_t space = text.find(' ', byte);
    if (space != std::string::npos && space - byte < kLongWord) return space;
    while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0) == 0x80) ++byte;
    return std::min(byte, text.size());
  };
  const std::size_t begin = at > kSnippetBytes / 2 ? std::min(at, cut(at - kSnippetBytes / 2)) : 0;
  const std::size_t end = cut(begin + kSnippetBytes);
  return (begin > 0 ? "…" : "") + text.substr(begin, end - begin) + (end < text.size() ? "…" : "");
}

int Search(const Global& global, const Arguments& arguments) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const core::Zone zone = *core::Zone::Find(workspace.settings.zone);
  store::Query query;
  const std::vector<std::string> terms = Terms(*workspace.analyzer, arguments.words);
  query.root = store::AllOf({});
  for (const std::string& term : terms) query.root.parts.push_back(store::Term(term));
  const FilterArguments& filter = arguments.filter;
  for (const std::string* id :
       {&filter.sphere, &filter.body, &filter.scheme, &filter.offence, &filter.region}) {
    if (id->empty()) continue;
    CheckKnown(filter, monitor::Names::Of(workspace.lexicon()), workspace.settings.language);
    break;
  }
  query.filter = ToFilter(arguments.filter, workspace.settings.zone);
  query.limit = arguments.limit == 0 ? std::numeric_limits<std::size_t>::max() : arguments.limit;
  query.offset = arguments.offset;
  query.by_date = arguments.by_date;
  const store::SearchResult result = workspace.store->Search(query);

  nlohmann::ordered_json hits = nlohmann::ordered_json::array();
  if (!global.json) fmt::print("{} found\n", result.total);
  for (const store::Hit& hit : result.hits) {
    const auto found = workspace.store->Get(hit.header.number);
    if (!found) continue;
    if (global.json) {
      nlohmann::ordered_json row = HeaderJson(*found);
      row["score"] = hit.score;
      hits.push_back(std::move(row));
      continue;
    }
    const core::Document& document = found->document;
    fmt::print("\n{:>6}  {}  {}  {}\n        {}\n", hit.header.number,
               core::ToString(zone.DayOf(hit.header.counted_at)), hit.header.source,
               core::Printable(document.title),
               core::Printable(Snippet(*workspace.analyzer, document.text, terms)));
    if (!document.url.empty()) fmt::print("        {}\n", core::Printable(document.url));
  }
  if (global.json) {
    PrintJson({{"total", result.total}, {"hits", hits}});
  } else if (result.total > arguments.offset + result.hits.size()) {
    fmt::print("\nmore with --offset {}\n", arguments.offset + result.hits.size());
  }
  return 0;
}

}  // namespace

void AddSearchCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("search", "Find documents by words, tags, source and time");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu search больница взятка\n"
      "  sholu search пара --sphere health --from 2026-01-01 --by-date\n"
      "  sholu search --source-type appeal --countable --limit 0 --json\n"
      "All words must occur, in any form. 'sholu show NUMBER' shows a document and what its tags "
      "rest on.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("words", arguments->words,
                      "Words to find; none: whatever passes the other options");
  command->add_option("--limit", arguments->limit, "Documents shown; 0: all")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  command->add_option("--offset", arguments->offset, "Documents passed over")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  command->add_flag("--by-date", arguments->by_date, "Newest first instead of best first");
  AddFilterOptions(*command, arguments->filter);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Search(global, *arguments); };
  });
}

}  // namespace app
