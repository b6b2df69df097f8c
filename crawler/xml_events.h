// XML as a stream of events: strictly by expat, or leniently for what expat refuses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crawler {

struct XmlAttribute {
  std::string_view name, value;  // references resolved
};

// Takes the events. What the views point to lives until the call returns.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // `name` as written, with its prefix.
  virtual void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) = 0;
  // The strict reader's end tags match; the lenient one's may not.
  virtual void OnEnd(std::string_view name) = 0;
  virtual void OnText(std::string_view text) = 0;
};

// Reads UTF-8 `xml` as XML 1.0 demands; false where it is not well-formed, after the events up to
// there. The encoding declared inside is ignored; external entities are never read; internal ones
// expand within a limit.
bool ReadXmlStrictly(std::string_view xml, XmlHandler& handler);

// Reads anything that resembles XML in linear time: bare '&' and '<' are text, HTML entities are
// known, quotes may be missing.
void ReadXmlLeniently(std::string_view xml, XmlHandler& handler);

}  // namespace crawler
