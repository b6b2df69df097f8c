#include "app/workspace.h"

#include <fmt/format.h>

#include <cstdlib>
#include <utility>

#include "app/audit_log.h"
#include "app/clock.h"
#include "config/lexicon_loader.h"
#include "crawler/archive.h"
#include "nlp/search_key.h"

namespace app {
namespace {

std::string Lines(const std::vector<core::Error>& errors) {
  std::string text;
  for (const core::Error& error : errors) {
    if (!text.empty()) text += '\n';
    text += error.message;
  }
  return text;
}

}  // namespace

Failure::Failure(const std::vector<core::Error>& errors) : std::runtime_error(Lines(errors)) {}

std::filesystem::path Global::folder() const {
  if (!workspace.empty()) return workspace;
  const char* variable = std::getenv("SHOLU_WORKSPACE");
  return variable != nullptr && *variable != '\0' ? variable : ".";
}

config::Settings SettingsIn(const std::filesystem::path& folder) {
  auto settings = config::LoadSettings(folder);
  if (!settings) throw Failure(settings.error());
  return *std::move(settings);
}

config::Settings SettingsIn(const Global& global) {
  return SettingsIn(global.folder());
}

store::Options StoreOptions(const config::Settings& settings, Access access) {
  store::Options options = settings.store;
  options.read_only = access == Access::kRead && std::filesystem::exists(options.folder);
  options.spelling = nlp::WordWithoutKazakhLetters;
  return options;
}

namespace {

// A store that was there and is gone, as on a disk that is not mounted, must not be begun anew.
void RefuseLostStore(const std::filesystem::path& folder, const config::Settings& settings) {
  if (std::filesystem::exists(settings.store.folder)) return;
  std::error_code missing;
  const auto audited = std::filesystem::file_size(folder / kAuditFile, missing);
  if (crawler::ArchiveFiles(settings.archive.folder).empty() && (missing || audited == 0)) return;
  throw Failure(fmt::format(
      "{}: the store is missing, and archive or audit log tell that there was one: is its disk "
      "mounted? Else 'sholu backup restore' brings it back",
      settings.store.folder.string()));
}

}  // namespace

Workspace Workspace::Open(const Global& global, Access access) {
  Workspace workspace;
  workspace.folder = global.folder();
  workspace.settings = SettingsIn(global);
  RefuseLostStore(workspace.folder, workspace.settings);
  workspace.settings.store = StoreOptions(workspace.settings, access);
  auto store = store::Store::Open(workspace.settings.store);
  if (!store) throw Failure(store.error());
  workspace.store = std::move(*store);
  workspace.analyzer = std::make_unique<nlp::Analyzer>();
  return workspace;
}

std::unique_ptr<classify::Classifier> Workspace::Compile(classify::Lexicon lexicon) const {
  auto classifier = classify::Classifier::Compile(std::move(lexicon), *analyzer,
                                                  {.cache_folder = folder / "cache"});
  if (!classifier) throw Failure(classifier.error());
  return std::move(*classifier);
}

std::set<std::string> Workspace::KeptOut(const classify::Lexicon& lexicon) const {
  return KeptOut(lexicon, settings);
}

std::set<std::string> Workspace::KeptOut(const classify::Lexicon& lexicon,
                                         const config::Settings& of) const {
  return monitor::RulesBelow(of.rule_floor, PrecisionIn(folder, lexicon));
}

std::unique_ptr<classify::Classifier> Workspace::CompileLexicon() const {
  classify::Lexicon all = lexicon();
  classify::KeepOutOfCounts(KeptOut(all), all);
  return Compile(std::move(all));
}

std::unique_ptr<classify::Classifier> Workspace::CompileLexiconToTag() const {
  ReadyLexicon ready = ReadLexiconToTag(settings);
  BeginToTag(ready.kept);
  return std::move(ready.classifier);
}

ReadyLexicon Workspace::ReadLexiconToTag(const config::Settings& of) const {
  auto files = config::ReadLexiconFiles(of.lexicon);
  if (!files) throw Failure(files.error());
  auto lexicon = config::LexiconOf(*files);
  if (!lexicon) throw Failure(lexicon.error());
  ReadyLexicon ready{*lexicon, nullptr, {}};
  KeptLexicon& kept = ready.kept;
  kept.kept_out = KeptOut(*lexicon, of);
  classify::KeepOutOfCounts(kept.kept_out, *lexicon);
  ready.classifier = Compile(*std::move(lexicon));
  kept.version = ready.classifier->lexicon().version;
  kept.judge = classify::JudgeVersion();
  for (auto& [name, content] : *files) {
    const std::filesystem::path path(name);
    kept.files.emplace_back((path.parent_path().filename() / path.filename()).string(),
                            std::move(content));
  }
  return ready;
}

void Workspace::BeginToTag(const KeptLexicon& lexicon) const {
  KeptLexicon kept = lexicon;
  kept.first_used = Now();
  const std::uint64_t versions = store->counters().versions;
  KeptLexicons(store->space(kLexiconSpace))
      .Use(std::move(kept), static_cast<store::DocumentNumber>(versions + 1));
}

classify::Lexicon Workspace::lexicon() const {
  auto lexicon = config::LoadLexicon(settings.lexicon);
  if (!lexicon) throw Failure(lexicon.error());
  return std::move(*lexicon);
}

store::StoredDocument DocumentOf(const Workspace& workspace, store::DocumentNumber number) {
  if (const auto erasure = workspace.store->ErasureOf(number)) {
    const core::Zone zone = *core::Zone::Find(workspace.settings.zone);
    throw Failure(fmt::format("document {} was erased on {} by {}: {}", number,
                              core::ToString(zone.DayOf(erasure->at)), erasure->by,
                              erasure->reason));
  }
  auto stored = workspace.store->Get(number);
  if (!stored) {
    throw Failure(fmt::format("there is no document {}; 'sholu search' shows numbers", number));
  }
  return *std::move(stored);
}

VerdictLog VerdictsIn(const std::filesystem::path& folder) {
  return VerdictLog(folder / "verdicts.jsonl");
}

std::map<std::string, monitor::RulePrecision> PrecisionIn(const std::filesystem::path& folder,
                                                          const classify::Lexicon& lexicon) {
  const auto verdicts = VerdictsIn(folder).Read();
  if (!verdicts) throw Failure(verdicts.error());
  return monitor::PrecisionOfRules(*verdicts, lexicon);
}

}  // namespace app
