// Which bodies a document names, as the registry stood on its date, and what part each plays.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "classify/findings.h"
#include "classify/lexicon.h"
#include "core/tag.h"

namespace classify {

// The registry of a lexicon, by id and family. Keeps a reference to the lexicon.
class Registry {
 public:
  explicit Registry(const Lexicon& lexicon);

  const Body* Find(const std::string& id) const;
  // The body that `body` was or became in `period`: itself if it existed on any day of it, else the
  // first successor or predecessor that did; itself if there is none.
  const Body& On(const Body& body, core::Period period) const;
  // `body` with all that it came from and all that came of it, at any remove; in order of id. Not
  // what else came of those before it.
  std::vector<std::string> Succession(const Body& body) const;
  // Whether `part` is part of `whole`, at any depth.
  bool IsPartOf(const Body& part, const Body& whole) const;
  // The body of `family` for `region`; null if there is none.
  const Body* Of(const std::string& family, const std::string& region) const;

 private:
  std::map<std::string, const Body*> by_id_;
  std::map<std::string, std::vector<const Body*>> predecessors_;
  std::map<std::pair<std::string, std::string>, const Body*> by_region_;
};

// What the verdict knows of each sentence when roles are given.
struct SentenceTraits {
  bool act = false;         // states the act
  bool proceeding = false;  // somebody investigates, detains, judges
};

// The bodies that `findings` name, each once, ordered by id, with role and evidence. A name means
// the body that bore it when its sentence says that something happened, else on `published`. A
// body right beside a part of it belongs to that part's name ("комитет ... министерства").
// Who `complains` need not name the body that serves people so: it is presumed (Presumption).
std::vector<core::Tag> FindBodies(const Findings& findings, const Lexicon& lexicon,
                                  const Registry& registry, core::Day published, bool complains,
                                  const std::vector<SentenceTraits>& sentences);

}  // namespace classify
