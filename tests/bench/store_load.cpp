#include "tests/bench/store_load.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "tests/bench/cpu_seconds.h"

namespace bench {
namespace {

constexpr std::size_t kGroupsWaiting = 4;
constexpr std::size_t kFirst = 100'000;

// Groups on their way from the thread that makes them ready.
class Groups {
 public:
  void Push(std::vector<store::PutRequest> group) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return groups_.size() < kGroupsWaiting; });
    groups_.push_back(std::move(group));
    ready_.notify_one();
  }
  std::vector<store::PutRequest> Pop() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return !groups_.empty(); });
    std::vector<store::PutRequest> group = std::move(groups_.front());
    groups_.pop_front();
    room_.notify_one();
    return group;
  }

 private:
  std::mutex mutex_;
  std::condition_variable room_, ready_;
  std::deque<std::vector<store::PutRequest>> groups_;
};

// How far a load has come.
struct Milestone {
  std::size_t documents;
  double wall, putting;
};

// What a document cost between two points of the load.
Milestone CostBetween(const std::vector<Milestone>& milestones, std::size_t from, std::size_t to) {
  const auto reached = [&](std::size_t documents) {
    return *std::find_if(milestones.begin(), milestones.end() - 1,
                         [&](const Milestone& one) { return one.documents >= documents; });
  };
  const Milestone begin = reached(from), end = reached(to);
  const auto documents =
      static_cast<double>(std::max<std::size_t>(end.documents - begin.documents, 1));
  return {0, (end.wall - begin.wall) / documents, (end.putting - begin.putting) / documents};
}

}  // namespace

LoadCost Load(store::Store& store, MadeCorpus& corpus, const LoadOptions& options) {
  LoadCost cost;
  Groups groups;
  const double process = ProcessCpuSeconds();
  const auto begin = Clock::now();
  std::thread worker([&] {
    MadeDocument made;
    std::vector<store::PutRequest> group;
    for (std::size_t i = 0; i < options.documents; ++i) {
      const double start = CpuSeconds();
      corpus.Next(made);
      const double generated = CpuSeconds();
      group.push_back(
          {store.Prepare(made.document, made.title, made.text, made.classification, ""), {}});
      cost.generating += generated - start;
      cost.preparing += CpuSeconds() - generated;
      if (group.size() == options.group || i + 1 == options.documents) {
        groups.Push(std::exchange(group, {}));
      }
    }
  });
  std::vector<Milestone> milestones = {{0, 0, 0}};
  auto synced = Clock::now();
  for (std::size_t done = 0; done < options.documents;) {
    std::vector<store::PutRequest> group = groups.Pop();
    const double start = CpuSeconds();
    const auto put = Clock::now();
    store.PutGroup(group);
    cost.slowest_put = std::max(cost.slowest_put, Seconds(put));
    done += group.size();
    group.clear();
    if (options.sync.count() > 0 && Clock::now() - synced >= options.sync) {
      store.Sync();
      synced = Clock::now();
    }
    cost.putting += CpuSeconds() - start;
    milestones.push_back({done, Seconds(begin), cost.putting});
  }
  worker.join();
  cost.wall = Seconds(begin);
  cost.all = ProcessCpuSeconds() - process - cost.generating;
  const Milestone first =
      CostBetween(milestones, 0, std::min(kFirst, std::max<std::size_t>(options.documents / 2, 1)));
  const Milestone last =
      CostBetween(milestones, options.documents - options.documents / 10, options.documents);
  cost.first = first.wall;
  cost.first_cpu = first.putting;
  cost.last = last.wall;
  cost.last_cpu = last.putting;
  return cost;
}

std::uintmax_t BytesIn(const std::filesystem::path& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

}  // namespace bench
