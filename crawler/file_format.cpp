#include "crawler/file_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "crawler/ascii.h"
#include "crawler/office_package.h"

namespace crawler {
namespace {

constexpr std::size_t kHeadBytes = 4096;

struct Magic {
  std::string_view bytes;
  FileFormat format;
};
constexpr Magic kMagics[] = {
    {"PK\x03\x04", FileFormat::kZip},
    {"PK\x05\x06", FileFormat::kZip},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileFormat::kOldOffice},
    {"%PDF-", FileFormat::kPdf},
    {"{\\rtf", FileFormat::kRtf},
    {"\x1F\x8B", FileFormat::kCompressed},
    {"7z\xBC\xAF\x27\x1C", FileFormat::kCompressed},
    {"Rar!\x1A\x07", FileFormat::kCompressed},
    {"\xFD\x37zXZ", FileFormat::kCompressed},
    {"\x28\xB5\x2F\xFD", FileFormat::kCompressed},
    {"\x89PNG", FileFormat::kPicture},
    {"\xFF\xD8\xFF", FileFormat::kPicture},
    {"GIF87a", FileFormat::kPicture},
    {"GIF89a", FileFormat::kPicture},
};

// The first tag of web pages, and of tables that programs save as web pages.
constexpr std::string_view kHtmlTags[] = {"!doctype html", "html", "head",  "meta", "body",
                                          "table",         "div",  "style", "title"};

bool BeginsWithTag(std::string_view text, std::string_view tag) {
  if (text.substr(0, 1) != "<" || !StartsWithIgnoreCase(text.substr(1), tag)) return false;
  return text.size() > tag.size() + 1 && !IsAlnum(text[tag.size() + 1]);
}

FileFormat FormatOfMarkup(std::string_view text) {
  if (text.substr(0, 1) != "<") return FileFormat::kText;
  const bool html = std::any_of(std::begin(kHtmlTags), std::end(kHtmlTags),
                                [&](std::string_view tag) { return BeginsWithTag(text, tag); });
  if (html) return FileFormat::kHtml;
  if (text.substr(0, 5) != "<?xml" && text.substr(0, 4) != "<!--") return FileFormat::kText;
  // XHTML, or a page that begins with a comment.
  const std::string lower = Lower(text);
  const bool page =
      lower.find("<html") != std::string::npos || lower.find("<!doctype html") != std::string::npos;
  if (page) return FileFormat::kHtml;
  return text.substr(0, 5) == "<?xml" ? FileFormat::kXml : FileFormat::kText;
}

// Which of the compound files (MS-CFB) it is, by the names of its streams, which are UTF-16.
FileFormat FormatOfCompound(const std::filesystem::path& path) {
  struct Stream {
    std::u16string_view name;
    FileFormat format;
  };
  constexpr Stream kStreams[] = {{u"EncryptedPackage", FileFormat::kProtected},
                                 {u"Workbook", FileFormat::kOldExcel},
                                 {u"Book", FileFormat::kOldExcel}};
  constexpr std::size_t kEntryBytes = 128;  // of the directory; a name begins each
  constexpr std::size_t kMaxBytes = 256u << 20;
  const auto names = [](std::string_view entry, std::u16string_view name) {
    for (std::size_t i = 0; i <= name.size(); ++i) {  // with the zero at its end
      const char16_t unit = i < name.size() ? name[i] : u'\0';
      if (static_cast<unsigned char>(entry[2 * i]) != (unit & 0xFF) || entry[2 * i + 1] != 0) {
        return false;
      }
    }
    return true;
  };
  std::ifstream file(path, std::ios::binary);
  std::string block(1u << 20, '\0');
  FileFormat found = FileFormat::kOldOffice;
  for (std::size_t read = 0; read < kMaxBytes; read += block.size()) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    const std::string_view bytes(block.data(), static_cast<std::size_t>(file.gcount()));
    if (bytes.empty()) break;
    for (std::size_t at = 0; at + kEntryBytes <= bytes.size(); at += kEntryBytes) {
      for (const auto& [name, format] : kStreams) {
        if (!names(bytes.substr(at, kEntryBytes), name)) continue;
        if (format == FileFormat::kProtected) return format;
        found = format;
      }
    }
  }
  return found;
}

class ContentTypes : public XmlHandler {
 public:
  explicit ContentTypes(std::string_view part) : part_(part) {}

  void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) override {
    if (LocalName(name) != "Override") return;
    std::string_view part = AttributeOf(attributes, "PartName");
    while (part.substr(0, 1) == "/") part.remove_prefix(1);
    if (EqualsIgnoreCase(part, part_)) type = Lower(AttributeOf(attributes, "ContentType"));
  }
  void OnEnd(std::string_view) override {}
  void OnText(std::string_view) override {}

  std::string type;

 private:
  std::string_view part_;
};

core::Expected<FileFormat> FormatOfZip(const std::filesystem::path& path) {
  const auto package = OfficePackage::Open(path);
  if (!package) return package.error();
  if (package->zip().Has("META-INF/manifest.xml") && package->zip().Has("mimetype")) {
    return FileFormat::kOpenDocument;
  }
  const std::string& part = package->main_part();
  if (part.empty()) return FileFormat::kZip;
  ContentTypes types(part);
  if (package->zip().Has("[Content_Types].xml")) {
    const auto read = package->ReadXml("[Content_Types].xml", 16u << 20, types);
    if (!read) return read.error();
  }
  const std::string kind = types.type.empty() ? part : types.type;
  struct Mark {
    std::string_view text;
    FileFormat format;
  };
  constexpr Mark kMarks[] = {{"sheet.binary", FileFormat::kXlsb},
                             {".bin", FileFormat::kXlsb},
                             {"spreadsheetml", FileFormat::kXlsx},
                             {"ms-excel", FileFormat::kXlsx},
                             {"wordprocessingml", FileFormat::kDocx},
                             {"ms-word", FileFormat::kDocx},
                             {"presentationml", FileFormat::kPptx},
                             {"ms-powerpoint", FileFormat::kPptx},
                             {"xl/", FileFormat::kXlsx},
                             {"word/", FileFormat::kDocx},
                             {"ppt/", FileFormat::kPptx}};
  for (const auto& [text, format] : kMarks) {
    if (kind.find(text) != std::string::npos) return format;
  }
  return FileFormat::kZip;
}

std::string_view Describe(FileFormat format) {
  switch (format) {
    case FileFormat::kText:
      return "a plain text";
    case FileFormat::kHtml:
      return "a web page (HTML)";
    case FileFormat::kXlsx:
      return "an Excel workbook";
    case FileFormat::kDocx:
      return "a Word document";
    case FileFormat::kPdf:
      return "a PDF";
    case FileFormat::kXml:
      return "an XML file";
    case FileFormat::kXlsb:
      return "a binary Excel workbook (XLSB)";
    case FileFormat::kPptx:
      return "a presentation";
    case FileFormat::kOpenDocument:
      return "an OpenDocument file (ODS, ODT)";
    case FileFormat::kProtected:
      return "protected by a password";
    case FileFormat::kOldExcel:
      return "an old Excel workbook (XLS)";
    case FileFormat::kOldOffice:
      return "an old office document (DOC, PPT)";
    case FileFormat::kRtf:
      return "a Rich Text file (RTF)";
    case FileFormat::kZip:
      return "a zip archive";
    case FileFormat::kCompressed:
      return "a compressed file";
    case FileFormat::kPicture:
      return "a picture";
  }
  return "unknown";
}

}  // namespace

FileFormat FormatOf(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.substr(0, magic.bytes.size()) == magic.bytes) return magic.format;
  }
  // PDF may have bytes before its mark (ISO 32000-1, annex H.3.4.1).
  if (head.substr(0, 1024).find("%PDF-") != std::string_view::npos &&
      head.find('\0') != std::string_view::npos) {
    return FileFormat::kPdf;
  }
  std::string text;  // of ASCII in UTF-16 and UTF-8, without a BOM
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte != 0 && !(text.empty() && (byte >= 0xEF || byte == 0xBB || byte == 0xBF))) text += c;
  }
  return FormatOfMarkup(Trim(text));
}

core::Expected<FileFormat> IdentifyFile(const std::filesystem::path& path) {
  const auto fail = [&](std::string_view why) {
    return core::Error{fmt::format("{}: {}", path.string(), why)};
  };
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(path, ignored);
  if (std::filesystem::is_directory(status)) return fail("this is a folder: name a file in it");
  if (!std::filesystem::is_regular_file(status)) return fail("no such file");
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail("cannot be opened: check its permissions");
  std::string head(kHeadBytes, '\0');
  file.read(head.data(), kHeadBytes);
  if (file.bad()) return fail("cannot be read");
  head.resize(static_cast<std::size_t>(file.gcount()));
  if (head.empty()) return fail("the file is empty");
  const FileFormat format = FormatOf(head);
  if (format == FileFormat::kZip) return FormatOfZip(path);
  if (format == FileFormat::kOldOffice) return FormatOfCompound(path);
  return format;
}

std::string Refusal(FileFormat format, std::string_view wanted, std::string_view formats) {
  switch (format) {
    case FileFormat::kProtected:
      return "protected by a password: open it, remove the password and save it again";
    case FileFormat::kZip:
    case FileFormat::kCompressed:
      return fmt::format("this is {}: unpack it and name the file in it", Describe(format));
    case FileFormat::kHtml:
    case FileFormat::kXml:
      return fmt::format(
          "this is {}, whatever its name: open it in an office program and save the {} as {}",
          Describe(format), wanted, formats);
    default:
      return fmt::format("this is {}: save the {} as {}", Describe(format), wanted, formats);
  }
}

}  // namespace crawler
