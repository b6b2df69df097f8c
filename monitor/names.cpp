#include "monitor/names.h"

namespace monitor {

std::string_view Translated::In(core::Language language) const {
  const std::string& own = language == core::Language::kKk   ? kk
                           : language == core::Language::kEn ? en
                                                             : ru;
  for (const std::string* text : {&own, &ru, &kk, &en}) {
    if (!text->empty()) return *text;
  }
  return "";
}

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
  const std::string_view name = found->second.In(language);
  return name.empty() ? id : name;
}

void Names::ForEach(
    core::TagKind kind,
    const std::function<void(const std::string& id, const Name& name)>& visit) const {
  for (const auto& [key, name] : names_) {
    if (key.first == kind) visit(key.second, name);
  }
}

}  // namespace monitor
