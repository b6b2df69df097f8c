// What short lines of a page say about it: the cues that open lists of links, and titles compared.
#pragma once

#include <string>
#include <string_view>

namespace crawler {

// The words of `text` in lower case, one space between them, signs dropped: for comparing.
std::string FoldWords(std::string_view text);

// Whether the first character is a letter in lower case.
bool BeginsLower(std::string_view word);

// Whether a line such as "Читайте также", "Оқи отырыңыз" or "Read also" opens something that is not
// part of the article: links to others, sharing, subscription, comments.
bool IsAsideCue(std::string_view line);

}  // namespace crawler
