#include "crawler/pdf_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "crawler/ascii.h"
#include "crawler/charset.h"
#include "crawler/child_process.h"
#include "crawler/reflow.h"
#include "crawler/text_file.h"

namespace crawler {
namespace {

constexpr int kNotPermitted = 3;  // exit status of pdftotext: the PDF forbids to copy its text
constexpr std::size_t kLettersPerPage = 5;  // fewer are a number on a scanned page

ProcessLimits LimitsOf(const PdfOptions& options, std::size_t output_bytes) {
  ProcessLimits limits;
  limits.time = options.time_limit;
  limits.output_bytes = output_bytes;
  return limits;
}

std::string FailureOf(const std::string& program, const ProcessResult& result,
                      const PdfOptions& options) {
  switch (result.end) {
    case ProcessEnd::kNotFound:
      return fmt::format("{} is needed to read PDF: install poppler-utils", program);
    case ProcessEnd::kTimedOut:
      return fmt::format("{} took longer than {} s: save the report anew, or as DOCX", program,
                         options.time_limit.count() / 1000);
    case ProcessEnd::kOutputTooLarge:
      return fmt::format("more than {} MB of text", options.max_text_bytes >> 20);
    case ProcessEnd::kSignalled:
      return fmt::format("{} was ended by signal {}: save the report anew, or as DOCX", program,
                         result.status);
    case ProcessEnd::kExited:
      break;
  }
  if (result.first_error.find("Incorrect password") != std::string::npos ||
      result.status == kNotPermitted) {
    return "protected by a password: open it, remove the protection and save it again";
  }
  return fmt::format("{} cannot read it: {}", program,
                     result.first_error.empty() ? fmt::format("exit status {}", result.status)
                                                : result.first_error);
}

// Letters and digits of any alphabet, about: a character beyond ASCII counts as one.
std::size_t CountLetters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return IsAlnum(c) || (static_cast<unsigned char>(c) >= 0xC2);
  }));
}

// Valid UTF-8 without control characters but line ends and page ends.
std::string Readable(std::string_view output) {
  std::string text = ToUtf8(output, "text/plain; charset=utf-8");
  std::erase_if(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\f' && c != '\t';
  });
  // Bullets of the font Symbol, which have no other code.
  constexpr std::string_view kSymbolBullet = "\xEF\x82\xB7", kBullet = "\xE2\x80\xA2";
  for (std::size_t at = 0; (at = text.find(kSymbolBullet, at)) != std::string::npos;) {
    text.replace(at, kSymbolBullet.size(), kBullet);
  }
  return text;
}

// The value of "Title:          ..." in the output of pdfinfo; empty if there is none.
std::string Property(std::string_view info, std::string_view name) {
  while (!info.empty()) {
    const std::size_t end = std::min(info.find('\n'), info.size());
    const std::string_view line = info.substr(0, end);
    info.remove_prefix(std::min(end + 1, info.size()));
    if (line.starts_with(name) && line.substr(name.size(), 1) == ":") {
      const std::string value = Squeezed(line.substr(name.size() + 1));
      return IsCleanUtf8(value) ? value : std::string();
    }
  }
  return {};
}

// Programs that make PDF write the name of the file, or their own, as its title.
bool IsTitle(std::string_view title) {
  const std::string lower = Lower(title);
  for (const std::string_view extension : {".doc", ".docx", ".rtf", ".odt", ".pdf", ".indd", ".xls",
                                           ".xlsx", ".ppt", ".pptx", ".tmp", ".txt"}) {
    if (lower.ends_with(extension)) return false;
  }
  return CountLetters(title) > 3 && !lower.starts_with("microsoft word") &&
         !lower.starts_with("untitled") && !lower.starts_with("powerpoint");
}

}  // namespace

core::Expected<PdfText> ReadPdf(const std::filesystem::path& path, const PdfOptions& options) {
  const auto fail = [&](std::string_view why) {
    return core::Error{fmt::format("{}: {}", path.string(), why)};
  };
  const std::string file = std::filesystem::absolute(path).string();  // never taken for an option
  const auto text = RunProcess(options.pdftotext, {"-enc", "UTF-8", "-eol", "unix", file, "-"},
                               LimitsOf(options, options.max_text_bytes));
  if (!text) return fail(text.error().message);
  if (text->end != ProcessEnd::kExited || text->status != 0) {
    return fail(FailureOf(options.pdftotext, *text, options));
  }
  const auto pages =
      static_cast<std::size_t>(std::count(text->output.begin(), text->output.end(), '\f'));
  if (CountLetters(text->output) < kLettersPerPage * std::max<std::size_t>(pages, 1)) {
    return fail(
        "it holds no text, only pictures of pages: recognise the text (OCR) and save it "
        "again");
  }
  PdfText pdf;
  pdf.text = Reflow(Readable(text->output));
  const auto info = RunProcess(options.pdfinfo, {"-enc", "UTF-8", "-isodates", file},
                               LimitsOf(options, 1u << 20));
  if (info && info->end == ProcessEnd::kExited && info->status == 0) {
    pdf.title = Property(info->output, "Title");
    if (!IsTitle(pdf.title)) pdf.title.clear();
    pdf.author = Property(info->output, "Author");
    pdf.created = core::ParseIso(Property(info->output, "CreationDate"), options.zone);
  }
  return pdf;
}

}  // namespace crawler
