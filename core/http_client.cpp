#include "core/http_client.h"

#include <array>

namespace core {

std::string_view Name(HttpFailure failure) {
  constexpr std::array<std::string_view, 9> kNames = {
      "",          "resolve",           "connect",  "tls",      "timeout",
      "too_large", "forbidden_address", "protocol", "cancelled"};
  return kNames[static_cast<std::size_t>(failure)];
}

std::string_view HttpResponse::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace core
