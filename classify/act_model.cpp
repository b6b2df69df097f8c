#include "classify/act_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

#include "classify/embedded.h"
#include "nlp/hash.h"

namespace classify {
namespace {

// Lists of words that name the parts of an act: who, whom, what, and what is done.
constexpr std::array<std::string_view, 12> kParts = {"ask",          "bribe", "country", "firm",
                                                     "give",         "kin",   "money",   "official",
                                                     "public_money", "steal", "sum",     "take"};
constexpr std::uint32_t kReach = 8;  // words between those of a pair, plus one
// Signs that decide by themselves are not weighed: the model is for where they are missing, and
// learns from every statement of an act as if no rule had known it.
constexpr std::uint32_t kDecisive = Bit(kActStated) | Bit(kSchemeStated);

// The words of a line, up to one more than it may have.
std::vector<std::string_view> Split(std::string_view line) {
  std::vector<std::string_view> words;
  while (words.size() < 5) {
    const std::size_t begin = line.find_first_not_of(" \r");
    if (begin == std::string_view::npos) break;
    line.remove_prefix(begin);
    const std::size_t end = std::min(line.find_first_of(" \r"), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
  return words;
}

bool ReadNumber(std::string_view text, float& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

}  // namespace

std::string_view BuiltInActWeights() {
  return ActWeightFiles().front().content;
}

std::uint64_t ActModel::Key(const ActFeature& feature) {
  return nlp::Hash(feature.second, nlp::Hash(feature.first, nlp::Hash(feature.question)));
}

ActModel::ActModel(const Lexicon& lexicon, const nlp::Analyzer& analyzer)
    : words_(lexicon.lists, analyzer) {
  for (const WordList& list : lexicon.lists) {
    list_names_.push_back(list.name);
    is_part_.push_back(std::find(kParts.begin(), kParts.end(), list.name) != kParts.end());
  }
}

core::Expected<ActModel> ActModel::Make(std::string_view weights, const Lexicon& lexicon,
                                        const nlp::Analyzer& analyzer) {
  ActModel model(lexicon, analyzer);
  for (std::size_t number = 1; !weights.empty(); ++number) {
    const std::size_t end = std::min(weights.find('\n'), weights.size());
    const auto words = Split(weights.substr(0, end));
    weights.remove_prefix(std::min(end + 1, weights.size()));
    if (words.empty() || words.front().starts_with('#')) continue;
    float weight = 0;
    if (words.size() < 2 || words.size() > 4 || !ReadNumber(words.back(), weight)) {
      return core::Error{fmt::format(
          "weights of the verdict:{}: not a feature and a number; make the file anew", number)};
    }
    ActFeature feature{words[0], {}, {}};
    if (words.size() > 2) feature.first = words[1];
    if (words.size() > 3) feature.second = words[2];
    model.weights_[Key(feature)] = weight;
  }
  return model;
}

void ActModel::AddLists(const Findings& findings, std::uint32_t at,
                        std::vector<ActFeature>& found) const {
  const bool in_title = at < findings.title_sentences;
  const TokenView& view = in_title ? findings.document.title : findings.document.text;
  const std::uint32_t sentence = in_title ? at : at - findings.title_sentences;
  std::set<std::uint32_t> lists;
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> parts;  // position and list, in order
  std::vector<std::uint32_t> here;
  for (std::uint32_t i = view.first[sentence]; i < view.first[sentence + 1]; ++i) {
    here.clear();
    words_.Find(*view.text, view.token(i), here);
    for (const std::uint32_t list : here) {
      lists.insert(list);
      if (!is_part_[list]) continue;
      parts.emplace_back(i, list);
      for (auto other = parts.rbegin(); other != parts.rend() && other->first + kReach >= i;
           ++other) {
        if (other->second == list) continue;
        const bool before = list_names_[other->second] < list_names_[list];
        pairs.emplace(before ? other->second : list, before ? list : other->second);
      }
    }
  }
  for (const std::uint32_t list : lists) found.push_back({"list", list_names_[list], {}});
  for (const auto& [one, other] : pairs) {
    found.push_back({"pair", list_names_[one], list_names_[other]});
  }
}

std::vector<ActFeature> ActModel::FeaturesOf(std::string_view kind, const Findings& findings,
                                             const std::vector<SentenceSigns>& signs,
                                             std::uint32_t at) const {
  std::vector<ActFeature> found = {{"bias", {}, {}}, {"kind", kind, {}}};
  if (at < findings.title_sentences) found.push_back({"title", {}, {}});
  const auto has = [&signs](std::size_t sentence, std::size_t sign) {
    return sentence < signs.size() && signs[sentence].Has(Bit(sign) & ~kDecisive);
  };
  for (std::size_t i = 0; i < kSigns; ++i) {
    if (at > 0 && has(at - 1, i)) found.push_back({"before", NameOfSign(i), {}});
    if (has(at + 1, i)) found.push_back({"after", NameOfSign(i), {}});
    if (!has(at, i)) continue;
    found.push_back({"sign", NameOfSign(i), {}});
    for (std::size_t j = i + 1; j < kSigns; ++j) {
      if (has(at, j)) found.push_back({"signs", NameOfSign(i), NameOfSign(j)});
    }
  }
  AddLists(findings, at, found);
  return found;
}

float ActModel::LogOdds(std::string_view kind, const Findings& findings,
                        const std::vector<SentenceSigns>& signs, std::uint32_t at) const {
  float sum = 0;
  for (const ActFeature& feature : FeaturesOf(kind, findings, signs, at)) {
    const auto known = weights_.find(Key(feature));
    if (known != weights_.end()) sum += known->second;
  }
  return sum;
}

}  // namespace classify
