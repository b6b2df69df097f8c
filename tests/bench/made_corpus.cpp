#include "tests/bench/made_corpus.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>
#include <utility>

#include "core/language.h"
#include "core/time.h"
#include "nlp/streams.h"

namespace bench {
namespace {

constexpr std::uint32_t kGeneralWords = 40'000;
constexpr std::uint32_t kTopicWords = 1'200;  // of a sphere, drawn by rank
constexpr std::uint32_t kOwnWords = 600;      // of those, that no other sphere has
constexpr std::uint32_t kCommonWords = 200;   // the most frequent ones belong to no sphere
constexpr std::uint32_t kGeneralPhrases = 4'000;
constexpr std::uint32_t kTopicPhrases = 60;
constexpr std::uint32_t kSchemes = 30, kOffences = 15;
constexpr std::uint32_t kNoSphere = MadeCorpus::kSpheres;

constexpr double kNameExponent = 1.2;
constexpr double kRareExponent = 1.1;

constexpr int kDays = 5 * 365 + 1;
constexpr core::Day kFirstDay{std::chrono::year(2021) / 1 / 1};
// How far back a reprint has its original.
constexpr int kReprintDays = 3;
constexpr std::size_t kMostRecent = 8192;

std::string Named(std::string_view stem, std::uint32_t number) {
  return std::string(stem).append(std::to_string(number));
}

core::Language LanguageOf(Tongue tongue) {
  switch (tongue) {
    case Tongue::kKazakh:
      return core::Language::kKk;
    case Tongue::kRussian:
      return core::Language::kRu;
    case Tongue::kEnglish:
      break;
  }
  return core::Language::kEn;
}

std::uint32_t SharedWord(std::uint64_t hash) {
  // Cubed, so that frequent words are in more phrases and topics than rare ones.
  const double place = static_cast<double>(Mix(hash) >> 11) * 0x1p-53;
  return kCommonWords +
         static_cast<std::uint32_t>(place * place * place * (kGeneralWords - kCommonWords));
}

}  // namespace

MadeCorpus::MadeCorpus(const CorpusOptions& options)
    : options_(options),
      chance_(options.seed),
      functions_(Lexis::kFunctionWords, 2.7, 1.05),
      content_(kGeneralWords, 30, 1.0),
      topical_(kTopicWords, 10, 1.0),
      phrases_(kGeneralPhrases, 10, 1.0),
      outlets_(kOutlets, 3, 1.0),
      bodies_(kBodies, 3, 1.0),
      spheres_(kSpheres, 4, 1.0) {
  for (std::size_t i = 0; i < kTongues; ++i) {
    lexis_.emplace_back(static_cast<Tongue>(i), kGeneralWords + kSpheres * kOwnWords, options.seed);
  }
  for (std::uint32_t i = 0; i < kGeneralPhrases; ++i) {
    general_phrases_.push_back(MakePhrase(kNoSphere));
  }
  for (std::uint32_t i = 0; i < kSpheres * kTopicPhrases; ++i) {
    topic_phrases_.push_back(MakePhrase(i / kTopicPhrases));
  }
  const std::size_t recent = options.documents * kReprintDays / kDays;
  recent_.resize(std::clamp<std::size_t>(recent, 16, kMostRecent));
}

MadeCorpus::Phrase MadeCorpus::MakePhrase(std::uint32_t sphere) {
  Phrase phrase{{}, 2 + (chance_.With(0.4) ? 1U : 0U) + (chance_.With(0.15) ? 1U : 0U)};
  for (std::uint32_t i = 0; i < phrase.size; ++i) {
    phrase.ids[i] = sphere == kNoSphere ? content_.Draw(chance_) : TopicWord(sphere);
  }
  return phrase;
}

std::uint32_t MadeCorpus::TopicWord(std::uint32_t sphere) {
  const std::uint32_t rank = topical_.Draw(chance_);
  if (rank % 2 == 0) return kGeneralWords + sphere * kOwnWords + rank / 2;
  return SharedWord(std::uint64_t{sphere} << 32 | rank);
}

// Days, years, sums of few digits, and numbers of cases and papers, which hardly come again.
std::uint32_t MadeCorpus::Number() {
  const double kind = chance_.Uniform();
  if (kind < 0.4) return 1 + chance_.Below(31);
  if (kind < 0.65) return 2021 + chance_.Below(6);
  if (kind < 0.95) {
    std::uint32_t sum = 1 + chance_.Below(999);
    for (std::uint32_t zeros = chance_.Below(6); zeros > 0; --zeros) sum *= 10;
    return sum;
  }
  return 100'000 + chance_.Below(2'000'000'000);
}

std::size_t MadeCorpus::AddContent(Story& story, std::uint32_t id, bool may_go_on) {
  const auto form =
      static_cast<std::uint8_t>(chance_.With(0.35) ? 0 : chance_.Below(Lexis::kForms));
  story.words.push_back({id, Kind::kContent, form, false});
  story.content.push_back(id);
  if (!may_go_on || !chance_.With(0.12)) return 1;
  // Each word has four that like to follow it.
  const std::uint64_t follower = std::uint64_t{1} << 48 | std::uint64_t{id} << 2 |
                                 std::min(chance_.Below(4), chance_.Below(4));
  return 1 + AddContent(story, SharedWord(follower), false);
}

std::size_t MadeCorpus::AddPhrase(Story& story) {
  const bool topical = chance_.With(0.5);
  const std::uint32_t rank = phrases_.Draw(chance_);
  const std::uint32_t sphere = story.spheres[chance_.Below(story.spheres.size())];
  const Phrase& phrase = topical ? topic_phrases_[sphere * kTopicPhrases + rank % kTopicPhrases]
                                 : general_phrases_[rank];
  for (std::uint32_t i = 0; i < phrase.size; ++i) AddContent(story, phrase.ids[i], false);
  return phrase.size;
}

std::size_t MadeCorpus::AddWords(Story& story) {
  const double kind = chance_.Uniform();
  if (kind < 0.37) {
    story.words.push_back({functions_.Draw(chance_), Kind::kFunction, 0, false});
    return 1;
  }
  if (kind < 0.42) {
    if (chance_.With(0.3)) story.names.push_back(chance_.OpenRank(kNameExponent));
    story.words.push_back({story.names[chance_.Below(story.names.size())], Kind::kName,
                           static_cast<std::uint8_t>(chance_.Below(Lexis::kForms)), false});
    return 1;
  }
  if (kind < 0.45) {
    story.words.push_back({Number(), Kind::kNumber, 0, false});
    return 1;
  }
  if (kind < 0.457) {
    story.words.push_back({chance_.OpenRank(kRareExponent), Kind::kRare, 0, false});
    return 1;
  }
  if (kind < 0.48) return AddPhrase(story);
  if (kind < 0.60 && !story.content.empty()) {
    return AddContent(story, story.content[chance_.Below(story.content.size())], true);
  }
  if (kind < 0.78) {
    return AddContent(story, TopicWord(story.spheres[chance_.Below(story.spheres.size())]), true);
  }
  return AddContent(story, content_.Draw(chance_), true);
}

void MadeCorpus::AddSentence(Story& story, std::size_t words) {
  for (std::size_t i = 0; i < words;) {
    i += AddWords(story);
    story.words.back().comma = i < words && chance_.With(0.07);
  }
  story.ends.push_back(story.words.size());
}

void MadeCorpus::Invent(Story& story) {
  const double tongue = chance_.Uniform();
  story.tongue = tongue < 0.76   ? Tongue::kRussian
                 : tongue < 0.96 ? Tongue::kKazakh
                                 : Tongue::kEnglish;
  story.outlet = outlets_.Draw(chance_);
  story.spheres.clear();
  story.names.clear();
  story.content.clear();
  story.words.clear();
  story.ends.clear();
  const std::uint32_t spheres = 1 + (chance_.With(0.4) ? 1 : 0) + (chance_.With(0.15) ? 1 : 0);
  while (story.spheres.size() < spheres) {
    const std::uint32_t sphere = spheres_.Draw(chance_);
    if (std::find(story.spheres.begin(), story.spheres.end(), sphere) == story.spheres.end()) {
      story.spheres.push_back(sphere);
    }
  }
  for (std::uint32_t i = 2 + chance_.Below(3); i > 0; --i) {
    story.names.push_back(chance_.OpenRank(kNameExponent));
  }
  AddSentence(story, 6 + chance_.Below(6));
  // Lengths of texts are about lognormal; twelve uniform numbers are about a normal one.
  double normal = -6;
  for (int i = 0; i < 12; ++i) normal += chance_.Uniform();
  const double words = std::clamp(std::exp(5.2 + 0.45 * normal), 50.0, 1500.0);
  while (static_cast<double>(story.words.size()) < words) AddSentence(story, 6 + chance_.Below(18));
  Classify(story);
}

// Another outlet: a new beginning, perhaps a new title, and some sentences are left out.
void MadeCorpus::Reprint(const Story& original, Story& story) {
  story.tongue = original.tongue;
  do {
    story.outlet = outlets_.Draw(chance_);
  } while (story.outlet == original.outlet);
  story.spheres = original.spheres;
  story.names = original.names;
  story.content = original.content;
  story.classification = original.classification;
  story.words.clear();
  story.ends.clear();
  const bool new_title = chance_.With(0.6);
  for (std::size_t i = 0; i < original.ends.size(); ++i) {
    if (i == 1 || (i == 0 && new_title)) {
      AddSentence(story, 6 + chance_.Below(i == 0 ? 6 : 18));
    } else if (i == 0 || !chance_.With(0.15)) {
      const auto begin = i == 0 ? 0 : static_cast<std::ptrdiff_t>(original.ends[i - 1]);
      story.words.insert(story.words.end(), original.words.begin() + begin,
                         original.words.begin() + static_cast<std::ptrdiff_t>(original.ends[i]));
      story.ends.push_back(story.words.size());
    }
  }
}

void MadeCorpus::AddTag(Story& story, core::TagKind kind, std::uint32_t id, core::Role role) {
  constexpr const char* kStems[] = {"sphere-", "scheme-", "offence-", "body-", "region-", "mark-"};
  std::string name = Named(kStems[static_cast<std::size_t>(kind)], id);
  std::vector<core::Tag>& tags = story.classification.tags;
  for (const core::Tag& tag : tags) {
    if (tag.kind == kind && tag.id == name) return;
  }
  const bool special = kind == core::TagKind::kBody && id % 50 == 0;
  const float score = 0.5F + static_cast<float>(chance_.Below(50)) / 100;
  core::Evidence evidence{Named(name + ".", chance_.Below(20)), 1 + chance_.Below(4),
                          core::Field::kText, 0, 0};
  tags.push_back({kind, std::move(name), role, special, score, {std::move(evidence)}});
}

void MadeCorpus::Classify(Story& story) {
  core::Classification& classification = story.classification;
  classification.language = LanguageOf(story.tongue);
  classification.corruption = chance_.With(0.2);
  classification.countable = classification.corruption && chance_.With(0.5);
  classification.context = classification.corruption
                               ? static_cast<core::Context>(1 + chance_.Below(core::kContexts - 1))
                               : core::Context::kNone;
  classification.lexicon_version = "lexicon-1";
  classification.tags.clear();
  for (const std::uint32_t sphere : story.spheres) {
    AddTag(story, core::TagKind::kSphere, sphere, core::Role::kNone);
  }
  for (std::uint32_t i = chance_.Below(4); i > 0; --i) {
    const auto role = !classification.corruption ? core::Role::kNamed
                                                 : static_cast<core::Role>(1 + chance_.Below(3));
    AddTag(story, core::TagKind::kBody, bodies_.Draw(chance_), role);
  }
  for (std::uint32_t i = chance_.Below(3); i > 0; --i) {
    const std::uint32_t region = std::min(chance_.Below(kRegions), chance_.Below(kRegions));
    AddTag(story, core::TagKind::kRegion, region, core::Role::kNone);
  }
  if (classification.corruption) {
    for (std::uint32_t i = chance_.Below(3); i > 0; --i) {
      AddTag(story, core::TagKind::kScheme, chance_.Below(kSchemes), core::Role::kNone);
    }
    AddTag(story, core::TagKind::kOffence, chance_.Below(kOffences), core::Role::kNone);
  }
  std::sort(classification.tags.begin(), classification.tags.end(),
            [](const core::Tag& a, const core::Tag& b) {
              return std::tie(a.kind, a.id) < std::tie(b.kind, b.id);
            });
}

void MadeCorpus::AddToken(const Story& story, const Ref& ref, bool first, std::string& field,
                          core::NormalizedText& analysis) {
  const Lexis& lexis = lexis_[static_cast<std::size_t>(story.tongue)];
  core::Token token;
  token.traits = ref.kind == Kind::kNumber ? core::kNumber : core::kWord;
  switch (ref.kind) {
    case Kind::kFunction:
      spelling_.form = spelling_.lemma = lexis.function(ref.id);
      break;
    case Kind::kContent:
      lexis.Content(ref.id, ref.form, spelling_);
      break;
    case Kind::kName:
      lexis.Name(ref.id, ref.form, spelling_);
      break;
    case Kind::kRare:
      lexis.Rare(ref.id, spelling_);
      break;
    case Kind::kNumber:
      spelling_.form = spelling_.lemma = std::to_string(ref.id);
      break;
  }
  facts_.terms.Add(spelling_.lemma);
  ++facts_.tokens;
  token.begin = static_cast<std::uint32_t>(field.size());
  if (first || ref.kind == Kind::kName) {
    AppendCapitalized(spelling_.form, field);
    if (ref.kind != Kind::kNumber) token.traits |= core::kCapitalized;
  } else {
    field += spelling_.form;
  }
  if (first) token.traits |= core::kSentenceStart;
  token.end = static_cast<std::uint32_t>(field.size());
  token.norm_at = static_cast<std::uint32_t>(analysis.words.size());
  token.norm_size = static_cast<std::uint16_t>(spelling_.form.size());
  analysis.words += spelling_.form;
  token.lemma_size = static_cast<std::uint16_t>(spelling_.lemma.size());
  if (spelling_.form.starts_with(spelling_.lemma)) {
    token.lemma_at = token.norm_at;
  } else {
    token.lemma_at = static_cast<std::uint32_t>(analysis.words.size());
    analysis.words += spelling_.lemma;
  }
  analysis.tokens.push_back(token);
}

void MadeCorpus::SpellSentence(const Story& story, std::size_t index, std::string& field,
                               core::NormalizedText& analysis) {
  const auto add_mark = [&](char mark) {
    core::Token token;
    token.begin = static_cast<std::uint32_t>(field.size());
    token.end = token.begin + 1;
    token.norm_at = token.lemma_at = static_cast<std::uint32_t>(analysis.words.size());
    token.norm_size = token.lemma_size = 1;
    token.traits = core::kPunctuation;
    field += mark;
    analysis.words += mark;
    analysis.tokens.push_back(token);
  };
  core::Sentence sentence;
  sentence.begin = static_cast<std::uint32_t>(field.size());
  sentence.first_token = static_cast<std::uint32_t>(analysis.tokens.size());
  sentence.language = analysis.language;
  const std::size_t begin = index == 0 ? 0 : story.ends[index - 1];
  for (std::size_t i = begin; i < story.ends[index]; ++i) {
    if (i > begin) field += ' ';
    AddToken(story, story.words[i], i == begin, field, analysis);
    if (story.words[i].comma) add_mark(',');
  }
  if (index > 0) add_mark('.');
  sentence.end = static_cast<std::uint32_t>(field.size());
  sentence.end_token = static_cast<std::uint32_t>(analysis.tokens.size());
  analysis.sentences.push_back(sentence);
}

void MadeCorpus::Spell(const Story& story, std::size_t first, std::size_t last, std::string& field,
                       core::NormalizedText& analysis) {
  field.clear();
  analysis.Clear();
  analysis.language = LanguageOf(story.tongue);
  analysis.script =
      story.tongue == Tongue::kEnglish ? core::Script::kLatin : core::Script::kCyrillic;
  analysis.confidence = 0.99F;
  analysis.nlp_version = 1;
  for (std::size_t i = first; i < last; ++i) {
    if (i > first) field += (i - first) % 4 == 0 ? '\n' : ' ';
    SpellSentence(story, i, field, analysis);
  }
  nlp::WriteStreams(analysis);
}

// All but title and text.
void MadeCorpus::Describe(const Story& story, MadeDocument& made) {
  const double day = static_cast<double>(facts_.documents) * kDays /
                     static_cast<double>(std::max<std::size_t>(options_.documents, 1));
  const auto seconds = static_cast<std::int64_t>(day * 86'400);
  core::Document& document = made.document;
  const std::string outlet = Named("outlet-", story.outlet);
  document.published =
      core::WrittenTime{kFirstDay + std::chrono::seconds(seconds), std::chrono::hours(5), true};
  document.received = document.published->instant + std::chrono::minutes(5 + chance_.Below(55));
  const std::string date = core::ToString(document.published->day());
  const auto number = static_cast<std::uint32_t>(facts_.documents);
  document.key = {core::SourceType::kMedia, outlet,
                  "https://" + outlet + ".example/" + date + "/" + std::to_string(number)};
  document.url = document.key.address;
  document.kind = "article";
  document.site = Named("Outlet ", story.outlet);
  document.language = core::Code(LanguageOf(story.tongue));
  document.archive.file = date + ".warc.gz";
  document.archive.offset = std::uint64_t{number} * 20'011;
  document.archive.length = 15'000 + chance_.Below(10'000);
  document.archive.sha256.clear();
  while (document.archive.sha256.size() < 64) {
    document.archive.sha256 += "0123456789abcdef"[chance_.Below(16)];
  }
  made.classification = story.classification;
  for (core::Tag& tag : made.classification.tags) {
    const core::Token& token = made.text.tokens[chance_.Below(made.text.tokens.size())];
    for (core::Evidence& evidence : tag.evidence) {
      evidence.begin = token.begin;
      evidence.end = token.end;
    }
  }
}

void MadeCorpus::Next(MadeDocument& made) {
  const Story* story = &story_;
  if (originals_ > 0 && chance_.With(options_.reprints)) {
    Reprint(recent_[chance_.Below(std::min(originals_, recent_.size()))], story_);
    ++facts_.reprints;
  } else {
    Story& fresh = recent_[originals_++ % recent_.size()];
    Invent(fresh);
    story = &fresh;
  }
  Spell(*story, 0, 1, made.document.title, made.title);
  Spell(*story, 1, story->ends.size(), made.document.text, made.text);
  Describe(*story, made);
  facts_.bytes += made.document.title.size() + made.document.text.size();
  ++facts_.documents;
}

}  // namespace bench
