// JSON Lines as a table: an object per line, or an array of objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/record_reader.h"

namespace crawler {

// Keys are columns; those of an object within the object are joined by '.' ("appeal.text"). Numbers
// and booleans are read as written, the values of an array within an object as one text, separated
// by ", "; null is left out.
class JsonTable : public RecordReader {
 public:
  // `head`: the beginning of the text; the rest comes from `source`. An array if it begins with
  // '[', else lines. After a broken object reading goes on with the next one; an array that does
  // not end, or is not the end, is an error.
  JsonTable(std::string head, BlockSource source, std::size_t max_record_bytes);

  core::Expected<bool> Next(Record& record) override;
  const std::vector<std::string>& columns() const override { return columns_; }

 private:
  int Peek(std::size_t at);
  core::Expected<bool> FindObject();
  // Both move behind what they give. nullopt: the record has a problem, or damage_ is told.
  std::optional<std::string_view> TakeLine(Record& record);
  std::optional<std::string_view> TakeObject(Record& record);
  void Parse(std::string_view object, Record& record);
  std::optional<std::size_t> ColumnOf(std::string_view key);

  BlockSource source_;
  std::size_t max_record_bytes_;
  std::string buffer_;
  bool source_ended_ = false;
  std::size_t at_ = 0;  // in buffer_
  std::uint64_t line_ = 1;
  bool is_array_ = false;
  std::string damage_;  // why an array cannot be read further
  std::vector<std::string> columns_;
  std::map<std::string, std::size_t, std::less<>> column_of_;
  std::string arena_;
};

}  // namespace crawler
