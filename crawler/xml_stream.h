// XML 1.0 read strictly and in blocks, with limits for foreign bytes; can pause between two events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "core/expected.h"
#include "crawler/xml_events.h"

namespace crawler {

// One pass over one document. Not thread-safe.
class XmlStream {
 public:
  struct Options {
    bool allow_doctype = false;  // internal entities then expand within a limit; external never
    bool utf8 = false;           // the encoding declared inside is ignored
    std::size_t max_depth = 256;
    std::size_t max_markup_bytes = 1u << 20;  // of one tag, comment or instruction
  };

  // `handler` gets the events; what it throws passes through the calls below.
  XmlStream(XmlHandler& handler, Options options);
  ~XmlStream();

  // Reads the next block, `last` if none follows, to its end: true; or to a pause: false, and then
  // Resume must come next. An error says what is wrong with the document ("not well-formed XML in
  // line 3, column 7: mismatched tag") and ends it.
  core::Expected<bool> Read(std::string_view block, bool last);
  // Goes on with a block behind a pause.
  core::Expected<bool> Resume();
  // For handlers, in OnEnd: no event follows until Resume.
  void Pause();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The part of a name behind its prefix: "row" of "x:row".
constexpr std::string_view LocalName(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace crawler
