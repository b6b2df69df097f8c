#include "config/yaml_tree.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "core/utf8.h"

namespace config::internal {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxKeys = 10'000;  // of one map: keys are compared one by one

// Thrown through yaml-cpp's parser and caught in ParseTree.
struct Refused {
  int line, column;
  std::string message;
};

// yaml-cpp counts columns in bytes from 0; people count characters from 1.
class Columns {
 public:
  explicit Columns(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }
  int Column(int line, int byte_column) const {
    if (line < 0 || static_cast<std::size_t>(line) >= starts_.size()) return byte_column + 1;
    const std::size_t begin = starts_[static_cast<std::size_t>(line)];
    const std::string_view before =
        text_.substr(begin, static_cast<std::size_t>(std::max(byte_column, 0)));
    return 1 + static_cast<int>(core::CountCharacters(before));
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

class Builder : public YAML::EventHandler {
 public:
  Builder(YamlTree& tree, const Columns& columns) : tree_(tree), columns_(columns) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    Refuse(mark, "an anchor (&name); write the value out where it is used");
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Refuse(mark, "an alias (*name); quote a text that begins with '*'");
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    Place(mark, YamlNode::Kind::kNull, {});
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    const bool plain = tag == "?";
    const bool null = plain && (value.empty() || value == "~" || value == "null");
    YamlNode* node = Place(mark, null ? YamlNode::Kind::kNull : YamlNode::Kind::kScalar, value);
    if (node) node->quoted = !plain;
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    Open(mark, YamlNode::Kind::kList);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    Open(mark, YamlNode::Kind::kMap);
  }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  [[noreturn]] void Refuse(const YAML::Mark& mark, std::string what) const {
    throw Refused{mark.line + 1, columns_.Column(mark.line, mark.column), std::move(what)};
  }

  void Open(const YAML::Mark& mark, YamlNode::Kind kind) {
    if (open_.size() >= kMaxDepth) Refuse(mark, fmt::format("nested deeper than {}", kMaxDepth));
    // The node moves while its parent grows, but it is only written to while it is the last child.
    open_.push_back(Place(mark, kind, {}));
  }

  YamlNode* Place(const YAML::Mark& mark, YamlNode::Kind kind, const std::string& value) {
    YamlNode* node = &tree_.root;
    if (open_.empty()) {
      tree_.empty = false;
    } else {
      YamlNode& parent = *open_.back();
      if (parent.kind == YamlNode::Kind::kMap && parent.keys.size() == parent.items.size()) {
        AddKey(mark, kind, value, parent);
        return nullptr;
      }
      node = &parent.items.emplace_back();
    }
    node->kind = kind;
    node->scalar = value;
    node->line = mark.line + 1;
    node->column = columns_.Column(mark.line, mark.column);
    node->place = {tree_.name, node->line, node->column};
    return node;
  }

  void AddKey(const YAML::Mark& mark, YamlNode::Kind kind, const std::string& value,
              YamlNode& parent) const {
    if (kind != YamlNode::Kind::kScalar) Refuse(mark, "a key that is no text");
    if (std::find(parent.keys.begin(), parent.keys.end(), value) != parent.keys.end()) {
      Refuse(mark, fmt::format("the key '{}' a second time", value));
    }
    if (parent.keys.size() >= kMaxKeys) {
      Refuse(mark, fmt::format("more than {} keys in one map", kMaxKeys));
    }
    parent.keys.push_back(value);
    parent.key_places.emplace_back(mark.line + 1, columns_.Column(mark.line, mark.column));
  }

  YamlTree& tree_;
  const Columns& columns_;
  std::vector<YamlNode*> open_;
};

}  // namespace

void YamlTree::Add(int line, int column, std::string_view what, std::string_view allowed) {
  mistakes.push_back({line, column,
                      fmt::format("{}:{}:{}: {}{}{}", name, line, column, what,
                                  allowed.empty() ? "" : "; ", allowed)});
}

core::Expected<bool> ParseTree(std::string_view text, YamlTree& tree) {
  const Columns columns(text);
  const auto error = [&tree](int line, int column, std::string_view what) {
    return core::Error{fmt::format("{}:{}:{}: {}", tree.name, line, column, what)};
  };
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Builder builder(tree, columns);
    parser.HandleNextDocument(builder);
    YamlTree rest;
    Builder rest_builder(rest, columns);
    if (parser.HandleNextDocument(rest_builder) && !rest.empty) {
      return error(rest.root.line, rest.root.column, "a second document; one per file is allowed");
    }
  } catch (const Refused& refused) {
    return error(refused.line, refused.column, "not allowed: " + refused.message);
  } catch (const YAML::Exception& exception) {
    return error(exception.mark.line + 1,
                 columns.Column(exception.mark.line, exception.mark.column),
                 "not YAML: " + exception.msg);
  }
  return true;
}

}  // namespace config::internal
