#include "app/crawl.h"

#include <fmt/format.h>

#include <iterator>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "app/page_reader.h"
#include "core/sha256.h"
#include "crawler/extractor.h"
#include "crawler/host_schedule.h"
#include "crawler/site_lines.h"
#include "crawler/url.h"

namespace app {
namespace {

using crawler::FetchedPage;
using crawler::FrontierItem;
using crawler::Purpose;

constexpr std::chrono::milliseconds kTellEvery{1000};

// Turns fetched pages into units for the pipeline. The members that jobs touch are thread-safe or
// guarded.
class PageWorks {
 public:
  PageWorks(const CrawlSettings& settings, crawler::Frontier& frontier, core::KeyValue& space,
            crawler::ArchiveWriter& archive, const store::Store& store, EventLog& events)
      : reader_(settings.zone, settings.spider.robots_agent),
        frontier_(frontier),
        lines_(space),
        archive_(archive),
        store_(store),
        events_(events) {
    for (const crawler::Source& source : settings.sources) {
      sources_.emplace(source.id, Origin{&source, crawler::SourceScope(source)});
    }
  }

  Unit Process(FetchedPage& page, Workbench& bench) {
    FrontierItem item = page.item;
    item.etag = page.etag;
    item.last_modified = page.last_modified;
    item.last_success = page.fetched;
    if (page.status == crawler::kNotModified) {
      ArchiveRevisit(page);
      return Leave(std::move(item), [] {});
    }
    const std::string sha256 = core::Sha256Hex(page.body);
    if (sha256 == page.item.content_sha256) {
      if (item.purpose == Purpose::kArticle) ArchiveRevisit(page);
      return Leave(std::move(item), [this] { ++totals_.same_bytes; });
    }
    item.content_sha256 = sha256;

    const auto decoded = crawler::DecodedBody(page);
    if (!decoded) return Refuse(std::move(item), decoded.error().message);
    if (item.purpose != Purpose::kArticle) return ReadListing(page, *decoded, std::move(item));
    return ReadArticle(page, *decoded, std::move(item), sha256, bench);
  }

  CrawlTotals totals() const {
    const std::lock_guard lock(totals_mutex_);
    return totals_;
  }

  void SyncArchive() {
    const std::lock_guard lock(archive_mutex_);
    if (const auto synced = archive_.Sync(); !synced)
      throw std::runtime_error(synced.error().message);
  }

 private:
  struct Origin {
    const crawler::Source* source;
    crawler::SourceScope scope;
  };

  const Origin& OriginOf(const FrontierItem& item) const { return sources_.at(item.source); }

  // That an article is still there as it was archived: not of one that was erased or never stored.
  void ArchiveRevisit(const FetchedPage& page) {
    const FrontierItem& item = page.item;
    const auto stored = store_.Find({core::SourceType::kMedia, item.source, item.url});
    if (stored && stored->document.archive.sha256 == item.content_sha256) {
      Archive(crawler::BuildRevisitRecord(page, item.content_sha256, stored->document.received));
    }
  }

  // The item leaves the queue without a document; `count` runs under the lock of the totals.
  Unit Leave(FrontierItem item, std::function<void()> count) {
    Unit unit;
    unit.alongside = frontier_.DoneBatch(item);
    unit.committed = [this, item = std::move(item), count = std::move(count)](const auto&) {
      frontier_.Forget(item);
      const std::lock_guard lock(totals_mutex_);
      count();
    };
    return unit;
  }

  // What keeps it from being a document now may be gone later, with the same bytes.
  static void ForgetMarks(FrontierItem& item) {
    item.content_sha256.clear();
    item.etag.clear();
    item.last_modified.clear();
  }

  // As if it had failed: a few times, and then in later rounds as long as it is listed.
  Unit AskAgain(FrontierItem item, std::string reason) {
    ForgetMarks(item);
    Unit unit;
    unit.committed = [this, item = std::move(item), reason = std::move(reason)](const auto&) {
      frontier_.Retry(item, reason, std::nullopt);
      const std::lock_guard lock(totals_mutex_);
      ++totals_.refused[reason];
    };
    return unit;
  }

  Unit Refuse(FrontierItem item, std::string reason) {
    Unit unit;
    unit.committed = [this, item = std::move(item), reason = std::move(reason)](const auto&) {
      frontier_.Drop(item, reason);
      const std::lock_guard lock(totals_mutex_);
      ++totals_.refused[reason];
    };
    return unit;
  }

  // Queues what a feed, sitemap or section page names. Queued before the page itself is done: a
  // kill between the two finds the page still queued.
  Unit ReadListing(const FetchedPage& page, std::string_view body, FrontierItem item) {
    auto listing = reader_.List(page, body, OriginOf(item).scope,
                                [this](const std::string& url) { return frontier_.Knows(url); });
    if (!listing) return Refuse(std::move(item), listing.error().message);
    std::vector<FrontierItem> found;
    std::uint64_t twins = 0, traps = 0;
    for (Link& link : listing->links) {
      twins += link.fate == LinkFate::kTwin;
      traps += link.fate == LinkFate::kTrap;
      if (link.fate == LinkFate::kTaken) found.push_back(std::move(link.item));
    }
    Unit unit;
    unit.committed = [this, item = std::move(item), found = std::move(found), twins,
                      traps](const auto&) {
      const std::size_t queued = frontier_.Add(found);
      frontier_.Done(item, queued);
      const std::lock_guard lock(totals_mutex_);
      totals_.queued += queued;
      totals_.twins += twins;
      totals_.traps += traps;
    };
    return unit;
  }

  Unit ReadArticle(const FetchedPage& page, std::string_view body, FrontierItem item,
                   const std::string& sha256, Workbench& bench) {
    auto read = reader_.Read(page, body);
    if (!read) return Refuse(std::move(item), read.error().message);
    if (!read->robots.index) {
      ForgetMarks(item);
      return Leave(std::move(item), [this] { ++totals_.refused["noindex"]; });
    }
    // What was stored before stays. A page that waits, fails or guards itself answers so, too.
    if (read->text.empty()) return AskAgain(std::move(item), "no text was found on it");
    const bool article = read->kind == crawler::PageKind::kArticle;
    core::Document document = ToDocument(page, *std::move(read));
    if (store_.IsErased(document.key)) return Refuse(std::move(item), "erased earlier");
    core::Batch learned;
    if (article) {
      auto trimmed = lines_.Trim(crawler::HostOf(item.origin), document.url, document.text);
      document.text = std::move(trimmed.text);
      learned = std::move(trimmed.learned);
    }
    document.archive = Archive(crawler::BuildWarcRecord(
        page, sha256,
        {{"source", document.key.source}, {"document", document.url}, {"kind", document.kind}}));

    Unit unit;
    unit.document = bench.Prepare(document, {});
    unit.alongside = frontier_.DoneBatch(item);
    std::move(learned.operations.begin(), learned.operations.end(),
              std::back_inserter(unit.alongside.operations));
    unit.committed = [this, item = std::move(item), key = document.key](const auto& outcome) {
      frontier_.Forget(item);
      events_.Write(key, *outcome);
      const std::lock_guard lock(totals_mutex_);
      totals_.documents.Count(outcome->result);
    };
    return unit;
  }

  // The address that a page names as its own, if that is of its site: the same origin, or another
  // host of its domain, since a mobile or AMP version names the main one. A home page is none of an
  // article: systems name it by mistake.
  static std::string OwnAddress(const FrontierItem& item, const std::string& named) {
    const auto canonical = crawler::Canonicalize(named, item.url);
    const auto own = crawler::Canonicalize(item.url);
    if (!canonical || !own || canonical->url.size() == canonical->origin.size() + 1) {
      return item.url;
    }
    const auto plain = [](const crawler::CanonicalUrl& url) {
      return url.origin.size() == url.scheme.size() + 3 + url.host.size();  // no port
    };
    const bool same_site = canonical->domain == own->domain && plain(*canonical) && plain(*own);
    return canonical->origin == own->origin || same_site ? canonical->url : item.url;
  }

  core::Document ToDocument(const FetchedPage& page, crawler::ExtractedPage extracted) const {
    const crawler::Source& source = *OriginOf(page.item).source;
    core::Document document;
    document.url = page.item.url;
    if (!extracted.canonical.empty()) {
      document.url = OwnAddress(page.item, extracted.canonical);
    }
    document.key = {core::SourceType::kMedia, source.id, document.url};
    document.kind = crawler::Name(extracted.kind);
    document.title = std::move(extracted.title);
    document.text = std::move(extracted.text);
    document.authors = std::move(extracted.authors);
    document.site = extracted.site.empty() ? source.name : std::move(extracted.site);
    document.language = std::move(extracted.language);
    document.published = extracted.published;
    document.modified = extracted.modified;
    document.received = page.fetched;
    document.open = source.open;
    return document;
  }

  core::ArchiveRef Archive(const crawler::WarcRecord& record) {
    const std::lock_guard lock(archive_mutex_);
    auto ref = archive_.Append(record);
    if (!ref) throw std::runtime_error(ref.error().message);
    return std::move(*ref);
  }

  const PageReader reader_;
  crawler::Frontier& frontier_;
  crawler::SiteLines lines_;
  crawler::ArchiveWriter& archive_;
  const store::Store& store_;
  EventLog& events_;
  std::map<std::string, Origin> sources_;
  std::mutex archive_mutex_;
  mutable std::mutex totals_mutex_;
  CrawlTotals totals_;
};

}  // namespace

CrawlSettings CrawlSettingsOf(const config::Settings& of_workspace, bool once) {
  CrawlSettings settings;
  settings.sources = of_workspace.sources;
  settings.frontier = of_workspace.frontier;
  settings.spider = of_workspace.spider;
  settings.archive = of_workspace.archive;
  settings.pipeline.workers = of_workspace.workers;
  settings.zone = of_workspace.zone;
  settings.once = once;
  return settings;
}

CrawlTotals Crawl(
    const CrawlSettings& settings, const nlp::Analyzer& analyzer,
    const classify::Classifier& classifier, store::Store& store, core::HttpClient& http,
    EventLog& events, std::stop_token stop,
    const std::function<void(const CrawlTotals&, const crawler::Frontier::Counts&)>& progress) {
  auto archive = crawler::ArchiveWriter::Open(settings.archive);
  if (!archive) throw std::runtime_error(archive.error().message);
  core::KeyValue& space = store.space(store::kFrontierSpace);
  crawler::Frontier::Options options = settings.frontier;
  if (settings.once) options.revisit.reset();
  crawler::Frontier frontier(space, options, settings.clock);
  PageWorks works(settings, frontier, space, **archive, store, events);
  // The archive first: a document that survives must find its bytes.
  Pipeline pipeline(
      analyzer, classifier, store,
      [&] {
        works.SyncArchive();
        store.Sync();
      },
      settings.pipeline);
  pipeline.OnProgress([&] { http.Wake(); });

  crawler::Spider spider(frontier, space, http, settings.sources, settings.spider);
  const auto current = [&] {
    CrawlTotals totals = works.totals();
    totals.fetch = spider.stats();
    return totals;
  };
  spider.Seed();
  // A crawl without end must end, too, when nothing can be committed any more.
  std::stop_source ending;
  const std::stop_callback pass_on(stop, [&] {
    ending.request_stop();
    http.Wake();
  });
  const auto working = [&] {
    if (pipeline.failed()) ending.request_stop();
    return !pipeline.failed();
  };
  // A busy crawl is seldom idle.
  auto told = std::chrono::steady_clock::now();
  const auto tell = [&] {
    told = std::chrono::steady_clock::now();
    progress(current(), frontier.counts());
  };
  const auto sink = [&](FetchedPage& page) {
    if (!working()) return false;
    if (std::chrono::steady_clock::now() - told > kTellEvery) tell();
    const std::size_t bytes = page.body.size() * 4;  // received, decoded, extracted, archived
    const auto held = std::make_shared<FetchedPage>(std::move(page));
    Pipeline::Job job = [&works, held](Workbench& bench) { return works.Process(*held, bench); };
    if (pipeline.TrySubmit(job, bytes)) return true;
    page = std::move(*held);
    return false;
  };
  const auto idle = [&] {
    tell();
    return !working() || pipeline.under_way() == 0;
  };
  spider.Run(sink, idle, settings.once ? std::chrono::milliseconds(0) : crawler::Spider::kForEver,
             ending.get_token());
  pipeline.Finish();
  CrawlTotals totals = current();
  totals.waiting = frontier.counts().queued;
  totals.next_due = frontier.NextDue();
  return totals;
}

}  // namespace app
