#include "nlp/name_table.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "nlp/mask_text.h"
#include "nlp/search_key.h"
#include "nlp/utf8.h"
#include "nlp/word_list.h"

namespace nlp {
namespace {

constexpr std::string_view kStrongCues =
    "зовут имя фио ф.и.о фамилия фамилию аты-жөнім аты-жөні атым есімім тегім name atym "
    "уважением құрметпен sincerely regards подпись қолы заявитель заявительница өтініш-беруші "
    "арызданушы арыз-иесі";
constexpr std::string_view kRelationCues =
    "я мен мені мной мною менің гражданин гражданка гражданина гражданки гражданке гр "
    "сын сына сыну сыном дочь дочери дочерью дочка дочку мать матери матерью мама маме маму мамы "
    "отец отца отцу отцом папа папы муж мужа мужу мужем жена жены жене жену женой брат брата брату "
    "братом сестра сестры сестре сестру сестрой бабушка бабушки бабушке бабушку дедушка дедушки "
    "внук внука внучка внучки тетя дядя племянник племянница друг друга подруга знакомый знакомая "
    "сосед соседа соседу соседом соседка соседки соседке соседку ребенок ребенка ребенку "
    "получатель получателя должник должника должница должницы пенсионер пенсионерка студент "
    "студентка продавец арендатор арендодатель свидетель свидетеля пострадавший потерпевший "
    "потерпевшая пострадавшая адвокат репетитор риелтор водитель владелец владелица хозяин хозяйка "
    "собственник отправитель жилец жилица покупатель клиент пациент больной ветеран инвалид "
    "ұлым ұлымның ұлыма қызым қызымның анам анамның әкем әкемнің күйеуім жұбайым әйелім інім ағам "
    "апам әпкем қарындасым сіңлім балам баламның келінім көршім көршіміз немерем досым құрдасым "
    "атам әжем енем тұрғын тұрғыны сатушы жүргізуші иесі студент зейнеткер ата-ана азамат азаматша "
    "am i'm i contact neighbour neighbor son daughter wife husband mother father brother sister "
    "friend applicant men";
constexpr std::string_view kBehindCues =
    "деген боламын боламыз өтініші өтінішім арызы атынан прошу арызданамын пишет хабарлайды";

const std::unordered_map<std::string, Cue>& Cues() {
  static const auto kTable = [] {
    std::unordered_map<std::string, Cue> table;
    const auto add = [&](std::string_view words, Cue cue) {
      ForEachWord(words, [&](std::string_view w) { table.emplace(WithoutKazakhLetters(w), cue); });
    };
    add(kStrongCues, Cue::kStrong);
    add(kRelationCues, Cue::kRelation);
    add(kBehindCues, Cue::kBehind);
    return table;
  }();
  return kTable;
}

// Beginnings of words, without Kazakh letters.
constexpr std::array<std::string_view, 101> kPosts = {
    "аким",         "замаким",    "министр",      "вице-",      "президент",     "премьер",
    "депутат",      "судья",      "судьи",        "судье",      "судью",         "судьей",
    "судь",         "прокурор",   "следовател",   "дознавател", "директор",      "замдиректор",
    "завуч",        "начальник",  "руководител",  "главврач",   "председател",   "заместител",
    "инспектор",    "участков",   "полицейск",    "полковник",  "подполковник",  "майор",
    "капитан",      "лейтенант",  "сержант",      "генерал",    "судисполнител", "исполнител",
    "ректор",       "декан",      "заведующ",     "врач",       "хирург",        "терапевт",
    "специалист",   "сотрудни",   "чиновни",      "госслужащ",  "сенатор",       "губернатор",
    "мэр",          "секретар",   "советник",     "омбудсмен",  "консул",        "оперуполномоч",
    "гаишник",      "глава",      "главы",        "главе",      "менеджер",      "учител",
    "преподавател", "воспитател", "медсестр",     "прораб",     "аудитор",       "ревизор",
    "нотариус",     "тергеуши",   "бастыг",       "бастык",     "басшы",         "торага",
    "орынбасар",    "учаскелик",  "жетекши",      "даригер",    "менгеруши",     "маман",
    "хатшы",        "мугалим",    "орындаушы",    "кызметкер",  "сарапшы",       "mayor",
    "minister",     "judge",      "prosecutor",   "director",   "head",          "chief",
    "inspector",    "officer",    "deputy",       "president",  "chairman",      "akim",
    "doctor",       "dr",         "investigator", "manager",    "governor"};

constexpr std::string_view kThingsBefore =
    "тоо ао оао зао ооо ип жшс ақ жк нао гкп гу кгу осы пкс кск оси рго рмм кмм мкк ул улица улицы "
    "улице улицу пр проспект проспекта проспекте мкр микрорайон площадь площади школа школы школе "
    "имени им памятник памятника памятнику роман романа книга поэт писатель площадь парк село аул "
    "город г области банк банка банке канал газета журнал фильм "
    "llc ltd jsc bank street school company";
constexpr std::string_view kThingsBehind =
    "көшесі көшесінің көшесінде көшесіне даңғылы даңғылының даңғылында алаңы облысы облысының "
    "облысында ауданы ауданының ауданында қаласы қаласының қаласында ауылы ауылының ауылында "
    "атындағы ықшамауданы область области район района районе банк банкі bank street avenue "
    "university company llc ltd мектебі ауруханасы колледжі университеті ескерткіші министрлігі "
    "агенттігі департаменті басқармасы комитеті орталығы қоры палата палатасы әкімдігі";
constexpr std::string_view kNoNames =
    "казахстан қазақстан казахстана қазақстанның астана астаны астане алматы шымкент шымкенте "
    "караганда караганды караганде қарағанды павлодар павлодара павлодаре костанай қостанай "
    "актобе ақтөбе атырау уральск орал тараз талдыкорган талдықорған петропавловск петропавл "
    "кокшетау көкшетау туркестан түркістан кызылорда қызылорда актау ақтау семей усть-каменогорск "
    "өскемен экибастуз екібастұз темиртау теміртау конаев қонаев жезказган жезқазған байконур "
    "россия ресей рф рк қр республика республики республикасы kazakhstan almaty astana "
    "здравствуйте уважаемые уважаемый уважаемая құрметті сәлеметсіз ассалаумағалейкум салем "
    "добрый прошу просим өтінемін dear sir madam hello "
    "банк банка банкі даму народный народного жоғары халық егемен "
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь "
    "иин жсн бин бсн тел моб адрес мекенжай мекенжайы "
    "аллах құдай господь бог новый жаңа наурыз наурыза "
    "спасибо рахмет помогите проверьте көмектесіңіздер "
    "если когда почему как где кто что это мы вы они он она наш наша мой моя біз бұл ол the we our "
    "управление управления департамент департамента комитет комитета агентство министерство "
    "министерства казначейства национального национальный прокуратура прокуратуры";

// Given names frequent in Kazakhstan; the final vowel, which changes with case, left out by Stem().
constexpr std::string_view kGivenNames =
    "александр алексей анатолий андрей антон артем артур борис вадим валентин валерий василий "
    "виктор виталий владимир владислав вячеслав геннадий георгий глеб григорий даниил денис "
    "дмитрий евгений егор иван игорь илья кирилл константин леонид максим марат матвей михаил "
    "никита николай олег павел петр роман руслан сергей станислав степан тимур федор эдуард юрий "
    "ярослав александра алена алина алла анастасия анна валентина валерия варвара вера вероника "
    "виктория галина дарья диана евгения екатерина елена елизавета жанна зинаида зоя инна ирина "
    "карина кристина ксения лариса лидия лилия любовь людмила маргарита марина мария надежда "
    "наталья нина оксана ольга полина раиса римма светлана софья тамара татьяна ульяна элина "
    "эльвира "
    "юлия яна "
    "абай абылай азамат айбек айдар айдос ақан алдияр алибек алихан алишер алмас алтай амангельды "
    "арман арсен асан асет асхат ахмет аян бауыржан бахыт бахытжан бекзат берик болат габит "
    "ғалым галымжан данияр дархан даурен дәулет динмухамед дидар ерасыл ербол ержан ерик ерлан "
    "ермек ернар ернур жандос жанибек жанат жасулан жомарт жумабек ильяс искандер кайрат қайрат "
    "канат қанат қуаныш қуат кенжебек мади мадияр максат марлен мейрам мейрамбек мирас мурат мұрат "
    "мұхтар нариман нурбек нурболат нұржан нурлан нұрлан нурсултан нұрсұлтан олжас ораз өмірбек "
    "рахат рустам рүстем рустем руслан рашид сабит санжар саят сакен самат серик серікбай серикбай "
    "султан талгат талғат темірлан толеген төлеген улан ұлан улугбек ұлықбек шерхан шынгыс ербулат "
    "асылбек алимжан жұмағали нұрбол бекболат сейіт сәкен "
    "айгерим айгүл айгуль айжан айнагул айнұр айнур айсулу айым айша ажар акмарал ақмарал алия "
    "альбина альфия амина асель әсел аида айдана аружан бибигүл ботагоз ботакөз бақытгүл гаухар "
    "гүлжан гульжан гульмира гүлмира гульнара гүлнар гульназ дана дариға динара дина жазира жанар "
    "жанна жибек жұлдыз зарина зауреш зере зухра индира камила кәмшат куляш күләш күлтай қарлығаш "
    "ләззат лаура лейла мадина майра мақпал малика меруерт мөлдір назгүл назым назерке нургуль "
    "нұргүл перизат раушан рысты сағила салтанат сания сәния самал сандугаш сауле сәуле толкын "
    "толқын улжан ұлжан фатима шолпан шынар эльмира ернур "
    "john james michael david robert thomas peter anna mary maria elena olga bolat serik nurlan "
    "yerlan askar daniyar aigul dinara madina ernar arman timur ruslan";

// A name without the vowel or sign its case endings replace.
std::string_view Stem(std::string_view key) {
  for (const std::string_view vowel : {"а", "я", "ь", "й", "a"}) {
    if (key.size() > 6 && key.ends_with(vowel)) return key.substr(0, key.size() - vowel.size());
  }
  return key;
}

constexpr std::array<std::string_view, 33> kNameEndings = {
    "",    "а",   "я",  "ь",  "й",  "у",  "ю",  "ы",   "и",   "е",   "ой",
    "ей",  "ою",  "ом", "ем", "ью", "ии", "ин", "нын", "нин", "дын", "дин",
    "тын", "тин", "га", "ге", "ка", "ке", "ды", "ди",  "ны",  "ни",  "мен"};

const std::unordered_set<std::string>& GivenNameStems() {
  static const auto kStems = [] {
    std::unordered_set<std::string> stems;
    ForEachWord(kGivenNames, [&](std::string_view word) {
      stems.insert(std::string(Stem(WithoutKazakhLetters(word))));
    });
    return stems;
  }();
  return kStems;
}

template <std::size_t N>
bool EndsWithAny(std::string_view word, const std::array<std::string_view, N>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

}  // namespace

Cue CueOf(std::string_view word) {
  if (word.empty()) return Cue::kNone;
  const auto found = Cues().find(WithoutKazakhLetters(word));
  return found == Cues().end() ? Cue::kNone : found->second;
}

bool IsPost(std::string_view word) {
  return !word.empty() && StartsWithAny(WithoutKazakhLetters(word), kPosts);
}

bool IsThingBefore(std::string_view word) {
  static const WordList kList(kThingsBefore);
  return kList.Has(word);
}

bool IsThingBehind(std::string_view word) {
  static const WordList kList(kThingsBehind);
  return kList.Has(word);
}

bool IsNoName(std::string_view word) {
  static const WordList kList(kNoNames);
  return kList.Has(word);
}

bool IsGivenName(std::string_view word) {
  if (CountCharacters(word) < 3) return false;
  const std::string key = WithoutKazakhLetters(word);
  return std::any_of(kNameEndings.begin(), kNameEndings.end(), [&](std::string_view ending) {
    if (!key.ends_with(ending) || key.size() - ending.size() < 4) return false;
    return GivenNameStems().contains(key.substr(0, key.size() - ending.size()));
  });
}

bool IsSurname(std::string_view word) {
  constexpr std::array<std::string_view, 67> kEndings = {
      "ов",     "ова",   "ову",    "овым",   "ове",   "овой",  "ев",   "ева",   "еву",   "евым",
      "еве",    "евой",  "ин",     "ина",    "ину",   "иным",  "ине",  "иной",  "ын",    "ына",
      "ыну",    "ыным",  "ыной",   "ский",   "ского", "скому", "ским", "ская",  "скую",  "ской",
      "цкий",   "цкая",  "енко",   "чук",    "щук",   "нюк",   "юк",   "ян",    "швили", "дзе",
      "овтың",  "евтің", "ованың", "еваның", "овқа",  "евке",  "баев", "баева", "бай",   "бек",
      "ов-тың", "ovich", "ov",     "ova",    "ev",    "eva",   "enko", "sky",   "skiy",  "ұлы",
      "улы",    "uly",   "тегі",   "ко",     "ых",    "их",    "овна"};
  return CountCharacters(word) >= 5 && EndsWithAny(word, kEndings);
}

bool IsPatronymic(std::string_view word) {
  constexpr std::array<std::string_view, 36> kEndings = {
      "ович",    "овича", "овичу", "овичем", "овиче", "евич",  "евича", "евичу",  "евичем",
      "овна",    "овны",  "овне",  "овну",   "овной", "евна",  "евны",  "евне",   "евну",
      "евной",   "ична",  "ичны",  "ичне",   "ичну",  "ичной", "ильич", "ильича", "ильичу",
      "ильичом", "uly",   "kyzy",  "qyzy",   "ovich", "evich", "ovna",  "evna",   "кузьмич"};
  constexpr std::array<std::string_view, 2> kKazakh = {"улы", "кызы"};
  if (CountCharacters(word) < 6) return false;
  if (EndsWithAny(word, kEndings)) return true;
  const std::string key = WithoutKazakhLetters(word);
  return std::any_of(kNameEndings.begin(), kNameEndings.end(), [&](std::string_view ending) {
    return key.ends_with(ending) &&
           EndsWithAny(std::string_view(key).substr(0, key.size() - ending.size()), kKazakh);
  });
}

}  // namespace nlp
