// Names of spheres, schemes, offences, bodies and regions in three languages, for people.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "classify/lexicon.h"
#include "core/language.h"
#include "core/tag.h"

namespace monitor {

class Names {
 public:
  struct Name {
    std::string kk, ru, en;
  };

  // Everything that `lexicon` names.
  static Names Of(const classify::Lexicon& lexicon);

  // The first name of an id stays.
  void Add(core::TagKind kind, std::string_view id, Name name);

  bool Knows(core::TagKind kind, std::string_view id) const;
  // The name in `language`; where it is missing in Russian, Kazakh or English, in that order; else
  // `id`. The view lives as long as this object and `id`.
  std::string_view Get(core::TagKind kind, std::string_view id, core::Language language) const;

 private:
  std::map<std::pair<core::TagKind, std::string>, Name> names_;
};

}  // namespace monitor
