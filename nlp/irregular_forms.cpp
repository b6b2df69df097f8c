#include "nlp/irregular_forms.h"

#include <algorithm>
#include <unordered_map>

#include "nlp/word_list.h"

namespace nlp {
namespace {

// One word per line: the word, a colon, its irregular forms.
constexpr std::string_view kRussian = R"(
быть: есть был была было были буду будешь будет будем будете будут будь будьте будучи
идти: иду идешь идет идем идете идут шел шла шло шли иди идите идя шедший
пойти: пойду пойдешь пойдет пойдем пойдете пойдут пошел пошла пошло пошли
прийти: приду придешь придет придем придете придут пришел пришла пришло пришли пришедший
уйти: уйду уйдешь уйдет уйдем уйдете уйдут ушел ушла ушло ушли ушедший
выйти: выйду выйдешь выйдет выйдем выйдете выйдут вышел вышла вышло вышли вышедший
войти: войду войдет войдем войдут вошел вошла вошло вошли вошедший
найти: найду найдешь найдет найдем найдете найдут нашел нашла нашло нашли нашедший
пройти: пройду пройдет пройдем пройдут прошел прошла прошло прошли прошедший
дойти: дойду дойдет дойдут дошел дошла дошло дошли
перейти: перейду перейдет перейдут перешел перешла перешло перешли
произойти: произойдет произойдут произошел произошла произошло произошли произошедший
мочь: могу можешь может можем можете могут мог могла могло могли
смочь: смогу сможешь сможет сможем сможете смогут смог смогла смогло смогли
хотеть: хочу хочешь хочет хотим хотите хотят хотел хотела хотело хотели
дать: дам дашь даст дадим дадите дадут дал дала дало дали дай дайте
брать: беру берешь берет берем берете берут брал брала брали
взять: возьму возьмешь возьмет возьмем возьмете возьмут взял взяла взяло взяли
ехать: еду едешь едет едем едете едут ехал ехала ехали
сказать: скажу скажешь скажет скажем скажете скажут
писать: пишу пишешь пишет пишем пишете пишут
человек: люди людей людям людьми людях
ребенок: дети детей детям детьми детях
деньги: денег деньгам деньгами деньгах
день: дня дню днем дне дни дней дням днями днях
отец: отца отцу отцом отце отцы отцов отцам отцами отцах
мать: матери матерью матерей матерям матерями матерях
дочь: дочери дочерью дочерей дочерям дочерьми дочерях
сын: сыновья сыновей сыновьям сыновьями сыновьях
друг: друзья друзей друзьям друзьями друзьях
брат: братья братьев братьям братьями братьях
время: времени временем времена времен временам временами временах
имя: имени именем имена имен именам именами именах
суд: суда суду судом суде суды судов судам судами судах
путь: пути путем путей путям путями путях
)";

constexpr std::string_view kEnglish = R"(
be: am is are was were been being
have: has had having
do: does did done doing
go: goes went gone going
say: said
make: made making
get: got gotten getting
take: took taken taking
give: gave given giving
come: came coming
see: saw seen
know: knew known
think: thought
find: found
tell: told
become: became
leave: left leaving
feel: felt
bring: brought
begin: began begun beginning
keep: kept
hold: held
write: wrote written writing
stand: stood
hear: heard
mean: meant
meet: met
run: ran running
pay: paid
sit: sat sitting
speak: spoke spoken
lead: led
grow: grew grown
lose: lost losing
fall: fell fallen
send: sent
build: built
understand: understood
draw: drew drawn
break: broke broken
spend: spent
rise: rose risen
drive: drove driven driving
buy: bought
wear: wore worn
choose: chose chosen choosing
steal: stole stolen
hide: hid hidden hiding
seek: sought
sell: sold
win: won winning
teach: taught
catch: caught
fight: fought
eat: ate eaten
fly: flew flown
throw: threw thrown
show: shown
forget: forgot forgotten
forgive: forgave forgiven
sleep: slept
lend: lent
lie: lay lain lying
man: men
woman: women
child: children
person: people
foot: feet
tooth: teeth
mouse: mice
wife: wives
life: lives
good: better best
bad: worse worst
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

std::string_view IrregularRussian(std::string_view form) {
  static const Table kTable = Parse(kRussian);
  return Find(kTable, form);
}

std::string_view IrregularEnglish(std::string_view form) {
  static const Table kTable = Parse(kEnglish);
  return Find(kTable, form);
}

}  // namespace nlp
