// Any bytes as a JSON export: every object is given once, whatever surrounds it.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crawler/json_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t block = 1 + data[0] % 64;
  std::size_t at = 0;
  const crawler::BlockSource source = [&](std::string& buffer) {
    if (at == bytes.size()) return false;
    const std::string_view next = bytes.substr(at, block);
    buffer += next;
    at += next.size();
    return true;
  };
  crawler::JsonTable table("", source, 256);
  crawler::Record record;
  std::uint64_t line = 0;
  for (;;) {
    const auto more = table.Next(record);
    if (!more || !*more) break;
    if (record.line < line) std::abort();
    line = record.line;
    for (const crawler::Record::Cell& cell : record.cells) {
      if (cell.column >= table.columns().size()) std::abort();
    }
  }
  return 0;
}
