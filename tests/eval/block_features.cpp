// Prints what BlockJudge weighs: {"id", "url", "path", "shares"} per line in, `path` relative to
// FOLDER and perhaps packed by gzip; out, per page, its id, the text of its blocks, and, flat, the
// rows of their features; with `shares`, by block, those that include what is around them.
//
// usage: block_features FOLDER
// scripts/train_blocks reads it.
#include "crawler/block_features.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/stage.h"
#include "crawler/charset.h"
#include "crawler/extractor.h"
#include "crawler/page_blocks.h"

int main(int argc, char** argv) {
  using nlohmann::json;
  std::ios::sync_with_stdio(false);
  const std::string folder = argc > 1 ? argv[1] : ".";
  for (std::string input; std::getline(std::cin, input);) {
    const json line = json::parse(input);
    json answer{{"id", line.at("id")}};
    crawler::ExtractOptions options;
    options.url = line.value("url", std::string());
    options.observer = [&](const crawler::PageBlocks& page, crawler::BlockFeatures& features) {
      json& texts = answer["texts"] = json::array();
      for (const crawler::Block& block : page.blocks()) texts.push_back(page.text(block));
      if (const auto shares = line.find("shares"); shares != line.end()) {
        const auto rows = features.AddAround(shares->get<std::vector<float>>());
        answer["rows"] = std::vector<float>(rows.begin(), rows.end());
      } else {
        answer["rows"] = std::vector<float>(features.rows().begin(), features.rows().end());
      }
    };
    const std::string html = crawler::ToUtf8(app::ReadInputFile(folder, line.at("path")), "");
    if (const auto page = crawler::Extract(html, options); !page) {
      answer["error"] = page.error().message;
    }
    std::cout << answer.dump() << "\n";
  }
}
