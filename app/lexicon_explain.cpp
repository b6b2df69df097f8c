#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "app/filter_options.h"
#include "app/lexicon_commands.h"
#include "app/lexicon_source.h"
#include "app/lexicon_words.h"
#include "app/rule_explanation.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "classify/rule_check.h"
#include "core/printable.h"
#include "monitor/numerals.h"
#include "monitor/plain_text.h"

namespace app {
namespace {

using classify::Classifier;
using core::Language;
using std::string_view;
using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestText = std::size_t{16} << 20;  // bytes: more is for `sholu tag`
constexpr std::size_t kWidth = 100, kQuoted = 60;
constexpr std::size_t kWeightsShown = 8;

struct Arguments {
  LexiconArguments lexicon;
  std::vector<std::string> words;
  std::string file, text_language, date, title, kind = "article";
};

struct Wording {
  string_view text_language, title, text, matches, none, verdict;
  string_view covered_by, covered;  // {rule}; by the name of a body
  string_view stopped, required;    // {place}: a guard that forbids, or misses what it requires
  string_view kept_out;
  string_view corruption, context, countable;
  string_view because;  // a label before rules
  string_view weak;     // {threshold}: signs of an act that do not reach it
  string_view no_act;   // no sign of an act at all
  string_view no_episode, not_counted_context, special;
  string_view implicated, acting, named;
  string_view learned, overruled;  // the learned layer; it says otherwise than the rules
};

constexpr Wording kKazakh = {"Мәтін тілі",
                             "Тақырып",
                             "Мәтін",
                             "Сәйкестіктер",
                             "Ешбір ереже сәйкес келмеді.",
                             "Қорытынды",
                             "есептелмейді: ұқсас сөз ережесі жауып тұр: {rule}",
                             "есептелмейді: орган не өңір атауының ішінде",
                             "есептелмейді: қасындағы сөздер тыйым салады ({place})",
                             "есептелмейді: қажет сөздер қасында жоқ ({place})",
                             "ереже есептен шығарылған",
                             "сыбайлас жемқорлық",
                             "кезең",
                             "есепке алынады",
                             "негізі",
                             "әрекеттің белгілері әлсіз (бір сөйлемде бірге 1,0-ге жетпейді)",
                             "әрекеттің белгісі жоқ",
                             "нақты оқиғаның белгісі (лауазым, орган, сома, іс) жоқ",
                             "мұндай кезең есепке алынбайды",
                             "арнаулы мемлекеттік орган туралы (Қағидалар, 5-тармақ)",
                             "айтылған кінә сонда",
                             "әрекет етуші",
                             "аталған",
                             "үйретілген қабат",
                             "ережелер әрекет табады, үйретілген қабат қарсы"};
constexpr Wording kRussian = {"Язык текста",
                              "Заголовок",
                              "Текст",
                              "Совпадения",
                              "Ни одно правило не сработало.",
                              "Вывод",
                              "не считается: закрыто похожим выражением {rule}",
                              "не считается: часть названия органа или региона",
                              "не считается: запрещают слова рядом ({place})",
                              "не считается: рядом нет нужных слов ({place})",
                              "правило исключено из подсчётов",
                              "коррупция",
                              "стадия",
                              "учитывается",
                              "основание",
                              "признаки деяния слабые (вместе в одном предложении не дают 1,0)",
                              "нет признаков деяния",
                              "нет признака конкретного случая (должность, орган, сумма, дело)",
                              "такая стадия в подсчёты не входит",
                              "касается специального государственного органа (Правила, п. 5)",
                              "нарушение там",
                              "действует",
                              "назван",
                              "обученный слой",
                              "правила находят деяние, обученный слой против"};
constexpr Wording kEnglish = {"Language of the text",
                              "Title",
                              "Text",
                              "Matches",
                              "No rule matched.",
                              "Verdict",
                              "does not count: covered by the look-alike {rule}",
                              "does not count: within the name of a body or region",
                              "does not count: words near it forbid it ({place})",
                              "does not count: words it requires are not near ({place})",
                              "the rule is kept out of counts",
                              "corruption",
                              "stage",
                              "countable",
                              "because of",
                              "signs of an act are weak (together in one sentence they miss 1.0)",
                              "no sign of an act",
                              "no sign of a specific episode (a post, a body, a sum, a case)",
                              "such a stage enters no counts",
                              "about a special state body (Rules, para 5)",
                              "the wrongdoing is there",
                              "acting",
                              "named",
                              "learned layer",
                              "rules find an act, the learned layer overrules them"};

// One text, its matches and its verdict.
class Explanation {
 public:
  Explanation(const LexiconSource& source, const Arguments& arguments, std::string text)
      : source_(source),
        arguments_(arguments),
        language_(source.language()),
        words_(In(language_, kKazakh, kRussian, kEnglish)),
        text_(std::move(text)),
        classifier_(source.Compile(analyzer_)),
        lexicon_(*source.Load()),  // with all that rules emit
        names_(monitor::Names::Of(lexicon_)),
        kept_out_(source.KeptOut(lexicon_)) {
    for (const classify::Rule& rule : lexicon_.rules) rules_[rule.id] = &rule;
    core::NormalizedText title;
    nlp::Analyzer::Scratch scratch;
    const Language known = core::LanguageOf(arguments.text_language);
    if (known == Language::kUnknown) {
      analyzer_.Analyze(text_, known, scratch, analysis_);
      analyzer_.Analyze(arguments.title, analysis_.language, scratch, title);
    } else {
      analyzer_.AnalyzeAs(text_, known, scratch, analysis_);
      analyzer_.AnalyzeAs(arguments.title, known, scratch, title);
    }
    std::optional<core::Day> day;
    if (!arguments.date.empty()) day = RequiredDay(arguments.date, "--date");
    const classify::Input input{arguments.kind, day, arguments.title, text_, title, analysis_};
    Classifier::Scratch classifier_scratch(*classifier_);
    matches_ = classifier_->Explain(input, classifier_scratch);
    covers_ = CoversOf(matches_, lexicon_);
    stored_.classification = classifier_->Classify(input, classifier_scratch);
    weighing_ = classifier_->Weigh(input, classifier_scratch);
    stored_.document.title = arguments.title;
    stored_.document.text = text_;
  }

  Json ToJson() const {
    Json matches = Json::array();
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      const Classifier::RuleMatch& match = matches_[i];
      const classify::Rule& rule = RuleOf(match);
      Json row = {{"number", i + 1},
                  {"rule", rule.id},
                  {"version", rule.version},
                  {"title", rule.title},
                  {"emits", EmitsInWords(rule, names_, language_)},
                  {"field", core::Name(match.field)},
                  {"start", match.begin},
                  {"end", match.end},
                  {"text", WordsOf(match)},
                  {"covered", match.covered},
                  {"kept_out", kept_out_.contains(rule.id)}};
      if (match.covered) row["covered_by"] = covers_[i];
      if (match.stopped_by != nullptr) row["stopped_by"] = match.stopped_by->place.ToString();
      matches.push_back(std::move(row));
    }
    const core::Classification& result = stored_.classification;
    Json json = {
        {"language", core::Code(result.language)},
        {"matches", std::move(matches)},
        {"corruption", {{"value", result.corruption}, {"rules", ActRules()}}},
        {"context", {{"value", core::Name(result.context)}, {"rules", RulesOf(result.context)}}},
        {"countable",
         {{"value", result.countable}, {"special", result.special()}, {"rules", EpisodeRules()}}}};
    json.update(TagsJson(stored_));
    if (weighing_.learned) {
      const auto in_json = [](const auto& weighed) {
        Json weights = Json::array();
        for (const auto& [name, weight] : weighed) {
          weights.push_back({{"feature", name}, {"weight", weight}});
        }
        return weights;
      };
      Json topics = Json::array();
      for (const classify::Weighing::Topic& topic : weighing_.topics) {
        topics.push_back({{"kind", core::Name(topic.kind)},
                          {"id", topic.id},
                          {"score", topic.score},
                          {"by_rules", topic.by_rules},
                          {"taken", topic.taken},
                          {"weights", in_json(topic.weights)}});
      }
      json["learned"] = {{"log_odds", weighing_.log_odds},
                         {"corruption_by_rules", weighing_.by_rules},
                         {"weights", in_json(weighing_.weights)},
                         {"topics", std::move(topics)}};
    }
    return json;
  }

  void Print() const {
    const Colours colours = ColoursOfOutput();
    fmt::print("{}: {}\n", words_.text_language,
               LanguageInWords(stored_.classification.language, language_));
    PrintField(core::Field::kTitle, words_.title, colours);
    PrintField(core::Field::kText, words_.text, colours);
    fmt::print("\n{}\n", Painted(words_.matches, kBold, colours));
    if (matches_.empty()) fmt::print("  {}\n", words_.none);
    for (std::size_t i = 0; i < matches_.size(); ++i) PrintMatch(i, colours);
    fmt::print("\n{}\n", Painted(words_.verdict, kBold, colours));
    PrintVerdict(colours);
  }

 private:
  const classify::Rule& RuleOf(const Classifier::RuleMatch& match) const {
    return *rules_.at(match.rule);
  }
  bool Counts(const Classifier::RuleMatch& match) const {
    return classify::Fired(match) && !kept_out_.contains(std::string(match.rule));
  }
  string_view WordsOf(const Classifier::RuleMatch& match) const {
    return stored_.document.field(match.field).substr(match.begin, match.end - match.begin);
  }

  template <typename Test>
  std::vector<std::string> RulesThat(const Test& test) const {
    std::set<std::string> rules;
    for (const Classifier::RuleMatch& match : matches_) {
      if (Counts(match) && test(RuleOf(match))) rules.insert(std::string(match.rule));
    }
    return {rules.begin(), rules.end()};
  }
  // Those that the verdict rests on; without one, those that signs of an act come from.
  std::vector<std::string> ActRules() const {
    std::set<std::string> rules;
    for (const core::Evidence& evidence : stored_.classification.evidence) {
      rules.insert(evidence.rule);
    }
    if (!rules.empty()) return {rules.begin(), rules.end()};
    return RulesThat([](const classify::Rule& rule) { return EmitsKind(rule, "act"); });
  }
  std::vector<std::string> RulesOf(core::Context context) const {
    if (context == core::Context::kNone) return {};
    return RulesThat([context](const classify::Rule& rule) {
      return std::any_of(rule.emits.begin(), rule.emits.end(),
                         [context](const auto& emission) { return emission.context == context; });
    });
  }
  std::vector<std::string> EpisodeRules() const {
    return RulesThat([](const classify::Rule& rule) { return EmitsKind(rule, "episode"); });
  }

  void PrintField(core::Field field, string_view label, Colours colours) const {
    const string_view text = stored_.document.field(field);
    if (text.empty()) return;
    std::vector<Mark> marks;
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      const Classifier::RuleMatch& match = matches_[i];
      if (match.field != field) continue;
      const bool evidence = Counts(match) && !EmitsKind(RuleOf(match), "look_alike");
      marks.push_back({match.begin, match.end, i + 1, !evidence});
    }
    fmt::print("\n{}\n", Painted(label, kBold, colours));
    const std::string marked = WithMarks(text, std::move(marks), colours);
    for (std::size_t at = 0; at < marked.size();) {
      const std::size_t end = std::min(marked.find('\n', at), marked.size());
      fmt::print("  {}\n", string_view(marked).substr(at, end - at));
      at = end + 1;
    }
  }

  void PrintMatch(std::size_t index, Colours colours) const {
    const Classifier::RuleMatch& match = matches_[index];
    const classify::Rule& rule = RuleOf(match);
    fmt::print("  {:>2}  {} v{}  «{}»\n", index + 1, Painted(rule.id, kBold, colours), rule.version,
               monitor::Shorten(monitor::OneLine(WordsOf(match)), kQuoted));
    fmt::print("{}", monitor::Wrap(EmitsInWords(rule, names_, language_), "      ", kWidth));
    std::string note;
    if (match.covered) {
      const string_view cover = covers_[index];
      note = cover.empty() ? std::string(words_.covered)
                           : fmt::format(fmt::runtime(words_.covered_by), fmt::arg("rule", cover));
    } else if (match.stopped_by != nullptr) {
      note = fmt::format(fmt::runtime(match.stopped_by->forbid ? words_.stopped : words_.required),
                         fmt::arg("place", match.stopped_by->place.ToString()));
    } else if (kept_out_.contains(rule.id)) {
      note = words_.kept_out;
    }
    if (!note.empty()) fmt::print("      {}\n", Painted(note, kYellow, colours));
  }

  // "label: value" and what it rests on.
  void PrintReason(string_view label, string_view value, const std::vector<std::string>& rules,
                   string_view note, string_view colour, Colours colours) const {
    fmt::print("  {:<18} {}", label, Painted(value, colour, colours));
    std::string why(note);
    if (!rules.empty()) {
      why +=
          fmt::format("{}{}: {}", why.empty() ? "" : "; ", words_.because, fmt::join(rules, ", "));
    }
    fmt::print("{}\n", why.empty() ? "" : "  ← " + why);
  }

  void PrintVerdict(Colours colours) const {
    const core::Classification& result = stored_.classification;
    const auto colour = [](bool value) { return value ? kGreen : kYellow; };
    const std::vector<std::string> act = ActRules();
    PrintReason(words_.corruption, BoolInWords(result.corruption, language_), act,
                result.corruption    ? ""
                : weighing_.by_rules ? words_.overruled
                : act.empty()        ? words_.no_act
                                     : words_.weak,
                colour(result.corruption), colours);
    if (weighing_.learned) PrintWeighing();
    PrintReason(words_.context, ContextInWords(result.context, language_), RulesOf(result.context),
                "", "", Colours::kNo);
    string_view note;
    if (result.special()) {
      note = words_.special;
    } else if (result.corruption && !result.countable) {
      const bool stage =
          result.context == core::Context::kAcquittal || result.context == core::Context::kForeign;
      if (stage) {
        note = words_.not_counted_context;
      } else if (EpisodeRules().empty()) {
        note = words_.no_episode;
      }
    }
    PrintReason(words_.countable, BoolInWords(result.counts(), language_),
                result.countable ? EpisodeRules() : std::vector<std::string>{}, note,
                colour(result.counts()), colours);
    for (const core::Tag& tag : result.tags) PrintTag(tag);
    PrintTopics();
  }

  using Weights = std::vector<std::pair<std::string, float>>;

  std::string Signed(float number, int digits) const {
    return (number < 0 ? "−" : "+") +
           monitor::Decimal(language_, std::abs(static_cast<double>(number)), digits);
  }

  // The logarithm of the odds of corruption, and what weighed most.
  void PrintWeighing() const {
    fmt::print("  {:<18} {}\n", words_.learned,
               Signed(weighing_.log_odds, 1) + InWords(weighing_.weights, 1));
  }

  // The scores of spheres, schemes and offences, and what weighed most.
  void PrintTopics() const {
    for (const classify::Weighing::Topic& topic : weighing_.topics) {
      fmt::print("  {:<18} {} {}{}\n", words_.learned, topic.id, Signed(topic.score, 2),
                 InWords(topic.weights, 2));
    }
  }

  std::string InWords(const Weights& weights, int digits) const {
    std::string line;
    for (std::size_t i = 0; i < std::min(weights.size(), kWeightsShown); ++i) {
      const auto& [name, weight] = weights[i];
      constexpr string_view kLemma = "lemma ";
      const string_view shown =
          string_view(name).substr(name.starts_with(kLemma) ? kLemma.size() : 0);
      line += fmt::format("{}{} {}", i == 0 ? "  ← " : ", ", core::Printable(shown),
                          Signed(weight, digits));
    }
    return line;
  }

  void PrintTag(const core::Tag& tag) const {
    std::string line = fmt::format("  {:<18} {} ({})", KindInWords(tag.kind, language_),
                                   names_.Get(tag.kind, tag.id, language_), tag.id);
    if (tag.kind == core::TagKind::kSphere) {
      line += "  " + monitor::Decimal(language_, static_cast<double>(tag.score), 2);
    }
    if (tag.role != core::Role::kNone) {
      const string_view role = tag.role == core::Role::kImplicated ? words_.implicated
                               : tag.role == core::Role::kActing   ? words_.acting
                                                                   : words_.named;
      line += fmt::format(", {}", role);
    }
    std::set<std::string> shown;
    for (const core::Evidence& evidence : tag.evidence) {
      const string_view words = stored_.document.field(evidence.field)
                                    .substr(evidence.begin, evidence.end - evidence.begin);
      const std::string why =
          fmt::format("{} «{}»", evidence.rule, monitor::Shorten(monitor::OneLine(words), kQuoted));
      if (shown.insert(why).second) line += (shown.size() == 1 ? "  ← " : ", ") + why;
    }
    fmt::print("{}\n", line);
  }

  const LexiconSource& source_;
  const Arguments& arguments_;
  const Language language_;
  const Wording& words_;
  const std::string text_;
  const nlp::Analyzer analyzer_;
  const std::unique_ptr<Classifier> classifier_;
  const classify::Lexicon lexicon_;
  const monitor::Names names_;
  const std::set<std::string> kept_out_;
  std::map<string_view, const classify::Rule*> rules_;
  core::NormalizedText analysis_;
  std::vector<Classifier::RuleMatch> matches_;
  std::vector<string_view> covers_;  // of each match
  store::StoredDocument stored_;
  classify::Weighing weighing_;
};

std::string ReadStream(std::istream& stream, const std::string& name) {
  std::string text(kLongestText + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad() || (text.empty() && !stream.eof())) {
    throw Failure(fmt::format("{}: cannot be read", name));
  }
  if (text.size() > kLongestText) {
    throw Failure(fmt::format("{}: more than 16 MB; tag such files with 'sholu tag'", name));
  }
  return text;
}

std::string ReadText(const Arguments& arguments) {
  if (!arguments.file.empty()) {
    std::ifstream file(arguments.file, std::ios::binary);
    return ReadStream(file, arguments.file);
  }
  if (arguments.words.size() == 1 && arguments.words.front() == "-") {
    return ReadStream(std::cin, "stdin");
  }
  return fmt::format("{}", fmt::join(arguments.words, " "));
}

}  // namespace

void AddLexiconExplain(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "explain", "Show which rules match where in a text, and what verdict they lead to");
  command->footer(
      "Examples:\n"
      "  sholu lexicon explain \"Аким района получил взятку в размере 3 млн тенге.\"\n"
      "  sholu lexicon explain --file letter.txt --title \"Жалоба\" --kind appeal --date "
      "2026-01-15\n"
      "  sholu lexicon explain - --json < letter.txt\n"
      "What a rule matched stands in brackets with its number, on a terminal in colour: green "
      "counts, yellow does not.");
  const auto arguments = std::make_shared<Arguments>();
  CLI::Option* text =
      command->add_option("text", arguments->words, "The text; - reads it from stdin");
  command->add_option("--file", arguments->file, "Read the text from this file, UTF-8")
      ->check(CLI::ExistingFile)
      ->excludes(text);
  command->add_option("--title", arguments->title, "Its title");
  command->add_option("--date", arguments->date, "Its day, 2026-01-31: which bodies existed then");
  command->add_option("--kind", arguments->kind, "article, appeal, comment or sentence")
      ->check(CLI::IsMember({"article", "appeal", "comment", "sentence"}))
      ->capture_default_str();
  command
      ->add_option("--lang", arguments->text_language,
                   "Read it as kk, ru or en; default: what it looks like")
      ->check(CLI::IsMember({"kk", "ru", "en"}));
  AddLexiconOptions(*command, arguments->lexicon);
  command->callback([&global, &run, arguments] {
    if (arguments->words.empty() && arguments->file.empty()) {
      throw CLI::ValidationError("text", "say a text, --file FILE, or - for stdin");
    }
    run = [&global, arguments] {
      const LexiconSource source(global, arguments->lexicon);
      const Explanation explanation(source, *arguments, ReadText(*arguments));
      if (global.json) {
        PrintJson(explanation.ToJson());
      } else {
        explanation.Print();
      }
      return 0;
    };
  });
}

}  // namespace app
