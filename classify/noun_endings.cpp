#include "classify/noun_endings.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "nlp/alphabet.h"

namespace classify {
namespace {

// First what makes or owns a noun, then its case; harmony is not checked, as names break it.
constexpr std::array<std::string_view, 21> kInner = {
    "",       "ы",      "і",      "сы",     "сі",     "лық",    "лік", "дық", "дік", "тық", "тік",
    "лықтар", "ліктер", "дықтар", "діктер", "тықтар", "тіктер", "лар", "лер", "дар", "дер"};
constexpr std::array<std::string_view, 43> kCases = {
    "",    "ның", "нің",  "дың",  "дің",  "тың",  "тің",   "ға",    "ге",  "қа",  "ке",
    "на",  "не",  "ны",   "ні",   "ды",   "ді",   "ты",    "ті",    "н",   "да",  "де",
    "та",  "те",  "нда",  "нде",  "дан",  "ден",  "тан",   "тен",   "нан", "нен", "мен",
    "бен", "пен", "дағы", "дегі", "тағы", "тегі", "ндағы", "ндегі", "ша",  "ше"};

std::vector<std::string> MakeEndings() {
  std::vector<std::string> endings;
  for (const std::string_view inner : kInner) {
    for (const std::string_view of_case : kCases) {
      std::string& ending = endings.emplace_back();
      nlp::Encode(inner, ending);
      nlp::Encode(of_case, ending);
    }
  }
  std::sort(endings.begin(), endings.end());
  return endings;
}

}  // namespace

bool IsNounEnding(std::string_view ending) {
  static const std::vector<std::string> kEndings = MakeEndings();
  return std::binary_search(kEndings.begin(), kEndings.end(), ending, std::less<>());
}

}  // namespace classify
