#include "store/prepared.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "core/sha256.h"
#include "store/codec.h"
#include "store/counters.h"
#include "store/keys.h"
#include "store/postings.h"
#include "store/streams.h"

namespace store {
namespace {

// The roles that a tag may have are few and so are tags; equal ones give one summary.
std::vector<TagSummary> Summarize(const std::vector<core::Tag>& tags) {
  const auto order = [](const TagSummary& a, const TagSummary& b) {
    return std::tie(a.kind, a.id, a.role) < std::tie(b.kind, b.id, b.role);
  };
  const auto equal = [](const TagSummary& a, const TagSummary& b) {
    return std::tie(a.kind, a.id, a.role) == std::tie(b.kind, b.id, b.role);
  };
  std::vector<TagSummary> summaries;
  summaries.reserve(tags.size());
  for (const core::Tag& tag : tags) summaries.push_back({tag.kind, tag.id, tag.role});
  std::sort(summaries.begin(), summaries.end(), order);
  summaries.erase(std::unique(summaries.begin(), summaries.end(), equal), summaries.end());
  return summaries;
}

std::string Fingerprint(const core::Document& document, const core::NormalizedText& title,
                        const core::NormalizedText& text, std::string_view original,
                        const MasterKey* master) {
  std::string bytes;
  bytes.reserve(128 + document.title.size() + document.text.size());
  AppendString(bytes, document.title);
  AppendString(bytes, document.text);
  AppendVarint(bytes, document.authors.size());
  for (const std::string& author : document.authors) AppendString(bytes, author);
  AppendString(bytes, document.region);
  AppendString(bytes, document.addressee);
  AppendString(bytes, document.published ? document.published->ToIso() : "");
  AppendString(bytes, original.empty() ? "" : master->Hash(original));
  AppendVarint(bytes, title.nlp_version);
  AppendVarint(bytes, text.nlp_version);
  return core::Sha256(bytes);
}

}  // namespace

void Describe(const core::Document& document, const core::Classification& classification,
              Header& header) {
  header.source_type = document.key.source_type;
  header.source = document.key.source;
  header.counted_at = document.counted_at();
  header.open = document.open;
  header.text_bytes = static_cast<std::uint32_t>(document.text.size());
  Summarize(classification, header);
}

void Summarize(const core::Classification& classification, Header& header) {
  header.language = classification.language;
  header.context = classification.context;
  header.corruption = classification.corruption;
  header.countable = classification.countable;
  header.special = classification.special();
  header.tags = Summarize(classification.tags);
}

PreparedDocument MakeReady(const core::Document& document, const core::NormalizedText& title,
                           const core::NormalizedText& text,
                           const core::Classification& classification, std::string_view original,
                           const MasterKey* master) {
  if (!original.empty() && master == nullptr) {
    throw std::runtime_error(document.key.ToString() +
                             ": an original is to be sealed and the store has no key file: "
                             "configure one");
  }
  PreparedDocument prepared;
  prepared.identity_key = IdentityKeyOf(document.key);
  prepared.fingerprint = Fingerprint(document, title, text, original, master);
  prepared.text_sha256 = core::Sha256(document.text);
  Describe(document, classification, prepared.header.header);
  prepared.lexicon_version = classification.lexicon_version;
  prepared.document = Encode(DocumentRecord{document, classification, prepared.text_sha256});
  prepared.streams = EncodeStreams(title, text);

  prepared.words = IndexWords(title, text);
  prepared.header.terms = prepared.words.tokens;

  GramsOf(text.lemma_stream, prepared.grams);
  prepared.sketch = SketchOf(prepared.grams);
  prepared.counters = CountersOf(prepared.header.header);
  if (!original.empty()) prepared.sealed = Seal(original);
  return prepared;
}

}  // namespace store
