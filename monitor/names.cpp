#include "monitor/names.h"

namespace monitor {
namespace {

std::string_view In(core::Language language, const Names::Name& name) {
  switch (language) {
    case core::Language::kKk:
      return name.kk;
    case core::Language::kEn:
      return name.en;
    default:
      return name.ru;
  }
}

}  // namespace

Names Names::Of(const classify::Lexicon& lexicon) {
  Names names;
  for (const classify::Term& term : lexicon.terms) {
    names.Add(term.kind, term.id, {term.kk, term.ru, term.en});
  }
  for (const classify::Body& body : lexicon.bodies) {
    names.Add(core::TagKind::kBody, body.id, {body.kk, body.ru, body.en});
  }
  for (const classify::Region& region : lexicon.regions) {
    names.Add(core::TagKind::kRegion, region.id, {region.kk, region.ru, region.en});
  }
  return names;
}

void Names::Add(core::TagKind kind, std::string_view id, Name name) {
  names_.try_emplace({kind, std::string(id)}, std::move(name));
}

bool Names::Knows(core::TagKind kind, std::string_view id) const {
  return names_.contains({kind, std::string(id)});
}

std::string_view Names::Get(core::TagKind kind, std::string_view id,
                            core::Language language) const {
  const auto found = names_.find({kind, std::string(id)});
  if (found == names_.end()) return id;
  for (const core::Language tried :
       {language, core::Language::kRu, core::Language::kKk, core::Language::kEn}) {
    const std::string_view name = In(tried, found->second);
    if (!name.empty()) return name;
  }
  return id;
}

}  // namespace monitor
