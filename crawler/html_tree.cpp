#include "crawler/html_tree.h"

#include <fmt/format.h>

#include <csetjmp>
#include <cstring>

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

HtmlNode NodeOf(const GumboNode* node, std::uint32_t parent) {
  HtmlNode flat;
  flat.parent = parent;
  if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
    flat.tag = node->v.element.tag;
    flat.attributes = &node->v.element.attributes;
  } else if (node->type == GUMBO_NODE_DOCUMENT) {
    flat.tag = GUMBO_TAG_UNKNOWN;
  } else {
    flat.text = node->v.text.text;
  }
  return flat;
}

}  // namespace

std::string_view HtmlNode::attribute(std::string_view name) const {
  if (!attributes) return {};
  for (unsigned i = 0; i < attributes->length; ++i) {
    const auto* const attribute = static_cast<const GumboAttribute*>(attributes->data[i]);
    if (name == attribute->name) return attribute->value;
  }
  return {};
}

bool HtmlNode::has_attribute(std::string_view name) const {
  if (!attributes) return false;
  for (unsigned i = 0; i < attributes->length; ++i) {
    if (name == static_cast<const GumboAttribute*>(attributes->data[i])->name) return true;
  }
  return false;
}

HtmlTree::HtmlTree() : arena_(kMaxMemory) {}

core::Expected<std::span<const HtmlNode>> HtmlTree::Parse(std::string_view html) {
  arena_.Reset();
  const GumboOutput* const output = ParseInto(&arena_, html.data(), html.size());
  if (!output) {
    return core::Error{
        fmt::format("page refused: its tree needs more than {} MiB", kMaxMemory >> 20)};
  }
  Flatten(output->document);
  return std::span<const HtmlNode>(nodes_);
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
