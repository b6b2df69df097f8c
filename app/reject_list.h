// The list of what an import did not take: one line per row or cell, with its place and the reason.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

#include "crawler/table.h"

namespace app {

// A CSV file as monitor::TableFile writes it, with the columns file, row, number, column, cell,
// reason; never with words of a row. It is made with the first entry; a list of an earlier import
// is removed.
class RejectList {
 public:
  // Throws std::runtime_error if there is anything else than such a list under that name.
  explicit RejectList(std::filesystem::path path);

  // `file`: the one that was read. Throws std::runtime_error if the list cannot be written.
  void Add(std::string_view file, const crawler::RowError& error);

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, std::fclose};
};

// "row 17, column "Дата" (C17): unreadable date"
std::string Describe(const crawler::RowError& error);

}  // namespace app
