#include "monitor/source_health.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <vector>

namespace monitor {
namespace {

using std::chrono::days;
using std::chrono::duration_cast;
using std::chrono::seconds;

constexpr int kDays = 30, kFewestDays = 7;
constexpr double kFewestItems = 7;
constexpr double kSecondsOfDay = 86'400;
constexpr double kFewestToMedian = 5;  // the median of smaller counts is too coarse
constexpr double kSilenceBelow = 0.001;
// Every gap is a chance to raise an alarm: of those of a year so many may do it falsely.
constexpr double kFalseSilencesOfYear = 0.1;
// One look a day, each at seven days.
constexpr double kDropBelow = 1e-5;
constexpr double kDropAtMost = 0.5;  // of what was due

double Seconds(seconds duration) {
  return static_cast<double>(duration.count());
}

double MedianOf(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

struct Baseline {
  int days = 0;
  double items = 0;  // in them
  double per_day = 0, per_day_low = 0, dispersion = 1;
  seconds usual_silence{0};
};

class Judge {
 public:
  Judge(std::span<const core::Instant> items, core::Instant now) : now_(now) {
    items_ = items.first(static_cast<std::size_t>(
        std::upper_bound(items.begin(), items.end(), now) - items.begin()));
  }

  SourceHealth Run() {
    if (items_.empty()) return health_;
    health_.last_day = Since(now_ - days(1));
    health_.last_week = Since(now_ - days(7));
    health_.last_month = Since(now_ - days(kDays));
    health_.last_item = items_.back();
    health_.silence = now_ - items_.back();
    health_.state = SourceState::kNew;
    JudgeSilence();
    if (health_.state != SourceState::kSilent) JudgeDrop();
    return health_;
  }

 private:
  std::uint64_t Since(core::Instant from) const {
    return static_cast<std::uint64_t>(items_.end() -
                                      std::upper_bound(items_.begin(), items_.end(), from));
  }

  // Of the days up to `end`.
  Baseline Before(core::Instant end) const {
    Baseline baseline;
    const auto last = std::upper_bound(items_.begin(), items_.end(), end);
    if (last == items_.begin()) return baseline;
    const auto age = duration_cast<days>(end - items_.front()).count();
    baseline.days = static_cast<int>(std::min<std::int64_t>(age, kDays));
    if (baseline.days < kFewestDays) return baseline;
    std::vector<double> counts(static_cast<std::size_t>(baseline.days));
    std::vector<seconds> longest(counts.size());
    const core::Instant begin = end - days(baseline.days);
    for (auto item = std::upper_bound(items_.begin(), last, begin); item != last; ++item) {
      const auto day =
          std::min(counts.size() - 1, static_cast<std::size_t>((*item - begin).count() / 86'400));
      ++counts[day];
      if (item != items_.begin()) longest[day] = std::max(longest[day], *item - *(item - 1));
    }
    Weigh(counts, baseline);
    // Days without an item end no silence.
    std::erase(longest, seconds(0));
    if (!longest.empty()) {
      std::sort(longest.begin(), longest.end());
      baseline.usual_silence = longest[(longest.size() - 1) * 9 / 10];
    }
    return baseline;
  }

  static void Weigh(const std::vector<double>& counts, Baseline& baseline) {
    const double number = static_cast<double>(counts.size());
    double sum = 0, squares = 0;
    for (const double count : counts) sum += count;
    const double mean = sum / number;
    for (const double count : counts) squares += (count - mean) * (count - mean);
    const double median = MedianOf(counts);
    // The median of a Poisson distribution lies a third below its mean (K. P. Choi, 1994).
    baseline.per_day = median < kFewestToMedian ? mean : std::min(mean, median + 1.0 / 3);
    baseline.items = baseline.per_day * number;
    if (mean > 0) baseline.dispersion = std::max(1.0, squares / (number - 1) / mean);
    if (baseline.items > 0) {
      const double effective = baseline.items / baseline.dispersion;
      baseline.per_day_low =
          boost::math::gamma_p_inv(effective, 0.05) * baseline.dispersion / number;
    }
  }

  void JudgeSilence() {
    const Baseline baseline = Before(items_.back());
    if (baseline.days < kFewestDays || baseline.items < kFewestItems) return;
    health_.state = SourceState::kWell;
    health_.per_day = baseline.per_day;
    health_.per_day_low = baseline.per_day_low;
    health_.usual_silence = baseline.usual_silence;
    const double of_year = 365 * baseline.per_day;
    const double due = -std::log(std::min(kSilenceBelow, kFalseSilencesOfYear / of_year));
    const auto by_chance =
        seconds(static_cast<std::int64_t>(due / baseline.per_day_low * kSecondsOfDay) + 1);
    health_.alarm_after = std::max(by_chance, baseline.usual_silence + seconds(1));
    if (health_.silence < health_.alarm_after) return;
    health_.state = SourceState::kSilent;
    health_.probability =
        std::exp(-baseline.per_day_low * Seconds(health_.silence) / kSecondsOfDay);
  }

  // The last week against the days before it.
  void JudgeDrop() {
    const Baseline baseline = Before(now_ - days(7));
    if (baseline.days < kFewestDays || baseline.items < kFewestItems) return;
    const double due = 7 * baseline.per_day_low;
    const auto found = static_cast<double>(health_.last_week);
    if (found > kDropAtMost * due) return;
    // P(X <= k) of a Poisson mean, by the incomplete gamma function; dispersion makes both fewer.
    const double probability = boost::math::gamma_q(std::floor(found / baseline.dispersion) + 1,
                                                    due / baseline.dispersion);
    if (probability >= kDropBelow) return;
    health_.state = SourceState::kDropped;
    health_.probability = probability;
    health_.per_day = baseline.per_day;
    health_.per_day_low = baseline.per_day_low;
  }

  std::span<const core::Instant> items_;
  core::Instant now_;
  SourceHealth health_;
};

}  // namespace

std::string_view Name(SourceState state) {
  switch (state) {
    case SourceState::kEmpty:
      return "empty";
    case SourceState::kNew:
      return "new";
    case SourceState::kWell:
      return "well";
    case SourceState::kSilent:
      return "silent";
    case SourceState::kDropped:
      return "dropped";
  }
  return "";
}

SourceHealth JudgeSource(std::span<const core::Instant> items, core::Instant now) {
  return Judge(items, now).Run();
}

}  // namespace monitor
