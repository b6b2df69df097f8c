#include "crawler/zip_file.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/support/temporary_file.h"
#include "tests/support/zip_writer.h"

namespace {

using fixture::TemporaryFile;
using fixture::ZipWriter;

std::string Noise(std::size_t bytes) {
  std::string noise;
  std::uint32_t state = 1;
  while (noise.size() < bytes)
    noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  return noise;
}

// What reading `member` to its end gives: its bytes, or the message of the error.
std::string Read(const std::string& bytes, const std::string& member,
                 crawler::ZipLimits limits = {}) {
  const TemporaryFile file(bytes, ".zip");
  const auto zip = crawler::ZipFile::Open(file.path(), limits);
  if (!zip) return zip.error().message;
  auto reader = zip->Member(member);
  if (!reader) return reader.error().message;
  auto all = (*reader)->ReadAll(std::size_t{1} << 30);
  return all ? *all : all.error().message;
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(zip_file_test)

BOOST_AUTO_TEST_CASE(reads_members_in_any_order) {
  const std::string large = Noise(300'000);
  const TemporaryFile file(ZipWriter()
                               .Add("a.xml", "first")
                               .Add("folder/b.xml", large)
                               .Add("c", "third", ZipWriter::Method::kStored)
                               .Add("empty", "")
                               .Finish(),
                           ".bin");
  const auto zip = crawler::ZipFile::Open(file.path());
  BOOST_REQUIRE_MESSAGE(zip, (zip ? "" : zip.error().message));
  BOOST_TEST(zip->members() == (std::vector<std::string>{"a.xml", "folder/b.xml", "c", "empty"}),
             boost::test_tools::per_element());
  for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
           {"c", "third"}, {"folder/b.xml", large}, {"a.xml", "first"}, {"empty", ""}}) {
    auto member = zip->Member(name);
    BOOST_REQUIRE_MESSAGE(member, (member ? "" : member.error().message));
    const auto all = (*member)->ReadAll(1 << 20);
    BOOST_REQUIRE_MESSAGE(all, (all ? "" : all.error().message));
    BOOST_TEST((*all == bytes));
  }
}

BOOST_AUTO_TEST_CASE(gives_blocks_and_counts_what_they_took) {
  const std::string large = Noise(1'000'000);
  const TemporaryFile file(ZipWriter().Add("pad", Noise(500'000)).Add("a", large).Finish());
  const auto zip = crawler::ZipFile::Open(file.path());
  BOOST_REQUIRE(zip);
  auto member = zip->Member("a");
  BOOST_REQUIRE(member);
  std::string all;
  for (;;) {
    const std::size_t before = all.size();
    const auto more = (*member)->Read(all);
    BOOST_REQUIRE(more);
    if (!*more) break;
    BOOST_TEST(all.size() - before <= 65536u);
    BOOST_TEST((*member)->packed_bytes_read() + 70'000 >= all.size());
  }
  BOOST_TEST((all == large));
  BOOST_TEST((*member)->packed_bytes_read() <= 1'001'000u);
}

BOOST_AUTO_TEST_CASE(finds_names_without_regard_to_case_slashes_and_first_slash) {
  const std::string bytes =
      ZipWriter().Add("/XL/WorkBook.xml", "book").Add("xl\\sheet.xml", "sheet").Finish();
  BOOST_TEST(Read(bytes, "xl/workbook.xml") == "book");
  BOOST_TEST(Read(bytes, "xl/sheet.xml") == "sheet");
  BOOST_TEST(Contains(Read(bytes, "xl/styles.xml"), "xl/styles.xml: the file has no such member"));
}

BOOST_AUTO_TEST_CASE(names_the_damaged_member) {
  const std::string text(200'000, 'x');
  ZipWriter writer;
  writer.Add("a.xml", Noise(100'000));
  {
    ZipWriter wrong = writer;
    wrong.last().crc ^= 1;
    BOOST_TEST(Contains(Read(wrong.Finish(), "a.xml"), "a.xml: damaged"));
  }
  {
    ZipWriter wrong = writer;
    wrong.last().size += 1;
    BOOST_TEST(Contains(Read(wrong.Finish(), "a.xml"), "a.xml: damaged"));
  }
  {
    ZipWriter wrong;
    wrong.Add("a.xml", text);
    wrong.last().packed[30] = static_cast<char>(0xFF);
    wrong.last().packed[31] = static_cast<char>(0xFF);
    BOOST_TEST(Contains(Read(wrong.Finish(), "a.xml"), "a.xml: damaged"));
  }
  {
    ZipWriter wrong = writer;
    wrong.last().encrypted = true;
    BOOST_TEST(Contains(Read(wrong.Finish(), "a.xml"), "encrypted: save it without a password"));
  }
}

BOOST_AUTO_TEST_CASE(names_a_damaged_directory) {
  const std::string whole =
      ZipWriter().Add("a.xml", Noise(100'000)).Add("b.xml", "second").Finish();
  BOOST_TEST(Read(whole, "b.xml") == "second");
  for (const std::size_t bytes : {whole.size() / 2, whole.size() - 30, std::size_t{10}}) {
    const std::string message = Read(whole.substr(0, bytes), "b.xml");
    BOOST_TEST(Contains(message, "damaged zip file"), message);
  }
  std::string wrong = whole;
  wrong[whole.size() - 22 - 50] ^= 0x55;
  const std::string message = Read(wrong, "b.xml");
  BOOST_TEST((Contains(message, "damaged") || Contains(message, "no such member")), message);
  BOOST_TEST(Contains(Read("no zip at all", "a"), "damaged zip file"));
  BOOST_TEST(
      Contains(crawler::ZipFile::Open("/nonexistent.zip").error().message, "/nonexistent.zip"));
}

BOOST_AUTO_TEST_CASE(stops_at_its_limits) {
  const std::string chunk(1 << 20, '\0');
  crawler::ZipLimits limits;
  limits.max_members = 3;
  ZipWriter many;
  for (const char* name : {"a", "b", "c"}) many.Add(name, "x");
  BOOST_TEST(Read(many.Finish(), "a", limits) == "x");
  many.Add("d", "x");
  BOOST_TEST(Contains(Read(many.Finish(), "a", limits), "more than 3 members"));

  ZipWriter claims;
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    claims.Add(name, "x");
    claims.last().size = 0xFFFFFFF0;
  }
  BOOST_TEST(Contains(Read(claims.Finish(), "a"), "its members are larger than 8 GB together"));

  limits = {};
  limits.max_member_bytes = 10 << 20;
  ZipWriter big;
  big.AddRepeated("a", "", chunk, 11, "");
  BOOST_TEST(Contains(Read(big.Finish(), "a", limits), "larger than 10 MB"));

  limits = {};
  ZipWriter bomb;
  bomb.AddRepeated("a", "", chunk, 100, "");
  BOOST_TEST(Contains(Read(bomb.Finish(), "a", limits), "a zip bomb"));
  limits.max_ratio = 2000;
  BOOST_TEST(Read(bomb.Finish(), "a", limits).size() == 100u << 20);
}

BOOST_AUTO_TEST_CASE(a_member_can_be_read_up_to_a_size) {
  const TemporaryFile file(ZipWriter().Add("a", std::string(3 << 20, 'x')).Finish());
  const auto zip = crawler::ZipFile::Open(file.path());
  BOOST_REQUIRE(zip);
  BOOST_TEST((*zip->Member("a"))->ReadAll(3 << 20).has_value());
  BOOST_TEST(
      Contains((*zip->Member("a"))->ReadAll(2 << 20).error().message, "a: larger than 2 MB"));
}

BOOST_AUTO_TEST_SUITE_END()
