#include "nlp/keyphrases.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <tuple>
#include <unordered_map>

#include "nlp/character.h"
#include "nlp/hash.h"
#include "nlp/phrase_words.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

constexpr std::size_t kMaxForms = 6;          // kept per phrase
constexpr std::size_t kMaxPhraseBytes = 200;  // longer words make no phrase
constexpr double kMaxGain = 4;                // of what the background lacks

using WordHashes = std::array<std::uint64_t, KeyphraseCounter::kMaxWords>;

// A phrase as it was written.
struct Form {
  std::string norm;
  std::string text;
  std::uint32_t count = 0;
  bool nominative = false;
  bool inside = false;  // `text` is from inside a sentence, so its capital is its own
};

struct Candidate {
  WordHashes words{};
  std::uint8_t size = 0;
  std::uint8_t weight = 0;  // words that say something: nouns
  std::uint32_t count = 0, error = 0;
  std::uint32_t documents = 0, last_document = 0;
  std::uint64_t place = 0;  // in the order of first occurrence
  bool likely = false;      // a phrase by its form, so that one occurrence tells
  std::string lemma;
  std::vector<Form> forms;
};

// Seen once, words in a row are more often chance than a term, unless their form tells.
bool IsChance(const Candidate& candidate) {
  return candidate.count == 1 && candidate.size > 1 && !candidate.likely;
}

std::uint64_t KeyOf(std::span<const std::uint64_t> words) {
  std::uint64_t key = words.size();
  for (const std::uint64_t word : words) key = Mix(key * 0x9E3779B97F4A7C15ULL + word);
  return key;
}

struct PhraseWord {
  const core::Token* token;
  PhraseRole role;
  std::uint64_t hash;
};

bool MayEnd(PhraseRole role) {
  return role == PhraseRole::kNoun || role == PhraseRole::kWeak;
}

// Whether the words make a phrase of their own. English and Kazakh phrases end with their head,
// Russian ones with it or with a noun that depends on it.
bool IsPhrase(std::span<const PhraseWord> words) {
  const PhraseRole first = words.front().role;
  if (first == PhraseRole::kLink || !MayEnd(words.back().role)) return false;
  if (words.size() == 1) return first == PhraseRole::kNoun;
  return std::any_of(words.begin(), words.end(),
                     [](const PhraseWord& word) { return word.role == PhraseRole::kNoun; });
}

// Whether two words belong together by their form: a modifier before a noun, in Kazakh a noun
// before one with the possessive ending.
bool IsLikelyPair(std::span<const PhraseWord> words, const core::NormalizedText& text,
                  core::Language language) {
  if (words.size() != 2) return false;
  if (words[0].role == PhraseRole::kModifier || language == core::Language::kEn) return true;
  const std::string_view last = text.norm(*words[1].token);
  return language == core::Language::kKk && (last.ends_with("ы") || last.ends_with("і"));
}

// The word whose number and case are those of the phrase.
std::size_t HeadOf(std::span<const PhraseWord> words, core::Language language) {
  if (language == core::Language::kRu) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (MayEnd(words[i].role)) return i;
    }
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].role == PhraseRole::kLink && i > 0) return i - 1;
  }
  return words.size() - 1;
}

std::string JoinedNorms(std::span<const PhraseWord> words, const core::NormalizedText& text) {
  std::string joined;
  for (const PhraseWord& word : words) {
    if (!joined.empty()) joined += ' ';
    joined += text.norm(*word.token);
  }
  return joined;
}

// The phrase as written, with single spaces.
std::string Written(std::span<const PhraseWord> words, std::string_view original) {
  std::string written;
  for (const PhraseWord& word : words) {
    if (!written.empty()) written += ' ';
    written += original.substr(word.token->begin, word.token->end - word.token->begin);
  }
  return written;
}

bool IsNominative(std::span<const PhraseWord> words, const core::NormalizedText& text,
                  core::Language language) {
  const std::size_t head = HeadOf(words, language);
  if (language == core::Language::kRu) {
    bool modified = false;
    for (std::size_t i = 0; i < head; ++i) {
      if (words[i].role != PhraseRole::kModifier) continue;
      modified = true;
      if (!IsNominativeModifier(text.norm(*words[i].token))) return false;
    }
    if (modified) return true;
  }
  return text.norm(*words[head].token) == text.lemma(*words[head].token);
}

// More is better: the form that shows the phrase.
auto Rank(const Form& form) {
  return std::make_tuple(form.nominative, form.count, form.inside);
}

bool BeginsSmall(std::string_view text) {
  return !text.empty() && !CharacterTable::Get()[DecodeAt(text, 0).character].upper;
}

// `text` with its first letter made small.
std::string Decapitalized(std::string_view text) {
  const Decoded first = DecodeAt(text, 0);
  std::string small;
  AppendUtf8(CharacterTable::Get()[first.character].fold, small);
  small.append(text.substr(first.size));
  return small;
}

// The form of a phrase to show. One that only ever began a sentence has its capital from there if
// another form has a small letter inside a sentence.
std::string Shown(const std::vector<Form>& forms) {
  const Form& best = *std::max_element(
      forms.begin(), forms.end(), [](const Form& a, const Form& b) { return Rank(a) < Rank(b); });
  const bool is_common = std::any_of(forms.begin(), forms.end(), [](const Form& form) {
    return form.inside && BeginsSmall(form.text);
  });
  return is_common && !best.inside ? Decapitalized(best.text) : best.text;
}

}  // namespace

struct KeyphraseCounter::Impl {
  std::size_t max_candidates;
  std::uint32_t documents = 0;
  std::uint64_t places = 0;
  std::uint32_t bucket = 0;  // of lossy counting: what is not kept occurred at most so often
  std::unordered_map<std::uint64_t, Candidate> candidates;
  std::vector<PhraseWord> run;  // words without a break between them

  void AddRun(std::string_view original, const core::NormalizedText& text, core::Language language);
  void AddPhrase(std::span<const PhraseWord> words, std::string_view original,
                 const core::NormalizedText& text, core::Language language);
  void Forget();
};

void KeyphraseCounter::Impl::Forget() {
  while (candidates.size() > max_candidates) {
    ++bucket;
    std::erase_if(candidates, [&](const auto& entry) {
      return entry.second.count + entry.second.error <= bucket;
    });
  }
}

void KeyphraseCounter::Impl::AddPhrase(std::span<const PhraseWord> words, std::string_view original,
                                       const core::NormalizedText& text, core::Language language) {
  WordHashes hashes{};
  for (std::size_t i = 0; i < words.size(); ++i) hashes[i] = words[i].hash;
  Candidate& candidate = candidates[KeyOf(std::span(hashes).first(words.size()))];
  if (candidate.count == 0) {
    candidate.words = hashes;
    candidate.size = static_cast<std::uint8_t>(words.size());
    candidate.error = bucket;
    candidate.place = places++;
    candidate.likely = IsLikelyPair(words, text, language);
    for (const PhraseWord& word : words) {
      if (word.role != PhraseRole::kLink && word.role != PhraseRole::kWeak) ++candidate.weight;
      if (!candidate.lemma.empty()) candidate.lemma += ' ';
      candidate.lemma += text.lemma(*word.token);
    }
  }
  ++candidate.count;
  if (candidate.last_document != documents) ++candidate.documents;
  candidate.last_document = documents;

  std::string norm = JoinedNorms(words, text);
  auto form = std::find_if(candidate.forms.begin(), candidate.forms.end(),
                           [&](const Form& known) { return known.norm == norm; });
  if (form == candidate.forms.end()) {
    if (candidate.forms.size() == kMaxForms) return;
    candidate.forms.emplace_back();
    form = std::prev(candidate.forms.end());
    form->norm = std::move(norm);
    form->nominative = IsNominative(words, text, language);
  }
  ++form->count;
  const unsigned traits = words.front().token->traits;
  const bool inside = (traits & (core::kSentenceStart | core::kAllCaps)) == 0;
  if (form->text.empty() || (inside && !form->inside)) {
    form->text = Written(words, original);
    form->inside = inside;
  }
}

void KeyphraseCounter::Impl::AddRun(std::string_view original, const core::NormalizedText& text,
                                    core::Language language) {
  for (std::size_t first = 0; first < run.size(); ++first) {
    std::size_t bytes = 0;
    for (std::size_t end = first + 1; end <= std::min(run.size(), first + kMaxWords); ++end) {
      bytes += run[end - 1].token->norm_size;
      if (bytes > kMaxPhraseBytes) break;
      const auto words = std::span(run).subspan(first, end - first);
      if (IsPhrase(words)) AddPhrase(words, original, text, language);
    }
  }
  run.clear();
}

KeyphraseCounter::KeyphraseCounter(std::size_t max_candidates) : impl_(std::make_unique<Impl>()) {
  impl_->max_candidates = std::max<std::size_t>(max_candidates, 1);
}
KeyphraseCounter::~KeyphraseCounter() = default;
KeyphraseCounter::KeyphraseCounter(KeyphraseCounter&&) noexcept = default;
KeyphraseCounter& KeyphraseCounter::operator=(KeyphraseCounter&&) noexcept = default;

void KeyphraseCounter::Add(std::string_view original, const core::NormalizedText& text) {
  Impl& impl = *impl_;
  ++impl.documents;
  for (const core::Sentence& sentence : text.sentences) {
    for (const core::Token& token : text.tokens_of(sentence)) {
      const bool is_word = (token.traits & (core::kWord | core::kNumber)) == core::kWord;
      const std::string_view lemma = text.lemma(token);
      const PhraseRole role =
          is_word ? PhraseRoleOf(text.norm(token), lemma, sentence.language) : PhraseRole::kNone;
      if (role == PhraseRole::kNone) {
        impl.AddRun(original, text, sentence.language);
      } else {
        impl.run.push_back({&token, role, Hash(lemma)});
      }
    }
    impl.AddRun(original, text, sentence.language);
    impl.Forget();
  }
}

void KeyphraseCounter::Clear() {
  impl_->candidates.clear();
  impl_->documents = 0;
  impl_->places = 0;
  impl_->bucket = 0;
}

std::uint32_t KeyphraseCounter::documents() const {
  return impl_->documents;
}

std::vector<Keyphrase> KeyphraseCounter::Top(std::size_t limit,
                                             const KeyphraseCounter* background) const {
  // How often each phrase occurs inside longer ones, and in how many of those.
  struct Nested {
    std::uint64_t count = 0;
    std::uint32_t phrases = 0;
  };
  std::unordered_map<std::uint64_t, Nested> nested;
  for (const auto& [key, candidate] : impl_->candidates) {
    if (IsChance(candidate)) continue;
    const auto words = std::span(candidate.words).first(candidate.size);
    for (std::size_t size = 1; size < words.size(); ++size) {
      for (std::size_t at = 0; at + size <= words.size(); ++at) {
        Nested& inside = nested[KeyOf(words.subspan(at, size))];
        inside.count += candidate.count;
        ++inside.phrases;
      }
    }
  }
  std::vector<std::pair<double, const Candidate*>> ranked;
  for (const auto& [key, candidate] : impl_->candidates) {
    if (IsChance(candidate)) continue;
    double frequency = candidate.count;
    if (const auto found = nested.find(key); found != nested.end()) {
      frequency -= static_cast<double>(found->second.count) / found->second.phrases;
    }
    double score = std::log2(candidate.weight + 1.0) * frequency;
    if (background != nullptr) {
      const auto there = background->impl_->candidates.find(key);
      const double shown =
          there == background->impl_->candidates.end() ? 0 : there->second.documents;
      const double ratio = (candidate.documents / (documents() + 1.0)) /
                           ((shown + 1) / (background->documents() + 1.0));
      score *= std::min(kMaxGain, std::log2(1 + ratio));
    }
    if (score > 0) ranked.emplace_back(score, &candidate);
  }
  const auto better = [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->place < b.second->place;
  };
  limit = std::min(limit, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(limit),
                    ranked.end(), better);
  std::vector<Keyphrase> best;
  for (std::size_t i = 0; i < limit; ++i) {
    const Candidate& candidate = *ranked[i].second;
    best.push_back({Shown(candidate.forms), candidate.lemma, ranked[i].first, candidate.count,
                    candidate.documents});
  }
  return best;
}

}  // namespace nlp
