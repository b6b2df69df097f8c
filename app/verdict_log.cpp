#include "app/verdict_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "app/descriptor.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;
using monitor::RuleVerdict;

std::string ToLine(const RuleVerdict& verdict) {
  const Json json = {{"at", core::ToUtcString(verdict.at)},
                     {"who", verdict.who},
                     {"rule", verdict.rule},
                     {"version", verdict.rule_version},
                     {"wording", verdict.rule_wording},
                     {"document", verdict.number},
                     {"text_sha256", verdict.text_sha256},
                     {"verdict", monitor::Name(verdict.verdict)},
                     {"note", verdict.note}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::optional<RuleVerdict> FromLine(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto text = [&json](const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  const auto number = [&json](const char* key) -> std::uint32_t {
    const auto found = json.find(key);
    return found != json.end() && found->is_number_unsigned() ? found->get<std::uint32_t>() : 0;
  };
  const auto at = core::ParseIso(text("at"));
  const auto verdict = monitor::VerdictOf(text("verdict"));
  RuleVerdict read{.at = at ? at->instant : core::Instant{},
                   .who = text("who"),
                   .rule = text("rule"),
                   .rule_version = number("version"),
                   .rule_wording = text("wording"),
                   .text_sha256 = text("text_sha256"),
                   .number = number("document"),
                   .verdict = verdict.value_or(monitor::Verdict::kUnsure),
                   .note = text("note")};
  const bool whole =
      at && verdict && !read.rule.empty() && read.rule_version > 0 && read.text_sha256.size() == 64;
  return whole ? std::optional(std::move(read)) : std::nullopt;
}

std::optional<std::string> ReadAll(int file) {
  std::string bytes;
  char block[1 << 16];
  for (;;) {
    const ssize_t got = ::read(file, block, sizeof block);
    if (got == 0) return bytes;
    if (got > 0) {
      bytes.append(block, static_cast<std::size_t>(got));
    } else if (errno != EINTR) {
      return std::nullopt;
    }
  }
}

// Makes the last line whole: ends it if it is a verdict, else takes it away.
bool MendEnd(int file) {
  const auto bytes = ReadAll(file);
  if (!bytes) return false;
  if (bytes->empty() || bytes->back() == '\n') return true;
  const std::size_t begin = bytes->rfind('\n') + 1;  // 0 without any
  if (FromLine(std::string_view(*bytes).substr(begin))) return WriteAll(file, "\n");
  return ::ftruncate(file, static_cast<off_t>(begin)) == 0;
}

}  // namespace

core::Expected<std::vector<RuleVerdict>> VerdictLog::Read() const {
  std::vector<RuleVerdict> verdicts;
  std::error_code failed;
  if (!std::filesystem::exists(file_, failed)) return verdicts;
  std::ifstream file(file_, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return core::Error{fmt::format("{}: cannot be read", file_.string())};
  int line = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    ++line;
    const std::size_t end = bytes.find('\n', at);
    const std::string_view text = std::string_view(bytes).substr(at, end - at);
    at = end == std::string::npos ? bytes.size() : end + 1;
    if (text.find_first_not_of(" \r\t") == std::string_view::npos) continue;
    if (auto verdict = FromLine(text)) {
      verdicts.push_back(std::move(*verdict));
    } else if (end != std::string::npos) {
      return core::Error{
          fmt::format("{}:{}: no verdict: correct the line as 'sholu lexicon judge' writes it, or "
                      "take it out",
                      file_.string(), line)};
    }
  }
  return verdicts;
}

core::Expected<bool> VerdictLog::Add(const RuleVerdict& verdict) const {
  const auto failure = [this] {
    return core::Error{
        fmt::format("{}: the verdict cannot be kept: {}", file_.string(), std::strerror(errno))};
  };
  const Descriptor file(::open(file_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666));
  if (file.get() < 0 || ::flock(file.get(), LOCK_EX) != 0 || !MendEnd(file.get()) ||
      !WriteAll(file.get(), ToLine(verdict)) || ::fsync(file.get()) != 0) {
    return failure();
  }
  if (!SyncFolderOf(file_)) return failure();
  return true;
}

}  // namespace app
