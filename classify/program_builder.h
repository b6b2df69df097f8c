// Turns the tree of a pattern into nodes of a ProgramSet and chooses its anchors.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "classify/program.h"
#include "core/expected.h"

namespace classify {

// Works for one pattern; `set` keeps what it builds.
class ProgramBuilder {
 public:
  ProgramBuilder(ProgramSet& set, WordResolver& resolver, const std::vector<WordList>& lists)
      : set_(set), resolver_(resolver), lists_(lists) {}

  core::Expected<ProgramSet::Program> Build(const Pattern& pattern, const Conditions& conditions);
  // A pattern of one part.
  core::Expected<LookNode> BuildLook(const Pattern& pattern);
  // See ProgramSet::FindNeeded.
  core::Expected<std::vector<Witness>> FindNeeded(const Pattern& pattern,
                                                  const Conditions& conditions);

 private:
  // A node, how many tokens it spans and the literals of which each match has one (none: unknown).
  struct Part {
    std::uint32_t node = 0;
    std::uint32_t min_tokens = 0, max_tokens = 0;
    std::vector<Anchor> anchors;
    // Of a sequence: the items that must be there, and those of them of which neither anchors nor
    // nears speak. Nodes.
    std::vector<std::uint32_t> musts = {}, others = {};
  };

  // An item of a sequence: the node that tests it if it is always one token, and how many tokens,
  // gaps included, stand before it.
  struct SequenceItem {
    std::optional<std::uint32_t> test;
    std::uint32_t least_before = 0, most_before = 0;
    std::uint32_t node = 0;
    bool must = false;  // it may not be absent
  };

  // The sequence of a part, which must not be too long.
  Part WholePart(const PatternNode& sequence, const Pattern& pattern);
  Part Item(const PatternNode& item, const Pattern& pattern);
  Part Word(const PatternNode& item, const Pattern& pattern);
  Part List(const PatternNode& item, const Pattern& pattern);
  Part Sequence(const PatternNode& sequence, const Pattern& pattern);
  Part Choice(const std::vector<PatternNode>& alternatives, const Pattern& pattern);
  std::uint32_t AddNode(ProgramNode node);
  std::uint32_t AddNode(ProgramNode::Kind kind, std::span<const std::uint32_t> children);
  // kWord or kWords, whose word set it makes.
  std::uint32_t AddTest(ProgramNode node);
  // The filter of the words that may come first, of a choice or a sequence.
  std::uint64_t FirstOf(const ProgramNode& node) const;
  // The word that `node` is, alone or as the only one of a sequence, if only its code is asked for;
  // null otherwise.
  const WordTest* PlainWord(std::uint32_t node) const;
  // The same if it is a lemma.
  const WordTest* PlainLemma(std::uint32_t node) const;
  // The node that tests the one token of `node`; nothing if it may be absent or longer.
  std::optional<std::uint32_t> SingleTest(std::uint32_t node) const;
  // Gives the anchors, which stand in the items from `first` to `end`, another item to look for:
  // the number of that one, if all anchors took it.
  std::optional<std::size_t> AddNear(const std::vector<SequenceItem>& items, std::size_t first,
                                     std::size_t end, std::vector<Anchor>& anchors) const;
  // The number of the words of which each match of `node` has one, and how often they stand in
  // text; nothing if they are not known.
  std::optional<ProgramSet::Witnessed> WitnessOf(std::uint32_t node);
  std::optional<ProgramSet::Witnessed> FindWitness(std::uint32_t node);
  ProgramSet::Witnessed WitnessOfWord(const WordTest& word);
  LookNode LookFor(std::uint32_t node);
  void AddRequired(const std::vector<std::uint32_t>& nodes, std::vector<std::uint32_t>& required);
  void Fail(const Pattern& pattern, int column, const std::string& what, std::string_view hint);

  ProgramSet& set_;
  WordResolver& resolver_;
  const std::vector<WordList>& lists_;
  std::vector<std::string> open_lists_;
  std::optional<core::Error> error_;
};

}  // namespace classify
