#include "nlp/lemmatizer.h"

#include <libstemmer.h>

#include <cstring>
#include <new>

#include "nlp/hash.h"
#include "nlp/irregular_forms.h"
#include "nlp/kazakh_lemmas.h"

namespace nlp {
namespace {

enum class Method : std::uint8_t { kNone, kKazakh, kRussian, kEnglish };

// Longer words are their own lemma: nobody inflects them, and a stemmer's time stays bounded.
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
    default:  // Russian, its neighbours, and Cyrillic words among Latin ones
      return Method::kRussian;
  }
}

struct StemmerDeleter {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};
using Stemmer = std::unique_ptr<sb_stemmer, StemmerDeleter>;

Stemmer NewStemmer(const char* language) {
  Stemmer stemmer(sb_stemmer_new(language, "UTF_8"));
  if (!stemmer) throw std::bad_alloc();  // both languages are compiled in
  return stemmer;
}

std::string_view Stem(sb_stemmer* stemmer, std::string_view word) {
  const sb_symbol* stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()),
                                          static_cast<int>(word.size()));
  if (stem == nullptr) return word;  // out of memory
  return {reinterpret_cast<const char*>(stem),
          static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

struct Slot {
  std::uint8_t method = 0, norm_size = 0, lemma_size = 0;  // norm_size 0: empty
  char norm[kMaxCached];
  char lemma[kMaxCached];
};

}  // namespace

struct Lemmatizer::Impl {
  Stemmer russian = NewStemmer("russian");
  Stemmer english = NewStemmer("english");
  std::string kazakh;  // last lemma
  std::vector<Slot> cache = std::vector<Slot>(kCacheSlots);

  std::string_view Compute(std::string_view norm, Method method) {
    std::string_view irregular;
    switch (method) {
      case Method::kRussian:
        irregular = IrregularRussian(norm);
        return Stem(russian.get(), irregular.empty() ? norm : irregular);
      case Method::kEnglish:
        irregular = IrregularEnglish(norm);
        return Stem(english.get(), irregular.empty() ? norm : irregular);
      case Method::kKazakh:
        LemmatizeKazakh(norm, kazakh);
        return kazakh;
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
