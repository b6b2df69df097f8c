#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/stage.h"
#include "crawler/charset.h"
#include "crawler/extractor.h"

namespace app {
namespace {

using nlohmann::json;

json OrNull(const std::string& text) {
  return text.empty() ? json(nullptr) : json(text);
}

json OrNull(const std::optional<core::WrittenTime>& time) {
  return time ? json(time->ToIso()) : json(nullptr);
}

json AnswerExtract(const json& line, const std::string& base) {
  const std::string path = OptionalString(line, "path");
  const std::string html =
      path.empty() ? RequiredString(line, "html") : crawler::ToUtf8(ReadInputFile(base, path), "");
  crawler::ExtractOptions options;
  options.url = OptionalString(line, "url");
  const auto page = crawler::Extract(html, options);
  if (!page) throw BadLine(page.error().message);
  return {{"title", OrNull(page->title)},
          {"text", page->text},
          {"authors", page->authors},
          {"date", OrNull(page->published)},
          {"modified", OrNull(page->modified)},
          {"language", OrNull(page->language)},
          {"site", OrNull(page->site)},
          {"image", OrNull(page->image)},
          {"kind", crawler::Name(page->kind)},
          {"section", OrNull(page->section)},
          {"tags", page->tags},
          {"comments", OrNull(page->comments)}};
}

}  // namespace

Stage ExtractStage() {
  Stage stage;
  stage.name = "extract";
  stage.about = "Extract the article of a web page: text, title, authors, dates.";
  stage.example =
      R"({"id":1,"url":"https://news.example/a","html":"<h1>Title</h1><p>Text of the article.</p>"})"
      "\n"
      R"({"authors":[],"comments":null,"date":null,"id":1,"image":null,"kind":"other",)"
      R"("language":null,"modified":null,"section":null,"site":null,"tags":[],)"
      R"("text":"Text of the article.","title":"Title"})";
  stage.setup = [](CLI::App& cli) {
    const auto base = std::make_shared<std::string>(".");
    cli.add_option("--base", *base, "Folder that `path` is relative to")->capture_default_str();
    return
        [base] { return Answer([base](const json& line) { return AnswerExtract(line, *base); }); };
  };
  return stage;
}

}  // namespace app
