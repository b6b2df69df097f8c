#include "nlp/language.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "nlp/embedded.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

using core::Language;

// Enough to be sure; keeps the cost of an endless sentence down.
constexpr std::size_t kMaxTokens = 400;
// A look at a sentence weighs so many of its words, spread over it.
constexpr std::size_t kLook = 3;
// By how much one language must lead for the other words not to be looked at: after one look, if it
// is the language around the sentence, else after two.
constexpr std::int32_t kSureAround = 8 * NgramModel::kUnit, kSure = 12 * NgramModel::kUnit;
// Kazakh is full of Russian words and has English ones, and Russian here has Kazakh names. No word
// says more for one of them against the other, so that most words of a sentence decide and not one
// long word.
constexpr std::int32_t kMostOfWord = 6 * NgramModel::kUnit;
// N-grams of a word overlap, so that their sum says more than it knows: this share of it gives the
// likeliest probabilities (scripts/train_language --folds measures it).
constexpr float kTemperature = 0.55F;
// What speaks for a language before the text does, in nats: most text that sholu reads is in three
// languages, and a sentence is mostly in the language around it.
constexpr float kUsual = 1.8F, kFallback = 3.5F;

// So many nats behind the likeliest class a float beside it does not change.
constexpr float kNothing = 18;

struct ClassTraits {
  Language language;
  KazakhWriting writing = KazakhWriting::kNone;
};

constexpr std::array<ClassTraits, kLanguageClasses> kTraits = {{
    {Language::kKk, KazakhWriting::kCyrillic},
    {Language::kKk, KazakhWriting::kRussianLetters},
    {Language::kKk, KazakhWriting::kDigits},
    {Language::kRu},
    {Language::kKy},
    {Language::kTt},
    {Language::kBa},
    {Language::kUz},
    {Language::kTg},
    {Language::kUk},
    {Language::kBe},
    {Language::kBg},
    {Language::kMn},
    {Language::kKk, KazakhWriting::kLatin2021},
    {Language::kKk, KazakhWriting::kLatin2018},
    {Language::kKk, KazakhWriting::kLatinInformal},
    {Language::kEn},
    {Language::kTr},
    {Language::kUz},
    {Language::kKk, KazakhWriting::kArabic},
    {Language::kAr},
    {Language::kFa},
    {Language::kUg},
}};

struct ClassRange {
  std::size_t first, size;
  std::size_t mixing;  // the first so many are of languages that mix
};

// The classes of a script.
constexpr ClassRange RangeOf(ModelScript script) {
  switch (script) {
    case ModelScript::kCyrillic:
      return {0, static_cast<std::size_t>(LanguageClass::kKkLatin2021), 4};
    case ModelScript::kLatin:
      return {static_cast<std::size_t>(LanguageClass::kKkLatin2021), 6, 4};
    case ModelScript::kArabic:
      return {static_cast<std::size_t>(LanguageClass::kKkArabic), 4, 1};
  }
  return {0, 0, 0};
}

// The script of whose classes one is due; nothing for text without letters.
std::optional<ModelScript> ScriptOf(const LanguageEvidence& evidence) {
  if (evidence.cyrillic + evidence.latin + evidence.arabic == 0) return std::nullopt;
  // Latin names are frequent in Cyrillic text, the reverse is rare.
  if (evidence.cyrillic * 2 >= evidence.latin && evidence.cyrillic >= evidence.arabic) {
    return ModelScript::kCyrillic;
  }
  return evidence.latin >= evidence.arabic ? ModelScript::kLatin : ModelScript::kArabic;
}

// The script of a word; nothing if it has letters of none or of several.
std::optional<ModelScript> ScriptOf(std::uint8_t letter_scripts) {
  switch (letter_scripts) {
    case kCyrillic:
      return ModelScript::kCyrillic;
    case kLatin:
      return ModelScript::kLatin;
    case kArabic:
      return ModelScript::kArabic;
    default:
      return std::nullopt;
  }
}

bool IsUsual(Language language) {
  return language == Language::kKk || language == Language::kRu || language == Language::kEn;
}

void CountLettersOfEach(std::string_view norm, LanguageEvidence& evidence) {
  const CharacterTable& table = CharacterTable::Get();
  for (std::size_t at = 0; at < norm.size();) {
    const Decoded next = DecodeAt(norm, at);
    at += next.size;
    const LetterScript script = table[next.character].script;
    evidence.cyrillic += script == kCyrillic ? 1 : 0;
    evidence.latin += script == kLatin ? 1 : 0;
    evidence.arabic += script == kArabic ? 1 : 0;
  }
}

void CountLetters(std::string_view norm, const TokenNote& note, LanguageEvidence& evidence) {
  const auto script = ScriptOf(note.scripts);
  if (!script) return CountLettersOfEach(norm, evidence);
  switch (*script) {
    case ModelScript::kCyrillic:
      evidence.cyrillic += note.letters;
      break;
    case ModelScript::kLatin:
      evidence.latin += note.letters;
      break;
    case ModelScript::kArabic:
      evidence.arabic += note.letters;
      break;
  }
}

void Add(const NgramModel::Scores& of_word, ClassRange range, NgramModel::Scores& scores) {
  const std::int32_t least =
      *std::max_element(of_word.begin(), of_word.begin() + range.mixing) - kMostOfWord;
  for (std::size_t i = 0; i < range.mixing; ++i) scores[i] += std::max(of_word[i], least);
  for (std::size_t i = range.mixing; i < of_word.size(); ++i) scores[i] += of_word[i];
}

void SetScores(const NgramModel::Scores& scores, ClassRange range, LanguageEvidence& evidence) {
  for (std::size_t i = 0; i < range.size; ++i) {
    evidence.score[range.first + i] = static_cast<float>(scores[i]);
  }
}

struct Lead {
  Language language = Language::kUnknown;
  std::int32_t by = 0;
};

Lead LeadOf(const NgramModel::Scores& scores, ClassRange range) {
  const auto* const traits = &kTraits[range.first];
  const std::size_t best = static_cast<std::size_t>(
      std::max_element(scores.begin(), scores.begin() + range.size) - scores.begin());
  Lead lead = {traits[best].language, std::numeric_limits<std::int32_t>::max()};
  for (std::size_t i = 0; i < range.size; ++i) {
    if (traits[i].language != lead.language) lead.by = std::min(lead.by, scores[best] - scores[i]);
  }
  return lead;
}

const NgramModel& Model() {
  static const NgramModel model = [] {
    for (const core::EmbeddedFile& file : LanguageFiles()) {
      if (file.name == "languages.model") return NgramModel(file.content);
    }
    return NgramModel({});
  }();
  return model;
}

}  // namespace

LanguageEvidence& LanguageEvidence::operator+=(const LanguageEvidence& other) {
  for (std::size_t i = 0; i < score.size(); ++i) score[i] += other.score[i];
  cyrillic += other.cyrillic;
  latin += other.latin;
  arabic += other.arabic;
  return *this;
}

core::Script ScriptOf(std::uint64_t cyrillic, std::uint64_t latin, std::uint64_t arabic) {
  const std::uint64_t all = cyrillic + latin + arabic;
  if (all == 0) return core::Script::kNone;
  const std::uint64_t most = std::max({cyrillic, latin, arabic});
  if ((all - most) * 10 >= all) return core::Script::kMixed;
  if (most == cyrillic) return core::Script::kCyrillic;
  return most == latin ? core::Script::kLatin : core::Script::kArabic;
}

LanguageDetector::LanguageDetector() : model_(Model()) {}

LanguageEvidence LanguageDetector::Weigh(std::string_view words,
                                         std::span<const core::Token> tokens,
                                         std::span<const TokenNote> notes, Language around,
                                         WeightCache& cache) const {
  LanguageEvidence evidence;
  const std::size_t count = std::min(tokens.size(), kMaxTokens);
  const auto is_word = [&](std::size_t t) {
    return (tokens[t].traits & core::kWord) != 0 && !notes[t].is_address;
  };
  const auto norm_of = [&](std::size_t t) {
    return words.substr(tokens[t].norm_at, tokens[t].norm_size);
  };
  for (std::size_t t = 0; t < count; ++t) {
    if (is_word(t)) CountLetters(norm_of(t), notes[t], evidence);
  }
  const auto script = ScriptOf(evidence);
  if (!script) return evidence;
  const ClassRange range = RangeOf(*script);
  NgramModel::Scores scores{};
  const std::size_t stride = (count + kLook - 1) / kLook, middle = stride / 2;
  std::array<std::pair<std::string_view, std::uint64_t>, kLook> looks;
  for (std::size_t look = 0; look < stride; ++look) {
    // The second look is at the words halfway between those of the first.
    const std::size_t offset = look == 1 ? middle : look > 1 && look <= middle ? look - 1 : look;
    std::size_t seen = 0;
    for (std::size_t t = offset; t < count; t += stride) {
      if (!is_word(t) || ScriptOf(notes[t].scripts) != script) continue;
      looks[seen++] = {norm_of(t), NgramModel::Prepare(norm_of(t), *script, cache)};
    }
    for (const auto& [norm, hash] : std::span(looks).first(seen)) {
      NgramModel::Scores of_word{};
      model_.Weigh(norm, *script, hash, cache, of_word);
      Add(of_word, range, scores);
    }
    const Lead lead = LeadOf(scores, range);
    if (lead.by >= (lead.language == around ? kSureAround : kSure) &&
        (look > 0 || lead.language == around)) {
      break;
    }
  }
  SetScores(scores, range, evidence);
  return evidence;
}

LanguageEvidence LanguageDetector::WeighAddresses(std::string_view words,
                                                  std::span<const core::Token> tokens,
                                                  std::span<const TokenNote> notes) const {
  LanguageEvidence evidence;
  NgramModel::Scores scores{};
  for (std::size_t t = 0; t < std::min(tokens.size(), kMaxTokens); ++t) {
    const std::string_view norm = words.substr(tokens[t].norm_at, tokens[t].norm_size);
    // The name of an account says nothing.
    if (!notes[t].is_address || norm.starts_with('@')) continue;
    CountLettersOfEach(norm, evidence);
    model_.Weigh(norm, ModelScript::kLatin, scores);
  }
  SetScores(scores, RangeOf(ModelScript::kLatin), evidence);
  return evidence;
}

Language LanguageDetector::Leader(const LanguageEvidence& evidence) {
  const auto script = ScriptOf(evidence);
  if (!script) return Language::kUnknown;
  const ClassRange range = RangeOf(*script);
  const auto* const first = evidence.score.begin() + range.first;
  return kTraits[static_cast<std::size_t>(std::max_element(first, first + range.size) -
                                          evidence.score.begin())]
      .language;
}

LanguageVerdict LanguageDetector::Decide(const LanguageEvidence& evidence,
                                         core::Language fallback) const {
  const auto script = ScriptOf(evidence);
  if (!script) return {fallback, 0, KazakhWriting::kNone};
  const ClassRange range = RangeOf(*script);
  const NgramModel::Scores& bias = model_.bias(*script);
  std::array<float, NgramModel::kMaxClasses> nats{};
  std::size_t best = 0, best_kazakh = 0;  // Kazakh is the first class of each script
  for (std::size_t i = 0; i < range.size; ++i) {
    const ClassTraits& traits = kTraits[range.first + i];
    nats[i] = (evidence.score[range.first + i] + static_cast<float>(bias[i])) * kTemperature /
              NgramModel::kUnit;
    if (IsUsual(traits.language)) nats[i] += kUsual;
    if (traits.language == fallback) nats[i] += kFallback;
    if (nats[i] > nats[best]) best = i;
    if (traits.language == Language::kKk && nats[i] > nats[best_kazakh]) best_kazakh = i;
  }
  std::array<float, core::kLanguages> power{};
  float sum = 0;
  const float most = nats[best];
  for (std::size_t i = 0; i < range.size; ++i) {
    if (nats[i] < most - kNothing) continue;
    const float part = std::exp(nats[i] - most);
    power[static_cast<std::size_t>(kTraits[range.first + i].language)] += part;
    sum += part;
  }
  const auto winner = std::max_element(power.begin(), power.end());
  const auto language = static_cast<Language>(winner - power.begin());
  return {language, *winner / sum,
          language == Language::kKk ? kTraits[range.first + best_kazakh].writing
                                    : KazakhWriting::kNone};
}

}  // namespace nlp
