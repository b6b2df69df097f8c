#include "app/rule_judging.h"

#include <fmt/format.h>

#include <chrono>

#include "app/clock.h"
#include "app/lexicon_source.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "classify/wording.h"
#include "core/printable.h"
#include "monitor/plain_text.h"
#include "nlp/masker.h"

namespace app {
namespace {

using core::Language;
using Json = nlohmann::ordered_json;

constexpr std::size_t kSentencesShown = 3, kWidth = 100;

struct Wording {
  std::string_view right, wrong, unsure;
};
constexpr Wording kKazakh = {"дұрыс", "қате", "белгісіз"};
constexpr Wording kRussian = {"верно", "неверно", "неясно"};
constexpr Wording kEnglish = {"right", "wrong", "unsure"};

}  // namespace

std::string_view VerdictInWords(monitor::Verdict verdict, Language language) {
  const Wording& words = In(language, kKazakh, kRussian, kEnglish);
  switch (verdict) {
    case monitor::Verdict::kRight:
      return words.right;
    case monitor::Verdict::kWrong:
      return words.wrong;
    case monitor::Verdict::kUnsure:
      break;
  }
  return words.unsure;
}

RuleJudging::RuleJudging(const Global& global, const std::string& rule, const std::string& language)
    : workspace_(Workspace::Open(global, Access::kRead)),
      lexicon_(workspace_.lexicon()),
      rule_(&RequiredRule(lexicon_, rule)),
      classifier_(workspace_.CompileLexicon()),
      language_(ShownLanguage(language, workspace_.settings.language)) {
  const std::string wording = classify::WordingOf(*rule_);
  auto given = VerdictsIn(workspace_.folder).Read();
  if (!given) throw Failure(given.error());
  for (monitor::RuleVerdict& verdict : *given) {
    if (verdict.rule != rule_->id || verdict.rule_version != rule_->version) continue;
    if (!verdict.rule_wording.empty() && verdict.rule_wording != wording) continue;
    verdicts_[verdict.text_sha256] = std::move(verdict);
  }
}

std::vector<FiredDocument> RuleJudging::Sample(std::uint64_t seed, bool quiet) const {
  return SampleOf(workspace_, *classifier_, rule_->id, seed, quiet);
}

const monitor::RuleVerdict* RuleJudging::VerdictOn(const std::string& text_sha256) const {
  const auto found = verdicts_.find(text_sha256);
  return found == verdicts_.end() ? nullptr : &found->second;
}

void RuleJudging::Visit(store::DocumentNumber number,
                        const std::function<void(const ScannedDocument&)>& visit) const {
  if (!ScanDocument(workspace_, *classifier_, number, visit)) {
    throw Failure(
        fmt::format("there is no document {}; 'sholu lexicon sample --rule {}' shows numbers",
                    number, rule_->id));
  }
}

std::string RuleJudging::ToText(store::DocumentNumber number, Colours colours) const {
  std::string text;
  Visit(number, [&](const ScannedDocument& document) {
    const store::Header& header = document.stored.header;
    const core::Zone zone = *core::Zone::Find(workspace_.settings.zone);
    text += fmt::format(
        "{:>6}  {}  {}/{}  {}\n", Painted(fmt::to_string(header.number), kBold, colours),
        core::ToString(zone.DayOf(header.counted_at)), core::Name(header.source_type),
        core::Printable(header.source), monitor::OneLine(document.stored.document.title));
    const auto sentences = MarkedSentences(document, MatchesOf(rule_->id, document), colours);
    for (std::size_t i = 0; i < std::min(sentences.size(), kSentencesShown); ++i) {
      // Colours must not be wrapped: they have no width and would be made printable.
      text += colours == Colours::kNo ? monitor::Wrap(sentences[i], "        ", kWidth)
                                      : "        " + sentences[i] + '\n';
    }
    if (const monitor::RuleVerdict* said = VerdictOn(document.stored.text_sha256)) {
      text += fmt::format("        → {} ({}, {}){}\n", VerdictInWords(said->verdict, language_),
                          core::Printable(said->who), core::ToString(zone.DayOf(said->at)),
                          said->note.empty() ? "" : ": " + monitor::OneLine(said->note));
    }
  });
  return text;
}

Json RuleJudging::ToJson(store::DocumentNumber number) const {
  Json json;
  Visit(number, [&](const ScannedDocument& document) {
    json = HeaderJson(document.stored);
    json["text_sha256"] = document.stored.text_sha256;
    json["matches"] = Json::array();
    for (const auto& match : MatchesOf(rule_->id, document)) {
      const std::string_view field = document.stored.document.field(match.field);
      json["matches"].push_back(
          {{"field", core::Name(match.field)},
           {"start", match.begin},
           {"end", match.end},
           {"text", field.substr(match.begin, match.end - match.begin)},
           {"sentence", MarkedSentences(document, {match}, Colours::kNo).front()}});
    }
    const monitor::RuleVerdict* said = VerdictOn(document.stored.text_sha256);
    json["verdict"] = said ? Json(monitor::Name(said->verdict)) : Json();
  });
  return json;
}

monitor::RuleVerdict RuleJudging::Judge(store::DocumentNumber number, monitor::Verdict verdict,
                                        const std::string& who, const std::string& note) {
  monitor::RuleVerdict said;
  Visit(number, [&](const ScannedDocument& document) {
    if (MatchesOf(rule_->id, document).empty()) {
      throw Failure(fmt::format(
          "the rule {} does not fire on document {}: judge what 'sholu lexicon sample --rule {}' "
          "shows",
          rule_->id, number, rule_->id));
    }
    said = {.at = Now(),
            .who = who,
            .rule = rule_->id,
            .rule_version = rule_->version,
            .rule_wording = classify::WordingOf(*rule_),
            .text_sha256 = document.stored.text_sha256,
            .number = number,
            .verdict = verdict,
            .note = nlp::Mask(note).text};
  });
  if (const auto kept = VerdictsIn(workspace_.folder).Add(said); !kept) throw Failure(kept.error());
  verdicts_[said.text_sha256] = said;
  return said;
}

}  // namespace app
