#include "app/rule_explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "core/printable.h"

namespace app {
namespace {

std::string Raised(std::size_t number) {
  constexpr std::string_view kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string raised;
  for (const char digit : fmt::to_string(number)) {
    raised += kDigits[static_cast<std::size_t>(digit - '0')];
  }
  return raised;
}

// The marks of one span.
struct Span {
  std::uint32_t begin = 0, end = 0;
  std::string numbers;
  bool dim = true;  // all of them are
};

std::vector<Span> SpansOf(std::vector<Mark> marks) {
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
    return std::tuple(a.begin, b.end, a.number) < std::tuple(b.begin, a.end, b.number);
  });
  std::vector<Span> spans;
  for (const Mark& mark : marks) {
    if (spans.empty() || spans.back().begin != mark.begin || spans.back().end != mark.end) {
      spans.push_back({mark.begin, mark.end, {}, true});
    }
    Span& span = spans.back();
    if (mark.number > 0) {
      span.numbers.append(span.numbers.empty() ? "" : "˒").append(Raised(mark.number));
    }
    span.dim = span.dim && mark.dim;
  }
  return spans;
}

// core::Printable, line by line.
std::string PrintableLines(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines += core::Printable(text.substr(0, end));
    if (end < text.size()) lines += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view ColourAt(const std::vector<Span>& spans, std::uint32_t at) {
  std::string_view colour;
  for (const Span& span : spans) {
    if (span.begin > at || at >= span.end) continue;
    if (!span.dim) return kGreen;
    colour = kYellow;
  }
  return colour;
}

}  // namespace

std::string WithMarks(std::string_view text, std::vector<Mark> marks, Colours colours) {
  const std::vector<Span> spans = SpansOf(std::move(marks));
  // What stands before the byte: the ends of spans, the inner ones first, then the beginnings.
  std::map<std::uint32_t, std::string> ends, begins;
  const bool brackets = colours == Colours::kNo;
  for (const Span& span : spans) {
    if (brackets) begins[span.begin] += "[";
    std::string end = (brackets ? "]" : "") + span.numbers;
    ends[span.end] = end + ends[span.end];
    begins.try_emplace(span.begin);
  }
  std::vector<std::uint32_t> borders;
  for (const auto& [at, what] : ends) borders.push_back(at);
  for (const auto& [at, what] : begins) borders.push_back(at);
  borders.push_back(static_cast<std::uint32_t>(text.size()));
  std::sort(borders.begin(), borders.end());
  std::string marked;
  std::uint32_t from = 0;
  for (const std::uint32_t border : borders) {
    if (border > from) {
      const std::string piece = PrintableLines(text.substr(from, border - from));
      const std::string_view colour = ColourAt(spans, from);
      marked += Painted(piece, colour, colour.empty() ? Colours::kNo : colours);
      from = border;
    }
    for (auto* at : {&ends, &begins}) {
      const auto found = at->find(border);
      if (found == at->end()) continue;
      marked += found->second;
      at->erase(found);
    }
  }
  return marked;
}

std::string_view CoverOf(const classify::Classifier::RuleMatch& match,
                         const std::vector<classify::Classifier::RuleMatch>& all,
                         const classify::Lexicon& lexicon) {
  for (const auto& other : all) {
    const bool overlaps =
        other.field == match.field && other.begin < match.end && match.begin < other.end;
    if (!overlaps || other.rule == match.rule) continue;
    const auto rule = std::find_if(lexicon.rules.begin(), lexicon.rules.end(),
                                   [&other](const auto& one) { return one.id == other.rule; });
    const bool look_alike =
        rule != lexicon.rules.end() &&
        std::any_of(rule->emits.begin(), rule->emits.end(),
                    [](const classify::Emission& emission) { return emission.look_alike; });
    if (look_alike) return other.rule;
  }
  return {};
}

}  // namespace app
