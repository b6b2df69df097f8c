// A corpus in a temporary folder, and documents about health for it, for the tests of summaries.
#pragma once

#include <boost/test/unit_test.hpp>
#include <memory>
#include <ostream>
#include <string>

#include "monitor/summary.h"
#include "nlp/analyzer.h"
#include "store/store.h"
#include "tests/support/store_fixture.h"

namespace summary_corpus {

using core::Role;
using core::SourceType;
using core::TagKind;

inline constexpr const char* kHealth = "health";

class Corpus {
 public:
  Corpus() : store_(fixture::Open(fixture::OptionsFor(folder_))) {}

  store::Store& store() { return *store_; }

  void Put(const core::Document& document, const core::Classification& classification) {
    core::NormalizedText title, text;
    analyzer_.Analyze(document.title, core::Language::kUnknown, scratch_, title);
    analyzer_.Analyze(document.text, core::Language::kUnknown, scratch_, text);
    store_->Put(store_->Prepare(document, title, text, classification, {}));
  }

 private:
  fixture::Folder folder_;  // outlives the store
  std::unique_ptr<store::Store> store_;
  nlp::Analyzer analyzer_;
  nlp::Analyzer::Scratch scratch_;
};

// A countable document about health, unless a test says otherwise.
struct Item {
  core::Document document;
  core::Classification classification;

  Item(SourceType type, std::string source, std::string address, std::string_view iso,
       std::string text) {
    document.key = {type, std::move(source), std::move(address)};
    document.url = type == SourceType::kMedia ? "https://" + document.key.address : "";
    document.title = "Заголовок " + document.key.address;
    document.text = std::move(text);
    document.published = core::ParseIso(iso);
    classification.language = core::Language::kRu;
    classification.corruption = classification.countable = true;
    classification.context = core::Context::kInvestigation;
    classification.lexicon_version = "0123456789abcdef";
    Tag(TagKind::kSphere, kHealth);
  }

  Item& Tag(TagKind kind, std::string id, Role role = Role::kNone, bool special = false,
            float score = 0.5F) {
    const auto end = static_cast<std::uint32_t>(document.text.find(' '));
    classification.tags.push_back({kind,
                                   std::move(id),
                                   role,
                                   special,
                                   score,
                                   {{"rule.scope", 2, core::Field::kText, 0, end}}});
    return *this;
  }
  Item& Uncountable(core::Context context = core::Context::kAllegation, bool corruption = true) {
    classification.countable = false;
    classification.context = context;
    classification.corruption = corruption;
    return *this;
  }
  Item& Stage(core::Context context) {
    classification.context = context;
    return *this;
  }
  Item& Closed() {
    document.open = false;
    return *this;
  }
  Item& From(std::string source) {
    document.key.source = std::move(source);
    return *this;
  }
  Item& Score(float score) {
    classification.tags.front().score = score;
    return *this;
  }
  // The clause that states the act.
  Item& Act(std::string_view clause) {
    const auto begin = static_cast<std::uint32_t>(document.text.find(clause));
    classification.evidence.push_back({"rule.act", 7, core::Field::kText, begin,
                                       begin + static_cast<std::uint32_t>(clause.size())});
    return *this;
  }
};

inline Item Media(std::string address, std::string_view iso, std::string text) {
  return {SourceType::kMedia, "dala", std::move(address), iso, std::move(text)};
}
inline Item Appeal(std::string number, std::string_view iso, std::string text) {
  return {SourceType::kAppeal, "e-otinish", std::move(number), iso, std::move(text)};
}

inline void Put(Corpus& corpus, const Item& item) {
  corpus.Put(item.document, item.classification);
}

// Texts of which no two are near-duplicates.
inline std::string Text(int which) {
  static const char* const kTexts[] = {
      "Главного врача районной больницы задержали при получении взятки. Следствие продолжается.",
      "Закупка томографа обошлась клинике втрое дороже рынка, сообщили аудиторы. Деньги вернули.",
      "Медсестра рассказала о поборах в приёмном покое. Руководство поликлиники молчит об этом.",
      "Аптечный склад списал годные лекарства, которые потом продавали на рынке. Дело в суде.",
      "Врач брал деньги за справки об инвалидности. Пациенты жаловались дважды, ответа не было.",
  };
  return kTexts[which];
}

inline monitor::SummaryRequest Request(std::string_view from, std::string_view to) {
  monitor::SummaryRequest request;
  request.sphere = kHealth;
  request.from = *core::ParseDay(from);
  request.to = *core::ParseDay(to);
  return request;
}

inline monitor::Summary Summarize(Corpus& corpus, const monitor::SummaryRequest& request,
                                  const monitor::Background& background = {}) {
  auto summary = monitor::Summarize(corpus.store(), request, background);
  BOOST_REQUIRE(summary);
  return *summary;
}

inline monitor::Count Of(std::uint64_t items, std::uint64_t incidents) {
  return {items, incidents};
}

}  // namespace summary_corpus

namespace monitor {
inline std::ostream& operator<<(std::ostream& out, const Count& count) {
  return out << count.items << " items, " << count.incidents << " incidents";
}
}  // namespace monitor
