#include "crawler/xml_events.h"

// Expat up to 2.5 declares its expansion limits only if told that it was built with them.
#define XML_DTD
#include <expat.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <memory>
#include <type_traits>

#include "crawler/ascii.h"
#include "crawler/html_text.h"

namespace crawler {
namespace {

// Entities may make a document at most this much larger, once it passes the threshold.
constexpr float kMaxAmplification = 8;
constexpr unsigned long long kAmplificationThreshold = 1u << 20;

struct StrictReader {
  XML_Parser parser;
  XmlHandler* handler;
  std::vector<XmlAttribute> attributes;  // scratch
  std::exception_ptr failure;            // must not pass through expat's C code

  template <typename Call>
  void Guard(Call call) {
    try {
      call();
    } catch (...) {
      failure = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }
};

void XMLCALL OnStart(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& reader = *static_cast<StrictReader*>(data);
  reader.Guard([&] {
    reader.attributes.clear();
    for (; *attributes != nullptr; attributes += 2) {
      reader.attributes.push_back({attributes[0], attributes[1]});
    }
    reader.handler->OnStart(name, reader.attributes);
  });
}

void XMLCALL OnEnd(void* data, const XML_Char* name) {
  auto& reader = *static_cast<StrictReader*>(data);
  reader.Guard([&] { reader.handler->OnEnd(name); });
}

void XMLCALL OnText(void* data, const XML_Char* text, int length) {
  auto& reader = *static_cast<StrictReader*>(data);
  reader.Guard([&] { reader.handler->OnText({text, static_cast<std::size_t>(length)}); });
}

// An entity of a DTD that is not read, such as &nbsp; of RSS 0.91's.
void XMLCALL OnSkippedEntity(void* data, const XML_Char* name, int is_parameter_entity) {
  auto& reader = *static_cast<StrictReader*>(data);
  if (is_parameter_entity != 0) return;
  reader.Guard(
      [&] { reader.handler->OnText(DecodeReferences(std::string("&").append(name).append(";"))); });
}

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
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(
      XML_ParserCreate("UTF-8"), XML_ParserFree);
  if (!parser) throw std::bad_alloc();
  StrictReader reader{parser.get(), &handler, {}, nullptr};
  XML_SetUserData(parser.get(), &reader);
  XML_SetElementHandler(parser.get(), OnStart, OnEnd);
  XML_SetCharacterDataHandler(parser.get(), OnText);
  XML_SetSkippedEntityHandler(parser.get(), OnSkippedEntity);
  XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser.get(), kMaxAmplification);
  XML_SetBillionLaughsAttackProtectionActivationThreshold(parser.get(), kAmplificationThreshold);
  const XML_Status status =
      XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
  if (reader.failure) std::rethrow_exception(reader.failure);
  return status == XML_STATUS_OK;
}

void ReadXmlLeniently(std::string_view xml, XmlHandler& handler) {
  LenientReader(xml, handler).Read();
}

}  // namespace crawler
