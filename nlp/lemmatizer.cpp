#include "nlp/lemmatizer.h"

#include <cstring>

#include "nlp/english_lemmas.h"
#include "nlp/hash.h"
#include "nlp/kazakh_lemmas.h"
#include "nlp/russian_lemmas.h"

namespace nlp {
namespace {

enum class Method : std::uint8_t { kNone, kKazakh, kRussian, kSlavic, kEnglish };

// Longer words are their own lemma: nobody inflects them, and the time of a look-up stays bounded.
constexpr std::size_t kMaxWord = 120;   // bytes
constexpr std::size_t kMaxCached = 46;  // bytes, both of words and of lemmas in the cache
constexpr std::size_t kCacheSlots = 1 << 15;

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

struct Slot {
  std::uint8_t method = 0, norm_size = 0, lemma_size = 0;  // norm_size 0: empty
  char norm[kMaxCached];
  char lemma[kMaxCached];
};

}  // namespace

struct Lemmatizer::Impl {
  std::string lemma;  // the last one that is no part of its word
  std::vector<Slot> cache = std::vector<Slot>(kCacheSlots);

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

std::string_view Lemmatizer::Lemma(std::string_view norm, bool is_latin, core::Language language) {
  const Method method = MethodOf(is_latin, language);
  if (norm.empty() || norm.size() > kMaxWord || method == Method::kNone) return norm;
  if (norm.size() > kMaxCached) return impl_->Compute(norm, method);
  Slot& slot = impl_->cache[Hash(norm, static_cast<std::uint64_t>(method)) % kCacheSlots];
  if (slot.norm_size == norm.size() && slot.method == static_cast<std::uint8_t>(method) &&
      std::memcmp(slot.norm, norm.data(), norm.size()) == 0) {
    return {slot.lemma, slot.lemma_size};
  }
  const std::string_view lemma = impl_->Compute(norm, method);
  if (lemma.empty()) return norm;
  if (lemma.size() > kMaxCached) return lemma;
  slot.method = static_cast<std::uint8_t>(method);
  slot.norm_size = static_cast<std::uint8_t>(norm.size());
  slot.lemma_size = static_cast<std::uint8_t>(lemma.size());
  std::memcpy(slot.norm, norm.data(), norm.size());
  std::memcpy(slot.lemma, lemma.data(), lemma.size());
  return {slot.lemma, slot.lemma_size};
}

}  // namespace nlp
