// Where what a command makes goes: a file that takes its name when it is whole, or standard output.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "app/descriptor.h"
#include "core/expected.h"

namespace app {

// Whether --output says standard output: "-", or one of its names below /dev and /proc.
bool IsStandardOutput(const std::string& path);

// Not thread-safe.
class OutputFile {
 public:
  // Begins a temporary file beside `path`, or beside what it is a link to. What is there and is no
  // regular file (a pipe, a device) is written into. Empty: standard output. An error if it cannot
  // be made.
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

  // The file as long as it has no name, for a library that writes it by itself instead of Write;
  // empty: there is none.
  const std::filesystem::path& temporary() const { return temporary_; }

 private:
  struct Place {
    int file = -1;
    std::filesystem::path path;               // as it was said; empty: standard output
    std::filesystem::path target, temporary;  // where links lead, and beside it; empty: no file
  };
  explicit OutputFile(Place place);
  core::Error Fail() const;
  bool Flush();
  void AddLinesMadeHarmless(std::string_view bytes);

  const std::filesystem::path path_, target_;
  std::filesystem::path temporary_;
  const Descriptor own_;  // but for standard output
  const int file_;
  const bool terminal_;
  std::string kept_;
};

// All at once, to `path` as OutputFile takes it. Throws Failure.
void WriteWhole(const std::filesystem::path& path, std::string_view content);

// Removes what processes that were killed left of `path`. Nobody may be writing it.
void RemoveUnfinished(const std::filesystem::path& path);

}  // namespace app
