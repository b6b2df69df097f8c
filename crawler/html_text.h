// The text of small pieces of HTML, such as titles and summaries of feeds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace crawler {

// Resolves numeric character references and the named ones of HTML 4; what is no reference stays.
std::string DecodeReferences(std::string_view text);

// The first byte behind the comment that begins at `at` with "<!--" (HTML 13.2.5.43 and on); npos
// if it has no end.
std::size_t CommentEnd(std::string_view html, std::size_t at);

// What a reader would see, in one line: tags, comments, scripts and styles dropped, references
// resolved, white space squeezed. Linear time, any input; a '<' that opens no tag is text.
std::string HtmlToLine(std::string_view html);

}  // namespace crawler
