#include "classify/sample_texts.h"

namespace classify {
namespace {

constexpr std::string_view kKazakh =
    "Бүгін таңертең ауылда күн салқын болды, бірақ түске қарай жылынды. Көше бойында балалар "
    "ойнап жүрді, ал үлкендер дүкеннің алдында әңгімелесіп тұрды. Ауданда жаңа көпір салынып "
    "жатыр, оның құрылысы келесі жылы аяқталады деп күтілуде. Жұмысшылар күніне он сағат "
    "еңбек етеді, себебі қыс ерте түсуі мүмкін. Әкімдік өкілі жолдың жай-күйі туралы айтып "
    "берді және тұрғындардың сұрақтарына жауап қайтарды. Кейбіреулер судың сапасына "
    "шағымданды, басқалары автобустың кешігіп келетінін айтты. Былтыр мектептің шатыры "
    "жөнделді, биыл кітапханаға жаңа кітаптар келді. Мұғалімдер оқушыларға тарих пен "
    "әдебиетті қызық етіп түсіндіреді. Кеше қалада көрме ашылды, онда жас суретшілердің "
    "жұмыстары қойылған. Көрмеге келгендер қолөнер бұйымдарын сатып алды. Диқандар биыл егін "
    "жақсы шықты дейді, өйткені жаңбыр мол болды. Базарда алма мен қияр арзандады, ет бағасы "
    "өзгерген жоқ. Дәрігерлер суық тиюден сақтану үшін жылы киініп, көбірек жүру керек деп "
    "кеңес береді. Кешке қарай жел көтерілді, сондықтан өзен жағасында адам аз болды. Футбол "
    "командасы үш ойын қатарынан жеңіліп, төртіншісінде ғана тең түсті. Жаттықтырушы "
    "ойыншылардың шаршағанын мойындады және демалыс керек екенін айтты. Пойыз вокзалға сағат "
    "жетіде келеді, ал билеттерді алдын ала алған дұрыс. Министрлік жаңа ережелерді "
    "жариялады, олар қаңтар айынан бастап күшіне енеді. Сот отырысы ертеңге қалдырылды, "
    "себебі куә келмеді. Полиция жол қозғалысы ережесін сақтауды ескертті. Банк өкілдері "
    "несие мөлшерлемесі өзгермейтінін хабарлады. Ғалымдар көлдің деңгейі көтерілгенін "
    "байқады, бұл балық үшін жақсы жаңалық. Әжем ескі сандықтан атамның хаттарын тауып алды, "
    "біз оларды кешке дейін оқып отырдық. Ағам шебер ұста, ол үйдің есігін өзі жасады. Інім "
    "биыл университетке түсті, оған жатақханадан орын берілді. Көктемде бау-бақшада жұмыс "
    "көп, әр адам өз үлесін қосады. Театрда жаңа спектакль қойылды, көрермендер оны ұзақ қол "
    "шапалақтап қарсы алды. Компания жаңа цех ашып, отыз адамды жұмысқа алмақ. Бұл туралы "
    "директор жиналыста айтты. Аурухананың жаңа корпусында жүз орын бар, оған заманауи "
    "құрал-жабдық қойылады. Сенбі күні ауыл тұрғындары көшет отырғызды, сосын бірге шай ішті. "
    "Қонақтар қазақтың дәстүрлі тағамдарын мақтады. Ол ұзақ ойланып, ақыры келісімін берді. "
    "Біз таудың етегіне дейін жаяу бардық та, кешке қайттық. Егер ауа райы жақсы болса, ертең "
    "балық аулауға шығамыз. Мен бұл кітапты бірнеше рет оқыдым, бірақ әлі де жаңа нәрсе "
    "табамын.";

constexpr std::string_view kRussian =
    "Утром в посёлке было прохладно, но к обеду потеплело. На улице играли дети, а взрослые "
    "стояли у магазина и разговаривали о погоде. В районе строят новый мост, и его должны "
    "закончить в следующем году. Рабочие трудятся по десять часов в день, потому что зима "
    "может прийти рано. Представитель акимата рассказал о состоянии дорог и ответил на "
    "вопросы жителей. Одни жаловались на качество воды, другие говорили, что автобус всё "
    "время опаздывает. В прошлом году в школе починили крышу, а в этом в библиотеку привезли "
    "новые книги. Учителя объясняют детям историю и литературу так, что их интересно слушать. "
    "Вчера в городе открылась выставка, на которой показаны работы молодых художников. Те, "
    "кто пришёл на выставку, могли купить изделия мастеров. Фермеры говорят, что урожай в "
    "этом году хороший, так как дождей было много. На рынке подешевели яблоки и огурцы, цена "
    "на мясо не изменилась. Врачи советуют тепло одеваться и больше ходить пешком, чтобы не "
    "простудиться. К вечеру поднялся ветер, поэтому на берегу реки было мало людей. "
    "Футбольная команда проиграла три матча подряд и только в четвёртом сыграла вничью. "
    "Тренер признал, что игроки устали и что им нужен отдых. Поезд приходит на вокзал в семь "
    "часов, а билеты лучше купить заранее. Министерство опубликовало новые правила, они "
    "вступят в силу с января. Заседание суда перенесли на завтра, потому что свидетель не "
    "пришёл. Полиция напомнила водителям, что на этом перекрёстке нужно быть внимательнее. В "
    "банке сообщили, что ставка по кредитам пока останется прежней. Учёные заметили, что "
    "уровень озера поднялся, и для рыбы это хорошая новость. Бабушка нашла в старом сундуке "
    "письма деда, и мы читали их до самого вечера. Мой брат хороший плотник, дверь в доме он "
    "сделал сам. Младшая сестра поступила в университет, ей дали место в общежитии. Весной в "
    "саду много работы, и каждый вносит свою долю. В театре поставили новый спектакль, "
    "зрители долго аплодировали актёрам. Компания открывает новый цех и хочет взять на работу "
    "тридцать человек. Об этом директор сказал на собрании. В новом корпусе больницы сто "
    "мест, для него уже закупили оборудование. В субботу жители посадили деревья, а потом "
    "вместе пили чай. Гости хвалили угощение и просили рассказать, как его готовят. Он долго "
    "думал и в конце концов согласился. Мы дошли пешком до подножия горы и вернулись только к "
    "ночи. Если завтра будет хорошая погода, то поедем на рыбалку. Я читал эту книгу "
    "несколько раз, но всё ещё нахожу в ней что-то новое. Она положила ключи на стол, "
    "посмотрела в окно и ничего не ответила. Когда стемнело, во дворе зажгли фонари, и стало "
    "слышно, как за рекой поют.";

constexpr std::string_view kEnglish =
    "It was cool in the village in the morning, but it grew warmer by noon. Children played "
    "in the street while the older people stood by the shop and talked about the weather. A "
    "new bridge is being built in the district, and it should be finished next year. The "
    "workers spend ten hours a day on it because the winter may come early. A speaker of the "
    "council told residents about the state of the roads and answered their questions. Some "
    "of them complained about the quality of the water, and others said that the bus was "
    "always late. Last year the roof of the school was repaired, and this year the library "
    "received new books. The teachers explain history and literature in such a way that the "
    "pupils like to listen. Yesterday an exhibition opened in the city that shows the work of "
    "young painters. Those who came could buy things made by local masters. The farmers say "
    "that the harvest is good because there was a lot of rain. Apples and cucumbers became "
    "cheaper at the market, but the price of meat did not change. Doctors advise people to "
    "dress warmly and to walk more. A wind rose towards evening, so there were few people on "
    "the bank of the river. The football team lost three games in a row and drew only the "
    "fourth. The coach admitted that the players were tired and that they needed a rest. The "
    "train arrives at seven, and it is better to buy tickets before that day. The ministry "
    "published new rules, which take effect in January. The hearing was moved to tomorrow "
    "because a witness did not come. The police reminded drivers to be careful at this "
    "crossing. The bank said that the rate for loans would stay as it is this year. Scientists "
    "noticed that the level of the lake has risen, which is good news for the fish. My "
    "grandmother found old letters in a box, and we read them until it was dark. My brother "
    "is a good carpenter, and he made the door of the house himself. My sister went to the "
    "university and was given a room in a hostel. There is much to do in the garden in "
    "spring, and everyone has a share in it. The theatre staged a new play, and the audience "
    "clapped for a long time. The company is going to open a workshop and wants to hire "
    "thirty people. The director told the meeting about it. There are a hundred beds in the "
    "new wing of the hospital, and the equipment for it has been bought. On Saturday the "
    "residents planted trees and then had tea together. The guests praised the food and asked "
    "how it was cooked. He thought for a long time and agreed in the end. We walked to the "
    "foot of the mountain and came back at night. If the weather is fine tomorrow, we will go "
    "fishing. I have read this book several times, but I still find something new in it. She "
    "put the keys on the table, looked out of the window and did not say a word.";

}  // namespace

std::string_view SampleText(core::Language language) {
  switch (language) {
    case core::Language::kKk:
      return kKazakh;
    case core::Language::kRu:
      return kRussian;
    default:
      return kEnglish;
  }
}

}  // namespace classify
