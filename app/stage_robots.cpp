#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/stage.h"
#include "crawler/robots.h"

namespace app {
namespace {

using nlohmann::json;

json AnswerRobots(const json& line, const std::string& base) {
  const auto urls = line.find("urls");
  if (urls == line.end() || !urls->is_array()) throw BadLine("`urls` is not a list");
  const std::string path = OptionalString(line, "path");
  const std::string body = path.empty() ? RequiredString(line, "body") : ReadInputFile(base, path);
  const auto rules = crawler::RobotsRules::Parse(body, RequiredString(line, "agent"));
  json allowed = json::array();
  for (const json& url : *urls) {
    if (!url.is_string()) throw BadLine("`urls` holds something that is no string");
    allowed.push_back(rules.Allows(url.get_ref<const std::string&>()));
  }
  json answer = {{"allowed", std::move(allowed)}, {"sitemaps", rules.sitemaps()}};
  if (const auto delay = rules.crawl_delay()) {
    answer["crawl_delay"] = std::chrono::duration<double>(*delay).count();
  } else {
    answer["crawl_delay"] = nullptr;
  }
  return answer;
}

}  // namespace

Stage RobotsStage() {
  return {
      "robots", "Say which URLs a robots.txt allows to an agent.",
      R"({"id":1,"body":"User-agent: *\nDisallow: /admin","agent":"sholu","urls":["/","/admin/a"]})"
      "\n"
      R"({"allowed":[true,false],"crawl_delay":null,"id":1,"sitemaps":[]})",
      [](CLI::App& command) -> std::function<Answer()> {
        const auto base = std::make_shared<std::string>();
        command.add_option("--base", *base, "Directory that `path` is relative to");
        return [base] { return [base](const json& line) { return AnswerRobots(line, *base); }; };
      }};
}

}  // namespace app
