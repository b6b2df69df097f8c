#include "monitor/observations.h"

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <vector>

#include "tests/support/memory_key_value.h"

namespace {

core::Observation Registered(double value) {
  core::Observation figure;
  figure.source = "legal-statistics";
  figure.indicator = "Зарегистрировано правонарушений";
  figure.category = "Получение взятки";
  figure.offence = "cc366";
  figure.region = "KZ-71";
  figure.from = *core::ParseDay("2025-01-01");
  figure.to = *core::ParseDay("2025-12-31");
  figure.value = value;
  figure.file = "form-3k.xlsx";
  figure.sha256 = std::string(64, 'a');
  figure.row = 12;
  figure.column = "За год";
  return figure;
}

monitor::ObservationChange Keep(core::KeyValue& space, const core::Observation& figure) {
  core::Batch batch;
  const auto change = monitor::Keep(space, figure, batch);
  space.Write(batch);
  return change;
}

std::vector<core::Observation> Visit(const core::KeyValue& space,
                                     std::optional<core::SourceType> type, std::string_view from,
                                     std::string_view to) {
  std::vector<core::Observation> found;
  monitor::VisitObservations(space, type, *core::ParseDay(from), *core::ParseDay(to),
                             [&](const core::Observation& figure) {
                               found.push_back(figure);
                               return true;
                             });
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(observations_test)

BOOST_AUTO_TEST_CASE(a_figure_comes_back_with_its_trace) {
  test::MemoryKeyValue space;
  const core::Observation figure = Registered(41);
  BOOST_TEST((Keep(space, figure) == monitor::ObservationChange::kAdded));
  const auto found = Visit(space, {}, "2025-06-01", "2025-06-30");
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_TEST((found.front() == figure));
}

BOOST_AUTO_TEST_CASE(a_figure_published_anew_is_an_update_of_the_same) {
  test::MemoryKeyValue space;
  Keep(space, Registered(41));
  BOOST_TEST((Keep(space, Registered(41)) == monitor::ObservationChange::kUnchanged));
  BOOST_TEST((Keep(space, Registered(43)) == monitor::ObservationChange::kUpdated));
  const auto found = Visit(space, {}, "2025-01-01", "2025-12-31");
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_TEST(found.front().value == 43);
}

BOOST_AUTO_TEST_CASE(another_category_period_or_place_is_another_figure) {
  test::MemoryKeyValue space;
  core::Observation figure = Registered(1);
  Keep(space, figure);
  figure.category = "Дача взятки";
  BOOST_TEST((Keep(space, figure) == monitor::ObservationChange::kAdded));
  figure.region = "KZ-75";
  BOOST_TEST((Keep(space, figure) == monitor::ObservationChange::kAdded));
  figure.to = *core::ParseDay("2025-06-30");
  BOOST_TEST((Keep(space, figure) == monitor::ObservationChange::kAdded));
  figure.source_type = core::SourceType::kSurvey;
  BOOST_TEST((Keep(space, figure) == monitor::ObservationChange::kAdded));
  BOOST_TEST(Visit(space, {}, "2025-01-01", "2025-12-31").size() == 5u);
}

BOOST_AUTO_TEST_CASE(only_overlapping_periods_and_the_kind_asked_for_are_visited) {
  test::MemoryKeyValue space;
  core::Observation figure = Registered(1);
  Keep(space, figure);
  figure.source_type = core::SourceType::kSurvey;
  Keep(space, figure);
  BOOST_TEST(Visit(space, {}, "2024-01-01", "2024-12-31").empty());
  BOOST_TEST(Visit(space, {}, "2024-01-01", "2025-01-01").size() == 2u);
  const auto surveys = Visit(space, core::SourceType::kSurvey, "2025-12-31", "2026-12-31");
  BOOST_REQUIRE_EQUAL(surveys.size(), 1u);
  BOOST_TEST((surveys.front().source_type == core::SourceType::kSurvey));
}

BOOST_AUTO_TEST_CASE(a_damaged_record_ends_the_run) {
  test::MemoryKeyValue space;
  core::Batch batch;
  batch.Put(std::string("\1source\0key", 11), "no record");
  space.Write(batch);
  BOOST_CHECK_THROW(Visit(space, {}, "2025-01-01", "2025-12-31"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
