// A core::KeyValue in memory that counts what is written to it.
#pragma once

#include <atomic>
#include <map>
#include <string>

#include "core/memory_key_value.h"

namespace test {

class MemoryKeyValue : public core::MemoryKeyValue {
 public:
  void Write(const core::Batch& batch) override {
    ++writes_;
    core::MemoryKeyValue::Write(batch);
  }
  std::size_t writes() const { return writes_; }

  std::map<std::string, std::string> map() const {
    std::map<std::string, std::string> map;
    Scan("", "", [&](std::string_view key, std::string_view value) {
      map.emplace(key, value);
      return true;
    });
    return map;
  }
  void Clear() {
    core::Batch all;
    for (const auto& [key, value] : map()) all.Delete(key);
    core::MemoryKeyValue::Write(all);
  }

 private:
  std::atomic<std::size_t> writes_ = 0;
};

}  // namespace test
