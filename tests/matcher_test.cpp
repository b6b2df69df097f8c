#include "classify/matcher.h"

#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

namespace {

using classify::Match;
using classify::Matcher;
using classify::Pattern;
using classify::TokenView;

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
                      const std::filesystem::path& cache = {}) {
  auto matcher = Matcher::Compile(patterns, lists, Analyzer(), cache);
  if (!matcher) BOOST_FAIL(matcher.error().front().message);
  return std::move(*matcher);
}

std::vector<Match> Run(const Matcher& matcher, std::string_view text,
                       const core::NormalizedText& analysis) {
  TokenView view;
  view.Fill(text, analysis);
  auto scratch = matcher.MakeScratch();
  std::vector<Match> matches;
  matcher.Run(view, scratch, matches);
  return matches;
}

// The texts that `pattern` covers in `text`.
std::vector<std::string> Found(const std::string& pattern, std::string_view text,
                               core::Language language = core::Language::kRu) {
  const Matcher matcher = CompileOrFail({{language, pattern, {}}});
  const auto analysis = Analyze(text, language);
  TokenView view;
  view.Fill(text, analysis);
  std::vector<std::string> found;
  for (const Match& match : Run(matcher, text, analysis)) {
    const std::uint32_t begin = view.token(match.begin).begin;
    found.emplace_back(text.substr(begin, view.token(match.end - 1).end - begin));
  }
  return found;
}

void Check(const std::string& pattern, std::string_view text, std::vector<std::string> due,
           core::Language language = core::Language::kRu) {
  BOOST_TEST(Found(pattern, text, language) == due, boost::test_tools::per_element());
}

std::string ErrorOf(const std::string& pattern, const std::vector<classify::WordList>& lists = {}) {
  const auto matcher =
      Matcher::Compile({{core::Language::kRu, pattern, {"r.yaml", 1, 1}}}, lists, Analyzer(), {});
  return matcher ? "" : matcher.error().front().message;
}

// A slow matcher straight from the tree of a pattern: sets of end positions, no prefilter, no
// codes.
class Reference {
 public:
  Reference(const classify::PatternNode& pattern, const TokenView& view)
      : pattern_(pattern), view_(view) {}

  void Run(std::uint32_t number, std::vector<Match>& out) const {
    for (std::uint32_t begin = 0; begin < view_.tokens.size();) {
      const auto ends = Ends(pattern_, begin, view_.first[view_.sentence[begin] + 1]);
      const std::uint32_t end = ends.empty() ? begin : *ends.rbegin();
      if (end > begin) out.push_back({number, begin, end});
      begin = std::max(end, begin + 1);
    }
  }

 private:
  using Node = classify::PatternNode;

  // Where a match of `node` that begins at `begin` may end.
  std::set<std::uint32_t> Ends(const Node& node, std::uint32_t begin, std::uint32_t limit) const {
    std::set<std::uint32_t> ends;
    if (node.kind == Node::Kind::kWord) {
      if (begin < limit && Holds(node, begin)) ends.insert(begin + 1);
    } else if (node.kind == Node::Kind::kChoice) {
      for (const Node& child : node.children) ends.merge(Ends(child, begin, limit));
    } else {
      ends = {begin};
      for (const Node& child : node.children) ends = Step(child, ends, limit);
    }
    return ends;
  }

  std::set<std::uint32_t> Step(const Node& child, const std::set<std::uint32_t>& from,
                               std::uint32_t limit) const {
    std::set<std::uint32_t> ends;
    for (const std::uint32_t at : from) {
      if (child.optional) ends.insert(at);
      for (std::uint32_t skip = 0; skip <= child.gap; ++skip) {
        ends.merge(Ends(child, at + skip, limit));
      }
    }
    return ends;
  }

  bool Holds(const Node& word, std::uint32_t position) const {
    const core::Token& token = view_.token(position);
    const std::string_view norm = view_.text->norm(token);
    switch (word.word) {
      case classify::WordKind::kNumber:
        return norm.find_first_not_of("0123456789") == std::string_view::npos;
      case classify::WordKind::kPrefix:
        return norm.starts_with(word.text);
      case classify::WordKind::kAbbreviation:
        return view_.field.substr(token.begin, token.end - token.begin) == word.text;
      default:  // the texts of this test use no other forms than those of the patterns
        return norm == word.text;
    }
  }

  const Node& pattern_;
  const TokenView& view_;
};

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
  const std::string_view text = "пара";
  BOOST_TEST(Run(matcher, text, Analyze(text, core::Language::kRu)).size() == 1u);
  BOOST_TEST(Run(matcher, text, Analyze(text, core::Language::kKk)).empty());
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
  const std::string_view text = "Взять деньги или взять крупную сумму.";
  BOOST_TEST(Run(matcher, text, Analyze(text, core::Language::kRu)).size() == 2u);
  BOOST_TEST(ErrorOf("взять <loop>", lists).find("contains itself") != std::string::npos);
  BOOST_TEST(ErrorOf("взять <none>", lists).find("does not exist") != std::string::npos);
  BOOST_TEST(ErrorOf("взять <kk_only>", lists).find("no ru words") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_pattern_without_an_anchor_is_refused) {
  BOOST_TEST(ErrorOf("# #").starts_with("r.yaml:1:1: no word that must be there"));
  BOOST_TEST(
      ErrorOf("слово ~20 слово ~20 слово ~20 слово").starts_with("r.yaml:1:1: more than 60"));
}

// The product finds exactly what the reference finds.
BOOST_AUTO_TEST_CASE(agrees_with_an_obvious_reference) {
  const std::vector<std::string> words = {"дать", "взятка", "инспектор", "10", "сумма", "ЧСИ"};
  const std::vector<std::string> patterns = {
      "дать ~2 взятка",  "взятка (дать | сумма)? #", "(дать | взятка ~1 #) сумма",
      "инспектор ~3 #?", "ЧСИ ~3 (дать | взят*)",    "\"дать\" \"дать\" ~4 сумма? инспектор"};
  std::vector<Pattern> all;
  for (const auto& text : patterns) all.push_back({core::Language::kRu, text, {}});
  const Matcher matcher = CompileOrFail(all);
  std::mt19937 random(20240501);
  std::size_t total = 0;
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    const auto count = 2 + random() % 14;
    for (std::size_t i = 0; i < count; ++i) {
      text += words[random() % words.size()] + (random() % 9 == 0 ? ". " : " ");
    }
    const auto analysis = Analyze(text, core::Language::kRu);
    TokenView view;
    view.Fill(text, analysis);
    std::vector<Match> due;
    for (std::uint32_t p = 0; p < all.size(); ++p) {
      const auto tree = classify::ParsePattern(all[p]);
      BOOST_REQUIRE(tree);
      Reference(tree->parts.front(), view).Run(p, due);
    }
    auto found = Run(matcher, text, analysis);
    const auto order = [](const Match& a, const Match& b) {
      return std::tuple(a.pattern, a.begin, a.end) < std::tuple(b.pattern, b.begin, b.end);
    };
    std::sort(found.begin(), found.end(), order);
    std::sort(due.begin(), due.end(), order);
    total += due.size();
    BOOST_REQUIRE_MESSAGE(found == due, "differs for: " << text);
  }
  BOOST_TEST(total > 10'000u);
}

BOOST_AUTO_TEST_CASE(a_cache_is_used_and_a_damaged_one_is_made_again) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("sholu_matcher_test_" + std::to_string(getpid()));
  const std::vector<Pattern> patterns = {{core::Language::kRu, "взятка", {}}};
  CompileOrFail(patterns, {}, folder);
  std::vector<std::filesystem::path> files(std::filesystem::directory_iterator(folder), {});
  BOOST_REQUIRE_EQUAL(files.size(), 1u);
  const auto size = std::filesystem::file_size(files.front());
  for (const std::uintmax_t left : {size - 1, std::uintmax_t{20}, std::uintmax_t{0}}) {
    std::filesystem::resize_file(files.front(), left);
    const Matcher matcher = CompileOrFail(patterns, {}, folder);
    const std::string_view text = "Это взятка.";
    BOOST_TEST(Run(matcher, text, Analyze(text, core::Language::kRu)).size() == 1u);
    BOOST_TEST(std::filesystem::file_size(files.front()) == size);
  }
  {
    std::fstream file(files.front(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(size / 2));
    file.put('\x5A').put('\x5B');
  }
  BOOST_TEST(CompileOrFail(patterns, {}, folder).MakeScratch().hits.empty());
  std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_SUITE_END()
