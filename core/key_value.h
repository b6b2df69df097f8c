// An ordered key-value space that a stage can persist to without knowing the database behind it.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Writes that become visible and durable together or not at all.
struct Batch {
  struct Operation {
    std::string key;
    std::optional<std::string> value;  // nullopt: delete
  };
  std::vector<Operation> operations;

  void Put(std::string key, std::string value) {
    operations.push_back({std::move(key), std::move(value)});
  }
  void Delete(std::string key) { operations.push_back({std::move(key), std::nullopt}); }
  bool empty() const { return operations.empty(); }
};

// Keys are any bytes, ordered as unsigned bytes. All members are thread-safe. Losing the database
// throws std::runtime_error: the run must end.
class KeyValue {
 public:
  virtual ~KeyValue() = default;

  virtual std::optional<std::string> Get(std::string_view key) const = 0;
  // One per key, in their order.
  virtual std::vector<std::optional<std::string>> GetMany(std::span<const std::string> keys) const {
    std::vector<std::optional<std::string>> values;
    values.reserve(keys.size());
    for (const std::string& key : keys) values.push_back(Get(key));
    return values;
  }
  // Atomic. On return it survives the death of this process; a power loss may take back the last
  // moments until Sync.
  virtual void Write(const Batch& batch) = 0;
  // Visits begin <= key < end in order until `visit` returns false. An empty `end` means: to the
  // last key. Sees the state at the call, whatever is written meanwhile. The views live during the
  // visit only.
  virtual void Scan(
      std::string_view begin, std::string_view end,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const = 0;
};

}  // namespace core
