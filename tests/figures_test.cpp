#include "monitor/figures.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "monitor/observations.h"
#include "tests/support/summary_corpus.h"

using namespace summary_corpus;

BOOST_AUTO_TEST_SUITE(figures_test)

BOOST_AUTO_TEST_CASE(shows_the_figures_of_the_scope_with_those_before) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)).Tag(TagKind::kOffence, "cc366"));
  core::Batch batch;
  const core::KeyValue& space = corpus.store().space(monitor::kObservationSpace);
  const auto keep = [&](std::string indicator, std::string_view from, std::string_view to,
                        double value, auto&& change) {
    core::Observation figure;
    figure.source = "statistics";
    figure.indicator = std::move(indicator);
    figure.from = *core::ParseDay(from);
    figure.to = *core::ParseDay(to);
    figure.value = value;
    change(figure);
    monitor::Keep(space, figure, batch);
  };
  const auto bribery = [](core::Observation& o) { o.offence = "cc366"; };
  keep("registered", "2026-01-01", "2026-03-31", 40, bribery);
  keep("registered", "2025-10-01", "2025-12-31", 30, bribery);
  keep("cumulated", "2026-01-01", "2026-02-28", 7, bribery);
  keep("cumulated", "2025-01-01", "2025-02-28", 6, bribery);
  keep("registered", "2026-01-01", "2026-03-31", 9, [](auto& o) { o.offence = "cc189"; });
  keep("trust", "2026-01-01", "2026-12-31", 61.5, [](auto& o) { o.sphere = kHealth; });
  keep("trust", "2026-01-01", "2026-12-31", 50, [](auto& o) { o.sphere = "education"; });
  keep("complaints", "2026-01-01", "2026-12-31", 5, [](auto& o) { o.body = "akimat"; });
  keep("index", "2025-01-01", "2025-12-31", 39, [](auto&) {});
  keep("index", "2026-01-01", "2026-12-31", 40, [](auto&) {});
  corpus.store().space(monitor::kObservationSpace).Write(batch);

  auto request = Request("2026-01-01", "2026-03-31");
  const auto summary = Summarize(corpus, request);
  std::string told;
  for (const monitor::Figure& figure : summary.figures) {
    told += figure.now.indicator + (figure.general ? " general " : " ") +
            std::to_string(static_cast<int>(figure.now.value)) + " before " +
            (figure.before ? std::to_string(static_cast<int>(figure.before->value)) : "none") +
            "; ";
  }
  BOOST_TEST(told ==
             "cumulated 7 before 6; index general 40 before 39; registered 40 before 30; "
             "trust 61 before none; ");
  request.sphere.reset();
  request.body = "akimat";
  const auto of_body = Summarize(corpus, request);
  BOOST_REQUIRE_EQUAL(of_body.figures.size(), 2u);
  BOOST_TEST(of_body.figures[0].now.indicator == "complaints");
}

BOOST_AUTO_TEST_SUITE_END()
