// What is typed into the search: a tree whose parts lie in what was typed, in bounds of size and
// depth, and whatever can be read asks something that can be answered; else one line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/query_reader.h"
#include "config/lexicon_loader.h"
#include "store/query_syntax.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void CheckLine(const core::Error& error) {
  Require(!error.message.empty() && error.message.size() < 2'000 &&
          error.message.find('\n') == std::string::npos);
}

std::size_t CheckSyntax(const store::QuerySyntax& node, std::size_t begin, std::size_t end) {
  Require(node.written.begin >= begin && node.written.begin <= node.written.end &&
          node.written.end <= end);
  Require(node.text.begin <= node.text.end && node.text.end <= end);
  std::size_t nodes = 1;
  for (const store::QuerySyntax& part : node.parts) {
    nodes += CheckSyntax(part, node.written.begin, node.written.end);
  }
  return nodes;
}

void CheckNode(const store::QueryNode& node) {
  using Kind = store::QueryNode::Kind;
  const bool words = node.kind == Kind::kTerm || node.kind == Kind::kPrefix;
  const bool whole = words || node.kind == Kind::kAll || node.kind == Kind::kCondition;
  Require(words == !node.lemmas.empty() && whole == node.parts.empty());
  Require((node.kind == Kind::kNear) == (node.distance > 0));
  for (const store::QueryNode& part : node.parts) {
    const bool terms = node.kind == Kind::kPhrase || node.kind == Kind::kNear;
    Require(!terms || part.kind == Kind::kTerm);
    Require(part.kind != Kind::kAll);
    CheckNode(part);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const nlp::Analyzer analyzer;
  static const app::Vocabulary vocabulary([] { return config::BuiltInLexicon(); });
  static const core::Zone zone = *core::Zone::Find("Asia/Almaty");
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  const auto syntax = store::ParseQuery(typed);
  if (!syntax) {
    CheckLine(syntax.error());
    return 0;
  }
  Require(CheckSyntax(*syntax, 0, size) <= store::kMaxQueryNodes);
  const auto node = app::ReadQuery(typed, analyzer, vocabulary, core::Language::kEn, zone);
  if (node) {
    CheckNode(*node);
  } else {
    CheckLine(node.error());
  }
  return 0;
}
