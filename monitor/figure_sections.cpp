// The parts of a summary that show imported figures.
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "monitor/figure_tables.h"
#include "monitor/fill.h"
#include "monitor/numerals.h"
#include "monitor/summary_sections.h"

namespace monitor {
namespace {

using core::Observation;
using core::TagKind;

constexpr std::size_t kTopFigures = 60, kTopTables = 20;
// Between the parts of a category (crawler/figure_reader.h).
constexpr std::string_view kJoint = " / ";

// What a figure may be about.
constexpr std::pair<TagKind, std::string Observation::*> kSubjects[] = {
    {TagKind::kOffence, &Observation::offence},
    {TagKind::kSphere, &Observation::sphere},
    {TagKind::kBody, &Observation::body},
    {TagKind::kRegion, &Observation::region}};

core::Period PeriodOf(const Observation& o) {
  return {o.from, o.to};
}

// The period of `which` of every figure that has one; nullopt if there are several or none.
template <typename Which>
std::optional<core::Period> OnePeriod(const FigureTable& table, Which which) {
  std::optional<core::Period> one;
  for (const FigureTable::Line& line : table.lines) {
    for (const Figure* figure : line) {
      const Observation* o = which(*figure);
      if (!o) continue;
      if (one && *one != PeriodOf(*o)) return std::nullopt;
      one = PeriodOf(*o);
    }
  }
  return one;
}

const Observation* Now(const Figure& figure) {
  return &figure.now;
}
const Observation* Before(const Figure& figure) {
  return figure.before ? &*figure.before : nullptr;
}

// The parts of a category that all lines of a table begin with; the last one stays in the rows.
std::string_view SharedCategory(const FigureTable& table) {
  const std::string& first = table.first().now.category;
  std::size_t end = first.rfind(kJoint);
  while (end != std::string::npos) {
    const std::string_view shared = std::string_view(first).substr(0, end + kJoint.size());
    if (std::all_of(table.lines.begin(), table.lines.end(), [&](const FigureTable::Line& line) {
          return line.front()->now.category.starts_with(shared);
        })) {
      return shared;
    }
    end = end == 0 ? std::string::npos : first.rfind(kJoint, end - 1);
  }
  return {};
}

// The files that a table was read from: each cell is of one of them.
class Trace {
 public:
  struct File {
    const Observation* first;
    std::vector<std::string> columns;
  };

  // "12", or "12 [2]" if it is not of the only file; those of `line` in order, each once.
  std::string Rows(const FigureTable::Line& line) const {
    std::vector<std::string> rows;
    for (const Figure* figure : line) {
      for (const Observation* o : {Now(*figure), Before(*figure)}) {
        if (!o) continue;
        std::string row = files_.size() == 1 ? fmt::format("{}", o->row)
                                             : fmt::format("{} [{}]", o->row, NumberOf(*o));
        if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(std::move(row));
      }
    }
    return fmt::format("{}", fmt::join(rows, ", "));
  }

  void Add(const Observation& o) {
    std::size_t i = NumberOf(o) - 1;
    if (i == files_.size()) files_.push_back({&o, {}});
    auto& columns = files_[i].columns;
    if (std::find(columns.begin(), columns.end(), o.column) == columns.end()) {
      columns.push_back(o.column);
    }
  }

  const std::vector<File>& files() const { return files_; }

 private:
  // From 1 on; of a file that is not there yet, what it will have.
  std::size_t NumberOf(const Observation& o) const {
    const auto found = std::find_if(files_.begin(), files_.end(), [&o](const File& file) {
      return file.first->sha256 == o.sha256 && file.first->file == o.file;
    });
    return static_cast<std::size_t>(found - files_.begin()) + 1;
  }

  std::vector<File> files_;
};

// The respondents of `which` of every line; nullopt unless all had the same, told number.
template <typename Which>
std::optional<std::uint64_t> OneSample(const FigureTable& table, Which which) {
  std::optional<std::uint64_t> one;
  for (const FigureTable::Line& line : table.lines) {
    const Observation* o = which(*line.front());
    if (!o || o->sample == 0 || (one && *one != o->sample)) return std::nullopt;
    one = o->sample;
  }
  return one;
}

// One table of figures in the words of a paper.
class FigureTableInWords {
 public:
  FigureTableInWords(const FigureTable& figures, const Sections& sections)
      : figures_(figures),
        sections_(sections),
        words_(sections.words()),
        now_(OnePeriod(figures, Now)),
        before_(OnePeriod(figures, Before)),
        sample_(OneSample(figures, Now)),
        survey_(figures.first().now.source_type == core::SourceType::kSurvey),
        shared_(SharedCategory(figures)) {
    for (const FigureTable::Line& line : figures_.lines) {
      for (const Figure* figure : line) trace_.Add(figure->now);
      for (const Figure* figure : line) {
        if (!figure->before) continue;
        has_before_ = true;
        trace_.Add(*figure->before);
      }
    }
    const bool named = figures_.lines.size() > 1 || first().category.size() > shared_.size();
    for (const auto& subject : kSubjects) {
      const auto id = subject.second;
      if (named && InAll([&](const Observation& o) { return o.*id == first().*id; })) {
        of_all_.push_back(subject.first);
      }
    }
    about_column_ = !InAll([this](const Observation& o) {
      const std::string own = AboutOf(o, false);
      return o.category.empty() || own.empty() || o.category.ends_with(own);
    });
  }

  Table Write() const {
    Table table;
    table.caption = Caption();
    table.columns = Columns();
    for (const FigureTable::Line& line : figures_.lines) table.rows.push_back(Cells(line));
    table.note = Note();
    sections_.Cut(kTopFigures, table);
    return table;
  }

 private:
  const Observation& first() const { return figures_.first().now; }
  bool single() const { return figures_.indicators() == 1; }
  bool sample_column() const { return survey_ && !sample_; }

  template <typename Holds>
  bool InAll(const Holds& holds) const {
    return std::all_of(figures_.lines.begin(), figures_.lines.end(),
                       [&](const FigureTable::Line& line) { return holds(line.front()->now); });
  }

  std::string InWords(const core::Period& period) const {
    return PeriodInWords(words_.language, period.from, period.to);
  }

  // What all lines are about, or what only this one is.
  std::string AboutOf(const Observation& o, bool all) const {
    std::vector<std::string> names;
    for (const auto& [kind, id] : kSubjects) {
      const bool of_all = std::find(of_all_.begin(), of_all_.end(), kind) != of_all_.end();
      if (of_all == all && !(o.*id).empty()) names.push_back(sections_.NameOf(kind, o.*id));
    }
    return fmt::format("{}", fmt::join(names, "; "));
  }

  // What all rows have in common.
  std::string Caption() const {
    std::vector<std::string> parts;
    if (single()) parts.push_back(first().indicator);
    if (!shared_.empty()) parts.emplace_back(shared_.substr(0, shared_.size() - kJoint.size()));
    const std::string about = AboutOf(first(), true);
    if (!about.empty() && (parts.empty() || !parts.back().ends_with(about))) {
      parts.push_back(about);
    }
    return fmt::format("{}", fmt::join(parts, " – "));
  }

  std::vector<Column> Columns() const {
    std::vector<Column> columns = {
        {"", std::string(survey_ ? words_.answer_column : words_.indicator_column), false}};
    if (about_column_) columns.push_back({"", std::string(words_.about_column), false});
    if (!now_) columns.push_back({"", std::string(words_.period_column), false});
    for (const Figure* figure : figures_.lines.front()) {
      const std::string group = single() ? "" : figure->now.indicator;
      columns.push_back({group, now_ ? InWords(*now_) : std::string(words_.value_column)});
      if (!has_before_) continue;
      columns.push_back(
          {group, before_ ? InWords(*before_) : std::string(words_.value_before_column)});
      columns.push_back({group, std::string(words_.change_column)});
    }
    if (sample_column()) columns.push_back({"", std::string(words_.sample_column)});
    columns.push_back({"", std::string(words_.file_row_column)});
    return columns;
  }

  std::vector<std::string> Cells(const FigureTable::Line& line) const {
    const Observation& o = line.front()->now;
    const std::string about = AboutOf(o, false);
    std::string name = o.category.substr(shared_.size());
    if (name.empty()) name = about.empty() ? std::string(words_.whole) : about;
    std::vector<std::string> cells = {std::move(name)};
    if (about_column_) cells.push_back(o.category.empty() ? "" : about);
    if (!now_) cells.push_back(InWords(PeriodOf(o)));
    for (const Figure* figure : line) {
      cells.push_back(Measured(words_.language, figure->now.value, figure->now.unit));
      if (!has_before_) continue;
      cells.push_back(ValueBefore(*figure));
      cells.push_back(Change(*figure));
    }
    if (sample_column()) {
      cells.push_back(o.sample == 0 ? std::string(words_.none) : Number(words_.language, o.sample));
    }
    cells.push_back(trace_.Rows(line));
    return cells;
  }

  std::string ValueBefore(const Figure& figure) const {
    return sections_.ValueBefore(figure, before_.value_or(PeriodBefore(PeriodOf(figure.now))));
  }

  // "+52"; of shares "−1 п. п.".
  std::string Change(const Figure& figure) const {
    if (!figure.before) return std::string(words_.none);
    return MeasuredChange(
        words_.language, figure.before->value, figure.now.value,
        figure.now.unit == "%" ? words_.percentage_points : std::string_view(figure.now.unit));
  }

  // How many were asked, and the files.
  std::string Note() const {
    std::vector<std::string> notes;
    if (survey_ && sample_) {
      notes.push_back(Fill(words_.sample, fmt::arg("count", Number(words_.language, *sample_))));
    }
    for (std::size_t i = 0; i < trace_.files().size(); ++i) {
      const Trace::File& file = trace_.files()[i];
      std::vector<std::string> columns;
      for (const std::string& column : file.columns) {
        columns.push_back(fmt::format("{}{}{}", words_.open_quote, column, words_.close_quote));
      }
      notes.push_back((trace_.files().size() > 1 ? fmt::format("[{}] ", i + 1) : "") +
                      Fill(words_.figure_trace, fmt::arg("source", file.first->source),
                           fmt::arg("file", file.first->file),
                           fmt::arg("columns", fmt::format("{}", fmt::join(columns, ", "))),
                           fmt::arg("sha256", file.first->sha256)));
    }
    return fmt::format("{}", fmt::join(notes, " "));
  }

  const FigureTable& figures_;
  const Sections& sections_;
  const Wording& words_;
  std::optional<core::Period> now_, before_;  // of all figures
  std::optional<std::uint64_t> sample_;       // of all lines
  bool survey_;
  bool has_before_ = false;
  std::string_view shared_;      // that all categories begin with
  std::vector<TagKind> of_all_;  // what all lines are about; the caption says it
  bool about_column_ = false;    // what lines are about besides adds to what they are called
  Trace trace_;
};

}  // namespace

std::string Sections::SubjectOf(const core::Observation& observation) const {
  std::vector<std::string> names;
  for (const auto& [kind, id] : kSubjects) {
    if (!(observation.*id).empty()) names.push_back(NameOf(kind, observation.*id));
  }
  return fmt::format("{}", fmt::join(names, "; "));
}

std::string Sections::ValueBefore(const Figure& figure, const core::Period& before) const {
  if (!figure.before) return std::string(words_.none);
  const Observation& o = *figure.before;
  const std::string value = Measured(words_.language, o.value, o.unit);
  if (PeriodOf(o) == before) return value;
  return Fill(words_.not_the_period_before, fmt::arg("value", value),
              fmt::arg("period", PeriodInWords(words_.language, o.from, o.to)));
}

void Sections::Figures(core::SourceType type) {
  std::vector<const Figure*> own, general;
  for (const Figure& figure : summary_.figures) {
    if (figure.now.source_type == type) (figure.general ? general : own).push_back(&figure);
  }
  if (own.empty() && general.empty()) Add(Paragraph::Kind::kBody, words_.no_figures);
  for (const auto* figures : {&own, &general}) {
    if (figures->empty()) continue;
    if (figures == &general) Add(Paragraph::Kind::kBody, words_.general_figures);
    const std::vector<FigureTable> tables = LayOut(*figures);
    for (std::size_t i = 0; i < std::min(tables.size(), kTopTables); ++i) {
      AddTable(FigureTableInWords(tables[i], *this).Write());
    }
    if (tables.size() > kTopTables) {
      Add(Paragraph::Kind::kNote,
          Fill(words_.more_tables,
               fmt::arg("tables",
                        Counted(words_.language, tables.size() - kTopTables, words_.table))));
    }
  }
}

}  // namespace monitor
