// Documents for tests of the store: a made-up analysis of words between spaces, and a folder that
// goes away.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "store/near_duplicates.h"
#include "store/store.h"

namespace fixture {

// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() {
    std::string path = (std::filesystem::temp_directory_path() / "sholu-store-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    path_ = path;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// Every word is its own norm and lemma; '.' alone ends a sentence.
inline core::NormalizedText Analyze(std::string_view field) {
  core::NormalizedText text;
  text.words = field;
  text.nlp_version = 1;
  text.language = core::Language::kRu;
  text.script = core::Script::kCyrillic;
  text.confidence = 0.75F;
  const auto here = [&] { return static_cast<std::uint32_t>(text.lemma_stream.size()); };
  bool open = false;
  for (std::size_t at = 0; at < field.size();) {
    if (field[at] == ' ' || field[at] == '\n') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(field.find_first_of(" \n", at), field.size());
    core::Token token;
    token.begin = static_cast<std::uint32_t>(at);
    token.end = static_cast<std::uint32_t>(end);
    token.norm_at = token.lemma_at = token.begin;
    token.norm_size = token.lemma_size = static_cast<std::uint16_t>(end - at);
    const bool stop = field.substr(at, end - at) == ".";
    if (!open && !stop) {
      core::Sentence sentence;
      sentence.begin = token.begin;
      sentence.first_token = static_cast<std::uint32_t>(text.tokens.size());
      sentence.lemma_stream_begin = sentence.surface_stream_begin = here();
      sentence.language = text.language;
      text.sentences.push_back(sentence);
      text.lemma_stream.append("\2 ");
      open = true;
    }
    token.lemma_stream_at = token.surface_stream_at = here();
    token.traits = stop ? core::kPunctuation : core::kWord;
    if (!stop) text.lemma_stream.append(field.substr(at, end - at)).append(" ");
    text.tokens.push_back(token);
    if (open) {
      core::Sentence& sentence = text.sentences.back();
      sentence.end = token.end;
      sentence.end_token = static_cast<std::uint32_t>(text.tokens.size());
      sentence.lemma_stream_end = sentence.surface_stream_end = here();
    }
    open = open && !stop;
    at = end;
  }
  text.surface_stream = text.lemma_stream;
  return text;
}

// A document as it comes out of the stages before the store.
struct Item {
  core::Document document;
  core::Classification classification;
  std::string original;

  Item(std::string_view address, std::string_view title, std::string_view text) {
    document.key = {core::SourceType::kMedia, "steppe-herald", std::string(address)};
    document.kind = "article";
    document.title = title;
    document.text = text;
    document.received = core::Instant(std::chrono::seconds(1'700'000'000));
    classification.language = core::Language::kRu;
    classification.lexicon_version = "lexicon-1";
  }

  Item& From(core::SourceType type, std::string_view source) {
    document.key.source_type = type;
    document.key.source = source;
    return *this;
  }
  Item& On(std::string_view iso) {
    document.published = core::ParseIso(iso);
    return *this;
  }
  Item& Counting() {
    classification.corruption = classification.countable = true;
    classification.context = core::Context::kInvestigation;
    return *this;
  }
  Item& With(core::TagKind kind, std::string_view id, core::Role role = core::Role::kNone,
             bool special = false) {
    core::Evidence evidence{"rule-" + std::string(id), 3, core::Field::kText, 0, 4};
    classification.tags.push_back({kind, std::string(id), role, special, 0.5F, {evidence}});
    return *this;
  }
  Item& Sealing(std::string_view text) {
    original = text;
    return *this;
  }
};

inline store::Prepared Prepare(const store::Store& store, const Item& item) {
  return store.Prepare(item.document, Analyze(item.document.title), Analyze(item.document.text),
                       item.classification, item.original);
}

inline store::PutOutcome Put(store::Store& store, const Item& item,
                             const core::Batch& alongside = {}) {
  return store.Put(Prepare(store, item), alongside);
}

inline store::Options OptionsFor(const Folder& folder) {
  store::Options options;
  options.folder = folder / "store";
  options.cache_bytes = 4u << 20;
  options.write_buffer_bytes = 4u << 20;
  return options;
}

inline std::unique_ptr<store::Store> Open(const store::Options& options) {
  auto opened = store::Store::Open(options);
  if (!opened) throw std::runtime_error(opened.error().message);
  return *std::move(opened);
}

// A store of its own for a test case.
struct StoreFixture {
  Folder folder;
  std::unique_ptr<store::Store> store = Open(OptionsFor(folder));

  void Reopen() {
    store.reset();
    store = Open(OptionsFor(folder));
  }
  std::vector<store::DocumentNumber> Select(const store::Filter& filter) const {
    std::vector<store::DocumentNumber> numbers;
    store->Select(filter, [&](const store::Header& header) {
      numbers.push_back(header.number);
      return true;
    });
    return numbers;
  }
};

// "word7".
inline std::string Name(std::string_view stem, std::int64_t number) {
  return std::string(stem).append(std::to_string(number));
}

// Distinct words that no other seed gives.
inline std::string Words(std::string_view seed, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text.append(Name(seed, i)).append(" ");
  return text;
}

}  // namespace fixture
