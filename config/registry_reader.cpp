#include "config/registry_reader.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "config/lexicon_parts.h"
#include "nlp/search_key.h"

namespace config {
namespace {

using classify::Body;
using classify::Locality;
using classify::OfficeRank;
using classify::Pattern;
using classify::RoleCue;
using core::Language;

constexpr std::array kLanguageKeys = {
    std::pair{"kk", Language::kKk}, std::pair{"ru", Language::kRu}, std::pair{"en", Language::kEn}};
const std::initializer_list<std::pair<std::string_view, OfficeRank>> kRanks = {
    {"ministry", OfficeRank::kMinistry}, {"committee", OfficeRank::kCommittee},
    {"agency", OfficeRank::kAgency},     {"department", OfficeRank::kDepartment},
    {"office", OfficeRank::kOffice},     {"akim", OfficeRank::kAkim}};

// `text` as it is typed without Kazakh letters, capitals included.
std::string Typed(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kCapitals = {
      {{"Ә", "А"},
       {"Ғ", "Г"},
       {"Қ", "К"},
       {"Ң", "Н"},
       {"Ө", "О"},
       {"Ұ", "У"},
       {"Ү", "У"},
       {"Һ", "Х"},
       {"І", "И"}}};
  std::string typed = nlp::WithoutKazakhLetters(text);
  for (const auto& [letter, replacement] : kCapitals) {
    for (std::size_t at = 0; (at = typed.find(letter, at)) != std::string::npos;) {
      typed.replace(at, letter.size(), replacement);
      at += replacement.size();
    }
  }
  return typed;
}

// What a name is of. A place is written alike in Kazakh and Russian unless it has Kazakh letters;
// then other words of the other language may have its form (Семей, and the genitive of "families").
enum class NameOf : std::uint8_t { kBody, kPlace };

// Adds `pattern`, as a name is written, for the sentences of kk and ru, or of its one language.
void AddName(const Pattern& pattern, NameOf of, std::vector<Pattern>& names) {
  names.push_back(pattern);
  if (pattern.language != Language::kKk && pattern.language != Language::kRu) return;
  const bool kazakh = pattern.language == Language::kKk;
  const std::string typed = kazakh ? Typed(pattern.text) : pattern.text;
  if (!kazakh || of == NameOf::kBody || typed != pattern.text) {
    names.push_back(pattern);
    names.back().language = kazakh ? Language::kRu : Language::kKk;
  }
  if (typed == pattern.text) return;
  for (const Language language : {Language::kKk, Language::kRu}) {
    names.push_back({language, typed, pattern.place, false});
  }
}

std::vector<Pattern> ReadAliases(const YamlValue& value, NameOf of) {
  std::vector<Pattern> names;
  for (const Pattern& pattern : ReadPatterns(value)) AddName(pattern, of, names);
  return names;
}

class RegistryReader {
 public:
  explicit RegistryReader(classify::Lexicon& lexicon) : lexicon_(lexicon) {}

  void ReadBody(const YamlValue& item) {
    Body body;
    body.place = item.place();
    YamlMap map = item.Map();
    body.id = map.Required("id").String();
    ReadNames(map.Required("name"), body);
    ReadNature(map, body);
    body.valid_from = map.Optional("from").Day();
    body.valid_to = map.Optional("to").Day();
    body.successors = map.Optional("successors").Strings();
    body.special = map.Optional("special").Bool();
    body.aliases = ReadAliases(map.Optional("aliases"), NameOf::kBody);
    body.presumed = ReadPresumption(map.Optional("presumed"));
    lexicon_.bodies.push_back(std::move(body));
  }

  void ReadFamily(const YamlValue& item) {
    classify::BodyFamily family;
    family.place = item.place();
    YamlMap map = item.Map();
    family.id = map.Required("id").String();
    family.aliases = ReadAliases(map.Required("aliases"), NameOf::kBody);
    family.presumed = ReadPresumption(map.Optional("presumed"));
    Body shared;
    shared.family = family.id;
    ReadNature(map, shared);
    for (const YamlValue& member : map.Required("members").List()) {
      Body body = shared;
      body.place = member.place();
      YamlMap entry = member.Map();
      body.id = entry.Required("id").String();
      body.region = entry.Required("region").String();
      ReadNames(entry.Required("name"), body);
      body.aliases = ReadAliases(entry.Optional("aliases"), NameOf::kBody);
      lexicon_.bodies.push_back(std::move(body));
    }
    lexicon_.families.push_back(std::move(family));
  }

  void ReadRegion(const YamlValue& item) {
    classify::Region region;
    region.place = item.place();
    YamlMap map = item.Map();
    region.id = map.Required("id").String();
    ReadNames(map.Required("name"), region);
    region.aliases = ReadAliases(map.Required("aliases"), NameOf::kPlace);
    region.population = ReadPopulation(map.Optional("population"));
    lexicon_.regions.push_back(std::move(region));
  }

  void ReadDistrict(const YamlValue& item) { ReadLocality(item, &DistrictPattern); }
  void ReadTown(const YamlValue& item) { ReadLocality(item, &TownPattern); }

  void ReadOffices(const YamlValue& value) {
    classify::OfficeGrammar& offices = lexicon_.offices;
    if (!value.present()) return;
    offices.place = value.place();
    YamlMap map = value.Map();
    for (const YamlValue& item : map.Required("heads").List()) ReadHeads(item);
    for (const YamlValue& item : map.Required("fields").List()) ReadField(item);
    for (const std::string& link : map.Optional("links").Strings()) offices.links.insert(link);
    offices.scopes = ReadAliases(map.Optional("scopes"), NameOf::kBody);
    offices.unknown = map.Optional("unknown").String();
  }

  void ReadRole(const YamlValue& item) {
    classify::RoleWords words;
    YamlMap map = item.Map();
    words.cue = map.Required("cue").Enum<RoleCue>({{"acts", RoleCue::kActs},
                                                   {"addressed", RoleCue::kAddressed},
                                                   {"employs", RoleCue::kEmploys},
                                                   {"judges", RoleCue::kJudges},
                                                   {"elsewhere", RoleCue::kElsewhere}},
                                                  RoleCue::kActs);
    AddPatterns(map, words.patterns);
    lexicon_.role_words.push_back(std::move(words));
  }

 private:
  // What a body has in common with those of its family.
  static void ReadNature(YamlMap& map, Body& body) {
    body.kind = map.Required("kind").String();
    body.parent = map.Optional("parent").String();
    body.spheres = map.Optional("spheres").Strings();
    body.acting = map.Optional("acting").Bool();
  }

  static std::map<int, std::uint64_t> ReadPopulation(const YamlValue& value) {
    std::map<int, std::uint64_t> population;
    YamlMap map = value.Map();
    for (const auto& [key, people] : map.Entries()) {
      int year = 0;
      const auto parsed = std::from_chars(key.data(), key.data() + key.size(), year);
      if (parsed.ec != std::errc() || parsed.ptr != key.data() + key.size() || year < 1900 ||
          year > 2200) {
        people.Wrong(fmt::format("'{}' is no year", key), "years such as 2025");
        continue;
      }
      population[year] = static_cast<std::uint64_t>(people.Integer(0, 1, 1'000'000'000));
    }
    return population;
  }

  static classify::Presumption ReadPresumption(const YamlValue& value) {
    classify::Presumption presumption;
    YamlMap map = value.Map();
    presumption.unless = map.Optional("unless").Strings();
    std::vector<Pattern> patterns;
    AddPatterns(map, patterns);
    for (const Pattern& pattern : patterns) AddName(pattern, NameOf::kBody, presumption.patterns);
    return presumption;
  }

  // The pattern of a name in a language; `names` may say more of it.
  using LocalityPattern = std::string (*)(const std::string& name, Language language,
                                          YamlMap& names);

  void ReadLocality(const YamlValue& item, LocalityPattern pattern_of) {
    Locality locality;
    locality.place = item.place();
    YamlMap map = item.Map();
    for (const YamlValue& region : map.Required("region").ListOrOne()) {
      locality.regions.push_back(region.String());
    }
    for (const auto& [key, language] : kLanguageKeys) map.Required(key);
    AddLocalityNames(map, pattern_of, locality.aliases);
    for (const YamlValue& former : map.Optional("former").ListOrOne()) {
      YamlMap names = former.Map();
      AddLocalityNames(names, pattern_of, locality.aliases);
    }
    const auto more = ReadAliases(map.Optional("aliases"), NameOf::kPlace);
    locality.aliases.insert(locality.aliases.end(), more.begin(), more.end());
    lexicon_.localities.push_back(std::move(locality));
  }

  static void AddLocalityNames(YamlMap& map, LocalityPattern pattern_of,
                               std::vector<Pattern>& names) {
    for (const auto& [key, language] : kLanguageKeys) {
      const YamlValue value = map.Optional(key);
      if (!value.present()) continue;
      AddName({language, pattern_of(value.String(), language, map), value.text_place(), false},
              NameOf::kPlace, names);
    }
  }

  // "Бұланды ауданы", "Буландынский район", "район Биржан сал", "Bulandy district".
  static std::string DistrictPattern(const std::string& name, Language language, YamlMap&) {
    switch (language) {
      case Language::kKk:
        return name + " аудан*";
      case Language::kRu:
        return RussianDistrict(name);
      default:
        return name + " district";
    }
  }

  static std::string RussianDistrict(const std::string& name) {
    static constexpr std::string_view kDistrict = "район ";
    static constexpr std::string_view kAdjective = "ий";
    if (!name.starts_with(kDistrict)) {
      const bool adjective = name.ends_with(kAdjective);
      return name.substr(0, name.size() - (adjective ? kAdjective.size() : 0)) + "* район*";
    }
    std::string pattern = "район* имени?";
    std::string_view rest = std::string_view(name).substr(kDistrict.size());
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      pattern += fmt::format(" {}*", rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return pattern;
  }

  // The name as it is; in Russian, where lemmas of names are guesses, in all its cases.
  static std::string TownPattern(const std::string& name, Language language, YamlMap& names) {
    const std::string pattern = language == Language::kRu ? RussianTown(name) : name;
    return names.Optional("alone").Bool(true) ? pattern : WithTown(pattern, language);
  }

  // "Абай қаласы", "город Абай", "Abai city", "city of Abai".
  static std::string WithTown(const std::string& name, Language language) {
    switch (language) {
      case Language::kKk:
        return name + " қала*";
      case Language::kRu:
        return "(город | г) " + name;
      default:
        return fmt::format("({0} city | city of {0})", name);
    }
  }

  // "(Талгар | Талгара | ...)".
  static std::string RussianTown(const std::string& name) {
    struct Declension {
      std::string_view ending;
      std::initializer_list<std::string_view> others;
    };
    static constexpr std::size_t kLetter = 2;  // bytes of a Cyrillic one
    static const std::initializer_list<Declension> kDeclensions = {
        {"ый", {"ого", "ому", "ым", "ом"}},
        {"ка", {"ки", "ке", "ку", "кой"}},
        {"га", {"ги", "ге", "гу", "гой"}},
        {"а", {"ы", "е", "у", "ой"}},
        {"ь", {"и", "ью"}},
        {"й", {"я", "ю", "ем", "е"}}};
    static constexpr std::string_view kIndeclinable = "оеиуыюяэё";
    for (const Declension& declension : kDeclensions) {
      if (!name.ends_with(declension.ending)) continue;
      const std::string stem = name.substr(0, name.size() - declension.ending.size());
      std::string forms = name;
      for (const std::string_view ending : declension.others) {
        forms += fmt::format(" | {}{}", stem, ending);
      }
      return "(" + forms + ")";
    }
    if (name.size() < kLetter ||
        kIndeclinable.find(name.substr(name.size() - kLetter)) != std::string::npos) {
      return name;
    }
    return fmt::format("({0} | {0}а | {0}у | {0}ом | {0}е)", name);
  }

  void ReadHeads(const YamlValue& item) {
    YamlMap map = item.Map();
    const OfficeRank rank = map.Required("rank").Enum<OfficeRank>(kRanks, OfficeRank::kDepartment);
    for (const auto& [key, language] : kLanguageKeys) {
      classify::OfficeHead head;
      head.rank = rank;
      head.language = language;
      for (const YamlValue& value : map.Optional(key).ListOrOne()) {
        AddName({language, value.String(), value.text_place(), false}, NameOf::kBody,
                head.patterns);
      }
      if (!head.patterns.empty()) lexicon_.offices.heads.push_back(std::move(head));
    }
  }

  void ReadField(const YamlValue& item) {
    classify::OfficeField field;
    field.place = item.place();
    YamlMap map = item.Map();
    field.id = map.Required("id").String();
    for (const auto& [key, rank] : kRanks) {
      field.bodies[static_cast<std::size_t>(rank)] = map.Optional(key).String();
    }
    std::vector<Pattern> patterns;
    AddPatterns(map, patterns);
    for (const Pattern& pattern : patterns) AddName(pattern, NameOf::kBody, field.patterns);
    lexicon_.offices.fields.push_back(std::move(field));
  }

  classify::Lexicon& lexicon_;
};

}  // namespace

void ReadRegistry(YamlMap& map, classify::Lexicon& lexicon) {
  RegistryReader reader(lexicon);
  for (const YamlValue& item : map.Optional("bodies").List()) reader.ReadBody(item);
  for (const YamlValue& item : map.Optional("families").List()) reader.ReadFamily(item);
  for (const YamlValue& item : map.Optional("regions").List()) reader.ReadRegion(item);
  for (const YamlValue& item : map.Optional("districts").List()) reader.ReadDistrict(item);
  for (const YamlValue& item : map.Optional("towns").List()) reader.ReadTown(item);
  for (const YamlValue& item : map.Optional("roles").List()) reader.ReadRole(item);
  reader.ReadOffices(map.Optional("offices"));
  if (const YamlValue names = map.Optional("names"); names.present()) {
    YamlMap conditions = names.Map();
    lexicon.name_conditions = ReadConditions(conditions);
  }
}

}  // namespace config
