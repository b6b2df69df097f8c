#include "store/columns.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "store/prepared.h"

namespace store {
namespace {

std::size_t Mixed(std::size_t hash, std::size_t more) {
  return hash ^ (more * 0x9E37'79B9'7F4A'7C15u + (hash << 6) + (hash >> 2));
}

// Those that a classification decides.
constexpr std::uint8_t kJudged =
    ColumnSegment::kCorruption | ColumnSegment::kCountable | ColumnSegment::kSpecial;

std::uint8_t JudgedFlags(const Header& header) {
  return static_cast<std::uint8_t>((header.corruption ? ColumnSegment::kCorruption : 0) |
                                   (header.countable ? ColumnSegment::kCountable : 0) |
                                   (header.special ? ColumnSegment::kSpecial : 0));
}

bool Matches(const TagSummary& wanted, const TagSummary& tag) {
  return tag.kind == wanted.kind && tag.id == wanted.id &&
         (wanted.role == core::Role::kNone || tag.role == wanted.role);
}

std::int64_t SecondsOf(core::Instant instant) {
  return instant.time_since_epoch().count();
}

}  // namespace

std::size_t HashOfValue::operator()(const SourceName& source) const {
  return Mixed(std::hash<std::string>()(source.id), static_cast<std::size_t>(source.type));
}

std::size_t HashOfValue::operator()(const TagSummary& tag) const {
  return Mixed(std::hash<std::string>()(tag.id),
               static_cast<std::size_t>(tag.kind) << 8 | static_cast<std::size_t>(tag.role));
}

void Columns::Add(const HeaderRecord& record) {
  const Header& header = record.header;
  const std::uint32_t at = header.number >> kSegmentBits;
  const std::uint32_t row = header.number & 0xffffu;
  if (at >= segments_.size()) segments_.resize(at + 1);
  ColumnSegment& segment = segments_[at];
  const std::uint32_t rows = row + 1;  // those that are missing are not there
  segment.flags.resize(rows);
  segment.language.resize(rows);
  segment.context.resize(rows);
  segment.length.resize(rows);
  segment.text_bytes.resize(rows);
  segment.version.resize(rows);
  segment.source.resize(rows);
  segment.group.resize(rows);
  segment.time.resize(rows);
  segment.added.resize(rows);
  segment.tags_begin.resize(rows);
  segment.tags_count.resize(rows);
  segment.added[row] = header.added;
  last_ = header.number;
  last_commit_ = std::max({last_commit_, header.added, header.removed, record.erased});
  if (record.erased != 0) {
    erased_.emplace_back(header.added, header.removed);
    return;
  }
  segment.flags[row] =
      static_cast<std::uint8_t>(ColumnSegment::kThere | (header.open ? ColumnSegment::kOpen : 0) |
                                (header.removed != 0 ? ColumnSegment::kRemoved : 0));
  SetTags(segment, row, header);
  segment.length[row] = record.terms;
  segment.text_bytes[row] = header.text_bytes;
  segment.version[row] = header.version;
  segment.source[row] = sources_.IdOf({header.source_type, header.source});
  segment.group[row] = header.group;
  segment.time[row] = SecondsOf(header.counted_at);
  ++segment.documents;
  segment.tokens += record.terms;
  if (header.removed != 0) removed_[header.number] = header.removed;
}

void Columns::SetTags(ColumnSegment& segment, std::uint32_t row, const Header& header) {
  segment.flags[row] =
      static_cast<std::uint8_t>((segment.flags[row] & ~kJudged) | JudgedFlags(header));
  segment.language[row] = static_cast<std::uint8_t>(header.language);
  segment.context[row] = static_cast<std::uint8_t>(header.context);
  segment.tags_begin[row] = static_cast<std::uint32_t>(segment.tags.size());
  segment.tags_count[row] = static_cast<std::uint16_t>(header.tags.size());
  for (const TagSummary& tag : header.tags) segment.tags.push_back(tags_.IdOf(tag));
}

void Columns::Retag(DocumentNumber number, const core::Classification& classification) {
  if (!Has(number)) return;  // it is behind what was read, or erased
  Header header;
  Summarize(classification, header);
  SetTags(segments_[number >> kSegmentBits], number & 0xffffu, header);
}

Header Columns::HeaderOf(DocumentNumber number, const GroupMap& groups) const {
  const ColumnSegment& segment = segments_[number >> kSegmentBits];
  const std::uint32_t row = number & 0xffffu;
  const auto has = [&](ColumnSegment::Flag flag) { return (segment.flags[row] & flag) != 0; };
  Header header;
  header.number = number;
  header.group = groups.Of(segment.group[row]);
  header.added = segment.added[row];
  if (has(ColumnSegment::kRemoved)) header.removed = removed_.at(number);
  header.version = segment.version[row];
  const SourceName& source = sources_[segment.source[row]];
  header.source_type = source.type;
  header.source = source.id;
  header.counted_at = core::Instant(core::Instant::duration(segment.time[row]));
  header.language = static_cast<core::Language>(segment.language[row]);
  header.context = static_cast<core::Context>(segment.context[row]);
  header.corruption = has(ColumnSegment::kCorruption);
  header.countable = has(ColumnSegment::kCountable);
  header.special = has(ColumnSegment::kSpecial);
  header.open = has(ColumnSegment::kOpen);
  header.text_bytes = segment.text_bytes[row];
  const auto [first, end] = segment.tags_of(row);
  header.tags.reserve(segment.tags_count[row]);
  for (const std::uint32_t* tag = first; tag != end; ++tag) header.tags.push_back(tags_[*tag]);
  return header;
}

void Columns::Remove(DocumentNumber number, Commit commit) {
  segments_[number >> kSegmentBits].flags[number & 0xffffu] |= ColumnSegment::kRemoved;
  removed_[number] = commit;
  last_commit_ = std::max(last_commit_, commit);
}

DocumentNumber Columns::LastAt(Commit commit) const {
  // Numbers grow with commits, and those that are missing come before all others.
  DocumentNumber low = 0, high = last_;
  while (low < high) {
    const DocumentNumber middle = high - (high - low) / 2;
    const ColumnSegment& segment = segments_[middle >> kSegmentBits];
    const bool is_there = (middle & 0xffffu) < segment.rows();
    if (!is_there || segment.added[middle & 0xffffu] <= commit) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

DocumentNumber Columns::LatestOf(DocumentNumber number, std::optional<Commit> at) const {
  // What superseded a version was added by the very commit that removed it.
  for (auto gone = removed_.find(number); gone != removed_.end() && (!at || gone->second <= *at);
       gone = removed_.find(number)) {
    number = LastAt(gone->second);
  }
  return number;
}

std::vector<DocumentNumber> Columns::VersionsOf(DocumentNumber latest) const {
  std::vector<DocumentNumber> versions;
  for (const auto& [number, commit] : removed_) {
    if (LatestOf(number, {}) == latest) versions.push_back(number);
  }
  versions.push_back(latest);
  std::sort(versions.begin(), versions.end());
  return versions;
}

std::uint64_t Columns::ErasedSince(std::optional<Commit> at) const {
  if (!at) return 0;
  return static_cast<std::uint64_t>(
      std::count_if(erased_.begin(), erased_.end(),
                    [at](const auto& lived) { return lived.first <= *at && *at < lived.second; }));
}

std::vector<std::pair<DocumentNumber, Label>> Columns::LabelsOf(DocumentNumber number,
                                                                std::optional<Commit> at) const {
  std::vector<std::pair<DocumentNumber, Label>> found;
  const DocumentNumber latest = LatestOf(number, at);
  notes_.ForEachLabel(at, [&](DocumentNumber of, const Label& label) {
    if (LatestOf(of, at) == latest) found.emplace_back(of, label);
  });
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.second.name < b.second.name; });
  return found;
}

std::vector<DocumentNumber> Columns::Labelled(std::string_view name, std::string_view value,
                                              std::optional<Commit> at) const {
  std::vector<DocumentNumber> numbers;
  notes_.ForEachLabel(at, [&](DocumentNumber of, const Label& label) {
    if (label.name == name && (value.empty() || label.value == value)) {
      numbers.push_back(LatestOf(of, at));
    }
  });
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

GroupMap Columns::GroupsAt(std::optional<Commit> at) const {
  GroupMap groups;
  notes_.ForEachMerge(at, [&](const Merge& merge) {
    groups.Join(merge.a, merge.b);
    for (const DocumentNumber end : {merge.a, merge.b}) {
      const DocumentNumber latest = LatestOf(end, at);
      if (latest != end) groups.Join(end, GroupOf(latest));
    }
  });
  return groups;
}

RowFilter::RowFilter(const Columns& columns, const Filter& filter, std::optional<Commit> at)
    : columns_(columns),
      from_(filter.from ? SecondsOf(*filter.from) : std::numeric_limits<std::int64_t>::min()),
      to_(filter.to ? SecondsOf(*filter.to) : std::numeric_limits<std::int64_t>::max()) {
  if (filter.source_type || !filter.source.empty()) {
    sources_.emplace(columns.sources().size());
    for (std::uint32_t id = 0; id < sources_->size(); ++id) {
      const SourceName& source = columns.sources()[id];
      (*sources_)[id] = (!filter.source_type || source.type == *filter.source_type) &&
                        (filter.source.empty() || source.id == filter.source);
    }
  }
  const auto one_of = [&](const auto& wanted) {
    Accepted accepted(columns.tags().size());
    for (std::uint32_t id = 0; id < accepted.size(); ++id) {
      accepted[id] = std::any_of(wanted.begin(), wanted.end(), [&](const TagSummary& each) {
        return Matches(each, columns.tags()[id]);
      });
    }
    tags_.push_back(std::move(accepted));
  };
  for (const TagSummary& tag : filter.tags) one_of(std::vector<TagSummary>{tag});
  for (const auto& tags : filter.any_tags) one_of(tags);
  if (filter.language) language_ = static_cast<std::uint8_t>(*filter.language);
  if (filter.context) context_ = static_cast<std::uint8_t>(*filter.context);
  const auto flag = [&](const std::optional<bool>& wanted, ColumnSegment::Flag bit) {
    if (!wanted) return;
    flags_asked_ |= bit;
    if (*wanted) flags_wanted_ |= bit;
  };
  flag(filter.corruption, ColumnSegment::kCorruption);
  flag(filter.countable, ColumnSegment::kCountable);
  flag(filter.special, ColumnSegment::kSpecial);
  for (const auto& [name, value] : filter.labels) {
    labels_.push_back(columns.Labelled(name, value, at));
  }
  empty_ = labels_.empty() && !sources_ && tags_.empty() && !language_ && !context_ &&
           flags_asked_ == 0 && !filter.from && !filter.to;
}

bool RowFilter::HasLabels(DocumentNumber number) const {
  return std::all_of(labels_.begin(), labels_.end(), [number](const auto& having) {
    return std::binary_search(having.begin(), having.end(), number);
  });
}

bool RowFilter::AdmitsRow(const ColumnSegment& segment, std::uint32_t row) const {
  if (language_ && segment.language[row] != *language_) return false;
  if (context_ && segment.context[row] != *context_) return false;
  if (segment.time[row] < from_ || segment.time[row] >= to_) return false;
  if (sources_ && !(*sources_)[segment.source[row]]) return false;
  const auto tags = segment.tags_of(row);
  return std::all_of(tags_.begin(), tags_.end(), [&tags](const Accepted& accepted) {
    return std::any_of(tags.first, tags.second, [&](std::uint32_t tag) { return accepted[tag]; });
  });
}

}  // namespace store
