#include "classify/program_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace classify {
namespace {

constexpr std::uint32_t kMaxTokens = 60;  // of one part; sets of positions have 64 bits
constexpr std::size_t kMaxAnchors = 2'000;
constexpr double kRateOfNumbers = 0.05;

// How often one of the anchors is met in a word of text.
double Cost(const std::vector<Anchor>& anchors, const WordRarity& rarity) {
  if (anchors.empty()) return HUGE_VAL;
  double cost = 0;
  for (const Anchor& anchor : anchors) cost += rarity.RateOf(anchor.literal);
  return cost;
}

}  // namespace

void ProgramBuilder::Fail(const Pattern& pattern, int column, const std::string& what,
                          std::string_view hint) {
  if (error_) return;
  Place place = pattern.place;
  place.column += std::max(column, 1) - 1;
  error_ = core::Error{
      fmt::format("{}: {} in the pattern '{}'; {}", place.ToString(), what, pattern.text, hint)};
}

std::uint32_t ProgramBuilder::AddNode(ProgramNode node) {
  set_.nodes_.push_back(node);
  return static_cast<std::uint32_t>(set_.nodes_.size() - 1);
}

std::uint64_t ProgramBuilder::FirstOf(const ProgramNode& node) const {
  std::uint64_t first = 0;
  for (const ProgramNode& item : set_.children(node)) {
    if (item.gap > 0) return ProgramNode::kAnyWords;
    first |= item.words.filter;
    if (node.kind == ProgramNode::Kind::kSequence && !item.optional) return first;
  }
  return node.kind == ProgramNode::Kind::kSequence ? ProgramNode::kAnyWords : first;
}

std::uint32_t ProgramBuilder::AddTest(ProgramNode node) {
  node.words = set_.presence_.AddWords(node.kind == ProgramNode::Kind::kWords
                                           ? set_.witnesses_[node.at]
                                           : *WitnessOfWord(set_.words_[node.at]).witness);
  return AddNode(node);
}

std::uint32_t ProgramBuilder::AddNode(ProgramNode::Kind kind,
                                      std::span<const std::uint32_t> children) {
  ProgramNode node;
  node.kind = kind;
  node.at = static_cast<std::uint32_t>(set_.nodes_.size());
  node.count = static_cast<std::uint32_t>(children.size());
  for (const std::uint32_t child : children) AddNode(ProgramNode(set_.nodes_[child]));
  node.words.filter = FirstOf(node);
  return AddNode(node);
}

const WordTest* ProgramBuilder::PlainWord(std::uint32_t index) const {
  const ProgramNode* node = &set_.nodes_[index];
  if (node->kind == ProgramNode::Kind::kSequence && node->count == 1) {
    node = &set_.nodes_[node->at];
  }
  if (node->kind != ProgramNode::Kind::kWord || node->optional) return nullptr;
  const WordTest& word = set_.words_[node->at];
  const bool plain =
      !word.capitalized && word.kind != WordKind::kAbbreviation && word.kind != WordKind::kNumber;
  return plain ? &word : nullptr;
}

const WordTest* ProgramBuilder::PlainLemma(std::uint32_t index) const {
  const WordTest* word = PlainWord(index);
  return word && word->kind == WordKind::kLemma ? word : nullptr;
}

ProgramBuilder::Part ProgramBuilder::Word(const PatternNode& item, const Pattern& pattern) {
  ProgramNode node;
  node.kind = ProgramNode::Kind::kWord;
  if (item.word == WordKind::kNumber) {
    node.at = static_cast<std::uint32_t>(set_.words_.size());
    set_.words_.push_back({WordKind::kNumber, false, {}, {}});
    return {AddTest(node), 1, 1, {}};
  }
  const auto& codes = resolver_.Resolve(item.text);
  if (codes.empty()) {
    Fail(pattern, item.column, fmt::format("'{}' has neither letter nor digit", item.text),
         "patterns see no punctuation; leave it out");
    return {};
  }
  // Kazakh stems are short, so a name would share its stem with common words: Қарағанды and қара.
  const bool name = item.word == WordKind::kLemma && item.capitalized &&
                    resolver_.language() == core::Language::kKk;
  const WordKind kind = name ? WordKind::kName : item.word;
  const bool surface = kind != WordKind::kLemma;
  const bool open_end = name || kind == WordKind::kPrefix || kind == WordKind::kAbbreviation;
  std::vector<std::uint32_t> nodes;
  Anchor anchor;
  anchor.surface = surface;
  anchor.literal = " ";
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const bool last = i + 1 == codes.size();
    WordTest test;
    test.kind = last || !open_end ? kind : WordKind::kForm;
    test.capitalized = item.capitalized && item.word != WordKind::kAbbreviation && i == 0;
    test.code = surface ? codes[i].form : codes[i].lemma;
    test.capital = item.text;
    anchor.literal += test.code;
    if (!last || !open_end) anchor.literal += ' ';
    node.at = static_cast<std::uint32_t>(set_.words_.size());
    node.asks_more = test.asks_more();
    set_.words_.push_back(std::move(test));
    nodes.push_back(AddTest(node));
  }
  const auto count = static_cast<std::uint32_t>(codes.size());
  anchor.least_before = anchor.most_before = count - 1;
  if (!item.capitalized && kind != WordKind::kAbbreviation && kind != WordKind::kName) {
    anchor.exact = true;
  }
  const std::uint32_t index =
      count == 1 ? nodes.front() : AddNode(ProgramNode::Kind::kSequence, nodes);
  return {index, count, count, {std::move(anchor)}};
}

ProgramBuilder::Part ProgramBuilder::List(const PatternNode& item, const Pattern& pattern) {
  const std::string& name = item.text;
  if (const auto known = set_.lists_.find(name); known != set_.lists_.end()) {
    const ProgramSet::List& list = known->second;
    return {list.node, list.min_tokens, list.max_tokens, list.anchors};
  }
  const auto list = std::find_if(lists_.begin(), lists_.end(),
                                 [&name](const WordList& other) { return other.name == name; });
  if (list == lists_.end()) {
    Fail(pattern, item.column, fmt::format("the list <{}> does not exist", name),
         "define it under lists: or correct the name");
    return {};
  }
  if (std::find(open_lists_.begin(), open_lists_.end(), name) != open_lists_.end()) {
    Fail(pattern, item.column, fmt::format("the list <{}> contains itself", name),
         "take it out of the lists that it calls");
    return {};
  }
  std::vector<PatternNode> alternatives;
  std::vector<const Pattern*> sources;
  for (const Pattern& word : list->patterns) {
    if (word.language != core::Language::kUnknown && word.language != resolver_.language())
      continue;
    auto tree = ParsePattern(word);
    if (!tree || tree->parts.size() != 1) {
      if (!error_) {
        error_ = tree ? core::Error{fmt::format("{}: '&' is not allowed in a list",
                                                word.place.ToString())}
                      : tree.error();
      }
      return {};
    }
    alternatives.push_back(std::move(tree->parts.front()));
    sources.push_back(&word);
  }
  if (alternatives.empty()) {
    Fail(pattern, item.column,
         fmt::format("the list <{}> has no {} words", name, core::Code(resolver_.language())),
         "add some to the list");
    return {};
  }
  open_lists_.push_back(name);
  Part part = Choice(alternatives, *sources.front());
  open_lists_.pop_back();
  if (!error_) {
    set_.lists_[name] = {part.node, part.min_tokens, part.max_tokens, part.anchors};
  }
  return part;
}

ProgramBuilder::Part ProgramBuilder::Choice(const std::vector<PatternNode>& alternatives,
                                            const Pattern& pattern) {
  Witness words;
  std::vector<std::uint32_t> nodes;
  Part all;
  bool anchored = true;
  for (const PatternNode& alternative : alternatives) {
    Part part = Sequence(alternative, pattern);
    if (error_) return {};
    const bool first = &alternative == &alternatives.front();
    all.min_tokens = first ? part.min_tokens : std::min(all.min_tokens, part.min_tokens);
    all.max_tokens = std::max(all.max_tokens, part.max_tokens);
    anchored = anchored && !part.anchors.empty();
    std::move(part.anchors.begin(), part.anchors.end(), std::back_inserter(all.anchors));
    if (const WordTest* word = PlainWord(part.node)) {
      words.Add(*WitnessOfWord(*word).witness);
    } else {
      nodes.push_back(part.node);
    }
  }
  if (!anchored || all.anchors.size() > kMaxAnchors) all.anchors.clear();
  // Of alternatives that differ in length the longest counts, so one alone proves nothing.
  if (all.min_tokens != all.max_tokens) {
    for (Anchor& anchor : all.anchors) anchor.exact = false;
  }
  if (words != Witness{}) {
    words.Normalize();
    ProgramNode node;
    node.kind = ProgramNode::Kind::kWords;
    node.at = static_cast<std::uint32_t>(set_.witnesses_.size());
    set_.witnesses_.push_back(std::move(words));
    nodes.push_back(AddTest(node));
  }
  all.node = nodes.size() == 1 ? nodes.front() : AddNode(ProgramNode::Kind::kChoice, nodes);
  return all;
}

ProgramBuilder::Part ProgramBuilder::Item(const PatternNode& item, const Pattern& pattern) {
  Part part;
  switch (item.kind) {
    case PatternNode::Kind::kWord:
      part = Word(item, pattern);
      break;
    case PatternNode::Kind::kList: {
      part = List(item, pattern);
      // The node of the list is shared; what is said of this use stands on a copy.
      if (!error_) part.node = AddNode(ProgramNode(set_.nodes_[part.node]));
      break;
    }
    case PatternNode::Kind::kChoice:
      part = Choice(item.children, pattern);
      break;
    case PatternNode::Kind::kSequence:
      part = Sequence(item, pattern);
      break;
  }
  if (error_) return {};
  set_.nodes_[part.node].optional = item.optional;
  set_.nodes_[part.node].gap = item.gap;
  return part;
}

std::optional<std::uint32_t> ProgramBuilder::SingleTest(std::uint32_t index) const {
  for (;;) {
    const ProgramNode& node = set_.nodes_[index];
    if (node.optional) return std::nullopt;
    if (node.kind == ProgramNode::Kind::kWord || node.kind == ProgramNode::Kind::kWords) {
      return index;
    }
    if (node.count != 1) return std::nullopt;
    index = node.at;
  }
}

// Of the items beside those from `first` to `end` the one with the fewest places to look at; of
// several one that asks for one word, which is compared fastest.
std::optional<std::size_t> ProgramBuilder::AddNear(const std::vector<SequenceItem>& items,
                                                   std::size_t first, std::size_t end,
                                                   std::vector<Anchor>& anchors) const {
  const auto cost = [this](const SequenceItem& item) {
    return 2 * (item.most_before - item.least_before) + (set_.CodeOf(*item.test) ? 0 : 1);
  };
  std::size_t best = items.size();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if ((i >= first && i < end) || !items[i].test) continue;
    if (best == items.size() || cost(items[i]) < cost(items[best])) best = i;
  }
  if (best == items.size()) return std::nullopt;
  const auto least = static_cast<int>(items[best].least_before);
  const auto most = static_cast<int>(items[best].most_before);
  bool by_all = true;
  for (Anchor& anchor : anchors) {
    if (anchor.near) {
      by_all = false;
      continue;
    }
    Near near{least - static_cast<int>(anchor.most_before),
              most - static_cast<int>(anchor.least_before), *items[best].test};
    if (best >= end) {
      near.from = std::max(near.from, 1);
    } else {
      near.to = std::min(near.to, -1);
    }
    anchor.near = near;
  }
  return by_all ? std::optional(best) : std::nullopt;
}

ProgramSet::Witnessed ProgramBuilder::WitnessOfWord(const WordTest& word) {
  Witness witness;
  const std::string& code = word.code;
  const bool begins = word.kind == WordKind::kPrefix || word.kind == WordKind::kName ||
                      word.kind == WordKind::kAbbreviation;
  double rate = kRateOfNumbers;
  if (word.kind == WordKind::kNumber) {
    witness.number = true;
  } else {
    (word.kind == WordKind::kLemma ? witness.lemmas
     : begins                      ? witness.prefixes
                                   : witness.forms)
        .push_back(code);
    rate = resolver_.rarity().RateOf(' ' + code + (begins ? "" : " "));
  }
  return {std::make_shared<const Witness>(std::move(witness)), rate};
}

std::optional<ProgramSet::Witnessed> ProgramBuilder::FindWitness(std::uint32_t index) {
  const ProgramNode& node = set_.nodes_[index];
  if (node.kind == ProgramNode::Kind::kWord) return WitnessOfWord(set_.words_[node.at]);
  if (node.kind == ProgramNode::Kind::kWords) {
    Witness witness = set_.witnesses_[node.at];
    double rate = 0;
    for (const auto* codes : {&witness.lemmas, &witness.forms}) {
      for (const std::string& code : *codes) rate += resolver_.rarity().RateOf(' ' + code + ' ');
    }
    for (const std::string& code : witness.prefixes) rate += resolver_.rarity().RateOf(' ' + code);
    return ProgramSet::Witnessed{std::make_shared<const Witness>(std::move(witness)), rate};
  }
  std::optional<ProgramSet::Witnessed> found;
  if (node.kind == ProgramNode::Kind::kSequence) {
    for (std::uint32_t child = node.at; child < node.at + node.count; ++child) {
      if (set_.nodes_[child].optional) continue;
      const auto of_child = WitnessOf(child);
      if (of_child && (!found || of_child->rate < found->rate)) found = of_child;
    }
    return found;
  }
  Witness all;
  double rate = 0;
  for (std::uint32_t child = node.at; child < node.at + node.count; ++child) {
    const auto of_child = WitnessOf(child);
    if (!of_child) return std::nullopt;
    all.Add(*of_child->witness);
    rate += of_child->rate;
  }
  all.Normalize();
  return ProgramSet::Witnessed{std::make_shared<const Witness>(std::move(all)), rate};
}

std::optional<ProgramSet::Witnessed> ProgramBuilder::WitnessOf(std::uint32_t node) {
  const ProgramNode& asked = set_.nodes_[node];  // copies of it have the same
  const std::uint64_t key = static_cast<std::uint64_t>(asked.kind) << 32 | asked.at;
  const auto known = set_.witness_of_.find(key);
  if (known != set_.witness_of_.end()) return known->second;
  const auto found = FindWitness(node);
  set_.witness_of_.emplace(key, found);
  return found;
}

LookNode ProgramBuilder::LookFor(std::uint32_t node) {
  const auto found = WitnessOf(node);
  return {node, found ? set_.presence_.Add(*found->witness) : LookNode::kUnknown};
}

void ProgramBuilder::AddRequired(const std::vector<std::uint32_t>& nodes,
                                 std::vector<std::uint32_t>& required) {
  for (const std::uint32_t node : nodes) {
    if (const auto found = WitnessOf(node)) {
      required.push_back(set_.presence_.Add(*found->witness));
    }
  }
}

ProgramBuilder::Part ProgramBuilder::Sequence(const PatternNode& sequence, const Pattern& pattern) {
  std::vector<std::uint32_t> nodes;
  Part all;
  std::vector<SequenceItem> items;
  std::size_t first = 0, end = 0;  // the items in which the anchors stand
  Anchor run;                      // neighbouring plain lemmas
  run.literal = " ";
  run.exact = true;
  std::size_t run_first = 0;
  double least_cost = HUGE_VAL;
  const auto offer = [&](std::vector<Anchor> anchors, std::size_t from) {
    const double cost = Cost(anchors, resolver_.rarity());
    if (cost >= least_cost) return;
    least_cost = cost;
    all.anchors = std::move(anchors);
    first = from;
    end = items.size();
  };
  for (const PatternNode& item : sequence.children) {
    Part part = Item(item, pattern);
    if (error_) return {};
    nodes.push_back(part.node);
    const std::uint32_t least_before = all.min_tokens, most_before = all.max_tokens + item.gap;
    all.min_tokens += item.optional ? 0 : part.min_tokens;
    all.max_tokens = most_before + part.max_tokens;
    items.push_back({SingleTest(part.node), least_before, most_before, part.node, !item.optional});
    const WordTest* lemma = item.optional ? nullptr : PlainLemma(part.node);
    if (!lemma || item.gap > 0) {
      run.literal.assign(1, ' ');
      run_first = lemma ? items.size() - 1 : items.size();
    }
    if (lemma) {
      run.literal += lemma->code + ' ';
      run.least_before = least_before;
      run.most_before = most_before;
      offer({run}, run_first);
    } else if (!item.optional) {
      for (Anchor& anchor : part.anchors) {
        anchor.least_before += least_before;
        anchor.most_before += most_before;
      }
      offer(std::move(part.anchors), items.size() - 1);
    }
  }
  if (end - first < items.size()) {
    for (Anchor& anchor : all.anchors) anchor.exact = false;
    const std::optional<std::size_t> near = AddNear(items, first, end, all.anchors);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool known = (i >= first && i < end) || i == near;
      if (items[i].must && !known) all.others.push_back(items[i].node);
    }
  }
  for (const SequenceItem& item : items) {
    if (item.must) all.musts.push_back(item.node);
  }
  const bool alone = nodes.size() == 1 && !sequence.children.front().optional;
  all.node = alone ? nodes.front() : AddNode(ProgramNode::Kind::kSequence, nodes);
  return all;
}

ProgramBuilder::Part ProgramBuilder::WholePart(const PatternNode& sequence,
                                               const Pattern& pattern) {
  Part part = Sequence(sequence, pattern);
  if (!error_ && part.max_tokens > kMaxTokens) {
    Fail(pattern, 1, fmt::format("more than {} tokens, gaps included", kMaxTokens),
         "make the gaps smaller or use a & b");
  }
  return part;
}

core::Expected<ProgramSet::Program> ProgramBuilder::Build(const Pattern& pattern,
                                                          const Conditions& conditions) {
  const auto tree = ParsePattern(pattern);
  if (!tree) return tree.error();
  ProgramSet::Program program;
  program.same = conditions.same;
  program.in_order = conditions.in_order;
  bool first = true;
  for (const PatternNode& part_tree : tree->parts) {
    Part part = WholePart(part_tree, pattern);
    if (!error_ && first && part.anchors.empty()) {
      Fail(pattern, 1, "no word that must be there, only numbers, choices or optional items",
           "add a word");
    }
    if (error_) return *error_;
    if (first) {
      program.first = part.node;
      program.anchors = std::move(part.anchors);
      AddRequired(part.others, program.required);
    } else if (conditions.same == Scope::kSentence) {
      program.others.push_back(part.node);
      program.max_tokens.push_back(part.max_tokens);
      AddRequired(part.musts, program.required);
      for (Anchor& anchor : program.anchors) anchor.exact = false;
    } else {
      program.far_parts.push_back(LookFor(part.node));
    }
    first = false;
  }
  return program;
}

core::Expected<LookNode> ProgramBuilder::BuildLook(const Pattern& pattern) {
  const auto tree = ParsePattern(pattern);
  if (!tree) return tree.error();
  if (tree->parts.size() > 1) {
    Fail(pattern, 1, "'&' in a guard", "write two guards");
    return *error_;
  }
  const Part part = WholePart(tree->parts.front(), pattern);
  if (error_) return *error_;
  return LookFor(part.node);
}

core::Expected<std::vector<Witness>> ProgramBuilder::FindNeeded(const Pattern& pattern,
                                                                const Conditions& conditions) {
  const auto tree = ParsePattern(pattern);
  if (!tree) return tree.error();
  std::vector<Witness> needed;
  for (const PatternNode& part_tree : tree->parts) {
    const Part part = WholePart(part_tree, pattern);
    if (error_) return *error_;
    for (const std::uint32_t node : part.musts) {
      if (const auto found = WitnessOf(node)) needed.push_back(*found->witness);
    }
    if (conditions.same != Scope::kSentence) break;
  }
  return needed;
}

core::Expected<std::uint32_t> ProgramSet::Add(const Pattern& pattern, const Conditions& conditions,
                                              WordResolver& resolver,
                                              const std::vector<WordList>& lists) {
  auto program = ProgramBuilder(*this, resolver, lists).Build(pattern, conditions);
  if (!program) return program.error();
  programs_.push_back(std::move(*program));
  return static_cast<std::uint32_t>(programs_.size() - 1);
}

core::Expected<LookNode> ProgramSet::AddLook(const Pattern& pattern, WordResolver& resolver,
                                             const std::vector<WordList>& lists) {
  return ProgramBuilder(*this, resolver, lists).BuildLook(pattern);
}

core::Expected<std::vector<Witness>> ProgramSet::FindNeeded(const Pattern& pattern,
                                                            const Conditions& conditions,
                                                            WordResolver& resolver,
                                                            const std::vector<WordList>& lists) {
  return ProgramBuilder(*this, resolver, lists).FindNeeded(pattern, conditions);
}

}  // namespace classify
