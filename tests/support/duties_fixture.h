// Duties over a store of their own, with a mail server and a receiver of webhooks that answer as
// told.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "app/duties.h"
#include "app/pipeline.h"
#include "config/lexicon_loader.h"
#include "tests/support/store_fixture.h"

namespace fixture {

inline core::Instant At(std::string_view iso) {
  return core::ParseIso(iso)->instant;
}

// Takes mails, or fails as told.
struct FakeMail : core::MailClient {
  std::optional<core::DeliveryTrouble> Send(const core::Mail& mail) override {
    attempts.push_back(mail);
    if (trouble) return trouble;
    taken.push_back(mail);
    return std::nullopt;
  }
  std::optional<core::DeliveryTrouble> trouble;
  std::vector<core::Mail> attempts, taken;
};

// Answers at once.
struct FakeHook : core::HttpClient {
  void Start(core::HttpRequest request, Callback done) override {
    requests.push_back(std::move(request));
    core::HttpResponse response;
    response.status = status;
    response.failure = failure;
    done(std::move(response));
  }
  std::size_t Poll(std::chrono::milliseconds) override { return 0; }
  void Wake() override {}
  int status = 204;
  core::HttpFailure failure = core::HttpFailure::kNone;
  std::vector<core::HttpRequest> requests;
};

struct Works {
  nlp::Analyzer analyzer;
  classify::Lexicon lexicon = config::BuiltInLexicon();
  std::unique_ptr<classify::Classifier> classifier =
      std::move(*classify::Classifier::Compile(config::BuiltInLexicon(), analyzer, {}));
};

struct DutiesFixture : StoreFixture {
  static const Works& works() {
    static const Works works;
    return works;
  }

  DutiesFixture() {
    settings.language = core::Language::kEn;
    settings.duties.feeds = folder / "feeds";
    settings.duties.mail.emplace();
    settings.duties.webhook.emplace();
    settings.duties.webhook->url = "https://hooks.example.org/x";
    crawler::Source source;
    source.id = "dala";
    source.name = "Dala News";
    source.feeds = {"https://dala.example/rss"};
    settings.sources = {source};
  }

  void Watch(const std::string& name, const std::string& query,
             std::vector<monitor::Channel> channels = {},
             std::chrono::seconds digest = std::chrono::seconds(0)) {
    settings.duties.watches.push_back({{name, std::move(channels), digest},
                                       query,
                                       "sholu.yaml:1:1",
                                       std::chrono::hours(24 * 30)});
  }

  store::DocumentNumber Put(const std::string& address, const std::string& title,
                            const std::string& text) {
    core::Document document;
    document.key = {core::SourceType::kMedia, "dala", "https://dala.example/" + address};
    document.url = document.key.address;
    document.kind = "article";
    document.title = title;
    document.text = text;
    document.received = now;
    app::Workbench bench(works().analyzer, *works().classifier, *store);
    return store->Put(bench.Prepare(document, {})).number;
  }

  app::Duties Make() {
    app::Duties::Options options;
    options.mail = &mail;
    options.http = &hook;
    options.judge_from = now + std::chrono::days(365);
    return {*store, settings, works().lexicon, works().analyzer, log, options};
  }

  std::string Feed(const std::string& watch) const {
    std::ostringstream text;
    text << std::ifstream(settings.duties.feeds / (watch + ".atom"), std::ios::binary).rdbuf();
    return text.str();
  }

  config::Settings settings;
  core::Instant now = At("2026-03-10T09:00:00+05:00");
  app::RunLog log{true, [this] { return now; }};
  FakeMail mail;
  FakeHook hook;
};

inline constexpr const char* kBribe =
    "Аким района получил взятку в размере трёх миллионов тенге за победу в тендере на ремонт "
    "больницы, сообщили в антикоррупционной службе. Суд санкционировал его арест на два месяца.";
inline constexpr const char* kOther =
    "В городе открылась выставка молодых художников, на которой показали сорок картин и рисунков "
    "из частных собраний, а также старые фотографии степи и гор.";

}  // namespace fixture
