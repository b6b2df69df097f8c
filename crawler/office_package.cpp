#include "crawler/office_package.h"

#include <fmt/format.h>

#include <utility>

#include "core/printable.h"
#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxRelationshipsBytes = 16u << 20;

// What `target` means to a part in `folder` (RFC 3986, 5.2.4, for paths alone).
std::string Resolve(std::string_view folder, std::string_view target) {
  std::string path = target.substr(0, 1) == "/" ? std::string() : std::string(folder);
  for (std::size_t at = 0; at <= target.size();) {
    const std::size_t end = std::min(target.find_first_of("/\\", at), target.size());
    const std::string_view segment = target.substr(at, end - at);
    at = end + 1;
    if (segment == "..") {
      const std::size_t slash = path.rfind('/');
      path.resize(slash == std::string::npos ? 0 : slash);
    } else if (!segment.empty() && segment != ".") {
      if (!path.empty()) path += '/';
      path += segment;
    }
  }
  return path;
}

std::string_view FolderOf(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash);
}

class RelationshipsReader : public XmlHandler {
 public:
  explicit RelationshipsReader(std::string_view folder) : folder_(folder) {}

  void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) override {
    if (LocalName(name) != "Relationship") return;
    Relationship found;
    found.id = AttributeOf(attributes, "Id");
    const std::string_view type = AttributeOf(attributes, "Type");
    found.type = type.substr(type.rfind('/') + 1);
    found.external = EqualsIgnoreCase(AttributeOf(attributes, "TargetMode"), "external");
    const std::string_view target = AttributeOf(attributes, "Target");
    found.target = found.external ? std::string(target) : Resolve(folder_, target);
    relationships.push_back(std::move(found));
  }
  void OnEnd(std::string_view) override {}
  void OnText(std::string_view) override {}

  std::vector<Relationship> relationships;

 private:
  std::string_view folder_;
};

}  // namespace

core::Expected<OfficePackage> OfficePackage::Open(const std::filesystem::path& path) {
  auto zip = ZipFile::Open(path);
  if (!zip) return zip.error();
  OfficePackage package(path, *std::move(zip));
  const auto relationships = package.RelationshipsOf("");
  if (!relationships) return relationships.error();
  for (const Relationship& relationship : *relationships) {
    if (relationship.type == "officeDocument" && !relationship.external) {
      package.main_part_ = relationship.target;
      return package;
    }
  }
  for (const std::string_view usual : {"xl/workbook.xml", "word/document.xml"}) {
    if (package.zip_.Has(usual)) package.main_part_ = usual;
  }
  return package;
}

core::Expected<std::vector<Relationship>> OfficePackage::RelationshipsOf(
    std::string_view part) const {
  const std::string_view folder = FolderOf(part);
  const std::string name = fmt::format("{}{}_rels/{}.rels", folder, folder.empty() ? "" : "/",
                                       part.substr(folder.empty() ? 0 : folder.size() + 1));
  RelationshipsReader reader(folder);
  if (zip_.Has(name)) {
    const auto read = ReadXml(name, kMaxRelationshipsBytes, reader);
    if (!read) return read.error();
  }
  return std::move(reader.relationships);
}

core::Expected<bool> OfficePackage::ReadXml(std::string_view part, std::uint64_t max_bytes,
                                            XmlHandler& handler) const {
  PartReader::Options options;
  options.max_bytes = max_bytes;
  auto reader = PartReader::Open(*this, part, handler, std::move(options));
  if (!reader) return reader.error();
  return (*reader)->Read();
}

core::Error OfficePackage::Fail(std::string_view part, std::string_view why) const {
  return {fmt::format("{}: {}: {}", path_.string(), core::Printable(part), why)};
}

core::Expected<std::unique_ptr<PartReader>> PartReader::Open(const OfficePackage& package,
                                                             std::string_view part,
                                                             XmlHandler& handler, Options options) {
  auto member = package.zip().Member(part);
  if (!member) return member.error();
  return std::unique_ptr<PartReader>(
      new PartReader(package, part, std::move(*member), handler, std::move(options)));
}

PartReader::PartReader(const OfficePackage& package, std::string_view part,
                       std::unique_ptr<ZipMember> member, XmlHandler& handler, Options options)
    : package_(package),
      part_(part),
      member_(std::move(member)),
      options_(std::move(options)),
      stream_(handler, options_.xml) {}

core::Expected<bool> PartReader::Read() {
  for (;;) {
    core::Expected<bool> read = false;
    if (std::exchange(paused_, false)) {
      read = stream_.Resume();
    } else {
      if (ended_) return false;
      block_.clear();
      const auto more = member_->Read(block_);
      if (!more) return more.error();
      bytes_ += block_.size();
      if (bytes_ > options_.max_bytes) {
        return package_.Fail(
            part_, fmt::format("larger than {} MB, which is the limit", options_.max_bytes >> 20));
      }
      if (options_.progress) options_.progress(member_->packed_bytes_read());
      ended_ = !*more;
      read = stream_.Read(block_, ended_);
    }
    if (!read) return package_.Fail(part_, read.error().message);
    paused_ = !*read;
    if (paused_) return true;
  }
}

std::string_view AttributeOf(const std::vector<XmlAttribute>& attributes, std::string_view name) {
  for (const XmlAttribute& attribute : attributes) {
    if (LocalName(attribute.name) == name) return attribute.value;
  }
  return {};
}

bool FlagOf(const std::vector<XmlAttribute>& attributes, std::string_view name, bool absent) {
  const std::string_view value = AttributeOf(attributes, name);
  return value.empty() ? absent : value == "1" || value == "true" || value == "on";
}

}  // namespace crawler
