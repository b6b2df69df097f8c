#include "monitor/near_names.h"

#include <algorithm>
#include <initializer_list>
#include <numeric>
#include <utility>

#include "nlp/character.h"
#include "nlp/utf8.h"

namespace monitor {
namespace {

constexpr std::size_t kLongest = 200;  // characters compared: what is typed is no longer

std::u32string Folded(std::string_view text) {
  const nlp::CharacterTable& characters = nlp::CharacterTable::Get();
  std::u32string folded;
  for (std::size_t at = 0; at < text.size() && folded.size() < kLongest;) {
    const nlp::Decoded decoded = nlp::DecodeAt(text, at);
    folded += characters[decoded.character].fold;
    at += decoded.size;
  }
  return folded;
}

// Letters changed, put in or left out between the two.
std::size_t Distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

// Gathers ids by how near they are to what was typed.
class Nearest {
 public:
  explicit Nearest(std::string_view text)
      : typed_(Folded(text)), most_(std::max<std::size_t>(typed_.size() / 3, 1)) {}

  // `spelt`: the ways to write it.
  void Offer(const std::string& id, std::initializer_list<std::string_view> spelt) {
    std::size_t least = most_ + 1;
    for (const std::string_view known : spelt) {
      const std::u32string folded = Folded(known);
      if (folded.empty()) continue;
      least = std::min(least, Distance(typed_, folded));
      const bool within = typed_.size() > 2 && folded.find(typed_) != std::u32string::npos;
      if (within) least = std::min(least, most_);
    }
    if (least <= most_) near_.emplace_back(least, id);
  }

  std::vector<std::string> Take(std::size_t limit) {
    std::sort(near_.begin(), near_.end());
    if (near_.size() > limit) near_.resize(limit);
    std::vector<std::string> ids;
    for (auto& [distance, id] : near_) ids.push_back(std::move(id));
    return ids;
  }

 private:
  std::u32string typed_;
  std::size_t most_;
  std::vector<std::pair<std::size_t, std::string>> near_;
};

}  // namespace

std::vector<std::string> NearNames(const Names& names, core::TagKind kind, std::string_view text,
                                   std::size_t limit) {
  Nearest nearest(text);
  names.ForEach(kind, [&](const std::string& id, const Names::Name& name) {
    nearest.Offer(id, {id, name.kk, name.ru, name.en});
  });
  return nearest.Take(limit);
}

std::vector<std::string> NearIds(std::span<const std::string> ids, std::string_view text,
                                 std::size_t limit) {
  Nearest nearest(text);
  for (const std::string& id : ids) nearest.Offer(id, {id});
  return nearest.Take(limit);
}

}  // namespace monitor
