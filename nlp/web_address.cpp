#include "nlp/web_address.h"

#include <algorithm>
#include <array>

namespace nlp {
namespace {

bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsLocalPart(char c) {
  return IsAlnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

bool IsDomain(char c) {
  return IsAlnum(c) || c == '.' || c == '-';
}

// Non-ASCII bytes stay in: paths and domains may be Cyrillic.
bool IsUrl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7F &&
         std::string_view("<>\"'`{}|\\^()[]").find(c) == std::string_view::npos;
}

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool StartsWith(std::string_view text, std::size_t at, std::string_view lower_prefix) {
  if (text.size() - at < lower_prefix.size()) return false;
  return std::equal(lower_prefix.begin(), lower_prefix.end(),
                    text.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, char b) { return a == Lower(b); });
}

std::size_t TrimMarks(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin &&
         std::string_view(".,;:!?-_").find(text[end - 1]) != std::string_view::npos) {
    --end;
  }
  return end;
}

// Top-level domains that make a name without a scheme a URL; others are too often an initial or a
// missing space.
bool HasKnownTopDomain(std::string_view name) {
  constexpr std::array<std::string_view, 14> kKnown = {
      "kz", "ru", "com", "org", "net", "gov", "info", "edu", "kg", "uz", "by", "ua", "io", "eu"};
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view top = name.substr(dot + 1);
  return std::any_of(kKnown.begin(), kKnown.end(), [&](std::string_view known) {
    return top.size() == known.size() && StartsWith(top, 0, known);
  });
}

}  // namespace

WebAddressFinder::Found WebAddressFinder::Url(std::size_t at) const {
  std::size_t end = at;
  while (end < text_.size() && IsUrl(text_[end])) {
    const auto byte = static_cast<unsigned char>(text_[end]);
    // Closing and opening quotes and dashes of two and three bytes end it: « » and U+2010..U+201F.
    if (byte == 0xC2 || (byte == 0xE2 && end + 1 < text_.size() &&
                         static_cast<unsigned char>(text_[end + 1]) == 0x80)) {
      break;
    }
    ++end;
  }
  return {WebAddress::kUrl, TrimMarks(text_, at, end)};
}

WebAddressFinder::Found WebAddressFinder::Handle(std::size_t at) const {
  std::size_t end = at + 1;
  while (end < text_.size() && IsLocalPart(text_[end])) ++end;
  end = TrimMarks(text_, at + 1, end);
  if (end == at + 1) return {};
  return {WebAddress::kHandle, end};
}

WebAddressFinder::Found WebAddressFinder::At(std::size_t at) {
  if (text_[at] == '@') return Handle(at);
  if (at < barren_until_ || !IsAlnum(text_[at])) return {};
  for (const std::string_view prefix : {"https://", "http://", "www."}) {
    if (StartsWith(text_, at, prefix) && at + prefix.size() < text_.size() &&
        IsUrl(text_[at + prefix.size()])) {
      return Url(at);
    }
  }
  std::size_t end = at;
  while (end < text_.size() && IsLocalPart(text_[end])) ++end;
  if (end < text_.size() && text_[end] == '@') {
    std::size_t domain_end = end + 1;
    while (domain_end < text_.size() && IsDomain(text_[domain_end])) ++domain_end;
    domain_end = TrimMarks(text_, end + 1, domain_end);
    const std::string_view domain = text_.substr(end + 1, domain_end - end - 1);
    const std::size_t dot = domain.rfind('.');
    if (dot != std::string_view::npos && dot > 0 && domain.size() - dot > 2) {
      return {WebAddress::kEmail, domain_end};
    }
  }
  const std::size_t name_end = TrimMarks(text_, at, end);
  if (HasKnownTopDomain(text_.substr(at, name_end - at))) {
    if (name_end < text_.size() && text_[name_end] == '/') return Url(at);
    return {WebAddress::kUrl, name_end};
  }
  barren_until_ = end;
  return {};
}

}  // namespace nlp
