// A text file in an unknown encoding, read as UTF-8 in blocks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/expected.h"

namespace crawler {

enum class TextEncoding : std::uint8_t {
  kUtf8,
  kUtf16Le,
  kUtf16Be,
  kWindows1251,
  kKz1048,  // STRK 1048-2002: windows-1251 with the Kazakh letters
  kKoi8R,
};

// "UTF-8", "UTF-16", "windows-1251", "KZ-1048", "KOI8-R".
std::string_view Name(TextEncoding encoding);

// The encoding of a text that begins with `head` and whose first bytes beyond ASCII are at the
// beginning of `sample`. Valid UTF-8 with a damaged place here and there is still UTF-8.
TextEncoding DetectEncoding(std::string_view head, std::string_view sample);

// Valid UTF-8 without NUL. Linear time.
bool IsCleanUtf8(std::string_view text);

// One pass over one file in bounded memory. Not thread-safe.
class TextFile {
 public:
  // An error if `path` is no regular file, cannot be read, or holds no text.
  static core::Expected<TextFile> Open(const std::filesystem::path& path);
  TextFile(TextFile&&) noexcept;
  TextFile& operator=(TextFile&&) noexcept;
  ~TextFile();

  // Appends the next block to `buffer`: valid UTF-8, if `encoding` is not kUtf8, with U+FFFD for
  // what cannot be decoded; else the bytes of the file without a BOM. False at the end or at an
  // error of the disk (see failed).
  bool Read(std::string& buffer);

  TextEncoding encoding() const;
  std::uint64_t bytes_read() const;  // of the file
  bool failed() const;

 private:
  struct Impl;
  explicit TextFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace crawler
