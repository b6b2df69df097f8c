// Words that tell names of persons from other words. All arguments are folded. Private to the
// masker.
#pragma once

#include <cstdint>
#include <string_view>

namespace nlp {

enum class Cue : std::uint8_t {
  kNone,
  kStrong,    // a name follows, even a single one: меня зовут, аты-жөнім
  kRelation,  // the speaker or a private person: мен, сын, сосед, заявитель
  kBehind,    // follows a name: деген, боламын
};
Cue CueOf(std::string_view word);

// A word for the holder of a public post: аким, судья, әкімі, minister.
bool IsPost(std::string_view word);

// What a capitalised word behind it makes a place, company or institution: улица, ТОО, имени.
bool IsThingBefore(std::string_view word);
// The same for a word before it: көшесі, облысы, атындағы, банк.
bool IsThingBehind(std::string_view word);
// Capitalised words that are no names of persons: towns, countries, bodies, salutations.
bool IsNoName(std::string_view word);

// By a list of frequent given names of Kazakhstan, in any case form, also without Kazakh letters.
bool IsGivenName(std::string_view word);
// By endings: -ов, -ева, -ский, -енко; with their case endings.
bool IsSurname(std::string_view word);
// By endings: -ович, -овна, -ұлы, -қызы; with their case endings.
bool IsPatronymic(std::string_view word);

}  // namespace nlp
