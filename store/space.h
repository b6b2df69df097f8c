// Spaces of other stages within the store. Include from .cpp files only.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/key_value.h"
#include "store/database.h"

namespace store {

class Space : public core::KeyValue {
 public:
  Space(Database& database, std::string_view name);

  std::optional<std::string> Get(std::string_view key) const override;
  std::vector<std::optional<std::string>> GetMany(std::span<const std::string> keys) const override;
  void Write(const core::Batch& batch) override;
  void Scan(std::string_view begin, std::string_view end,
            const std::function<bool(std::string_view key, std::string_view value)>& visit)
      const override;

  // Adds the operations to a batch that also holds other things.
  void AddTo(rocksdb::WriteBatch& batch, const core::Batch& operations) const;

 private:
  Database& database_;
  std::string prefix_;
};

}  // namespace store
