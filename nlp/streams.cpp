#include "nlp/streams.h"

#include "nlp/alphabet.h"

namespace nlp {
namespace {

// Room for what a sentence adds beside its words.
constexpr std::size_t kSentenceBytes = 2;

// A stream under way: `room` bytes are enough for all that will be written.
class Writer {
 public:
  Writer(std::string& stream, std::size_t room) : stream_(stream) {
    stream_.resize(room);
    at_ = stream_.data();
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(at_ - stream_.data()); }
  void BeginSentence() {
    *at_++ = kSentenceByte;
    *at_++ = kSpaceByte;
  }
  void Add(std::string_view word) { at_ = Encode(word, at_); }
  void Add(const Writer& other, std::uint32_t from) {
    for (const char* byte = other.stream_.data() + from; byte != other.at_; ++byte) *at_++ = *byte;
  }
  void EndWord() { *at_++ = kSpaceByte; }
  void Finish() { stream_.resize(size()); }

 private:
  std::string& stream_;
  char* at_;
};

}  // namespace

void WriteStreams(core::NormalizedText& text) {
  // No code is longer than its character, and a word and its space stand for a token.
  std::size_t lemma_bytes = 0, surface_bytes = 0;
  for (const core::Token& token : text.tokens) {
    lemma_bytes += token.lemma_size + 1U;
    surface_bytes += token.norm_size + 1U;
  }
  const std::size_t sentences = text.sentences.size() * kSentenceBytes;
  Writer lemmas(text.lemma_stream, lemma_bytes + sentences);
  Writer surface(text.surface_stream, surface_bytes + sentences);
  for (core::Sentence& sentence : text.sentences) {
    sentence.lemma_stream_begin = lemmas.size();
    sentence.surface_stream_begin = surface.size();
    lemmas.BeginSentence();
    surface.BeginSentence();
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      core::Token& token = text.tokens[i];
      token.lemma_stream_at = lemmas.size();
      token.surface_stream_at = surface.size();
      if ((token.traits & core::kPunctuation) != 0) continue;
      if (token.lemma_at == token.norm_at) {
        // The lemma is the beginning of the norm, so that its bytes are too.
        surface.Add(text.lemma(token));
        lemmas.Add(surface, token.surface_stream_at);
        surface.Add(text.norm(token).substr(token.lemma_size));
      } else {
        lemmas.Add(text.lemma(token));
        surface.Add(text.norm(token));
      }
      lemmas.EndWord();
      surface.EndWord();
    }
    sentence.lemma_stream_end = lemmas.size();
    sentence.surface_stream_end = surface.size();
  }
  lemmas.Finish();
  surface.Finish();
}

}  // namespace nlp
