#include "crawler/text_file.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <utility>
#include <vector>

#include "core/kz1048.h"
#include "core/utf8.h"

namespace crawler {
namespace {

constexpr std::size_t kBlock = 256u << 10;
constexpr std::size_t kSample = 256u << 10;
constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";

bool IsAscii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

// Bytes of the well-formed sequence at `at` (Unicode 15, table 3-7), 0 if there is none.
std::size_t SequenceAt(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const auto trails = [&](std::size_t from, std::size_t count) {
    for (std::size_t i = from; i < from + count; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return false;
    }
    return true;
  };
  const int lead = byte(at), second = byte(at + 1);
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return trails(at + 1, 1) ? 2 : 0;
  if (lead < 0xF0) {
    const bool overlong = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    return trails(at + 1, 2) && !overlong && !surrogate ? 3 : 0;
  }
  const bool outside = lead > 0xF4 || (lead == 0xF4 && second > 0x8F);
  const bool overlong = lead == 0xF0 && second < 0x90;
  return trails(at + 1, 3) && !outside && !overlong ? 4 : 0;
}

// Perhaps the beginning of a sequence that goes on behind the end of the sample.
bool IsCut(std::string_view tail) {
  return tail.size() < 4 && static_cast<unsigned char>(tail[0]) >= 0xC2 &&
         std::all_of(tail.begin() + 1, tail.end(), core::IsTrailByte);
}

struct Utf8Count {
  std::size_t valid = 0;    // sequences of two bytes and more
  std::size_t invalid = 0;  // bytes outside of sequences, but for one that the sample's end cuts
};

Utf8Count CountUtf8(std::string_view sample) {
  Utf8Count count;
  for (std::size_t i = 0; i < sample.size();) {
    const std::size_t size = SequenceAt(sample, i);
    if (size > 1) ++count.valid;
    if (size == 0 && !IsCut(sample.substr(i))) ++count.invalid;
    i += std::max<std::size_t>(size, 1);
  }
  return count;
}

// UTF-16 shows as zero bytes on one side only: the digits, separators and line ends of the table.
std::optional<TextEncoding> DetectUtf16(std::string_view head) {
  if (head.substr(0, 2) == "\xFF\xFE") return TextEncoding::kUtf16Le;
  if (head.substr(0, 2) == "\xFE\xFF") return TextEncoding::kUtf16Be;
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0';
  const std::size_t enough = 2 + head.size() / 20;
  if (zeros[0] == 0 && zeros[1] > enough) return TextEncoding::kUtf16Le;
  if (zeros[1] == 0 && zeros[0] > enough) return TextEncoding::kUtf16Be;
  return std::nullopt;
}

bool HasKazakhByte(std::string_view sample) {
  return std::any_of(sample.begin(), sample.end(), [](char c) {
    return std::any_of(
        core::kKz1048Letters.begin(), core::kKz1048Letters.end(),
        [c](const core::Kz1048Letter& k) { return k.byte == static_cast<unsigned char>(c); });
  });
}

// ICU's detector knows both, but not KZ-1048.
bool LooksLikeKoi8(std::string_view sample) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            &ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  std::int32_t found = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &found, &status);
  if (U_FAILURE(status)) return false;
  for (std::int32_t i = 0; i < found; ++i) {  // best first
    const char* name = ucsdet_getName(matches[i], &status);
    if (U_FAILURE(status)) return false;
    if (std::string_view(name) == "KOI8-R") return true;
    if (std::string_view(name) == "windows-1251") return false;
  }
  return false;
}

const char* ConverterName(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf16Le:
      return "UTF-16LE";
    case TextEncoding::kUtf16Be:
      return "UTF-16BE";
    case TextEncoding::kKoi8R:
      return "KOI8-R";
    default:
      return "windows-1251";
  }
}

}  // namespace

std::string_view Name(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf8:
      return "UTF-8";
    case TextEncoding::kUtf16Le:
    case TextEncoding::kUtf16Be:
      return "UTF-16";
    case TextEncoding::kWindows1251:
      return "windows-1251";
    case TextEncoding::kKz1048:
      return "KZ-1048";
    case TextEncoding::kKoi8R:
      return "KOI8-R";
  }
  return "";
}

TextEncoding DetectEncoding(std::string_view head, std::string_view sample) {
  if (head.substr(0, 3) == kUtf8Bom) return TextEncoding::kUtf8;
  if (const auto utf16 = DetectUtf16(head)) return *utf16;
  const Utf8Count utf8 = CountUtf8(sample);
  if (utf8.invalid == 0 || utf8.valid > utf8.invalid) return TextEncoding::kUtf8;
  if (LooksLikeKoi8(sample)) return TextEncoding::kKoi8R;
  return HasKazakhByte(sample) ? TextEncoding::kKz1048 : TextEncoding::kWindows1251;
}

bool IsCleanUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = text[i] == '\0' ? 0 : SequenceAt(text, i);
    if (size == 0) return false;
    i += size;
  }
  return true;
}

struct TextFile::Impl {
  std::ifstream stream;
  TextEncoding encoding = TextEncoding::kUtf8;
  std::uint64_t bytes_read = 0;
  bool at_start = true;
  std::string block;
  std::vector<UChar> units;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter{nullptr, &ucnv_close};

  bool ReadBlock(std::size_t bytes) {
    block.resize(bytes);
    stream.read(block.data(), static_cast<std::streamsize>(bytes));
    block.resize(static_cast<std::size_t>(stream.gcount()));
    return !block.empty();
  }

  // The bytes from the first one beyond ASCII on; an ASCII file is read to its end.
  std::string Sample() {
    while (ReadBlock(kBlock)) {
      const auto first = std::find_if_not(block.begin(), block.end(), IsAscii);
      if (first == block.end()) continue;
      std::string sample(first, block.end());
      while (sample.size() < kSample && ReadBlock(kSample - sample.size())) sample += block;
      return sample;
    }
    return {};
  }

  void Rewind() {
    stream.clear();
    stream.seekg(0);
  }

  // Decodes `block` and appends it to `buffer`.
  void Decode(std::string& buffer) {
    units.resize(block.size() + 16);
    const char* source = block.data();
    const char* const source_end = source + block.size();
    UChar* target = units.data();
    UErrorCode status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, source_end,
                   nullptr, stream.eof(), &status);
    const auto count = static_cast<std::size_t>(target - units.data());
    if (encoding == TextEncoding::kKz1048) {
      for (std::size_t i = 0; i < count; ++i) units[i] = ToKz1048(units[i]);
    }
    const std::size_t before = buffer.size();
    buffer.resize(before + count * 3);
    std::int32_t written = 0;
    status = U_ZERO_ERROR;
    u_strToUTF8WithSub(buffer.data() + before, static_cast<std::int32_t>(count * 3), &written,
                       units.data(), static_cast<std::int32_t>(count), 0xFFFD, nullptr, &status);
    buffer.resize(before + static_cast<std::size_t>(written));
  }

  static UChar ToKz1048(UChar unit) {
    if (unit < 0x400) return unit;
    for (const core::Kz1048Letter& letter : core::kKz1048Letters) {
      if (letter.windows1251 == unit) return letter.kz1048;
    }
    return unit;
  }
};

TextFile::TextFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TextFile::TextFile(TextFile&&) noexcept = default;
TextFile& TextFile::operator=(TextFile&&) noexcept = default;
TextFile::~TextFile() = default;

core::Expected<TextFile> TextFile::Open(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    return core::Error{fmt::format("{}: no such file", path.string())};
  }
  auto impl = std::make_unique<Impl>();
  impl->stream.open(path, std::ios::binary);
  if (!impl->stream) {
    return core::Error{fmt::format("{}: cannot be opened: check its permissions", path.string())};
  }
  impl->ReadBlock(4096);
  const std::string head = impl->block;
  impl->Rewind();
  const std::string sample = impl->Sample();
  if (impl->stream.bad()) return core::Error{fmt::format("{}: cannot be read", path.string())};
  impl->Rewind();

  impl->encoding = DetectEncoding(head, sample);
  if (impl->encoding != TextEncoding::kUtf16Le && impl->encoding != TextEncoding::kUtf16Be &&
      head.find('\0') != std::string::npos) {
    return core::Error{fmt::format("{}: this is a binary file, no text", path.string())};
  }
  if (impl->encoding != TextEncoding::kUtf8) {
    UErrorCode status = U_ZERO_ERROR;
    impl->converter.reset(ucnv_open(ConverterName(impl->encoding), &status));
    if (U_FAILURE(status)) {
      return core::Error{fmt::format("{}: ICU has no converter {}: install its data package",
                                     path.string(), ConverterName(impl->encoding))};
    }
  }
  return TextFile(std::move(impl));
}

bool TextFile::Read(std::string& buffer) {
  if (!impl_->ReadBlock(kBlock)) return false;
  impl_->bytes_read += impl_->block.size();
  const std::size_t before = buffer.size();
  if (impl_->converter) {
    impl_->Decode(buffer);
  } else {
    buffer += impl_->block;
  }
  if (std::exchange(impl_->at_start, false) && buffer.compare(before, 3, kUtf8Bom) == 0) {
    buffer.erase(before, kUtf8Bom.size());
  }
  return true;
}

TextEncoding TextFile::encoding() const {
  return impl_->encoding;
}
std::uint64_t TextFile::bytes_read() const {
  return impl_->bytes_read;
}
bool TextFile::failed() const {
  return impl_->stream.bad();
}

}  // namespace crawler
