// Who read originals, exported, erased, made backups and replaced the master key, kept in a
// workspace: audit.jsonl, a chain of hashes.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "core/time.h"
#include "store/store.h"

namespace app {

// What is about to be done, and why.
struct AuditEntry {
  std::string who;     // app/who.h
  std::string action;  // one of those below
  std::string reason;
  std::string filter;                            // by which documents were chosen, as typed
  std::vector<store::DocumentNumber> documents;  // ascending; left out of the line if too long
  std::uint64_t count = 0;                       // of documents
};
// The log's name in the folder of its workspace.
inline constexpr std::string_view kAuditFile = "audit.jsonl";

inline constexpr std::string_view kAuditRead = "read-original";
inline constexpr std::string_view kAuditExport = "export";
inline constexpr std::string_view kAuditErase = "erase";
inline constexpr std::string_view kAuditBackup = "backup";
inline constexpr std::string_view kAuditKey = "rotate-key";
inline constexpr std::array kAuditActions = {kAuditRead, kAuditExport, kAuditErase, kAuditBackup,
                                             kAuditKey};

// A line of the log.
struct AuditRecord {
  std::uint64_t number = 0;  // from 1, without a gap
  core::Instant at{};
  std::string who, action, reason, filter;
  std::string documents;  // "1-4,9"; empty: none were named, or too many
  std::uint64_t count = 0;
  std::string before, sha256;  // of the line before and of this one, 64 hex digits

  // True also if `filter` chose more documents than the line could name.
  bool MayConcern(store::DocumentNumber document) const;
};

// How far a log goes: `head` is the hash of the last line, 64 zeros without any. Whoever keeps it
// elsewhere can tell later that no line up to it was changed or cut off.
struct AuditHead {
  std::uint64_t count = 0;
  std::string head = std::string(64, '0');
};

struct AuditCheck {
  AuditHead whole;  // up to the first bad line
  // Lines of the file that a kill or a power loss tore, so that nothing was shown for them; at most
  // the first hundred.
  std::vector<std::uint64_t> torn;
  std::optional<std::uint64_t> bad_line;  // of the file, from 1
  std::string why;                        // it is bad
  bool head_known = false;                // the head that was asked for is in the chain
};

// A line is a JSON object: bytes (its length with the line end), number, at (ISO 8601, UTC), who,
// action, documents, filter, count, reason, torn (bytes and sha256 of what a kill left between this
// line and the one before), before, sha256 (of all bytes of the line before `,"sha256"`). Lines are
// only ever added, by any number of processes at once, also beside a writer of the store. Personal
// data in reason and filter is masked. Memory does not follow the length of the file.
class AuditLog {
 public:
  explicit AuditLog(std::filesystem::path file) : file_(std::move(file)) {}

  // On return the line survives a power loss. After an error nothing may be shown, written or
  // erased: what nobody can answer for must not happen.
  core::Expected<AuditHead> Append(const AuditEntry& entry) const;

  // Checks every line, the chain and the numbers, and visits the records before the first bad line.
  // `head`: looked for in the chain; empty: none. An error if the file cannot be read; no file is
  // an empty log.
  core::Expected<AuditCheck> Read(std::string_view head,
                                  const std::function<void(const AuditRecord&)>& visit) const;

 private:
  std::filesystem::path file_;
};

// That of the workspace in `folder`.
AuditLog AuditLogIn(const std::filesystem::path& folder);
// Appends to it. Throws Failure, whereupon nothing may be done either.
AuditHead KeepInAuditLog(const std::filesystem::path& folder, const AuditEntry& entry);

}  // namespace app
