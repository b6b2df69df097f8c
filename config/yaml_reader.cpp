#include "config/yaml_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>

#include "config/yaml_tree.h"

namespace config {
namespace {

using internal::YamlNode;
using internal::YamlTree;

std::string_view KindName(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::kNull:
      return "nothing";
    case YamlNode::Kind::kScalar:
      return "a single value";
    case YamlNode::Kind::kList:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a map of keys";
  }
  return "";
}

template <typename T>
std::optional<T> ParseNumber(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "15m" with {"m", 60000} is 900000; a bare number needs a unit named "".
std::optional<std::uint64_t> ParseQuantity(
    std::string_view text,
    std::initializer_list<std::pair<std::string_view, std::uint64_t>> units) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto count = ParseNumber<std::uint64_t>(text.substr(0, digits));
  if (!count) return std::nullopt;
  for (const auto& [unit, factor] : units) {
    if (text.substr(digits) != unit) continue;
    constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (*count > kMax / factor) return std::nullopt;
    return *count * factor;
  }
  return std::nullopt;
}

// What is added to a time must not leave the range of clocks.
constexpr std::chrono::milliseconds kLongestDuration = std::chrono::days(3653);

}  // namespace

bool YamlValue::is_map() const {
  return node_ && node_->kind == YamlNode::Kind::kMap;
}
bool YamlValue::is_list() const {
  return node_ && node_->kind == YamlNode::Kind::kList;
}

const classify::Place& YamlValue::place() const {
  if (node_) return node_->place;
  return parent_ ? parent_->place : tree_->root.place;
}

classify::Place YamlValue::text_place() const {
  classify::Place text = place();
  if (node_ && node_->quoted) ++text.column;
  return text;
}

void YamlValue::Wrong(std::string_view what, std::string_view allowed) const {
  tree_->Add(place().line, place().column, what, allowed);
}

const std::string* YamlValue::Scalar(std::string_view expected) const {
  if (!node_) return nullptr;
  if (node_->kind == YamlNode::Kind::kScalar) return &node_->scalar;
  Wrong(fmt::format("{} instead of {}", KindName(node_->kind), expected), "");
  return nullptr;
}

std::string YamlValue::String(std::string fallback) const {
  const std::string* scalar = Scalar("a text");
  return scalar ? *scalar : std::move(fallback);
}

bool YamlValue::Bool(bool fallback) const {
  return Enum<bool>({{"true", true}, {"false", false}}, fallback);
}

std::int64_t YamlValue::Integer(std::int64_t fallback, std::int64_t min, std::int64_t max) const {
  const std::string* scalar = Scalar("a whole number");
  if (!scalar) return fallback;
  const auto value = ParseNumber<std::int64_t>(*scalar);
  if (value && *value >= min && *value <= max) return *value;
  Wrong(fmt::format("'{}' is out of range or no whole number", *scalar),
        max == INT64_MAX ? fmt::format("allowed: {} or more", min)
                         : fmt::format("allowed: {} to {}", min, max));
  return fallback;
}

double YamlValue::Number(double fallback, double min, double max) const {
  const std::string* scalar = Scalar("a number");
  if (!scalar) return fallback;
  const auto value = ParseNumber<double>(*scalar);
  if (value && *value >= min && *value <= max) return *value;
  Wrong(fmt::format("'{}' is out of range or no number", *scalar),
        fmt::format("allowed: {} to {}", min, max));
  return fallback;
}

std::chrono::milliseconds YamlValue::Duration(std::chrono::milliseconds fallback) const {
  const std::string* scalar = Scalar("a duration such as 30s");
  if (!scalar) return fallback;
  const auto value = ParseQuantity(
      *scalar, {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}});
  const bool too_long = value && *value > static_cast<std::uint64_t>(kLongestDuration.count());
  if (value && !too_long) return std::chrono::milliseconds(*value);
  Wrong(fmt::format("'{}' is {}", *scalar, too_long ? "longer than ten years" : "no duration"),
        "allowed: a whole number and ms, s, m, h or d, such as 500ms or 2h");
  return fallback;
}

std::uint64_t YamlValue::Bytes(std::uint64_t fallback) const {
  const std::string* scalar = Scalar("a size such as 20MB");
  if (!scalar) return fallback;
  const auto value = ParseQuantity(
      *scalar, {{"", 1}, {"B", 1}, {"KB", 1u << 10}, {"MB", 1u << 20}, {"GB", 1u << 30}});
  if (value) return *value;
  Wrong(fmt::format("'{}' is no size", *scalar),
        "allowed: a whole number, perhaps with KB, MB or GB");
  return fallback;
}

std::optional<core::Day> YamlValue::Day() const {
  const std::string* scalar = Scalar("a day such as 2024-05-12");
  if (!scalar) return std::nullopt;
  std::string full = *scalar;
  if (full.size() == 4) full += "-01";
  if (full.size() == 7) full += "-01";
  const auto day = core::ParseDay(full);
  if (!day) {
    Wrong(fmt::format("'{}' is no day", *scalar), "allowed: 2024-05-12, 2024-05 or 2024");
  }
  return day;
}

std::optional<std::size_t> YamlValue::OneOf(const std::vector<std::string_view>& allowed) const {
  const std::string choices = fmt::format("{}", fmt::join(allowed, ", "));
  const std::string* scalar = Scalar("one of " + choices);
  if (!scalar) return std::nullopt;
  const auto found = std::find(allowed.begin(), allowed.end(), *scalar);
  if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
  Wrong(fmt::format("'{}' is unknown here", *scalar), "allowed: " + choices);
  return std::nullopt;
}

std::vector<YamlValue> YamlValue::List() const {
  std::vector<YamlValue> values;
  if (!node_) return values;
  if (node_->kind != YamlNode::Kind::kList) {
    Wrong(fmt::format("{} instead of a list", KindName(node_->kind)), "");
    return values;
  }
  values.reserve(node_->items.size());
  for (const YamlNode& item : node_->items) values.push_back({tree_, &item, node_});
  return values;
}

std::vector<YamlValue> YamlValue::ListOrOne() const {
  if (!node_ || is_list()) return List();
  return {*this};
}

std::vector<std::string> YamlValue::Strings() const {
  std::vector<std::string> strings;
  for (const YamlValue& value : List()) {
    if (const std::string* scalar = value.Scalar("a text")) strings.push_back(*scalar);
  }
  return strings;
}

YamlMap YamlValue::Map() const {
  if (!node_) return {tree_, nullptr, parent_};
  if (node_->kind == YamlNode::Kind::kMap) return {tree_, node_, node_};
  Wrong(fmt::format("{} instead of a map of keys", KindName(node_->kind)), "");
  return {tree_, nullptr, nullptr};
}

YamlMap::~YamlMap() {
  if (!node_ || all_asked_) return;
  for (std::size_t i = 0; i < node_->keys.size(); ++i) {
    if (std::find(asked_.begin(), asked_.end(), node_->keys[i]) != asked_.end()) continue;
    const auto [line, column] = node_->key_places[i];
    tree_->Add(line, column, fmt::format("the key '{}' is unknown", node_->keys[i]),
               fmt::format("allowed: {}", fmt::join(asked_, ", ")));
  }
}

YamlValue YamlMap::Optional(std::string_view key) {
  asked_.emplace_back(key);
  if (node_) {
    const auto found = std::find(node_->keys.begin(), node_->keys.end(), key);
    if (found != node_->keys.end()) {
      const YamlNode& item = node_->items[static_cast<std::size_t>(found - node_->keys.begin())];
      if (item.kind != YamlNode::Kind::kNull) return {tree_, &item, node_};
    }
  }
  return {tree_, nullptr, parent_};
}

YamlValue YamlMap::Required(std::string_view key) {
  const YamlValue value = Optional(key);
  // A map that is itself absent or no map has had its error, or needs none.
  if (!value.present() && node_) value.Wrong(fmt::format("the key '{}' is missing", key), "");
  return value;
}

std::vector<std::pair<std::string, YamlValue>> YamlMap::Entries() {
  all_asked_ = true;
  std::vector<std::pair<std::string, YamlValue>> entries;
  if (!node_) return entries;
  for (std::size_t i = 0; i < node_->keys.size(); ++i) {
    entries.emplace_back(node_->keys[i], YamlValue(tree_, &node_->items[i], node_));
  }
  return entries;
}

YamlFile::YamlFile(std::unique_ptr<YamlTree> tree) : tree_(std::move(tree)) {}
YamlFile::~YamlFile() = default;
YamlFile::YamlFile(YamlFile&&) noexcept = default;
YamlFile& YamlFile::operator=(YamlFile&&) noexcept = default;

core::Expected<YamlFile> YamlFile::Parse(std::string name, std::string_view text) {
  auto tree = std::make_unique<YamlTree>();
  tree->name = std::move(name);
  tree->root.place = {tree->name, 1, 1};
  if (const auto parsed = internal::ParseTree(text, *tree); !parsed) return parsed.error();
  return YamlFile(std::move(tree));
}

core::Expected<YamlFile> YamlFile::Load(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file || std::filesystem::is_directory(path)) {
    return core::Error{fmt::format("{}: cannot be read", path.string())};
  }
  return Parse(path.string(), text);
}

YamlValue YamlFile::root() const {
  return {tree_.get(), tree_->empty ? nullptr : &tree_->root, nullptr};
}

std::vector<core::Error> YamlFile::errors() const {
  std::vector<const YamlTree::Mistake*> ordered;
  for (const auto& mistake : tree_->mistakes) ordered.push_back(&mistake);
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) {
    return std::pair(a->line, a->column) < std::pair(b->line, b->column);
  });
  std::vector<core::Error> errors;
  for (const auto* mistake : ordered) errors.push_back({mistake->message});
  return errors;
}

}  // namespace config
