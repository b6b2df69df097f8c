#include "crawler/feed_builder.h"

#include <algorithm>
#include <utility>

#include "crawler/ascii.h"
#include "crawler/feed_date.h"
#include "crawler/html_text.h"
#include "crawler/url.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxDepth = 256;
constexpr std::size_t kMaxBindings = 1024;
constexpr std::size_t kMaxTextBytes = 1u << 20;  // of one field
constexpr std::size_t kMaxEntries = 100'000;     // a sitemap has up to 50,000

// The value of the attribute `name` (any case); empty if there is none.
std::string_view Find(const std::vector<XmlAttribute>& attributes, std::string_view name) {
  for (const XmlAttribute& attribute : attributes) {
    if (EqualsIgnoreCase(attribute.name, name)) return attribute.value;
  }
  return {};
}

std::pair<std::string_view, std::string_view> SplitName(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

// Up to the first byte that does not belong; white space is skipped.
std::string DecodeBase64(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string decoded;
  std::uint32_t bits = 0;
  int pending = 0;  // bits not yet written
  for (const char c : text) {
    if (IsSpace(c)) continue;
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) break;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    pending += 6;
    if (pending < 8) continue;
    pending -= 8;
    decoded += static_cast<char>(bits >> pending & 0xFF);
  }
  return decoded;
}

void AppendEscaped(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
}

bool IsHtmlType(std::string_view type) {
  return EqualsIgnoreCase(type, "html") || EqualsIgnoreCase(type, "text/html");
}

// Atom 0.3 says so; in Atom 1.0 (RFC 4287 4.1.3.3) it is every type that is neither text nor XML.
bool IsBase64(const std::vector<XmlAttribute>& attributes) {
  if (EqualsIgnoreCase(Trim(Find(attributes, "mode")), "base64")) return true;
  const std::string type = Lower(Trim(Find(attributes, "type")));
  return type.find('/') != std::string::npos && !type.starts_with("text/") &&
         !type.ends_with("/xml") && !type.ends_with("+xml") && Find(attributes, "mode").empty();
}

bool IsWebLink(std::string_view id) {
  return StartsWithIgnoreCase(id, "http://") || StartsWithIgnoreCase(id, "https://");
}

bool IsXhtmlType(std::string_view type) {
  return EqualsIgnoreCase(type, "xhtml") || EqualsIgnoreCase(type, "application/xhtml+xml");
}

}  // namespace

FeedSpace FeedBuilder::Resolve(std::string_view prefix) {
  for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding) {
    if (binding->prefix == prefix) return binding->space;
  }
  if (!prefix.empty() && prefix != "xml") unbound_ = true;
  return FeedSpaceOfPrefix(prefix);
}

void FeedBuilder::Bind(const std::vector<XmlAttribute>& attributes) {
  for (const XmlAttribute& attribute : attributes) {
    const bool is_default = attribute.name == "xmlns";
    if (!is_default && !attribute.name.starts_with("xmlns:")) continue;
    if (bindings_.size() == kMaxBindings) return;
    bindings_.push_back({std::string(is_default ? "" : attribute.name.substr(6)),
                         FeedSpaceOf(attribute.value, is_default)});
  }
}

void FeedBuilder::Push(std::string_view name, const std::vector<XmlAttribute>& attributes) {
  if (open_.size() == depth_) open_.emplace_back();
  Element& element = open_[depth_++];
  element.bindings = bindings_.size();
  element.bases = bases_.size();
  Bind(attributes);
  for (const XmlAttribute& attribute : attributes) {
    if (attribute.name == "xml:base") {
      bases_.push_back(Absolute(attribute.value));
    } else if (const auto prefix = SplitName(attribute.name).first; prefix != "xmlns") {
      if (!prefix.empty()) Resolve(prefix);  // notes the unbound ones
    }
  }
  const auto [prefix, local] = SplitName(name);
  element.name = name;
  element.local = Lower(local);
  element.space = Resolve(prefix);
  element.role = Role::kOther;
}

void FeedBuilder::Pop() {
  if (field_ != FeedField::kNone && field_depth_ == depth_) FinishField();
  const Element& element = open_[depth_ - 1];
  if (element.role == Role::kEntry) FinishEntry();
  bindings_.resize(std::min(bindings_.size(), element.bindings));
  bases_.resize(std::min(bases_.size(), element.bases));
  --depth_;
}

std::string FeedBuilder::Absolute(std::string_view link) const {
  link = Trim(link);
  const std::size_t colon = link.find_first_of(":/?#");
  const bool has_scheme = colon != std::string_view::npos && colon > 0 && link[colon] == ':';
  if (link.empty() || has_scheme) return std::string(link);
  return crawler::Resolve(link, bases_.back()).value_or(std::string(link));
}

bool FeedBuilder::IsEntryElement() const {
  const Element& element = open_[depth_ - 1];
  switch (feed_.kind) {
    case FeedKind::kSitemap:
      return element.local == "url" && depth_ == 2;
    case FeedKind::kSitemapIndex:
      return element.local == "sitemap" && depth_ == 2;
    default:
      return element.space == FeedSpace::kFeed &&
             (element.local == "item" || element.local == "entry");
  }
}

void FeedBuilder::StartRoot() {
  Element& element = open_.front();
  constexpr std::pair<std::string_view, FeedKind> kRoots[] = {
      {"rss", FeedKind::kRss},
      {"channel", FeedKind::kRss},
      {"rdf", FeedKind::kRdf},
      {"feed", FeedKind::kAtom},
      {"entry", FeedKind::kAtom},
      {"urlset", FeedKind::kSitemap},
      {"sitemapindex", FeedKind::kSitemapIndex},
  };
  for (const auto& [name, kind] : kRoots) {
    if (element.local == name) feed_.kind = kind;
  }
  element.role = Role::kContainer;
}

void FeedBuilder::OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) {
  if (depth_ == kMaxDepth) {
    ++too_deep_;
    return;
  }
  Push(name, attributes);
  if (depth_ == 1) StartRoot();
  if (IsEntryElement()) return StartEntry(attributes);
  Element& element = open_[depth_ - 1];
  if (field_ != FeedField::kNone) {
    AppendTag("<", element.local);
    return;
  }
  const Role parent = depth_ > 1 ? open_[depth_ - 2].role : Role::kOther;
  const FeedField field = FeedFieldOf(element.space, element.local);
  const bool direct = parent == (in_entry_ ? Role::kEntry : Role::kContainer);
  // The title of a news sitemap and the text of a media group stand one level further down.
  const bool nested =
      in_entry_ && (element.space == FeedSpace::kNews || element.space == FeedSpace::kMedia);
  if (field != FeedField::kNone && (direct || nested)) {
    StartField(element, field, attributes);
  } else if (parent == Role::kContainer && element.local == "channel") {
    element.role = Role::kContainer;
  }
}

void FeedBuilder::OnEnd(std::string_view name) {
  if (too_deep_ > 0) {
    --too_deep_;
    return;
  }
  // Only the lenient reader ends elements that are not the innermost or not open at all.
  std::size_t match = depth_;
  while (match > 0 && open_[match - 1].name != name) --match;
  if (match == 0) return;
  while (depth_ >= match) {
    if (field_ != FeedField::kNone && field_depth_ < depth_) {
      AppendTag("</", open_[depth_ - 1].local);
    }
    Pop();
  }
}

void FeedBuilder::OnText(std::string_view text) {
  if (field_ == FeedField::kNone || too_deep_ > 0 || text_.size() >= kMaxTextBytes) return;
  text = text.substr(0, kMaxTextBytes - text_.size());
  if (markup_ == Markup::kInlineXml) {
    AppendEscaped(text, text_);
  } else {
    text_ += text;
  }
}

// An element inside a field is markup of its text.
void FeedBuilder::AppendTag(std::string_view before, std::string_view local) {
  if (text_.size() >= kMaxTextBytes) return;
  if (markup_ == Markup::kPlain) {
    std::string escaped;
    AppendEscaped(text_, escaped);
    text_ = std::move(escaped);
    markup_ = Markup::kInlineXml;
  }
  text_.append(before).append(local).append(">");
}

void FeedBuilder::StartEntry(const std::vector<XmlAttribute>& attributes) {
  if (in_entry_) {  // was never closed: it ends here, with all that is open in it
    Element started = std::move(open_[depth_ - 1]);
    while (in_entry_) Pop();
    started.bindings = bindings_.size();
    started.bases = bases_.size();
    open_[depth_++] = std::move(started);
  }
  open_[depth_ - 1].role = Role::kEntry;
  in_entry_ = true;
  id_is_link_ = false;
  if (feed_.kind == FeedKind::kRdf) entry_.id = Find(attributes, "rdf:about");
  // CDF, the ancestor of RSS, has attributes for elements.
  if (const auto link = Find(attributes, "href"); !link.empty()) entry_.link = Absolute(link);
  StoreDate(FeedField::kUpdated, Find(attributes, "lastmod"));
}

FeedBuilder::Markup FeedBuilder::MarkupOf(const std::vector<XmlAttribute>& attributes) const {
  const std::string_view type = Trim(Find(attributes, "type"));
  if (IsXhtmlType(type)) return Markup::kInlineXml;
  if (IsHtmlType(type)) return Markup::kHtml;
  // Atom says what is markup; in RSS it may be anything.
  return feed_.kind == FeedKind::kAtom || type == "text/plain" ? Markup::kPlain : Markup::kHtml;
}

// Atom's links are attributes. True if this is one of them, with text or without.
bool FeedBuilder::TakeLinkAttributes(const std::vector<XmlAttribute>& attributes) {
  const std::string_view href = Find(attributes, "href");
  if (href.empty()) return false;
  const std::string_view rel = Trim(Find(attributes, "rel"));
  const std::string_view type = Trim(Find(attributes, "type"));
  const bool page = type.empty() || IsHtmlType(type) || IsXhtmlType(type);
  if (in_entry_ && page && (rel.empty() || rel == "alternate")) entry_.link = Absolute(href);
  return true;
}

void FeedBuilder::StartField(Element& element, FeedField field,
                             const std::vector<XmlAttribute>& attributes) {
  element.role = Role::kField;
  if (field == FeedField::kLink && TakeLinkAttributes(attributes)) return;
  field_ = field;
  field_depth_ = depth_;
  text_.clear();
  markup_ = MarkupOf(attributes);
  base64_ = IsBase64(attributes);
  if (field == FeedField::kId) {
    const std::string_view permanent = Find(attributes, "isPermaLink");
    id_is_link_ = permanent.empty() || EqualsIgnoreCase(Trim(permanent), "true");
  }
}

void FeedBuilder::FinishField() {
  const FeedField field = std::exchange(field_, FeedField::kNone);
  if (base64_) text_ = DecodeBase64(text_);
  if (field == FeedField::kPublished || field == FeedField::kUpdated) {
    StoreDate(field, text_);
  } else {
    StoreText(field, markup_ == Markup::kPlain ? Squeezed(text_) : HtmlToLine(text_));
  }
}

void FeedBuilder::StoreDate(FeedField field, std::string_view text) {
  if (!in_entry_) return;
  const auto time = ParseFeedDate(text);
  if (!time) return;
  (field == FeedField::kPublished ? entry_.published : entry_.updated) = time;
}

void FeedBuilder::StoreText(FeedField field, std::string text) {
  if (!in_entry_) {
    if (field == FeedField::kTitle) feed_.title = std::move(text);
    return;
  }
  switch (field) {
    case FeedField::kTitle:
      entry_.title = std::move(text);
      break;
    case FeedField::kMediaTitle:
      if (entry_.title.empty()) entry_.title = std::move(text);
      break;
    case FeedField::kSummary:  // a second one is more often the whole text
    case FeedField::kMediaSummary:
      if (entry_.summary.empty()) entry_.summary = std::move(text);
      break;
    case FeedField::kLink:
      entry_.link = Absolute(text);
      break;
    case FeedField::kId:
      entry_.id = std::move(text);
      break;
    case FeedField::kLocation:
      entry_.link = Absolute(text);
      entry_.id = entry_.link;
      break;
    case FeedField::kContent:
      content_ = std::move(text);
      break;
    default:
      break;
  }
}

void FeedBuilder::FinishEntry() {
  if (!in_entry_) return;
  in_entry_ = false;
  if (entry_.link.empty() && id_is_link_ && IsWebLink(entry_.id)) entry_.link = entry_.id;
  if (entry_.summary.empty()) entry_.summary = std::move(content_);
  content_.clear();
  if (feed_.entries.size() < kMaxEntries) feed_.entries.push_back(std::move(entry_));
  entry_ = {};
}

Feed FeedBuilder::Finish() && {
  while (depth_ > 0) Pop();
  feed_.malformed = unbound_;
  return std::move(feed_);
}

}  // namespace crawler
