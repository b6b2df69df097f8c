#include "store/grouping.h"

#include <algorithm>
#include <vector>

#include "store/codec.h"
#include "store/keys.h"
#include "store/streams.h"

namespace store {
namespace {

// Candidates compared exactly: those that share most bands, so that the cost of a commit does not
// grow with the corpus. Real near-duplicates share many of the 32 bands, chance finds one.
constexpr std::size_t kMaxCompared = 16;

std::vector<DocumentNumber> Candidates(const Database& database, const BandHashes& bands) {
  std::vector<std::string> keys;
  keys.reserve(kBandCount);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    keys.push_back(BandKeyOf(static_cast<std::uint8_t>(band), bands[band]));
  }
  std::vector<rocksdb::PinnableSlice> members;
  database.MultiGet(Family::kBands, keys, members);
  std::vector<std::string_view> views;
  views.reserve(kBandCount);
  for (const rocksdb::PinnableSlice& each : members) views.push_back(each.ToStringView());
  return RankCandidates(views, kMaxCompared);
}

}  // namespace

std::optional<DocumentNumber> FindGroup(const Database& database, const PreparedDocument& prepared,
                                        std::optional<DocumentNumber> superseded,
                                        double threshold) {
  if (!prepared.bands) return std::nullopt;
  std::optional<DocumentNumber> group;
  DocumentNumber best_number = 0;
  double best = 0;
  HeaderRecord candidate;
  std::vector<std::uint64_t> grams;
  for (const DocumentNumber number : Candidates(database, *prepared.bands)) {
    if (number == superseded) continue;
    const auto header = database.Get(Family::kCatalog, HeaderKeyOf(number));
    if (!header || !Decode(*header, number, candidate)) {
      database.Damaged("the header of document " + std::to_string(number) + " is unreadable");
    }
    if (candidate.header.removed != 0) continue;
    const auto streams = database.Get(Family::kDocuments, StreamsKeyOf(number));
    const auto lemmas = streams ? LemmaStreamOf(*streams) : std::nullopt;
    if (!lemmas) {
      database.Damaged("the streams of document " + std::to_string(number) + " are unreadable");
    }
    GramsOf(*lemmas, grams);
    const double similarity = Jaccard(prepared.grams, grams);
    if (similarity < threshold || similarity < best) continue;
    if (similarity == best && group && number > best_number) continue;
    best = similarity;
    best_number = number;
    group = candidate.header.group;
  }
  return group;
}

void AddToBands(const Database& database, const BandHashes& bands, DocumentNumber number,
                rocksdb::WriteBatch& batch) {
  std::string member;
  AppendFixed(member, number);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    database.Check(batch.Merge(database.handle(Family::kBands),
                               BandKeyOf(static_cast<std::uint8_t>(band), bands[band]), member));
  }
}

}  // namespace store
