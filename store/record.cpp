#include "store/record.h"

#include <bit>

#include "store/codec.h"

namespace store {
namespace {

constexpr std::size_t kSha256Bytes = 32;

// Identities of version 1, of format 3, have a fingerprint over the lexicon version, too, so that
// none that is made now equals them.
constexpr std::uint8_t kIdentityVersion = 2;

// A header of version 2 is what is left of an erased document.
constexpr std::uint8_t kErasedVersion = 2;

// Bits of a header's flag byte.
enum HeaderFlag : std::uint8_t { kCorruption = 1, kCountable = 2, kSpecial = 4, kOpen = 8 };

template <typename Enum>
Enum ReadEnum(Reader& reader, Enum first, Enum last) {
  const std::uint8_t value = reader.Byte();
  if (value < static_cast<std::uint8_t>(first) || value > static_cast<std::uint8_t>(last)) {
    reader.Fail();
    return first;
  }
  return static_cast<Enum>(value);
}

core::SourceType ReadSourceType(Reader& reader) {
  return ReadEnum(reader, core::SourceType::kStatistics, core::SourceType::kOther);
}

core::Language ReadLanguage(Reader& reader) {
  return ReadEnum(reader, core::Language::kUnknown, core::Language::kFa);
}

core::Context ReadContext(Reader& reader) {
  return ReadEnum(reader, core::Context::kNone, core::Context::kForeign);
}

core::TagKind ReadTagKind(Reader& reader) {
  return ReadEnum(reader, core::TagKind::kSphere, core::TagKind::kMark);
}

core::Role ReadRole(Reader& reader) {
  return ReadEnum(reader, core::Role::kNone, core::Role::kNamed);
}

bool ReadBool(Reader& reader) {
  return ReadEnum<std::uint8_t>(reader, 0, 1) == 1;
}

template <typename Enum>
void AppendEnum(std::string& out, Enum value) {
  out.push_back(static_cast<char>(value));
}

void AppendInstant(std::string& out, core::Instant instant) {
  AppendZigzag(out, instant.time_since_epoch().count());
}

core::Instant ReadInstant(Reader& reader) {
  return core::Instant(std::chrono::seconds(reader.Zigzag()));
}

void AppendTime(std::string& out, const std::optional<core::WrittenTime>& time) {
  out.push_back(time ? '\1' : '\0');
  if (!time) return;
  AppendInstant(out, time->instant);
  AppendZigzag(out, time->offset.count());
  out.push_back(time->has_time ? '\1' : '\0');
}

std::optional<core::WrittenTime> ReadTime(Reader& reader) {
  if (!ReadBool(reader)) return std::nullopt;
  core::WrittenTime time;
  time.instant = ReadInstant(reader);
  time.offset = std::chrono::minutes(reader.Zigzag());
  time.has_time = ReadBool(reader);
  return time;
}

void AppendEvidence(std::string& out, const std::vector<core::Evidence>& evidence) {
  AppendVarint(out, evidence.size());
  for (const core::Evidence& each : evidence) {
    AppendString(out, each.rule);
    AppendVarint(out, each.rule_version);
    AppendEnum(out, each.field);
    AppendVarint(out, each.begin);
    AppendVarint(out, each.end);
  }
}

void ReadEvidence(Reader& reader, std::vector<core::Evidence>& evidence) {
  evidence.resize(reader.Count(5));
  for (core::Evidence& each : evidence) {
    each.rule = reader.String();
    each.rule_version = reader.Varint32();
    each.field = ReadEnum(reader, core::Field::kTitle, core::Field::kAddressee);
    each.begin = reader.Varint32();
    each.end = reader.Varint32();
  }
}

void AppendClassification(std::string& out, const core::Classification& classification) {
  AppendEnum(out, classification.language);
  out.push_back(classification.corruption ? '\1' : '\0');
  out.push_back(classification.countable ? '\1' : '\0');
  AppendEnum(out, classification.context);
  AppendVarint(out, classification.tags.size());
  for (const core::Tag& tag : classification.tags) {
    AppendEnum(out, tag.kind);
    AppendEnum(out, tag.role);
    out.push_back(tag.special ? '\1' : '\0');
    AppendFixed(out, std::bit_cast<std::uint32_t>(tag.score));
    AppendString(out, tag.id);
    AppendEvidence(out, tag.evidence);
  }
  AppendEvidence(out, classification.evidence);
  AppendString(out, classification.lexicon_version);
}

void ReadClassification(Reader& reader, core::Classification& classification) {
  classification.language = ReadLanguage(reader);
  classification.corruption = ReadBool(reader);
  classification.countable = ReadBool(reader);
  classification.context = ReadContext(reader);
  classification.tags.resize(reader.Count(9));
  for (core::Tag& tag : classification.tags) {
    tag.kind = ReadTagKind(reader);
    tag.role = ReadRole(reader);
    tag.special = ReadBool(reader);
    tag.score = std::bit_cast<float>(reader.Fixed<std::uint32_t>());
    tag.id = reader.String();
    ReadEvidence(reader, tag.evidence);
  }
  ReadEvidence(reader, classification.evidence);
  classification.lexicon_version = reader.String();
}

void AppendDocument(std::string& out, const core::Document& document) {
  AppendEnum(out, document.key.source_type);
  AppendString(out, document.key.source);
  AppendString(out, document.key.address);
  AppendString(out, document.url);
  AppendString(out, document.kind);
  AppendString(out, document.title);
  AppendString(out, document.text);
  AppendVarint(out, document.authors.size());
  for (const std::string& author : document.authors) AppendString(out, author);
  AppendString(out, document.site);
  AppendString(out, document.language);
  AppendString(out, document.region);
  AppendString(out, document.addressee);
  AppendTime(out, document.published);
  AppendTime(out, document.modified);
  AppendInstant(out, document.received);
  out.push_back(document.open ? '\1' : '\0');
  AppendString(out, document.archive.file);
  AppendVarint(out, document.archive.offset);
  AppendVarint(out, document.archive.length);
  AppendString(out, document.archive.sha256);
}

void ReadDocument(Reader& reader, core::Document& document) {
  document.key.source_type = ReadSourceType(reader);
  document.key.source = reader.String();
  document.key.address = reader.String();
  document.url = reader.String();
  document.kind = reader.String();
  document.title = reader.String();
  document.text = reader.String();
  document.authors.resize(reader.Count(1));
  for (std::string& author : document.authors) author = reader.String();
  document.site = reader.String();
  document.language = reader.String();
  document.region = reader.String();
  document.addressee = reader.String();
  document.published = ReadTime(reader);
  document.modified = ReadTime(reader);
  document.received = ReadInstant(reader);
  document.open = ReadBool(reader);
  document.archive.file = reader.String();
  document.archive.offset = reader.Varint();
  document.archive.length = reader.Varint();
  document.archive.sha256 = reader.String();
}

// Begins reading a record of the one version there is.
Reader Begin(std::string_view bytes) {
  Reader reader(bytes);
  if (reader.Byte() != kRecordVersion) reader.Fail();
  return reader;
}

bool Complete(const Reader& reader) {
  return reader.ok() && reader.done();
}

}  // namespace

void Encode(const HeaderRecord& record, std::string& out) {
  const Header& header = record.header;
  out.push_back(static_cast<char>(record.erased != 0 ? kErasedVersion : kRecordVersion));
  AppendVarint(out, header.added);
  AppendVarint(out, header.removed);
  if (record.erased != 0) {
    AppendVarint(out, record.erased);
    return;
  }
  AppendVarint(out, header.group);
  AppendVarint(out, header.version);
  AppendEnum(out, header.source_type);
  AppendEnum(out, header.language);
  AppendEnum(out, header.context);
  out.push_back(static_cast<char>((header.corruption ? kCorruption : 0) |
                                  (header.countable ? kCountable : 0) |
                                  (header.special ? kSpecial : 0) | (header.open ? kOpen : 0)));
  AppendInstant(out, header.counted_at);
  AppendVarint(out, header.text_bytes);
  AppendVarint(out, record.terms);
  AppendString(out, header.source);
  AppendVarint(out, header.tags.size());
  for (const TagSummary& tag : header.tags) {
    AppendEnum(out, tag.kind);
    AppendEnum(out, tag.role);
    AppendString(out, tag.id);
  }
}

std::string Encode(const DocumentRecord& record) {
  std::string out;
  out.reserve(256 + record.document.title.size() + record.document.text.size());
  out.push_back(static_cast<char>(kRecordVersion));
  out.append(record.text_sha256);
  AppendDocument(out, record.document);
  AppendClassification(out, record.classification);
  return out;
}

std::string Encode(const Identity& identity) {
  std::string out(1, static_cast<char>(kIdentityVersion));
  AppendFixed(out, identity.number);
  AppendVarint(out, identity.version);
  out.append(identity.fingerprint);
  AppendString(out, identity.lexicon_version);
  return out;
}

std::string Encode(const core::Classification& classification) {
  std::string out(1, static_cast<char>(kRecordVersion));
  AppendClassification(out, classification);
  return out;
}

std::string Encode(const TaggingRecord& record) {
  std::string out(1, static_cast<char>(kRecordVersion));
  AppendString(out, record.lexicon_version);
  AppendVarint(out, record.commit);
  AppendVarint(out, record.documents);
  return out;
}

std::string Encode(const Label& label) {
  std::string out(1, static_cast<char>(kRecordVersion));
  AppendVarint(out, label.added);
  AppendVarint(out, label.removed);
  AppendInstant(out, label.at);
  for (const std::string* text : {&label.name, &label.value, &label.by}) AppendString(out, *text);
  return out;
}

std::string Encode(const Merge& merge) {
  std::string out(1, static_cast<char>(kRecordVersion));
  AppendVarint(out, merge.added);
  AppendVarint(out, merge.removed);
  AppendInstant(out, merge.at);
  AppendVarint(out, merge.a);
  AppendVarint(out, merge.b);
  AppendString(out, merge.by);
  return out;
}

std::string Encode(const Erasure& erasure) {
  std::string out(1, static_cast<char>(kRecordVersion));
  AppendVarint(out, erasure.commit);
  out.append(erasure.key_sha256);
  AppendEnum(out, erasure.source_type);
  AppendInstant(out, erasure.at);
  AppendString(out, erasure.by);
  AppendString(out, erasure.reason);
  AppendVarint(out, erasure.versions.size());
  for (const DocumentNumber version : erasure.versions) AppendVarint(out, version);
  AppendVarint(out, erasure.archived.size());
  for (const core::ArchiveRef& record : erasure.archived) {
    AppendString(out, record.file);
    AppendVarint(out, record.offset);
    AppendVarint(out, record.length);
  }
  out.push_back(erasure.purged ? '\1' : '\0');
  return out;
}

bool Decode(std::string_view bytes, DocumentNumber number, HeaderRecord& record) {
  Reader reader(bytes);
  const std::uint8_t version = reader.Byte();
  if (version != kRecordVersion && version != kErasedVersion) return false;
  Header& header = record.header;
  header.number = number;
  header.added = reader.Varint();
  header.removed = reader.Varint();
  record.erased = 0;
  if (version == kErasedVersion) {
    record.erased = reader.Varint();
    return Complete(reader) && record.erased != 0;
  }
  header.group = reader.Varint32();
  header.version = reader.Varint32();
  header.source_type = ReadSourceType(reader);
  header.language = ReadLanguage(reader);
  header.context = ReadContext(reader);
  const std::uint8_t flags = reader.Byte();
  header.corruption = flags & kCorruption;
  header.countable = flags & kCountable;
  header.special = flags & kSpecial;
  header.open = flags & kOpen;
  header.counted_at = ReadInstant(reader);
  header.text_bytes = reader.Varint32();
  record.terms = reader.Varint32();
  header.source = reader.String();
  header.tags.resize(reader.Count(3));
  for (TagSummary& tag : header.tags) {
    tag.kind = ReadTagKind(reader);
    tag.role = ReadRole(reader);
    tag.id = reader.String();
  }
  return Complete(reader);
}

bool Decode(std::string_view bytes, DocumentRecord& record) {
  Reader reader = Begin(bytes);
  record.text_sha256 = reader.Bytes(kSha256Bytes);
  ReadDocument(reader, record.document);
  ReadClassification(reader, record.classification);
  return Complete(reader);
}

std::optional<DocumentRecord> DecodeDocument(std::string_view bytes) {
  DocumentRecord record;
  if (!Decode(bytes, record)) return std::nullopt;
  return record;
}

std::optional<Identity> DecodeIdentity(std::string_view bytes) {
  Reader reader(bytes);
  const std::uint8_t version = reader.Byte();
  if (version != kRecordVersion && version != kIdentityVersion) return std::nullopt;
  Identity identity;
  identity.number = reader.Fixed<std::uint32_t>();
  identity.version = reader.Varint32();
  identity.fingerprint = reader.Bytes(kSha256Bytes);
  if (version == kIdentityVersion) identity.lexicon_version = reader.String();
  if (!Complete(reader)) return std::nullopt;
  return identity;
}

std::optional<core::Classification> DecodeClassification(std::string_view bytes) {
  Reader reader = Begin(bytes);
  core::Classification classification;
  ReadClassification(reader, classification);
  if (!Complete(reader)) return std::nullopt;
  return classification;
}

std::optional<TaggingRecord> DecodeTagging(std::string_view bytes) {
  Reader reader = Begin(bytes);
  TaggingRecord record;
  record.lexicon_version = reader.String();
  record.commit = reader.Varint();
  record.documents = reader.Varint32();
  if (!Complete(reader)) return std::nullopt;
  return record;
}

std::optional<Label> DecodeLabel(std::string_view bytes) {
  Reader reader = Begin(bytes);
  Label label;
  label.added = reader.Varint();
  label.removed = reader.Varint();
  label.at = ReadInstant(reader);
  for (std::string* text : {&label.name, &label.value, &label.by}) *text = reader.String();
  if (!Complete(reader)) return std::nullopt;
  return label;
}

std::optional<Merge> DecodeMerge(std::string_view bytes) {
  Reader reader = Begin(bytes);
  Merge merge;
  merge.added = reader.Varint();
  merge.removed = reader.Varint();
  merge.at = ReadInstant(reader);
  merge.a = reader.Varint32();
  merge.b = reader.Varint32();
  merge.by = reader.String();
  if (!Complete(reader)) return std::nullopt;
  return merge;
}

std::optional<Erasure> DecodeErasure(std::string_view bytes) {
  Reader reader = Begin(bytes);
  Erasure erasure;
  erasure.commit = reader.Varint();
  erasure.key_sha256 = reader.Bytes(kSha256Bytes);
  erasure.source_type = ReadSourceType(reader);
  erasure.at = ReadInstant(reader);
  erasure.by = reader.String();
  erasure.reason = reader.String();
  erasure.versions.resize(reader.Count(1));
  for (DocumentNumber& version : erasure.versions) version = reader.Varint32();
  erasure.archived.resize(reader.Count(3));
  for (core::ArchiveRef& record : erasure.archived) {
    record.file = reader.String();
    record.offset = reader.Varint();
    record.length = reader.Varint();
  }
  erasure.purged = ReadBool(reader);
  if (!Complete(reader)) return std::nullopt;
  return erasure;
}

}  // namespace store
