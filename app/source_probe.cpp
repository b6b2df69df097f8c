#include "app/source_probe.h"

#include "crawler/charset.h"

namespace app {

SourceProbe::SourceProbe(const config::Settings& settings, crawler::Source source)
    : stop_([this] {
        if (core::HttpClient* const http = to_wake_) http->Wake();
      }),
      http_(settings.http),
      getter_(http_, std::move(source), settings.frontier.default_delay, settings.spider,
              [] { return std::chrono::system_clock::now(); }) {
  to_wake_ = &http_;
}

std::vector<crawler::GottenPage> SourceProbe::Get(const std::vector<crawler::WantedPage>& wanted) {
  return getter_.Get(wanted, stop_.token());
}

std::string WithAdvice(std::string trouble) {
  if (trouble == core::Name(core::HttpFailure::kForbiddenAddress)) {
    trouble +=
        ": it is on a private network: if it is your own, 'allow_private_addresses: true' in "
        "sources.yaml lets a crawl ask it, --allow-private-addresses 'sources discover'";
  }
  return trouble;
}

core::Expected<std::string> TextOf(const crawler::GottenPage& gotten) {
  if (!gotten.page) return core::Error{WithAdvice(gotten.trouble)};
  const auto decoded = crawler::DecodedBody(*gotten.page);
  if (!decoded) return decoded.error();
  return crawler::ToUtf8(*decoded, gotten.page->content_type);
}

}  // namespace app
