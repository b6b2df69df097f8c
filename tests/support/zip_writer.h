// Zip files for tests, written byte by byte so that any field can be wrong.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fixture {

class ZipWriter {
 public:
  enum class Method { kStored = 0, kDeflated = 8 };

  struct Member {
    std::string name;
    std::string packed;
    std::uint32_t crc = 0;
    std::uint64_t size = 0;  // inflated
    Method method = Method::kDeflated;
    bool encrypted = false;
    std::size_t offset = 0;  // of its local header, set by Finish
  };

  ZipWriter& Add(std::string name, std::string_view bytes, Method method = Method::kDeflated) {
    Member member;
    member.name = std::move(name);
    member.size = bytes.size();
    member.crc = static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
    member.method = method;
    member.packed = method == Method::kStored ? std::string(bytes) : Deflate({bytes});
    members_.push_back(std::move(member));
    return *this;
  }

  // A member of `times` repetitions of `chunk`, which are never in memory at once.
  ZipWriter& AddRepeated(std::string name, std::string_view begin, std::string_view chunk,
                         std::size_t times, std::string_view end) {
    Member member;
    member.name = std::move(name);
    std::vector<std::string_view> pieces = {begin};
    pieces.insert(pieces.end(), times, chunk);
    pieces.push_back(end);
    uLong crc = 0;
    for (const std::string_view piece : pieces) {
      crc = crc32_z(crc, reinterpret_cast<const Bytef*>(piece.data()), piece.size());
      member.size += piece.size();
    }
    member.crc = static_cast<std::uint32_t>(crc);
    member.packed = Deflate(pieces);
    members_.push_back(std::move(member));
    return *this;
  }

  Member& last() { return members_.back(); }

  std::string Finish() {
    std::string bytes;
    for (Member& member : members_) {
      member.offset = bytes.size();
      Put(bytes, 0x04034b50, 4);
      Put(bytes, 20, 2);
      PutCommon(bytes, member);
      Put(bytes, 0, 2);  // length of the extra field
      bytes += member.name;
      bytes += member.packed;
    }
    const std::size_t directory = bytes.size();
    for (const Member& member : members_) {
      Put(bytes, 0x02014b50, 4);
      Put(bytes, 20, 2);  // made by
      Put(bytes, 20, 2);  // needed to extract
      PutCommon(bytes, member);
      Put(bytes, 0, 2);  // lengths of extra field and comment, disk, attributes
      Put(bytes, 0, 2);
      Put(bytes, 0, 2);
      Put(bytes, 0, 2);
      Put(bytes, 0, 4);
      Put(bytes, member.offset, 4);
      bytes += member.name;
    }
    const std::size_t end = bytes.size();
    Put(bytes, 0x06054b50, 4);
    Put(bytes, 0, 4);
    Put(bytes, members_.size(), 2);
    Put(bytes, members_.size(), 2);
    Put(bytes, end - directory, 4);
    Put(bytes, directory, 4);
    Put(bytes, 0, 2);
    return bytes;
  }

 private:
  static std::string Deflate(const std::vector<std::string_view>& pieces) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    std::string packed, block(1 << 16, '\0');
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(pieces[i].data()));
      stream.avail_in = static_cast<uInt>(pieces[i].size());
      do {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = static_cast<uInt>(block.size());
        deflate(&stream, i + 1 == pieces.size() ? Z_FINISH : Z_NO_FLUSH);
        packed.append(block, 0, block.size() - stream.avail_out);
      } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return packed;
  }

  // What the local header and the directory have in common.
  static void PutCommon(std::string& bytes, const Member& member) {
    Put(bytes, member.encrypted ? 1 : 0, 2);
    Put(bytes, static_cast<std::uint64_t>(member.method), 2);
    Put(bytes, 0, 2);                        // time
    Put(bytes, (2026 - 1980) << 9 | 33, 2);  // date
    Put(bytes, member.crc, 4);
    Put(bytes, member.packed.size(), 4);
    Put(bytes, member.size, 4);
    Put(bytes, member.name.size(), 2);
  }

  static void Put(std::string& bytes, std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> 8 * i & 0xFF);
  }

  std::vector<Member> members_;
};

// A zip file of parts with their names.
inline std::string Pack(const std::vector<std::pair<std::string, std::string>>& parts,
                        ZipWriter::Method method = ZipWriter::Method::kDeflated) {
  ZipWriter zip;
  for (const auto& [name, bytes] : parts) zip.Add(name, bytes, method);
  return zip.Finish();
}

}  // namespace fixture
