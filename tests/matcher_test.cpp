#include "classify/matcher.h"

#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "tests/support/allocations.h"

namespace {

using classify::Conditions;
using classify::Guard;
using classify::Match;
using classify::Matcher;
using classify::Pattern;
using classify::PatternGroup;
using classify::Scope;

const nlp::Analyzer& Analyzer() {
  static const nlp::Analyzer analyzer;
  return analyzer;
}

core::NormalizedText Analyze(std::string_view text, core::Language language) {
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText out;
  Analyzer().AnalyzeAs(text, language, scratch, out);
  return out;
}

Matcher CompileOrFail(const std::vector<Pattern>& patterns,
                      const std::vector<classify::WordList>& lists = {},
                      const std::filesystem::path& cache = {}, const Conditions& conditions = {}) {
  const std::vector<PatternGroup> groups = {{patterns, &conditions}};
  auto matcher = Matcher::Compile(groups, lists, Analyzer(), cache);
  if (!matcher) BOOST_FAIL(matcher.error().front().message);
  return std::move(*matcher);
}

// A document of one language, analysed.
struct Document {
  std::string title, text;
  core::NormalizedText title_analysis, text_analysis;
  classify::DocumentView view;

  Document(std::string own_title, std::string own_text, core::Language language)
      : title(std::move(own_title)),
        text(std::move(own_text)),
        title_analysis(Analyze(title, language)),
        text_analysis(Analyze(text, language)) {
    view.title.Fill(title, title_analysis);
    view.text.Fill(text, text_analysis);
  }
  Document(const Document&) = delete;

  std::vector<Match> Run(const Matcher& matcher) const {
    auto scratch = matcher.MakeScratch();
    std::vector<Match> matches;
    matcher.Run(view, scratch, matches);
    return matches;
  }
  std::string Covered(const Match& match) const {
    const classify::TokenView& field = view[match.field];
    const std::uint32_t begin = field.token(match.begin).begin;
    return std::string(field.field.substr(begin, field.token(match.end - 1).end - begin));
  }
};

std::size_t Count(const Matcher& matcher, const std::string& text,
                  core::Language language = core::Language::kRu) {
  return Document("", text, language).Run(matcher).size();
}

// The texts that `pattern` covers in `text`.
std::vector<std::string> Found(const std::string& pattern, const std::string& text,
                               core::Language language = core::Language::kRu,
                               const Conditions& conditions = {}) {
  const Matcher matcher = CompileOrFail({{language, pattern, {}}}, {}, {}, conditions);
  const Document document("", text, language);
  std::vector<std::string> found;
  for (const Match& match : document.Run(matcher)) found.push_back(document.Covered(match));
  return found;
}

void Check(const std::string& pattern, const std::string& text, std::vector<std::string> due,
           core::Language language = core::Language::kRu) {
  BOOST_TEST(Found(pattern, text, language) == due, boost::test_tools::per_element());
}

std::string ErrorOf(const std::string& pattern, const std::vector<classify::WordList>& lists = {}) {
  const std::vector<Pattern> patterns = {{core::Language::kRu, pattern, {"r.yaml", 1, 1}}};
  const std::vector<PatternGroup> groups = {{patterns}};
  const auto matcher = Matcher::Compile(groups, lists, Analyzer(), {});
  return matcher ? "" : matcher.error().front().message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(matcher_test)

BOOST_AUTO_TEST_CASE(a_lemma_matches_every_form_and_whole_words_only) {
  Check("взятка", "Взятки, взяткой и о взятке; взяточник.", {"Взятки", "взяткой", "взятке"});
}

BOOST_AUTO_TEST_CASE(a_form_matches_only_itself_in_any_case) {
  Check("\"взятку\"", "ВЗЯТКУ или взятка", {"ВЗЯТКУ"});
}

BOOST_AUTO_TEST_CASE(a_prefix_matches_longer_words) {
  Check("взят*", "взятка, взятие, взвод", {"взятка", "взятие"});
}

BOOST_AUTO_TEST_CASE(an_abbreviation_keeps_its_capitals) {
  Check("ЧСИ", "ЧСИ и чси, а также ЧСИ", {"ЧСИ", "ЧСИ"});
  Check("ҰҚК", "ҰҚК-нің және ҰҚК", {"ҰҚК-нің", "ҰҚК"}, core::Language::kKk);
  Check("МИД", "МИДИИ в меню, МИД в сводке", {"МИД"});
}

BOOST_AUTO_TEST_CASE(a_capital_first_letter_is_asked_of_the_text) {
  Check("Даму", "фонд Даму и даму", {"Даму"});
}

BOOST_AUTO_TEST_CASE(a_kazakh_name_keeps_its_form_and_takes_the_endings_of_a_noun) {
  Check("Орал", "Оралда, Оралдың, Оралдықтарға, ОРАЛДАН және Орал",
        {"Оралда", "Оралдың", "Оралдықтарға", "ОРАЛДАН", "Орал"}, core::Language::kKk);
  Check("Орал", "Оралбек пен Оралхан үйге оралды", {}, core::Language::kKk);
}

BOOST_AUTO_TEST_CASE(a_number_is_a_token_of_digits) {
  Check("# тенге", "просил 200 тенге, двести тенге, А4 тенге", {"200 тенге"});
}

BOOST_AUTO_TEST_CASE(words_without_a_gap_are_neighbours_and_punctuation_does_not_count) {
  Check("дать взятка", "дать взятку; дать, взятку; дать ему взятку",
        {"дать взятку", "дать, взятку"});
}

BOOST_AUTO_TEST_CASE(a_gap_allows_up_to_its_tokens) {
  Check("дать ~2 взятка", "дать взятку, дать большую взятку",
        {"дать взятку", "дать большую взятку"});
  Check("дать ~2 взятка", "дать очень большую взятку", {"дать очень большую взятку"});
  Check("дать ~2 взятка", "дать очень и очень большую взятку", {});
}

BOOST_AUTO_TEST_CASE(choices_and_options_are_tried_in_full) {
  Check("(брать | дать крупная?) взятка", "дать взятку. Дать крупную взятку. Крупная взятка.",
        {"дать взятку", "Дать крупную взятку"});
}

BOOST_AUTO_TEST_CASE(no_match_crosses_a_sentence) {
  Check("дать ~5 взятка", "Нечего дать. Взятка велика.", {});
}

BOOST_AUTO_TEST_CASE(parts_stand_in_any_order_within_a_sentence) {
  Check("взятка & инспектор", "Инспектор просил взятку. Взятка инспектору. Взятка.",
        {"Инспектор просил взятку", "Взятка инспектору"});
}

BOOST_AUTO_TEST_CASE(the_leftmost_and_longest_match_counts) {
  Check("взятка ~3 # тенге?", "взятка 5 10 тенге и взятка 7", {"взятка 5 10 тенге", "взятка 7"});
}

BOOST_AUTO_TEST_CASE(a_pattern_reads_sentences_of_its_language_only) {
  const Matcher matcher = CompileOrFail({{core::Language::kRu, "пара", {}}});
  BOOST_TEST(Count(matcher, "пара", core::Language::kRu) == 1u);
  BOOST_TEST(Count(matcher, "пара", core::Language::kKk) == 0u);
  // Ukrainian reads as Russian; a sentence of unknown language as the whole text.
  BOOST_TEST(classify::PatternLanguage(core::Language::kUk, core::Language::kKk) == 1);
  BOOST_TEST(classify::PatternLanguage(core::Language::kUnknown, core::Language::kKk) == 0);
  BOOST_TEST(classify::PatternLanguage(core::Language::kAr, core::Language::kKk) == -1);
}

BOOST_AUTO_TEST_CASE(lists_are_called_by_name_and_checked) {
  const std::vector<classify::WordList> lists = {
      {"money",
       {{core::Language::kRu, "деньги", {}}, {core::Language::kRu, "крупный сумма", {}}},
       {}},
      {"loop", {{core::Language::kRu, "<loop>", {}}}, {}},
      {"kk_only", {{core::Language::kKk, "ақша", {}}}, {}}};
  const Matcher matcher = CompileOrFail({{core::Language::kRu, "взять <money>", {}}}, lists);
  BOOST_TEST(Count(matcher, "Взять деньги или взять крупную сумму.") == 2u);
  BOOST_TEST(ErrorOf("взять <loop>", lists).find("contains itself") != std::string::npos);
  BOOST_TEST(ErrorOf("взять <none>", lists).find("does not exist") != std::string::npos);
  BOOST_TEST(ErrorOf("взять <kk_only>", lists).find("no ru words") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_regular_expression_covers_whole_tokens_of_one_sentence) {
  const struct {
    const char* expression;
    const char* text;
    std::vector<std::string> due;
  } kCases[] = {
      {"\\d{3} тг", "Дал 200 ТГ, 2000 тг и 300 тг.", {"200 ТГ", "300 тг"}},
      {"взят", "взят и взятка, перевзят", {"взят"}},
      {"взят[а-я]{0,5}", "Взят, взятку, перевзят.", {"Взят", "взятку"}},
      {"дал( очень)?( большую)? взятку", "Дал очень большую взятку.", {"Дал очень большую взятку"}},
      {"дал взятку", "Не дал. Взятку взял.", {}},
      {"один( два){1,3}", "Один два два два два.", {"Один два два два"}},
      {"(один|один два|два три)", "Один два три.", {"Один два"}},
      {"\\d.\\d млн", "Это 2,5 млн.", {"2,5 млн"}},
      {"ещё", "Еще и ещё.", {"Еще", "ещё"}},
      {"[^а-я]{2,9}", "Шифр x7-b и слово.", {"x7-b"}},
  };
  for (const auto& [expression, text, due] : kCases) {
    Pattern pattern;
    pattern.language = core::Language::kRu;
    pattern.text = expression;
    pattern.regex = true;
    // Beside others, so that numbers of needles and programs are tried.
    const Matcher matcher = CompileOrFail(
        {{core::Language::kRu, "\"слова\"", {}}, pattern, {core::Language::kRu, "слово*", {}}});
    const Document document("", text, core::Language::kRu);
    std::vector<std::string> found;
    for (const Match& match : document.Run(matcher)) {
      if (match.pattern == 1) found.push_back(document.Covered(match));
    }
    BOOST_TEST(found == due, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(parts_in_order_follow_each_other) {
  Conditions in_order;
  in_order.in_order = true;
  const std::string text = "Инспектор просил взятку. Взятка инспектору.";
  BOOST_TEST(Found("инспектор & взятка", text, core::Language::kRu, in_order) ==
                 std::vector<std::string>{"Инспектор просил взятку"},
             boost::test_tools::per_element());
  // The longest first part would leave nothing for the second.
  BOOST_TEST(Found("взятка ~3 # ~2 тенге? & тенге", "взятка 5 тенге", core::Language::kRu, in_order)
                 .size() == 1u);
}

BOOST_AUTO_TEST_CASE(parts_of_a_wider_scope_may_stand_in_other_sentences) {
  const std::string near = "Был инспектор. Просил взятку.\nЭто всё.";
  const std::string far = "Был инспектор.\nПросил взятку.";
  const auto found = [](Scope same, bool in_order, const std::string& text) {
    Conditions conditions;
    conditions.same = same;
    conditions.in_order = in_order;
    return Found("взятка & инспектор", text, core::Language::kRu, conditions);
  };
  BOOST_TEST(found(Scope::kSentence, false, near).empty());
  BOOST_TEST(found(Scope::kParagraph, false, near) == std::vector<std::string>{"взятку"},
             boost::test_tools::per_element());
  BOOST_TEST(found(Scope::kParagraph, false, far).empty());
  BOOST_TEST(found(Scope::kDocument, false, far).size() == 1u);
  BOOST_TEST(found(Scope::kDocument, true, far).empty());
  BOOST_TEST(found(Scope::kDocument, true, "Взятка.\nИнспектор.").size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_rule_of_a_field_reads_that_field_only) {
  const Document document("Взятка в школе", "Взятка была.", core::Language::kRu);
  for (const core::Field field : classify::kViewFields) {
    Conditions conditions;
    conditions.field = field;
    const auto found =
        document.Run(CompileOrFail({{core::Language::kRu, "взятка", {}}}, {}, {}, conditions));
    BOOST_REQUIRE_EQUAL(found.size(), 1u);
    BOOST_CHECK(found.front().field == field);
  }
}

// Each guard lets the match of the word взятка pass, or stops it.
BOOST_AUTO_TEST_CASE(guards_look_into_their_window) {
  using enum Guard::Side;
  const auto passes = [](const Guard& guard, const std::string& title, const std::string& text) {
    Conditions conditions;
    conditions.guards = {guard};
    const Document document(title, text, core::Language::kRu);
    const auto found =
        document.Run(CompileOrFail({{core::Language::kRu, "взятка", {}}}, {}, {}, conditions));
    BOOST_REQUIRE_EQUAL(found.size(), 1u);
    return found.front().stopped_by == Match::kPassed;
  };
  const auto guard = [](Guard::Side side, std::uint32_t tokens, Scope scope) {
    Guard made;
    made.side = side;
    made.tokens = tokens;
    made.scope = scope;
    made.patterns = {{core::Language::kRu, "крупный ~1 сумма", {}}};
    return made;
  };
  const struct {
    Guard guard;
    const char* title;
    const char* text;
    bool holds;
  } kCases[] = {
      {guard(kAround, 2, {}), "", "Крупная сумма, взятка.", true},
      {guard(kAround, 1, {}), "", "Крупная сумма, взятка.", false},
      {guard(kAround, 2, {}), "", "Взятка. Крупная сумма.", true},  // across the sentence
      {guard(kAfter, 3, {}), "", "Взятка: крупная общая сумма.", true},
      {guard(kAfter, 2, {}), "", "Взятка: крупная общая сумма.", false},
      {guard(kBefore, 3, {}), "", "Взятка: крупная общая сумма.", false},
      {guard(kBefore, 0, Scope::kSentence), "", "Крупная сумма давно, это взятка.", true},
      {guard(kAfter, 0, Scope::kSentence), "", "Крупная сумма давно, это взятка.", false},
      {guard(kAround, 0, Scope::kSentence), "", "Взятка. Крупная сумма.", false},
      {guard(kAround, 0, Scope::kParagraph), "", "Взятка. Крупная сумма.", true},
      {guard(kAround, 0, Scope::kParagraph), "", "Взятка.\nКрупная сумма.", false},
      {guard(kAround, 0, Scope::kDocument), "", "Взятка.\nКрупная сумма.", true},
      {guard(kAround, 0, Scope::kDocument), "Крупная сумма", "Взятка.", true},
      {guard(kBefore, 0, Scope::kDocument), "Крупная сумма", "Взятка.", true},
      {guard(kAfter, 0, Scope::kDocument), "Крупная сумма", "Взятка.", false},
      {guard(kAfter, 0, Scope::kDocument), "Взятка", "Крупная сумма.", true},
  };
  for (const auto& [required, title, text, holds] : kCases) {
    BOOST_TEST(passes(required, title, text) == holds, title << " / " << text);
    Guard forbidden = required;
    forbidden.forbid = true;
    BOOST_TEST(passes(forbidden, title, text) != holds, title << " / " << text);
  }
}

BOOST_AUTO_TEST_CASE(a_guard_reads_each_sentence_in_its_own_language) {
  Guard guard;
  guard.scope = Scope::kDocument;
  guard.patterns = {{core::Language::kRu, "сумма", {}}, {core::Language::kKk, "ақша", {}}};
  Conditions conditions;
  conditions.guards = {guard};
  const Matcher matcher = CompileOrFail({{core::Language::kRu, "взятка", {}}}, {}, {}, conditions);
  Document document("Ақша", "Это взятка.", core::Language::kRu);
  document.title_analysis = Analyze(document.title, core::Language::kKk);
  document.view.title.Fill(document.title, document.title_analysis);
  const auto found = document.Run(matcher);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_TEST(found.front().stopped_by == Match::kPassed);
}

BOOST_AUTO_TEST_CASE(wrong_guards_are_named_with_their_places) {
  Guard guard;
  guard.place = {"r.yaml", 7, 3};
  guard.patterns = {{core::Language::kRu, "сумма & деньги", {"r.yaml", 8, 9}},
                    {core::Language::kRu, "(сумма", {"r.yaml", 9, 9}}};
  Conditions conditions;
  conditions.guards = {guard};
  const std::vector<Pattern> patterns = {{core::Language::kRu, "взятка", {}},
                                         {core::Language::kKk, "пара", {}}};
  const std::vector<PatternGroup> groups = {{patterns, &conditions}};
  const auto matcher = Matcher::Compile(groups, {}, Analyzer(), {});
  BOOST_REQUIRE(!matcher);
  BOOST_REQUIRE_EQUAL(matcher.error().size(), 3u);
  BOOST_TEST(matcher.error()[0].message.starts_with("r.yaml:8:9: '&' in a guard"));
  BOOST_TEST(matcher.error()[1].message.starts_with("r.yaml:9:9: an open bracket"));
  BOOST_TEST(
      matcher.error()[2].message.starts_with("r.yaml:7:3: a required context without kk patterns"));
}

// Guards of a document are answered from what was found once: a hostile text costs linear time.
BOOST_AUTO_TEST_CASE(many_matches_in_one_sentence_with_wide_guards_are_no_burden) {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += "взятка ";
  Guard guard;
  guard.forbid = true;
  guard.side = Guard::Side::kAfter;
  guard.patterns = {{core::Language::kRu, "сумма", {}}};
  Conditions conditions;
  conditions.guards = {guard};
  conditions.same = Scope::kDocument;
  conditions.in_order = true;
  const Matcher matcher =
      CompileOrFail({{core::Language::kRu, "взятка & взятка", {}}}, {}, {}, conditions);
  BOOST_TEST(Count(matcher, text) == 59'999u);
}

BOOST_AUTO_TEST_CASE(what_matches_nearly_everywhere_is_refused_with_its_cost) {
  std::vector<Pattern> patterns = {
      {core::Language::kRu, "взятка", {"r.yaml", 1, 1}},
      {core::Language::kRu, "в", {"r.yaml", 2, 1}},
      {core::Language::kEn, "the", {"r.yaml", 3, 1}},
      {core::Language::kKk, "(бір | екі)", {"r.yaml", 4, 1}},
      {core::Language::kUnknown, "[а-я]{2,9}", {"r.yaml", 5, 1}, true},
      {core::Language::kUnknown, "взят[а-я]{2,9}", {"r.yaml", 6, 1}, true},
      {core::Language::kRu, "<none>", {"r.yaml", 7, 1}}};
  const std::vector<PatternGroup> groups = {{patterns}};
  const auto matcher = Matcher::Compile(groups, {}, Analyzer(), {});
  BOOST_REQUIRE(!matcher);
  std::vector<std::string> places;
  for (const auto& error : matcher.error()) {
    places.push_back(error.message.substr(0, 10));
    if (places.back() == "r.yaml:7:1") continue;  // another mistake hides none of these
    const std::size_t cost = error.message.find("it would be looked at ");
    BOOST_REQUIRE(cost != std::string::npos);
    BOOST_TEST(std::stoi(error.message.substr(cost + 22)) > 30);
  }
  // The expression is too slow in two languages: English has no such letters.
  BOOST_TEST(places == (std::vector<std::string>{"r.yaml:2:1", "r.yaml:3:1", "r.yaml:5:1",
                                                 "r.yaml:5:1", "r.yaml:7:1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_pattern_without_an_anchor_is_refused) {
  BOOST_TEST(ErrorOf("# #").starts_with("r.yaml:1:1: no word that must be there"));
  BOOST_TEST(
      ErrorOf("слово ~20 слово ~20 слово ~20 слово").starts_with("r.yaml:1:1: more than 60"));
}

BOOST_AUTO_TEST_CASE(a_cache_is_used_and_a_damaged_one_is_made_again) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("sholu_matcher_test_" + std::to_string(getpid()));
  const auto files = [&folder] {
    std::vector<std::filesystem::path> found(std::filesystem::directory_iterator(folder), {});
    return found;
  };
  const auto read = [](const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::vector<Pattern> patterns = {{core::Language::kRu, "взятка", {}}};
  CompileOrFail(patterns, {}, folder);
  BOOST_REQUIRE_EQUAL(files().size(), 1u);
  const auto path = files().front();
  const std::string whole = read(path);
  std::string flipped = whole;
  flipped[whole.size() / 2] = static_cast<char>(flipped[whole.size() / 2] ^ 1);
  const std::string damaged[] = {whole.substr(0, whole.size() - 1), whole.substr(0, 20), "",
                                 flipped, whole + "x"};
  for (const std::string& bytes : damaged) {
    std::ofstream(path, std::ios::binary) << bytes;
    BOOST_TEST(Count(CompileOrFail(patterns, {}, folder), "Это взятка.") == 1u);
    BOOST_TEST((read(path) == whole));
    BOOST_TEST(files().size() == 1u);  // nothing temporary is left
  }
  // A sound one is taken as it is.
  const auto written = std::filesystem::last_write_time(path) - std::chrono::hours(1);
  std::filesystem::last_write_time(path, written);
  CompileOrFail(patterns, {}, folder);
  BOOST_TEST((std::filesystem::last_write_time(path) == written));
  // Other needles have another file; an expression and the same bytes as a literal too.
  CompileOrFail({{core::Language::kRu, "\"взятку\"", {}}}, {}, folder);
  BOOST_TEST(files().size() == 2u);
  CompileOrFail({{core::Language::kRu, "взятка", {}, true}}, {}, folder);
  BOOST_TEST(files().size() == 4u);  // found anywhere, and at the begin of what is scanned
  std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(matching_asks_for_no_memory_once_it_has_seen_a_document) {
  const core::Language ru = core::Language::kRu;
  Conditions conditions;
  conditions.in_order = true;
  Guard guard;
  guard.forbid = true;
  guard.scope = Scope::kDocument;
  guard.patterns = {{ru, "карты", {}}};
  conditions.guards.push_back(guard);
  const std::vector<Pattern> words = {{ru, "взять ~3 (деньги | взятка)", {}},
                                      {ru, "\"взятку\"", {}},
                                      {ru, "взят*", {}},
                                      {ru, "МВД", {}},
                                      {ru, R"(\d{3} тенге)", {}, true}};
  const std::vector<Pattern> parts = {{ru, "врач & взять & деньги", {}}};
  const std::vector<PatternGroup> groups = {{words}, {parts, &conditions}};
  const auto matcher = Matcher::Compile(groups, {}, Analyzer(), {});
  BOOST_REQUIRE(matcher);
  std::string text;
  for (int i = 0; i < 40; ++i)
    text += "Врач МВД взял у них деньги, 500 тенге, и взятку. Он взял деньги. ";
  const Document document("Врач взял взятку", text, ru);
  auto scratch = matcher->MakeScratch();
  std::vector<Match> matches;
  matcher->Run(document.view, scratch, matches);
  const std::vector<Match> due = matches;
  BOOST_TEST(due.size() > 200u);
  matches.clear();
  const std::uint64_t before = fixture::allocations;
  matcher->Run(document.view, scratch, matches);
  BOOST_TEST(fixture::allocations - before == 0u);
  BOOST_TEST((matches == due));
}

BOOST_AUTO_TEST_SUITE_END()
