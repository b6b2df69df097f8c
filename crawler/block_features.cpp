#include "crawler/block_features.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "core/fnv1a.h"
#include "crawler/ascii.h"
#include "crawler/block_topics.h"
#include "crawler/class_hints.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

constexpr std::uint32_t kProseLetters = 60;
constexpr double kProseLinks = 0.35;
constexpr std::size_t kTextColumns = 33, kPlaceColumns = 85, kNeighbourColumns = 20;
static_assert(kTextColumns + kPlaceColumns + kNeighbourColumns == BlockFeatures::kCount);
constexpr std::size_t kFewAlike = 3;
constexpr std::size_t kBylineBytes = 60;
constexpr std::size_t kDescription = 1000;  // bytes of it that are compared
constexpr std::size_t kFarHeading = 30;     // blocks

// Elements whose presence around a block tells something.
constexpr GumboTag kWatched[] = {
    GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN,       GUMBO_TAG_ASIDE,   GUMBO_TAG_NAV,     GUMBO_TAG_FOOTER,
    GUMBO_TAG_HEADER,  GUMBO_TAG_FORM,       GUMBO_TAG_FIGURE,  GUMBO_TAG_TABLE,   GUMBO_TAG_UL,
    GUMBO_TAG_OL,      GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_SECTION, GUMBO_TAG_DETAILS, GUMBO_TAG_DL};
constexpr std::uint32_t kInBodyProperty = 1u << 20, kInHidden = 1u << 21, kInRole = 1u << 22;
constexpr std::uint32_t kWatchedBits = std::size(kWatched);

constexpr std::array<std::uint8_t, GUMBO_TAG_LAST + 1> MakeWatched() {
  std::array<std::uint8_t, GUMBO_TAG_LAST + 1> bits{};
  for (std::size_t i = 0; i < std::size(kWatched); ++i) {
    bits[kWatched[i]] = static_cast<std::uint8_t>(i + 1);
  }
  return bits;
}
constexpr auto kWatchedBit = MakeWatched();

std::uint64_t Mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t hash =
      (a ^ (b + 0x9E3779B97F4A7C15ull + (a << 6) + (a >> 2))) * 0xFF51AFD7ED558CCDull;
  return hash ^ (hash >> 32);
}

// Digits do not part what is alike: "card-1", "card-2".
std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = core::kFnv1aBegin;
  for (const char c : text) {
    if (!IsDigit(c)) hash = core::AddToFnv1a(hash, c);
  }
  return hash;
}

float Log(double count) {
  return static_cast<float>(std::log2(count + 1));
}

float Share(double part, double whole) {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0f;
}

bool IsProse(const Block& block) {
  return block.letters >= kProseLetters && block.link_share() < kProseLinks;
}

// Writes a row number by number.
struct Row {
  float* at;
  void operator()(double value) { *at++ = static_cast<float>(value); }
};

template <typename Each>
void EachWord(std::string_view folded, const Each& each) {
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) each(folded.substr(at, end - at));
    at = end + 1;
  }
}

std::unordered_set<std::uint64_t> WordSet(std::string_view folded) {
  std::unordered_set<std::uint64_t> words;
  EachWord(folded, [&](std::string_view word) { words.insert(HashOf(word)); });
  return words;
}

double ShareIn(const std::unordered_set<std::uint64_t>& words, std::string_view folded) {
  std::size_t all = 0, known = 0;
  EachWord(folded, [&](std::string_view word) {
    ++all;
    known += words.count(HashOf(word));
  });
  return all ? static_cast<double>(known) / static_cast<double>(all) : 0;
}

// Every three words in a row; a text of fewer is one.
std::vector<std::uint64_t> Triples(std::string_view folded) {
  std::vector<std::uint64_t> words, triples;
  EachWord(folded, [&](std::string_view word) { words.push_back(HashOf(word)); });
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    triples.push_back(Mixed(Mixed(words[i], words[i + 1]), words[i + 2]));
  }
  if (triples.empty() && !words.empty()) triples.push_back(Mixed(words.front(), words.back()));
  return triples;
}

bool EndsSentence(std::string_view text) {
  static constexpr std::string_view kEnds[] = {".", "!", "?", "…", "»", "”", "\"", "。", ")"};
  return std::any_of(std::begin(kEnds), std::end(kEnds),
                     [&](std::string_view end) { return text.ends_with(end); });
}

// What stands in the text, sign by sign.
struct Signs {
  std::uint32_t commas = 0, stops = 0, digits = 0, capitals = 0, words = 0, capital_words = 0;
  std::uint32_t bars = 0, quotes = 0;
};

Signs CountSigns(std::string_view text) {
  Signs signs;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    const auto byte = static_cast<unsigned char>(c);
    const bool cyrillic_capital = byte == 0xD0 && next >= 0x81 && next <= 0xAF;
    const bool capital = IsUpper(c) || cyrillic_capital;
    const bool letter = IsAlpha(c) || IsNonAscii(c);
    if (letter && !in_word) {
      ++signs.words;
      signs.capital_words += capital;
    }
    in_word = letter || (in_word && (c == '\'' || c == '-'));
    signs.capitals += capital;
    signs.digits += IsDigit(c);
    signs.commas += c == ',';
    signs.stops += (c == '.' || c == '!' || c == '?') && (next == ' ' || next == 0);
    signs.bars += c == '|' || c == '/' || c == '>';
    signs.quotes += c == '"' || (byte == 0xC2 && next == 0xAB) || (byte == 0xE2 && next == 0x80);
  }
  return signs;
}

}  // namespace

std::span<const float> BlockFeatures::Compute(const BlockContext& context, const PageBlocks& page) {
  context_ = context;
  page_ = &page;
  const auto blocks = page.blocks();
  rows_.assign(blocks.size() * kCount, 0.0f);
  SumNodes();
  CountAlike();
  LookInside();

  // Paths: how the block's element and the two around it are marked up.
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  path_of_.resize(blocks.size());
  path_letters_.clear();
  path_links_.clear();
  path_blocks_.clear();
  path_prose_.clear();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::uint32_t node = blocks[i].node, parent = context.nodes[node].parent;
    const std::uint64_t path =
        Mixed(Mixed(kinds_[node], kinds_[parent]), kinds_[context.nodes[parent].parent]);
    const auto [found, fresh] =
        numbers.try_emplace(path, static_cast<std::uint32_t>(numbers.size()));
    if (fresh) {
      path_letters_.push_back(0);
      path_links_.push_back(0);
      path_blocks_.push_back(0);
      path_prose_.push_back(0);
    }
    const std::uint32_t number = found->second;
    path_of_[i] = number;
    path_letters_[number] += blocks[i].letters;
    path_links_[number] += blocks[i].link_letters;
    ++path_blocks_[number];
    if (IsProse(blocks[i])) path_prose_[number] += blocks[i].letters;
  }
  ReadText();
  ReadPlace();
  ReadNeighbours();
  return rows_;
}

void BlockFeatures::SumNodes() {
  const auto nodes = context_.nodes;
  letters_.assign(nodes.size(), 0);
  link_letters_.assign(nodes.size(), 0);
  prose_.assign(nodes.size(), 0);
  blocks_in_.assign(nodes.size(), 0);
  for (const Block& block : page_->blocks()) {
    letters_[block.node] += block.letters;
    link_letters_[block.node] += block.link_letters;
    if (IsProse(block)) prose_[block.node] += block.letters;
    ++blocks_in_[block.node];
  }
  for (std::size_t i = nodes.size(); i-- > 1;) {
    letters_[nodes[i].parent] += letters_[i];
    link_letters_[nodes[i].parent] += link_letters_[i];
    prose_[nodes[i].parent] += prose_[i];
    blocks_in_[nodes[i].parent] += blocks_in_[i];
  }
}

// Kinds of elements, and how many of one kind stand side by side.
void BlockFeatures::CountAlike() {
  const auto nodes = context_.nodes;
  kinds_.assign(nodes.size(), 0);
  inside_.assign(nodes.size(), Inside{});
  std::unordered_map<std::uint64_t, std::uint32_t> count;
  for (std::uint32_t i = 1; i < nodes.size(); ++i) {
    if (nodes[i].is_text() || letters_[i] == 0) continue;
    kinds_[i] = Mixed(nodes[i].tag, HashOf(nodes[i].attribute("class")));
    ++count[Mixed(kinds_[i], nodes[i].parent)];
  }
  for (std::uint32_t i = 1; i < nodes.size(); ++i) {
    if (kinds_[i]) inside_[i].alike = count[Mixed(kinds_[i], nodes[i].parent)];
  }
}

void BlockFeatures::LookInside() {
  const auto nodes = context_.nodes;
  for (std::uint32_t i = context_.body + 1; i < nodes[context_.body].end; ++i) {
    if (nodes[i].is_text() || letters_[i] == 0) continue;
    const HtmlNode& node = nodes[i];
    const Inside& outer = inside_[node.parent];
    Inside& inner = inside_[i];
    const std::uint16_t own = context_.hints[i];
    inner.hints = outer.hints | own;
    inner.near_hints = own;
    inner.tags = outer.tags;
    if (kWatchedBit[node.tag]) inner.tags |= 1u << (kWatchedBit[node.tag] - 1);
    if (!node.attributes.empty()) {
      if (node.attribute("itemprop").find("articleBody") != std::string_view::npos) {
        inner.tags |= kInBodyProperty;
      }
      if (node.has_attribute("hidden") || node.attribute("aria-hidden") == "true") {
        inner.tags |= kInHidden;
      }
      const std::string_view role = node.attribute("role");
      if (role == "navigation" || role == "complementary" || role == "contentinfo" ||
          role == "banner" || role == "dialog") {
        inner.tags |= kInRole;
      }
    }
    inner.depth = static_cast<std::uint16_t>(outer.depth + 1);
    // The elements of one kind that hold more than a paragraph each, or nothing but a link: cards.
    const bool row =
        node.tag == GUMBO_TAG_P || node.tag == GUMBO_TAG_TR || node.tag == GUMBO_TAG_TD;
    if (inner.alike < kFewAlike || row || inner.alike < outer.alike) {
      inner.alike = outer.alike;
      inner.alike_node = outer.alike_node;
    } else {
      inner.alike_node = i;
    }
    inner.section = node.parent == context_.root ? i : outer.section;
  }
}

void BlockFeatures::ReadText() {
  const auto blocks = page_->blocks();
  const std::string folded_title = FoldWords(context_.title);
  const auto title = WordSet(folded_title);
  const std::string description = FoldWords(context_.description.substr(0, kDescription));
  std::unordered_set<std::uint64_t> given;
  for (const std::uint64_t triple : Triples(context_.given)) given.insert(triple);
  std::unordered_map<std::uint64_t, std::uint32_t> same;
  for (const Block& block : blocks) ++same[HashOf(page_->text(block))];

  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    const std::string_view text = page_->text(block);
    const Signs signs = CountSigns(text);
    const std::string folded = FoldWords(text.substr(0, 400));
    const std::string_view begin = std::string_view(folded).substr(0, kBylineBytes);
    const double bytes = static_cast<double>(text.size());
    Row row{&rows_[i * kCount]};
    row(Log(block.letters));
    row(block.link_share());
    row(Share(signs.commas, signs.words));
    row(Log(signs.stops));
    row(Share(signs.stops, signs.words));
    row(Share(signs.digits, bytes));
    row(Share(signs.capitals, block.letters));
    row(Share(signs.capital_words, signs.words));
    row(Log(signs.words));
    row(Share(block.letters, signs.words));
    row(signs.bars);
    row(signs.quotes);
    row(EndsSentence(text));
    row(text.ends_with(":"));
    row(text.ends_with("…") || text.ends_with("..."));
    row(IsDigit(text[0])      ? 1
        : IsLower(text[0])    ? 2
        : IsUpper(text[0])    ? 3
        : IsNonAscii(text[0]) ? 4
                              : 0);
    row(IsAsideCue(text));
    const unsigned topics = TopicsOf(folded);
    for (unsigned topic = 0; topic < kTopics; ++topic) row(topics >> topic & 1);
    row(begin.starts_with("by ") || begin.starts_with("автор") || begin.starts_with("von "));
    row(text.find('@') != std::string_view::npos || text.find("://") != std::string_view::npos);
    row(text.find("©") != std::string_view::npos);
    row(text.ends_with("?"));
    row(same[HashOf(text)]);
    row(ShareIn(title, folded));
    row(!folded.empty() && folded == folded_title);
    row(!description.empty() && folded.size() > 20 &&
        description.find(folded.substr(0, 200)) != std::string::npos);
    row(given.empty() ? -1 : [&] {
      const auto triples = Triples(folded);
      const auto known = std::count_if(triples.begin(), triples.end(), [&](std::uint64_t triple) {
        return given.count(triple) > 0;
      });
      return triples.empty() ? 0.0
                             : static_cast<double>(known) / static_cast<double>(triples.size());
    }());
    assert(row.at == &rows_[i * kCount] + kTextColumns);
  }
}

void BlockFeatures::ReadPlace() {
  const auto nodes = context_.nodes;
  const auto blocks = page_->blocks();
  const double all_letters = letters_[context_.body], all_prose = prose_[context_.body];
  std::size_t first = blocks.size(), last = 0, kept = 0, kept_letters = 0;  // by rules
  std::size_t first_heading = blocks.size();
  std::uint32_t longest = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    longest = std::max(longest, blocks[i].letters);
    if (nodes[blocks[i].node].tag == GUMBO_TAG_H1 && first_heading == blocks.size())
      first_heading = i;
    if (!(*context_.kept)[i]) continue;
    first = std::min(first, i);
    last = i;
    ++kept;
    kept_letters += blocks[i].letters;
  }
  std::uint32_t letters_before = 0, prose_before = 0;
  std::size_t heading = blocks.size();  // the last one before the block
  bool cue = false, any_cue = false;    // it, or any since the first text, opens something else
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    const std::uint32_t node = block.node, parent = nodes[node].parent;
    const std::uint32_t grandparent = nodes[parent].parent;
    const Inside& inside = inside_[node];
    const GumboTag tag = nodes[node].tag;
    Row row{&rows_[i * kCount + kTextColumns]};
    const bool is_heading = IsHeading(tag);
    if (is_heading || IsAsideCue(page_->text(block))) {
      heading = i;
      cue = IsAsideCue(page_->text(block));
      any_cue = any_cue || (cue && prose_before > all_prose / 3);
    }
    row(is_heading ? 7 - (tag - GUMBO_TAG_H1) : 0);
    row(tag == GUMBO_TAG_P);
    row(tag == GUMBO_TAG_LI);
    row(tag == GUMBO_TAG_DIV);
    row(tag == GUMBO_TAG_TR);
    row(tag == GUMBO_TAG_FIGCAPTION || tag == GUMBO_TAG_FIGURE);
    row(kept == 0 ? 0 : (*context_.kept)[i]);
    row((*context_.left_out)[node]);
    row(node >= context_.root && node < nodes[context_.root].end);
    for (unsigned bit = 0; bit < 10; ++bit) row(inside.hints >> bit & 1);
    for (unsigned bit = 0; bit < 10; ++bit) {
      row(((inside.near_hints | inside_[parent].near_hints) >> bit & 1));
    }
    for (unsigned bit = 0; bit < kWatchedBits; ++bit) row(inside.tags >> bit & 1);
    row((inside.tags & kInBodyProperty) != 0);
    row((inside.tags & kInHidden) != 0);
    row((inside.tags & kInRole) != 0);
    row(inside.depth);
    row(Log(inside.alike));
    row(Share(link_letters_[inside.alike_node], letters_[inside.alike_node]));
    row(Log(letters_[inside.alike_node]));
    row(Log(blocks_in_[inside.alike_node]));
    row(Share(link_letters_[inside.section], letters_[inside.section]));
    row(Share(prose_[inside.section], prose_[context_.root]));
    row(Share(prose_[inside.section], letters_[inside.section]));
    for (const std::uint32_t around : {node, parent, grandparent}) {
      row(Share(link_letters_[around], letters_[around]));
      row(Share(prose_[around], all_prose));
      row(Share(prose_[around], letters_[around]));
      row(Log(blocks_in_[around]));
    }
    const std::uint32_t path = path_of_[i];
    row(Share(path_prose_[path], all_prose));
    row(Share(path_links_[path], path_letters_[path]));
    row(Log(Share(path_letters_[path], path_blocks_[path])));
    row(Log(path_blocks_[path]));
    row(Share(static_cast<double>(i), static_cast<double>(blocks.size())));
    row(Share(letters_before, all_letters));
    row(Share(prose_before, all_prose));
    const auto apart = [](std::size_t a, std::size_t b) {
      return std::clamp(static_cast<double>(a) - static_cast<double>(b), -40.0, 40.0);
    };
    row(kept ? apart(i, first) : -50);
    row(kept ? apart(i, last) : 50);
    row(first_heading < blocks.size() ? apart(i, first_heading) : -50);
    row(heading < blocks.size() && i - heading < kFarHeading ? static_cast<double>(i - heading)
                                                             : -1);
    row(cue);
    row(any_cue);
    row(Share(block.letters, longest));
    row(Log(static_cast<double>(kept_letters)));
    row(Share(static_cast<double>(kept_letters), all_prose));
    row(Log(static_cast<double>(blocks.size())));
    row(Share(all_prose, all_letters));
    letters_before += block.letters;
    if (IsProse(block)) prose_before += block.letters;
    assert(row.at == &rows_[i * kCount] + kTextColumns + kPlaceColumns);
  }
}

void BlockFeatures::ReadNeighbours() {
  const auto nodes = context_.nodes;
  const auto blocks = page_->blocks();
  const auto size = static_cast<std::ptrdiff_t>(blocks.size());
  for (std::ptrdiff_t i = 0; i < size; ++i) {
    Row row{&rows_[static_cast<std::size_t>(i) * kCount + kTextColumns + kPlaceColumns]};
    for (const std::ptrdiff_t step : {-2, -1, 1, 2}) {
      const std::ptrdiff_t k = i + step;
      if (k < 0 || k >= size) {
        for (int column = 0; column < 5; ++column) row(-1);
        continue;
      }
      const Block& block = blocks[static_cast<std::size_t>(k)];
      row(Log(block.letters));
      row(block.link_share());
      row((*context_.kept)[static_cast<std::size_t>(k)]);
      row(IsHeading(nodes[block.node].tag) ? 2 : nodes[block.node].tag == GUMBO_TAG_P ? 1 : 0);
      row(path_of_[static_cast<std::size_t>(k)] == path_of_[static_cast<std::size_t>(i)]);
    }
    assert(row.at == rows_.data() + static_cast<std::size_t>(i + 1) * kCount);
  }
}

std::span<const float> BlockFeatures::AddAround(std::span<const float> shares) {
  const auto nodes = context_.nodes;
  const auto blocks = page_->blocks();
  const std::size_t width = kCount + kAround;
  around_.resize(blocks.size() * width);
  std::vector<float> in_path(path_letters_.size(), 0), in_node(nodes.size(), 0);
  std::vector<float> sums(blocks.size() + 1, 0), counts(blocks.size() + 1, 0);
  std::size_t first = blocks.size(), last = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const float mass = shares[i] * static_cast<float>(blocks[i].letters);
    in_path[path_of_[i]] += mass;
    in_node[blocks[i].node] += mass;
    sums[i + 1] = sums[i] + mass;
    counts[i + 1] = counts[i] + shares[i];
    if (shares[i] < 0.5f || blocks[i].letters < kProseLetters) continue;
    first = std::min(first, i);
    last = i;
  }
  for (std::size_t i = nodes.size(); i-- > 1;) in_node[nodes[i].parent] += in_node[i];
  const float all = sums.back();
  float heading = -1;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    std::copy_n(&rows_[i * kCount], kCount, &around_[i * width]);
    Row row{&around_[i * width + kCount]};
    row(shares[i]);
    for (const std::ptrdiff_t step : {-3, -2, -1, 1, 2, 3}) {
      const auto k = static_cast<std::ptrdiff_t>(i) + step;
      row(k < 0 || k >= static_cast<std::ptrdiff_t>(blocks.size())
              ? -1
              : shares[static_cast<std::size_t>(k)]);
    }
    const std::uint32_t node = blocks[i].node, parent = nodes[node].parent;
    const std::uint32_t path = path_of_[i];
    const auto mean_but = [&](float mass, double letters) {  // of what is not the block itself
      const double others = letters - blocks[i].letters;
      return others > 0 ? (mass - shares[i] * static_cast<float>(blocks[i].letters)) / others
                        : -1.0;
    };
    row(mean_but(in_path[path], path_letters_[path]));
    row(mean_but(in_node[node], letters_[node]));
    row(mean_but(in_node[parent], letters_[parent]));
    row(mean_but(in_node[nodes[parent].parent], letters_[nodes[parent].parent]));
    row(mean_but(in_node[inside_[node].section], letters_[inside_[node].section]));
    row(mean_but(in_node[inside_[node].alike_node], letters_[inside_[node].alike_node]));
    row(Share(in_node[parent], all));
    row(Share(sums[i], all));
    row(Share(all - sums[i + 1], all));
    const auto apart = [](std::size_t a, std::size_t b) {
      return std::clamp(static_cast<double>(a) - static_cast<double>(b), -40.0, 40.0);
    };
    row(first < blocks.size() ? apart(i, first) : -50);
    row(first < blocks.size() ? apart(i, last) : 50);
    const std::size_t from = i >= 5 ? i - 5 : 0, to = std::min(i + 6, blocks.size());
    row((counts[i] - counts[from]) / 5);
    row((counts[to] - counts[i + 1]) / 5);
    row(*std::max_element(shares.begin() + static_cast<std::ptrdiff_t>(from),
                          shares.begin() + static_cast<std::ptrdiff_t>(i) + 1));
    row(heading);
    row(Share(all, letters_[context_.body]));
    row(Log(all));
    assert(row.at == around_.data() + (i + 1) * width);
    if (IsHeading(nodes[node].tag)) heading = shares[i];
  }
  return around_;
}

}  // namespace crawler
