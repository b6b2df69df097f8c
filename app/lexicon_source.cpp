#include "app/lexicon_source.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "app/shown_language.h"
#include "config/embedded.h"
#include "config/lexicon_loader.h"
#include "core/utf8.h"
#include "monitor/near_names.h"

namespace app {
namespace {

constexpr std::size_t kSuggestions = 3;

bool NamesWorkspace(const Global& global) {
  std::error_code failed;
  return !global.workspace.empty() || global.folder() != "." ||
         std::filesystem::exists("sholu.yaml", failed);
}

}  // namespace

void AddLexiconOptions(CLI::App& command, LexiconArguments& arguments) {
  command.add_option(
      "--lexicon", arguments.folder,
      "Folder of the lexicon, with the registry's files in it, beside it or in "
      "registry/ beside it; default: the workspace's, outside of one the built-in lexicon");
  AddLanguageOption(command, arguments.language);
}

LexiconSource::LexiconSource(const Global& global, const LexiconArguments& arguments)
    : folder_(arguments.folder) {
  if (folder_.empty() && NamesWorkspace(global)) {
    const auto settings = config::LoadSettings(global.folder());
    if (!settings) throw Failure(settings.error());
    workspace_ = global.folder();
    folder_ = settings->lexicon;
    language_ = settings->language;
    floor_ = settings->rule_floor;
  }
  language_ = ShownLanguage(arguments.language, language_);
}

core::Expected<classify::Lexicon, std::vector<core::Error>> LexiconSource::Load() const {
  if (folder_.empty()) return config::BuiltInLexicon();
  return config::LoadLexicon(folder_);
}

std::set<std::string> LexiconSource::KeptOut(const classify::Lexicon& lexicon) const {
  if (!workspace_) return {};
  return monitor::RulesBelow(floor_, PrecisionIn(*workspace_, lexicon));
}

std::unique_ptr<classify::Classifier> LexiconSource::Compile(const nlp::Analyzer& analyzer) const {
  auto lexicon = Load();
  if (!lexicon) throw Failure(lexicon.error());
  classify::KeepOutOfCounts(KeptOut(*lexicon), *lexicon);
  classify::Classifier::Options options;
  if (workspace_) options.cache_folder = *workspace_ / "cache";
  auto classifier = classify::Classifier::Compile(std::move(*lexicon), analyzer, options);
  if (!classifier) throw Failure(classifier.error());
  return std::move(*classifier);
}

const std::string& LexiconSource::Content(const std::string& file) {
  const auto [found, fresh] = contents_.try_emplace(file);
  if (!fresh) return found->second;
  if (folder_.empty()) {
    for (const auto* files : {&config::LexiconFiles(), &config::RegistryFiles()}) {
      for (const core::EmbeddedFile& embedded : *files) {
        if (embedded.name == file) found->second = embedded.content;
      }
    }
  } else {
    std::ifstream stream(file, std::ios::binary);
    found->second.assign(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return found->second;
}

classify::Place LexiconSource::Find(const classify::Place& from, const std::string& text) {
  const std::string& content = Content(from.file);
  std::size_t begin = 0;
  for (int line = 1; line < from.line && begin != std::string::npos; ++line) {
    begin = content.find('\n', begin);
    if (begin != std::string::npos) ++begin;
  }
  const std::size_t at = begin == std::string::npos ? begin : content.find(text, begin);
  if (at == std::string::npos || text.empty()) return from;
  classify::Place place{from.file, from.line, 1};
  place.line +=
      static_cast<int>(std::count(content.begin() + static_cast<std::ptrdiff_t>(begin),
                                  content.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  const std::size_t line_end = at == 0 ? std::string::npos : content.rfind('\n', at - 1);
  const std::size_t line_begin = line_end == std::string::npos ? 0 : line_end + 1;
  place.column += static_cast<int>(
      core::CountCharacters(std::string_view(content).substr(line_begin, at - line_begin)));
  return place;
}

std::string LexiconSource::ToString() const {
  constexpr std::string_view kKazakh = "кірістірілген", kRussian = "встроенный",
                             kEnglish = "built in";
  return folder_.empty() ? std::string(In(language_, kKazakh, kRussian, kEnglish))
                         : folder_.string();
}

const classify::Rule& RequiredRule(const classify::Lexicon& lexicon, const std::string& id) {
  const auto found = std::find_if(lexicon.rules.begin(), lexicon.rules.end(),
                                  [&id](const classify::Rule& rule) { return rule.id == id; });
  if (found != lexicon.rules.end()) return *found;
  if (id == classify::kLearnedAct || id == classify::kLearnedSphere ||
      id == classify::kLearnedScheme || id == classify::kLearnedOffence) {
    throw Failure(
        fmt::format("'{}' is no rule but the learned layer, which weighs the words of a "
                    "text; 'sholu lexicon explain' shows what it weighs",
                    id));
  }
  // Ids and titles of rules, for likeness, are names as good as those of schemes.
  constexpr core::TagKind kKind = core::TagKind::kScheme;
  monitor::Names names;
  for (const classify::Rule& rule : lexicon.rules) {
    names.Add(kKind, rule.id, {.kk = {}, .ru = {}, .en = rule.title});
  }
  std::string near;
  for (const std::string& one : monitor::NearNames(names, kKind, id, kSuggestions)) {
    near += (near.empty() ? "" : ", ") + one;
  }
  throw Failure(near.empty()
                    ? fmt::format("no rule is called '{}'; 'sholu lexicon list' shows them", id)
                    : fmt::format("no rule is called '{}'; did you mean {}?", id, near));
}

}  // namespace app
