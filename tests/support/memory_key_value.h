// A core::KeyValue in memory that counts what is written to it.
#pragma once

#include <atomic>

#include "core/memory_key_value.h"

namespace test {

class MemoryKeyValue : public core::MemoryKeyValue {
 public:
  void Write(const core::Batch& batch) override {
    ++writes_;
    core::MemoryKeyValue::Write(batch);
  }
  std::size_t writes() const { return writes_; }

 private:
  std::atomic<std::size_t> writes_ = 0;
};

}  // namespace test
