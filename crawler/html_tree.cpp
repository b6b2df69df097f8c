#include "crawler/html_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <csetjmp>
#include <new>

#include "crawler/html_marks.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxMemory = 512u << 20;

// What Gumbo's allocator needs. Gumbo is C and knows no failure of its allocator, so the way out is
// a jump over its frames, which own nothing but memory of the arena.
struct Parse {
  HtmlArena* arena;
  std::jmp_buf out_of_memory;
};

void* Allocate(void* userdata, size_t bytes) {
  auto* const parse = static_cast<Parse*>(userdata);
  void* const memory = parse->arena->Allocate(bytes);
  if (!memory) std::longjmp(parse->out_of_memory, 1);
  return memory;
}

void Deallocate(void*, void*) {}

// No object with a destructor lives here, so that the jump skips none. nullptr: out of memory.
const GumboOutput* ParseInto(HtmlArena* arena, const char* html, std::size_t size) {
  Parse parse;
  parse.arena = arena;
  if (setjmp(parse.out_of_memory) != 0) return nullptr;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = Allocate;
  options.deallocator = Deallocate;
  options.userdata = &parse;
  options.max_errors = 0;
  return gumbo_parse_with_options(&options, html, size);
}

const GumboVector* ChildrenOf(const GumboNode* node) {
  switch (node->type) {
    case GUMBO_NODE_DOCUMENT:
      return &node->v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      return &node->v.element.children;
    default:
      return nullptr;
  }
}

}  // namespace

std::string_view HtmlNode::attribute(std::string_view name) const {
  for (const HtmlAttribute& attribute : attributes) {
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

bool HtmlNode::has_attribute(std::string_view name) const {
  return std::any_of(attributes.begin(), attributes.end(),
                     [name](const HtmlAttribute& attribute) { return attribute.name == name; });
}

HtmlTree::HtmlTree() : arena_(kMaxMemory) {}

core::Expected<std::span<const HtmlNode>> HtmlTree::Parse(const PrescannedPage& page) {
  arena_.Reset();
  pieces_ = page.pieces;
  const GumboOutput* const output = ParseInto(&arena_, page.html.data(), page.html.size());
  if (!output) {
    return core::Error{
        fmt::format("page refused: its tree needs more than {} MiB", kMaxMemory >> 20)};
  }
  Flatten(output->document);
  return std::span<const HtmlNode>(nodes_);
}

// Puts the pieces back in the place of their marks.
std::string_view HtmlTree::WithPieces(std::string_view text) {
  std::size_t size = 0, marks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto piece = MarkAt(text, at);
    if (piece && *piece < pieces_.size()) {
      size += pieces_[*piece].size();
      at += kMarkBytes;
      ++marks;
    } else {
      ++size;
      ++at;
    }
  }
  if (marks == 0) return text;
  if (text.size() == kMarkBytes) return pieces_[*MarkAt(text, 0)];
  auto* const joined = static_cast<char*>(arena_.Allocate(size));
  if (!joined) return {};
  char* end = joined;
  for (std::size_t at = 0; at < text.size();) {
    const auto piece = MarkAt(text, at);
    if (piece && *piece < pieces_.size()) {
      end = std::copy(pieces_[*piece].begin(), pieces_[*piece].end(), end);
      at += kMarkBytes;
    } else {
      *end++ = text[at++];
    }
  }
  return {joined, size};
}

HtmlNode HtmlTree::NodeOf(const GumboNode* node, std::uint32_t parent) {
  HtmlNode flat;
  flat.parent = parent;
  if (node->type == GUMBO_NODE_DOCUMENT) {
    flat.tag = GUMBO_TAG_UNKNOWN;
    return flat;
  }
  if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) {
    flat.text = WithPieces(node->v.text.text);
    return flat;
  }
  flat.tag = node->v.element.tag;
  const GumboVector& attributes = node->v.element.attributes;
  if (attributes.length == 0) return flat;
  auto* const memory =
      static_cast<HtmlAttribute*>(arena_.Allocate(attributes.length * sizeof(HtmlAttribute)));
  if (!memory) return flat;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto* const attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
    new (memory + i) HtmlAttribute{attribute->name, WithPieces(attribute->value)};
  }
  flat.attributes = {memory, attributes.length};
  return flat;
}

void HtmlTree::Flatten(const GumboNode* document) {
  nodes_.clear();
  stack_.clear();
  nodes_.push_back(NodeOf(document, 0));
  stack_.push_back({ChildrenOf(document), 0, 0});
  while (!stack_.empty()) {
    Frame& frame = stack_.back();
    if (frame.next == frame.children->length) {
      nodes_[frame.node].end = static_cast<std::uint32_t>(nodes_.size());
      stack_.pop_back();
      continue;
    }
    const auto* const child = static_cast<const GumboNode*>(frame.children->data[frame.next++]);
    if (child->type == GUMBO_NODE_COMMENT) continue;
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(NodeOf(child, frame.node));
    if (const GumboVector* const children = ChildrenOf(child)) {
      stack_.push_back({children, index, 0});
    } else {
      nodes_[index].end = index + 1;
    }
  }
}

}  // namespace crawler
