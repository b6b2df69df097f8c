// bench_stages FOLDER [PAGES]: every stage on one thread, and a named peer that does less on the
// same bytes in the same run. FOLDER: what tests/bench/corpus.py writes. PAGES: a folder of other
// web pages (*.html), for instance real ones, instead of those of FOLDER.
#include <csv.h>
#include <curl/curl.h>
#include <expat.h>
#include <gumbo.h>
#include <libstemmer.h>
#include <re2/re2.h>
#include <re2/set.h>
#include <rocksdb/db.h>
#include <sys/resource.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/import_items.h"
#include "classify/classifier.h"
#include "config/lexicon_loader.h"
#include "crawler/charset.h"
#include "crawler/export_reader.h"
#include "crawler/extractor.h"
#include "crawler/feed.h"
#include "crawler/report_reader.h"
#include "crawler/robots.h"
#include "crawler/url.h"
#include "crawler/zip_file.h"
#include "nlp/analyzer.h"
#include "nlp/masker.h"
#include "nlp/normalizer.h"
#include "store/store.h"
#include "tests/bench/cpu_seconds.h"
#include "tests/support/store_fixture.h"

namespace {

using bench::CpuSeconds;

namespace fs = std::filesystem;
using Docs = std::vector<std::string>;
using Work = std::function<void(const std::string& doc)>;

constexpr double kSeconds = 1;  // of CPU time per measurement

struct Rate {
  double docs = 0, megabytes = 0;  // per second
};

// Runs `work` on the documents, again and again.
Rate Measure(const Docs& docs, const Work& work) {
  for (const std::string& doc : docs) work(doc);  // warm
  std::size_t count = 0, bytes = 0;
  const double begin = CpuSeconds();
  double seconds = 0;
  while (seconds < kSeconds) {
    for (const std::string& doc : docs) {
      work(doc);
      bytes += doc.size();
    }
    count += docs.size();
    seconds = CpuSeconds() - begin;
  }
  return {static_cast<double>(count) / seconds, static_cast<double>(bytes) / seconds / 1e6};
}

void Print(const char* stage, const Rate& ours, const char* peer, const Rate& theirs) {
  std::printf("%-10s %10.0f %9.1f   %-52s %10.0f %9.1f %8.2f\n", stage, ours.docs, ours.megabytes,
              peer, theirs.docs, theirs.megabytes, ours.docs / theirs.docs);
  std::fflush(stdout);
}

void Compare(const char* stage, const Docs& docs, const Work& ours, const char* peer,
             const Work& theirs) {
  if (docs.empty()) {
    std::printf("%-10s no input\n", stage);
    return;
  }
  Print(stage, Measure(docs, ours), peer, Measure(docs, theirs));
}

std::string Bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Docs FilesIn(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  Docs docs;
  for (const fs::path& path : paths) docs.push_back(Bytes(path));
  return docs;
}

Docs TextsOf(const fs::path& lines) {
  std::ifstream file(lines);
  Docs texts;
  for (std::string line; std::getline(file, line);) {
    texts.push_back(nlohmann::json::parse(line).at("text"));
  }
  return texts;
}

// Keeps results from being optimised away.
volatile std::size_t kept;

void ParseWithExpat(const std::string& xml) {
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1);
  XML_ParserFree(parser);
}

void Pages(const Docs& raw) {
  Compare(
      "charset", raw, [](const std::string& page) { kept = crawler::ToUtf8(page, "").size(); },
      "ICU: windows-1251 to UTF-16, no detection",
      [](const std::string& page) {
        kept = static_cast<std::size_t>(
            icu::UnicodeString(page.data(), static_cast<std::int32_t>(page.size()), "windows-1251")
                .length());
      });
  Docs pages;
  for (const std::string& page : raw) pages.push_back(crawler::ToUtf8(page, ""));
  crawler::ExtractOptions options;
  options.url = "https://outlet.example/news/1";
  Compare(
      "extract", pages,
      [&](const std::string& page) {
        if (const auto found = crawler::Extract(page, options)) kept = found->text.size();
      },
      "Gumbo: the tree of the raw page, nothing extracted",
      [](const std::string& page) {
        GumboOutput* tree =
            gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
        gumbo_destroy_output(&kGumboDefaultOptions, tree);
      });
  Docs urls;
  options.links = true;
  for (const std::string& page : pages) {
    const auto found = crawler::Extract(page, options);
    if (found) urls.insert(urls.end(), found->links.begin(), found->links.end());
  }
  Compare(
      "url", urls,
      [](const std::string& url) { kept = crawler::Canonicalize(url).has_value() ? 1 : 0; },
      "libcurl: URL parsed (RFC 3986), not made canonical",
      [](const std::string& url) {
        CURLU* parsed = curl_url();
        kept = curl_url_set(parsed, CURLUPART_URL, url.c_str(), 0) == CURLUE_OK;
        curl_url_cleanup(parsed);
      });
}

void Feeds(const Docs& feeds, const Docs& robots) {
  Compare(
      "feed", feeds,
      [](const std::string& feed) {
        kept = crawler::ParseFeed(feed, "https://outlet.example/").entries.size();
      },
      "Expat: well-formedness only", ParseWithExpat);
  Compare(
      "robots", robots,
      [](const std::string& file) {
        kept = crawler::RobotsRules::Parse(file, "sholu").Allows("/a") ? 1 : 0;
      },
      "libc: memchr to the end of every line",
      [](const std::string& file) {
        const char* at = file.data();
        const char* const end = at + file.size();
        std::size_t lines = 0;
        while (at < end) {
          const void* line = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
          if (line == nullptr) break;
          at = static_cast<const char*>(line) + 1;
          ++lines;
        }
        kept = lines;
      });
}

// Words by ICU, stems by Snowball: what most indexers do with a text.
class WordsAndStems {
 public:
  WordsAndStems() {
    UErrorCode status = U_ZERO_ERROR;
    words_.reset(icu::BreakIterator::createWordInstance(icu::Locale("ru"), status));
    stemmer_ = sb_stemmer_new("russian", "UTF_8");
  }
  ~WordsAndStems() { sb_stemmer_delete(stemmer_); }

  void Run(const std::string& text) {
    const auto units = icu::UnicodeString::fromUTF8(text);
    words_->setText(units);
    std::size_t stems = 0;
    std::string word;
    for (std::int32_t begin = words_->first(), end = words_->next();
         end != icu::BreakIterator::DONE; begin = end, end = words_->next()) {
      if (words_->getRuleStatus() == UBRK_WORD_NONE) continue;
      word.clear();
      units.tempSubStringBetween(begin, end).toLower().toUTF8String(word);
      sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(word.data()),
                      static_cast<int>(word.size()));
      stems += static_cast<std::size_t>(sb_stemmer_length(stemmer_));
    }
    kept = stems;
  }

 private:
  std::unique_ptr<icu::BreakIterator> words_;
  sb_stemmer* stemmer_;
};

// The words of the lexicon's patterns, without operators.
std::vector<std::string> LexiconWords(const classify::Lexicon& lexicon) {
  std::vector<std::string> words;
  for (const classify::Rule& rule : lexicon.rules) {
    for (const classify::Pattern& pattern : rule.patterns) {
      std::string word;
      for (const char c : pattern.text + " ") {
        if (static_cast<unsigned char>(c) >= 0x80) {
          word += c;
          continue;
        }
        if (word.size() > 8) words.push_back(word);
        word.clear();
      }
    }
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

void Texts(const Docs& articles, const Docs& appeals) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCCasefoldInstance(status);
  Compare(
      "normalize", articles,
      [](const std::string& text) { kept = nlp::Normalize(text).fold.size(); },
      "ICU: NFKC_Casefold",
      [&](const std::string& text) {
        std::string folded;
        icu::StringByteSink<std::string> sink(&folded);
        UErrorCode failed = U_ZERO_ERROR;
        nfkc->normalizeUTF8(0, text, sink, nullptr, failed);
        kept = folded.size();
      });

  const nlp::Analyzer analyzer;
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText analysis;
  WordsAndStems peer;
  const Work analyze = [&](const std::string& text) {
    analyzer.Analyze(text, core::Language::kUnknown, scratch, analysis);
    kept = analysis.tokens.size();
  };
  Compare("analyze", articles, analyze, "ICU words + Snowball stems",
          [&](const std::string& text) { peer.Run(text); });

  const auto classifier = classify::Classifier::Compile(config::BuiltInLexicon(), analyzer, {});
  classify::Classifier::Scratch tagging(**classifier);
  const core::NormalizedText no_title;
  RE2::Set set(RE2::Options(), RE2::UNANCHORED);
  for (const std::string& word : LexiconWords(config::BuiltInLexicon())) {
    set.Add(RE2::QuoteMeta(word), nullptr);
  }
  set.Compile();
  std::vector<int> matches;
  Compare(
      "tag", articles,
      [&](const std::string& text) {
        analyze(text);
        const classify::Input input{.kind = "article",
                                    .date = std::nullopt,
                                    .title = {},
                                    .text = text,
                                    .title_analysis = no_title,
                                    .text_analysis = analysis};
        kept = (*classifier)->Classify(input, tagging).tags.size();
      },
      "RE2::Set: the words of the lexicon, no analysis",
      [&](const std::string& text) {
        matches.clear();
        set.Match(text, &matches);
        kept = matches.size();
      });

  const RE2 numbers(
      R"(\b\d{12}\b|(\+7|8)[\s(-]*7\d{2}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}|[^\s@]+@[^\s@]+\.[^\s@]+|\bKZ\d{2}[A-Z0-9]{16}\b)");
  Compare(
      "mask", appeals, [](const std::string& text) { kept = nlp::Mask(text).text.size(); },
      "RE2: IIN, telephone, e-mail, IBAN by one expression",
      [&](const std::string& text) {
        std::string copy = text;
        kept = static_cast<std::size_t>(RE2::GlobalReplace(&copy, numbers, "[x]"));
      });
}

Rate PerFile(const fs::path& file, const std::function<std::uint64_t()>& rows) {
  std::uint64_t count = 0, bytes = 0;
  const double begin = CpuSeconds();
  double seconds = 0;
  while (seconds < kSeconds) {
    count += rows();
    bytes += fs::file_size(file);
    seconds = CpuSeconds() - begin;
  }
  return {static_cast<double>(count) / seconds, static_cast<double>(bytes) / seconds / 1e6};
}

std::uint64_t RowsOf(const fs::path& file) {
  const auto read = crawler::ReadExport(
      file, {}, [](const auto&) { return true; }, [](const auto&) {}, {});
  return read ? read->rows : 0;
}

// All of one member of a package, read by Expat.
void ParseMember(const fs::path& file, const char* member) {
  const auto zip = crawler::ZipFile::Open(file);
  const auto part = zip->Member(member);
  std::string block;
  XML_Parser parser = XML_ParserCreate(nullptr);
  for (;;) {
    block.clear();
    const auto more = (*part)->Read(block);
    if (!more || !*more) break;
    XML_Parse(parser, block.data(), static_cast<int>(block.size()), 0);
  }
  XML_ParserFree(parser);
}

void Files(const fs::path& folder) {
  const fs::path csv = folder / "register.csv", xlsx = folder / "register.xlsx";
  Print("csv", PerFile(csv, [&] { return RowsOf(csv); }), "libcsv: cells only", PerFile(csv, [&] {
          csv_parser parser;
          csv_init(&parser, 0);
          csv_set_delim(&parser, ';');
          std::uint64_t rows = 0;
          const std::string bytes = Bytes(csv);
          const auto row = [](int, void* count) { ++*static_cast<std::uint64_t*>(count); };
          csv_parse(
              &parser, bytes.data(), bytes.size(), [](void*, std::size_t, void*) {}, row, &rows);
          csv_fini(&parser, nullptr, row, &rows);
          csv_free(&parser);
          return rows - 1;
        }));
  const std::uint64_t rows = RowsOf(xlsx);
  Print("xlsx", PerFile(xlsx, [&] { return RowsOf(xlsx); }),
        "inflate + Expat: sheet and strings, no cells", PerFile(xlsx, [&] {
          ParseMember(xlsx, "xl/worksheets/sheet1.xml");
          ParseMember(xlsx, "xl/sharedStrings.xml");
          return rows;
        }));
  const fs::path docx = folder / "office" / "report.docx";
  Print("docx", PerFile(docx, [&] { return std::uint64_t{crawler::ReadReport(docx).has_value()}; }),
        "inflate + Expat: word/document.xml, no text", PerFile(docx, [&] {
          ParseMember(docx, "word/document.xml");
          return std::uint64_t{1};
        }));
}

// By the clock, with all cores, from a file to a corpus that can be searched.
Rate ByTheClock(const fs::path& file, std::uint64_t rows, const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return {static_cast<double>(rows) / seconds,
          static_cast<double>(fs::file_size(file)) / seconds / 1e6};
}

void EndToEnd(const fs::path& folder) {
  const fs::path csv = folder / "register.csv";
  const std::uint64_t rows = RowsOf(csv);
  const fixture::Folder scratch;
  const nlp::Analyzer analyzer;
  const auto classifier = classify::Classifier::Compile(config::BuiltInLexicon(), analyzer, {});
  app::ItemImport import;
  import.file = csv;
  import.source = "appeals";
  import.pipeline.max_jobs = 4096;
  const Rate ours = ByTheClock(csv, rows, [&] {
    store::Options options;
    options.folder = scratch / "store";
    options.key_file = scratch / "key";
    const auto store = fixture::Open(options);
    app::RejectList rejects(scratch / "rejects.csv");
    auto events = app::EventLog::Open("");
    const auto done = app::ImportItems(import, analyzer, **classifier, *store, rejects, *events, {},
                                       [](std::uint64_t) {});
    kept = done->documents.added;
  });
  const Rate xapian = ByTheClock(csv, rows, [&] {
    Xapian::WritableDatabase database(scratch / "xapian", Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator terms;
    terms.set_stemmer(Xapian::Stem("russian"));
    crawler::ReadExport(
        csv, {},
        [&](const crawler::ExportRow& row) {
          Xapian::Document document;
          document.set_data(row.text);
          terms.set_document(document);
          terms.index_text(row.title);
          terms.increase_termpos();
          terms.index_text(row.text);
          database.add_document(document);
          return true;
        },
        [](const auto&) {}, {});
    database.commit();
  });
  Print("import", ours, "Xapian: the rows indexed by stems, with positions", xapian);

  std::vector<std::string> records;
  crawler::ReadExport(
      csv, {},
      [&](const crawler::ExportRow& row) {
        records.push_back(row.title + row.text);
        return true;
      },
      [](const auto&) {}, {});
  const Rate limit = ByTheClock(csv, rows, [&] {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* opened = nullptr;
    rocksdb::DB::Open(options, scratch / "raw", &opened);
    const std::unique_ptr<rocksdb::DB> database(opened);
    for (std::size_t i = 0; i < records.size(); ++i) {
      database->Put({}, std::to_string(i), records[i]);
    }
  });
  Print("", ours, "RocksDB: the texts put one by one, no index", limit);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || !fs::exists(fs::path(argv[1]) / "register.csv")) {
    std::fprintf(stderr,
                 "usage: bench_stages FOLDER [PAGES]\n"
                 "FOLDER is made by: python3 -B tests/bench/corpus.py FOLDER\n");
    return 2;
  }
  const fs::path folder = argv[1];
  std::printf("%-10s %10s %9s   %-52s %10s %9s %8s\n", "stage", "docs/s", "MB/s",
              "peer, which does less", "docs/s", "MB/s", "ratio");
  Pages(FilesIn(argc > 2 ? fs::path(argv[2]) : folder / "pages"));
  Feeds(FilesIn(folder / "feeds"), FilesIn(folder / "robots"));
  Texts(TextsOf(folder / "articles.jsonl"), TextsOf(folder / "appeals.jsonl"));
  Files(folder);
  std::printf("by the clock, all cores:\n");
  EndToEnd(folder);
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("peak memory %ld MB, inputs included\n", usage.ru_maxrss / 1024);
}
