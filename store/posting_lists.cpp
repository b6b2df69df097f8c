#include "store/posting_lists.h"

#include <algorithm>

#include "store/codec.h"
#include "store/keys.h"
#include "store/postings.h"

namespace store {
namespace {

[[noreturn]] void DamagedBlock(const Database& database) {
  database.Damaged("a block of postings is unreadable");
}

// The documents of one segment that are in all lists seen so far.
struct Common {
  std::vector<std::uint16_t> lows;
  std::vector<std::uint32_t> payloads;  // `lists` per document
};

void Start(const Database& database, std::string_view block, std::size_t list, std::size_t lists,
           Common& common) {
  common.lows.clear();
  common.payloads.clear();
  BlockReader reader(block);
  while (reader.Next()) {
    common.lows.push_back(reader.posting().low);
    common.payloads.resize(common.payloads.size() + lists);
    common.payloads[common.payloads.size() - lists + list] = reader.posting().payload;
  }
  if (reader.damaged()) DamagedBlock(database);
}

void Narrow(const Database& database, std::string_view block, std::size_t list, std::size_t lists,
            Common& common) {
  BlockReader reader(block);
  std::size_t kept = 0;
  bool more = reader.Next();
  for (std::size_t i = 0; i < common.lows.size() && more; ++i) {
    while (more && reader.posting().low < common.lows[i]) more = reader.Next();
    if (!more || reader.posting().low != common.lows[i]) continue;
    common.lows[kept] = common.lows[i];
    std::copy_n(common.payloads.begin() + static_cast<std::ptrdiff_t>(i * lists), lists,
                common.payloads.begin() + static_cast<std::ptrdiff_t>(kept * lists));
    common.payloads[kept * lists + list] = reader.posting().payload;
    ++kept;
  }
  if (reader.damaged()) DamagedBlock(database);
  common.lows.resize(kept);
  common.payloads.resize(kept * lists);
}

// Puts all lists on the same segment, at or behind `segment`. False if one has ended.
bool Align(std::span<PostingList> lists, std::uint32_t& segment) {
  for (std::size_t agreed = 0, i = 0; agreed < lists.size(); i = (i + 1) % lists.size()) {
    if (!lists[i].Seek(segment)) return false;
    agreed = lists[i].segment() == segment ? agreed + 1 : 1;
    segment = lists[i].segment();
  }
  return true;
}

}  // namespace

PostingList::PostingList(const Database& database, std::string term,
                         const Database::Snapshot& snapshot)
    : database_(database),
      term_(std::move(term)),
      at_(database.Iterate(Family::kPostings, snapshot)) {}

bool PostingList::Settle() {
  database_.Check(at_->status());
  if (!at_->Valid()) return false;
  const std::string_view key = at_->key().ToStringView();
  if (key.size() != term_.size() + kSegmentBytes || !key.starts_with(term_)) return false;
  segment_ = FixedAt<std::uint16_t>(key.substr(term_.size()));
  return true;
}

bool PostingList::Seek(std::uint32_t segment) {
  if (segment > 0xffff) return false;
  if (at_->Valid() && Settle() && segment_ == segment) return true;
  // The whole key, since the part without the segment is what keys are hashed by.
  std::string key = term_;
  AppendFixed(key, static_cast<std::uint16_t>(segment));
  at_->Seek(key);
  return Settle();
}

std::uint64_t PostingList::Count() {
  std::uint64_t count = 0;
  for (bool more = Seek(0); more; at_->Next(), more = Settle()) count += CountPostings(block());
  return count;
}

void Intersect(const Database& database, std::span<PostingList> lists,
               const std::function<bool(DocumentNumber number,
                                        std::span<const std::uint32_t> payloads)>& visit) {
  Common common;
  std::vector<std::size_t> order(lists.size());
  for (std::uint32_t segment = 0; Align(lists, segment); ++segment) {
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return lists[a].block().size() < lists[b].block().size();
    });
    Start(database, lists[order[0]].block(), order[0], lists.size(), common);
    for (std::size_t i = 1; i < order.size(); ++i) {
      Narrow(database, lists[order[i]].block(), order[i], lists.size(), common);
    }
    for (std::size_t i = 0; i < common.lows.size(); ++i) {
      const DocumentNumber number = segment << kSegmentBits | common.lows[i];
      if (!visit(number, std::span(common.payloads).subspan(i * lists.size(), lists.size()))) {
        return;
      }
    }
  }
}

}  // namespace store
