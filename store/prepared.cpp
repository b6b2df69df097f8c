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

Header Summarize(const core::Document& document, const core::Classification& classification) {
  Header header;
  header.source_type = document.key.source_type;
  header.source = document.key.source;
  header.counted_at = document.counted_at();
  header.language = classification.language;
  header.context = classification.context;
  header.corruption = classification.corruption;
  header.countable = classification.countable;
  header.special = classification.special();
  header.open = document.open;
  header.text_bytes = static_cast<std::uint32_t>(document.text.size());
  header.tags = Summarize(classification.tags);
  return header;
}

std::string Fingerprint(const core::Document& document, const core::NormalizedText& title,
                        const core::NormalizedText& text,
                        const core::Classification& classification, std::string_view original,
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
  AppendString(bytes, classification.lexicon_version);
  AppendVarint(bytes, title.nlp_version);
  AppendVarint(bytes, text.nlp_version);
  return core::Sha256(bytes);
}

class TermWriter {
 public:
  explicit TermWriter(PreparedDocument& prepared) : prepared_(prepared) {}

  void Add(std::string_view term, std::uint32_t payload) {
    prepared_.term_keys.append(term).append(kSegmentBytes, '\0');
    prepared_.terms.push_back({static_cast<std::uint32_t>(prepared_.term_keys.size()), payload});
  }

 private:
  PreparedDocument& prepared_;
};

struct Occurrence {
  std::string_view lemma;
  bool in_title;
};

void Collect(const core::NormalizedText& field, bool in_title,
             std::vector<Occurrence>& occurrences) {
  for (const core::Token& token : field.tokens) {
    if ((token.traits & (core::kWord | core::kNumber)) == 0) continue;
    const std::string_view lemma = field.lemma(token);
    if (IsTerm(lemma)) occurrences.push_back({lemma, in_title});
  }
}

// Returns how many tokens were indexed.
std::uint32_t AddLemmas(const core::NormalizedText& title, const core::NormalizedText& text,
                        TermWriter& writer) {
  std::vector<Occurrence> occurrences;
  occurrences.reserve(title.tokens.size() + text.tokens.size());
  Collect(title, true, occurrences);
  Collect(text, false, occurrences);
  std::sort(occurrences.begin(), occurrences.end(),
            [](const Occurrence& a, const Occurrence& b) { return a.lemma < b.lemma; });
  for (std::size_t i = 0; i < occurrences.size();) {
    const std::string_view lemma = occurrences[i].lemma;
    std::uint32_t frequency = 0;
    bool in_title = false;
    for (; i < occurrences.size() && occurrences[i].lemma == lemma; ++i) {
      ++frequency;
      in_title |= occurrences[i].in_title;
    }
    writer.Add(LemmaTerm(lemma), LemmaPayload(frequency, in_title));
  }
  return static_cast<std::uint32_t>(occurrences.size());
}

void AddTags(const std::vector<TagSummary>& tags, TermWriter& writer) {
  std::vector<std::string> terms;
  for (const TagSummary& tag : tags) {
    if (!IsTerm(tag.id)) continue;
    terms.push_back(TagTerm(tag.kind, tag.role, tag.id));
    terms.push_back(TagTerm(tag.kind, core::Role::kNone, tag.id));
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  for (const std::string& term : terms) writer.Add(term, 0);
}

}  // namespace

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
  prepared.fingerprint = Fingerprint(document, title, text, classification, original, master);
  prepared.text_sha256 = core::Sha256(document.text);
  prepared.header.header = Summarize(document, classification);
  prepared.document = Encode(DocumentRecord{document, classification, prepared.text_sha256});
  prepared.streams = EncodeStreams(title, text);

  const Header& header = prepared.header.header;
  TermWriter writer(prepared);
  AddTags(header.tags, writer);
  writer.Add(LanguageTerm(header.language), 0);
  if (IsTerm(header.source)) writer.Add(SourceTerm(header.source), 0);
  prepared.header.terms = AddLemmas(title, text, writer);

  GramsOf(text.lemma_stream, prepared.grams);
  prepared.sketch = SketchOf(prepared.grams);
  prepared.counters = CountersOf(header);
  if (!original.empty()) prepared.sealed = Seal(original);
  return prepared;
}

}  // namespace store
