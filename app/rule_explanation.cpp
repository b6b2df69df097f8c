#include "app/rule_explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

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

// How many spans of each kind hold a byte.
struct Depth {
  int counting = 0, dim = 0;

  std::string_view colour() const { return counting > 0 ? kGreen : dim > 0 ? kYellow : ""; }
};

bool IsLookAlike(const classify::Rule& rule) {
  return std::any_of(rule.emits.begin(), rule.emits.end(),
                     [](const classify::Emission& emission) { return emission.look_alike; });
}

}  // namespace

std::string WithMarks(std::string_view text, std::vector<Mark> marks, Colours colours) {
  const std::vector<Span> spans = SpansOf(std::move(marks));
  // What stands before a byte: the ends of spans, the inner ones first, then the beginnings.
  struct Border {
    std::string ends, begins;
    Depth change;
  };
  std::map<std::uint32_t, Border> borders;
  const bool brackets = colours == Colours::kNo;
  for (const Span& span : spans) {
    Border& begin = borders[span.begin];
    Border& end = borders[span.end];
    if (brackets) begin.begins += '[';
    end.ends.insert(0, (brackets ? "]" : "") + span.numbers);
    ++(span.dim ? begin.change.dim : begin.change.counting);
    --(span.dim ? end.change.dim : end.change.counting);
  }
  borders.try_emplace(static_cast<std::uint32_t>(text.size()));
  std::string marked;
  std::uint32_t from = 0;
  Depth depth;
  for (const auto& [at, border] : borders) {
    const std::string piece = PrintableLines(text.substr(from, at - from));
    const std::string_view colour = depth.colour();
    marked += Painted(piece, colour, colour.empty() ? Colours::kNo : colours);
    marked.append(border.ends).append(border.begins);
    depth.counting += border.change.counting;
    depth.dim += border.change.dim;
    from = at;
  }
  return marked;
}

std::vector<std::string_view> CoversOf(const std::vector<classify::Classifier::RuleMatch>& matches,
                                       const classify::Lexicon& lexicon) {
  std::set<std::string_view> look_alikes;
  for (const classify::Rule& rule : lexicon.rules) {
    if (IsLookAlike(rule)) look_alikes.insert(rule.id);
  }
  std::map<core::Field, std::vector<const classify::Classifier::RuleMatch*>> covers;
  for (const auto& match : matches) {
    if (look_alikes.contains(match.rule)) covers[match.field].push_back(&match);
  }
  std::map<core::Field, std::size_t> passed;  // covers that end before all that is to come
  std::vector<std::string_view> found(matches.size());
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const auto& match = matches[i];
    const auto& all = covers[match.field];
    std::size_t& first = passed[match.field];
    while (first < all.size() && all[first]->end <= match.begin) ++first;
    if (!match.covered) continue;
    for (std::size_t j = first; j < all.size() && all[j]->begin < match.end; ++j) {
      if (all[j]->end <= match.begin || all[j]->rule == match.rule) continue;
      found[i] = all[j]->rule;
      break;
    }
  }
  return found;
}

}  // namespace app
