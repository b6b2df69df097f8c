#include "config/yaml_reader.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

namespace {

using config::YamlFile;

// Parses `text` as settings.yaml, lets `read` read its root map and returns the messages of all
// errors.
template <typename Read>
std::vector<std::string> ErrorsOf(std::string_view text, Read read) {
  const auto file = YamlFile::Parse("settings.yaml", text);
  BOOST_REQUIRE(file);
  {
    auto map = file->root().Map();
    read(map);
  }
  std::vector<std::string> messages;
  for (const core::Error& error : file->errors()) messages.push_back(error.message);
  return messages;
}

std::string SyntaxErrorOf(std::string_view text) {
  const auto file = YamlFile::Parse("settings.yaml", text);
  return file ? "" : file.error().message;
}

void CheckMessages(const std::vector<std::string>& found, const std::vector<std::string>& due) {
  BOOST_CHECK_EQUAL_COLLECTIONS(found.begin(), found.end(), due.begin(), due.end());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(yaml_reader_test)

BOOST_AUTO_TEST_CASE(reads_values_of_every_type) {
  const auto errors = ErrorsOf(
      "name: Шолу\nretries: 3\nshare: 0.25\nopen: true\nwait: 1h\nlimit: 20MB\nsince: 2024-05\n"
      "mode: fast\nwords: [a, 'b c']\n",
      [](config::YamlMap& map) {
        BOOST_TEST(map.Required("name").String() == "Шолу");
        BOOST_TEST(map.Required("retries").Integer(1, 0, 9) == 3);
        BOOST_TEST(map.Required("share").Number(0, 0, 1) == 0.25);
        BOOST_TEST(map.Required("open").Bool());
        BOOST_TEST((map.Required("wait").Duration({}) == std::chrono::hours(1)));
        BOOST_TEST(map.Required("limit").Bytes(0) == 20u << 20);
        BOOST_TEST((map.Required("since").Day() == core::ParseDay("2024-05-01")));
        BOOST_TEST(map.Required("mode").Enum<int>({{"slow", 1}, {"fast", 2}}, 0) == 2);
        BOOST_TEST(map.Required("words").Strings() == (std::vector<std::string>{"a", "b c"}),
                   boost::test_tools::per_element());
      });
  CheckMessages(errors, {});
}

BOOST_AUTO_TEST_CASE(an_absent_optional_value_gives_the_fallback) {
  const auto errors = ErrorsOf("empty:\n", [](config::YamlMap& map) {
    BOOST_TEST(map.Optional("retries").Integer(7) == 7);
    BOOST_TEST(map.Optional("empty").String("none") == "none");
    BOOST_TEST(!map.Optional("since").Day().has_value());
    BOOST_TEST(map.Optional("sources").List().empty());
  });
  CheckMessages(errors, {});
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_an_absent_root) {
  const auto file = YamlFile::Parse("settings.yaml", "# nothing yet\n");
  BOOST_REQUIRE(file);
  BOOST_TEST(!file->root().present());
}

BOOST_AUTO_TEST_CASE(a_wrong_value_is_named_with_what_is_allowed) {
  const auto errors = ErrorsOf(
      "wait: 10\nretries: many\nmode: quick\nopen: yes\nlimit: 9999999999GB\nsince: 2024-13-01\n"
      "delay: 106751991167d\n",
      [](config::YamlMap& map) {
        map.Required("wait").Duration({});
        map.Required("retries").Integer(1, 0, 9);
        map.Required("mode").Enum<int>({{"slow", 1}, {"fast", 2}}, 0);
        map.Required("open").Bool();
        map.Required("limit").Bytes(0);
        map.Required("since").Day();
        map.Required("delay").Duration({});
      });
  CheckMessages(errors,
                {"settings.yaml:1:7: '10' is no duration; allowed: a whole number and ms, s, m, h "
                 "or d, such as 500ms or 2h",
                 "settings.yaml:2:10: 'many' is out of range or no whole number; allowed: 0 to 9",
                 "settings.yaml:3:7: 'quick' is unknown here; allowed: slow, fast",
                 "settings.yaml:4:7: 'yes' is unknown here; allowed: true, false",
                 "settings.yaml:5:8: '9999999999GB' is no size; allowed: a whole number, perhaps "
                 "with KB, MB or GB",
                 "settings.yaml:6:8: '2024-13-01' is no day; allowed: 2024-05-12, 2024-05 or 2024",
                 "settings.yaml:7:8: '106751991167d' is longer than ten years; allowed: a whole "
                 "number and ms, s, m, h or d, such as 500ms or 2h"});
}

BOOST_AUTO_TEST_CASE(a_wrong_shape_is_named) {
  const auto errors = ErrorsOf("list: one\ntext: [a]\nmap: 5\n", [](config::YamlMap& map) {
    map.Required("list").List();
    map.Required("text").String();
    map.Required("map").Map().Required("inner");
  });
  CheckMessages(errors, {"settings.yaml:1:7: a single value instead of a list",
                         "settings.yaml:2:7: a list instead of a text",
                         "settings.yaml:3:6: a single value instead of a map of keys"});
}

BOOST_AUTO_TEST_CASE(a_missing_and_an_unknown_key_are_errors) {
  const auto errors = ErrorsOf("fetch:\n  timout: 5s\n", [](config::YamlMap& map) {
    auto fetch = map.Required("fetch").Map();
    fetch.Optional("timeout");
    fetch.Required("agent");
  });
  CheckMessages(errors,
                {"settings.yaml:2:3: the key 'agent' is missing",
                 "settings.yaml:2:3: the key 'timout' is unknown; allowed: timeout, agent"});
}

BOOST_AUTO_TEST_CASE(free_keys_are_read_as_entries) {
  const auto errors = ErrorsOf("b: 1\na: 2\n", [](config::YamlMap& map) {
    const auto entries = map.Entries();
    BOOST_REQUIRE_EQUAL(entries.size(), 2u);
    BOOST_TEST(entries[0].first == "b");
    BOOST_TEST(entries[1].second.Integer(0) == 2);
  });
  CheckMessages(errors, {});
}

BOOST_AUTO_TEST_CASE(columns_count_characters) {
  const auto errors = ErrorsOf("words: [сөз, [a]]\n",
                               [](config::YamlMap& map) { map.Required("words").Strings(); });
  CheckMessages(errors, {"settings.yaml:1:14: a list instead of a text"});
}

BOOST_AUTO_TEST_CASE(broken_or_dangerous_yaml_is_refused_with_its_place) {
  BOOST_TEST(SyntaxErrorOf("a: [1, 2\nb: 3").starts_with("settings.yaml:2:"));
  BOOST_TEST(SyntaxErrorOf("a: 1\na: 2\n") ==
             "settings.yaml:2:1: not allowed: the key 'a' a second time");
  BOOST_TEST(SyntaxErrorOf("a: &x 1\nb: *x\n").starts_with("settings.yaml:1:4: not allowed: an"));
  BOOST_TEST(SyntaxErrorOf("a: 1\n---\nb: 2\n").find("second document") != std::string::npos);
  BOOST_TEST(SyntaxErrorOf("a: " + std::string(40, '[') + std::string(40, ']')) ==
             "settings.yaml:1:35: not allowed: nested deeper than 32");
  BOOST_TEST(SyntaxErrorOf(std::string(100'000, '[')) != "");
  BOOST_TEST(SyntaxErrorOf("? [a]\n: b\n") != "");
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_is_an_error) {
  const auto file = YamlFile::Load("no/such/file.yaml");
  BOOST_REQUIRE(!file);
  BOOST_TEST(file.error().message == "no/such/file.yaml: cannot be read");
}

BOOST_AUTO_TEST_SUITE_END()
