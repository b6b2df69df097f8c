#include "crawler/json_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/printable.h"
#include "crawler/text_file.h"

namespace crawler {
namespace {

constexpr int kEnd = -1;
constexpr std::size_t kDropAt = 1u << 20;
constexpr std::size_t kMaxColumns = 4096;
constexpr std::size_t kMaxKeyBytes = 512;
constexpr std::size_t kMaxDepth = 16;
constexpr std::string_view kBetweenValues = ", ";  // of an array

bool IsBlank(int c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Flattens one object into keys and values (the callbacks that nlohmann::json::sax_parse wants).
class Flattener {
 public:
  struct Value {
    std::string key;
    std::size_t begin, end;  // in the arena
    bool is_number;
  };

  explicit Flattener(std::string& arena) : arena_(arena) {}

  const std::vector<Value>& values() const { return values_; }
  const std::string& problem() const { return problem_; }

  bool null() { return AtTop(); }
  bool boolean(bool value) { return Add(value ? "true" : "false"); }
  bool number_integer(std::int64_t value) { return Add(std::to_string(value), true); }
  bool number_unsigned(std::uint64_t value) { return Add(std::to_string(value), true); }
  bool number_float(double, const std::string& written) { return Add(written, true); }
  bool string(std::string& value) { return Add(value); }
  bool binary(std::vector<std::uint8_t>&) { return true; }  // never in JSON text
  bool start_object(std::size_t) { return Enter(false); }
  bool key(std::string& name) {
    if (arrays_ > 0) return true;
    path_.resize(path_begins_.back());
    path_ += name;
    return path_.size() <= kMaxKeyBytes || Fail("a key is too long");
  }
  bool end_object() { return Leave(); }
  bool start_array(std::size_t) { return Enter(true); }
  bool end_array() { return Leave(); }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::json::exception&) {
    return Fail(fmt::format("not valid JSON at byte {}", at));
  }

 private:
  bool Fail(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }
  bool AtTop() { return depth_ > 0 || Fail("not a JSON object"); }

  bool Enter(bool array) {
    if (depth_ == 0 && array) return Fail("not a JSON object");
    if (++depth_ > kMaxDepth) return Fail("nested too deeply");
    if (array || arrays_ > 0) {
      if (arrays_++ == 0) array_begin_ = arena_.size();
    } else {
      if (depth_ > 1) path_ += '.';
      path_begins_.push_back(path_.size());
    }
    return true;
  }
  bool Leave() {
    --depth_;
    if (arrays_ > 0) {
      if (--arrays_ == 0 && arena_.size() > array_begin_) {
        values_.push_back({path_, array_begin_, arena_.size(), false});
      }
    } else {
      path_begins_.pop_back();
    }
    return true;
  }

  bool Add(std::string_view value, bool is_number = false) {
    if (!AtTop()) return false;
    if (arrays_ > 0) {
      if (arena_.size() > array_begin_) arena_ += kBetweenValues;
      arena_ += value;
      return true;
    }
    const std::size_t begin = arena_.size();
    arena_ += value;
    values_.push_back({path_, begin, arena_.size(), is_number});
    return true;
  }

  std::string& arena_;
  std::vector<Value> values_;
  std::string problem_;
  std::string path_;
  std::vector<std::size_t> path_begins_;  // where the keys of each open object begin in path_
  std::size_t depth_ = 0;
  std::size_t arrays_ = 0;       // open arrays, and objects within them
  std::size_t array_begin_ = 0;  // where the values of the open array begin in the arena
};

}  // namespace

JsonTable::JsonTable(std::string head, BlockSource source, std::size_t max_record_bytes)
    : source_(std::move(source)), max_record_bytes_(max_record_bytes), buffer_(std::move(head)) {
  std::size_t first = 0;
  while (first < max_record_bytes_ && IsBlank(Peek(first))) ++first;
  is_array_ = Peek(first) == '[';
  if (is_array_) {
    line_ += static_cast<std::uint64_t>(
        std::count(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(first), '\n'));
    at_ = first + 1;
  }
}

int JsonTable::Peek(std::size_t at) {
  while (at >= buffer_.size()) {
    if (source_ended_) return kEnd;
    source_ended_ = !source_(buffer_);
  }
  return static_cast<unsigned char>(buffer_[at]);
}

core::Expected<bool> JsonTable::Next(Record& record) {
  record.cells.clear();
  record.problem.clear();
  record.column.clear();
  const auto found = FindObject();
  if (!found || !*found) return found;
  record.line = line_;
  if (const auto object = is_array_ ? TakeObject(record) : TakeLine(record)) Parse(*object, record);
  if (!damage_.empty()) return core::Error{damage_};
  return true;
}

// Moves to the first byte of the next object or line that is not blank; false at the end.
core::Expected<bool> JsonTable::FindObject() {
  bool behind_array = false;
  for (;;) {
    if (at_ >= kDropAt) buffer_.erase(0, std::exchange(at_, 0));
    const int c = Peek(at_);
    if (c == kEnd && is_array_ && !behind_array) {
      return core::Error{
          fmt::format("line {}: the file ends within the array: it is cut short", line_)};
    }
    if (c == kEnd) return false;
    if (!IsBlank(c) && behind_array) {
      return core::Error{fmt::format("line {}: text behind the end of the array", line_)};
    }
    if (is_array_ && c == ']') {
      behind_array = true;
    } else if (!IsBlank(c) && !(is_array_ && c == ',')) {
      return true;
    }
    line_ += c == '\n';
    ++at_;
  }
}

std::optional<std::string_view> JsonTable::TakeLine(Record& record) {
  std::size_t searched = at_;
  for (;;) {
    const std::size_t end = std::min(buffer_.find('\n', searched), buffer_.size());
    const bool too_long = end - at_ > max_record_bytes_;
    if (too_long) record.problem = fmt::format("longer than {} bytes", max_record_bytes_);
    if (Peek(end) == '\n' || Peek(end) == kEnd) {
      const std::size_t begin = std::exchange(at_, end);
      if (!record.problem.empty()) return std::nullopt;
      return std::string_view(buffer_).substr(begin, end - begin);
    }
    searched = end;
    if (too_long) {  // the bytes seen are given up, so that memory stays bounded
      buffer_.erase(0, end);
      at_ = searched = 0;
    }
  }
}

std::optional<std::string_view> JsonTable::TakeObject(Record& record) {
  const std::size_t begin = at_;
  std::size_t depth = 0;
  bool in_string = false;
  for (;; ++at_) {
    const int c = Peek(at_);
    if (c == kEnd || at_ - begin > max_record_bytes_) {
      damage_ = fmt::format("line {}: ", record.line);
      damage_ += c == kEnd ? "the file ends within an object: it is cut short"
                           : fmt::format("an object is longer than {} bytes", max_record_bytes_);
      return std::nullopt;
    }
    line_ += c == '\n';
    if (in_string) {
      if (c == '\\') ++at_;
      if (c == '"' || c == '\n') in_string = false;  // a raw line break cannot be within a string
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
    if (depth == 0 && !in_string && (c == '}' || c == ']')) {
      ++at_;
      return std::string_view(buffer_).substr(begin, at_ - begin);
    }
    // Something else than an object or array stands between the commas.
    if (depth == 0 && !in_string && c == ',') {
      record.problem = "not a JSON object";
      return std::nullopt;
    }
  }
}

void JsonTable::Parse(std::string_view object, Record& record) {
  if (!IsCleanUtf8(object)) {
    record.problem = "invalid encoding";
    return;
  }
  arena_.clear();
  Flattener flattener(arena_);
  if (!nlohmann::json::sax_parse(object.begin(), object.end(), &flattener)) {
    record.problem = flattener.problem();
    return;
  }
  for (const Flattener::Value& value : flattener.values()) {
    const auto column = ColumnOf(value.key);
    if (!column) {
      record.problem = fmt::format("more than {} different keys in the file", kMaxColumns);
      return;
    }
    record.cells.push_back({*column,
                            std::string_view(arena_).substr(value.begin, value.end - value.begin),
                            {},
                            {},
                            value.is_number});
  }
}

std::optional<std::size_t> JsonTable::ColumnOf(std::string_view key) {
  const auto found = column_of_.find(key);
  if (found != column_of_.end()) return found->second;
  if (columns_.size() == kMaxColumns) return std::nullopt;
  columns_.push_back(core::Printable(key));
  return column_of_.emplace(key, columns_.size() - 1).first->second;
}

}  // namespace crawler
