#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/stage.h"
#include "nlp/normalizer.h"

namespace app {
namespace {

using nlohmann::json;

struct NormalizeOptions {
  bool repairs = false, explain = false;
};

json RepairsOf(const nlp::Repaired& repaired) {
  json list = json::array();
  for (const nlp::Repair& repair : repaired.repairs) {
    list.push_back({{"start", repair.begin},
                    {"end", repair.end},
                    {"before", repair.before},
                    {"after", repair.after},
                    {"reason", nlp::DescribeReasons(repair.reasons)}});
  }
  return list;
}

// For a person: the text, and below it each change on a line of its own.
std::string Explanation(const nlp::Repaired& repaired) {
  std::string out = repaired.text;
  for (const nlp::Repair& repair : repaired.repairs) {
    out += fmt::format("\n  {}-{}  \"{}\" -> \"{}\"  {}", repair.begin, repair.end, repair.before,
                       repair.after, nlp::DescribeReasons(repair.reasons));
  }
  if (repaired.repairs.empty()) out += "\n  nothing to repair";
  return out;
}

json AnswerNormalize(const json& line, const NormalizeOptions& options) {
  const bool listed = options.repairs || options.explain;
  nlp::Repaired repaired =
      nlp::Normalize(RequiredString(line, "text"), listed ? nlp::Explain::kYes : nlp::Explain::kNo);
  if (options.explain) return Explanation(repaired);
  json answer;
  if (options.repairs) answer["repairs"] = RepairsOf(repaired);
  answer["text"] = std::move(repaired.text);
  answer["fold"] = std::move(repaired.fold);
  if (repaired.script != core::Script::kNone) answer["script"] = core::Code(repaired.script);
  return answer;
}

}  // namespace

Stage NormalizeStage() {
  return {"normalize",
          "Repaired text, its script and its search key; Kazakh of any script in Cyrillic.",
          R"({"id":1,"text":"Äkım para aldy"}
{"id":1,"text":"Әкім пара алды","fold":"аким пара алды","script":"latn"})",
          [](CLI::App& command) {
            auto options = std::make_shared<NormalizeOptions>();
            command.add_flag("--repairs", options->repairs,
                             "add each repair: bytes of the original, before, after, reason");
            command.add_flag("--explain", options->explain,
                             "for a person: the text, and each repair on a line, instead of JSON");
            return [options] {
              return [options](const json& line) { return AnswerNormalize(line, *options); };
            };
          }};
}

}  // namespace app
