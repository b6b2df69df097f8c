#include "app/lexicon_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/lexicon_source.h"
#include "app/shown_language.h"

namespace app {
namespace {

using core::Language;
using std::string_view;

struct Wording {
  std::array<string_view, core::kTagKinds> kinds;  // in the order of core::TagKind
  std::array<string_view, 8> contexts;             // in the order of core::Context
  string_view yes, no;
  string_view kazakh, russian, english, any;
  string_view act, look_alike, episode, post, context, nothing;
};

constexpr Wording kKazakh = {
    {"сала", "схема", "құқық бұзушылық", "орган", "өңір", "белгі"},
    {"жоқ", "хабарлау", "тергеу", "үкім", "ақтау, расталмаған", "алдын алу", "саясат", "шетелде"},
    "иә",
    "жоқ",
    "қазақша",
    "орысша",
    "ағылшынша",
    "кез келген тілде",
    "сыбайлас жемқорлық әрекеті",
    "ұқсас сөз: дәлелге жатпайды",
    "нақты оқиғаның белгісі",
    "лауазым",
    "кезең",
    "ештеңе"};
constexpr Wording kRussian = {
    {"сфера", "схема", "правонарушение", "орган", "регион", "отметка"},
    {"нет", "сообщение", "расследование", "приговор", "оправдание, не подтвердилось",
     "профилактика", "политика", "за рубежом"},
    "да",
    "нет",
    "казахский",
    "русский",
    "английский",
    "любой язык",
    "коррупционное деяние",
    "похожее выражение: не доказательство",
    "признак конкретного случая",
    "должность",
    "стадия",
    "ничего"};
constexpr Wording kEnglish = {{"sphere", "scheme", "offence", "body", "region", "mark"},
                              {"none", "allegation", "investigation", "conviction",
                               "acquittal, not confirmed", "prevention", "policy", "abroad"},
                              "yes",
                              "no",
                              "Kazakh",
                              "Russian",
                              "English",
                              "any language",
                              "a corrupt act",
                              "a look-alike: no evidence",
                              "a sign of a specific episode",
                              "a post",
                              "stage",
                              "nothing"};

const Wording& WordsIn(Language language) {
  return In(language, kKazakh, kRussian, kEnglish);
}

}  // namespace

string_view KindInWords(core::TagKind kind, Language language) {
  return WordsIn(language).kinds[static_cast<std::size_t>(kind)];
}

string_view ContextInWords(core::Context context, Language language) {
  return WordsIn(language).contexts[static_cast<std::size_t>(context)];
}

string_view BoolInWords(bool value, Language language) {
  return value ? WordsIn(language).yes : WordsIn(language).no;
}

string_view LanguageInWords(Language of, Language language) {
  const Wording& words = WordsIn(language);
  switch (of) {
    case Language::kKk:
      return words.kazakh;
    case Language::kRu:
      return words.russian;
    case Language::kEn:
      return words.english;
    default:
      return words.any;
  }
}

string_view SectionName(Language section) {
  return section == Language::kUnknown ? "any" : core::Code(section);
}

bool EmitsKind(const classify::Rule& rule, string_view kind) {
  return std::any_of(rule.emits.begin(), rule.emits.end(),
                     [kind](const classify::Emission& emission) {
                       if (kind == "act") return emission.act;
                       if (kind == "look_alike") return emission.look_alike;
                       if (kind == "episode") return emission.episode;
                       if (kind == "post") return emission.post;
                       if (kind == "context") return emission.context != core::Context::kNone;
                       return emission.kind && core::Name(*emission.kind) == kind;
                     });
}

std::string EmitsInWords(const classify::Rule& rule, const monitor::Names& names,
                         Language language) {
  const Wording& words = WordsIn(language);
  std::string text;
  const auto add = [&text](string_view more) {
    text.append(text.empty() ? "" : "; ").append(more);
  };
  for (const auto& [kind, name] : {std::pair("act", words.act),
                                   {"look_alike", words.look_alike},
                                   {"episode", words.episode},
                                   {"post", words.post}}) {
    if (EmitsKind(rule, kind)) add(name);
  }
  for (const classify::Emission& emission : rule.emits) {
    if (emission.context != core::Context::kNone) {
      add(fmt::format("{}: {}", words.context, ContextInWords(emission.context, language)));
    }
    if (emission.kind) {
      add(fmt::format("{}: {} ({})", KindInWords(*emission.kind, language),
                      names.Get(*emission.kind, emission.id, language), emission.id));
    }
  }
  return text.empty() ? std::string(words.nothing) : text;
}

}  // namespace app
