#include "classify/event_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string_view>

namespace classify {
namespace {

constexpr int kFirstYear = 1991;  // no body of the registry is older

// How the months begin, in Russian, Kazakh and English.
constexpr std::array<std::array<std::string_view, 3>, 12> kMonths = {
    {{"январ", "қаңтар", "jan"},
     {"феврал", "ақпан", "feb"},
     {"март", "наурыз", "march"},
     {"апрел", "сәуір", "apr"},
     {"май", "мамыр", "may"},
     {"июн", "маусым", "june"},
     {"июл", "шілде", "july"},
     {"август", "тамыз", "aug"},
     {"сентябр", "қыркүйек", "sep"},
     {"октябр", "қазан", "oct"},
     {"ноябр", "қараша", "nov"},
     {"декабр", "желтоқсан", "dec"}}};

std::optional<int> Number(std::string_view word) {
  int number = 0;
  const auto parsed = std::from_chars(word.data(), word.data() + word.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size()) return std::nullopt;
  return number;
}

std::optional<unsigned> MonthOf(std::string_view word) {
  if (word == "мая" || word == "мае" || word == "маю") return 5;
  for (unsigned month = 0; month < kMonths.size(); ++month) {
    for (const std::string_view beginning : kMonths[month]) {
      if (word.starts_with(beginning)) return month + 1;
    }
  }
  return std::nullopt;
}

bool MeansYear(std::string_view next, std::string_view before) {
  return next.starts_with("год") || next == "г" || next.starts_with("жыл") || next == "ж" ||
         before == "in" || before == "since" || before == "during" || before == "of";
}

}  // namespace

std::optional<core::Period> EventPeriod(const Findings& findings, std::uint32_t sentence,
                                        core::Day published) {
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::year;
  const bool title = sentence < findings.title_sentences;
  const TokenView& view = title ? findings.document.title : findings.document.text;
  const std::uint32_t number = title ? sentence : sentence - findings.title_sentences;
  const std::uint32_t begin = view.first[number];
  const std::uint32_t end = view.first[number + 1];
  const auto norm = [&](std::uint32_t position) {
    return position >= begin && position < end ? view.form(position) : std::string();
  };
  std::optional<core::Period> last;
  for (std::uint32_t at = begin; at < end; ++at) {
    if ((view.token(at).traits & core::kNumber) == 0) continue;
    const auto written = Number(norm(at));
    if (!written || *written < kFirstYear || *written > 2100) continue;
    // "12 июня 2022 года", "2022 жылғы 12 маусым", "12 June 2022"
    std::optional<unsigned> in = MonthOf(norm(at - 1));
    std::optional<int> on = in ? Number(norm(at - 2)) : std::nullopt;
    if (!in && norm(at + 1).starts_with("жыл")) {
      in = MonthOf(norm(at + 3));
      if (in) on = Number(norm(at + 2));
      if (!in) in = MonthOf(norm(at + 2));
    }
    if (!in && !MeansYear(norm(at + 1), norm(at - 1))) continue;
    const year y{*written};
    core::Period period{y / std::chrono::January / 1, y / std::chrono::December / 31};
    if (in) {
      const auto first = y / month{*in} / 1;
      period = {first, y / month{*in} / std::chrono::last};
      const auto exact = y / month{*in} / day{static_cast<unsigned>(on.value_or(0))};
      if (on && exact.ok()) period = {exact, exact};
    }
    if (period.from <= published) last = {period.from, std::min(period.to, published)};
  }
  return last;
}

}  // namespace classify
