#include "store/rows.h"

#include <immintrin.h>

#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>

#include "store/postings.h"

namespace store {
namespace {

// So many groups of eight rows are looked at one after the other; what is farther is looked up.
constexpr std::size_t kNearGroups = 32;

}  // namespace

// With SSE2, which every x86-64 has.
std::size_t SeekRow(std::span<const std::uint16_t> rows, std::size_t at, std::uint16_t row) {
  const std::size_t size = rows.size();
  const std::size_t end = std::min(size, at + 8 * kNearGroups);
  for (; at + 8 <= end; at += 8) {
    if (rows[at + 7] < row) continue;
    const __m128i eight = _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows.data() + at));
    const __m128i missing = _mm_subs_epu16(_mm_set1_epi16(static_cast<std::int16_t>(row)), eight);
    const int reached = _mm_movemask_epi8(_mm_cmpeq_epi16(missing, _mm_setzero_si128()));
    return at + static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(reached))) / 2;
  }
  const auto rest = rows.subspan(at);
  return at +
         static_cast<std::size_t>(std::lower_bound(rest.begin(), rest.end(), row) - rest.begin());
}

void Intersect(std::span<const std::uint16_t> a, std::span<const std::uint16_t> b,
               std::vector<std::uint16_t>& out) {
  const auto few = a.size() < b.size() ? a : b;
  const auto many = a.size() < b.size() ? b : a;
  out.resize(few.size());
  std::size_t count = 0, at = 0;
  for (const std::uint16_t row : few) {
    at = SeekRow(many, at, row);
    if (at == many.size()) break;
    out[count] = row;
    count += many[at] == row ? 1 : 0;
  }
  out.resize(count);
}

void Unite(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b,
           std::vector<std::uint16_t>& out) {
  out.clear();
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
}

void Subtract(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b,
              std::vector<std::uint16_t>& out) {
  out.clear();
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
}

bool InARow(const std::vector<std::vector<std::uint32_t>>& positions, std::uint32_t end) {
  return std::any_of(positions[0].begin(), positions[0].end(), [&](std::uint32_t first) {
    if (first >= end) return false;
    for (std::size_t i = 1; i < positions.size(); ++i) {
      const auto at = static_cast<std::uint32_t>(first + i);
      if (at >= end || (first < kTextPosition && at >= kTextPosition)) return false;
      if (!std::binary_search(positions[i].begin(), positions[i].end(), at)) return false;
    }
    return true;
  });
}

bool Near(const std::vector<std::vector<std::uint32_t>>& positions, std::uint32_t distance,
          std::uint32_t end) {
  // Of each different word how many places are needed: one for each time that it is asked for.
  std::vector<std::size_t> needed;
  std::vector<std::pair<std::uint32_t, std::size_t>> places;  // and whose it is
  for (std::size_t word = 0; word < positions.size(); ++word) {
    const auto first = std::find(positions.begin(), positions.end(), positions[word]);
    needed.push_back(0);
    ++needed[static_cast<std::size_t>(first - positions.begin())];
    if (needed[word] == 0) continue;
    for (const std::uint32_t place : positions[word]) {
      if (place < end) places.emplace_back(place, word);
    }
  }
  std::sort(places.begin(), places.end());
  // A window over the places that is as wide as may be.
  std::vector<std::size_t> inside(positions.size());
  auto missing = static_cast<std::size_t>(
      std::count_if(needed.begin(), needed.end(), [](std::size_t count) { return count > 0; }));
  std::size_t begin = 0;
  for (const auto& [place, word] : places) {
    if (++inside[word] == needed[word]) --missing;
    const auto too_far = [&, place = place](std::uint32_t from) {
      return place - from > distance || (from < kTextPosition && place >= kTextPosition);
    };
    for (; too_far(places[begin].first); ++begin) {
      const std::size_t left = places[begin].second;
      if (inside[left]-- == needed[left]) ++missing;
    }
    if (missing == 0) return true;
  }
  return false;
}

}  // namespace store
