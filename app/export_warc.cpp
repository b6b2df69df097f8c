#include <map>
#include <stdexcept>
#include <unordered_set>
#include <utility>

#include "app/export_writer.h"
#include "crawler/archive.h"
#include "crawler/warc.h"

namespace app {
namespace {

constexpr std::size_t kMostProblems = 20;
constexpr unsigned kOffsetBits = 40;  // an archive file ends soon after 1 GiB

class WarcWriter : public ExportWriter {
 public:
  WarcWriter(std::unique_ptr<OutputFile> output, std::filesystem::path archive)
      : output_(std::move(output)), archive_(std::move(archive)) {}

  core::Expected<bool> Begin(const std::string& name, core::Instant now) {
    return output_->Write(crawler::BuildWarcInfo(name, now));
  }
  core::Expected<bool> Add(const ExportedDocument& exported) override {
    const core::ArchiveRef& ref = exported.stored.document.archive;
    if (exported.stored.header.source_type == core::SourceType::kAppeal) {
      throw std::logic_error("the bytes of an appeal are not masked");
    }
    if (ref.file.empty()) {
      ++without_;
      return true;
    }
    if (!IsNew(ref)) {
      ++shared_;
      return true;
    }
    const auto record = crawler::ReadArchivedRecord(archive_, ref);
    if (!record && crawler::WasErased(archive_, ref)) {
      ++erased_;
      return true;
    }
    if (!record) {
      ++damaged_;
      if (problems_.size() < kMostProblems) problems_.push_back(record.error().message);
      return true;
    }
    ++records_;
    return output_->Write(*record);
  }
  core::Expected<bool> Finish() override { return output_->Finish(); }
  std::vector<ExportNote> notes() const override {
    return {{"records", "records copied", records_},
            {"shared_records", "documents whose record was copied for another one", shared_},
            {"without_record", "documents without an archived record", without_},
            {"erased_records", "records erased with another document of their file", erased_},
            {"damaged_records", "damaged records left out", damaged_}};
  }
  std::vector<std::string> problems() const override { return problems_; }

 private:
  // Whether the record was not met yet: all rows of an imported table share one.
  bool IsNew(const core::ArchiveRef& ref) {
    const auto [file, added] = files_.try_emplace(ref.file, files_.size());
    return copied_.insert(file->second << kOffsetBits | ref.offset).second;
  }

  std::unique_ptr<OutputFile> output_;
  std::filesystem::path archive_;
  std::map<std::string, std::uint64_t> files_;
  std::unordered_set<std::uint64_t> copied_;
  std::uint64_t records_ = 0, shared_ = 0, without_ = 0, erased_ = 0, damaged_ = 0;
  std::vector<std::string> problems_;
};

}  // namespace

core::Expected<std::unique_ptr<ExportWriter>> MakeWarcWriter(std::unique_ptr<OutputFile> output,
                                                             const std::string& name,
                                                             std::filesystem::path archive,
                                                             core::Instant now) {
  auto writer = std::make_unique<WarcWriter>(std::move(output), std::move(archive));
  if (const auto begun = writer->Begin(name, now); !begun) return begun.error();
  return std::unique_ptr<ExportWriter>(std::move(writer));
}

}  // namespace app
