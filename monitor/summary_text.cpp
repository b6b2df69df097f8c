#include "monitor/summary_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <tuple>
#include <vector>

#include "monitor/numerals.h"
#include "monitor/plain_text.h"
#include "monitor/wording.h"

namespace monitor {
namespace {

constexpr std::size_t kLineWidth = 100;
constexpr std::size_t kNameWidth = 64;
constexpr std::size_t kTopRows = 10;

struct Row {
  std::string name;
  Count count;
};

class Printer {
 public:
  Printer(const Summary& summary, const Names& names, const Wording& words)
      : summary_(summary), names_(names), words_(words) {}

  std::string Print() {
    Title();
    Headline();
    Tables();
    LeftOut();
    Quotations();
    Origin();
    return std::move(text_);
  }

 private:
  template <typename... Arguments>
  static std::string Fill(std::string_view pattern, const Arguments&... arguments) {
    return fmt::format(fmt::runtime(pattern), arguments...);
  }

  void Line(std::string_view line) {
    text_ += line;
    text_ += '\n';
  }
  void Paragraph(std::string_view paragraph) { text_ += Wrap(paragraph, "", kLineWidth); }
  void Section(std::string_view title) {
    text_ += '\n';
    Line(title);
    for (std::size_t i = Width(title); i > 0; --i) text_ += "─";
    text_ += '\n';
  }
  void Labelled(std::string_view label, std::string_view value, std::size_t label_width) {
    text_ += Wrap(value, PadRight(fmt::format("{}:", label), label_width + 2), kLineWidth);
  }

  std::string Items(std::uint64_t items) const {
    return Counted(words_.language, items, words_.item);
  }
  std::string Incidents(std::uint64_t incidents) const {
    return Counted(words_.language, incidents, words_.incident);
  }

  void Title() {
    const SummaryRequest& request = summary_.request;
    Line(words_.type);
    Line(words_.rules);
    text_ += '\n';
    const std::string_view scope = request.sphere ? words_.sphere : words_.body;
    const std::string id = request.sphere ? *request.sphere : request.body.value_or("");
    const auto kind = request.sphere ? core::TagKind::kSphere : core::TagKind::kBody;
    const std::size_t width = std::max({Width(scope), Width(words_.period), Width(words_.before)});
    Labelled(scope, OneLine(names_.Get(kind, id, words_.language)), width);
    Labelled(words_.period,
             fmt::format("{} ({})", PeriodInWords(words_.language, request.from, request.to),
                         Fill(words_.in_zone, fmt::arg("zone", OneLine(request.zone)))),
             width);
    const core::Day before_from = request.from - (request.to - request.from) - std::chrono::days(1);
    Labelled(words_.before,
             PeriodInWords(words_.language, before_from, request.from - std::chrono::days(1)),
             width);
  }

  std::string Change(const Count& now, const Count& before) const {
    if (before.incidents == 0)
      return std::string(now.incidents == 0 ? words_.none_at_all : words_.none_before);
    const auto was = Number(words_.language, before.incidents);
    if (now.incidents == before.incidents) return Fill(words_.same, fmt::arg("before", was));
    const bool grown = now.incidents > before.incidents;
    const std::uint64_t difference =
        grown ? now.incidents - before.incidents : before.incidents - now.incidents;
    return Fill(grown ? words_.grown : words_.fallen,
                fmt::arg("change", Counted(words_.language, difference, words_.more)),
                fmt::arg("before", was));
  }

  void Headline() {
    Section(words_.headline);
    const std::size_t width =
        std::max({Width(words_.all), Width(words_.media), Width(words_.appeals)});
    const auto figure = [&](std::string_view label, const Count& now, const Count& before) {
      Labelled(label,
               Fill(words_.figure, fmt::arg("items", Items(now.items)),
                    fmt::arg("incidents", Incidents(now.incidents)),
                    fmt::arg("change", Change(now, before))),
               width);
    };
    figure(words_.all, summary_.all, summary_.all_before);
    figure(words_.media, summary_.media, summary_.media_before);
    figure(words_.appeals, summary_.appeals, summary_.appeals_before);
    if (summary_.reprints > 0) {
      Paragraph(Fill(words_.reprints, fmt::arg("items", Items(summary_.reprints))));
    }
    Paragraph(words_.caution);
  }

  using Namer = std::function<std::string(const std::string& key)>;

  static std::vector<Row> Named(const std::map<std::string, Count>& counts, const Namer& name) {
    std::vector<Row> rows;
    for (const auto& [key, count] : counts) rows.push_back({OneLine(name(key)), count});
    return rows;
  }

  Namer Of(core::TagKind kind) const {
    return [this, kind](const std::string& id) {
      return std::string(names_.Get(kind, id, words_.language));
    };
  }

  // The rows with the highest counts; the rest in one row.
  void Ranked(std::string_view title, std::vector<Row> rows, bool several_rows) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      return std::tie(b.count.items, b.count.incidents, a.name) <
             std::tie(a.count.items, a.count.incidents, b.name);
    });
    if (rows.size() > kTopRows + 1) {
      Row others{Fill(words_.others, fmt::arg("count", rows.size() - kTopRows)), {}};
      for (std::size_t i = kTopRows; i < rows.size(); ++i) {
        others.count.items += rows[i].count.items;
        others.count.incidents += rows[i].count.incidents;
      }
      rows.resize(kTopRows);
      rows.push_back(std::move(others));
    }
    Table(title, rows);
    if (several_rows && rows.size() > 1) Paragraph(words_.several_rows);
  }

  void Table(std::string_view title, const std::vector<Row>& rows) {
    Section(title);
    if (rows.empty()) {
      Line(words_.nothing);
      return;
    }
    std::size_t name_width = 0;
    for (const Row& row : rows) {
      name_width = std::max(name_width, std::min(Width(row.name), kNameWidth));
    }
    const auto line = [&](std::string_view name, std::string_view items,
                          std::string_view incidents) {
      Line(fmt::format(
          "{}  {}  {}", PadRight(Shorten(name, kNameWidth), name_width),
          PadLeft(items, std::max<std::size_t>(Width(words_.items_column), 9)),
          PadLeft(incidents, std::max<std::size_t>(Width(words_.incidents_column), 9))));
    };
    line("", words_.items_column, words_.incidents_column);
    for (const Row& row : rows) {
      line(row.name, Number(words_.language, row.count.items),
           Number(words_.language, row.count.incidents));
    }
  }

  std::string SourceTypeName(std::string_view name) const {
    const auto type = core::SourceTypeOf(name);
    return std::string(type ? words_.source_types[static_cast<std::size_t>(*type) - 1] : name);
  }

  // "media/dala" with its kind in words.
  std::string SourceName(std::string_view source) const {
    const std::size_t slash = source.find('/');
    if (slash == std::string_view::npos) return std::string(source);
    return fmt::format("{}: {}", SourceTypeName(source.substr(0, slash)), source.substr(slash + 1));
  }

  std::string LanguageName(const std::string& code) const {
    for (const auto& [known, name] : words_.languages) {
      if (known == code) return std::string(name);
    }
    return Fill(words_.other_language, fmt::arg("code", code));
  }

  // All six kinds, with zero where none came (Rules, para 7).
  std::vector<Row> SourceTypeRows() const {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < words_.source_types.size(); ++i) {
      const auto type = static_cast<core::SourceType>(i + 1);
      const auto found = summary_.by_source_type.find(std::string(core::Name(type)));
      rows.push_back({std::string(words_.source_types[i]),
                      found == summary_.by_source_type.end() ? Count{} : found->second});
    }
    return rows;
  }

  // All months of the period, so that a gap shows; no more than a page of them.
  std::vector<Row> MonthRows() const {
    using std::chrono::year_month_day;
    constexpr std::size_t kPage = 36;
    std::map<std::string, Count> counts = summary_.by_month;
    const year_month_day from(summary_.request.from), to(summary_.request.to);
    auto month = from.year() / from.month();
    for (std::size_t i = 0; i < kPage && month <= to.year() / to.month(); ++i) {
      counts.try_emplace(core::ToString(core::Day(month / 1)).substr(0, 7));
      month += std::chrono::months(1);
    }
    return Named(counts,
                 [this](const std::string& key) { return MonthInWords(words_.language, key); });
  }

  void Tables() {
    Table(words_.by_month, MonthRows());
    Table(words_.by_source_type, SourceTypeRows());
    Ranked(words_.by_scheme, Named(summary_.by_scheme, Of(core::TagKind::kScheme)), true);
    Ranked(words_.by_body, Named(summary_.by_body, Of(core::TagKind::kBody)), true);
    Ranked(words_.by_region, Named(summary_.by_region, Of(core::TagKind::kRegion)), true);
    Ranked(words_.by_source,
           Named(summary_.by_source, [this](const std::string& key) { return SourceName(key); }),
           false);
    Ranked(
        words_.by_language,
        Named(summary_.by_language, [this](const std::string& key) { return LanguageName(key); }),
        false);
  }

  void LeftOut() {
    Section(words_.left_out);
    const auto line = [&](std::string_view pattern, std::uint64_t items) {
      if (items > 0) Paragraph(Fill(pattern, fmt::arg("items", Items(items))));
    };
    line(words_.left_special, summary_.left_out_special);
    line(words_.left_uncountable, summary_.left_out_uncountable);
    if (summary_.left_out_special + summary_.left_out_uncountable == 0) {
      Line(words_.nothing_left_out);
    }
  }

  std::string DateInWords(const std::string& iso) const {
    const auto time = core::ParseIso(iso, summary_.request.zone);
    if (!time) return OneLine(iso);
    const std::string day = DayInWords(words_.language, time->day());
    return time->has_time ? fmt::format("{}, {}", day, iso.substr(11, 5)) : day;
  }

  void Quotations() {
    Section(words_.quotations);
    if (summary_.quotations.empty()) Line(words_.no_quotations);
    for (std::size_t i = 0; i < summary_.quotations.size(); ++i) {
      if (i > 0) text_ += '\n';
      PrintQuotation(summary_.quotations[i], i + 1);
    }
  }

  void PrintQuotation(const Quotation& quotation, std::size_t ordinal) {
    const std::string first = PadRight(fmt::format("{}.", ordinal), 4);
    const std::string indent(4, ' ');
    text_ +=
        Wrap(fmt::format("{}{}{}", words_.open_quote, OneLine(quotation.text), words_.close_quote),
             first, kLineWidth);
    const std::size_t width =
        std::max({Width(words_.source), Width(words_.link), Width(words_.trace)}) + 2;
    const auto labelled = [&](std::string_view label, const std::string& value) {
      text_ += Wrap(value, indent + PadRight(fmt::format("{}:", label), width), kLineWidth);
    };
    std::string source =
        fmt::format("{}, {}", OneLine(SourceName(quotation.source)), DateInWords(quotation.date));
    if (const std::string title = OneLine(quotation.title); !title.empty()) {
      source += fmt::format(". {}", title);
    }
    labelled(words_.source, source);
    if (!quotation.url.empty()) labelled(words_.link, OneLine(quotation.url));
    std::string trace =
        Fill(words_.traced, fmt::arg("number", quotation.number),
             fmt::arg("rule", OneLine(quotation.rule)), fmt::arg("version", quotation.rule_version),
             fmt::arg("field", quotation.field == core::Field::kTitle ? words_.title_field
                                                                      : words_.text_field),
             fmt::arg("begin", quotation.begin), fmt::arg("end", quotation.end));
    if (!quotation.sha256.empty()) {
      trace +=
          fmt::format(", {}", Fill(words_.hash, fmt::arg("sha256", OneLine(quotation.sha256))));
    }
    labelled(words_.trace, trace);
  }

  void Origin() {
    text_ += '\n';
    const std::string lexicon = OneLine(summary_.lexicon_version);
    Line(Fill(words_.made_from, fmt::arg("commit", summary_.commit),
              fmt::arg("lexicon", lexicon.empty() ? words_.no_lexicon : lexicon)));
  }

  const Summary& summary_;
  const Names& names_;
  const Wording& words_;
  std::string text_;
};

}  // namespace

std::string ToText(const Summary& summary, const Names& names, core::Language language) {
  return Printer(summary, names, WordingOf(language)).Print();
}

}  // namespace monitor
