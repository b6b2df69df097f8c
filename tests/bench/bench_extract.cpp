// bench_extract FOLDER: extracts the pages of a folder (HTML of any charset, read beforehand) on
// one thread, title, dates and authors included; prints pages a second beside Gumbo, which only
// builds the tree of the raw page, the slowest pages, and the memory that each asked for at most.
// Then hostile pages, of one size and of twice that.
#include <gumbo.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "crawler/charset.h"
#include "crawler/extractor.h"
#include "tests/bench/cpu_seconds.h"

namespace {

std::size_t held = 0, most = 0;  // bytes of the heap, by one thread

void* Take(std::size_t size) {
  void* const memory = std::malloc(size);
  if (!memory) throw std::bad_alloc();
  held += malloc_usable_size(memory);
  most = std::max(most, held);
  return memory;
}

void Give(void* memory) {
  if (memory) held -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
  return Take(size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  Give(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  Give(memory);
}

namespace {

using Pages = std::vector<std::string>;
constexpr int kRounds = 3;
volatile std::size_t kept;  // keeps results from being optimised away

Pages Read(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  Pages pages;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return pages;
}

std::size_t Extract(const std::string& page) {
  crawler::ExtractOptions options;
  options.url = "https://outlet.example/news/1";
  const auto found = crawler::Extract(crawler::ToUtf8(page, ""), options);
  return found ? found->text.size() : 0;
}

std::size_t ParseOnly(const std::string& page) {
  GumboOutput* const tree =
      gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  const std::size_t children = tree->root ? tree->root->v.element.children.length : 0;
  gumbo_destroy_output(&kGumboDefaultOptions, tree);
  return children;
}

// Seconds of each page, the best of some rounds.
std::vector<double> Times(const Pages& pages, std::size_t (*work)(const std::string&)) {
  std::vector<double> times(pages.size(), 1e9);
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const double start = bench::CpuSeconds();
      kept = work(pages[i]);
      times[i] = std::min(times[i], bench::CpuSeconds() - start);
    }
  }
  return times;
}

double Sum(const std::vector<double>& times) {
  double sum = 0;
  for (const double time : times) sum += time;
  return sum;
}

void Print(const char* name, std::vector<double> times) {
  const double sum = Sum(times);
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return 1e3 * times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  std::printf("%-34s %8.0f pages/s   p50 %.2f ms   p99 %.2f ms   worst %.2f ms\n", name,
              static_cast<double>(times.size()) / sum, at(0.5), at(0.99), times.back() * 1e3);
}

// The memory that one page more asks for, beside what the thread keeps for the next one.
void PrintMemory(const Pages& pages) {
  std::vector<double> shares;
  for (const std::string& page : pages) {
    if (page.empty()) continue;
    const std::size_t before = held;
    most = held;
    Extract(page);
    shares.push_back(static_cast<double>(most - before) / static_cast<double>(page.size()));
  }
  std::sort(shares.begin(), shares.end());
  std::printf("memory over the size of the page: p50 %.1f   p99 %.1f   worst %.1f; kept: %.1f MB\n",
              shares[shares.size() / 2], shares[shares.size() * 99 / 100], shares.back(),
              static_cast<double>(held) / 1e6);
}

std::string Repeated(const std::string& piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

void PrintHostile() {
  using Make = std::function<std::string(std::size_t)>;
  const std::pair<const char*, Make> kPages[] = {
      {"nested divs", [](std::size_t n) { return Repeated("<div>", n); }},
      {"attributes of one tag", [](std::size_t n) { return "<p " + Repeated("a=1 ", n) + ">x"; }},
      {"nested tables", [](std::size_t n) { return Repeated("<table><td>", 4 * n); }},
      {"one attribute",
       [](std::size_t n) { return "<p class='" + std::string(90 * n, 'a') + "'>x"; }},
      {"NULs", [](std::size_t n) { return std::string(40 * n, '\0'); }},
      {"random bytes",
       [](std::size_t n) {
         std::string text(40 * n, ' ');
         std::uint32_t state = 1;
         for (char& c : text) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
         return text;
       }},
      {"misnested formatting", [](std::size_t n) { return Repeated("<b id=x><p></b>", n); }},
      {"paragraphs", [](std::size_t n) { return Repeated("<p>A line of text, and one more.", n); }},
      {"cards",
       [](std::size_t n) { return Repeated("<div class=card><a href=/x>Title</a></div>", n); }},
      {"comments", [](std::size_t n) { return Repeated("<!--", 10 * n); }},
      {"JSON", [](std::size_t n) {
         return "<script type='application/ld+json'>" + Repeated("[", 10 * n) + "</script>";
       }}};
  for (const auto& [name, make] : kPages) {
    const Pages pages = {make(50'000), make(100'000)};
    const std::vector<double> times = Times(pages, Extract);
    std::printf("%-24s %6.1f MB in %7.1f ms, twice that in %7.1f ms: %.1f times\n", name,
                static_cast<double>(pages[0].size()) / 1e6, times[0] * 1e3, times[1] * 1e3,
                times[1] / times[0]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: bench_extract FOLDER\n");
    return 2;
  }
  const Pages pages = Read(argv[1]);
  if (pages.empty()) {
    std::fprintf(stderr, "bench_extract: %s holds no files\n", argv[1]);
    return 2;
  }
  const std::vector<double> ours = Times(pages, Extract), theirs = Times(pages, ParseOnly);
  Print("extract, with charset and metadata", ours);
  Print("Gumbo, the tree of the raw page", theirs);
  std::printf("%.2f times as fast\n", Sum(theirs) / Sum(ours));
  PrintMemory(pages);
  PrintHostile();
}
