#include "monitor/priority.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "config/priorities.h"
#include "tests/support/store_fixture.h"

using core::TagKind;
using fixture::Item;

namespace {

struct Fixture {
  fixture::Folder folder;
  std::unique_ptr<store::Store> store = fixture::Open(fixture::OptionsFor(folder));

  store::DocumentNumber Put(const Item& item) {
    Item appeal = item;
    appeal.document.key.source_type = core::SourceType::kAppeal;
    return fixture::Put(*store, appeal).number;
  }

  // "4(30) 2(10)": numbers with their points, in order.
  std::string Ranked(const monitor::Priorities& priorities,
                     const monitor::RankingRequest& request = {}) const {
    std::string text;
    for (const auto& item : monitor::Rank(*store, priorities, request).items) {
      text += fixture::Name(text.empty() ? "" : " ", item.number) + "(" +
              std::to_string(item.points) + ")";
    }
    return text;
  }
};

monitor::PriorityRule Rule(std::string id, int points, monitor::PriorityCondition when) {
  monitor::PriorityRule rule;
  rule.id = std::move(id);
  rule.points = points;
  rule.kk = "себеп";
  rule.ru = "причина";
  rule.en = "reason";
  rule.when = std::move(when);
  return rule;
}

monitor::PriorityCondition HasTag(TagKind kind, std::string id) {
  monitor::PriorityCondition condition;
  condition.tags[kind] = {std::move(id)};
  return condition;
}

// Ids that the rules below name.
monitor::Names Names() {
  monitor::Names names;
  names.Add(TagKind::kMark, "threat", {"а", "б", "c"});
  names.Add(TagKind::kScheme, "extortion", {"а", "б", "c"});
  return names;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(priority_test, Fixture)

BOOST_AUTO_TEST_CASE(points_of_all_rules_that_hold_add_up_and_give_their_reasons) {
  Put(Item("1", "", fixture::Words("a", 20)));
  Put(Item("2", "", fixture::Words("b", 20)).Counting().With(TagKind::kMark, "threat"));
  Put(Item("3", "", fixture::Words("c", 20)).With(TagKind::kMark, "threat"));
  monitor::Priorities priorities;
  monitor::PriorityCondition countable;
  countable.countable = true;
  priorities.rules = {Rule("episode", 40, countable),
                      Rule("threat", 25, HasTag(TagKind::kMark, "threat"))};
  BOOST_TEST(Ranked(priorities) == "2(65) 3(25) 1(0)");
  const auto ranking = monitor::Rank(*store, priorities, {});
  BOOST_TEST(ranking.total == 3U);
  BOOST_TEST(ranking.items[0].reasons == (std::vector<std::size_t>{0, 1}));
  BOOST_CHECK(ranking.items[0].level == monitor::PriorityLevel::kHigh);
  BOOST_CHECK(ranking.items[1].level == monitor::PriorityLevel::kLow);
}

BOOST_AUTO_TEST_CASE(equal_points_go_by_date_then_by_number_and_pages_fit_together) {
  for (int i = 1; i <= 7; ++i) {
    Put(Item(std::to_string(i), "", fixture::Words(fixture::Name("t", i), 20))
            .On(i == 3 ? "2025-05-02" : "2025-05-01"));
  }
  BOOST_TEST(Ranked({}) == "3(0) 1(0) 2(0) 4(0) 5(0) 6(0) 7(0)");
  monitor::RankingRequest request;
  request.limit = 3;
  request.offset = 2;
  BOOST_TEST(Ranked({}, request) == "2(0) 4(0) 5(0)");
  request.offset = 6;
  BOOST_TEST(Ranked({}, request) == "7(0)");
  request.offset = 7;
  BOOST_TEST(Ranked({}, request) == "");
}

BOOST_AUTO_TEST_CASE(a_rule_does_not_hold_where_its_unless_holds) {
  Put(Item("1", "", fixture::Words("a", 20)).Counting());
  Put(Item("2", "", fixture::Words("b", 20)).Counting().With(TagKind::kMark, "threat"));
  monitor::PriorityCondition corruption;
  corruption.corruption = true;
  monitor::Priorities priorities;
  priorities.rules = {Rule("calm", 10, corruption)};
  priorities.rules[0].unless = HasTag(TagKind::kMark, "threat");
  BOOST_TEST(Ranked(priorities) == "1(10) 2(0)");
}

BOOST_AUTO_TEST_CASE(copies_and_complaints_of_one_body_are_counted_among_what_is_listed) {
  const std::string letter = fixture::Words("letter", 40);
  for (int i = 1; i <= 3; ++i) {
    Put(Item(std::to_string(i), "", letter + fixture::Name("signed", i))
            .On(i == 3 ? "2025-06-01" : "2025-05-01"));
  }
  const auto at_clinic = [](int i) {
    return Item(fixture::Name("b", i), "", fixture::Words(fixture::Name("own", i), 20))
        .On("2025-05-01")
        .With(TagKind::kBody, "clinic", i == 6 ? core::Role::kNamed : core::Role::kImplicated);
  };
  for (int i = 4; i <= 6; ++i) Put(at_clinic(i));
  monitor::PriorityCondition copies, same_body;
  copies.copies = 3;
  same_body.same_body = 2;
  monitor::Priorities priorities;
  priorities.rules = {Rule("copies", 20, copies), Rule("same_body", 10, same_body)};
  BOOST_TEST(Ranked(priorities) == "3(20) 1(20) 2(20) 4(10) 5(10) 6(0)");
  // In May alone there are two of the letters.
  monitor::RankingRequest may;
  may.filter.to = core::ParseIso("2025-06-01")->instant;
  BOOST_TEST(Ranked(priorities, may) == "4(10) 5(10) 1(0) 2(0) 6(0)");
}

BOOST_AUTO_TEST_CASE(copies_of_one_letter_are_no_others_who_complain_of_the_same_body) {
  const std::string letter = fixture::Words("letter", 40);
  for (int i = 1; i <= 3; ++i) {
    Put(Item(std::to_string(i), "", letter + fixture::Name("signed", i))
            .With(TagKind::kBody, "ministry", core::Role::kImplicated));
  }
  monitor::PriorityCondition same_body;
  same_body.same_body = 2;
  monitor::Priorities priorities;
  priorities.rules = {Rule("same_body", 10, same_body)};
  BOOST_TEST(Ranked(priorities) == "1(0) 2(0) 3(0)");
  Put(Item("4", "", fixture::Words("own", 20))
          .With(TagKind::kBody, "ministry", core::Role::kImplicated));
  BOOST_TEST(Ranked(priorities) == "1(10) 2(10) 3(10) 4(10)");
}

BOOST_AUTO_TEST_CASE(a_body_of_which_there_are_many_is_the_same_one_only_in_its_region) {
  const char* const kRegions[] = {"KZ-71", "KZ-75", "KZ-71", "", ""};
  for (int i = 1; i <= 5; ++i) {
    Item item(std::to_string(i), "", fixture::Words(fixture::Name("own", i), 20));
    item.With(TagKind::kBody, "school", core::Role::kImplicated);
    const std::string region = kRegions[i - 1];
    if (!region.empty()) item.With(TagKind::kRegion, region);
    Put(item);
  }
  monitor::PriorityCondition same_body;
  same_body.same_body = 2;
  monitor::Priorities priorities;
  priorities.rules = {Rule("same_body", 10, same_body)};
  monitor::RankingRequest request;
  request.generic_bodies = {"school"};
  BOOST_TEST(Ranked(priorities, request) == "1(10) 3(10) 2(0) 4(0) 5(0)");
  BOOST_TEST(Ranked(priorities) == "1(10) 2(10) 3(10) 4(10) 5(10)");
}

BOOST_AUTO_TEST_CASE(of_near_copies_with_equal_points_the_earliest_stands_for_all) {
  const std::string letter = fixture::Words("letter", 40);
  for (int i = 1; i <= 3; ++i) {
    Put(Item(std::to_string(i), "", letter + fixture::Name("signed", i))
            .On(i == 2 ? "2025-05-01" : "2025-05-20"));
  }
  monitor::RankingRequest request;
  request.fold_copies = true;
  BOOST_TEST(Ranked({}, request) == "2(0)");
}

BOOST_AUTO_TEST_CASE(of_near_copies_the_one_with_most_points_stands_for_all) {
  const std::string letter = fixture::Words("letter", 40);
  for (int i = 1; i <= 4; ++i) {
    Item item(std::to_string(i), "", letter + fixture::Name("signed", i));
    if (i == 3) item.With(TagKind::kMark, "threat");
    Put(item);
  }
  Put(Item("5", "", fixture::Words("own", 20)));
  monitor::Priorities priorities;
  priorities.rules = {Rule("threat", 7, HasTag(TagKind::kMark, "threat"))};
  monitor::RankingRequest request;
  request.fold_copies = true;
  BOOST_TEST(Ranked(priorities, request) == "3(7) 5(0)");
  BOOST_TEST(Ranked({}, request) == "1(0) 5(0)");
  const auto ranking = monitor::Rank(*store, priorities, request);
  BOOST_TEST(ranking.total == 2U);
  BOOST_TEST(ranking.items[0].copies == 4U);
  BOOST_TEST(ranking.items[1].copies == 1U);
}

BOOST_AUTO_TEST_CASE(bodies_of_a_condition_are_the_implicated_ones) {
  Put(Item("1", "", fixture::Words("a", 20)).With(TagKind::kBody, "clinic", core::Role::kActing));
  Put(Item("2", "", fixture::Words("b", 20))
          .With(TagKind::kBody, "clinic", core::Role::kImplicated));
  monitor::Priorities priorities;
  priorities.rules = {Rule("clinic", 5, HasTag(TagKind::kBody, "clinic"))};
  BOOST_TEST(Ranked(priorities) == "2(5) 1(0)");
}

BOOST_AUTO_TEST_CASE(only_the_level_asked_for_and_higher_is_listed_and_counted) {
  for (int i = 1; i <= 3; ++i) {
    Item item(std::to_string(i), "", fixture::Words(fixture::Name("t", i), 20));
    if (i == 2) item.With(TagKind::kMark, "threat");
    Put(item);
  }
  monitor::Priorities priorities;
  priorities.rules = {Rule("threat", 30, HasTag(TagKind::kMark, "threat"))};
  monitor::RankingRequest request;
  request.level = monitor::PriorityLevel::kMedium;
  BOOST_TEST(monitor::Rank(*store, priorities, request).total == 1U);
  BOOST_TEST(Ranked(priorities, request) == "2(30)");
}

BOOST_AUTO_TEST_CASE(a_superseded_version_is_not_listed) {
  Put(Item("1", "", fixture::Words("a", 20)));
  Put(Item("1", "", fixture::Words("b", 20)));
  BOOST_TEST(Ranked({}) == "2(0)");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(priorities_file)

namespace {

// The errors of a file with that content, without its folder; empty: it is right.
std::string ErrorsOf(const std::string& content) {
  const fixture::Folder folder;
  const auto path = folder / "priorities.yaml";
  std::FILE* file = std::fopen(path.c_str(), "w");
  std::fputs(content.c_str(), file);
  std::fclose(file);
  const auto priorities = config::LoadPriorities(path, Names());
  std::string text;
  if (!priorities) {
    for (const auto& error : priorities.error()) {
      text += error.message.substr(error.message.find("priorities.yaml")) + "\n";
    }
  }
  return text;
}

constexpr const char* kReason = "reason: {kk: а, ru: б, en: c}";

}  // namespace

BOOST_AUTO_TEST_CASE(conditions_are_read) {
  BOOST_TEST(
      ErrorsOf(std::string("high: 50\nmedium: 20\nrules:\n  - {id: a, points: -5, ") + kReason +
               ", when: {mark: threat, scheme: [extortion], context: allegation, "
               "countable: true, copies: 2, same_body: 3}, unless: {special: true}}\n") == "");
}

BOOST_AUTO_TEST_CASE(mistakes_have_their_place) {
  const std::string errors =
      ErrorsOf(std::string("high: 10\nmedium: 20\nrules:\n  - {id: a, points: 5000, ") + kReason +
               ", when: {mark: nonsense, context: [rumour]}}\n  - {id: a, points: 1, " + kReason +
               ", when: {colour: red}}\n");
  BOOST_TEST(errors.find("priorities.yaml:2:9: medium is above high") != std::string::npos, errors);
  BOOST_TEST(errors.find("the lexicon has no mark 'nonsense'") != std::string::npos, errors);
  BOOST_TEST(errors.find("'rumour' is no context") != std::string::npos, errors);
  BOOST_TEST(errors.find("priorities.yaml:5:10: the id 'a' is taken") != std::string::npos, errors);
  BOOST_TEST(errors.find("the key 'colour' is unknown") != std::string::npos, errors);
  BOOST_TEST(errors.find("5000") != std::string::npos, errors);
}

BOOST_AUTO_TEST_SUITE_END()
