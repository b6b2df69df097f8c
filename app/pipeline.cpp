#include "app/pipeline.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>
#include <vector>

namespace app {
namespace {

constexpr std::size_t kRememberedValues = 10'000;  // of register columns, per worker

}  // namespace

void AnalyzeFields(const nlp::Analyzer& analyzer, const core::Document& document,
                   nlp::Analyzer::Scratch& scratch, core::NormalizedText& title,
                   core::NormalizedText& text) {
  analyzer.Analyze(document.text, core::LanguageOf(document.language), scratch, text);
  // A title is short: the language of its text is the better hint.
  analyzer.Analyze(document.title, text.language, scratch, title);
}

classify::Input InputOf(const core::Document& document, const core::NormalizedText& title,
                        const core::NormalizedText& text) {
  return {.kind = document.kind,
          .date = document.published ? std::optional(document.published->day()) : std::nullopt,
          .title = document.title,
          .text = document.text,
          .title_analysis = title,
          .text_analysis = text};
}

Workbench::Workbench(const nlp::Analyzer& analyzer, const classify::Classifier& classifier,
                     const store::Store& store)
    : analyzer_(analyzer),
      classifier_(classifier),
      store_(store),
      classifier_scratch_(classifier) {}

store::Prepared Workbench::Prepare(const core::Document& document, std::string_view original) {
  AnalyzeFields(analyzer_, document, analyzer_scratch_, title_, text_);
  return store_.Prepare(document, title_, text_, Classify(document, title_, text_), original);
}

core::Classification Workbench::Classify(const core::Document& document,
                                         const core::NormalizedText& title,
                                         const core::NormalizedText& text) {
  core::Classification classification =
      classifier_.Classify(InputOf(document, title, text), classifier_scratch_);
  if (document.kind == "listing") classification.countable = false;
  AddRegisterTags(document, classification);
  return classification;
}

const std::vector<core::Tag>& Workbench::TagsOf(core::Field field, const std::string& value,
                                                core::Day day) {
  if (register_tags_.size() > kRememberedValues) register_tags_.clear();
  const auto [found, fresh] = register_tags_.try_emplace({field, value, day});
  std::vector<core::Tag>& tags = found->second;
  if (!fresh) return tags;
  static const core::NormalizedText kNoTitle;
  analyzer_.Analyze(value, core::Language::kUnknown, analyzer_scratch_, column_);
  const classify::Input input{.kind = "register",
                              .date = day,
                              .title = {},
                              .text = value,
                              .title_analysis = kNoTitle,
                              .text_analysis = column_};
  const auto kind = field == core::Field::kRegion ? core::TagKind::kRegion : core::TagKind::kBody;
  for (core::Tag& tag : classifier_.Classify(input, classifier_scratch_).tags) {
    if (tag.kind != kind) continue;
    if (kind == core::TagKind::kBody) tag.role = core::Role::kNamed;
    for (core::Evidence& evidence : tag.evidence) evidence.field = field;
    tags.push_back(std::move(tag));
  }
  return tags;
}

void Workbench::AddRegisterTags(const core::Document& document,
                                core::Classification& classification) {
  std::vector<core::Tag>& tags = classification.tags;
  const auto day = std::chrono::floor<std::chrono::days>(document.counted_at());
  if (!document.region.empty()) {
    const auto& regions = TagsOf(core::Field::kRegion, document.region, day);
    if (!regions.empty()) {
      std::erase_if(tags, [](const auto& tag) { return tag.kind == core::TagKind::kRegion; });
    }
    tags.insert(tags.end(), regions.begin(), regions.end());
  }
  if (!document.addressee.empty()) {
    for (const core::Tag& body : TagsOf(core::Field::kAddressee, document.addressee, day)) {
      const bool known = std::any_of(tags.begin(), tags.end(), [&body](const core::Tag& tag) {
        return tag.kind == body.kind && tag.id == body.id;
      });
      if (!known) tags.push_back(body);
    }
  }
  std::stable_sort(tags.begin(), tags.end(), [](const core::Tag& a, const core::Tag& b) {
    return std::tie(a.kind, a.id) < std::tie(b.kind, b.id);
  });
}

struct Pipeline::Impl {
  struct Ticket {
    std::uint64_t number = 0;
    std::size_t bytes = 0;
    Job job;
  };
  struct Finished {
    std::size_t bytes = 0;
    Unit unit;
  };

  Impl(const nlp::Analyzer& analyzer_in, const classify::Classifier& classifier_in,
       store::Store& store_in, std::function<void()> sync_in, Options options_in)
      : analyzer(analyzer_in),
        classifier(classifier_in),
        store(store_in),
        sync(std::move(sync_in)),
        options(options_in) {
    if (options.workers == 0) options.workers = std::max(1u, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < options.workers; ++i)
      threads.emplace_back([this] { Guard([this] { Work(); }); });
    threads.emplace_back([this] { Guard([this] { Write(); }); });
  }

  ~Impl() { Close(); }

  void Guard(const std::function<void()>& body) {
    try {
      body();
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      WakeAll();
    }
  }

  void WakeAll() {
    work.notify_all();
    ready.notify_all();
    room.notify_all();
  }

  bool HasRoom(std::size_t bytes) const {
    return jobs == 0 || (jobs < options.max_jobs && bytes_under_way + bytes <= options.max_bytes);
  }

  void Enqueue(Job job, std::size_t bytes) {
    ++jobs;
    bytes_under_way += bytes;
    todo.push_back({next_number++, bytes, std::move(job)});
    work.notify_one();
  }

  void Work() {
    Workbench bench(analyzer, classifier, store);
    for (;;) {
      Ticket ticket;
      {
        std::unique_lock lock(mutex);
        work.wait(lock, [this] { return !todo.empty() || closed || failure; });
        if (failure || todo.empty()) return;
        ticket = std::move(todo.front());
        todo.pop_front();
      }
      Unit unit = ticket.job(bench);
      ticket.job = nullptr;
      const std::lock_guard lock(mutex);
      done.emplace(ticket.number, Finished{ticket.bytes, std::move(unit)});
      // The writer is woken for what it may act on, not for every document.
      if (done.size() == 1 || IsWorthACommit()) ready.notify_one();
    }
  }

  // A group costs less per document the larger it is; nothing is gained by waiting once nobody
  // works on more.
  bool IsWorthACommit() const {
    return done.size() >= std::min(options.max_group, options.max_jobs / 2) || done.size() == jobs;
  }
  bool HasNext() const { return !done.empty() && done.begin()->first == next_commit; }

  // Those that can be committed now, in the order of submission, so that of two versions of one
  // document the later one stays. Empty at the end.
  std::vector<Finished> NextGroup() {
    std::unique_lock lock(mutex);
    ready.wait(lock, [this] { return HasNext() || (closed && jobs == 0) || failure; });
    ready.wait_for(lock, options.linger, [this] { return IsWorthACommit() || failure; });
    std::vector<Finished> group;
    while (!failure && HasNext() && group.size() < options.max_group) {
      group.push_back(std::move(done.begin()->second));
      done.erase(done.begin());
      ++next_commit;
    }
    return group;
  }

  void Write() {
    auto synced = std::chrono::steady_clock::now();
    for (;;) {
      std::vector<Finished> group = NextGroup();
      if (group.empty()) break;
      Commit(group);
      if (const auto now = std::chrono::steady_clock::now(); now - synced >= options.sync_every) {
        sync();
        synced = now;
      }
      std::function<void()> tell;
      {
        const std::lock_guard lock(mutex);
        jobs -= group.size();
        for (const Finished& finished : group) bytes_under_way -= finished.bytes;
        tell = progress;
        room.notify_all();
      }
      if (tell) tell();
    }
    sync();
  }

  void Commit(std::vector<Finished>& group) {
    std::vector<store::PutRequest> requests;
    requests.reserve(group.size());
    for (Finished& finished : group) {
      requests.push_back({std::move(finished.unit.document), std::move(finished.unit.alongside)});
    }
    const auto outcomes = store.PutGroup(requests);
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (group[i].unit.committed) group[i].unit.committed(outcomes[i]);
    }
  }

  void Close() {
    {
      const std::lock_guard lock(mutex);
      closed = true;
      WakeAll();
    }
    threads.clear();
  }

  const nlp::Analyzer& analyzer;
  const classify::Classifier& classifier;
  store::Store& store;
  const std::function<void()> sync;
  Options options;

  mutable std::mutex mutex;
  // Something to do for a worker, to commit for the writer, room for a submitter.
  std::condition_variable work, ready, room;
  std::deque<Ticket> todo;
  std::map<std::uint64_t, Finished> done;
  std::uint64_t next_number = 0, next_commit = 0;
  std::size_t jobs = 0, bytes_under_way = 0;
  bool closed = false;
  std::exception_ptr failure;
  std::function<void()> progress;
  std::vector<std::jthread> threads;  // last: joined before the rest goes
};

Pipeline::Pipeline(const nlp::Analyzer& analyzer, const classify::Classifier& classifier,
                   store::Store& store, std::function<void()> sync, Options options)
    : impl_(std::make_unique<Impl>(analyzer, classifier, store, std::move(sync), options)) {}

Pipeline::~Pipeline() = default;

bool Pipeline::TrySubmit(Job& job, std::size_t bytes) {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->failure || !impl_->HasRoom(bytes)) return false;
  impl_->Enqueue(std::move(job), bytes);
  return true;
}

bool Pipeline::Submit(Job job, std::size_t bytes) {
  std::unique_lock lock(impl_->mutex);
  impl_->room.wait(lock, [&] { return impl_->failure || impl_->HasRoom(bytes); });
  if (impl_->failure) return false;
  impl_->Enqueue(std::move(job), bytes);
  return true;
}

std::size_t Pipeline::under_way() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->jobs;
}

bool Pipeline::failed() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->failure != nullptr;
}

void Pipeline::OnProgress(std::function<void()> progress) {
  const std::lock_guard lock(impl_->mutex);
  impl_->progress = std::move(progress);
}

void Pipeline::Finish() {
  impl_->Close();
  if (impl_->failure) std::rethrow_exception(impl_->failure);
}

}  // namespace app
