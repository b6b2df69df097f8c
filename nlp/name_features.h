// What speaks for and against a span of words being a private person's name. Private to the masker.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "nlp/name_text.h"

namespace nlp {

// Parts [first, end) of a text.
struct NameSpan {
  std::uint32_t first = 0, end = 0;
};

inline constexpr std::size_t kMaxSpanParts = 4;

// Whether the parts can be one name: not initials alone, nor a patronymic's second word first.
bool IsSpan(const NameText& text, const NameSpan& span);

// Features of one span: what is asked and the answer, packed; see FeatureName().
class NameFeatures {
 public:
  static constexpr std::size_t kMax = 48;

  void Add(std::uint32_t question, std::uint32_t answer) {
    if (size_ < kMax) values_[size_++] = question << 24 | (answer & 0xFFFFFF);
  }
  std::span<const std::uint32_t> values() const { return {values_.data(), size_}; }

 private:
  std::array<std::uint32_t, kMax> values_;
  std::size_t size_ = 0;
};

// Finds the features of spans of one text, which must outlive it.
class NameEvidence {
 public:
  explicit NameEvidence(const NameText& text);

  NameFeatures Of(const NameRun& run, const NameSpan& span) const;
  // Whether the text calls the bearer an official elsewhere and nothing here speaks against it.
  bool IsKnownOfficial(const NameSpan& span) const;
  // Whether the clause makes the bearer of the name an official, or the name that of a thing.
  bool IsOfficial(const NameSpan& span) const;
  bool IsThing(const NameSpan& span) const;
  // Whether words right beside make it the name of a street, place or firm whoever bore it.
  bool IsNamedAfter(const NameSpan& span) const;

 private:
  enum class Side : std::uint8_t { kNone, kPrivate, kPost };
  struct Nearest {
    std::uint32_t kind = 0;      // place of the class in the list of classes
    std::uint32_t distance = 0;  // words between, 0 if there is none
    bool comma = false, retired = false, self = false, used = false;
    Side side = Side::kNone;
  };
  // How often a name stands beside a post or a private role.
  struct Mentions {
    std::uint64_t id = 0;
    std::array<std::uint32_t, 3> post{}, own{}, all{};  // by Gender
  };

  Nearest LookLeft(std::size_t token) const;
  Nearest LookRight(std::size_t token) const;
  bool IsInflected(std::size_t token) const;
  std::uint32_t LeftOf(std::size_t token) const;
  std::uint32_t RightOf(std::size_t token) const;
  bool IsQuotedThing(std::size_t first, std::size_t end) const;
  bool IsStreetInList(std::size_t first) const;
  void CountMentions();
  const Mentions* MentionsOf(std::uint64_t id) const;
  void AddMentions(const NameSpan& span, const Nearest& left, std::uint32_t level,
                   NameFeatures& features) const;
  std::uint32_t TailOf(std::size_t token) const;
  std::uint32_t NeighbourType(std::size_t token, bool before) const;

  const NameText& text_;
  std::span<const NameToken> tokens_;
  std::vector<std::uint32_t> words_left_;  // plain words from a token to the end
  std::vector<Mentions> mentions_;         // in order of id
};

}  // namespace nlp
