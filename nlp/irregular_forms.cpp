#include "nlp/irregular_forms.h"

#include <algorithm>
#include <unordered_map>

#include "nlp/word_list.h"

namespace nlp {
namespace {

// One word per line: the word, a colon, its irregular forms.
// The pronouns, whose stems change; nouns that lose a vowel; names that look like ablatives.
constexpr std::string_view kKazakh = R"(
мен: мені менің маған менде менен
сен: сені сенің саған сенде сенен
ол: оны оның оған онда одан онымен оның олар оларды олардың оларға оларда олардан олармен
бұл: бұны мұны бұның мұның бұған мұнда бұнда бұдан мұндай бұндай бұлар
сол: соны соның соған сонда содан
осы: осыны осының осыған осында осыдан
өз: өзі өзін өзіне өзінің өзім өзіміз өзіміздің өздері өздерін өздерінің
не: нені неге неде неден немен
орын: орны орнын орнына орнында орнынан орнының
халық: халқы халқын халқына халқында халқынан халқының халқымен халқымыз
ауыз: аузы аузын аузына аузында аузынан
мойын: мойны мойнын мойнына мойнында
көңіл: көңлі
қазақстан:
өзбекстан:
қырғызстан:
тәжікстан:
түрікменстан:
татарстан:
ауғанстан:
кім: кімді кімнің кімге кімде кімнен
)";

using Table = std::unordered_map<std::string_view, std::string_view>;

Table Parse(std::string_view text) {
  Table table;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view word = line.substr(0, colon);
    table.emplace(word, word);
    ForEachWord(line.substr(colon + 1), [&](std::string_view form) { table.emplace(form, word); });
  }
  return table;
}

std::string_view Find(const Table& table, std::string_view form) {
  const auto found = table.find(form);
  return found == table.end() ? std::string_view() : found->second;
}

}  // namespace

std::string_view IrregularKazakh(std::string_view form) {
  static const Table kTable = Parse(kKazakh);
  return Find(kTable, form);
}

}  // namespace nlp
