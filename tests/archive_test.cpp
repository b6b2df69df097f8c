#include "crawler/archive.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zlib.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "core/sha256.h"
#include "crawler/archive_check.h"
#include "crawler/warc.h"

namespace fs = std::filesystem;

namespace {

struct Fixture {
  fs::path folder = fs::temp_directory_path() / ("sholu-archive-" + std::to_string(::getpid()) +
                                                 "-" + std::to_string(std::random_device()()));
  ~Fixture() { fs::remove_all(folder); }

  std::unique_ptr<crawler::ArchiveWriter> Open(std::uint64_t file_bytes = 1u << 30) {
    auto writer = crawler::ArchiveWriter::Open({folder, file_bytes});
    BOOST_REQUIRE_MESSAGE(writer, (writer ? "" : writer.error().message));
    return *std::move(writer);
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }
};

crawler::FetchedPage Page(std::string body) {
  crawler::FetchedPage page;
  page.item.url = "https://example.kz/news/1?a=b";
  page.status = 200;
  page.content_type = "text/html";
  page.response_head = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n";
  page.address = "203.0.113.7";
  page.fetched = core::Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 15));
  page.body = std::move(body);
  return page;
}

crawler::WarcRecord RecordOf(const crawler::FetchedPage& page) {
  return crawler::BuildWarcRecord(page, core::Sha256Hex(page.body));
}

core::ArchiveRef Append(crawler::ArchiveWriter& writer, const crawler::FetchedPage& page) {
  const auto ref = writer.Append(RecordOf(page));
  BOOST_REQUIRE_MESSAGE(ref, (ref ? "" : ref.error().message));
  return *ref;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// All members of a gzip stream, one after the other, as any reader of WARC files sees them.
std::string GunzipAll(const fs::path& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  std::string out, buffer(1 << 16, '\0');
  for (int got = 0; (got = gzread(file, buffer.data(), 1 << 16)) > 0;) {
    out.append(buffer, 0, static_cast<std::size_t>(got));
  }
  gzclose(file);
  return out;
}

std::string Gunzip(const std::string& member) {
  const fs::path path = fs::temp_directory_path() / ("sholu-member-" + std::to_string(::getpid()));
  std::ofstream(path, std::ios::binary) << member;
  std::string text = GunzipAll(path);
  fs::remove(path);
  return text;
}

bool Contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(archive_test, Fixture)

BOOST_AUTO_TEST_CASE(bodies_come_back_byte_for_byte) {
  auto writer = Open();
  std::mt19937 random(7);
  for (const std::size_t size : {0u, 1u, 1000u, 300'000u}) {
    std::string body(size, '\0');
    for (char& c : body) c = static_cast<char>(random());
    const auto ref = Append(*writer, Page(body));
    BOOST_TEST(ref.sha256 == core::Sha256Hex(body));
    const auto read = crawler::ReadArchivedBody(folder, ref);
    BOOST_REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    BOOST_TEST((*read == body));
  }
  const auto trap = Append(*writer, Page("\r\n\r\nWARC/1.1\r\n\r\n"));
  BOOST_TEST(*crawler::ReadArchivedBody(folder, trap) == "\r\n\r\nWARC/1.1\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(a_body_that_came_compressed_is_stored_as_it_is) {
  auto writer = Open();
  std::mt19937 random(11);
  std::string body(400'000, '\0');
  for (char& c : body) c = static_cast<char>(random());
  auto page = Page(body);
  page.content_encoding = "gzip";
  const auto ref = Append(*writer, page);
  BOOST_TEST(ref.length < body.size() + 2000);
  BOOST_TEST((*crawler::ReadArchivedBody(folder, ref) == body));
}

BOOST_AUTO_TEST_CASE(a_file_brought_in_by_hand_is_a_resource_record) {
  auto writer = Open();
  for (const std::string& bytes : {std::string(), std::string("a\r\n\r\nb\0c", 8)}) {
    const auto record = crawler::BuildResourceRecord("file:report.docx", "application/octet-stream",
                                                     bytes, core::Instant{});
    const auto ref = writer->Append(record);
    BOOST_REQUIRE(ref);
    BOOST_TEST(ref->sha256 == core::Sha256Hex(bytes));
    const auto read = crawler::ReadArchivedBody(folder, *ref);
    BOOST_REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    BOOST_TEST((*read == bytes));
    const std::string text = GunzipAll(folder / ref->file);
    BOOST_TEST(Contains(text, "WARC-Type: resource\r\n"));
    BOOST_TEST(Contains(text, "WARC-Target-URI: file:report.docx\r\n"));
  }
}

BOOST_AUTO_TEST_CASE(the_file_is_a_series_of_warc_records) {
  auto writer = Open();
  const auto ref = Append(*writer, Page("<p>Шолу</p>"));
  BOOST_TEST(writer->Sync().has_value());
  const std::string text = GunzipAll(folder / ref.file);
  BOOST_TEST(text.starts_with("WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:"));
  BOOST_TEST(Contains(text, "\r\nWARC-Filename: " + ref.file + "\r\n"));
  const std::string record = text.substr(text.rfind("WARC/1.1"));
  for (const std::string field :
       {"WARC-Type: response", "WARC-Target-URI: https://example.kz/news/1?a=b",
        "WARC-Date: 2026-01-15T00:00:00Z", "WARC-IP-Address: 203.0.113.7",
        "WARC-Payload-Digest: sha256:", "Content-Type: application/http;msgtype=response",
        "Content-Length: 59"}) {
    BOOST_TEST(Contains(record, "\r\n" + field), field);
  }
  BOOST_TEST(record.ends_with(
      "\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<p>Шолу</p>\r\n\r\n"));
  BOOST_TEST(ref.file.starts_with("sholu-20"));
  BOOST_TEST(ref.file.size() == std::string("sholu-YYYYMMDDHHMMSS-NNNNN.warc.gz").size());
}

BOOST_AUTO_TEST_CASE(the_head_fits_the_body_that_follows) {
  auto page = Page("x");
  page.response_head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nserver: s\r\n\r\n";
  const std::string chunked = Gunzip(RecordOf(page).bytes);
  BOOST_TEST(Contains(chunked, "\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\nserver: s\r\n"));
  page.response_head = "HTTP/2 200\r\nserver: s\r\n\r\n";
  const std::string second = Gunzip(RecordOf(page).bytes);
  BOOST_TEST(Contains(second, "\r\nWARC-Protocol: h2\r\n"));
  BOOST_TEST(Contains(second, "\r\n\r\nHTTP/1.1 200\r\nserver: s\r\n\r\nx"));
}

BOOST_AUTO_TEST_CASE(an_address_cannot_add_fields) {
  auto page = Page("x");
  page.address = "1.2.3.4\r\nWARC-Type: resource";
  const std::string record = Gunzip(RecordOf(page).bytes);
  BOOST_TEST(!Contains(record, "\nWARC-Type: resource"));
}

BOOST_AUTO_TEST_CASE(a_new_file_begins_beyond_the_limit_and_at_each_start) {
  std::vector<core::ArchiveRef> refs;
  {
    auto writer = Open(2000);
    std::string body(900, '\0');
    std::mt19937 random(1);
    for (int i = 0; i < 6; ++i) {
      for (char& c : body) c = static_cast<char>(random());
      refs.push_back(Append(*writer, Page(body)));
    }
  }
  BOOST_TEST(refs.front().file != refs.back().file);
  auto writer = Open();
  refs.push_back(Append(*writer, Page("x")));
  BOOST_TEST(refs[5].file != refs[6].file);
  for (const auto& ref : refs) BOOST_TEST(crawler::ReadArchivedBody(folder, ref).has_value());
}

BOOST_AUTO_TEST_CASE(a_run_that_archives_nothing_leaves_no_file) {
  Open();
  BOOST_TEST(files() == 0u);
}

BOOST_AUTO_TEST_CASE(a_torn_last_record_is_an_error_and_the_others_stay_readable) {
  std::string body;
  for (int i = 0; i < 5000; ++i) body += std::to_string(i * i);
  core::ArchiveRef first, last;
  {
    auto writer = Open();
    first = Append(*writer, Page(body));
    last = Append(*writer, Page(body + "."));
  }
  fs::resize_file(folder / last.file, last.offset + last.length / 2);
  const auto torn = crawler::ReadArchivedBody(folder, last);
  BOOST_REQUIRE(!torn);
  BOOST_TEST(torn.error().message == "archive: " + last.file + " at " +
                                         std::to_string(last.offset) +
                                         ": the record ends beyond the end of the file");
  BOOST_TEST(crawler::ReadArchivedBody(folder, first).has_value());
  auto writer = Open();
  BOOST_TEST(Append(*writer, Page("x")).file != last.file);
}

// Bodies as received are often gzip files themselves, which look like records.
BOOST_AUTO_TEST_CASE(a_torn_end_is_told_from_damage_whatever_the_body_is) {
  std::mt19937 random(3);
  std::string noise = "\x1f\x8b\x08";
  while (noise.size() < 3000) noise += static_cast<char>(random());
  core::ArchiveRef last;
  {
    auto writer = Open();
    for (int i = 0; i < 3; ++i) last = Append(*writer, Page(noise + std::to_string(i)));
  }
  const fs::path path = folder / last.file;
  const std::string whole = ReadFile(path);
  const auto check = [&](const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
    return crawler::CheckArchiveFile(path, [](const crawler::FoundRecord&) {});
  };
  BOOST_TEST(check(whole).records == 4u);  // with the warcinfo
  for (std::size_t size = last.offset + 1; size < whole.size(); size += 7) {
    const auto torn = check(whole.substr(0, size));
    BOOST_TEST(torn.records == 3u);
    BOOST_TEST((torn.torn == last.offset));
    BOOST_TEST(torn.damages.empty());
  }
  BOOST_REQUIRE(crawler::CutTornRecord(path, last.offset));
  const auto mended = crawler::CheckArchiveFile(path, [](const crawler::FoundRecord&) {});
  BOOST_TEST(mended.records == 3u);
  BOOST_TEST(!mended.torn);
  BOOST_TEST(ReadFile(path) == whole.substr(0, last.offset));
  BOOST_TEST(!crawler::CutTornRecord(folder / "none.warc.gz", 0));
  std::string damaged = whole;
  damaged[last.offset - 1000] = static_cast<char>(damaged[last.offset - 1000] ^ 1);
  const auto found = check(damaged);
  BOOST_TEST(!found.torn);
  BOOST_TEST(found.records == 3u);
  BOOST_TEST(!found.damages.empty());
  for (int bit = 0; bit < 80; ++bit) {  // of a head, most of which unpacking does not look at
    damaged = whole;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    BOOST_TEST(!check(damaged).damages.empty(), "bit " << bit);
  }
  // A whole record behind one that ends early: something was cut out.
  const auto cut = check(whole.substr(0, last.offset - 1500) + whole.substr(last.offset));
  BOOST_TEST(!cut.torn);
  BOOST_TEST(!cut.damages.empty());
}

// Each piece begins like a record and unpacks to the end of the file.
BOOST_AUTO_TEST_CASE(what_looks_like_records_behind_damage_is_given_up_in_time) {
  constexpr std::size_t kPiece = 64;
  const std::string head("\x1f\x8b\x08\0\0\0\0\0\4\3", 10);
  std::string piece = head;
  // A stored block (RFC 1951 3.2.4) up to the one of the next piece.
  piece += std::string("\0\x3b\0\xc4\xff", 5) + "WARC/1.1\r\n";
  piece.resize(kPiece, 'x');
  core::ArchiveRef last;
  {
    auto writer = Open();
    last = Append(*writer, Page("body"));
  }
  const fs::path path = folder / last.file;
  std::string bytes = ReadFile(path).substr(0, last.offset + last.length);
  const std::string whole = bytes.substr(last.offset);
  bytes += "damage";
  for (std::size_t i = 0; i < (8u << 20) / kPiece; ++i) bytes += piece;
  const auto check = [&] {
    std::ofstream(path, std::ios::binary) << bytes;
    const auto begin = std::chrono::steady_clock::now();
    auto done = crawler::CheckArchiveFile(path, [](const crawler::FoundRecord&) {});
    BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(20)));
    return done;
  };
  const auto given_up = check();
  BOOST_TEST(given_up.records == 2u);
  BOOST_TEST(!given_up.torn);
  BOOST_TEST(given_up.damages.size() < 100u);
  BOOST_REQUIRE(!given_up.damages.empty());
  BOOST_TEST(Contains(given_up.damages.back(), "given up here"));

  // Heads alone, padded ones too, hide no record behind them.
  bytes.resize(last.offset + last.length);
  bytes += "damage";
  std::string padded = head + std::string(30, ' ');
  padded[3] = 0x10;
  for (std::size_t i = 0; i < (2u << 20) / padded.size(); ++i) bytes += i % 2 ? padded : head;
  bytes += whole;
  const auto found = check();
  BOOST_TEST(found.records == 3u);
  BOOST_TEST(found.damages.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_file_that_shrinks_while_it_is_read_is_damaged) {
  core::ArchiveRef last;
  {
    auto writer = Open();
    std::mt19937 random(9);
    std::string noise(3u << 20, '\0');
    for (char& c : noise) c = static_cast<char>(random());
    for (int i = 0; i < 3; ++i) last = Append(*writer, Page(noise + std::to_string(i)));
  }
  const fs::path path = folder / last.file;
  const auto check = crawler::CheckArchiveFile(path, [&](const crawler::FoundRecord& found) {
    if (found.type == "response") fs::resize_file(path, found.place.offset + found.place.length);
  });
  BOOST_TEST(check.records == 2u);
  BOOST_TEST(!check.torn);
  BOOST_REQUIRE(check.damages.size() == 1u);
  BOOST_TEST(Contains(check.damages[0], "became shorter"));
}

BOOST_AUTO_TEST_CASE(what_is_no_file_of_an_archive_is_not_sound) {
  fs::create_directories(folder / "folder.warc.gz");
  for (const fs::path& path :
       {folder / "none.warc.gz", folder / "folder.warc.gz", fs::path("/dev/null")}) {
    const auto check = crawler::CheckArchiveFile(path, [](const crawler::FoundRecord&) {});
    BOOST_TEST_CONTEXT(path) {
      BOOST_TEST(check.damages.size() == 1u);
      BOOST_TEST(check.records == 0u);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_member_is_found_in_more_than_four_gigabytes) {
  const std::string record = RecordOf(Page("body")).bytes;
  const std::size_t size = (std::size_t{1} << 32) + 5;
  void* const memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  BOOST_REQUIRE(memory != MAP_FAILED);
  std::copy(record.begin(), record.end(), static_cast<char*>(memory));
  const auto member =
      crawler::UnpackMember(std::string_view(static_cast<char*>(memory), size), 1u << 20);
  ::munmap(memory, size);
  BOOST_REQUIRE_MESSAGE(member, (member ? "" : member.error().message));
  BOOST_TEST(member->bytes == record.size());
}

BOOST_AUTO_TEST_CASE(a_flipped_bit_never_gives_another_body) {
  auto writer = Open();
  const std::string body = "the quick brown fox, the quick brown fox";
  const auto ref = Append(*writer, Page(body));
  std::size_t refused = 0;
  const std::string bytes = ReadFile(folder / ref.file);
  for (std::uint64_t at = ref.offset + 10; at < ref.offset + ref.length; ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    std::ofstream(folder / "damaged.warc.gz", std::ios::binary) << damaged;
    auto other = ref;
    other.file = "damaged.warc.gz";
    // A bit of padding between the compressed data and its checksum means nothing.
    const auto read = crawler::ReadArchivedBody(folder, other);
    if (!read) ++refused;
    BOOST_TEST((!read || *read == body), "byte " << at);
  }
  BOOST_TEST(refused >= ref.length - 11);
}

BOOST_AUTO_TEST_CASE(a_wrong_reference_is_an_error) {
  auto writer = Open();
  const auto ref = Append(*writer, Page("body"));
  const auto refused = [&](auto change) {
    auto other = ref;
    change(other);
    return !crawler::ReadArchivedBody(folder, other).has_value();
  };
  BOOST_TEST(refused([](auto& r) { r.file = "none.warc.gz"; }));
  BOOST_TEST(refused([](auto& r) { r.file = "../" + r.file; }));
  BOOST_TEST(refused([](auto& r) { r.file.clear(); }));
  BOOST_TEST(refused([](auto& r) { r.offset += 1; }));
  BOOST_TEST(refused([](auto& r) { r.offset = ~0ull; }));
  BOOST_TEST(refused([](auto& r) { r.length -= 1; }));
  BOOST_TEST(refused([](auto& r) { r.length = ~0ull; }));
  BOOST_TEST(refused([](auto& r) { r.sha256 = core::Sha256Hex("another"); }));
  // The warcinfo record has no body to give.
  BOOST_TEST(refused([&](auto& r) {
    r.length = r.offset;
    r.offset = 0;
  }));
}

BOOST_AUTO_TEST_CASE(what_unpacks_to_too_much_is_refused) {
  const auto record = RecordOf(Page(std::string(4u << 20, 'a')));
  BOOST_TEST(record.bytes.size() < 50'000u);
  const auto body = crawler::ReadWarcMember(record.bytes, 1u << 20);
  BOOST_REQUIRE(!body);
  BOOST_TEST(body.error().message == "larger than 1048576 bytes");
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_reported_and_leaves_whole_records) {
  auto writer = Open();
  const auto first = Append(*writer, Page("first"));
  // A limit on the size of files stands in for the full disk: write(2) comes back short, then
  // fails.
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto whole = fs::file_size(folder / first.file);
  rlimit tight = before;
  tight.rlim_cur = whole + 1000;
  setrlimit(RLIMIT_FSIZE, &tight);
  std::string noise(50'000, '\0');
  std::mt19937 random(3);
  for (char& c : noise) c = static_cast<char>(random());
  const auto failed = writer->Append(RecordOf(Page(noise)));
  setrlimit(RLIMIT_FSIZE, &before);
  BOOST_REQUIRE(!failed);
  BOOST_TEST(Contains(failed.error().message, first.file));
  BOOST_TEST(fs::file_size(folder / first.file) == whole);
  const auto next = Append(*writer, Page("next"));
  BOOST_TEST(next.offset == whole);
  BOOST_TEST(*crawler::ReadArchivedBody(folder, next) == "next");
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_made_is_an_error) {
  fs::create_directories(folder);
  std::ofstream(folder / "file") << "x";
  const auto writer = crawler::ArchiveWriter::Open({folder / "file" / "archive"});
  BOOST_REQUIRE(!writer);
  BOOST_TEST(Contains(writer.error().message, "archive"));
}

BOOST_AUTO_TEST_CASE(a_page_is_packed_in_a_few_milliseconds) {
  // Text with the redundancy of markup, 170 KB as a typical news page.
  std::mt19937 random(5);
  std::string body;
  while (body.size() < 170'000) {
    body += "<div class=\"item item-" + std::to_string(random() % 50) + "\"><a href=\"/news/" +
            std::to_string(random()) + "\">Тақырып " + std::to_string(random() % 1000) +
            "</a></div>\n";
  }
  const auto page = Page(body);
  const auto start = std::chrono::steady_clock::now();
  constexpr int kRuns = 20;
  std::size_t bytes = 0;
  for (int i = 0; i < kRuns; ++i) bytes += RecordOf(page).bytes.size();
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
  BOOST_TEST_MESSAGE("one record: " << time.count() / kRuns << " ms, " << bytes / kRuns << " of "
                                    << body.size() << " bytes");
  BOOST_TEST(bytes < kRuns * body.size() / 2);
}

BOOST_AUTO_TEST_CASE(an_erased_record_leaves_nothing_and_its_neighbours_alone) {
  std::vector<core::ArchiveRef> refs;
  {
    const auto writer = Open();
    for (const char* body : {"<p>the first</p>", "<p>Sergek Zhanuzakov was here</p>", "last"}) {
      refs.push_back(Append(*writer, Page(body)));
    }
    refs.push_back(Append(*writer, Page(std::string(3'000'000, 'x'))));
  }
  const core::Instant now(std::chrono::seconds(1'750'000'000));
  const auto bytes = [&] {
    std::ifstream file(folder / refs[0].file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string before = bytes();
  for (const std::size_t erased : {1U, 1U, 3U}) {
    const auto done = crawler::EraseArchivedRecord(folder, refs[erased], now);
    BOOST_REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
  }
  const std::string after = bytes();
  BOOST_TEST(after.size() == before.size());
  for (const std::size_t kept : {0U, 2U}) {
    BOOST_TEST(crawler::ReadArchivedBody(folder, refs[kept]).has_value());
    const auto record = [&](const std::string& file) {
      return file.substr(refs[kept].offset, refs[kept].length);
    };
    BOOST_TEST(record(after) == record(before));
  }
  for (const std::size_t erased : {1U, 3U}) {
    BOOST_TEST(
        Contains(crawler::ReadArchivedBody(folder, refs[erased]).error().message, "it was erased"));
  }
  // The whole file is still gzip members one behind the other.
  const gzFile file = gzopen((folder / refs[0].file).c_str(), "rb");
  std::string text(1u << 20, '\0');
  const int size = gzread(file, text.data(), static_cast<unsigned>(text.size()));
  BOOST_TEST(gzclose(file) == Z_OK);
  text.resize(static_cast<std::size_t>(size));
  BOOST_TEST(Contains(text, "the first"));
  BOOST_TEST(!Contains(text, "Zhanuzakov"));
  BOOST_TEST(Contains(text, "erased: by order"));

  core::ArchiveRef gone = refs[0];
  gone.file = "gone.warc.gz";
  BOOST_TEST(crawler::EraseArchivedRecord(folder, gone, now).has_value());
  gone.file = "../" + refs[0].file;
  BOOST_TEST(!crawler::EraseArchivedRecord(folder, gone, now).has_value());
}

// A page with its request and what is known of it, and another one behind.
struct Told {
  core::ArchiveRef page, other;
};

Told AppendTold(crawler::ArchiveWriter& writer) {
  crawler::FetchedPage page = Page("told of");
  page.request_head = "GET /news/1?a=b HTTP/1.1\r\nHost: example.kz\r\n\r\n";
  const auto record = crawler::BuildWarcRecord(page, core::Sha256Hex(page.body),
                                               {{"source", "herald"}, {"kind", "article"}});
  const auto ref = writer.Append(record);
  BOOST_REQUIRE(ref);
  return {*ref, Append(writer, Page("of another"))};
}

BOOST_AUTO_TEST_CASE(request_and_what_is_known_lie_behind_the_response) {
  Told told;
  {
    auto writer = Open();
    told = AppendTold(*writer);
  }
  std::vector<crawler::FoundRecord> found;
  const auto check = crawler::CheckArchiveFile(
      folder / told.page.file,
      [&](const crawler::FoundRecord& record) { found.push_back(record); });
  BOOST_TEST(check.damages.empty());
  std::vector<std::string> types;
  for (const auto& record : found) types.push_back(record.type);
  BOOST_TEST(types ==
             (std::vector<std::string>{"warcinfo", "response", "request", "metadata", "response"}));
  for (std::size_t i = 1; i < found.size(); ++i) {
    BOOST_TEST(found[i].uri == "https://example.kz/news/1?a=b");
  }
  BOOST_TEST(found[1].place.length == told.page.length);
  BOOST_TEST(*crawler::ReadArchivedBody(folder, told.page) == "told of");
  const std::string text = GunzipAll(folder / told.page.file);
  BOOST_TEST(Contains(text, "\r\nGET /news/1?a=b HTTP/1.1\r\nHost: example.kz\r\n\r\n"));
  BOOST_TEST(Contains(text, "\r\nsource: herald\r\nkind: article\r\n"));
  const std::size_t id = text.find("WARC-Record-ID: ", text.find("WARC-Type: response"));
  const std::string named = text.substr(id + 16, text.find("\r\n", id) - id - 16);
  BOOST_TEST(Contains(text, "WARC-Concurrent-To: " + named));
}

BOOST_AUTO_TEST_CASE(what_tells_of_an_erased_record_is_erased_with_it) {
  Told told;
  {
    auto writer = Open();
    told = AppendTold(*writer);
  }
  const auto size = fs::file_size(folder / told.page.file);
  const core::Instant now(std::chrono::sys_days(std::chrono::year(2026) / 2 / 1));
  for (int time = 0; time < 2; ++time) {
    BOOST_REQUIRE(crawler::EraseArchivedRecord(folder, told.page, now));
    const std::string text = GunzipAll(folder / told.page.file);
    for (const char* gone : {"told of", "Host: example.kz", "herald", "request", "Concurrent"}) {
      BOOST_TEST(!Contains(text, gone), gone << " is still there");
    }
    BOOST_TEST(*crawler::ReadArchivedBody(folder, told.other) == "of another");
    BOOST_TEST(fs::file_size(folder / told.page.file) == size);
  }
}

BOOST_AUTO_TEST_CASE(an_unchanged_page_is_a_revisit_record_without_its_body) {
  for (const bool server_says_so : {false, true}) {
    crawler::FetchedPage page = Page("as before");
    const std::string sha256 = core::Sha256Hex(page.body);
    if (server_says_so) {
      page.status = crawler::kNotModified;
      page.body.clear();
    }
    const auto before = page.fetched - std::chrono::hours(48);
    const auto ref = *Open()->Append(crawler::BuildRevisitRecord(page, sha256, before));
    std::string type;
    const auto check = crawler::CheckArchiveFile(
        folder / ref.file, [&](const crawler::FoundRecord& record) { type = record.type; });
    BOOST_TEST(type == "revisit");
    BOOST_TEST(check.damages.empty());
    const std::string text = GunzipAll(folder / ref.file);
    BOOST_TEST(Contains(text, "WARC-Refers-To-Date: 2026-01-13T00:00:00Z\r\n"));
    BOOST_TEST(Contains(text, "WARC-Payload-Digest: sha256:" + sha256));
    BOOST_TEST(Contains(text, server_says_so ? "revisit/server-not-modified\r\n"
                                             : "revisit/identical-payload-digest\r\n"));
    BOOST_TEST(!Contains(text, "as before"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
