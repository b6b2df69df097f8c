// bench_tables write FOLDER [ROWS]: makes the same register of appeals as CSV, as XLSX with the
// texts in its cells, and as XLSX with shared strings. bench_tables read FILE: reads it once as an
// export of appeals and prints what that cost.
#include <sys/resource.h>
#include <xlsxwriter.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>

#include "crawler/export_reader.h"
#include "tests/support/zipf_words.h"

namespace {

constexpr int kColumns = 8;
using Row = std::array<std::string, kColumns>;

const Row kHeader = {"Рег. номер", "Дата",    "Тема",  "Текст обращения",
                     "ФИО",        "Область", "Канал", "Статус"};

Row MakeRow(int number, fixture::ZipfWords& words, std::mt19937& random) {
  static const char* const kRegions[] = {
      "Абай облысы", "Алматы", "Астана", "Жетісу облысы", "Карагандинская область", "Шымкент"};
  static const char* const kChannels[] = {"портал", "почта", "приём"};
  char date[16];
  std::snprintf(date, sizeof date, "2025-%02d-%02d", 1 + number % 12, 1 + number % 28);
  return {"ЖТ-2025-" + std::to_string(1'000'000 + number),
          date,
          words.Text(4),
          words.Text(35),
          words.Text(3),
          kRegions[random() % std::size(kRegions)],
          kChannels[random() % std::size(kChannels)],
          random() % 2 == 0 ? "закрыто" : "в работе"};
}

class Workbook {
 public:
  Workbook(const std::string& path, bool constant_memory) {
    lxw_workbook_options options{};
    options.constant_memory = constant_memory ? LXW_TRUE : LXW_FALSE;
    book_ = workbook_new_opt(path.c_str(), &options);
    sheet_ = workbook_add_worksheet(book_, nullptr);
  }
  void Write(const Row& row) {
    for (lxw_col_t column = 0; column < kColumns; ++column) {
      worksheet_write_string(sheet_, next_, column, row[column].c_str(), nullptr);
    }
    ++next_;
  }
  void Close() { workbook_close(book_); }

 private:
  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  lxw_row_t next_ = 0;
};

void Write(const std::filesystem::path& folder, int rows) {
  std::filesystem::create_directories(folder);
  std::mt19937 random(1);
  fixture::ZipfWords words(random);
  std::ofstream csv(folder / "appeals.csv", std::ios::binary);
  Workbook inline_strings(folder / "appeals_inline.xlsx", true);
  Workbook shared_strings(folder / "appeals_shared.xlsx", false);
  for (int number = -1; number < rows; ++number) {
    const Row row = number < 0 ? kHeader : MakeRow(number, words, random);
    for (int column = 0; column < kColumns; ++column) {
      csv << (column == 0 ? "" : ";") << row[static_cast<std::size_t>(column)];
    }
    csv << "\r\n";
    inline_strings.Write(row);
    shared_strings.Write(row);
  }
  inline_strings.Close();
  shared_strings.Close();
}

int Read(const std::filesystem::path& file) {
  std::uint64_t bytes = 0;
  const auto totals = crawler::ReadExport(
      file, {},
      [&](const crawler::ExportRow& row) {
        bytes += row.number.size() + row.title.size() + row.text.size() + row.region.size();
        for (const auto& [column, value] : row.other) bytes += value.size();
        return true;
      },
      [](const crawler::RowError& error) {
        std::printf("row %llu: %s\n", static_cast<unsigned long long>(error.row),
                    error.reason.c_str());
      },
      {});
  if (!totals) {
    std::fprintf(stderr, "%s\n", totals.error().message.c_str());
    return 1;
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  // What this process has computed: others do not count.
  const double seconds = of(usage.ru_utime) + of(usage.ru_stime);
  const auto mb = [](std::uint64_t size) { return static_cast<double>(size) / 1e6; };
  std::printf(
      "%s: %llu rows in %.2f s of the processor, %.0f MB of values at %.0f MB/s, file %.0f MB, "
      "peak "
      "memory %ld MB\n",
      totals->table.format.c_str(), static_cast<unsigned long long>(totals->rows), seconds,
      mb(bytes), mb(bytes) / seconds, mb(std::filesystem::file_size(file)), usage.ru_maxrss / 1024);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view verb = argc > 2 ? argv[1] : "";
  if (verb == "read") return Read(argv[2]);
  if (verb == "write") {
    Write(argv[2], argc > 3 ? std::atoi(argv[3]) : 200'000);
    return 0;
  }
  std::fprintf(stderr, "usage: bench_tables write FOLDER [ROWS] | read FILE\n");
  return 2;
}
