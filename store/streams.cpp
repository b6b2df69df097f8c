#include "store/streams.h"

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

#include "store/codec.h"
#include "store/record.h"

namespace store {
namespace {

// Version 1, of format 3, has plain fields only.
constexpr std::uint8_t kStreamsVersion = 2;

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

// As it is: what Pack cannot tell in less.
void AppendPlain(std::string& out, const core::NormalizedText& field) {
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

void ReadPlain(Reader& reader, core::NormalizedText& field) {
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

// What is predicted of the bytes of a token from its codes: most letters with codes of their own
// are Cyrillic. The difference is mostly 0.
std::size_t PredictedBytes(std::string_view codes) {
  std::size_t bytes = 0;
  for (const char code : codes) bytes += static_cast<signed char>(code) < 0 || code == 1 ? 2 : 1;
  return bytes;
}

// A field whose streams are the words of its sentences, each sentence begun by a mark, in columns:
// streams and places in them follow from the words, and a lemma from the surface form and how it
// ends. What is left compresses to little more than half of what AppendPlain writes.
struct PackedColumns {
  std::string traits, gaps, lengths, sentences, words, edits, added;
};

constexpr std::string_view kSentenceMark = "\2 ";
constexpr std::uint8_t kLongEdit = 0xff;

std::string_view WordAt(std::string_view stream, std::uint32_t at) {
  if (at > stream.size()) return {};
  stream.remove_prefix(at);
  return stream.substr(0, stream.find(' '));
}

// How to make `lemma` of `form`: bytes taken from its end, and what is put there.
void AppendEdit(std::string_view form, std::string_view lemma, PackedColumns& columns) {
  std::size_t same = 0;
  while (same < std::min(form.size(), lemma.size()) && form[same] == lemma[same]) ++same;
  const std::size_t taken = form.size() - same, added = lemma.size() - same;
  if (taken < 15 && added < 15) {
    columns.edits.push_back(static_cast<char>(taken << 4 | added));
  } else {
    columns.edits.push_back(static_cast<char>(kLongEdit));
    AppendVarint(columns.edits, taken);
    AppendVarint(columns.edits, added);
  }
  columns.added.append(lemma.substr(same));
}

void Pack(const core::NormalizedText& field, PackedColumns& columns) {
  std::uint32_t end = 0;
  for (const core::Token& token : field.tokens) {
    columns.traits.push_back(static_cast<char>(token.traits));
    AppendZigzag(columns.gaps, static_cast<std::int64_t>(token.begin) - end);
    end = token.end;
    std::size_t predicted = 1;
    if ((token.traits & core::kPunctuation) == 0) {
      const std::string_view form = WordAt(field.surface_stream, token.surface_stream_at);
      columns.words.append(form).push_back(' ');
      AppendEdit(form, WordAt(field.lemma_stream, token.lemma_stream_at), columns);
      predicted = PredictedBytes(form);
    }
    AppendZigzag(columns.lengths, static_cast<std::int64_t>(token.end) - token.begin -
                                      static_cast<std::int64_t>(predicted));
  }
  std::uint32_t end_token = 0;
  for (const core::Sentence& sentence : field.sentences) {
    const bool empty = sentence.first_token >= sentence.end_token;
    const std::uint32_t begin = empty ? 0 : field.tokens[sentence.first_token].begin;
    const std::uint32_t behind = empty ? 0 : field.tokens[sentence.end_token - 1].end;
    AppendZigzag(columns.sentences, static_cast<std::int64_t>(sentence.first_token) - end_token);
    AppendZigzag(columns.sentences,
                 static_cast<std::int64_t>(sentence.end_token) - sentence.first_token);
    AppendZigzag(columns.sentences, static_cast<std::int64_t>(sentence.begin) - begin);
    AppendZigzag(columns.sentences, static_cast<std::int64_t>(sentence.end) - behind);
    columns.sentences.push_back(static_cast<char>(sentence.language));
    end_token = sentence.end_token;
  }
}

void AppendPacked(std::string& out, const core::NormalizedText& field,
                  const PackedColumns& columns) {
  AppendVarint(out, field.nlp_version);
  out.push_back(static_cast<char>(field.language));
  out.push_back(static_cast<char>(field.script));
  AppendFixed(out, std::bit_cast<std::uint32_t>(field.confidence));
  AppendVarint(out, field.sentences.size());
  for (const std::string* column : {&columns.words, &columns.edits, &columns.added, &columns.traits,
                                    &columns.gaps, &columns.lengths, &columns.sentences}) {
    AppendString(out, *column);
  }
}

// A number of 32 bits that `difference` gives with `from`.
std::uint32_t Stepped(Reader& reader, std::int64_t from, std::int64_t difference) {
  const bool fits = difference >= -from && difference <= std::int64_t{0xffff'ffff} - from;
  if (!fits) reader.Fail();
  return fits ? static_cast<std::uint32_t>(from + difference) : 0;
}

// The words of a packed field, one after the other.
class Words {
 public:
  explicit Words(Reader& reader) : reader_(reader) {
    words_ = reader.String();
    edits_ = Reader(reader.String());
    added_ = Reader(reader.String());
  }

  std::string_view NextForm() {
    const std::size_t end = words_.find(' ');
    if (end == words_.npos) {
      reader_.Fail();
      return {};
    }
    form_ = words_.substr(0, end);
    words_.remove_prefix(end + 1);
    return form_;
  }
  // Of the form that NextForm gave.
  void AppendLemma(std::string& out) {
    std::uint64_t taken = edits_.Byte(), added = taken & 15;
    if (taken == kLongEdit) {
      taken = edits_.Varint();
      added = edits_.Varint();
    } else {
      taken >>= 4;
    }
    const std::string_view ending = added_.Bytes(added);
    if (!edits_.ok() || !added_.ok() || taken > form_.size()) {
      reader_.Fail();
      return;
    }
    out.append(form_.substr(0, form_.size() - taken)).append(ending);
  }
  bool done() const { return words_.empty() && edits_.done() && added_.done(); }

 private:
  Reader& reader_;
  std::string_view words_, form_;
  Reader edits_{""}, added_{""};
};

// What stands before the columns.
struct PackedHead {
  std::uint32_t nlp_version = 0;
  std::uint8_t language = 0, script = 0;
  float confidence = 0;
  std::uint64_t sentences = 0;
};

PackedHead ReadHead(Reader& reader) {
  PackedHead head;
  head.nlp_version = reader.Varint32();
  head.language = reader.Byte();
  head.script = reader.Byte();
  head.confidence = std::bit_cast<float>(reader.Fixed<std::uint32_t>());
  head.sentences = reader.Varint();
  if (head.language >= core::kLanguages ||
      head.script > static_cast<std::uint8_t>(core::Script::kMixed)) {
    reader.Fail();
  }
  return head;
}

void ReadPacked(Reader& reader, core::NormalizedText& field) {
  const PackedHead head = ReadHead(reader);
  field.nlp_version = head.nlp_version;
  field.language = static_cast<core::Language>(head.language);
  field.script = static_cast<core::Script>(head.script);
  field.confidence = head.confidence;
  Words words(reader);
  const std::string_view traits = reader.String();
  Reader gaps(reader.String()), lengths(reader.String()), sentences(reader.String());
  if (!reader.ok() || head.sentences > sentences.rest().size() / 5) {
    reader.Fail();
    return;
  }
  field.lemma_stream.clear();
  field.surface_stream.clear();
  field.tokens.resize(traits.size());
  field.sentences.assign(head.sentences, {});

  // Sentences first, since their marks stand in the streams; their bytes follow from the tokens.
  std::uint32_t end_token = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> around(field.sentences.size());
  for (std::size_t i = 0; i < field.sentences.size(); ++i) {
    core::Sentence& sentence = field.sentences[i];
    sentence.first_token = Stepped(reader, end_token, sentences.Zigzag());
    sentence.end_token = Stepped(reader, sentence.first_token, sentences.Zigzag());
    around[i] = {sentences.Zigzag(), sentences.Zigzag()};
    const std::uint8_t language = sentences.Byte();
    if (sentence.first_token < end_token || sentence.end_token < sentence.first_token ||
        sentence.end_token > field.tokens.size() || language >= core::kLanguages) {
      reader.Fail();
    }
    if (!reader.ok()) return;
    sentence.language = static_cast<core::Language>(language);
    end_token = sentence.end_token;
  }

  const auto here = [](const std::string& stream) {
    return static_cast<std::uint32_t>(stream.size());
  };
  std::size_t next = 0;  // sentence
  std::uint32_t end = 0;
  const auto begin_sentences = [&](std::size_t token) {
    for (; next < field.sentences.size() && field.sentences[next].first_token == token; ++next) {
      core::Sentence& sentence = field.sentences[next];
      sentence.lemma_stream_begin = here(field.lemma_stream);
      sentence.surface_stream_begin = here(field.surface_stream);
      field.lemma_stream += kSentenceMark;
      field.surface_stream += kSentenceMark;
      if (sentence.first_token == sentence.end_token) {
        sentence.lemma_stream_end = here(field.lemma_stream);
        sentence.surface_stream_end = here(field.surface_stream);
      }
    }
  };
  std::size_t open = 0;  // the sentence that ends next
  for (std::size_t i = 0; i < field.tokens.size() && reader.ok(); ++i) {
    begin_sentences(i);
    core::Token& token = field.tokens[i];
    token.traits = static_cast<std::uint8_t>(traits[i]);
    token.begin = Stepped(reader, end, gaps.Zigzag());
    token.lemma_stream_at = here(field.lemma_stream);
    token.surface_stream_at = here(field.surface_stream);
    std::size_t predicted = 1;
    if ((token.traits & core::kPunctuation) == 0) {
      const std::string_view form = words.NextForm();
      field.surface_stream.append(form).push_back(' ');
      words.AppendLemma(field.lemma_stream);
      field.lemma_stream.push_back(' ');
      predicted = PredictedBytes(form);
    }
    token.end =
        Stepped(reader, static_cast<std::int64_t>(token.begin + predicted), lengths.Zigzag());
    if (token.end < token.begin) reader.Fail();
    end = token.end;
    while (open < next && field.sentences[open].end_token <= i + 1) {
      field.sentences[open].lemma_stream_end = here(field.lemma_stream);
      field.sentences[open++].surface_stream_end = here(field.surface_stream);
    }
  }
  begin_sentences(field.tokens.size());
  for (std::size_t i = 0; i < field.sentences.size(); ++i) {
    core::Sentence& sentence = field.sentences[i];
    const bool empty = sentence.first_token >= sentence.end_token;
    sentence.begin =
        Stepped(reader, empty ? 0 : field.tokens[sentence.first_token].begin, around[i].first);
    sentence.end =
        Stepped(reader, empty ? 0 : field.tokens[sentence.end_token - 1].end, around[i].second);
    if (sentence.begin > sentence.end) reader.Fail();
  }
  const bool all_read = words.done() && gaps.ok() && gaps.done() && lengths.ok() &&
                        lengths.done() && sentences.ok() && sentences.done();
  if (!all_read) reader.Fail();
}

bool Same(const core::NormalizedText& a, const core::NormalizedText& b) {
  return a.lemma_stream == b.lemma_stream && a.surface_stream == b.surface_stream &&
         std::equal(a.tokens.begin(), a.tokens.end(), b.tokens.begin(), b.tokens.end(),
                    [](const core::Token& x, const core::Token& y) {
                      return x.begin == y.begin && x.end == y.end && x.traits == y.traits &&
                             x.lemma_stream_at == y.lemma_stream_at &&
                             x.surface_stream_at == y.surface_stream_at;
                    }) &&
         std::equal(a.sentences.begin(), a.sentences.end(), b.sentences.begin(), b.sentences.end(),
                    [](const core::Sentence& x, const core::Sentence& y) {
                      return x.begin == y.begin && x.end == y.end &&
                             x.first_token == y.first_token && x.end_token == y.end_token &&
                             x.lemma_stream_begin == y.lemma_stream_begin &&
                             x.lemma_stream_end == y.lemma_stream_end &&
                             x.surface_stream_begin == y.surface_stream_begin &&
                             x.surface_stream_end == y.surface_stream_end &&
                             x.language == y.language;
                    });
}

enum class Form : std::uint8_t { kPlain, kPacked };

void AppendField(std::string& out, const core::NormalizedText& field) {
  const std::size_t begin = out.size();
  PackedColumns columns;
  Pack(field, columns);
  out.push_back(static_cast<char>(Form::kPacked));
  AppendPacked(out, field, columns);
  Reader reader(std::string_view(out).substr(begin + 1));
  core::NormalizedText read;
  ReadPacked(reader, read);
  if (reader.ok() && reader.done() && Same(read, field)) return;
  out.resize(begin);
  out.push_back(static_cast<char>(Form::kPlain));
  AppendPlain(out, field);
}

void ReadField(Reader& reader, core::NormalizedText& field) {
  switch (static_cast<Form>(reader.Byte())) {
    case Form::kPlain:
      return ReadPlain(reader, field);
    case Form::kPacked:
      return ReadPacked(reader, field);
  }
  reader.Fail();
}

}  // namespace

// The text stands before the title, so that its lemma stream, which every comparison of
// near-duplicates reads, is found at once.
std::string EncodeStreams(const core::NormalizedText& title, const core::NormalizedText& text) {
  std::string out;
  out.reserve(64 + text.lemma_stream.size() + 6 * text.tokens.size() + title.lemma_stream.size() +
              6 * title.tokens.size());
  out.push_back(static_cast<char>(kStreamsVersion));
  AppendField(out, text);
  AppendField(out, title);
  return out;
}

std::optional<Analysis> DecodeStreams(std::string_view bytes) {
  Analysis analysis;
  if (!DecodeStreams(bytes, analysis)) return std::nullopt;
  return analysis;
}

bool DecodeStreams(std::string_view bytes, Analysis& analysis) {
  Reader reader(bytes);
  const std::uint8_t version = reader.Byte();
  for (core::NormalizedText* field : {&analysis.text, &analysis.title}) {
    if (version == kStreamsVersion) {
      ReadField(reader, *field);
    } else if (version == kRecordVersion) {
      ReadPlain(reader, *field);
    } else {
      return false;
    }
  }
  return reader.ok() && reader.done();
}

bool ReadLemmaStream(std::string_view bytes, std::string& stream) {
  const auto analysis = DecodeStreams(bytes);
  if (!analysis) return false;
  stream = analysis->text.lemma_stream;
  return true;
}

}  // namespace store
