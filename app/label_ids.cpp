#include "app/label_ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <vector>

#include "nlp/normalizer.h"

namespace app {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Folded, with single blanks for everything but letters and digits.
std::string Fold(std::string_view label) {
  std::string folded;
  for (const char c : nlp::Normalize(label).fold) {
    const bool word = static_cast<unsigned char>(c) >= 0x80 || std::isalnum(c) != 0;
    if (word) {
      folded += c;
    } else if (!folded.empty() && folded.back() != ' ') {
      folded += ' ';
    }
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

// "X (Y)" is called X and Y, too. Empty unless `name` ends in brackets.
std::vector<std::string_view> PartsOf(std::string_view name) {
  const std::size_t open = name.find('(');
  if (open == 0 || open == std::string_view::npos || !name.ends_with(')')) return {};
  return {name.substr(0, open), name.substr(open + 1, name.size() - open - 2)};
}

// Words that make a number an article, folded.
constexpr std::array<std::string_view, 8> kArticle = {"ст",  "статья", "статьи", "статье",
                                                      "бап", "бабы",   "art",    "article"};

}  // namespace

LabelIds::LabelIds(const nlp::Analyzer& analyzer, const classify::Classifier& classifier)
    : analyzer_(analyzer), classifier_(classifier), classifier_scratch_(classifier) {
  // Parts of names come after all whole ones, which go before.
  for (const bool whole : {true, false}) {
    const auto add = [&](core::TagKind kind, const std::string& id, const auto& names) {
      for (const std::string* name : {&names.kk, &names.ru, &names.en}) {
        if (name->empty()) continue;
        for (const std::string_view called :
             whole ? std::vector<std::string_view>{*name} : PartsOf(*name)) {
          ids_.emplace(std::pair(kind, Fold(called)), id);
        }
      }
    };
    const classify::Lexicon& lexicon = classifier.lexicon();
    for (const auto& term : lexicon.terms) add(term.kind, term.id, term);
    for (const auto& body : lexicon.bodies) add(core::TagKind::kBody, body.id, body);
    for (const auto& region : lexicon.regions) add(core::TagKind::kRegion, region.id, region);
  }
}

std::string LabelIds::Named(core::TagKind kind, std::string_view label) const {
  const auto found = ids_.find({kind, Fold(label)});
  return found == ids_.end() ? "" : found->second;
}

std::string LabelIds::Find(core::TagKind kind, std::string_view label, core::Day day) {
  if (label.empty()) return {};
  if (std::string id = Named(kind, label); !id.empty()) return id;
  static const core::NormalizedText kNoTitle;
  analyzer_.Analyze(label, core::Language::kUnknown, analyzer_scratch_, label_);
  const classify::Input input{.kind = "register",
                              .date = day,
                              .title = {},
                              .text = label,
                              .title_analysis = kNoTitle,
                              .text_analysis = label_};
  std::string id;
  for (const core::Tag& tag : classifier_.Classify(input, classifier_scratch_).tags) {
    if (tag.kind != kind) continue;
    if (!id.empty()) return {};
    id = tag.id;
  }
  return id;
}

std::string LabelIds::Cited(std::string_view label, bool bare) const {
  const std::string folded = Fold(label);
  std::set<std::string> found;
  bool article = bare && std::all_of(folded.begin(), folded.end(), IsDigit);
  for (const std::string_view word : kArticle) {
    const std::string padded = " " + folded + " ";
    article = article || padded.find(fmt::format(" {} ", word)) != std::string::npos;
  }
  if (!article) return {};
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    const std::string word = folded.substr(at, end - at);
    at = end + 1;
    if (word.size() != 3 || !std::all_of(word.begin(), word.end(), IsDigit)) continue;
    for (const auto& term : classifier_.lexicon().terms) {
      if (term.kind != core::TagKind::kOffence || !term.id.ends_with(word)) continue;
      if (!IsDigit(term.id[term.id.size() - word.size() - 1])) found.insert(term.id);
    }
  }
  return found.size() == 1 ? *found.begin() : "";
}

}  // namespace app
