// Strict reading of the operator's YAML files: every wrong key or value becomes one error with its
// place.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/lexicon.h"
#include "core/expected.h"
#include "core/time.h"

namespace config {

namespace internal {
struct YamlNode;
struct YamlTree;
}  // namespace internal

class YamlMap;

// One value of a file, or the lack of one. A cheap handle; lives as long as its YamlFile. The
// readers below return `fallback` where the value is absent (which is no error) or wrong (which
// adds one).
class YamlValue {
 public:
  bool present() const { return node_ != nullptr; }
  bool is_map() const;
  bool is_list() const;
  // Where it stands; for an absent value, where the map begins that lacks it.
  const classify::Place& place() const;
  // Where the first character of a scalar stands, behind its quote if it has one.
  classify::Place text_place() const;

  // The scalar as written, without its quotes. "" counts as a value.
  std::string String(std::string fallback = {}) const;
  bool Bool(bool fallback = false) const;  // true or false
  std::int64_t Integer(std::int64_t fallback, std::int64_t min = 0,
                       std::int64_t max = INT64_MAX) const;
  double Number(double fallback, double min, double max) const;
  // A whole number and its unit: 500ms, 2s, 15m, 1h, 7d; never negative.
  std::chrono::milliseconds Duration(std::chrono::milliseconds fallback) const;
  // A whole number of bytes, perhaps with a unit of 1024: 512, 64KB, 20MB, 1GB.
  std::uint64_t Bytes(std::uint64_t fallback) const;
  // A calendar day, 2024-05-12; a month (2024-05) or a year (2024) stands for its first day.
  std::optional<core::Day> Day() const;

  // One of `names`.
  template <typename T>
  T Enum(std::initializer_list<std::pair<std::string_view, T>> names, T fallback) const {
    std::vector<std::string_view> allowed;
    for (const auto& [name, value] : names) allowed.push_back(name);
    const std::optional<std::size_t> found = OneOf(allowed);
    return found ? (names.begin() + *found)->second : fallback;
  }

  // The items of a list; none if absent.
  std::vector<YamlValue> List() const;
  // The same; a value that is no list counts as a list of one.
  std::vector<YamlValue> ListOrOne() const;
  std::vector<std::string> Strings() const;  // of a list of scalars
  // The entries of a map; none if absent. Keys that nobody asks for are errors: see YamlMap.
  YamlMap Map() const;

  // Adds an error at this place: what is wrong, and what is allowed (which may be empty).
  void Wrong(std::string_view what, std::string_view allowed) const;

 private:
  friend class YamlFile;
  friend class YamlMap;
  YamlValue(internal::YamlTree* tree, const internal::YamlNode* node,
            const internal::YamlNode* parent)
      : tree_(tree), node_(node), parent_(parent) {}
  const std::string* Scalar(std::string_view expected) const;
  std::optional<std::size_t> OneOf(const std::vector<std::string_view>& allowed) const;

  internal::YamlTree* tree_;
  const internal::YamlNode* node_;    // null: absent
  const internal::YamlNode* parent_;  // the map it is absent from
};

// The entries of one map. When it goes out of scope, each key that was never asked for becomes an
// error that names the keys which were.
class YamlMap {
 public:
  ~YamlMap();
  YamlMap(const YamlMap&) = delete;
  YamlMap& operator=(const YamlMap&) = delete;

  YamlValue Required(std::string_view key);  // its absence is an error
  YamlValue Optional(std::string_view key);
  // All entries in the order of the file, for maps whose keys are free (names of sources); asks for
  // every key.
  std::vector<std::pair<std::string, YamlValue>> Entries();

 private:
  friend class YamlValue;
  YamlMap(internal::YamlTree* tree, const internal::YamlNode* node,
          const internal::YamlNode* parent)
      : tree_(tree), node_(node), parent_(parent) {}

  internal::YamlTree* tree_;
  const internal::YamlNode* node_;
  const internal::YamlNode* parent_;
  std::vector<std::string> asked_;
  bool all_asked_ = false;
};

// A parsed file and what was found wrong in it.
class YamlFile {
 public:
  // The error is that of the syntax: "name:line:column: what". Anchors, aliases, merged documents,
  // keys that occur twice and nesting deeper than 32 are refused. `name` is only for messages.
  static core::Expected<YamlFile> Parse(std::string name, std::string_view text);
  // The same for a file; also an error if it cannot be read.
  static core::Expected<YamlFile> Load(const std::filesystem::path& path);

  ~YamlFile();
  YamlFile(YamlFile&&) noexcept;
  YamlFile& operator=(YamlFile&&) noexcept;

  YamlValue root() const;  // absent for an empty file
  // All errors so far, in order of place. Complete once all YamlMaps are gone.
  std::vector<core::Error> errors() const;

 private:
  explicit YamlFile(std::unique_ptr<internal::YamlTree> tree);
  std::unique_ptr<internal::YamlTree> tree_;
};

}  // namespace config
