#include "nlp/phrase_words.h"

#include <algorithm>

#include "nlp/utf8.h"
#include "nlp/word_list.h"

namespace nlp {
namespace {

constexpr std::size_t kShortestWord = 3;    // letters of a phrase's word
constexpr std::size_t kShortestEnding = 5;  // letters of a word whose ending is trusted

bool IsGrammar(std::string_view norm) {
  static const WordList kWords(
      // Russian
      "без более больше буд будет будто будут бы был была были было быть вам вами вас ваш ваша "
      "ваше "
      "ваши вдоль весь включая вместе вместо вне во возле вокруг вообще вот впрочем все всегда "
      "всего "
      "всей всем всеми всему всех всю вся всякий где даже давно далее два две двух для до другая "
      "другие другим другими других другое другой его ее ей ему если есть еще же за зачем здесь из "
      "изза или им именно ими иногда их каждая каждого каждое каждой каждую каждый каждых как "
      "какая "
      "какие каких какое какой какую когда кого конечно которая которого которое которой котором "
      "которому которую которые который которым которыми которых кроме кто куда лет летом либо "
      "лишь "
      "лучше между меня мимо мне многие многих много может могли могут можно мой мою моя мы на над "
      "надо назад нам нами нас наш наша наше нашего нашей нашем нашему нашей наши наших нашу не "
      "него нее ней некоторые некоторых нельзя нем нему несколько нет ни нибудь никак никаких "
      "никакой "
      "никогда никого никто них ничего но ну об оба обе один одна одни одно одного одной одном "
      "одному "
      "одну около он она они оно опять от очень перед по под поздно пока после потом потому почему "
      "почти при про просто против прямо пусть раз разве рано ранее рядом сам сама сами само "
      "самого "
      "самой самом самые самый своего своей своем своему свои своим своими своих свой свою своя "
      "себе "
      "себя сегодня сейчас сильно сколько скоро сразу среди считая сюда так также такая такие "
      "таким "
      "таких такого такое такой там тебе тебя тем теперь тех то тогда того тоже той только том "
      "тому "
      "тот тоты точно тою три трех тут ты тысяч тысячи уж уже хотя хоть через чего чей чем через "
      "что "
      "чтоб чтобы чуть чья эта эти этим этими этих это этого этой этом этому этот эту млн млрд тыс "
      "руб тенге долларов сих сей ныне итак согласно также вчера завтра кстати однако поэтому "
      "например ввиду вследствие наряду относительно включительно именно якобы нужно должен должна "
      "должны должно необходимо важно известно удалось нашли стал стала стали дал дала дали взял "
      "взяла взяли шел шла шли ушел пришел нашел пошел стоит идет едет несет ведет живет ждет "
      "поставил внесла нету спасибо прошу просим пишет пишу сообщает сообщили "
      // Kazakh
      "ал алайда арқылы атты бар барлық бәрі бейін бен бері беру бірақ бірге бірі бірнеше біз "
      "бізге "
      "біздің бойы бойынша болады болған болды болса болып болу бос бұл бұны бұның бүкіл бүгін бір "
      "дегенмен деген деді дейді дейін деп дәл егер екен екі емес ең енді ер еш әлі әр әрі әрбір "
      "жақын жоқ және жүзеге жүр кейбір кейін кем керек кім көп көптеген қазір қалай қандай қарай "
      "қарсы қана қоса құрайды мен менен менің мұндай мүмкін неге немесе не одан ол олар олардың "
      "онда "
      "оны оның осы осындай осыған отыр отырған өз өзі өзінің өзге пен сайын сай секілді сен сені "
      "сонымен содан сол соң сондай сондықтан соның сіз сіздің тек тағы тиіс туралы түрлі тұр тыс "
      "үш "
      "үшін ша шейін шығар яғни яки жылы жылдың жылғы жыл теңге "
      // English
      "about above across after again against all also although always among and another any are "
      "around because been before being below between both but can could did does doing done down "
      "during each either else ever every few from further get gets got had has have having he her "
      "here hers herself him himself his how however i if in into is it its itself just let like "
      "made "
      "make many may me might more most much must my myself near neither never no nor not now off "
      "often "
      "on once one only onto or other others our ours out over own per rather said same say says "
      "she "
      "should since so some still such take taken than that the their theirs them themselves then "
      "there "
      "these they this those though through thus to told too toward two under until up upon us use "
      "used "
      "very was we well were what when where whether which while who whom whose why will with "
      "within "
      "without would yet you your yours do as at by be an am a three four five new last first next "
      "today yesterday according including however don't didn't doesn't won't can't couldn't "
      "isn't");
  return kWords.Has(norm);
}

bool IsLink(std::string_view norm, core::Language language) {
  switch (language) {
    case core::Language::kRu:
      return norm == "с" || norm == "по" || norm == "о" || norm == "об";
    case core::Language::kEn:
      return norm == "of" || norm == "for";
    default:
      return false;
  }
}

bool IsWeak(std::string_view norm) {
  static const WordList kWords(
      "год года году годы годов время времени день дня дней месяц месяца месяцев неделя недели час "
      "человек люди людей людям раз вопрос вопросы вопросов вопросу случай случае случая часть "
      "части "
      "дело дела делу итог итоге рамках рамки ход ходе целях целью цель сторона стороны стороне "
      "связи "
      "сфера сфере сфере место месте результат результате течение течении отношении помощь основе "
      "данные данным словам слова слову сутки вид виде сумма сумму сумме сумм размер размере "
      "январь января февраль февраля март марта апрель апреля май мая июнь июня июль июля август "
      "августа сентябрь сентября октябрь октября ноябрь ноября декабрь декабря "
      "адам адамдар күн күні ай айда уақыт уақытта мәселе мәселесі мәселелер мәселелері жағдай "
      "жағдайда бөлігі іс ісі ісін кезде кезінде кезең сөз сөзі сөзінше мәлімет мәліметі "
      "мәліметінше "
      "бөлім қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан "
      "сома сомасы орай байланысты қатысты мақсатында негізінде нәтижесінде "
      "year years day days month months week weeks time times people person man men thing things "
      "way "
      "case cases part parts number amount sum place result results january february march april "
      "may "
      "june july august september october november december monday tuesday wednesday thursday "
      "friday");
  return kWords.Has(norm);
}

// Nouns that end like verbs.
bool IsNounLikeVerb(std::string_view norm) {
  static const WordList kWords(
      "память печать кровать мать сеть смерть нефть зять кость вокзал зал скандал материал капитал "
      "канал журнал филиал персонал генерал финал сигнал потенциал подвал обвал вал квартал металл "
      "портал интервал арсенал криминал терминал нотариал идеал автомобили родители жители тыл "
      "отдел "
      "предел надел раздел удел модели недели цели артели сила могила профили мыло "
      "кредит дефицит профицит аудит лимит визит транзит гранит депозит реквизит бисквит аппетит "
      "правила правило правил чернила белила перила детали медали панели туннели отели мебели "
      "постели кабели стили мили нить треть ртуть благодать редут "
      "институт маршрут приют валют салют уют ребят начало зеркало одеяло канала журнала материала "
      "капитала филиала персонала генерала квартала "
      "скандала портала канали зала вокзала села стрела школа дела тела");
  return kWords.Has(norm);
}

bool IsRussianVerb(std::string_view norm, std::string_view lemma) {
  if (IsNounLikeVerb(norm)) return false;
  if (EndsWithAny(norm, {"ться", "тся", "лся", "лась", "лось", "лись"})) return true;
  if (norm != lemma &&
      EndsWithAny(lemma, {"ать", "ять", "еть", "ить", "уть", "оть", "ться", "чь"})) {
    return true;
  }
  if (norm.ends_with("тели") || norm.ends_with("били")) return false;
  return EndsWithAny(
      norm, {"ает",  "яет",  "ует", "ают",  "яют",  "уют", "ать", "ять",  "еть",  "ить",  "уть",
             "али",  "ала",  "ало", "яли",  "яла",  "или", "ила", "ило",  "ели",  "ал",   "ял",
             "ил",   "ыл",   "нул", "нула", "нули", "аем", "яем", "уем",  "айте", "яйте", "уйте",
             "вший", "вшие", "вши", "ешь",  "ишь",  "дут", "жут", "едет", "йдет", "ит",   "ят"});
}

bool IsRussianAdverb(std::string_view norm) {
  return EndsWithAny(norm, {"нно", "льно", "вно", "чно", "сно", "ично", "чески", "оянно"});
}

// Endings that only adjectives and participles have.
bool IsRussianModifier(std::string_view norm) {
  return EndsWithAny(
      norm, {"ый",   "ского", "ская", "ские", "ской", "ском", "ских", "ским", "скую", "ский", "ого",
             "его",  "ому",   "ему",  "ыми",  "ими",  "ых",   "ая",   "яя",   "ое",   "ые",   "ую",
             "юю",   "ший",   "щий",  "щие",  "щих",  "щей",  "ней",  "нем",  "ной",  "ном",  "ным",
             "нная", "вой",   "вым",  "жий",  "ний",  "кий",  "хий",  "ные"});
}

// Kazakh nouns that end like converbs, and converbs that are part of a term (сатып алу).
bool IsKazakhNounLikeVerb(std::string_view norm) {
  static const WordList kWords(
      "сатып сынып тақырып кәсіп тәртіп қауіп тәсіп аймақ көмек тамақ ермек сауда мекен қорған");
  return kWords.Has(norm);
}

// A noun whose own last letter stands before the possessive ending: қаражаты, ауылы.
bool IsPossessive(std::string_view norm, std::string_view lemma) {
  return norm.starts_with(lemma) && CountCharacters(norm) == CountCharacters(lemma) + 1;
}

bool IsKazakhVerb(std::string_view norm, std::string_view lemma) {
  if (IsKazakhNounLikeVerb(norm)) return false;
  if (EndsWithAny(norm, {"ды", "ді", "ты", "ті"})) return !IsPossessive(norm, lemma);
  return EndsWithAny(
      norm, {"ған", "ген", "қан",  "кен",  "атын", "етін", "йтын",  "йтін",  "ып",  "іп",
             "мақ", "мек", "ғалы", "гелі", "мыз",  "міз",  "майды", "мейді", "уда", "уде"});
}

bool IsKazakhModifier(std::string_view norm, std::string_view lemma) {
  if (IsPossessive(norm, lemma)) return false;
  return EndsWithAny(norm, {"дағы", "дегі", "тағы", "тегі", "ндағы", "ндегі", "лы", "лі", "дай",
                            "дей", "ның", "нің", "дың", "дің", "тың", "тің"});
}

// Participles that are part of terms; others in -ed are past tenses.
bool IsEnglishParticiple(std::string_view norm) {
  static const WordList kWords(
      "advanced armed authorised authorized certified closed combined detailed disabled elected "
      "fixed "
      "inflated integrated limited listed organised organized registered related retired "
      "sustained unauthorised unauthorized united unlimited unused");
  return kWords.Has(norm);
}

bool IsEnglishModifier(std::string_view norm) {
  return EndsWithAny(norm, {"ous", "ful", "ible", "able", "ical", "ional"});
}

}  // namespace

PhraseRole PhraseRoleOf(std::string_view norm, std::string_view lemma, core::Language language) {
  if (IsLink(norm, language)) return PhraseRole::kLink;
  const std::size_t letters = CountCharacters(norm);
  if (letters < kShortestWord || IsGrammar(norm)) return PhraseRole::kNone;
  if (norm.find_first_of("@/.:_") != std::string_view::npos) return PhraseRole::kNone;
  if (IsWeak(norm)) return PhraseRole::kWeak;
  if (letters < kShortestEnding) return PhraseRole::kNoun;
  switch (language) {
    case core::Language::kRu:
      if (IsRussianVerb(norm, lemma) || IsRussianAdverb(norm)) return PhraseRole::kNone;
      return IsRussianModifier(norm) ? PhraseRole::kModifier : PhraseRole::kNoun;
    case core::Language::kKk:
      if (IsKazakhVerb(norm, lemma)) return PhraseRole::kNone;
      return IsKazakhModifier(norm, lemma) ? PhraseRole::kModifier : PhraseRole::kNoun;
    case core::Language::kEn:
      if (norm.ends_with("ly")) return PhraseRole::kNone;
      if (norm.ends_with("ed")) {
        return IsEnglishParticiple(norm) ? PhraseRole::kModifier : PhraseRole::kNone;
      }
      return IsEnglishModifier(norm) ? PhraseRole::kModifier : PhraseRole::kNoun;
    default:
      return PhraseRole::kNoun;
  }
}

bool IsNominativeModifier(std::string_view norm) {
  return EndsWithAny(norm, {"ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие"});
}

}  // namespace nlp
