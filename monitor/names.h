// Names of spheres, schemes, offences, bodies and regions in three languages, for people.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "classify/lexicon.h"
#include "core/language.h"
#include "core/tag.h"

namespace monitor {

// The same words in three languages; some may be missing.
struct Translated {
  std::string kk, ru, en;

  // In `language`; where it is missing in Russian, Kazakh or English, in that order; else "". The
  // view lives as long as this object.
  std::string_view In(core::Language language) const;
  bool operator==(const Translated&) const = default;
};

class Names {
 public:
  using Name = Translated;

  // Everything that `lexicon` names.
  static Names Of(const classify::Lexicon& lexicon);

  // The first name of an id stays.
  void Add(core::TagKind kind, std::string_view id, Name name);

  bool Knows(core::TagKind kind, std::string_view id) const;
  // The name as Translated gives it, else `id`. The view lives as long as this object and `id`.
  std::string_view Get(core::TagKind kind, std::string_view id, core::Language language) const;

  // All of a kind, in order of id.
  void ForEach(core::TagKind kind,
               const std::function<void(const std::string& id, const Name& name)>& visit) const;

 private:
  std::map<std::pair<core::TagKind, std::string>, Name> names_;
};

}  // namespace monitor
