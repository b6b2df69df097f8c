// What a block of a page is about besides an article, by words in it.
#pragma once

#include <string_view>

namespace crawler {

// Bits of TopicsOf, in this order: subscriptions and consent, rights, authors, pictures (at the
// beginning and the end only), readers' comments, trade, more to read (at the beginning only).
inline constexpr unsigned kTopics = 7;

// `folded`: as FoldWords writes it. Words are found anywhere in it, inside others, too.
unsigned TopicsOf(std::string_view folded);

}  // namespace crawler
