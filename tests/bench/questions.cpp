#include "tests/bench/questions.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "nlp/alphabet.h"
#include "nlp/utf8.h"

namespace bench {
namespace {

constexpr std::size_t kSample = 2'000;
constexpr double kRarest = 1e-4, kMostFrequent = 0.05;
constexpr std::size_t kDraws = 50;  // of documents, per question
constexpr int kTries = 100;         // of one document
constexpr std::size_t kLeastBytes = 4;

// The lemma of a token; empty if it is none of letters that the alphabet has.
std::string LemmaOf(const core::NormalizedText& text, const core::Token& token) {
  if ((token.traits & core::kWord) == 0) return "";
  std::string lemma;
  for (std::size_t at = token.lemma_stream_at; at < text.lemma_stream.size(); ++at) {
    const char code = text.lemma_stream[at];
    if (code == nlp::kSpaceByte) break;
    if (code == nlp::kOtherByte) return "";
    char bytes[4];
    lemma.append(bytes, nlp::EncodeUtf8(nlp::Decode(code), bytes));
  }
  return lemma;
}

std::unordered_set<std::string> LemmasOf(const core::NormalizedText& text) {
  std::unordered_set<std::string> lemmas;
  for (const core::Token& token : text.tokens) lemmas.insert(LemmaOf(text, token));
  return lemmas;
}

store::QueryNode TermOf(const std::string& lemma) {
  std::string codes;
  nlp::Encode(lemma, codes);
  return store::Term(std::move(codes));
}

std::uint64_t DocumentsWith(const store::Store& store, const std::string& lemma) {
  store::Query query;
  query.root = TermOf(lemma);
  query.limit = 0;
  return store.Search(query).total;
}

}  // namespace

store::Query QueryOf(const Question& question) {
  store::Query query;
  query.root = store::AllOf({});
  if (question.phrase) query.root.kind = store::QueryNode::Kind::kPhrase;
  for (const std::string& lemma : question.lemmas) query.root.parts.push_back(TermOf(lemma));
  query.filter = question.filter;
  query.facets = question.facets;
  return query;
}

Questioner::Questioner(const store::Store& store, std::uint64_t seed)
    : store_(store), chance_(seed), documents_(store.counters().versions) {
  std::unordered_map<std::string, std::size_t> counts;
  for (std::size_t i = 0; i < kSample; ++i) {
    for (const std::string& lemma : LemmasOf(Draw())) ++counts[lemma];
  }
  for (const auto& [lemma, count] : counts) {
    if (static_cast<double>(count) > kMostFrequent * kSample) frequent_.insert(lemma);
  }
}

store::DocumentNumber Questioner::DrawNumber() {
  return 1 + chance_.Below(documents_);
}

core::NormalizedText Questioner::Draw() {
  return store_.GetAnalysis(DrawNumber()).value_or(store::Analysis{}).text;
}

bool Questioner::IsContent(const std::string& lemma) {
  if (lemma.size() < kLeastBytes || frequent_.contains(lemma)) return false;
  const auto [found, fresh] = known_.try_emplace(lemma, 0);
  if (fresh) found->second = DocumentsWith(store_, lemma);
  const double share = static_cast<double>(found->second) / static_cast<double>(documents_);
  return share >= kRarest && share <= kMostFrequent;
}

std::vector<std::string> Questioner::DrawWords(const core::NormalizedText& text,
                                               std::size_t count) {
  std::vector<std::string> words;
  for (int i = 0; i < kTries && words.size() < count && !text.tokens.empty(); ++i) {
    std::string lemma = LemmaOf(text, text.tokens[chance_.Below(text.tokens.size())]);
    const bool again = std::find(words.begin(), words.end(), lemma) != words.end();
    if (!again && IsContent(lemma)) words.push_back(std::move(lemma));
  }
  return words;
}

std::vector<Question> Questioner::Pairs(std::size_t count) {
  std::vector<Question> questions;
  for (std::size_t i = 0; i < kDraws * count && questions.size() < count; ++i) {
    Question question;
    question.lemmas = DrawWords(Draw(), 2);
    if (question.lemmas.size() == 2) questions.push_back(std::move(question));
  }
  return questions;
}

std::vector<Question> Questioner::Filtered(std::size_t count) {
  constexpr std::chrono::days kAround{182};
  constexpr std::size_t kFacetValues = 10;
  std::vector<Question> questions;
  for (std::size_t i = 0; i < kDraws * count && questions.size() < count; ++i) {
    const store::DocumentNumber number = DrawNumber();
    const auto document = store_.Get(number);
    const auto analysis = store_.GetAnalysis(number);
    if (!document || !analysis) continue;
    Question question;
    question.lemmas = DrawWords(analysis->text, 1);
    const auto& tags = document->header.tags;
    const auto sphere = std::find_if(tags.begin(), tags.end(), [](const store::TagSummary& tag) {
      return tag.kind == core::TagKind::kSphere;
    });
    if (question.lemmas.empty() || sphere == tags.end()) continue;
    question.filter.tags = {*sphere};
    question.filter.from = document->header.counted_at - kAround;
    question.filter.to = document->header.counted_at + kAround;
    question.facets = kFacetValues;
    questions.push_back(std::move(question));
  }
  return questions;
}

std::vector<store::TagSummary> Questioner::SphereAndBody() {
  for (std::size_t i = 0; i < kDraws * kSample; ++i) {
    const auto document = store_.Get(DrawNumber());
    if (!document || !document->header.counts()) continue;
    std::vector<store::TagSummary> found;
    for (const store::TagSummary& tag : document->header.tags) {
      if (tag.kind == core::TagKind::kSphere && found.empty()) found.push_back(tag);
      if (tag.kind == core::TagKind::kBody && tag.role == core::Role::kImplicated &&
          found.size() == 1) {
        found.push_back(tag);
      }
    }
    if (found.size() == 2) return found;
  }
  return {};
}

std::vector<Question> Questioner::Phrases(std::size_t count, std::size_t words) {
  std::vector<Question> questions;
  for (std::size_t i = 0; i < kDraws * count && questions.size() < count; ++i) {
    const core::NormalizedText text = Draw();
    for (int tries = 0; tries < kTries && !text.sentences.empty(); ++tries) {
      const auto tokens = text.tokens_of(text.sentences[chance_.Below(text.sentences.size())]);
      if (tokens.size() < words) continue;
      const std::size_t begin = chance_.Below(tokens.size() - words + 1);
      Question question;
      question.phrase = true;
      for (const core::Token& token : tokens.subspan(begin, words)) {
        question.lemmas.push_back(LemmaOf(text, token));
      }
      const bool whole = std::none_of(question.lemmas.begin(), question.lemmas.end(),
                                      [](const std::string& lemma) { return lemma.empty(); });
      if (!whole || !IsContent(question.lemmas.front()) || !IsContent(question.lemmas.back())) {
        continue;
      }
      questions.push_back(std::move(question));
      break;
    }
  }
  return questions;
}

Times Summarize(std::vector<Timed> answers) {
  Times times;
  if (answers.empty()) return times;
  std::sort(answers.begin(), answers.end(),
            [](const Timed& a, const Timed& b) { return a.milliseconds < b.milliseconds; });
  const auto at = [&](double share) {
    const auto place = static_cast<std::size_t>(share * static_cast<double>(answers.size()));
    return answers[std::min(place, answers.size() - 1)].milliseconds;
  };
  times.median = at(0.5);
  times.p95 = at(0.95);
  times.p99 = at(0.99);
  for (const Timed& answer : answers) times.mean_hits += static_cast<double>(answer.hits);
  times.mean_hits /= static_cast<double>(answers.size());
  return times;
}

}  // namespace bench
