#include "crawler/curl_mail_client.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include "core/first_line.h"
#include "core/printable.h"
#include "core/utf8.h"

namespace crawler {
namespace {

struct Free {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using List = std::unique_ptr<curl_slist, Free>;

constexpr std::size_t kMostUnderWay = 1000;  // mails, of which it is known who has them

void Append(List& list, const std::string& line) {
  curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view three = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8 | (j < three.size() ? static_cast<unsigned char>(three[j]) : 0u);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += j <= three.size() ? kDigits[bits >> (18 - 6 * j) & 63] : '=';
    }
  }
  return text;
}

// Words of at most 75 characters, none of which cuts a character (RFC 2047 section 5).
std::string EncodedWords(std::string_view text) {
  constexpr std::size_t kBytes = 45;
  std::string words;
  while (!text.empty()) {
    const std::size_t size = core::WholeCharacters(text, kBytes).size();
    if (!words.empty()) words += "\r\n ";
    words += "=?UTF-8?B?" + Base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return words;
}

// Digits and names as RFC 5322 wants them, whatever the locale.
std::string DateOf(core::Instant instant) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", kDays[std::chrono::weekday(day).c_encoding()],
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
      static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
      time.seconds().count());
}

std::string DomainOf(const std::string& address) {
  const auto at = address.rfind('@');
  return at == address.npos ? "localhost" : address.substr(at + 1);
}

template <typename Value>
void Set(CURL* easy, CURLoption option, Value value) {
  if (const CURLcode code = curl_easy_setopt(easy, option, value); code != CURLE_OK) {
    throw std::runtime_error(fmt::format("libcurl: {}", curl_easy_strerror(code)));
  }
}

// What is said of each recipient, read from what goes over the line (RFC 5321 section 3.3).
struct Recipients {
  std::string asked;                           // of whom the reply is due
  std::vector<std::string> taken;              // 2yz
  std::map<std::string, std::string> refused;  // 5yz, with the reply
  std::map<std::string, std::string> later;    // 4yz

  void OnCommand(std::string_view line) {
    constexpr std::string_view kRcpt = "RCPT TO:<";
    if (!line.starts_with(kRcpt)) return asked.clear();
    line.remove_prefix(kRcpt.size());
    asked = line.substr(0, line.find('>'));
  }
  void OnReply(std::string_view line) {
    constexpr std::size_t kCode = 3;
    if (asked.empty() || line.size() < kCode || line.substr(kCode).starts_with('-')) return;
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (line.front() == '2') {
      taken.push_back(asked);
    } else {
      (line.front() == '5' ? refused : later)[asked] = core::Printable(line);
    }
    asked.clear();
  }
};

int OnTalk(CURL*, curl_infotype type, char* data, std::size_t size, void* user) {
  auto& recipients = *static_cast<Recipients*>(user);
  if (type == CURLINFO_HEADER_OUT) recipients.OnCommand({data, size});
  if (type == CURLINFO_HEADER_IN) recipients.OnReply({data, size});
  return 0;
}

std::string Listed(const std::map<std::string, std::string>& replies) {
  std::string list;
  for (const auto& [address, reply] : replies) {
    list += fmt::format("{}{}: {}", list.empty() ? "" : "; ", address, reply);
  }
  return list;
}

int IsStopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

}  // namespace

std::vector<std::string> MailHead(const core::Mail& mail, const CurlMailClient::Options& options) {
  std::string to;
  for (const std::string& address : options.to) {
    to += (to.empty() ? "" : ", ") + fmt::format("<{}>", address);
  }
  std::string subject = core::Printable(mail.subject);
  const bool ascii = std::all_of(subject.begin(), subject.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  // What looks like an encoded word would be decoded.
  if (!ascii || subject.size() > 70 || subject.find("=?") != subject.npos) {
    subject = EncodedWords(subject);
  }
  return {"Date: " + DateOf(mail.date),
          fmt::format("From: <{}>", options.from),
          "To: " + to,
          fmt::format("Message-ID: <{}@{}>", mail.id, DomainOf(options.from)),
          "Subject: " + subject,
          "Auto-Submitted: auto-generated"};
}

CurlMailClient::CurlMailClient(Options options) : options_(std::move(options)) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
}
CurlMailClient::~CurlMailClient() = default;

std::optional<core::DeliveryTrouble> CurlMailClient::Send(const core::Mail& mail) {
  const std::unique_ptr<CURL, Free> easy(curl_easy_init());
  if (!easy) throw std::bad_alloc();
  std::array<char, CURL_ERROR_SIZE> reason{};
  Set(easy.get(), CURLOPT_ERRORBUFFER, reason.data());
  Set(easy.get(), CURLOPT_URL, options_.url.c_str());
  Set(easy.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  Set(easy.get(), CURLOPT_PROXY, "");
  Set(easy.get(), CURLOPT_NOSIGNAL, 1L);
  Set(easy.get(), CURLOPT_NOPROGRESS, 0L);
  Set(easy.get(), CURLOPT_XFERINFOFUNCTION, IsStopped);
  Set(easy.get(), CURLOPT_XFERINFODATA, &options_.stop);
  Set(easy.get(), CURLOPT_USE_SSL,
      static_cast<long>(options_.plain ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  Set(easy.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
  Set(easy.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.timeout.count() / 2));
  if (!options_.user.empty()) {
    std::ifstream file(options_.password_file);
    const auto password = core::FirstLineOf(file);
    if (!password) {
      return core::DeliveryTrouble{
          false, fmt::format("{}: cannot read the password", options_.password_file.string())};
    }
    Set(easy.get(), CURLOPT_USERNAME, options_.user.c_str());
    Set(easy.get(), CURLOPT_PASSWORD, password->c_str());
  }
  Set(easy.get(), CURLOPT_MAIL_FROM, fmt::format("<{}>", options_.from).c_str());
  List to, head;
  if (done_.size() > kMostUnderWay) done_.erase(done_.begin());
  std::set<std::string>& done = done_[mail.id];
  for (const std::string& address : options_.to) {
    if (!done.contains(address)) Append(to, fmt::format("<{}>", address));
  }
  Set(easy.get(), CURLOPT_MAIL_RCPT, to.get());
  // One that is refused keeps nothing from the others.
  Set(easy.get(), CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
  Recipients recipients;
  Set(easy.get(), CURLOPT_VERBOSE, 1L);
  Set(easy.get(), CURLOPT_DEBUGFUNCTION, OnTalk);
  Set(easy.get(), CURLOPT_DEBUGDATA, &recipients);
  for (const std::string& line : MailHead(mail, options_)) Append(head, line);
  Set(easy.get(), CURLOPT_HTTPHEADER, head.get());
  const std::unique_ptr<curl_mime, Free> mime(curl_mime_init(easy.get()));
  if (!mime) throw std::bad_alloc();
  curl_mimepart* const part = curl_mime_addpart(mime.get());
  if (part == nullptr || curl_mime_data(part, mail.text.data(), mail.text.size()) != CURLE_OK ||
      curl_mime_type(part, "text/plain; charset=utf-8") != CURLE_OK ||
      curl_mime_encoder(part, "base64") != CURLE_OK) {
    throw std::bad_alloc();
  }
  Set(easy.get(), CURLOPT_MIMEPOST, mime.get());

  const CURLcode code = curl_easy_perform(easy.get());
  refusals_ = Listed(recipients.refused);
  // Or none that is left will have it, and others have it already.
  const bool only_refused = recipients.taken.empty() && !recipients.refused.empty();
  const bool all_told = code == CURLE_OK || (!done.empty() && only_refused);
  if (all_told && recipients.later.empty()) {
    done_.erase(mail.id);
    return std::nullopt;
  }
  if (code == CURLE_OK) {
    done.insert(recipients.taken.begin(), recipients.taken.end());
    for (const auto& [address, reply] : recipients.refused) done.insert(address);
    return core::DeliveryTrouble{false, Listed(recipients.later)};
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  const std::string what = reason[0] != '\0' ? reason.data() : curl_easy_strerror(code);
  // A reply of 5yz is final (RFC 5321 section 4.2.1); a password may be mended.
  const bool refused = status >= 500 && code != CURLE_LOGIN_DENIED;
  return core::DeliveryTrouble{refused, core::Printable(what)};
}

}  // namespace crawler
