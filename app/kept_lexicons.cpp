#include "app/kept_lexicons.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "nlp/analyzer.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;  // of a record
constexpr std::string_view kLexiconPrefix = "lexicon/", kUsePrefix = "use/";
constexpr std::size_t kMaxBytes = 256u << 20;  // of a lexicon, uncompressed

[[noreturn]] void Damaged(std::string_view what) {
  throw std::runtime_error(fmt::format("damaged record of a lexicon in the store: {}", what));
}

// Behind its size in decimal digits and a line break.
std::string Compress(const std::string& text) {
  uLongf size = compressBound(text.size());
  std::string compressed(size, '\0');
  if (compress(reinterpret_cast<Bytef*>(compressed.data()), &size,
               reinterpret_cast<const Bytef*>(text.data()), text.size()) != Z_OK) {
    throw std::bad_alloc();
  }
  compressed.resize(size);
  return fmt::format("{}\n{}", text.size(), compressed);
}

std::string Uncompress(std::string_view record) {
  std::size_t due = 0;
  const auto read = std::from_chars(record.data(), record.data() + record.size(), due);
  const auto digits = static_cast<std::size_t>(read.ptr - record.data());
  if (read.ec != std::errc() || digits >= record.size() || due > kMaxBytes) Damaged("its size");
  const std::string_view compressed = record.substr(digits + 1);
  std::string text(due, '\0');
  uLongf size = text.size();
  const int done = uncompress(reinterpret_cast<Bytef*>(text.data()), &size,
                              reinterpret_cast<const Bytef*>(compressed.data()), compressed.size());
  if (done != Z_OK || size != due) Damaged("its compression");
  return text;
}

std::string Encode(const KeptLexicon& lexicon) {
  Json files = Json::array();
  for (const auto& [name, content] : lexicon.files) {
    files.push_back({{"name", name}, {"content", content}});
  }
  const Json record = {{"version", kVersion},
                       {"order", lexicon.order},
                       {"lexicon", lexicon.version},
                       {"judge", lexicon.judge},
                       {"first_used", lexicon.first_used.time_since_epoch().count()},
                       {"kept_out", lexicon.kept_out},
                       {"files", std::move(files)}};
  return Compress(record.dump(-1, ' ', false, Json::error_handler_t::replace));
}

KeptLexicon DecodeLexicon(std::string_view bytes) {
  try {
    const Json record = Json::parse(Uncompress(bytes));
    if (record.at("version") != kVersion) Damaged("unknown version");
    KeptLexicon lexicon;
    lexicon.order = record.at("order");
    lexicon.version = record.at("lexicon");
    lexicon.judge = record.at("judge");
    lexicon.first_used =
        core::Instant(std::chrono::seconds(record.at("first_used").get<std::int64_t>()));
    lexicon.kept_out = record.at("kept_out").get<std::set<std::string>>();
    for (const Json& file : record.at("files")) {
      lexicon.files.emplace_back(file.at("name"), file.at("content"));
    }
    return lexicon;
  } catch (const Json::exception& damage) {
    Damaged(damage.what());
  }
}

LexiconUse DecodeUse(std::string_view bytes) {
  try {
    const Json record = Json::parse(bytes);
    return {record.at("first"), record.at("lexicon"), record.at("nlp_version")};
  } catch (const Json::exception& damage) {
    Damaged(damage.what());
  }
}

// The end of the keys that begin with `prefix`, whose last character is '/'.
std::string EndOf(std::string_view prefix) {
  return std::string(prefix.substr(0, prefix.size() - 1)) + '0';
}

}  // namespace

std::optional<KeptLexicon> KeptLexicons::Find(std::string_view version) const {
  const auto record = space_.Get(std::string(kLexiconPrefix).append(version));
  return record ? std::optional(DecodeLexicon(*record)) : std::nullopt;
}

std::vector<KeptLexicon> KeptLexicons::All() const {
  std::vector<KeptLexicon> all;
  space_.Scan(kLexiconPrefix, EndOf(kLexiconPrefix), [&](std::string_view, std::string_view value) {
    all.push_back(DecodeLexicon(value));
    return true;
  });
  std::stable_sort(all.begin(), all.end(),
                   [](const KeptLexicon& a, const KeptLexicon& b) { return a.order < b.order; });
  return all;
}

std::vector<LexiconUse> KeptLexicons::Uses() const {
  std::vector<LexiconUse> uses;
  space_.Scan(kUsePrefix, EndOf(kUsePrefix), [&](std::string_view, std::string_view value) {
    uses.push_back(DecodeUse(value));
    return true;
  });
  return uses;
}

void KeptLexicons::Use(KeptLexicon lexicon, store::DocumentNumber next) {
  core::Batch batch;
  const std::string key = std::string(kLexiconPrefix).append(lexicon.version);
  if (!space_.Get(key)) {
    lexicon.order = 1;
    space_.Scan(kLexiconPrefix, EndOf(kLexiconPrefix), [&](std::string_view, std::string_view) {
      ++lexicon.order;
      return true;
    });
    batch.Put(key, Encode(lexicon));
  }
  const std::vector<LexiconUse> uses = Uses();
  const LexiconUse use{next, lexicon.version, nlp::kNlpVersion};
  if (uses.empty() || uses.back().version != use.version ||
      uses.back().nlp_version != use.nlp_version) {
    batch.Put(fmt::format("{}{:010}", kUsePrefix, next),
              Json{{"first", use.first}, {"lexicon", use.version}, {"nlp_version", use.nlp_version}}
                  .dump());
  }
  if (!batch.empty()) space_.Write(batch);
}

core::Expected<classify::Lexicon, std::vector<core::Error>> LexiconOf(const KeptLexicon& kept) {
  auto lexicon = config::LexiconOf(kept.files);
  if (lexicon) classify::KeepOutOfCounts(kept.kept_out, *lexicon);
  return lexicon;
}

TaggedBy::TaggedBy(store::Store& store) : uses_(KeptLexicons(store.space(kLexiconSpace)).Uses()) {
  const std::vector<store::Tagging> taggings = store.taggings();
  if (!taggings.empty()) last_ = taggings.back();
}

const LexiconUse* TaggedBy::UseOf(store::DocumentNumber number) const {
  const auto after = std::upper_bound(
      uses_.begin(), uses_.end(), number,
      [](store::DocumentNumber n, const LexiconUse& use) { return n < use.first; });
  return after == uses_.begin() ? nullptr : &*std::prev(after);
}

std::optional<std::string> TaggedBy::LexiconOf(store::DocumentNumber number) const {
  if (last_ && number <= last_->last) return last_->lexicon_version;
  const LexiconUse* const use = UseOf(number);
  return use ? std::optional(use->version) : std::nullopt;
}

std::optional<std::uint32_t> TaggedBy::AnalysisOf(store::DocumentNumber number) const {
  const LexiconUse* const use = UseOf(number);
  return use ? std::optional(use->nlp_version) : std::nullopt;
}

}  // namespace app
