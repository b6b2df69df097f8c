// Office documents as packages of parts that name each other (ECMA-376 part 2), transitional and
// strict.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/expected.h"
#include "crawler/xml_stream.h"
#include "crawler/zip_file.h"

namespace crawler {

// What a part says of another one.
struct Relationship {
  std::string id;
  std::string type;    // last segment of its URI: "worksheet", "sharedStrings", ...
  std::string target;  // name of a part, or an address outside
  bool external = false;
};

class OfficePackage {
 public:
  // An error if the file is no package or damaged.
  static core::Expected<OfficePackage> Open(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }
  const ZipFile& zip() const { return zip_; }
  // The workbook or document; empty if the package names none and none has the usual name.
  const std::string& main_part() const { return main_part_; }
  // In the order of the file; empty if `part` says nothing of others.
  core::Expected<std::vector<Relationship>> RelationshipsOf(std::string_view part) const;

  // Reads a whole part of at most `max_bytes` into `handler`, which does not pause. An error names
  // file and part.
  core::Expected<bool> ReadXml(std::string_view part, std::uint64_t max_bytes,
                               XmlHandler& handler) const;
  // "file.xlsx: xl/workbook.xml: why".
  core::Error Fail(std::string_view part, std::string_view why) const;

 private:
  OfficePackage(std::filesystem::path path, ZipFile zip)
      : path_(std::move(path)), zip_(std::move(zip)) {}

  std::filesystem::path path_;
  ZipFile zip_;
  std::string main_part_;
};

// A part as XML events, block by block. Not thread-safe.
class PartReader {
 public:
  struct Options {
    XmlStream::Options xml;
    std::uint64_t max_bytes = std::uint64_t{4} << 30;  // inflated
    std::function<void(std::uint64_t packed_bytes_read)> progress;
  };

  // An error if there is no such part. `package` and `handler` must outlive the reader.
  static core::Expected<std::unique_ptr<PartReader>> Open(const OfficePackage& package,
                                                          std::string_view part,
                                                          XmlHandler& handler, Options options);

  // Feeds the handler until it pauses: true, or to the end of the part: false. An error names file
  // and part.
  core::Expected<bool> Read();
  // For handlers: see XmlStream::Pause.
  void Pause() { stream_.Pause(); }

 private:
  PartReader(const OfficePackage& package, std::string_view part, std::unique_ptr<ZipMember> member,
             XmlHandler& handler, Options options);

  const OfficePackage& package_;
  std::string part_;
  std::unique_ptr<ZipMember> member_;
  Options options_;
  XmlStream stream_;
  std::string block_;
  std::uint64_t bytes_ = 0;  // inflated, so far
  bool paused_ = false, ended_ = false;
};

// The value of an attribute, by its name without prefix; empty if there is none.
std::string_view AttributeOf(const std::vector<XmlAttribute>& attributes, std::string_view name);
// "1", "true" and "on" (ST_OnOff); `absent` without the attribute.
bool FlagOf(const std::vector<XmlAttribute>& attributes, std::string_view name, bool absent);

}  // namespace crawler
