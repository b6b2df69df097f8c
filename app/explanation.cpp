#include "app/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/printable.h"
#include "nlp/character.h"
#include "nlp/kazakh_lemmas.h"
#include "nlp/utf8.h"

namespace app {
namespace {

constexpr std::size_t kMaxColumn = 28;  // characters of text, norm and lemma
constexpr std::size_t kMinColumn = 6;
constexpr std::string_view kGap = "  ";

// Columns that a terminal gives a character: none to combining marks, two to the wide ones of East
// Asia and to pictures (UAX #11, by blocks).
std::size_t WidthOf(char32_t c) {
  const nlp::Kind kind = nlp::CharacterTable::Get()[c].kind;
  if (kind == nlp::Kind::kCombining || kind == nlp::Kind::kIgnorable) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFF00 && c <= 0xFF60) ||
                    (c >= 0x1F300 && c <= 0x1FAFF);
  return wide ? 2 : 1;
}

struct Cell {
  std::string text;
  std::size_t width = 0;
};

// `text` without what a terminal would obey, cut to a column.
Cell CellOf(std::string_view text) {
  // No more bytes than a column can show, so that an endless word costs nothing.
  const std::string printable = core::Printable(text.substr(0, kMaxColumn * 8));
  Cell cell;
  for (std::size_t at = 0; at < printable.size();) {
    const nlp::Decoded next = nlp::DecodeAt(printable, at);
    const std::size_t width = WidthOf(next.character);
    if (cell.width + width >= kMaxColumn) {
      cell.text += "…";
      ++cell.width;
      break;
    }
    cell.text.append(printable, at, next.size);
    cell.width += width;
    at += next.size;
  }
  return cell;
}

// Whether more than lower case was made of the letters of `written`.
bool IsRepaired(std::string_view written, std::string_view norm) {
  std::string folded;
  for (std::size_t at = 0; at < written.size() && folded.size() <= norm.size();) {
    const nlp::Decoded next = nlp::DecodeAt(written, at);
    nlp::AppendUtf8(nlp::CharacterTable::Get()[next.character].fold, folded);
    at += next.size;
  }
  return folded != norm;
}

std::string TraitsOf(const core::Token& token, bool repaired, std::string_view suffixes) {
  constexpr std::array<std::pair<core::TokenTrait, std::string_view>, 6> kNames = {{
      {core::kWord, "word"},
      {core::kNumber, "number"},
      {core::kPunctuation, "mark"},
      {core::kCapitalized, "capital"},
      {core::kAllCaps, "all capitals"},
      {core::kSentenceStart, "first"},
  }};
  std::string traits;
  const auto add = [&](std::string_view name) {
    if (!traits.empty()) traits += ", ";
    traits += name;
  };
  for (const auto& [trait, name] : kNames) {
    if ((token.traits & trait) != 0) add(name);
  }
  if (repaired) add("repaired");
  if (!suffixes.empty()) add(fmt::format("suffixes -{}", suffixes));
  return traits;
}

struct Row {
  Cell text, norm, lemma;
  std::string traits;
  bool is_mark = false, repaired = false, inflected = false;
};

// Of a Kazakh word in its likeliest reading.
std::string SuffixesOf(std::string_view norm, core::Language language) {
  if (language != core::Language::kKk) return {};
  const std::vector<nlp::KazakhReading> readings = nlp::ReadKazakh(norm);
  return readings.empty() ? std::string() : readings.front().suffixes;
}

Row RowOf(std::string_view original, const core::NormalizedText& text, const core::Token& token,
          core::Language language) {
  const std::string_view written = original.substr(token.begin, token.end - token.begin);
  const std::string_view norm = text.norm(token), lemma = text.lemma(token);
  Row row{.text = CellOf(written), .norm = CellOf(norm), .lemma = CellOf(lemma), .traits = {}};
  row.is_mark = (token.traits & core::kPunctuation) != 0;
  row.repaired = !row.is_mark && IsRepaired(written, norm);
  row.inflected = lemma != norm;
  row.traits = TraitsOf(token, row.repaired, SuffixesOf(norm, language));
  return row;
}

class Table {
 public:
  explicit Table(Colours colours) : colours_(colours) {}

  void Widen(const Row& row) {
    text_ = std::max(text_, row.text.width);
    norm_ = std::max(norm_, row.norm.width);
    lemma_ = std::max(lemma_, row.lemma.width);
  }
  void Heading(std::string_view line) {
    Paint(line, kBold);
    out_ += '\n';
  }
  void Names() {
    Line({.text = {"TEXT", 4}, .norm = {"NORM", 4}, .lemma = {"LEMMA", 5}, .traits = "TRAITS"},
         kDim);
  }
  void Add(const Row& row) { Line(row, row.is_mark ? kDim : ""); }
  std::string Take() { return std::move(out_); }

 private:
  void Paint(std::string_view text, std::string_view colour) {
    out_ += Painted(text, colour, colour.empty() ? Colours::kNo : colours_);
  }
  void Column(const Cell& cell, std::size_t width, std::string_view colour) {
    Paint(cell.text, colour);
    out_.append(width - std::min(width, cell.width), ' ').append(kGap);
  }
  void Line(const Row& row, std::string_view colour) {
    out_ += kGap;
    Column(row.text, text_, colour);
    Column(row.norm, norm_, row.repaired ? kYellow : colour);
    Column(row.lemma, lemma_, row.inflected ? kGreen : colour);
    Paint(row.traits, colour);
    out_ += '\n';
  }

  Colours colours_;
  std::size_t text_ = kMinColumn, norm_ = kMinColumn, lemma_ = kMinColumn;
  std::string out_;
};

std::string_view NameOf(core::Language language) {
  return language == core::Language::kUnknown ? "unknown language" : core::Code(language);
}

}  // namespace

std::string Explain(std::string_view original, const core::NormalizedText& text, Colours colours) {
  std::vector<Row> rows;
  rows.reserve(text.tokens.size());
  Table table(colours);
  for (const core::Sentence& sentence : text.sentences) {
    for (const core::Token& token : text.tokens_of(sentence)) {
      rows.push_back(RowOf(original, text, token, sentence.language));
      table.Widen(rows.back());
    }
  }
  table.Heading(fmt::format("{}{}{}, confidence {:.2f}, sentences: {}, tokens: {}",
                            NameOf(text.language), text.script == core::Script::kNone ? "" : ", ",
                            core::Code(text.script), text.confidence, text.sentences.size(),
                            text.tokens.size()));
  if (!rows.empty()) table.Names();
  for (std::size_t i = 0; i < text.sentences.size(); ++i) {
    const core::Sentence& sentence = text.sentences[i];
    table.Heading(fmt::format("sentence {}, {}, bytes {} to {}", i + 1, NameOf(sentence.language),
                              sentence.begin, sentence.end));
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) table.Add(rows[t]);
  }
  return table.Take() + '\n';
}

}  // namespace app
