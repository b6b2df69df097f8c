#include "classify/token_view.h"

#include "classify/code.h"
#include "nlp/alphabet.h"

namespace classify {

std::string TokenView::form(std::uint32_t position) const {
  return nlp::DecodeWord(CodeAt(text->surface_stream, surface_at[position]));
}

void TokenView::Fill(std::string_view field_text, const core::NormalizedText& analysis) {
  field = field_text;
  text = &analysis;
  for (auto* list :
       {&tokens, &lemma_at, &surface_at, &sentence, &first, &paragraph, &first_of_paragraph})
    list->clear();
  std::uint32_t last_end = 0;  // bytes of the last token of the sentences so far
  for (std::uint32_t s = 0; s < analysis.sentences.size(); ++s) {
    const core::Sentence& here = analysis.sentences[s];
    first.push_back(size());
    if (here.first_token < here.end_token) {
      const std::uint32_t begin = analysis.tokens[here.first_token].begin;
      if (s == 0 || field.substr(last_end, begin - last_end).find('\n') != std::string_view::npos) {
        first_of_paragraph.push_back(size());
      }
      last_end = analysis.tokens[here.end_token - 1].end;
    } else if (s == 0) {
      first_of_paragraph.push_back(0);
    }
    paragraph.push_back(static_cast<std::uint32_t>(first_of_paragraph.size() - 1));
    for (std::uint32_t t = here.first_token; t < here.end_token; ++t) {
      const core::Token& token = analysis.tokens[t];
      if (token.traits & core::kPunctuation) continue;
      tokens.push_back(t);
      lemma_at.push_back(token.lemma_stream_at);
      surface_at.push_back(token.surface_stream_at);
      sentence.push_back(s);
    }
  }
  first.push_back(size());
  first_of_paragraph.push_back(size());
}

}  // namespace classify
