#include "monitor/quotation.h"

#include <algorithm>
#include <limits>

#include "core/utf8.h"

namespace monitor {
namespace {

constexpr std::string_view kEllipsis = "…";

// Bytes between two places; those in different fields are farthest apart.
std::size_t Distance(const core::Evidence& a, const core::Evidence& b) {
  if (a.field != b.field) return std::numeric_limits<std::size_t>::max();
  if (a.end <= b.begin) return b.begin - a.end;
  if (b.end <= a.begin) return a.begin - b.end;
  return 0;
}

// What can be quoted: a tag may also rest on the fields of a form.
bool Quotable(const core::Evidence& place) {
  return place.field == core::Field::kTitle || place.field == core::Field::kText;
}

// Of `places` that can be quoted the one nearest to any of `others`; of equal ones the first.
std::optional<core::Evidence> Nearest(std::span<const core::Evidence> places,
                                      std::span<const core::Evidence> others) {
  const auto distance = [others](const core::Evidence& place) {
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (const core::Evidence& other : others) least = std::min(least, Distance(place, other));
    return least;
  };
  const core::Evidence* nearest = nullptr;
  std::size_t least = 0;
  for (const core::Evidence& place : places) {
    if (!Quotable(place)) continue;
    const std::size_t own = distance(place);
    if (nearest && own >= least) continue;
    nearest = &place;
    least = own;
  }
  return nearest ? std::optional(*nearest) : std::nullopt;
}

struct Range {
  std::size_t begin, end;
};

Range Around(std::string_view field, std::span<const core::Sentence> sentences, Range evidence) {
  Range range = evidence;
  bool found = false;
  for (const core::Sentence& sentence : sentences) {
    if (sentence.end <= evidence.begin || sentence.begin >= evidence.end) continue;
    range.begin = std::min<std::size_t>(range.begin, sentence.begin);
    range.end = std::max<std::size_t>(range.end, std::min<std::size_t>(sentence.end, field.size()));
    found = true;
  }
  if (found) return range;
  const std::size_t line = field.substr(0, evidence.begin).rfind('\n');
  range.begin = line == std::string_view::npos ? 0 : line + 1;
  range.end = std::min(field.find('\n', evidence.end), field.size());
  return range;
}

// The first place from `at` on where a word begins, if there is one before `limit`.
std::size_t WordBegin(std::string_view field, std::size_t at, std::size_t limit) {
  const std::size_t blank = field.find(' ', at);
  if (blank < limit) return blank + 1;
  while (at < limit && core::IsTrailByte(field[at])) ++at;
  return at;
}

// The last place up to `at` where a word ends, if there is one behind `limit`.
std::size_t WordEnd(std::string_view field, std::size_t at, std::size_t limit) {
  const std::size_t blank = field.rfind(' ', at);
  if (blank != std::string_view::npos && blank > limit) return blank;
  while (at > limit && at < field.size() && core::IsTrailByte(field[at])) --at;
  return at;
}

}  // namespace

std::optional<core::Evidence> ChooseEvidence(const core::Classification& classification,
                                             const core::Tag& scope) {
  const auto clause = Nearest(classification.evidence, scope.evidence);
  return clause ? clause : ChooseOwnEvidence(classification, scope);
}

std::optional<core::Evidence> ChooseOwnEvidence(const core::Classification& classification,
                                                const core::Tag& tag) {
  return Nearest(tag.evidence, classification.evidence);
}

std::string Excerpt(std::string_view field, std::span<const core::Sentence> sentences,
                    std::size_t begin, std::size_t end, std::size_t max_bytes) {
  const Range evidence = {std::min(begin, field.size()),
                          std::clamp(end, std::min(begin, field.size()), field.size())};
  const Range whole = Around(field, sentences, evidence);
  Range shown = whole;
  if (whole.end - whole.begin > max_bytes) {
    const std::size_t own = std::min(evidence.end - evidence.begin, max_bytes);
    const std::size_t before = (max_bytes - own) / 2;
    if (evidence.begin - whole.begin > before) {
      shown.begin = WordBegin(field, evidence.begin - before, evidence.begin);
    }
    if (whole.end - shown.begin > max_bytes) {
      shown.end = WordEnd(field, shown.begin + max_bytes, shown.begin + max_bytes / 2);
    }
  }
  std::string text;
  if (shown.begin > whole.begin) text += kEllipsis;
  text += field.substr(shown.begin, shown.end - shown.begin);
  if (shown.end < whole.end) text += kEllipsis;
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace monitor
