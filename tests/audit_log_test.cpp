#include "app/audit_log.h"

#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "app/audit_line.h"
#include "tests/support/plain_spaces.h"
#include "tests/support/store_fixture.h"

using app::AuditCheck;
using app::AuditRecord;
using test::Contains;

namespace {

app::AuditEntry Exported(std::vector<store::DocumentNumber> documents,
                         std::string reason = "check") {
  app::AuditEntry entry;
  entry.who = "aigerim";
  entry.action = app::kAuditExport;
  entry.reason = std::move(reason);
  entry.filter = "--sphere health";
  entry.count = documents.size();
  entry.documents = std::move(documents);
  return entry;
}

struct Fixture {
  std::string Bytes() const {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  void Overwrite(const std::string& bytes) const {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  }
  std::string Append(int times) const {
    std::string head;
    for (int i = 0; i < times; ++i) {
      const auto appended = log.Append(Exported({1, 2, 3, static_cast<unsigned>(10 + i)}));
      BOOST_REQUIRE(appended);
      head = appended->head;
    }
    return head;
  }
  AuditCheck Check(std::string_view head = {}) const {
    const auto check = log.Read(head, [](const AuditRecord&) {});
    BOOST_REQUIRE(check);
    return *check;
  }
  std::vector<AuditRecord> Records() const {
    std::vector<AuditRecord> records;
    BOOST_REQUIRE(log.Read({}, [&](const AuditRecord& record) { records.push_back(record); }));
    return records;
  }

  fixture::Folder folder;
  std::filesystem::path file = folder / "audit.jsonl";
  app::AuditLog log{file};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(audit_log_test, Fixture)

BOOST_AUTO_TEST_CASE(no_file_is_an_empty_log) {
  BOOST_TEST(Check().whole.count == 0U);
  BOOST_TEST(Check().whole.head == std::string(64, '0'));
  BOOST_TEST(!std::filesystem::exists(file));
}

BOOST_AUTO_TEST_CASE(what_was_appended_is_read_in_order) {
  const std::string head = Append(3);
  const auto records = Records();
  BOOST_REQUIRE(records.size() == 3U);
  BOOST_TEST(records[1].number == 2U);
  BOOST_TEST(records[1].who == "aigerim");
  BOOST_TEST(records[1].action == "export");
  BOOST_TEST(records[1].reason == "check");
  BOOST_TEST(records[1].filter == "--sphere health");
  BOOST_TEST(records[1].documents == "1-3,11");
  BOOST_TEST(records[1].count == 4U);
  BOOST_TEST(records[1].before == records[0].sha256);
  BOOST_TEST(records[2].sha256 == head);
  BOOST_TEST(Check().whole.head == head);
  BOOST_TEST(!Check().bad_line.has_value());
}

BOOST_AUTO_TEST_CASE(a_record_concerns_the_documents_that_it_names) {
  Append(1);
  const AuditRecord record = Records()[0];
  for (const unsigned number : {1U, 2U, 3U, 10U}) BOOST_TEST(record.MayConcern(number));
  for (const unsigned number : {4U, 9U, 11U, 100U}) BOOST_TEST(!record.MayConcern(number));
}

BOOST_AUTO_TEST_CASE(too_many_documents_to_name_leave_the_filter) {
  std::vector<store::DocumentNumber> odd;
  for (unsigned i = 1; i < 40'000; i += 2) odd.push_back(i);
  BOOST_REQUIRE(log.Append(Exported(odd)));
  const AuditRecord record = Records()[0];
  BOOST_TEST(record.documents.empty());
  BOOST_TEST(record.count == odd.size());
  BOOST_TEST(record.MayConcern(17));
}

BOOST_AUTO_TEST_CASE(personal_data_in_reason_and_filter_is_masked) {
  auto entry = Exported({1}, "прокурор просит по телефону +7 777 000 11 22\x1b[31m");
  entry.filter = "a@b.example";
  BOOST_REQUIRE(log.Append(entry));
  BOOST_TEST(!Contains(Bytes(), "777 000"));
  BOOST_TEST(!Contains(Bytes(), "a@b"));
  BOOST_TEST(!Contains(Bytes(), "\x1b"));
  BOOST_TEST(Contains(Records()[0].reason, "[phone]"));
}

BOOST_AUTO_TEST_CASE(threads_and_processes_append_to_one_chain) {
  constexpr int kProcesses = 4, kThreads = 3, kEach = 5;
  std::vector<pid_t> children;
  for (int p = 0; p < kProcesses; ++p) {
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
      std::atomic<int> failures = 0;
      std::vector<std::thread> threads;
      for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
          for (int i = 0; i < kEach; ++i) failures += log.Append(Exported({7})) ? 0 : 1;
        });
      }
      for (std::thread& thread : threads) thread.join();
      ::_exit(failures == 0 ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_TEST(status == 0);
  }
  BOOST_TEST(Check().whole.count == 1U * kProcesses * kThreads * kEach);
  BOOST_TEST(!Check().bad_line.has_value());
  BOOST_TEST(Check().torn.empty());
}

BOOST_AUTO_TEST_CASE(who_reads_does_not_hold_up_who_appends) {
  Append(3);
  std::size_t read = 0;
  const auto check = log.Read({}, [&](const AuditRecord&) {
    ++read;
    BOOST_TEST(log.Append(Exported({9})).has_value());
  });
  BOOST_REQUIRE(check);
  BOOST_TEST(read == 3U);
  BOOST_TEST(Check().whole.count == 6U);
}

BOOST_AUTO_TEST_CASE(a_change_of_any_byte_of_any_line_is_found) {
  Append(3);
  const std::string good = Bytes();
  for (std::size_t at = 0; at < good.size(); ++at) {
    const auto line = 1 + std::count(good.begin(), good.begin() + static_cast<long>(at), '\n');
    for (const char change : {'\x01', '\x10', '\n', '\0'}) {
      std::string changed = good;
      changed[at] =
          change == '\x01' || change == '\x10' ? static_cast<char>(good[at] ^ change) : change;
      if (changed[at] == good[at]) continue;
      Overwrite(changed);
      const AuditCheck check = Check();
      BOOST_REQUIRE_MESSAGE(check.bad_line, "byte " << at << " as " << int(changed[at]));
      BOOST_REQUIRE_MESSAGE(*check.bad_line == static_cast<std::uint64_t>(line),
                            "byte " << at << ": line " << *check.bad_line << " not " << line);
    }
  }
}

BOOST_AUTO_TEST_CASE(lines_taken_out_exchanged_doubled_or_put_in_are_found) {
  Append(3);
  const std::string good = Bytes();
  const std::size_t second = good.find('\n') + 1, third = good.find('\n', second) + 1;
  const std::string a = good.substr(0, second), b = good.substr(second, third - second),
                    c = good.substr(third);
  for (const std::string& bytes :
       {b + c, a + c, a + c + b, a + b + b + c, a + "\n" + b + c, a + "{}\n" + b + c,
        a + "{\"bytes\":  3\n" + b + c, a + b.substr(0, 50) + "\n" + b + c}) {
    Overwrite(bytes);
    BOOST_TEST(Check().bad_line.has_value());
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_appended_behind_a_line_that_was_changed) {
  Append(2);
  std::string bytes = Bytes();
  for (const std::size_t at : {bytes.size() - 1, bytes.size() - 3, bytes.size() - 70,
                               bytes.size() - 100, bytes.find('\n') + 3}) {
    std::string changed = bytes;
    changed[at] ^= '\x01';
    Overwrite(changed);
    const auto appended = log.Append(Exported({1}));
    BOOST_REQUIRE(!appended);
    BOOST_TEST(Contains(appended.error().message, "sholu audit verify"));
    BOOST_TEST(Bytes() == changed);
  }
}

BOOST_AUTO_TEST_CASE(a_torn_end_is_named_and_the_next_line_goes_on) {
  Append(1);
  const std::string first = Bytes();
  Append(1);
  const std::string both = Bytes();
  const std::string second = both.substr(first.size());
  for (std::size_t kept = 1; kept < second.size() - 1; ++kept) {
    Overwrite(first + second.substr(0, kept));
    BOOST_REQUIRE(!Check().bad_line);
    BOOST_REQUIRE(Check().torn == std::vector<std::uint64_t>{2});
    BOOST_REQUIRE(log.Append(Exported({5})));
    BOOST_REQUIRE(Bytes().starts_with(first + second.substr(0, kept) + "\n"));
    const AuditCheck check = Check();
    BOOST_REQUIRE(!check.bad_line);
    BOOST_REQUIRE(check.whole.count == 2U);
    BOOST_REQUIRE(check.torn == std::vector<std::uint64_t>{2});
  }
}

BOOST_AUTO_TEST_CASE(a_line_that_lacks_only_its_end_counts) {
  Append(2);
  const std::string good = Bytes();
  Overwrite(good.substr(0, good.size() - 1));
  BOOST_TEST(Check().whole.count == 2U);
  BOOST_TEST(Check().torn.empty());
  Append(1);
  BOOST_TEST(Bytes().starts_with(good));
  BOOST_TEST(Check().whole.count == 3U);
}

BOOST_AUTO_TEST_CASE(several_kills_in_a_row_leave_the_chain_whole) {
  const std::string head = Append(1);
  for (const std::size_t kept : {9U, 0U, 60U, 1U}) {
    const std::string before = Bytes();
    Append(1);
    const std::string all = Bytes();
    // What a kill leaves is any part of the one write, the end of the torn line before included.
    Overwrite(all.substr(0, before.size() + kept));
  }
  Append(1);
  BOOST_TEST(!Check().bad_line.has_value());
  BOOST_TEST(Check(head).head_known);
  BOOST_TEST(Check().whole.count == 2U);
}

BOOST_AUTO_TEST_CASE(an_end_of_zeros_is_torn) {
  Append(1);
  const std::string first = Bytes();
  Append(1);
  const std::string second = Bytes().substr(first.size());
  for (const std::size_t kept : {0U, 3U, 100U}) {
    Overwrite(first + second.substr(0, kept) + std::string(second.size() - kept, '\0'));
    BOOST_TEST(!Check().bad_line.has_value());
    Append(1);
    BOOST_TEST(!Check().bad_line.has_value());
    BOOST_TEST(Check().whole.count == 2U);
  }
}

BOOST_AUTO_TEST_CASE(what_was_torn_cannot_be_changed_later) {
  Append(1);
  const std::string first = Bytes();
  Append(1);
  Overwrite(Bytes().substr(0, first.size() + 40));
  Append(1);
  const std::string good = Bytes();
  std::string changed = good;
  changed[first.size() + 30] ^= '\x01';
  Overwrite(changed);
  BOOST_TEST(Check().bad_line.value_or(0) == 2U);
  Overwrite(first + good.substr(first.size() + 41));  // taken out
  BOOST_TEST(Check().bad_line.value_or(0) == 2U);
}

BOOST_AUTO_TEST_CASE(an_end_cut_off_shows_beside_an_earlier_head) {
  const std::string two = Append(2);
  const std::string early = Bytes();
  const std::string five = Append(3);
  BOOST_TEST(Check(two).head_known);
  BOOST_TEST(Check(five).head_known);
  BOOST_TEST(!Check(std::string(64, 'a')).head_known);
  Overwrite(early);
  BOOST_TEST(!Check().bad_line.has_value());  // the chain alone cannot tell
  BOOST_TEST(Check(two).head_known);
  BOOST_TEST(!Check(five).head_known);
  // Other lines in the place of those that were cut off.
  for (const unsigned other : {7U, 8U, 9U}) BOOST_REQUIRE(log.Append(Exported({other})));
  BOOST_TEST(!Check().bad_line.has_value());
  BOOST_TEST(!Check(five).head_known);
}

BOOST_AUTO_TEST_CASE(a_log_that_cannot_be_written_is_an_error) {
  std::filesystem::create_directory(file);
  const auto appended = log.Append(Exported({1}));
  BOOST_REQUIRE(!appended);
  BOOST_TEST(Contains(appended.error().message, "audit.jsonl: nothing is done"));
}

BOOST_AUTO_TEST_CASE(a_reason_that_no_line_has_room_for_is_refused) {
  const auto appended = log.Append(Exported({1}, std::string(70'000, 'x')));
  BOOST_REQUIRE(!appended);
  BOOST_TEST(Contains(appended.error().message, "shorten the reason"));
  BOOST_TEST(Bytes().empty());
}

BOOST_AUTO_TEST_CASE(endless_lines_of_a_foreign_file_are_refused) {
  Overwrite(std::string(3'000'000, 'x'));
  BOOST_TEST(Check().bad_line.value_or(0) == 1U);
  BOOST_TEST(!log.Append(Exported({1})));
}

BOOST_AUTO_TEST_SUITE_END()
