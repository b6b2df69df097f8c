// A key-value space in memory that a process loses hold of at a chosen write, as by a kill.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/memory_key_value.h"

namespace test {

// After `left` more writes it and all later ones are not done, and throw Death.
class MortalSpace : public core::KeyValue {
 public:
  struct Death {};
  std::optional<std::string> Get(std::string_view key) const override { return space_.Get(key); }
  void Write(const core::Batch& batch) override {
    if (left == 0) throw Death();
    --left;
    space_.Write(batch);
  }
  void Scan(std::string_view begin, std::string_view end,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    space_.Scan(begin, end, visit);
  }
  int left = 1'000'000;

 private:
  core::MemoryKeyValue space_;
};

}  // namespace test
