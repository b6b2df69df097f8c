// What a punctuation mark or symbol may do to a sentence.
#pragma once

#include <cstdint>

namespace nlp {

enum class Mark : std::uint8_t {
  kNone,          // no mark: a word or number
  kDot,           // a single one
  kEllipsis,      // "…", two dots or more
  kStop,          // ! ? and the full stops of other scripts
  kColon,         //
  kComma,         // comma and semicolon
  kOpenBracket,   // (
  kCloseBracket,  // )
  kOpening,       // « „ [ {
  kClosing,       // » ” ] }
  kQuote,         // " ' ` “: opens or closes
  kDash,          //
  kBullet,        // stands before the item of a list
  kHash,          // #
  kPictograph,    // emoji and other pictures
  kOther
};

// The mark that `character` is; kDot for a dot. Never kNone.
Mark MarkOf(char32_t character);

}  // namespace nlp
