#include "nlp/lemmatizer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "nlp/english_lemmas.h"
#include "nlp/hash.h"
#include "nlp/kazakh_lemmas.h"
#include "nlp/russian_lemmas.h"

namespace nlp {
namespace {

enum class Method : std::uint8_t { kNone, kKazakh, kRussian, kSlavic, kEnglish };

// Longer words are their own lemma: nobody inflects them, and the time of a look-up stays bounded.
constexpr std::size_t kMaxWord = 120;  // bytes
constexpr std::size_t kCacheLines = 1 << 16;

Method MethodOf(bool is_latin, core::Language language) {
  if (is_latin) return Method::kEnglish;
  switch (language) {
    case core::Language::kKk:
    case core::Language::kKy:
    case core::Language::kTt:
    case core::Language::kBa:
      return Method::kKazakh;
    case core::Language::kAr:
    case core::Language::kFa:
    case core::Language::kUg:
    case core::Language::kTg:
    case core::Language::kMn:
      return Method::kNone;
    case core::Language::kUk:
    case core::Language::kBe:
    case core::Language::kBg:
      return Method::kSlavic;
    default:  // Russian, and Cyrillic words among Latin ones
      return Method::kRussian;
  }
}

// A word, known by its hash, and its lemma: the beginning of the word and a few bytes.
struct Slot {
  std::uint64_t hash = 0;  // 0: empty
  std::uint8_t kept = 0;   // bytes of the word that begin the lemma
  std::uint8_t added_size = 0;
  char added[22];
};
// Two in a line of memory, which is all that a word costs.
struct alignas(64) Line {
  std::array<Slot, 2> slots;
};
static_assert(sizeof(Line) == 64);

}  // namespace

struct Lemmatizer::Impl {
  std::string lemma;  // the last one that is no beginning of its word
  std::vector<Line> cache = std::vector<Line>(kCacheLines);

  std::string_view Kazakh(std::string_view norm) {
    LemmatizeKazakh(norm, lemma);
    return lemma;
  }

  std::string_view Compute(std::string_view norm, Method method) {
    switch (method) {
      case Method::kRussian:
        // A word with Kazakh letters is Kazakh in any sentence.
        if (const auto russian = RussianLemma(norm, lemma)) return *russian;
        return Kazakh(norm);
      case Method::kSlavic:
        return RussianLemma(norm, lemma).value_or(norm);
      case Method::kEnglish:
        return EnglishLemma(norm, lemma);
      case Method::kKazakh:
        return Kazakh(norm);
      case Method::kNone:
        break;
    }
    return norm;
  }
};

Lemmatizer::Lemmatizer() : impl_(std::make_unique<Impl>()) {}
Lemmatizer::~Lemmatizer() = default;

Lemmatizer::Prepared Lemmatizer::Prepare(std::string_view norm, bool is_latin,
                                         core::Language language) const {
  const auto method = static_cast<std::uint8_t>(MethodOf(is_latin, language));
  const std::uint64_t hash = std::max<std::uint64_t>(Hash(norm, method), 1);
  __builtin_prefetch(&impl_->cache[hash % kCacheLines]);
  return {hash, method};
}

std::string_view Lemmatizer::Lemma(std::string_view norm, Prepared prepared) {
  const auto method = static_cast<Method>(prepared.method);
  if (norm.empty() || norm.size() > kMaxWord || method == Method::kNone) return norm;
  auto& [first, second] = impl_->cache[prepared.hash % kCacheLines].slots;
  for (const Slot* const known : {&first, &second}) {
    if (known->hash != prepared.hash) continue;
    const std::string_view kept = norm.substr(0, known->kept);
    if (known->added_size == 0) return kept;
    impl_->lemma.assign(kept).append(known->added, known->added_size);
    return impl_->lemma;
  }
  std::string_view lemma = impl_->Compute(norm, method);
  if (lemma.empty()) lemma = norm;
  const auto end = std::mismatch(norm.begin(), norm.end(), lemma.begin(), lemma.end()).first;
  const auto kept = static_cast<std::size_t>(end - norm.begin());
  const std::string_view added = lemma.substr(kept);
  if (added.empty()) lemma = norm.substr(0, kept);
  if (added.size() > sizeof first.added) return lemma;
  second = first;
  first.hash = prepared.hash;
  first.kept = static_cast<std::uint8_t>(kept);
  first.added_size = static_cast<std::uint8_t>(added.size());
  std::memcpy(first.added, added.data(), added.size());
  return lemma;
}

}  // namespace nlp
