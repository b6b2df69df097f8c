// Where an export goes: a file that takes its name when it is whole, or standard output.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/expected.h"

namespace app {

// Not thread-safe.
class OutputFile {
 public:
  // Begins a temporary file beside `path`; empty: standard output. An error if it cannot be made.
  static core::Expected<std::unique_ptr<OutputFile>> Create(std::filesystem::path path);
  // Without Finish no file is left behind, and what standard output did not get yet stays unsaid.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Keeps or writes `bytes`, which on a terminal are made harmless line by line
  // (core/printable.h). The error names the file.
  core::Expected<bool> Write(std::string_view bytes);
  // Writes the rest, forces it to the disk and gives the file its name.
  core::Expected<bool> Finish();

 private:
  OutputFile(int file, std::filesystem::path path, std::filesystem::path temporary);
  core::Error Fail() const;
  bool Flush();
  void AddLinesMadeHarmless(std::string_view bytes);

  int file_;
  std::filesystem::path path_, temporary_;  // empty: standard output
  bool terminal_;
  std::string kept_;
};

}  // namespace app
