// Makes a Feed of XML events: RSS in all its versions, RDF, Atom 0.3 and 1.0, sitemaps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/feed.h"
#include "crawler/feed_vocabulary.h"
#include "crawler/xml_events.h"

namespace crawler {

class FeedBuilder : public XmlHandler {
 public:
  // `url` is what relative links are resolved against.
  explicit FeedBuilder(std::string_view url) { bases_.emplace_back(url); }

  void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) override;
  void OnEnd(std::string_view name) override;
  void OnText(std::string_view text) override;

  // What was read, with elements closed that are still open. `malformed` tells of prefixes that no
  // namespace is bound to.
  Feed Finish() &&;

 private:
  enum class Role : std::uint8_t { kOther, kContainer, kEntry, kField };
  enum class Markup : std::uint8_t { kPlain, kHtml, kInlineXml };

  struct Element {
    std::string name;   // as written
    std::string local;  // without prefix, in lower case
    FeedSpace space = FeedSpace::kOther;
    Role role = Role::kOther;
    std::size_t bindings = 0, bases = 0;  // how many of them are older than this element
  };
  struct Binding {
    std::string prefix;
    FeedSpace space;
  };
  FeedSpace Resolve(std::string_view prefix);
  void Bind(const std::vector<XmlAttribute>& attributes);
  void Push(std::string_view name, const std::vector<XmlAttribute>& attributes);
  void Pop();
  void StartRoot();
  void StartEntry(const std::vector<XmlAttribute>& attributes);
  void StartField(Element& element, FeedField field, const std::vector<XmlAttribute>& attributes);
  bool TakeLinkAttributes(const std::vector<XmlAttribute>& attributes);
  Markup MarkupOf(const std::vector<XmlAttribute>& attributes) const;
  void AppendTag(std::string_view before, std::string_view local);
  void FinishField();
  void StoreText(FeedField field, std::string text);
  void StoreDate(FeedField field, std::string_view text);
  void FinishEntry();
  bool IsEntryElement() const;
  std::string Absolute(std::string_view link) const;

  Feed feed_;
  FeedEntry entry_;
  std::string content_;  // stands in for a summary that is missing
  bool in_entry_ = false;
  bool id_is_link_ = false;
  bool unbound_ = false;

  std::vector<Element> open_;  // the first depth_ are in use; the others keep their memory
  std::size_t depth_ = 0;
  std::size_t too_deep_ = 0;  // open elements beyond the limit
  std::vector<Binding> bindings_;
  std::vector<std::string> bases_;

  FeedField field_ = FeedField::kNone;  // being captured, of open_[field_depth_ - 1]
  std::size_t field_depth_ = 0;
  Markup markup_ = Markup::kPlain;
  bool base64_ = false;
  std::string text_;
};

}  // namespace crawler
