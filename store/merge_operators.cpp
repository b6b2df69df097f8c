#include "store/merge_operators.h"

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/codec.h"
#include "store/postings.h"

namespace store {
namespace {

using Join = bool (*)(std::span<const std::string_view> parts, std::string& out);

bool Add(std::span<const std::string_view> parts, std::string& out) {
  std::int64_t sum = 0;
  for (const std::string_view part : parts) {
    Reader reader(part);
    sum += reader.Zigzag();
    if (!reader.ok() || !reader.done()) return false;
  }
  out.clear();
  AppendZigzag(out, sum);
  return true;
}

// An associative operator that sees all operands at once: joining them pair by pair, as
// rocksdb::AssociativeMergeOperator does, is quadratic for lists.
class JoinOperator : public rocksdb::MergeOperator {
 public:
  JoinOperator(const char* name, Join join) : name_(name), join_(join) {}

  const char* Name() const override { return name_; }

  bool FullMergeV2(const MergeOperationInput& in, MergeOperationOutput* out) const override {
    std::vector<std::string_view> parts;
    parts.reserve(in.operand_list.size() + 1);
    if (in.existing_value != nullptr) parts.push_back(in.existing_value->ToStringView());
    for (const rocksdb::Slice& operand : in.operand_list) parts.push_back(operand.ToStringView());
    return join_(parts, out->new_value);
  }

  bool PartialMergeMulti(const rocksdb::Slice& /*key*/, const std::deque<rocksdb::Slice>& operands,
                         std::string* out, rocksdb::Logger* /*logger*/) const override {
    std::vector<std::string_view> parts;
    parts.reserve(operands.size());
    for (const rocksdb::Slice& operand : operands) parts.push_back(operand.ToStringView());
    return join_(parts, *out);
  }

 private:
  const char* name_;
  Join join_;
};

}  // namespace

std::shared_ptr<rocksdb::MergeOperator> AddOperator() {
  return std::make_shared<JoinOperator>("sholu.add.1", Add);
}

std::shared_ptr<rocksdb::MergeOperator> PostingsOperator() {
  return std::make_shared<JoinOperator>("sholu.postings.2", JoinBlocks);
}

}  // namespace store
