#include "monitor/near_names.h"

#include <algorithm>
#include <numeric>

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

}  // namespace

std::vector<std::string> NearNames(const Names& names, core::TagKind kind, std::string_view text,
                                   std::size_t limit) {
  const std::u32string typed = Folded(text);
  const std::size_t most = std::max<std::size_t>(typed.size() / 3, 1);
  std::vector<std::pair<std::size_t, std::string>> near;
  names.ForEach(kind, [&](const std::string& id, const Names::Name& name) {
    std::size_t least = most + 1;
    for (const std::string& known : {id, name.kk, name.ru, name.en}) {
      const std::u32string folded = Folded(known);
      if (folded.empty()) continue;
      least = std::min(least, Distance(typed, folded));
      const bool within = typed.size() > 2 && folded.find(typed) != std::u32string::npos;
      if (within) least = std::min(least, most);
    }
    if (least <= most) near.emplace_back(least, id);
  });
  std::sort(near.begin(), near.end());
  if (near.size() > limit) near.resize(limit);
  std::vector<std::string> ids;
  for (auto& [distance, id] : near) ids.push_back(std::move(id));
  return ids;
}

}  // namespace monitor
