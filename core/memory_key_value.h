// A KeyValue in memory: ordered, thread-safe, gone with the object.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "core/key_value.h"

namespace core {

// A visitor of Scan must not write to the space it scans.
class MemoryKeyValue : public KeyValue {
 public:
  std::optional<std::string> Get(std::string_view key) const override {
    const std::shared_lock lock(mutex_);
    const auto found = map_.find(key);
    return found == map_.end() ? std::nullopt : std::optional(found->second);
  }

  void Write(const Batch& batch) override {
    const std::unique_lock lock(mutex_);
    for (const auto& [key, value] : batch.operations) {
      if (value) {
        map_.insert_or_assign(key, *value);
      } else {
        map_.erase(key);
      }
    }
  }

  void Scan(std::string_view begin, std::string_view end,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    const std::shared_lock lock(mutex_);
    for (auto at = map_.lower_bound(begin); at != map_.end(); ++at) {
      if (!end.empty() && at->first >= end) return;
      if (!visit(at->first, at->second)) return;
    }
  }

 private:
  mutable std::shared_mutex mutex_;
  // std::string compares as unsigned bytes: char_traits<char>::lt does.
  std::map<std::string, std::string, std::less<>> map_;
};

}  // namespace core
