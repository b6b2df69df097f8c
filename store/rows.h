// Sets of the rows of a segment, and the places of words in a document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace store {

// The place in `rows`, ascending, of the first one from `at` on that is not before `row`; their
// number if there is none. Takes least if it is near.
std::size_t SeekRow(std::span<const std::uint16_t> rows, std::size_t at, std::uint16_t row);

// All of these take ascending numbers, each once, and replace what `out`, another vector, has.
void Intersect(std::span<const std::uint16_t> a, std::span<const std::uint16_t> b,
               std::vector<std::uint16_t>& out);
void Unite(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b,
           std::vector<std::uint16_t>& out);
void Subtract(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b,
              std::vector<std::uint16_t>& out);

// Of each word of a phrase its positions, ascending: whether somewhere before `end` they stand one
// right behind the other.
bool InARow(const std::vector<std::vector<std::uint32_t>>& positions, std::uint32_t end);
// Whether somewhere before `end`, and on one side of kTextPosition, there is one of each with at
// most `distance` steps from the first to the last. A word asked for twice must be there twice.
bool Near(const std::vector<std::vector<std::uint32_t>>& positions, std::uint32_t distance,
          std::uint32_t end);

}  // namespace store
