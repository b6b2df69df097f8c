#include "crawler/body_finder.h"

#include <algorithm>

#include "crawler/class_hints.h"
#include "crawler/date_words.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

constexpr std::uint32_t kProseLetters = 60;  // a block of at least this many is running text
constexpr double kProseLinks = 0.35;         // unless more of it is links
constexpr double kOneChild = 0.72;           // share of the weight that makes a child the way down
constexpr double kPurerChild = 0.4;          // or this share, if it is purer by kPurer
constexpr double kPurer = 0.2;
constexpr double kSuspectWeight = 0.15;         // share of the weight that no aside has
constexpr double kNamedBody = 0.3;              // share of the weight that a named body must hold
constexpr double kLinkList = 0.6;               // share of links that makes a list a list of links
constexpr double kFewLetters = 200;             // an article is longer
constexpr std::uint32_t kCaptionLetters = 400;  // a caption is shorter
constexpr std::size_t kMaxJudged = 20'000;      // blocks; of more rules alone decide
constexpr std::size_t kEnoughLetters = 150;     // beside the comments, for these to be comments
constexpr std::size_t kDateLine = 80;           // bytes
constexpr double kRescue = 100;                 // letters that an article has at least
constexpr float kKept = 0.55f;                  // of a block, how likely it must be
constexpr std::uint32_t kBylineLetters = 120;   // so is a line of author and date

bool IsList(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL || tag == GUMBO_TAG_MENU;
}

// A line that states a day, perhaps a time, and nothing else.
bool IsDateLine(std::string_view text) {
  if (text.size() > kDateLine) return false;
  bool number = false;
  for (const DateToken& token : TokenizeDate(text)) {
    number = number || token.kind == DateTokenKind::kNumber;
    if (token.kind == DateTokenKind::kWord && token.meaning.word == DateWord::kNone) return false;
  }
  return number;
}

bool EndsLikeProse(std::string_view text) {
  static constexpr std::string_view kEnds[] = {".", "!", "?", ":", ";", "…", "»", "”", "\"", "。"};
  return std::any_of(std::begin(kEnds), std::end(kEnds),
                     [&](std::string_view end) { return text.ends_with(end); });
}

}  // namespace

FoundBody BodyFinder::Find(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
                           const BodyClues& clues, const BlockObserver& observer) {
  nodes_ = nodes;
  hints_ = hints;
  body_ = 0;
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].tag == GUMBO_TAG_BODY) {
      body_ = i;
      break;
    }
  }
  page_.Cut(nodes, body_);
  Weigh();
  MarkBoilerplate();
  const std::uint32_t root = FindRoot();
  SelectBlocks(root, FoldWords(clues.title));
  KeepLead(root);
  DropLonelyHeadings();
  Judge(root, clues, observer);
  KeepOut();
  return Assemble(root);
}

bool BodyFinder::IsRunningText(const Block& block) const {
  return block.letters >= kProseLetters && block.link_share() < kProseLinks;
}

// Sums of every node; the nodes stand in document order, so that backwards children come first.
void BodyFinder::Weigh() {
  weight_.assign(nodes_.size(), 0);
  letters_.assign(nodes_.size(), 0);
  link_letters_.assign(nodes_.size(), 0);
  prose_.assign(nodes_.size(), 0);
  inner_prose_.assign(nodes_.size(), 0);
  for (const Block& block : page_.blocks()) {
    letters_[block.node] += block.letters;
    link_letters_[block.node] += block.link_letters;
    if (!IsRunningText(block)) continue;
    weight_[block.node] += block.letters * (1 - block.link_share());
    ++prose_[block.node];
  }
  for (std::size_t i = nodes_.size(); i-- > 1;) {
    weight_[nodes_[i].parent] += weight_[i];
    letters_[nodes_[i].parent] += letters_[i];
    link_letters_[nodes_[i].parent] += link_letters_[i];
    inner_prose_[nodes_[i].parent] += prose_[i] + inner_prose_[i];
  }
}

bool BodyFinder::IsBoilerplate(std::uint32_t node) const {
  const HtmlNode& element = nodes_[node];
  const unsigned hints = hints_[node];
  switch (element.tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_MENU:
      return true;
    case GUMBO_TAG_FIGCAPTION:
      return letters_[node] < kCaptionLetters;
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_MAIN:
      return false;
    default:
      break;
  }
  const std::string_view role = element.attribute("role");
  if (role == "navigation" || role == "complementary" || role == "contentinfo" ||
      role == "banner" || role == "dialog") {
    return true;
  }
  if (hints & (kHintBoilerplate | kHintComments)) return true;
  if (hints & kHintCaption) return letters_[node] < kCaptionLetters;
  if (hints & (kHintByline | kHintDate)) {
    return letters_[node] < kBylineLetters && !(hints & (kHintContent | kHintLead));
  }
  if (hints & kHintSuspect) {
    return suspects_count_ && weight_[node] < kSuspectWeight * weight_[body_];
  }
  return false;
}

// Lists the outermost boilerplate inside `node`; returns its weight.
double BodyFinder::MarkInside(std::uint32_t node) {
  double weight = 0;
  for (std::uint32_t i = node + 1; i < nodes_[node].end;) {
    if (left_out_[i]) {
      i = nodes_[i].end;
    } else if (!nodes_[i].is_text() && letters_[i] > 0 && !pardoned_[i] && IsBoilerplate(i)) {
      marked_.push_back(i);
      weight += weight_[i];
      i = nodes_[i].end;
    } else {
      ++i;
    }
  }
  return weight;
}

// Takes the weight of a region off everything around it, so that it draws no search.
void BodyFinder::Exclude(std::uint32_t node) {
  std::fill(left_out_.begin() + node, left_out_.begin() + nodes_[node].end, true);
  const double weight = weight_[node];
  const std::uint32_t letters = letters_[node];
  for (std::uint32_t i = node; i != 0; i = nodes_[i].parent) {
    weight_[i] -= weight;
    letters_[i] -= letters;
  }
}

// Hidden elements go, unless they hold the page: some are shown by a script later.
void BodyFinder::ExcludeHidden() {
  std::vector<std::uint32_t> hidden;
  double weight = 0;
  for (std::uint32_t i = body_ + 1; i < nodes_[body_].end; ++i) {
    if (nodes_[i].is_text() || !nodes_[i].has_attribute("hidden")) continue;
    hidden.push_back(i);
    weight += weight_[i];
    i = nodes_[i].end - 1;
  }
  if (weight_[body_] - weight < std::max(kFewLetters, 0.25 * weight)) return;
  for (const std::uint32_t node : hidden) Exclude(node);
}

// What is named like boilerplate goes, unless it outweighs all the rest: then its name meant
// something else ("with-sidebar"), and only what is inside it is judged.
void BodyFinder::MarkBoilerplate() {
  left_out_.assign(nodes_.size(), false);
  comments_.assign(nodes_.size(), false);
  ExcludeHidden();
  pardoned_.assign(nodes_.size(), false);
  suspects_count_ = true;
  marked_.clear();
  double rest = weight_[body_] - MarkInside(body_);
  if (rest < 0.5 * weight_[body_]) {
    // Where so much bears a suspect name, the name means nothing: page builders call all "widget".
    suspects_count_ = false;
    marked_.clear();
    rest = weight_[body_] - MarkInside(body_);
  }
  for (int round = 0; round < 8 && !marked_.empty(); ++round) {
    const auto heaviest = std::max_element(
        marked_.begin(), marked_.end(),
        [this](std::uint32_t a, std::uint32_t b) { return weight_[a] < weight_[b]; });
    const std::uint32_t node = *heaviest;
    const double enough =
        hints_[node] & kHintComments ? kFewLetters : std::max(kFewLetters, 0.5 * weight_[node]);
    if (weight_[node] == 0 || rest >= enough) break;
    marked_.erase(heaviest);
    pardoned_[node] = true;
    rest += weight_[node] - MarkInside(node);
  }
  for (const std::uint32_t node : marked_) Exclude(node);
  for (std::uint32_t i = body_ + 1; i < nodes_[body_].end; ++i) {
    if (!(hints_[i] & kHintComments) || !(pardoned_[i] || left_out_[i])) continue;
    std::fill(comments_.begin() + i, comments_.begin() + nodes_[i].end, true);
    i = nodes_[i].end - 1;
  }
}

// The element that says it is the article's body, if it holds enough; the heaviest of several, and
// of equals the innermost. 0: none.
std::uint32_t BodyFinder::NamedBody() const {
  std::uint32_t best = 0;
  for (std::uint32_t i = body_ + 1; i < nodes_[body_].end; ++i) {
    if (nodes_[i].is_text() || weight_[i] < kNamedBody * weight_[body_]) continue;
    const bool named =
        hints_[i] & kHintBody ||
        nodes_[i].attribute("itemprop").find("articleBody") != std::string_view::npos;
    if (named && (!best || weight_[i] >= weight_[best])) best = i;
  }
  return best;
}

std::uint32_t BodyFinder::FindRoot() const {
  if (const std::uint32_t named = NamedBody()) return named;
  std::uint32_t root = body_;
  while (true) {
    std::uint32_t best = 0;
    for (std::uint32_t i = root + 1; i < nodes_[root].end; i = nodes_[i].end) {
      if (!best || weight_[i] > weight_[best]) best = i;
    }
    if (!best || nodes_[best].is_text()) return root;
    if (weight_[best] < kOneChild * weight_[root] &&
        !(weight_[best] > kPurerChild * weight_[root] && Purity(best) > Purity(root) + kPurer)) {
      return root;
    }
    const bool paragraph = prose_[best] + inner_prose_[best] == 1 && prose_[best] == 1;
    if (paragraph || nodes_[best].tag == GUMBO_TAG_P || IsList(nodes_[best].tag)) return root;
    root = best;
  }
}

// The share of running text in what is inside a node.
double BodyFinder::Purity(std::uint32_t node) const {
  return letters_[node] ? weight_[node] / letters_[node] : 0;
}

bool BodyFinder::IsLinkList(std::uint32_t node) const {
  for (std::uint32_t i = node; i != body_ && i != 0; i = nodes_[i].parent) {
    if (IsList(nodes_[i].tag)) return link_letters_[i] > kLinkList * letters_[i];
  }
  return false;
}

void BodyFinder::SelectBlocks(std::uint32_t root, std::string_view title) {
  const auto blocks = page_.blocks();
  kept_.assign(blocks.size(), false);
  std::size_t first = blocks.size(), last = 0;  // running text
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (block.node < root) continue;
    if (block.node >= nodes_[root].end) break;
    if (left_out_[block.node]) continue;
    const bool prose = IsRunningText(block);
    if (!prose && block.link_share() > 0.5 && block.letters < 2 * kProseLetters) continue;
    if (block.link_share() > 0.8) continue;
    if (IsLinkList(block.node)) continue;
    const std::string_view text = page_.text(block);
    if (IsAsideCue(text) && (!prose || block.link_share() > 0.2)) continue;
    if (nodes_[block.node].tag == GUMBO_TAG_H1 && FoldWords(text) == title) continue;
    kept_[i] = true;
    if (!prose) continue;
    first = std::min(first, i);
    last = i;
  }
  // Around the running text only what reads like it.
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!kept_[i] || (i >= first && i <= last)) continue;
    const std::string_view text = page_.text(blocks[i]);
    const bool sentence = EndsLikeProse(text) && blocks[i].letters > 20;
    const bool heading = IsHeading(nodes_[blocks[i].node].tag) && i < first;
    const bool item = nodes_[blocks[i].node].tag == GUMBO_TAG_LI && i > last;
    if (!sentence && !heading && !item) kept_[i] = false;
    if (FoldWords(text) == title) kept_[i] = false;
  }
}

// Between the page's heading and the body there is often a lead that the body's element leaves out.
void BodyFinder::KeepLead(std::uint32_t root) {
  const auto blocks = page_.blocks();
  std::size_t heading = blocks.size();
  for (std::size_t i = 0; i < blocks.size() && blocks[i].node < root; ++i) {
    if (nodes_[blocks[i].node].tag == GUMBO_TAG_H1) heading = i;
  }
  for (std::size_t i = heading + 1; i < blocks.size() && blocks[i].node < root; ++i) {
    if (!left_out_[blocks[i].node] && IsRunningText(blocks[i])) kept_[i] = true;
  }
}

// A heading stays if text follows it before the next heading of its rank.
void BodyFinder::DropLonelyHeadings() {
  const auto blocks = page_.blocks();
  int rank_behind = 0;  // a heading stays only above (below in number) this one
  for (std::size_t i = blocks.size(); i-- > 0;) {
    if (!kept_[i]) continue;
    const GumboTag tag = nodes_[blocks[i].node].tag;
    if (!IsHeading(tag)) {
      rank_behind = GUMBO_TAG_H6 + 1;
    } else if (tag < rank_behind) {
      rank_behind = tag;
    } else {
      kept_[i] = false;
    }
  }
}

// The rules' choice is one thing among many that tell; what was learned of pages decides.
void BodyFinder::Judge(std::uint32_t root, const BodyClues& clues, const BlockObserver& observer) {
  if (page_.blocks().empty() || page_.blocks().size() > kMaxJudged) return;
  const std::string given = FoldWords(clues.given);
  BlockContext context;
  context.nodes = nodes_;
  context.hints = hints_;
  context.body = body_;
  context.root = root;
  context.kept = &kept_;
  context.left_out = &left_out_;
  context.title = clues.title;
  context.description = clues.description;
  context.given = given;
  const std::span<const float> rows = features_.Compute(context, page_);
  if (observer) observer(page_, features_);
  const BlockJudge& judge = BlockJudge::Get();
  const std::span<const float> shares = judge.First(rows, &first_);
  judge.Second(features_.AddAround(shares), &second_);
  double proposed = 0, judged = 0;  // letters
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    if (kept_[i]) proposed += page_.blocks()[i].letters;
    if (second_[i] > kKept) judged += page_.blocks()[i].letters;
  }
  // Where next to nothing would be left, the page is like none that was learned from.
  if (judged < kRescue && proposed > judged) return;
  for (std::size_t i = 0; i < kept_.size(); ++i) kept_[i] = second_[i] > kKept;
}

// What no likelihood makes body text.
void BodyFinder::KeepOut() {
  const auto blocks = page_.blocks();
  std::size_t beside = 0, pardoned = 0;  // letters beside comments, and of those not left out
  std::size_t first = blocks.size(), last = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!kept_[i]) continue;
    if (comments_[blocks[i].node]) {
      if (!left_out_[blocks[i].node]) pardoned += blocks[i].letters;
      continue;
    }
    beside += blocks[i].letters;
    if (!IsRunningText(blocks[i])) continue;
    first = std::min(first, i);
    last = i;
  }
  // Without enough beside them, what is named so is the page.
  const bool comments = beside >= kEnoughLetters && beside >= pardoned;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!kept_[i]) continue;
    const Block& block = blocks[i];
    if (comments && comments_[block.node]) kept_[i] = false;
    const std::string_view text = page_.text(block);
    if ((!IsRunningText(block) || block.link_share() > 0.2) && IsAsideCue(text)) kept_[i] = false;
    if ((i < first || i > last) && IsDateLine(text)) kept_[i] = false;
  }
}

FoundBody BodyFinder::Assemble(std::uint32_t root) const {
  FoundBody found;
  found.root = root;
  const auto blocks = page_.blocks();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!kept_[i] && comments_[blocks[i].node]) {
      if (!found.comments.empty()) found.comments += '\n';
      found.comments += page_.text(blocks[i]);
    }
    if (!kept_[i]) continue;
    if (!found.text.empty()) found.text += '\n';
    found.text += page_.text(blocks[i]);
    found.letters += blocks[i].letters;
    if (IsRunningText(blocks[i])) ++found.paragraphs;
  }
  return found;
}

}  // namespace crawler
