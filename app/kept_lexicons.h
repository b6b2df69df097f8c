// The lexicons that tagged a corpus, kept with it, and which documents each of them tagged.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "classify/lexicon.h"
#include "config/lexicon_loader.h"
#include "core/expected.h"
#include "core/key_value.h"
#include "core/time.h"
#include "store/store.h"

namespace app {

// The space of the store that they are kept in.
inline constexpr std::string_view kLexiconSpace = "lexicons";

struct KeptLexicon {
  std::uint64_t order = 0;  // among those that are kept, from 1; given when it is
  std::string version;
  std::string judge;  // classify::JudgeVersion when it was kept
  core::Instant first_used{};
  config::NamedFiles files;        // as they were loaded, named "lexicon/acts.yaml"
  std::set<std::string> kept_out;  // rules that were kept out of counts
};

// From the document `first` on a lexicon tagged what was put, until the next one.
struct LexiconUse {
  store::DocumentNumber first = 0;
  std::string version;
  std::uint32_t nlp_version = 0;  // of the analysis of those documents

  bool operator==(const LexiconUse&) const = default;
};

// Records that are damaged throw std::runtime_error. One writer, thread-safe as its space is.
class KeptLexicons {
 public:
  explicit KeptLexicons(core::KeyValue& space) : space_(space) {}

  std::optional<KeptLexicon> Find(std::string_view version) const;
  // In the order of their first use.
  std::vector<KeptLexicon> All() const;
  // Keeps it unless its version is kept, and notes that documents from `next` on are tagged by it.
  // What it will tag must not be put before.
  void Use(KeptLexicon lexicon, store::DocumentNumber next);
  // In the order of numbers.
  std::vector<LexiconUse> Uses() const;

 private:
  core::KeyValue& space_;
};

// The lexicon as it tagged: without what is kept out of counts. Errors as those of
// config::ParseLexicon.
core::Expected<classify::Lexicon, std::vector<core::Error>> LexiconOf(const KeptLexicon& kept);

// Which lexicon gave each document that there is the tags that it has now, as what of the store
// says it.
class TaggedBy {
 public:
  explicit TaggedBy(store::Store& store);

  // Absent, like the next one: it was put before lexicons were kept.
  std::optional<std::string> LexiconOf(store::DocumentNumber number) const;
  std::optional<std::uint32_t> AnalysisOf(store::DocumentNumber number) const;

 private:
  const LexiconUse* UseOf(store::DocumentNumber number) const;

  std::vector<LexiconUse> uses_;
  std::optional<store::Tagging> last_;
};

}  // namespace app
