// What a word says about names of persons: by lists of names, by its endings, and what it says
// about names beside it. Private to the masker.
#pragma once

#include <cstdint>
#include <string_view>

#include "nlp/name_key.h"

namespace nlp {

// Classes of words that tell whose name stands beside them, as bits; nlp/data/context.txt has the
// words under these names.
enum Context : std::uint32_t {
  kIntro = 1 << 0,     // a name follows, even a single one: зовут, аты-жөнім
  kSign = 1 << 1,      // ends a letter: с уважением, құрметпен
  kSelf = 1 << 2,      // the writer: я, мен
  kClaimant = 1 << 3,  // a party in private: заявитель, азамат, получатель
  kKin = 1 << 4,       // сын, анам, husband
  kPerson = 1 << 5,    // a private person by another role: сосед, водитель, оқушы
  kTitle = 1 << 6,     // господин, тётя, Mr
  kBehind = 1 << 7,    // follows a name: апай, мырза, деген
  kPost = 1 << 8,      // the holder of a post: аким, судья, әкімі
  kRetired = 1 << 9,   // no longer one: в отставке, бұрынғы
  kThingBefore = 1 << 10,  // what follows is seldom a person: школа, роман
  kThingBehind = 1 << 11,  // makes what stands before no person: көшесі, облысы, атындағы
  kOrg = 1 << 12,    // министерство, суд
  kMonth = 1 << 13,  // also days of the week
  kPlace = 1 << 14,
  kBrand = 1 << 15,
  kHistoric = 1 << 16,  // persons after whom streets and schools are named
  kLineage = 1 << 17,   // a patronymic in two words: оглы, қызы
  kConjunction = 1 << 18,
  kIn = 1 << 19,           // prepositions before places
  kTo = 1 << 20,           // and before persons too
  kStop = 1 << 21,         // no name in any place
  kNamedBefore = 1 << 22,  // makes what follows no person: улица, ТОО, имени
  kDeed = 1 << 23,         // what one does to somebody or with something: жалуюсь, отдал, бердім
};

enum class Given : std::uint8_t { kNone, kComposed, kListed };
// kWeak: an ending that other words have too; kEnding: one of surnames; kKnown: and the rest is a
// name or the root of a frequent surname, or all of it is listed.
enum class Surname : std::uint8_t { kNone, kWeak, kEnding, kKnown };
enum class Gender : std::uint8_t { kUnknown, kMale, kFemale };

struct NameWord {
  Given given = Given::kNone;
  Surname surname = Surname::kNone;
  Gender gender = Gender::kUnknown;  // by the form of the surname
  bool patronymic = false;
  bool also_word = false;   // a listed name that is a common word too
  bool dictionary = false;  // a form of a common word
  bool inflected = false;   // a listed name with an ending
  bool bare = false;        // listed, without an ending of surnames
  bool ours = false;        // a Kazakh word with "my" or "our", several of them: балаларым
  std::uint64_t id = 0;     // the same for the forms of one name
};

// The classes of a word.
struct WordNotes {
  std::uint32_t context = 0;  // Context bits
  std::uint32_t address = 0;  // bits of address_words.h
};

// What is known of a word by its norm. Both remember the words that came last, by thread: texts are
// made of few words. The reference is valid until the next call of the thread.
WordNotes NotesOf(std::string_view norm);
const NameWord& NameOf(std::string_view norm);

}  // namespace nlp
