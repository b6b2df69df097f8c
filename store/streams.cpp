#include "store/streams.h"

#include <bit>

#include "store/codec.h"
#include "store/record.h"

namespace store {
namespace {

// Positions grow from token to token by little, so that the difference is mostly one byte; a token
// outside the streams may point back, hence the sign.
void AppendStep(std::string& out, std::uint32_t& last, std::uint32_t now) {
  AppendZigzag(out, static_cast<std::int64_t>(now) - last);
  last = now;
}

std::uint32_t ReadStep(Reader& reader, std::uint32_t& last) {
  const std::int64_t step = reader.Zigzag();
  if (step < -static_cast<std::int64_t>(last) || step > std::int64_t{0xffff'ffff} - last) {
    reader.Fail();
    return 0;
  }
  last = static_cast<std::uint32_t>(last + step);
  return last;
}

void AppendField(std::string& out, const core::NormalizedText& field) {
  AppendString(out, field.lemma_stream);
  AppendString(out, field.surface_stream);
  AppendVarint(out, field.nlp_version);
  out.push_back(static_cast<char>(field.language));
  out.push_back(static_cast<char>(field.script));
  AppendFixed(out, std::bit_cast<std::uint32_t>(field.confidence));
  AppendVarint(out, field.tokens.size());
  core::Token last;
  for (const core::Token& token : field.tokens) {
    AppendStep(out, last.end, token.begin);
    AppendStep(out, last.end, token.end);
    AppendStep(out, last.lemma_stream_at, token.lemma_stream_at);
    AppendStep(out, last.surface_stream_at, token.surface_stream_at);
    out.push_back(static_cast<char>(token.traits));
  }
  AppendVarint(out, field.sentences.size());
  core::Sentence end;
  for (const core::Sentence& sentence : field.sentences) {
    AppendStep(out, end.end, sentence.begin);
    AppendStep(out, end.end, sentence.end);
    AppendStep(out, end.end_token, sentence.first_token);
    AppendStep(out, end.end_token, sentence.end_token);
    AppendStep(out, end.lemma_stream_end, sentence.lemma_stream_begin);
    AppendStep(out, end.lemma_stream_end, sentence.lemma_stream_end);
    AppendStep(out, end.surface_stream_end, sentence.surface_stream_begin);
    AppendStep(out, end.surface_stream_end, sentence.surface_stream_end);
    out.push_back(static_cast<char>(sentence.language));
  }
}

void ReadTokens(Reader& reader, core::NormalizedText& field) {
  field.tokens.resize(reader.Count(5));
  core::Token last;
  for (core::Token& token : field.tokens) {
    token.begin = ReadStep(reader, last.end);
    token.end = ReadStep(reader, last.end);
    token.lemma_stream_at = ReadStep(reader, last.lemma_stream_at);
    token.surface_stream_at = ReadStep(reader, last.surface_stream_at);
    token.traits = reader.Byte();
    if (token.begin > token.end || token.lemma_stream_at > field.lemma_stream.size() ||
        token.surface_stream_at > field.surface_stream.size()) {
      reader.Fail();
    }
  }
}

bool Ordered(std::uint32_t begin, std::uint32_t end, std::size_t limit) {
  return begin <= end && end <= limit;
}

void ReadSentences(Reader& reader, core::NormalizedText& field) {
  field.sentences.resize(reader.Count(9));
  core::Sentence end;
  for (core::Sentence& sentence : field.sentences) {
    sentence.begin = ReadStep(reader, end.end);
    sentence.end = ReadStep(reader, end.end);
    sentence.first_token = ReadStep(reader, end.end_token);
    sentence.end_token = ReadStep(reader, end.end_token);
    sentence.lemma_stream_begin = ReadStep(reader, end.lemma_stream_end);
    sentence.lemma_stream_end = ReadStep(reader, end.lemma_stream_end);
    sentence.surface_stream_begin = ReadStep(reader, end.surface_stream_end);
    sentence.surface_stream_end = ReadStep(reader, end.surface_stream_end);
    const std::uint8_t language = reader.Byte();
    if (language >= core::kLanguages || sentence.begin > sentence.end ||
        !Ordered(sentence.first_token, sentence.end_token, field.tokens.size()) ||
        !Ordered(sentence.lemma_stream_begin, sentence.lemma_stream_end,
                 field.lemma_stream.size()) ||
        !Ordered(sentence.surface_stream_begin, sentence.surface_stream_end,
                 field.surface_stream.size())) {
      reader.Fail();
      return;
    }
    sentence.language = static_cast<core::Language>(language);
  }
}

void ReadField(Reader& reader, core::NormalizedText& field) {
  field.lemma_stream = reader.String();
  field.surface_stream = reader.String();
  field.nlp_version = reader.Varint32();
  const std::uint8_t language = reader.Byte();
  const std::uint8_t script = reader.Byte();
  if (language >= core::kLanguages || script > static_cast<std::uint8_t>(core::Script::kMixed)) {
    reader.Fail();
    return;
  }
  field.language = static_cast<core::Language>(language);
  field.script = static_cast<core::Script>(script);
  field.confidence = std::bit_cast<float>(reader.Fixed<std::uint32_t>());
  ReadTokens(reader, field);
  ReadSentences(reader, field);
}

}  // namespace

// The text stands before the title, so that its lemma stream, which every comparison of
// near-duplicates reads, is found at once.
std::string EncodeStreams(const core::NormalizedText& title, const core::NormalizedText& text) {
  std::string out;
  out.reserve(64 + text.lemma_stream.size() + text.surface_stream.size() + 5 * text.tokens.size() +
              9 * text.sentences.size() + title.lemma_stream.size() + title.surface_stream.size() +
              5 * title.tokens.size());
  out.push_back(static_cast<char>(kRecordVersion));
  AppendField(out, text);
  AppendField(out, title);
  return out;
}

std::optional<Analysis> DecodeStreams(std::string_view bytes) {
  Reader reader(bytes);
  if (reader.Byte() != kRecordVersion) return std::nullopt;
  Analysis analysis;
  ReadField(reader, analysis.text);
  ReadField(reader, analysis.title);
  if (!reader.ok() || !reader.done()) return std::nullopt;
  return analysis;
}

std::optional<std::string_view> LemmaStreamOf(std::string_view bytes) {
  Reader reader(bytes);
  if (reader.Byte() != kRecordVersion) return std::nullopt;
  const std::string_view stream = reader.String();
  if (!reader.ok()) return std::nullopt;
  return stream;
}

}  // namespace store
