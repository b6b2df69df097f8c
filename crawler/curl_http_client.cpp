#include "crawler/curl_http_client.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "crawler/address_guard.h"
#include "crawler/ascii.h"
#include "crawler/host_parser.h"
#include "crawler/url.h"

namespace crawler {
namespace {

using core::HttpFailure;
using core::HttpRequest;
using core::HttpResponse;

constexpr std::size_t kLongestUrl = 64u << 10;
// How long the addresses of a name are held. At the end of each exchange that sets a limit libcurl
// walks through all names that it holds, which of thousands of hosts is half of a crawl's work: so
// only one exchange in a while does, and the others take what is there.
constexpr std::chrono::seconds kNamesHeld{60}, kNamesLookedThrough{5};

// Once per process, before any other call (libcurl's rule).
void InitialiseLibrary() {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (result != CURLE_OK) throw std::runtime_error("libcurl cannot be initialised");
}

template <typename Value>
void Set(CURL* easy, CURLoption option, Value value) {
  const CURLcode result = curl_easy_setopt(easy, option, value);
  if (result != CURLE_OK) {
    throw std::runtime_error(fmt::format("libcurl refuses option {}: {}", static_cast<int>(option),
                                         curl_easy_strerror(result)));
  }
}

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeShare {
  void operator()(CURLSH* share) const { curl_share_cleanup(share); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, FreeEasy>;
using List = std::unique_ptr<curl_slist, FreeList>;

// One request under way. libcurl's callbacks point to it, so it does not move.
struct Exchange {
  HttpRequest request;
  core::HttpClient::Callback done;
  HttpResponse response;
  Easy easy;
  List headers;
  std::array<char, CURL_ERROR_SIZE> error{};
  std::size_t header_bytes = 0;
  std::size_t max_header_bytes = 0;
  bool proxied = false;
  // Why our own callbacks stopped the exchange.
  HttpFailure verdict = HttpFailure::kNone;
};

// One line for a person, whatever a server put into it.
std::string OneLine(std::string_view text) {
  std::string line(Trim(text));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return line;
}

std::size_t OnHeader(char* data, std::size_t, std::size_t size, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  HttpResponse& response = exchange.response;
  exchange.header_bytes += size;
  if (exchange.header_bytes > exchange.max_header_bytes) {
    exchange.verdict = HttpFailure::kProtocol;
    return 0;
  }
  const std::string_view raw(data, size);
  const std::string_view line = Trim(raw);
  if (raw.starts_with("HTTP/")) {  // the first line of a block; a 1xx one may have come before it
    response.headers.clear();
    response.status_line = OneLine(line);
    return size;
  }
  if (line.empty() || !response.body.empty()) return size;  // the end of the head; a trailer
  if ((raw.front() == ' ' || raw.front() == '\t') && !response.headers.empty()) {
    response.headers.back().second += ' ';  // a folded line (RFC 9112 5.2)
    response.headers.back().second += line;
    return size;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  response.headers.emplace_back(Lower(Trim(line.substr(0, colon))), Trim(line.substr(colon + 1)));
  return size;
}

std::size_t OnBody(char* data, std::size_t, std::size_t size, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  std::string& body = exchange.response.body;
  const std::size_t room = exchange.request.max_bytes - body.size();
  if (body.empty()) {
    std::size_t announced = 0;
    const std::string_view length = exchange.response.header("content-length");
    std::from_chars(length.data(), length.data() + length.size(), announced);
    body.reserve(std::min({announced, room, std::size_t{1} << 20}));
  }
  body.append(data, std::min(size, room));
  if (size <= room) return size;
  exchange.verdict = HttpFailure::kTooLarge;
  return 0;
}

curl_socket_t OnOpenSocket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& exchange = *static_cast<Exchange*>(user);
  const bool guarded = !exchange.request.allow_private_addresses && !exchange.proxied;
  if (guarded && !IsPublicAddress(address->addr)) {
    exchange.verdict = HttpFailure::kForbiddenAddress;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// A kept connection opens no socket: it may have been made for a request with more rights.
int OnConnected(void* user, char* peer, char*, int, int) {
  auto& exchange = *static_cast<Exchange*>(user);
  const bool guarded = !exchange.request.allow_private_addresses && !exchange.proxied;
  if (!guarded || IsPublicAddress(std::string_view(peer))) return CURL_PREREQFUNC_OK;
  exchange.verdict = HttpFailure::kForbiddenAddress;
  return CURL_PREREQFUNC_ABORT;
}

HttpFailure FailureOf(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return HttpFailure::kNone;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return HttpFailure::kResolve;
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
      return HttpFailure::kConnect;
    case CURLE_OPERATION_TIMEDOUT:
      return HttpFailure::kTimeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_USE_SSL_FAILED:
      return HttpFailure::kTls;
    default:
      return HttpFailure::kProtocol;
  }
}

bool HasLineBreak(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

// Whether the URL itself names an address that the guard refuses. In doubt it does not.
bool NamesSpecialAddress(const std::string& url) {
  const auto canonical = Canonicalize(url);
  if (!canonical || !IsAddress(canonical->host)) return false;
  std::string_view host = canonical->host;
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  return !IsPublicAddress(host);
}

}  // namespace

struct CurlHttpClient::Impl {
  Options options;
  std::unique_ptr<CURLSH, FreeShare> share;  // TLS sessions; freed after the handles that use it
  std::vector<Easy> idle;
  std::unordered_map<CURL*, std::unique_ptr<Exchange>> active;
  std::vector<std::unique_ptr<Exchange>> refused;  // before anything was sent
  std::unique_ptr<CURLM, FreeMulti> multi;
  std::chrono::steady_clock::time_point names_looked_through{};

  explicit Impl(Options o);
  ~Impl();

  Easy TakeHandle();
  std::string Refusal(const HttpRequest& request) const;
  void Configure(Exchange& exchange);
  long NamesHeld();
  void Finish(CURL* handle, CURLcode code);
  std::size_t Deliver();
};

CurlHttpClient::Impl::Impl(Options o) : options(std::move(o)) {
  InitialiseLibrary();
  share.reset(curl_share_init());
  multi.reset(curl_multi_init());
  if (!share || !multi) throw std::runtime_error("libcurl: no memory");
  curl_share_setopt(share.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
  const auto connections = static_cast<long>(options.max_connections);
  curl_multi_setopt(multi.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
  curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, connections);
}

CurlHttpClient::Impl::~Impl() {
  // `done` may call nothing of the client any more; it is told that its exchange is over.
  auto abandoned = std::move(active);
  active.clear();
  for (auto& [handle, exchange] : abandoned) {
    curl_multi_remove_handle(multi.get(), handle);
    refused.push_back(std::move(exchange));
  }
  for (auto& exchange : refused) {
    HttpResponse response;
    response.url = exchange->request.url;
    response.failure = HttpFailure::kCancelled;
    response.reason = "the client was closed";
    exchange->done(std::move(response));
  }
}

Easy CurlHttpClient::Impl::TakeHandle() {
  if (idle.empty()) return Easy(curl_easy_init());
  Easy easy = std::move(idle.back());
  idle.pop_back();
  curl_easy_reset(easy.get());  // keeps connections, names and sessions
  return easy;
}

// Why the request cannot be sent at all; "" if it can.
std::string CurlHttpClient::Impl::Refusal(const HttpRequest& request) const {
  if (request.url.size() > kLongestUrl) return "the URL is too long";
  if (HasLineBreak(request.url) || HasLineBreak(request.method)) return "a line break in the URL";
  for (const auto& [name, value] : request.headers) {
    if (HasLineBreak(name) || HasLineBreak(value)) return "a line break in header " + OneLine(name);
  }
  return {};
}

// In seconds, of this exchange; -1: no limit.
long CurlHttpClient::Impl::NamesHeld() {
  const auto now = std::chrono::steady_clock::now();
  if (now - names_looked_through < kNamesLookedThrough) return -1;
  names_looked_through = now;
  return static_cast<long>(kNamesHeld.count());
}

void CurlHttpClient::Impl::Configure(Exchange& exchange) {
  CURL* easy = exchange.easy.get();
  const HttpRequest& request = exchange.request;
  Set(easy, CURLOPT_PRIVATE, static_cast<void*>(&exchange));
  Set(easy, CURLOPT_ERRORBUFFER, exchange.error.data());
  Set(easy, CURLOPT_SHARE, share.get());
  Set(easy, CURLOPT_URL, request.url.c_str());
  Set(easy, CURLOPT_DNS_CACHE_TIMEOUT, NamesHeld());
  Set(easy, CURLOPT_FORBID_REUSE, request.keep_connection ? 0L : 1L);
  Set(easy, CURLOPT_PATH_AS_IS, 1L);
  Set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  Set(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  Set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  Set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  Set(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  Set(easy, CURLOPT_NOSIGNAL, 1L);
  Set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  Set(easy, CURLOPT_PROXY, options.proxy.c_str());  // "" also keeps the environment out
  Set(easy, CURLOPT_NOPROXY, "");

  Set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  Set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  Set(easy, CURLOPT_LOW_SPEED_LIMIT, options.slowest_bytes_per_second);
  Set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.slowest_for.count()));

  Set(easy, CURLOPT_HEADERFUNCTION, &OnHeader);
  Set(easy, CURLOPT_HEADERDATA, static_cast<void*>(&exchange));
  Set(easy, CURLOPT_WRITEFUNCTION, &OnBody);
  Set(easy, CURLOPT_WRITEDATA, static_cast<void*>(&exchange));
  Set(easy, CURLOPT_OPENSOCKETFUNCTION, &OnOpenSocket);
  Set(easy, CURLOPT_OPENSOCKETDATA, static_cast<void*>(&exchange));
  Set(easy, CURLOPT_PREREQFUNCTION, &OnConnected);
  Set(easy, CURLOPT_PREREQDATA, static_cast<void*>(&exchange));

  if (request.method == "HEAD") {
    Set(easy, CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET") {
    Set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    Set(easy, CURLOPT_POSTFIELDS, request.body.data());
    Set(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  curl_slist* list = curl_slist_append(nullptr, "Expect:");
  for (const auto& [name, value] : request.headers) {
    // A semicolon is how libcurl is told of a field without a value.
    const std::string line = value.empty() ? name + ";" : fmt::format("{}: {}", name, value);
    list = curl_slist_append(list, line.c_str());
  }
  exchange.headers.reset(list);
  Set(easy, CURLOPT_HTTPHEADER, list);
}

void CurlHttpClient::Impl::Finish(CURL* handle, CURLcode code) {
  const auto found = active.find(handle);
  const std::unique_ptr<Exchange> exchange = std::move(found->second);
  active.erase(found);
  curl_multi_remove_handle(multi.get(), handle);

  HttpResponse& response = exchange->response;
  response.url = exchange->request.url;
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  const char* address = nullptr;
  curl_easy_getinfo(handle, CURLINFO_PRIMARY_IP, &address);
  if (address != nullptr) response.address = address;
  if (code != CURLE_OK) {
    // Of several addresses the guard may have refused one and another have failed by itself.
    const bool ours = exchange->verdict != HttpFailure::kNone && code != CURLE_OPERATION_TIMEDOUT;
    response.failure = ours ? exchange->verdict : FailureOf(code);
    const std::string_view detail(exchange->error.data());
    response.reason = fmt::format("{}: {}", core::Name(response.failure),
                                  detail.empty() ? curl_easy_strerror(code) : OneLine(detail));
    if (ours) response.reason = core::Name(response.failure);
  }
  idle.push_back(std::move(exchange->easy));
  exchange->done(std::move(response));
}

std::size_t CurlHttpClient::Impl::Deliver() {
  std::size_t delivered = 0;
  // A callback may start further exchanges, even ones that are refused at once.
  while (!refused.empty()) {
    const auto batch = std::exchange(refused, {});
    for (const auto& exchange : batch) exchange->done(std::move(exchange->response));
    delivered += batch.size();
  }
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    Finish(message->easy_handle, message->data.result);
    ++delivered;
  }
  return delivered;
}

CurlHttpClient::CurlHttpClient(Options options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}

CurlHttpClient::~CurlHttpClient() = default;

void CurlHttpClient::Start(HttpRequest request, Callback done) {
  auto exchange = std::make_unique<Exchange>();
  exchange->request = std::move(request);
  exchange->done = std::move(done);
  exchange->max_header_bytes = impl_->options.max_header_bytes;
  exchange->proxied = !impl_->options.proxy.empty();
  HttpResponse& response = exchange->response;
  response.url = exchange->request.url;

  response.reason = impl_->Refusal(exchange->request);
  if (!response.reason.empty()) response.failure = HttpFailure::kProtocol;
  if (exchange->proxied && !exchange->request.allow_private_addresses &&
      NamesSpecialAddress(exchange->request.url)) {
    response.failure = HttpFailure::kForbiddenAddress;
    response.reason = core::Name(response.failure);
  }
  if (response.failure != HttpFailure::kNone) {
    impl_->refused.push_back(std::move(exchange));
    return;
  }
  exchange->easy = impl_->TakeHandle();
  if (!exchange->easy) throw std::runtime_error("libcurl: no memory");
  impl_->Configure(*exchange);
  CURL* handle = exchange->easy.get();
  const CURLMcode code = curl_multi_add_handle(impl_->multi.get(), handle);
  if (code != CURLM_OK) {
    throw std::runtime_error(fmt::format("libcurl: {}", curl_multi_strerror(code)));
  }
  impl_->active.emplace(handle, std::move(exchange));
}

std::size_t CurlHttpClient::Poll(std::chrono::milliseconds patience) {
  int running = 0;
  curl_multi_perform(impl_->multi.get(), &running);
  if (impl_->Deliver() == 0) {
    const auto wait = std::clamp<std::chrono::milliseconds::rep>(patience.count(), 0, 3'600'000);
    curl_multi_poll(impl_->multi.get(), nullptr, 0, static_cast<int>(wait), nullptr);
    curl_multi_perform(impl_->multi.get(), &running);
    impl_->Deliver();
  }
  return impl_->active.size() + impl_->refused.size();
}

void CurlHttpClient::Wake() {
  curl_multi_wakeup(impl_->multi.get());
}

}  // namespace crawler
