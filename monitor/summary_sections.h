// The parts that summaries and reports are put together of: tables, charts and quotations of a
// Summary, in words. Include from .cpp files only.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "monitor/names.h"
#include "monitor/paper.h"
#include "monitor/summary.h"
#include "monitor/wording.h"

namespace monitor {

// Rows of `rows`, those with the most incidents first: a table and a chart agree on it.
std::vector<std::pair<std::string, Row>> Ranked(const Rows& rows);

// Appends to a paper, which outlives it, as do summary and names. Each member adds one part without
// its heading.
class Sections {
 public:
  Sections(const Summary& summary, const Names& names, core::Language language, Paper& paper);

  void Heading(int level, std::string_view text);
  void Add(Paragraph::Kind kind, std::string_view text);

  void Scope();     // sphere or body, periods, size of the corpus
  void Headline();  // all items and incidents, and by kind of source
  void Months();
  void Rising();
  void Schemes();
  void Bodies();
  void Regions();
  void SideBySide();  // media and appeals, by scheme and by region
  void Stages();
  void Languages();
  // `quotations` in their order, from `ordinal` on.
  void Quotations(const std::vector<const Quotation*>& quotations, std::size_t ordinal,
                  bool with_scheme);
  void SourceKinds();
  void Sources();
  void Figures(core::SourceType type);
  void LeftOut();
  void Origin();

  // In the language of the paper.
  std::string ScopeName() const;
  std::string NameOf(core::TagKind kind, std::string_view id) const;
  std::string Items(std::uint64_t items) const;
  std::string Incidents(std::uint64_t incidents) const;
  // "25,0 %", or that there is none of nothing.
  std::string Share(std::uint64_t part, std::uint64_t whole) const;
  // "на 3 случая больше, чем за предыдущий период (18)".
  std::string Change(std::uint64_t now, std::uint64_t before) const;
  // What the figure is about besides its category: offence, sphere, body and region.
  std::string SubjectOf(const core::Observation& observation) const;
  // The value that a figure compares with, with its period unless that is `before`; none without.
  std::string ValueBefore(const Figure& figure, const core::Period& before) const;
  // Keeps the first `rows` of `table` and says in its note how many there are.
  void Cut(std::size_t rows, Table& table) const;
  const Wording& words() const { return words_; }

 private:
  using Namer = std::function<std::string(const std::string& key)>;

  std::string Number(std::uint64_t number) const;
  // A number of a row, and its incidents in the period before: none where the corpus has nothing.
  std::string Now(const Row& row, std::uint64_t number) const;
  std::string Before(const Row& row) const;
  // "a; b; c": at most `most` of them, and how many more there are.
  std::string Listed(std::vector<std::string> names, std::size_t most) const;
  std::string RateOf(const std::optional<double>& rate) const;
  Namer Of(core::TagKind kind) const;
  std::string SourceTypeName(std::string_view name) const;
  std::string SourceName(std::string_view key) const;
  std::string DateInWords(const std::string& iso) const;
  bool ComparesMonths() const;

  // Items and incidents of each row, with its rate.
  Table CountTable(std::string_view name_column,
                   const std::vector<std::pair<std::string, Row>>& rows, const Namer& name,
                   bool before, bool of_people) const;
  void AddRanked(std::string_view name_column, const Rows& rows, const Namer& name,
                 std::string_view chart_title, bool of_people);
  void AddPopulation(const std::vector<std::pair<std::string, Row>>& regions, Table& table) const;
  static void AddNote(std::string_view note, Table& table);
  std::string ShownOf(std::size_t shown, std::size_t total) const;
  void AddTable(Table table);
  void SideBySide(std::string_view name_column, const Rows& rows, const Namer& name, bool chart);

  const Summary& summary_;
  const Names& names_;
  const Wording& words_;
  Paper& paper_;
};

}  // namespace monitor
