#include "crawler/xml_stream.h"

// Expat up to 2.5 declares its expansion limits only if told that it was built with them.
#define XML_DTD
#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "crawler/html_text.h"

namespace crawler {
namespace {

// Entities may make a document at most this much larger, once it passes the threshold.
constexpr float kMaxAmplification = 8;
constexpr unsigned long long kAmplificationThreshold = 1u << 20;

using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)>;

}  // namespace

struct XmlStream::Impl {
  Impl(XmlHandler& events, const Options& limits)
      : handler(events),
        options(limits),
        parser(XML_ParserCreate(limits.utf8 ? "UTF-8" : nullptr), XML_ParserFree) {}

  XmlHandler& handler;
  Options options;
  Parser parser;
  std::vector<XmlAttribute> attributes;  // scratch
  std::exception_ptr failure;            // must not pass through expat's C code
  std::string refusal;                   // why we stopped expat
  std::size_t depth = 0;
  std::uint64_t bytes = 0;  // given to expat

  template <typename Call>
  void Guard(Call call) {
    if (failure) return;
    try {
      call();
    } catch (...) {
      failure = std::current_exception();
      XML_StopParser(parser.get(), XML_FALSE);
    }
  }
  void Refuse(std::string why) {
    refusal = std::move(why);
    XML_StopParser(parser.get(), XML_FALSE);
  }
  core::Expected<bool> Take(XML_Status status);

  static Impl& Of(void* data) { return *static_cast<Impl*>(data); }
  static void XMLCALL OnStart(void* data, const XML_Char* name, const XML_Char** attributes);
  static void XMLCALL OnEnd(void* data, const XML_Char* name);
  static void XMLCALL OnText(void* data, const XML_Char* text, int length);
  static void XMLCALL OnSkippedEntity(void* data, const XML_Char* name, int is_parameter_entity);
  static void XMLCALL OnDoctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int);
};

void XMLCALL XmlStream::Impl::OnStart(void* data, const XML_Char* name,
                                      const XML_Char** attributes) {
  Impl& impl = Of(data);
  if (++impl.depth > impl.options.max_depth) {
    impl.Refuse(fmt::format("nested more than {} deep", impl.options.max_depth));
    return;
  }
  impl.Guard([&] {
    impl.attributes.clear();
    for (; *attributes != nullptr; attributes += 2) {
      impl.attributes.push_back({attributes[0], attributes[1]});
    }
    impl.handler.OnStart(name, impl.attributes);
  });
}

void XMLCALL XmlStream::Impl::OnEnd(void* data, const XML_Char* name) {
  Impl& impl = Of(data);
  --impl.depth;
  impl.Guard([&] { impl.handler.OnEnd(name); });
}

void XMLCALL XmlStream::Impl::OnText(void* data, const XML_Char* text, int length) {
  Impl& impl = Of(data);
  impl.Guard([&] { impl.handler.OnText({text, static_cast<std::size_t>(length)}); });
}

// An entity of a DTD that is not read, such as &nbsp; of RSS 0.91's.
void XMLCALL XmlStream::Impl::OnSkippedEntity(void* data, const XML_Char* name,
                                              int is_parameter_entity) {
  Impl& impl = Of(data);
  if (is_parameter_entity != 0) return;
  impl.Guard(
      [&] { impl.handler.OnText(DecodeReferences(std::string("&").append(name).append(";"))); });
}

void XMLCALL XmlStream::Impl::OnDoctype(void* data, const XML_Char*, const XML_Char*,
                                        const XML_Char*, int) {
  Of(data).Refuse("it has a DOCTYPE, which such files never need");
}

// What a call of expat has come to.
core::Expected<bool> XmlStream::Impl::Take(XML_Status status) {
  if (failure) std::rethrow_exception(failure);
  if (!refusal.empty()) return core::Error{refusal};
  if (status == XML_STATUS_ERROR) {
    const XML_Error error = XML_GetErrorCode(parser.get());
    return core::Error{fmt::format(
        "not well-formed XML in line {}, column {}: {}", XML_GetCurrentLineNumber(parser.get()),
        XML_GetCurrentColumnNumber(parser.get()) + 1, XML_ErrorString(error))};
  }
  if (status == XML_STATUS_SUSPENDED) return false;
  // What expat has not used yet is the beginning of one tag, which it reads again with each block.
  const auto used =
      static_cast<std::uint64_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser.get())));
  if (bytes - used > options.max_markup_bytes) {
    return core::Error{
        fmt::format("an XML tag or comment is longer than {} KB", options.max_markup_bytes >> 10)};
  }
  return true;
}

XmlStream::XmlStream(XmlHandler& handler, Options options)
    : impl_(std::make_unique<Impl>(handler, options)) {
  if (!impl_->parser) throw std::bad_alloc();
  const XML_Parser parser = impl_->parser.get();
  XML_SetUserData(parser, impl_.get());
  XML_SetElementHandler(parser, Impl::OnStart, Impl::OnEnd);
  XML_SetCharacterDataHandler(parser, Impl::OnText);
  if (!options.allow_doctype) XML_SetStartDoctypeDeclHandler(parser, Impl::OnDoctype);
  XML_SetSkippedEntityHandler(parser, Impl::OnSkippedEntity);
  XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser, kMaxAmplification);
  XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, kAmplificationThreshold);
}

XmlStream::~XmlStream() = default;

core::Expected<bool> XmlStream::Read(std::string_view block, bool last) {
  impl_->bytes += block.size();
  return impl_->Take(XML_Parse(impl_->parser.get(), block.data(), static_cast<int>(block.size()),
                               last ? XML_TRUE : XML_FALSE));
}

core::Expected<bool> XmlStream::Resume() {
  return impl_->Take(XML_ResumeParser(impl_->parser.get()));
}

void XmlStream::Pause() {
  XML_StopParser(impl_->parser.get(), XML_TRUE);
}

}  // namespace crawler
