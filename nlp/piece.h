// Text under repair: characters that know which bytes of the original they stand for. Private to
// the normaliser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nlp {

struct Piece {
  char32_t c;
  std::uint32_t begin, end;  // bytes of the original, half-open
  unsigned reasons;          // RepairReason bits
};
using Pieces = std::vector<Piece>;

// Appends the characters of UTF-8; invalid bytes become U+FFFD.
void ReadPieces(std::string_view text, Pieces& out);

// Leaves out what cannot be seen, makes every kind of space but tab a space, and cuts endless
// combining marks. `marks`: how many stood on end before the text; those behind it when it returns.
// Linear time, as are all of these.
void KeepVisible(Pieces& text, std::size_t& marks);

// NFC, and for presentation forms, ligatures and mathematical letters the plain ones.
void Compose(Pieces& text, Pieces& memory);

// Puts `replacement` (UTF-8) in the place of text[begin, end) and appends it to `out`: character by
// character where the numbers agree.
void AppendReplaced(const Pieces& text, std::size_t begin, std::size_t end,
                    std::string_view replacement, unsigned reason, Pieces& out);

}  // namespace nlp
