// The grammar of names of offices: which body a head word and the words around it name.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "classify/findings.h"
#include "classify/lexicon.h"

namespace classify {

// Keeps a reference to the lexicon.
class OfficeNames {
 public:
  explicit OfficeNames(const Lexicon& lexicon);

  // Makes hits of bodies and families of the heads, fields and scopes in `findings`, and leaves
  // none of these:
  //   - a head with a field of work: the body that works in it ("отдел образования", "білім
  //     бөлімі", "department of education");
  //   - a head with a scope, of an unknown field: presumably the grammar's unknown office
  //   ("Управление
  //     внутренней политики области"). In Russian a capital tells it from managing something;
  //   - a bare head: the body last named by such a head, else the first that is named later.
  // A head within the name of a body, or right before it, is part of that name.
  void Join(Findings& findings) const;

 private:
  struct Office {
    std::optional<Owner> owner;
    TokenSpan span;
  };
  struct NamedOffice {
    Owner owner;
    std::uint32_t sentence;
  };

  Office NameOf(const Hit& head, std::span<const Hit> sentence, const TokenView& view) const;
  Office BehindHead(const Hit& head, std::span<const Hit> sentence, const TokenView& view) const;
  Office BeforeHead(const Hit& head, std::span<const Hit> sentence, const TokenView& view) const;
  Office Unknown(const Hit& head, std::span<const Hit> sentence, const TokenView& view) const;
  const Hit* Better(const Hit* a, const Hit* b, OfficeRank rank) const;
  const Hit* FieldAt(std::span<const Hit> sentence, std::uint32_t first_token,
                     OfficeRank rank) const;
  const Hit* FieldUpTo(std::span<const Hit> sentence, std::uint32_t end_token,
                       OfficeRank rank) const;
  const OfficeHead& HeadOf(const Hit& hit) const;
  std::optional<Owner> OwnerOf(const Hit& field, OfficeRank rank) const;
  bool IsLink(std::string_view word) const;

  const Lexicon& lexicon_;
  std::vector<std::array<std::optional<Owner>, kOfficeRanks>> owners_;  // of each field
  std::optional<Owner> unknown_;
};

}  // namespace classify
