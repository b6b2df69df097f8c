// The words that stand as evidence in a report: which clause of a document to quote, and how much
// around it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/normalized_text.h"
#include "core/tag.h"

namespace monitor {

// The clause of `classification` that states the act, the one nearest to where `scope` was found;
// without one, where `scope` was found; nullopt if neither has a place in the title or text.
std::optional<core::Evidence> ChooseEvidence(const core::Classification& classification,
                                             const core::Tag& scope);

// Where `tag` itself was found in the title or text, the place nearest to a clause that states the
// act; nullopt if it was found in neither.
std::optional<core::Evidence> ChooseOwnEvidence(const core::Classification& classification,
                                                const core::Tag& tag);

// The sentences of `field` that hold bytes [begin, end), in at most about `max_bytes`: what is cut
// from a longer one gives way to "…". Without `sentences` the paragraph stands for the sentence.
// Never cuts within a word if it has a blank. Bounds beyond the field are moved into it.
std::string Excerpt(std::string_view field, std::span<const core::Sentence> sentences,
                    std::size_t begin, std::size_t end, std::size_t max_bytes);

}  // namespace monitor
