#include "config/lexicon_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "classify/classifier.h"
#include "classify/pattern.h"
#include "classify/regex.h"
#include "config/embedded.h"
#include "config/lexicon_parts.h"
#include "config/registry_reader.h"
#include "config/yaml_reader.h"
#include "core/sha256.h"

namespace config {
namespace {

using classify::Emission;
using classify::Lexicon;
using classify::Pattern;
using classify::Rule;

// Signs that lean on others weigh less than a statement.
constexpr float kSignWeight = 0.6F;
constexpr float kWeakSphereWeight = 0.4F;

std::vector<Emission> ReadEmissions(const YamlValue& value) {
  std::vector<Emission> emissions;
  for (const YamlValue& item : value.ListOrOne()) {
    Emission emission;
    YamlMap map = item.Map();
    for (const core::TagKind kind : {core::TagKind::kSphere, core::TagKind::kScheme,
                                     core::TagKind::kOffence, core::TagKind::kMark}) {
      const YamlValue id = map.Optional(core::Name(kind));
      if (!id.present()) continue;
      emission.kind = kind;
      emission.id = id.String();
    }
    emission.context = map.Optional("context").Enum<core::Context>(
        {{"allegation", core::Context::kAllegation},
         {"investigation", core::Context::kInvestigation},
         {"conviction", core::Context::kConviction},
         {"acquittal", core::Context::kAcquittal},
         {"prevention", core::Context::kPrevention},
         {"policy", core::Context::kPolicy},
         {"foreign", core::Context::kForeign}},
        core::Context::kNone);
    emission.act = map.Optional("act").Bool();
    emission.look_alike = map.Optional("look_alike").Bool();
    emission.episode = map.Optional("episode").Bool();
    emission.post = map.Optional("post").Bool();
    emissions.push_back(std::move(emission));
  }
  return emissions;
}

void ReadExamples(YamlMap& map, Rule& rule) {
  YamlMap examples = map.Optional("examples").Map();
  rule.examples.match = examples.Optional("match").Strings();
  rule.examples.no_match = examples.Optional("no_match").Strings();
}

// Reads one lexicon file into a Lexicon.
class Reader {
 public:
  explicit Reader(Lexicon& lexicon) : lexicon_(lexicon) {}

  void ReadFile(const YamlValue& root) {
    YamlMap map = root.Map();
    for (const YamlValue& item : map.Optional("lists").List()) ReadList(item);
    for (const YamlValue& item : map.Optional("rules").List()) ReadRule(item);
    for (const YamlValue& item : map.Optional("spheres").List()) ReadSphere(item);
    for (const YamlValue& item : map.Optional("schemes").List()) ReadScheme(item);
    for (const YamlValue& item : map.Optional("offences").List()) {
      ReadCued(item, core::TagKind::kOffence);
    }
    for (const YamlValue& item : map.Optional("marks").List()) ReadCued(item, core::TagKind::kMark);
    ReadRegistry(map, lexicon_);
  }

 private:
  void ReadList(const YamlValue& item) {
    classify::WordList list;
    list.place = item.place();
    YamlMap map = item.Map();
    list.name = map.Required("name").String();
    AddPatterns(map, list.patterns);
    lexicon_.lists.push_back(std::move(list));
  }

  void ReadRule(const YamlValue& item) {
    Rule rule;
    rule.place = item.place();
    YamlMap map = item.Map();
    rule.id = map.Required("id").String();
    rule.title = map.Required("title").String();
    rule.why = map.Required("why").String();
    rule.version = Version(map);
    rule.weight = static_cast<float>(map.Optional("weight").Number(1, 0, 10));
    rule.emits = ReadEmissions(map.Required("emits"));
    rule.patterns = ReadPatterns(map.Optional("match"));
    const auto regexes = ReadPatterns(map.Optional("regex"), true);
    rule.patterns.insert(rule.patterns.end(), regexes.begin(), regexes.end());
    rule.conditions = ReadConditions(map);
    ReadExamples(map, rule);
    if (rule.patterns.empty()) {
      item.Wrong("a rule without patterns", "write some under match or regex: kk, ru, en or any");
    }
    lexicon_.rules.push_back(std::move(rule));
  }

  static std::uint32_t Version(YamlMap& map) {
    return static_cast<std::uint32_t>(map.Optional("version").Integer(1, 1, 1'000'000));
  }

  // A term and the rules its own cues make: `strong` or `states`, and a weaker one.
  classify::Term ReadTerm(const YamlValue& item, YamlMap& map, core::TagKind kind) {
    classify::Term term;
    term.kind = kind;
    term.place = item.place();
    term.id = map.Required("id").String();
    ReadNames(map.Required("name"), term);
    return term;
  }

  Rule RuleOf(const classify::Term& term, std::string_view suffix, std::uint32_t version,
              float weight, std::vector<Pattern> patterns) {
    Rule rule;
    rule.id = fmt::format("{}.{}{}", core::Name(term.kind), term.id, suffix);
    rule.title = term.en;
    rule.version = version;
    rule.weight = weight;
    Emission emission;
    emission.kind = term.kind;
    emission.id = term.id;
    rule.emits.push_back(std::move(emission));
    rule.patterns = std::move(patterns);
    rule.place = term.place;
    return rule;
  }

  void Keep(Rule rule) {
    if (!rule.patterns.empty()) lexicon_.rules.push_back(std::move(rule));
  }

  void ReadSphere(const YamlValue& item) {
    YamlMap map = item.Map();
    classify::Term term = ReadTerm(item, map, core::TagKind::kSphere);
    term.parent = map.Optional("parent").String();
    const std::uint32_t version = Version(map);
    Rule strong = RuleOf(term, "", version, 1, ReadPatterns(map.Optional("strong")));
    ReadExamples(map, strong);
    Keep(std::move(strong));
    Keep(RuleOf(term, ".weak", version, kWeakSphereWeight, ReadPatterns(map.Optional("weak"))));
    lexicon_.terms.push_back(std::move(term));
  }

  void ReadScheme(const YamlValue& item) {
    YamlMap map = item.Map();
    classify::Term term = ReadTerm(item, map, core::TagKind::kScheme);
    term.parent = map.Optional("sphere").String();
    const std::uint32_t version = Version(map);
    std::vector<Emission> offences;
    for (const std::string& id : map.Optional("offences").Strings()) {
      Emission offence;
      offence.kind = core::TagKind::kOffence;
      offence.id = id;
      offences.push_back(std::move(offence));
    }
    Rule states = RuleOf(term, "", version, 1, ReadPatterns(map.Optional("states")));
    states.emits.front().act = true;
    Rule signs = RuleOf(term, ".sign", version, kSignWeight, ReadPatterns(map.Optional("signs")));
    ReadExamples(map, states.patterns.empty() ? signs : states);
    for (Rule* rule : {&states, &signs}) {
      rule->emits.insert(rule->emits.end(), offences.begin(), offences.end());
    }
    Keep(std::move(states));
    Keep(std::move(signs));
    lexicon_.terms.push_back(std::move(term));
  }

  // A term that its cues alone make.
  void ReadCued(const YamlValue& item, core::TagKind kind) {
    YamlMap map = item.Map();
    classify::Term term = ReadTerm(item, map, kind);
    Rule rule = RuleOf(term, "", Version(map), 1, ReadPatterns(map.Optional("cues")));
    ReadExamples(map, rule);
    Keep(std::move(rule));
    lexicon_.terms.push_back(std::move(term));
  }

  Lexicon& lexicon_;
};

// The mistakes inside the patterns of `lexicon`, where it cannot be compiled for others.
void AddPatternErrors(const Lexicon& lexicon, std::vector<core::Error>& errors) {
  const auto check = [&errors](const std::vector<Pattern>& patterns) {
    for (const Pattern& pattern : patterns) {
      if (pattern.regex) {
        if (auto regex = classify::ParseRegex(pattern); !regex) errors.push_back(regex.error());
      } else if (auto tree = classify::ParsePattern(pattern); !tree) {
        errors.push_back(tree.error());
      }
    }
  };
  for (const classify::WordList& list : lexicon.lists) check(list.patterns);
  for (const Rule& rule : lexicon.rules) {
    check(rule.patterns);
    for (const classify::Guard& guard : rule.conditions.guards) check(guard.patterns);
  }
  for (const classify::Body& body : lexicon.bodies) {
    check(body.aliases);
    check(body.presumed.patterns);
  }
  for (const classify::BodyFamily& family : lexicon.families) {
    check(family.aliases);
    check(family.presumed.patterns);
  }
  for (const classify::Region& region : lexicon.regions) check(region.aliases);
  for (const classify::Locality& locality : lexicon.localities) check(locality.aliases);
  for (const classify::OfficeHead& head : lexicon.offices.heads) check(head.patterns);
  for (const classify::OfficeField& field : lexicon.offices.fields) check(field.patterns);
  check(lexicon.offices.scopes);
  for (const classify::RoleWords& words : lexicon.role_words) check(words.patterns);
  for (const classify::Guard& guard : lexicon.name_conditions.guards) check(guard.patterns);
}

// The files of a lexicon, in the order in which they are read.
core::Expected<std::vector<std::filesystem::path>> FilesOf(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  if (error || files.empty()) {
    return core::Error{fmt::format("{}: no lexicon here ({}); it needs *.yaml files",
                                   folder.string(), error ? error.message() : "no such files")};
  }
  std::sort(files.begin(), files.end());
  const auto beside = std::filesystem::absolute(folder / "x").parent_path().parent_path();
  for (const core::EmbeddedFile& registry : RegistryFiles()) {
    if (std::filesystem::exists(folder / registry.name, error)) continue;
    for (const std::filesystem::path under : {"registry", ""}) {
      const auto file = beside / under / registry.name;
      if (!std::filesystem::exists(file, error)) continue;
      files.push_back(folder.is_relative() ? std::filesystem::proximate(file) : file);
      break;
    }
  }
  return files;
}

}  // namespace

core::Expected<Lexicon, std::vector<core::Error>> ParseLexicon(
    const std::vector<std::pair<std::string, std::string_view>>& files) {
  Lexicon lexicon;
  Reader reader(lexicon);
  std::vector<core::Error> errors;
  std::string hashed;
  for (const auto& [name, content] : files) {
    hashed += core::Sha256(content);
    const auto file = YamlFile::Parse(name, content);
    if (!file) {
      errors.push_back(file.error());
      continue;
    }
    reader.ReadFile(file->root());
    for (core::Error& error : file->errors()) errors.push_back(std::move(error));
  }
  if (!errors.empty()) {
    AddPatternErrors(lexicon, errors);
    return errors;
  }
  hashed += classify::JudgeVersion();
  lexicon.version = core::Sha256Hex(hashed).substr(0, 16);
  return lexicon;
}

core::Expected<Lexicon, std::vector<core::Error>> LexiconOf(const NamedFiles& files) {
  std::vector<std::pair<std::string, std::string_view>> views;
  for (const auto& [name, content] : files) views.emplace_back(name, content);
  return ParseLexicon(views);
}

core::Expected<NamedFiles> ReadLexiconFiles(const std::filesystem::path& folder) {
  const auto paths = FilesOf(folder);
  if (!paths) return paths.error();
  NamedFiles files;
  for (const auto& path : *paths) {
    std::ifstream file(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) return core::Error{path.string() + ": cannot be read"};
    files.emplace_back(path.string(), std::move(content));
  }
  return files;
}

core::Expected<Lexicon, std::vector<core::Error>> LoadLexicon(const std::filesystem::path& folder) {
  const auto files = ReadLexiconFiles(folder);
  if (!files) return std::vector<core::Error>{files.error()};
  return LexiconOf(*files);
}

Lexicon BuiltInLexicon() {
  std::vector<std::pair<std::string, std::string_view>> files;
  for (const auto* embedded : {&LexiconFiles(), &RegistryFiles()}) {
    for (const core::EmbeddedFile& file : *embedded) files.emplace_back(file.name, file.content);
  }
  auto lexicon = ParseLexicon(files);
  if (!lexicon) {
    throw std::logic_error("the built-in lexicon is broken: " + lexicon.error().front().message);
  }
  return *std::move(lexicon);
}

}  // namespace config
