// MinHash signatures.
#pragma once

#include <cstdint>
#include <span>

#include "core/normalized_text.h"

namespace nlp {

// The signature of a sequence of words given by their hashes: 128 bins over the hashes of its
// 3-grams, by one-permutation hashing (Li, Owen, Zhang 2012) with optimal densification
// (Shrivastava 2017). The share of equal places estimates the Jaccard similarity of the sets of
// 3-grams. All zero for fewer than 3 words. The same on every machine.
core::Signature SignatureOf(std::span<const std::uint64_t> words);

}  // namespace nlp
