// bench_xapian [DOCUMENTS] [--queries N] [--reprints SHARE]: the same made-up documents (default
// 200,000) and the same queries in our store and in Xapian, side by side. "Text alone": words with
// their places. "Whole": what a corpus needs besides: the text itself, tags, source, language and
// date, and another version of a known document replaces it. Queries are asked of our store as the
// put left it, by a reader, which merges nothing, and once RocksDB has settled; those are compared.
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "core/language.h"
#include "store/index_writer.h"
#include "store/store.h"
#include "tests/bench/arguments.h"
#include "tests/bench/cpu_seconds.h"
#include "tests/bench/made_corpus.h"
#include "tests/bench/questions.h"
#include "tests/bench/store_load.h"
#include "tests/support/store_fixture.h"

namespace {

using bench::Clock;
using bench::MadeDocument;
using bench::Question;
using bench::Seconds;

constexpr std::size_t kGroup = 512;
constexpr std::size_t kSyncEvery = 10'000;  // documents, as Xapian does of itself
constexpr std::size_t kTop = 10;
constexpr Xapian::valueno kTimeSlot = 0;
constexpr Xapian::termpos kGapBehindTitle = 100;

std::string Term(std::string_view prefix, std::string_view value) {
  return std::string(prefix).append(value);
}

std::string Written(core::Instant time) {
  return Xapian::sortable_serialise(static_cast<double>(time.time_since_epoch().count()));
}

enum class Extent { kText, kWhole };

// The index of words as the store keeps it, and nothing else.
class OurText {
 public:
  OurText(std::filesystem::path folder, Extent) {
    options_.folder = std::move(folder);
    auto opened = store::Database::Open(options_);
    if (!opened) throw std::runtime_error(opened.error().message);
    database_ = *std::move(opened);
    index_.emplace(*database_, store::Spelling());
  }

  void Add(const MadeDocument& made) {
    store::IndexedWords words = store::IndexWords(made.title, made.text);
    index_->Add(words, ++added_);
    if (added_ % kGroup == 0) Write();
    if (added_ % kSyncEvery == 0) database_->Sync();
  }

  void Finish() {
    Write();
    database_->Sync();
    index_.reset();
    database_.reset();
  }

  const std::filesystem::path& folder() const { return options_.folder; }

 private:
  void Write() {
    index_->Drain(batch_);
    database_->Write(batch_);
    batch_.Clear();
  }

  store::Options options_;
  std::unique_ptr<store::Database> database_;
  std::optional<store::IndexWriter> index_;
  rocksdb::WriteBatch batch_;
  store::DocumentNumber added_ = 0;
};

class OurWhole {
 public:
  OurWhole(std::filesystem::path folder, Extent) {
    options_.folder = std::move(folder);
    store_ = fixture::Open(options_);
  }

  void Add(const MadeDocument& made) {
    group_.push_back(
        {store_->Prepare(made.document, made.title, made.text, made.classification, ""), {}});
    if (group_.size() == kGroup) Put();
    if (++added_ % kSyncEvery == 0) store_->Sync();
  }

  void Finish() {
    Put();
    store_->Sync();
    store_.reset();
  }

  const std::filesystem::path& folder() const { return options_.folder; }

 private:
  void Put() {
    store_->PutGroup(group_);
    group_.clear();
  }

  store::Options options_;
  std::unique_ptr<store::Store> store_;
  std::vector<store::PutRequest> group_;
  std::size_t added_ = 0;
};

class Theirs {
 public:
  Theirs(std::filesystem::path folder, Extent extent)
      : extent_(extent),
        folder_(std::move(folder)),
        database_(folder_.string(), Xapian::DB_CREATE_OR_OVERWRITE) {}

  void Add(const MadeDocument& made) {
    Xapian::Document document;
    const Xapian::termpos end = AddPostings(made.title, 0, document);
    AddPostings(made.text, end + kGapBehindTitle, document);
    if (extent_ == Extent::kText) {
      database_.add_document(document);
      return;
    }
    document.set_data(made.document.url + '\n' + made.document.title + '\n' + made.document.text);
    for (const core::Tag& tag : made.classification.tags) {
      const std::string term = Term("X", tag.id);
      document.add_boolean_term(term);
      if (tag.role != core::Role::kNone) {
        document.add_boolean_term(Term(term + "/", core::Name(tag.role)));
      }
    }
    document.add_boolean_term(Term("L", core::Code(made.classification.language)));
    document.add_boolean_term(Term("XSOURCE", made.document.key.source));
    document.add_value(kTimeSlot, Written(made.document.counted_at()));
    const std::string identity = Term("Q", made.document.key.ToString());
    document.add_boolean_term(identity);
    database_.replace_document(identity, document);
  }

  void Finish() {
    database_.commit();
    database_.close();
  }

  const std::filesystem::path& folder() const { return folder_; }

 private:
  // Returns the place behind the last word.
  static Xapian::termpos AddPostings(const core::NormalizedText& field, Xapian::termpos place,
                                     Xapian::Document& document) {
    for (const core::Token& token : field.tokens) {
      if ((token.traits & (core::kWord | core::kNumber)) == 0) continue;
      document.add_posting(std::string(field.lemma(token)), ++place);
    }
    return place;
  }

  Extent extent_;
  std::filesystem::path folder_;
  Xapian::WritableDatabase database_;
};

// In documents per second, without the generator.
struct Rates {
  double wall = 0;  // one thread adds
  double cpu = 0;   // per second of CPU of all threads
  double bytes = 0;
};

template <typename Engine>
Rates Build(const std::filesystem::path& folder, Extent extent,
            const bench::CorpusOptions& options) {
  Engine engine(folder, extent);
  bench::MadeCorpus corpus(options);
  MadeDocument made;
  double wall = 0, generating = 0;
  const double cpu = bench::ProcessCpuSeconds();
  for (std::size_t i = 0; i < options.documents; ++i) {
    const double generated = bench::CpuSeconds();
    corpus.Next(made);
    generating += bench::CpuSeconds() - generated;
    const auto begin = Clock::now();
    engine.Add(made);
    wall += Seconds(begin);
  }
  const auto begin = Clock::now();
  engine.Finish();
  wall += Seconds(begin);
  const auto documents = static_cast<double>(options.documents);
  return {documents / wall, documents / (bench::ProcessCpuSeconds() - cpu - generating),
          static_cast<double>(bench::BytesIn(engine.folder()))};
}

void PrintRow(const std::string& what, double ours, double theirs, int digits) {
  std::printf("%-44s %12.*f %12.*f %8.2f\n", what.c_str(), digits, ours, digits, theirs,
              ours / theirs);
}

void PrintRates(const std::string& what, const Rates& ours, const Rates& theirs) {
  PrintRow(what + ", docs/s by the clock", ours.wall, theirs.wall, 0);
  PrintRow(what + ", docs per second of CPU", ours.cpu, theirs.cpu, 0);
  PrintRow(what + ", MB on the disk", ours.bytes / 1e6, theirs.bytes / 1e6, 1);
}

// What an engine answers to each question: the numbers of the best documents, which are counted
// from 1 in both.
struct Answers {
  std::vector<std::set<std::uint32_t>> best;
  std::vector<bench::Timed> timed;
  bench::Times times;
};

// Twice, and the second time counts.
template <typename Answer>
Answers Ask(const std::vector<Question>& questions, const Answer& answer) {
  Answers answers;
  for (const bool warm : {false, true}) {
    for (const Question& question : questions) {
      const auto begin = Clock::now();
      std::set<std::uint32_t> best = answer(question);
      const double milliseconds = 1e3 * Seconds(begin);
      if (!warm) continue;
      answers.timed.push_back({milliseconds, best.size()});
      answers.best.push_back(std::move(best));
    }
  }
  answers.times = bench::Summarize(answers.timed);
  return answers;
}

Answers AskOurs(const store::Store& store, const std::vector<Question>& questions) {
  return Ask(questions, [&](const Question& question) {
    store::Query query = bench::QueryOf(question);
    query.limit = kTop;
    query.facets = 0;  // which Xapian is not asked for
    std::set<std::uint32_t> best;
    for (const store::Hit& hit : store.Search(query).hits) best.insert(hit.header.number);
    return best;
  });
}

Xapian::Query TheirQueryOf(const Question& question) {
  const auto op = question.phrase ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_AND;
  const std::size_t window = question.phrase ? question.lemmas.size() : 0;
  Xapian::Query query(op, question.lemmas.begin(), question.lemmas.end(),
                      static_cast<Xapian::termcount>(window));
  const store::Filter& filter = question.filter;
  for (const store::TagSummary& tag : filter.tags) {
    query = Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(Term("X", tag.id)));
  }
  if (filter.from && filter.to) {
    const core::Instant last = *filter.to - std::chrono::seconds(1);
    query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                          Xapian::Query(Xapian::Query::OP_VALUE_RANGE, kTimeSlot,
                                        Written(*filter.from), Written(last)));
  }
  return query;
}

// With `reading` it also reads what there is to show of the best, as ours does; else it gives their
// numbers alone.
Answers AskTheirs(const std::string& folder, const std::vector<Question>& questions, bool reading) {
  const Xapian::Database database(folder);
  Xapian::Enquire enquire(database);
  // As our store ranks: k1 1.2, b 0.75, no bounds on lengths.
  enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0));
  return Ask(questions, [&](const Question& question) {
    enquire.set_query(TheirQueryOf(question));
    std::set<std::uint32_t> best;
    const Xapian::MSet found = enquire.get_mset(0, kTop);
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      if (!reading || !hit.get_document().get_data().empty()) best.insert(*hit);
    }
    return best;
  });
}

// Share of what the best of both have in common, on average.
double Overlap(const Answers& ours, const Answers& theirs) {
  double sum = 0;
  for (std::size_t i = 0; i < ours.best.size(); ++i) {
    const auto &a = ours.best[i], &b = theirs.best[i];
    const auto common = std::count_if(a.begin(), a.end(), [&](auto n) { return b.contains(n); });
    const std::size_t most = std::max<std::size_t>({a.size(), b.size(), 1});
    sum += a.empty() && b.empty() ? 1 : static_cast<double>(common) / static_cast<double>(most);
  }
  return sum / static_cast<double>(ours.best.size());
}

struct Kind {
  std::string name;
  std::vector<Question> questions;
  bench::Times fresh;  // ours before it settled
};

// Of the questions of all kinds.
struct All {
  std::vector<bench::Timed> ours, theirs;
};

void Compare(const Kind& kind, const store::Store& store, const std::string& folder, All& all) {
  const Answers numbers = AskTheirs(folder, kind.questions, false);
  const Answers theirs = AskTheirs(folder, kind.questions, true);
  const Answers ours = AskOurs(store, kind.questions);
  PrintRow(kind.name + ", median ms", ours.times.median, theirs.times.median, 3);
  PrintRow(kind.name + ", p95 ms", ours.times.p95, theirs.times.p95, 3);
  PrintRow(kind.name + ", median, ours as it was put", kind.fresh.median, theirs.times.median, 3);
  PrintRow(kind.name + ", median, theirs numbers alone", ours.times.median, numbers.times.median,
           3);
  std::printf("%-44s %12.3f of the best ten in common\n", kind.name.c_str(), Overlap(ours, theirs));
  all.ours.insert(all.ours.end(), ours.timed.begin(), ours.timed.end());
  all.theirs.insert(all.theirs.end(), theirs.timed.begin(), theirs.timed.end());
}

// Waits until RocksDB has merged all that it wants to merge by itself, and returns how long it
// took.
double Settle(const store::Options& options) {
  const auto begin = Clock::now();
  auto opened = store::Database::Open(options);
  if (!opened) throw std::runtime_error(opened.error().message);
  const store::Database& database = **opened;
  const auto sum_of = [&](const char* property) {
    std::uint64_t sum = 0;
    database.db().GetAggregatedIntProperty(property, &sum);
    return sum;
  };
  while (sum_of("rocksdb.compaction-pending") + sum_of("rocksdb.num-running-compactions") +
             sum_of("rocksdb.mem-table-flush-pending") + sum_of("rocksdb.num-running-flushes") >
         0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return Seconds(begin);
}

void BuildBoth(const std::filesystem::path& ours, const std::filesystem::path& theirs,
               const bench::CorpusOptions& options) {
  PrintRates("text alone", Build<OurText>(ours, Extent::kText, options),
             Build<Theirs>(theirs, Extent::kText, options));
  std::filesystem::remove_all(ours);
  std::filesystem::remove_all(theirs);
  PrintRates("whole", Build<OurWhole>(ours, Extent::kWhole, options),
             Build<Theirs>(theirs, Extent::kWhole, options));

  const std::filesystem::path compact = theirs.string() + "-compact";
  Xapian::Database(theirs.string()).compact(compact.string());
  PrintRow("whole, Xapian's compacted, MB on the disk",
           static_cast<double>(bench::BytesIn(ours)) / 1e6,
           static_cast<double>(bench::BytesIn(compact)) / 1e6, 1);
}

void AskBoth(const std::filesystem::path& ours, const std::filesystem::path& theirs,
             std::size_t queries) {
  // A reader merges nothing.
  store::Options opening;
  opening.folder = ours;
  opening.read_only = true;
  auto store = fixture::Open(opening);
  bench::Questioner questioner(*store, 7);
  std::vector<Kind> kinds;
  kinds.push_back({"two words", questioner.Pairs(queries), {}});
  kinds.push_back({"word, sphere, year", questioner.Filtered(queries), {}});
  kinds.push_back({"phrase of two words", questioner.Phrases(queries, 2), {}});
  kinds.push_back({"phrase of three words", questioner.Phrases(queries, 3), {}});
  std::erase_if(kinds, [](const Kind& kind) {
    if (!kind.questions.empty()) return false;
    std::printf("%-44s there are too few documents for such questions\n", kind.name.c_str());
    return true;
  });
  for (Kind& kind : kinds) kind.fresh = AskOurs(*store, kind.questions).times;
  store.reset();
  opening.read_only = false;
  std::printf("%-44s %12.1f s\n", "until ours has settled", Settle(opening));
  store = fixture::Open(opening);
  All all;
  for (const Kind& kind : kinds) Compare(kind, *store, theirs.string(), all);
  if (all.ours.empty()) return;
  PrintRow("all of these, median ms", bench::Summarize(std::move(all.ours)).median,
           bench::Summarize(std::move(all.theirs)).median, 3);
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv);
  bench::CorpusOptions options;
  options.reprints = arguments.Number("--reprints", options.reprints);
  const auto queries = arguments.Count("--queries", 500);
  options.documents = arguments.NextCount(200'000);

  const fixture::Folder folder;
  const auto ours = folder / "store", theirs = folder / "xapian";
  std::printf("%zu documents; ratio: ours by theirs\n%-44s %12s %12s %8s\n", options.documents, "",
              "sholu", "Xapian", "ratio");
  std::fflush(stdout);
  // In a process of its own, as whoever searches is not who puts: the memory of a writer lies in
  // pieces.
  const pid_t writer = ::fork();
  if (writer == 0) {
    BuildBoth(ours, theirs, options);
    std::fflush(stdout);
    ::_exit(0);
  }
  int status = 0;
  if (writer < 0 || ::waitpid(writer, &status, 0) < 0 || status != 0) {
    std::fprintf(stderr, "bench_xapian: the databases could not be made\n");
    return 1;
  }
  AskBoth(ours, theirs, queries);
}
