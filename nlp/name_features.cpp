#include "nlp/name_features.h"

#include <algorithm>
#include <bit>

#include "nlp/address_words.h"
#include "nlp/name_questions.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

// What stands beside a name, the first that holds.
enum Beside : std::uint32_t {
  kNothing,  // the text begins or ends
  kBreak,    // a line break
  kSentence,
  kNumberEntity,
  kNameEntity,
  kCandidate,
  kFirstClass,  // then the classes in order of kClasses
  kDictionaryWord = kFirstClass + 32,
  kCapitalWord,
  kNumeral,
  kMark,
};

// Of a word with several classes the first counts.
constexpr std::uint32_t kClasses[] = {
    kIntro,  kNamedBefore, kSign,        kKin,  kTitle,    kPost,   kRetired, kClaimant,
    kPerson, kThingBehind, kThingBefore, kSelf, kOrg,      kBehind, kMonth,   kPlace,
    kBrand,  kConjunction, kIn,          kTo,   kHistoric, kDeed};

constexpr std::size_t kReach = 9;  // words a role may stand before a name
constexpr std::size_t kReachBehind = 5;

constexpr std::uint32_t kPrivateRoles = kIntro | kClaimant | kKin | kPerson | kTitle | kSign;

std::uint32_t ClassOf(const NameToken& token) {
  for (std::uint32_t i = 0; i < std::size(kClasses); ++i) {
    if ((token.context & kClasses[i]) != 0) return kFirstClass + i;
  }
  return 0;
}

bool BesideIs(std::uint32_t beside, std::uint32_t context) {
  return beside >= kFirstClass && beside < kFirstClass + std::size(kClasses) &&
         kClasses[beside - kFirstClass] == context;
}

std::uint32_t BesideOf(const NameToken& token) {
  if (token.entity) return token.entity == EntityType::kName ? kNameEntity : kNumberEntity;
  if (token.IsPlainMark()) return kMark;
  if (token.candidate) return kCandidate;
  if (const std::uint32_t found = ClassOf(token); found != 0) return found;
  if (!token.IsWord()) return kNumeral;
  if (token.Is(core::kCapitalized)) return kCapitalWord;
  return kDictionaryWord;
}

std::uint32_t MarkKind(const NameToken& token) {
  if (token.norm == ",") return 1;
  if (token.norm == ":" || token.norm == "–" || token.norm == "—" || token.norm == "-") return 2;
  if (token.norm == "(" || token.norm == "[" || token.norm == ")") return 3;
  return 4;
}

std::uint32_t TypeNumber(char type) {
  constexpr std::string_view kTypes = "?GgcSswWvPLIUD";
  return static_cast<std::uint32_t>(kTypes.find(type));
}

bool IsStrong(char type) {
  return type == 'G' || type == 'S' || type == 'P';
}
bool IsFair(char type) {
  return type == 'g' || type == 's' || type == 'c' || type == 'v';
}

// From 0, nothing of a name, over one part that may be or is, to 5, a strong part and another that
// fits.
std::uint32_t LevelOf(std::span<const NamePart> parts) {
  std::size_t strong = 0, fair = 0, initials = 0, proper = 0;
  for (const NamePart& part : parts) {
    strong += IsStrong(part.type) ? 1 : 0;
    fair += IsFair(part.type) ? 1 : 0;
    initials += part.type == 'I' ? 1 : 0;
    proper += part.type != 'D' && part.type != 'W' && part.type != 'I' ? 1 : 0;
  }
  if (strong > 0 && strong + fair + (initials > 0 ? 1 : 0) >= 2) return 5;
  if (fair > 0 && (fair > 1 || initials > 0)) return 4;
  if (strong > 0) return parts.size() > 1 ? 4 : 3;
  if (fair > 0) return parts.size() > 1 ? 3 : 2;
  if (initials > 0 && proper > 0) return 2;
  return proper > 0 ? 1 : 0;
}

std::uint32_t Bucket(std::size_t distance) {
  constexpr std::array<std::uint32_t, 10> kBuckets = {0, 1, 2, 3, 3, 4, 4, 5, 5, 5};
  return kBuckets[std::min(distance, kBuckets.size() - 1)];
}

// 1: of a man's name or surname in the genitive, 2: of an adjective, 0: neither.
std::uint32_t GenitiveOf(const NameToken& token) {
  if (token.norm.ends_with("ого")) return 2;
  return token.norm.ends_with("а") || token.norm.ends_with("я") ? 1 : 0;
}

bool OpensQuotation(const NameToken& token) {
  return token.IsPlainMark() &&
         (token.norm == "«" || token.norm == "“" || token.norm == "„" || token.norm == "\"");
}

// Whether a word for a post is in a case that it has beside a name in the nominative only if it
// means another person: the dative of Russian, dative, accusative and ablative of Kazakh.
bool IsObject(std::string_view post) {
  constexpr std::string_view kNominative[] = {"төраға", "аға"};
  constexpr std::string_view kEndings[] = {"у",   "ю",   "ге",  "ға",  "ке",  "қа", "не",
                                           "ны",  "ні",  "ды",  "ді",  "ты",  "ті", "нан",
                                           "нен", "дан", "ден", "тан", "тен", "ын", "ін"};
  const auto is = [post](std::string_view word) { return post == word; };
  const auto ends = [post](std::string_view ending) { return post.ends_with(ending); };
  return std::any_of(std::begin(kEndings), std::end(kEndings), ends) &&
         std::none_of(std::begin(kNominative), std::end(kNominative), is);
}

// Of the counts by gender those that may mean a name of this one.
std::uint32_t Sum(const std::array<std::uint32_t, 3>& by_gender, Gender gender) {
  std::uint32_t sum = by_gender[0];
  if (gender != Gender::kFemale) sum += by_gender[1];
  if (gender != Gender::kMale) sum += by_gender[2];
  return sum;
}

}  // namespace

bool IsSpan(const NameText& text, const NameSpan& span) {
  if (text.parts()[span.first].type == 'L') return false;
  bool word = false, initial = false;
  const std::span<const NameToken> tokens = text.tokens();
  for (std::uint32_t i = span.first; i < span.end; ++i) {
    const char type = text.parts()[i].type;
    // "Гүлзада Шымкентте тұрады"
    const bool name = type == 'G' || type == 'g' || type == 'S' || type == 'v' || type == 'P';
    if (span.end - span.first > 1 && !name &&
        (tokens[text.parts()[i].first].context & kPlace) != 0) {
      return false;
    }
    if (type != 'I') {
      // Т. К. Иванова and Мейірман Қ. Асанов, but no sentence that goes on behind "Иванова Т. К."
      if (word && initial && (type == 'D' || type == 'W' || type == 'U' || type == 'w'))
        return false;
      word = true;
    } else if (word) {
      initial = true;
    }
  }
  return word;
}

NameEvidence::NameEvidence(const NameText& text) : text_(text), tokens_(text.tokens()) {
  words_left_.resize(tokens_.size() + 1);
  for (std::size_t i = tokens_.size(); i > 0; --i) {
    const NameToken& token = tokens_[i - 1];
    const bool plain = token.IsWord() && !token.candidate && !token.initial;
    words_left_[i - 1] = words_left_[i] + (plain ? 1 : 0);
  }
  CountMentions();
}

// The nearest role before a name within its sentence.
NameEvidence::Nearest NameEvidence::LookLeft(std::size_t token) const {
  Nearest nearest;
  std::size_t words = 0, title = 0;
  bool comma = false, gap = false, used = false;
  for (std::size_t i = token; i > 0 && words < kReach; --i) {
    const NameToken& before = tokens_[i - 1];
    if (EndsSentence(tokens_, i - 1)) break;
    if (before.IsPlainMark()) {
      comma |= before.norm == ",";
      continue;
    }
    ++words;
    // "Судья Ахметов выслушал Иванова": the post has its holder.
    if (before.candidate) {
      used |= gap;
    } else if ((before.context & kConjunction) == 0 && !before.initial) {
      gap = true;
    }
    if ((before.context & kSelf) != 0) nearest.self = true;
    // "The inspector, a Mr Ахметов": a title says less than the post before it.
    constexpr std::size_t kTitleReach = 5;
    const bool titled = title > 0 && words <= title + kTitleReach && (before.context & kPost) != 0;
    if (nearest.side != Side::kNone && !titled) continue;
    title = 0;
    if ((before.context & kRetired) != 0) nearest.retired = true;
    const std::uint32_t roles = before.context & (kPrivateRoles | kPost);
    if (roles == 0 || before.initial) continue;
    if (before.candidate && (roles & kPost) == 0) continue;
    nearest.side = (roles & kPost) != 0 ? Side::kPost : Side::kPrivate;
    nearest.kind = ClassOf(before) - kFirstClass;
    nearest.distance = static_cast<std::uint32_t>(words);
    nearest.comma = comma;
    nearest.used = used;
    if (roles == kTitle) title = words;
    if (before.NewLine() && words > 1) break;
  }
  return nearest;
}

// A role behind a name: "Ержанов Б., заместитель акима", "Перизат деген маман". Whom somebody does
// something to is another: "жалуюсь на врача", "отдал инспектору", "дәрігерге шағымданамын".
NameEvidence::Nearest NameEvidence::LookRight(std::size_t token) const {
  Nearest nearest;
  std::size_t words = 0, marks = 0;
  const bool inflected = IsInflected(token);
  // "Тажибаев Н. О. Нотариус ...": a sentence begins.
  const bool dot = token > 0 && tokens_[token - 1].IsMark(".");
  for (std::size_t i = token; i < tokens_.size() && words < kReachBehind; ++i) {
    const NameToken& behind = tokens_[i];
    if (behind.NewLine() || behind.entity) break;
    if (dot && i == token && behind.Is(core::kCapitalized)) break;
    if (behind.IsPlainMark()) {
      if (EndsSentence(tokens_, i)) break;
      if (behind.norm == ".") continue;  // и.о. руководителя
      if (++marks > 1) break;
      nearest.comma = true;
      continue;
    }
    ++words;
    if (behind.candidate || (behind.context & (kDeed | kIn | kTo | kSelf)) != 0) break;
    const std::uint32_t roles = behind.context & (kPrivateRoles | kPost);
    if (roles == 0) continue;
    if (!inflected && IsObject(behind.norm)) break;
    nearest.side = (roles & kPost) != 0 ? Side::kPost : Side::kPrivate;
    nearest.kind = ClassOf(behind) - kFirstClass;
    nearest.distance = static_cast<std::uint32_t>(words);
    break;
  }
  return nearest;
}

// Whether the name that ends before a token has an ending of a case.
bool NameEvidence::IsInflected(std::size_t token) const {
  for (std::size_t i = token; i > 0; --i) {
    const NameToken& before = tokens_[i - 1];
    if (!before.candidate && !before.initial && !before.IsMark(".")) break;
    if (before.name.inflected) return true;
  }
  return false;
}

std::uint32_t NameEvidence::LeftOf(std::size_t token) const {
  if (token == 0) return kNothing * 8;
  std::uint32_t mark = 0;
  std::size_t i = token;
  if (tokens_[i].NewLine()) mark = 5;
  for (std::size_t count = 0; count < 2 && i > 0 && tokens_[i - 1].IsPlainMark(); ++count, --i) {
    if (EndsSentence(tokens_, i - 1)) return kSentence * 8 + mark;
    mark = MarkKind(tokens_[i - 1]);
  }
  if (i == 0) return kNothing * 8 + mark;
  return BesideOf(tokens_[i - 1]) * 8 + mark;
}

std::uint32_t NameEvidence::RightOf(std::size_t token) const {
  std::uint32_t mark = 0;
  std::size_t i = token;
  for (std::size_t count = 0; count < 2 && i < tokens_.size() && tokens_[i].IsPlainMark();
       ++count, ++i) {
    if (EndsSentence(tokens_, i)) {
      return (i + 1 == tokens_.size() ? kNothing : kSentence) * 8 + mark;
    }
    mark = MarkKind(tokens_[i]);
  }
  if (i == tokens_.size()) return kNothing * 8 + mark;
  if (tokens_[i].NewLine()) return kBreak * 8 + mark;
  return BesideOf(tokens_[i]) * 8 + mark;
}

// The type of the name that stands before or behind a token, marks between.
std::uint32_t NameEvidence::NeighbourType(std::size_t token, bool before) const {
  std::size_t i = token;
  do {
    if (before ? i == 0 : i + 1 == tokens_.size()) return 0;
    i = before ? i - 1 : i + 1;
  } while (tokens_[i].IsPlainMark());
  return TypeNumber(TypeOf(tokens_[i]));
}

void NameEvidence::CountMentions() {
  struct Mention {
    std::uint64_t id;
    std::uint32_t gender;
    Side side;
  };
  std::vector<Mention> all;
  for (const NameRun& run : text_.runs()) {
    const std::size_t first = text_.parts()[run.first].first;
    const std::size_t end = text_.parts()[run.end - 1].end;
    Nearest left = LookLeft(first);
    if (left.distance > 4 || left.used) left.side = Side::kNone;
    if (left.side == Side::kPost && (left.self || left.retired)) left.side = Side::kPrivate;
    if (left.side == Side::kNone && BesideIs(LeftOf(first) / 8, kSelf)) left.side = Side::kPrivate;
    if (left.side == Side::kNone) {
      const Nearest right = LookRight(end);
      if (right.comma || right.distance <= 2) left.side = right.side;
    }
    for (std::size_t part = run.first; part < run.end; ++part) {
      const NamePart& p = text_.parts()[part];
      if (p.type == 'I' || p.type == 'L' || p.type == 'P') continue;
      const NameWord& name = tokens_[p.first].name;
      all.push_back({name.id, static_cast<std::uint32_t>(name.gender), left.side});
    }
  }
  std::sort(all.begin(), all.end(), [](const Mention& a, const Mention& b) { return a.id < b.id; });
  for (const Mention& mention : all) {
    if (mentions_.empty() || mentions_.back().id != mention.id) {
      mentions_.emplace_back();
      mentions_.back().id = mention.id;
    }
    Mentions& counts = mentions_.back();
    ++counts.all[mention.gender];
    if (mention.side == Side::kPost) ++counts.post[mention.gender];
    if (mention.side == Side::kPrivate) ++counts.own[mention.gender];
  }
}

const NameEvidence::Mentions* NameEvidence::MentionsOf(std::uint64_t id) const {
  const auto found =
      std::lower_bound(mentions_.begin(), mentions_.end(), id,
                       [](const Mentions& m, std::uint64_t value) { return m.id < value; });
  return found != mentions_.end() && found->id == id ? &*found : nullptr;
}

// What the rest of the text says of the same names.
void NameEvidence::AddMentions(const NameSpan& span, const Nearest& left, std::uint32_t level,
                               NameFeatures& features) const {
  std::uint32_t post = 0, own = 0, all = 0;
  for (std::size_t i = span.first; i < span.end; ++i) {
    const NamePart& part = text_.parts()[i];
    if (part.type == 'I' || part.type == 'L' || part.type == 'P') continue;
    const NameWord& name = tokens_[part.first].name;
    const Mentions* counts = MentionsOf(name.id);
    if (counts == nullptr) continue;
    post = std::max(post, Sum(counts->post, name.gender));
    own = std::max(own, Sum(counts->own, name.gender));
    all = std::max(all, Sum(counts->all, name.gender));
  }
  // Without its own.
  if (left.side == Side::kPost && post > 0) --post;
  if (left.side == Side::kPrivate && own > 0) --own;
  const bool bare = left.side == Side::kNone;
  if (post > 0) features.Add(kDocumentPost, (own > 0 ? 2U : 0U) + (bare ? 1U : 0U));
  if (own > 0) features.Add(kDocumentOwn, (post > 0 ? 2U : 0U) + (bare ? 1U : 0U));
  if (all > 1) features.Add(kRepeated, level);
}

// How near the end of the text a name stands: 0 far, then nearer.
std::uint32_t NameEvidence::TailOf(std::size_t token) const {
  const std::uint32_t words = words_left_[token];
  if (words == 0) return 4;
  if (words <= 2) return 3;
  if (words <= 6) return 2;
  return words <= 12 ? 1 : 0;
}

NameFeatures NameEvidence::Of(const NameRun& run, const NameSpan& span) const {
  NameFeatures features;
  const std::span<const NamePart> parts = text_.parts().subspan(span.first, span.end - span.first);
  const std::size_t first = parts.front().first, end = parts.back().end;
  const NameToken& head = tokens_[first];
  const std::uint32_t level = LevelOf(parts);
  std::uint32_t shape = 0;
  for (const NamePart& part : parts) shape = shape * 16 + TypeNumber(part.type);
  const bool single = parts.size() == 1;
  const std::uint32_t kind = level * 2 + (single ? 1 : 0);

  features.Add(kBias, 0);
  features.Add(kShape, shape);
  features.Add(kLevel, level * 8 + static_cast<std::uint32_t>(parts.size()));
  const std::uint32_t left = LeftOf(first), right = RightOf(end);
  features.Add(kLeft, left);
  features.Add(kRight, right);
  features.Add(kLeftLevel, left / 8 * 16 + kind);
  features.Add(kRightLevel, right / 8 * 16 + kind);
  features.Add(kBothSides, (left / 8) * 64 + right / 8);
  features.Add(kFirstLast, TypeNumber(parts.front().type) * 16 + TypeNumber(parts.back().type));
  for (std::size_t i = 1; i < parts.size(); ++i) {
    features.Add(kPair, TypeNumber(parts[i - 1].type) * 16 + TypeNumber(parts[i].type));
  }

  const Nearest look = LookLeft(first);
  const auto side = look.used ? 3U : static_cast<std::uint32_t>(look.side);
  const std::uint32_t far = look.used ? 6 : Bucket(look.distance);
  features.Add(kLookLeft, (look.kind * 8 + far) * 2 + (look.comma ? 1 : 0));
  features.Add(kLookLevel, (side * 8 + far) * 16 + kind);
  if (look.side == Side::kPost) {
    features.Add(kSelfPost, (look.self ? 2U : 0U) + (look.retired ? 1U : 0U));
  }
  const Nearest behind = LookRight(end);
  const bool thing = IsThing(span);
  if (thing) features.Add(kThing, kind);
  features.Add(kPlain, (((side * 2U + (head.starts_sentence ? 1 : 0)) * 2 + (thing ? 1 : 0)) * 4 +
                        static_cast<std::uint32_t>(behind.side)) *
                               16 +
                           kind);
  // Names in a row: "Иванов, Петрова и Ли".
  if (left / 8 == kCandidate && first > 1)
    features.Add(kNameLeft, NeighbourType(first, true) * 16 + kind);
  if (right / 8 == kCandidate) features.Add(kNameRight, NeighbourType(end - 1, false) * 16 + kind);
  if (behind.side != Side::kNone) {
    features.Add(kLookRight,
                 (behind.kind * 8 + Bucket(behind.distance)) * 2 + (behind.comma ? 1 : 0));
    features.Add(kRole, side * 4 + static_cast<std::uint32_t>(behind.side));
  }
  if (head.starts_sentence) {
    features.Add(kStart,
                 TypeNumber(parts.front().type) * 8 + static_cast<std::uint32_t>(parts.size()));
    features.Add(kLeftStart, kind);
  }
  const bool begins = left / 8 <= kNumberEntity || left % 8 != 0;
  const bool ends = right / 8 <= kNumberEntity || right % 8 != 0;
  const std::uint32_t segment = (begins ? 2U : 0U) + (ends ? 1U : 0U);
  features.Add(kSegment, segment * 16 + kind);
  const std::uint32_t tail = TailOf(end);
  features.Add(kTail, (tail * 4 + segment) * 16 + kind);
  if (look.side != Side::kNone) features.Add(kTailPost, (tail * 4 + side) * 4 + segment);
  if (left / 8 == kNumberEntity || right / 8 == kNumberEntity) {
    features.Add(kEntity, (right / 8 == kNumberEntity ? 16U : 0U) + kind);
  }
  if (head.quoted) features.Add(kQuoted, kind);
  if (head.loud) features.Add(kLoud, kind);
  if (!head.Is(core::kCapitalized)) {
    features.Add(kSmall, shape);
    features.Add(kSmallLeft, left / 8 * 16 + kind);
  }
  if (span.first > run.first) {
    features.Add(kMoreLeft, TypeNumber(text_.parts()[span.first - 1].type) * 16 +
                                TypeNumber(parts.front().type));
  }
  if (span.end < run.end) {
    features.Add(kMoreRight,
                 TypeNumber(parts.back().type) * 16 + TypeNumber(text_.parts()[span.end].type));
  }
  std::uint32_t context = 0;
  bool new_line = false;
  for (const NamePart& part : parts) {
    context |= tokens_[part.first].context;
    new_line |= &part != &parts.front() && tokens_[part.first].NewLine();
  }
  if ((context & kPlace) != 0) features.Add(kPlaceWord, left / 8 * 16 + kind);
  if ((context & kHistoric) != 0) features.Add(kHistoricWord, kind);
  if ((span.end < run.end && (tokens_[text_.parts()[span.end].first].context & kHistoric) != 0) ||
      (span.first > run.first &&
       (tokens_[text_.parts()[span.first - 1].first].context & kHistoric) != 0)) {
    features.Add(kHistoricWord, 16 + kind);
  }
  if ((context & kBrand) != 0) features.Add(kBrandWord, kind);
  // "на Абая", "по Сейфуллина": a street without its label.
  if (single && first > 0 && (tokens_[first - 1].context & (kIn | kTo)) != 0) {
    features.Add(kOnStreet, GenitiveOf(head) * 4 + ((context & kHistoric) != 0 ? 2U : 0U) +
                                ((tokens_[first - 1].context & kIn) != 0 ? 1U : 0U));
  }
  if (new_line) features.Add(kNewLine, shape);
  if (single && head.name.inflected) features.Add(kInflected, TypeNumber(parts.front().type));
  if (!head.norm.empty() && static_cast<unsigned char>(head.norm[0]) < 0x80) {
    features.Add(kLatinWord, (text_.mostly_latin() ? 16U : 0U) + kind);
  }
  if (single) {
    features.Add(
        kLength,
        std::min<std::uint32_t>(static_cast<std::uint32_t>(CountCharacters(head.norm)), 12) * 16 +
            TypeNumber(parts.front().type));
  }
  AddMentions(span, look, level, features);
  return features;
}

// ТОО «Имя и К», «Имя» балалар үйі, ТОО «Салон “Имя”»
bool NameEvidence::IsQuotedThing(std::size_t first, std::size_t end) const {
  constexpr std::size_t kLongest = 6;       // tokens between a quotation mark and the name
  constexpr std::size_t kReachOfThing = 3;  // words behind the mark
  for (std::size_t i = first; i > 1 && first - i < kLongest; --i) {
    const NameToken& mark = tokens_[i - 1];
    if (tokens_[i].NewLine() || EndsSentence(tokens_, i - 1) || mark.IsMark(",")) break;
    if (!OpensQuotation(mark)) continue;
    if ((tokens_[i - 2].context & (kThingBefore | kNamedBefore | kOrg)) != 0) return true;
    // Behind a BIN in brackets and its like.
    if (tokens_[i - 2].IsPlainMark() && i > 2 &&
        (tokens_[i - 3].context & (kThingBefore | kNamedBefore | kOrg)) != 0) {
      return true;
    }
  }
  if (!tokens_[first].quoted) return false;
  std::size_t behind = end;
  while (behind < tokens_.size() && behind - end < kLongest && tokens_[behind].quoted) ++behind;
  if (behind >= tokens_.size() || !tokens_[behind].IsPlainMark()) return false;
  for (std::size_t i = behind + 1; i < tokens_.size() && i - behind <= kReachOfThing; ++i) {
    if (tokens_[i].NewLine() || tokens_[i].IsPlainMark() || tokens_[i].candidate) return false;
    if ((tokens_[i].context & (kThingBehind | kOrg)) != 0) return true;
  }
  return false;
}

// улиц Имя, Имя и Имя
bool NameEvidence::IsStreetInList(std::size_t first) const {
  constexpr std::size_t kLongest = 8;
  bool joined = false;
  for (std::size_t i = first; i > 0 && first - i < kLongest; --i) {
    const NameToken& before = tokens_[i - 1];
    if (tokens_[i].NewLine() || before.entity) return false;
    const bool joins = before.IsMark(",") || (before.context & kConjunction) != 0;
    joined |= joins;
    if (joins || before.candidate || before.initial || before.IsMark(".")) continue;
    return joined && (NotesOf(before.norm).address & kStreetBefore) != 0;
  }
  return false;
}

bool NameEvidence::IsNamedAfter(const NameSpan& span) const {
  const std::size_t first = text_.parts()[span.first].first;
  const std::size_t end = text_.parts()[span.end - 1].end;
  if (end < tokens_.size() && !tokens_[end].NewLine() &&
      (tokens_[end].context & kThingBehind) != 0 && !tokens_[end].candidate) {
    return true;
  }
  std::size_t i = first;
  // им. Абая; "ул. Абая", but not over a comma or from another sentence
  if (i > 0 && tokens_[i - 1].IsMark(".") && tokens_[i - 1].gap == kGapNone &&
      !EndsSentence(tokens_, i - 1)) {
    --i;
  }
  const auto names_a_thing = [&](std::size_t token) {
    return (tokens_[token].context & kNamedBefore) != 0 && !tokens_[token].candidate;
  };
  if (i > 0 && !tokens_[first].NewLine() && names_a_thing(i - 1)) return true;
  // село Жаңа Маржан: the second word, unless it is a surname
  if (first > 1 && span.end - span.first == 1 && tokens_[first - 1].Is(core::kCapitalized) &&
      !tokens_[first].NewLine() && !tokens_[first - 1].NewLine() && names_a_thing(first - 2) &&
      tokens_[first].name.surname == Surname::kNone && (tokens_[first - 1].context & kPlace) == 0) {
    return true;
  }
  return IsQuotedThing(first, end) || IsStreetInList(first);
}

bool NameEvidence::IsKnownOfficial(const NameSpan& span) const {
  bool known = false;
  for (std::uint32_t i = span.first; i < span.end; ++i) {
    const NamePart& part = text_.parts()[i];
    if (part.type == 'I' || part.type == 'L' || part.type == 'P') continue;
    const NameWord& name = tokens_[part.first].name;
    const Mentions* counts = MentionsOf(name.id);
    if (counts == nullptr || Sum(counts->post, name.gender) == 0 ||
        Sum(counts->own, name.gender) > 0) {
      return false;
    }
    known = true;
  }
  if (!known) return false;
  const Nearest left = LookLeft(text_.parts()[span.first].first);
  if (left.side != Side::kNone && !left.used) return false;
  return LookRight(text_.parts()[span.end - 1].end).side != Side::kPrivate;
}

bool NameEvidence::IsOfficial(const NameSpan& span) const {
  const std::size_t first = text_.parts()[span.first].first;
  const Nearest look = LookLeft(first);
  if (look.side == Side::kPost && look.distance <= 2 && !look.self && !look.retired && !look.used) {
    return true;
  }
  const Nearest behind = LookRight(text_.parts()[span.end - 1].end);
  return behind.side == Side::kPost && behind.comma && behind.distance <= 2;
}

bool NameEvidence::IsThing(const NameSpan& span) const {
  const std::uint32_t left = LeftOf(text_.parts()[span.first].first) / 8;
  const std::uint32_t right = RightOf(text_.parts()[span.end - 1].end) / 8;
  return BesideIs(left, kNamedBefore) || BesideIs(left, kThingBefore) ||
         BesideIs(right, kThingBehind) || tokens_[text_.parts()[span.first].first].quoted;
}

}  // namespace nlp
