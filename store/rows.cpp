#include "store/rows.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "store/postings.h"

namespace store {
namespace {

// From how many times as many on looking up beats walking.
constexpr std::size_t kMuchLonger = 32;

}  // namespace

void Intersect(std::span<const std::uint16_t> a, std::span<const std::uint16_t> b,
               std::vector<std::uint16_t>& out) {
  const auto few = a.size() < b.size() ? a : b;
  const auto many = a.size() < b.size() ? b : a;
  if (few.size() < many.size() / kMuchLonger) {
    out.clear();
    auto at = many.begin();
    for (const std::uint16_t row : few) {
      at = std::lower_bound(at, many.end(), row);
      if (at == many.end()) break;
      if (*at == row) out.push_back(row);
    }
    return;
  }
  out.resize(few.size());
  std::size_t count = 0, i = 0, j = 0;
  while (i < few.size() && j < many.size()) {
    const std::uint16_t x = few[i], y = many[j];
    out[count] = x;
    count += x == y ? 1 : 0;
    i += x <= y ? 1 : 0;
    j += y <= x ? 1 : 0;
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
