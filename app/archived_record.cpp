#include "app/archived_record.h"

#include <fstream>
#include <string>
#include <utility>

#include "crawler/warc.h"

namespace app {

bool WasErased(const std::filesystem::path& archive, const core::ArchiveRef& ref) {
  constexpr std::size_t kMaxUnpacked = 1u << 20;  // it says that it was erased, and nothing else
  if (ref.length > crawler::kMaxRecordBytes) return false;
  std::ifstream file(archive / ref.file, std::ios::binary);
  std::string member(static_cast<std::size_t>(ref.length), '\0');
  file.seekg(static_cast<std::streamoff>(ref.offset));
  if (!file.read(member.data(), static_cast<std::streamsize>(member.size()))) return false;
  auto unpacked = crawler::UnpackMember(member, kMaxUnpacked);
  if (!unpacked || unpacked->bytes != member.size()) return false;
  const auto record = crawler::ParseWarcRecord(std::move(unpacked->text));
  return record && record->type == "metadata";
}

}  // namespace app
