// What rules say, in words for a person.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "classify/lexicon.h"
#include "core/language.h"
#include "core/tag.h"
#include "monitor/names.h"

namespace app {

// "сфера", "схема", "правонарушение", ...
std::string_view KindInWords(core::TagKind kind, core::Language language);
// "приговор"; kNone: "нет".
std::string_view ContextInWords(core::Context context, core::Language language);
// "да", "нет".
std::string_view BoolInWords(bool value, core::Language language);
// "казахский", ...; kUnknown: any.
std::string_view LanguageInWords(core::Language of, core::Language language);

// Under which patterns are written: kk, ru, en, and any (kUnknown).
inline constexpr std::array kPatternSections = {core::Language::kKk, core::Language::kRu,
                                                core::Language::kEn, core::Language::kUnknown};
std::string_view SectionName(core::Language section);

// The kinds of rules that commands name: act, scheme, offence, sphere, mark, context, look_alike,
// episode, post.
inline constexpr const char* kRuleKinds[] = {"act",     "scheme",     "offence", "sphere", "mark",
                                             "context", "look_alike", "episode", "post"};
// Whether `rule` emits something of that kind.
bool EmitsKind(const classify::Rule& rule, std::string_view kind);

// Everything that `rule` emits: "деяние; схема: Взятка (bribe_generic)".
std::string EmitsInWords(const classify::Rule& rule, const monitor::Names& names,
                         core::Language language);

}  // namespace app
