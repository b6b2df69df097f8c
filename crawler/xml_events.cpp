#include "crawler/xml_events.h"

#include <algorithm>
#include <cstddef>

#include "crawler/ascii.h"
#include "crawler/html_text.h"
#include "crawler/xml_stream.h"

namespace crawler {
namespace {

class LenientReader {
 public:
  LenientReader(std::string_view xml, XmlHandler& handler) : rest_(xml), handler_(handler) {}

  void Read() {
    while (!rest_.empty()) {
      const std::size_t open = std::min(rest_.find('<'), rest_.size());
      Text(rest_.substr(0, open));
      rest_.remove_prefix(open);
      if (rest_.empty()) return;
      if (!ReadMarkup()) {
        Text("<");
        rest_.remove_prefix(1);
      }
    }
  }

 private:
  // False if the '<' at the front is text.
  bool ReadMarkup() {
    constexpr std::string_view kCdata = "<![CDATA[";
    if (rest_.starts_with("<!--")) return SkipComment();
    if (rest_.starts_with(kCdata)) {
      const std::size_t end = std::min(rest_.find("]]>"), rest_.size());
      const std::string_view text = rest_.substr(kCdata.size(), end - kCdata.size());
      if (!text.empty()) handler_.OnText(text);
      rest_.remove_prefix(std::min(end + 3, rest_.size()));
      return true;
    }
    if (rest_.starts_with("<!") || rest_.starts_with("<?")) return SkipDeclaration();
    if (rest_.starts_with("</")) return ReadEndTag();
    return rest_.size() > 1 && IsNameStart(rest_[1]) && ReadStartTag();
  }

  bool SkipComment() {
    const std::size_t end = no_comment_end_ ? std::string_view::npos : rest_.find("-->", 4);
    no_comment_end_ = end == std::string_view::npos;
    if (no_comment_end_) return SkipDeclaration();
    rest_.remove_prefix(end + 3);
    return true;
  }

  // A processing instruction or DOCTYPE, with an internal subset in brackets or without.
  bool SkipDeclaration() {
    std::size_t end = rest_.find_first_of("[>");
    if (end != std::string_view::npos && rest_[end] == '[' && !no_subset_end_) {
      const std::size_t close = rest_.find(']', end);
      no_subset_end_ = close == std::string_view::npos;
      if (!no_subset_end_) end = close;
    }
    end = rest_.find('>', std::min(end, rest_.size()));
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return true;
  }

  bool ReadEndTag() {
    const std::size_t end = rest_.find_first_of("<>", 2);
    const std::string_view name = Trim(rest_.substr(2, std::min(end, rest_.size()) - 2));
    if (!name.empty() && !IsNameStart(name[0])) return false;
    handler_.OnEnd(name);
    const bool closed = end != std::string_view::npos && rest_[end] == '>';
    rest_.remove_prefix(closed ? end + 1 : std::min(end, rest_.size()));
    return true;
  }

  bool ReadStartTag() {
    rest_.remove_prefix(1);
    const std::string_view name = TakeName();
    names_.clear();
    values_.clear();
    bool empty = false;
    for (SkipSpace(); !rest_.empty() && rest_[0] != '>' && rest_[0] != '<'; SkipSpace()) {
      if (IsNameStart(rest_[0])) {
        ReadAttribute();
        empty = false;
      } else {
        empty = rest_[0] == '/';
        rest_.remove_prefix(1);
      }
    }
    if (rest_.starts_with('>')) rest_.remove_prefix(1);
    attributes_.clear();
    for (std::size_t i = 0; i < names_.size(); ++i) attributes_.push_back({names_[i], values_[i]});
    handler_.OnStart(name, attributes_);
    if (empty) handler_.OnEnd(name);
    return true;
  }

  void ReadAttribute() {
    constexpr std::size_t kMaxAttributes = 256;  // the rest is read but not kept
    const std::string_view name = TakeName();
    std::string_view value;
    SkipSpace();
    if (rest_.starts_with('=')) {
      rest_.remove_prefix(1);
      SkipSpace();
      value = TakeValue();
    }
    if (names_.size() == kMaxAttributes) return;
    names_.push_back(name);
    values_.push_back(DecodeReferences(value));
  }

  std::string_view TakeValue() {
    if (rest_.starts_with('"') || rest_.starts_with('\'')) {
      const std::size_t end = rest_.find(rest_[0], 1);
      if (end != std::string_view::npos) {
        const std::string_view value = rest_.substr(1, end - 1);
        rest_.remove_prefix(end + 1);
        return value;
      }
      rest_.remove_prefix(1);
    }
    const std::size_t end = std::min(rest_.find_first_of(" \t\r\n<>"), rest_.size());
    const std::string_view value = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return value;
  }

  std::string_view TakeName() {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), [](char c) {
      return IsNameStart(c) || IsDigit(c) || c == '-' || c == '.';
    });
    const std::string_view name(rest_.begin(), end);
    rest_.remove_prefix(name.size());
    return name;
  }

  static bool IsNameStart(char c) { return IsAlpha(c) || c == '_' || c == ':' || IsNonAscii(c); }

  void SkipSpace() {
    while (!rest_.empty() && IsSpace(rest_[0])) rest_.remove_prefix(1);
  }

  void Text(std::string_view text) {
    if (text.empty()) return;
    if (text.find('&') == std::string_view::npos) {
      handler_.OnText(text);
    } else {
      handler_.OnText(DecodeReferences(text));
    }
  }

  std::string_view rest_;
  XmlHandler& handler_;
  std::vector<std::string_view> names_;
  std::vector<std::string> values_;
  std::vector<XmlAttribute> attributes_;
  bool no_comment_end_ = false, no_subset_end_ = false;  // nothing left that closes one
};

}  // namespace

bool ReadXmlStrictly(std::string_view xml, XmlHandler& handler) {
  XmlStream::Options options;
  options.allow_doctype = options.utf8 = true;
  options.max_depth = options.max_markup_bytes = xml.size();  // which bounds them anyway
  return XmlStream(handler, options).Read(xml, true).has_value();
}

void ReadXmlLeniently(std::string_view xml, XmlHandler& handler) {
  LenientReader(xml, handler).Read();
}

}  // namespace crawler
