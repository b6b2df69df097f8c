#include "monitor/wording.h"

namespace monitor {
namespace {

// Names of the Rules and of their paragraphs are still to be compared with the official texts.
constexpr Wording kKazakh = {
    .language = core::Language::kKk,
    .item = {"материал", "материал", "материал"},
    .incident = {"оқиға", "оқиға", "оқиға"},
    .more = {"оқиғаға", "оқиғаға", "оқиғаға"},

    .type = "Тақырыптық сыбайлас жемқорлыққа қарсы мониторинг",
    .rules = "Сыбайлас жемқорлыққа қарсы мониторинг жүргізу қағидаларының 9 және 11-тармақтары",
    .sphere = "Сала",
    .body = "Орган, ұйым",
    .period = "Кезең",
    .before = "Алдыңғы кезең",
    .in_zone = "уақыт белдеуі: {zone}",
    .headline = "Негізгі көрсеткіштер",
    .all = "Барлығы",
    .media = "БАҚ",
    .appeals = "Өтініштер",
    .figure = "{items}, {incidents} – {change}",
    .grown = "алдыңғы кезеңге қарағанда {change} көп (алдыңғы кезеңде – {before})",
    .fallen = "алдыңғы кезеңге қарағанда {change} аз (алдыңғы кезеңде – {before})",
    .same = "алдыңғы кезеңдегідей ({before})",
    .none_before = "алдыңғы кезеңде тіркелмеген",
    .none_at_all = "алдыңғы кезеңде де тіркелмеген",
    .reprints = "Оның ішінде қайталама жарияланымдар: {items}.",
    .caution =
        "Мәліметтер дереккөздерден алынған және аталған адамдардың кінәлі екенін білдірмейді.",

    .items_column = "Материал",
    .incidents_column = "Оқиға",
    .by_month = "Айлар бойынша",
    .by_scheme = "Сыбайлас жемқорлық схемалары бойынша",
    .by_body = "Органдар мен ұйымдар бойынша",
    .by_region = "Өңірлер бойынша",
    .by_source = "Дереккөздер бойынша",
    .by_language = "Тілдер бойынша",
    .by_source_type = "Ақпарат көздерінің түрлері бойынша (Қағидалардың 7-тармағы)",
    .others = "Басқалары ({count})",
    .several_rows = "Бір материал бірнеше жолға кіруі мүмкін.",
    .nothing = "Деректер жоқ.",

    .left_out = "Есепке алынбағандар",
    .left_special =
        "{items} арнаулы мемлекеттік органдарға қатысты (Қағидалар олардың қызметіне "
        "қолданылмайды, 5-тармақ).",
    .left_uncountable =
        "{items} елдегі нақты оқиға туралы хабарламайды (профилактика, заңнама, "
        "шетелдегі оқиғалар, ақтау үкімдері).",
    .nothing_left_out = "Мұндай материалдар жоқ.",

    .quotations = "Дәйексөздер",
    .no_quotations = "Дәйексөз келтіруге материал жоқ.",
    .open_quote = "«",
    .close_quote = "»",
    .source = "Дереккөз",
    .link = "Сілтеме",
    .trace = "Тексеру",
    .traced = "№ {number} құжат, {rule} ережесі ({version}-нұсқа), {field}, {begin}–{end}-байттар",
    .hash = "түпнұсқаның SHA-256 мәні: {sha256}",
    .title_field = "тақырып",
    .text_field = "мәтін",
    .made_from = "Деректер қоры: № {commit} жазба. Сөздік нұсқасы: {lexicon}.",
    .no_lexicon = "қолданылмаған",

    .source_types = {"Құқықтық статистика", "Өтініштер", "ҮЕҰ және халықаралық ұйымдар",
                     "Әлеуметтік сауалнамалар", "БАҚ", "Өзге дереккөздер"},
    .languages = {{{"kk", "Қазақ тілі"}, {"ru", "Орыс тілі"}, {"en", "Ағылшын тілі"}}},
    .other_language = "Басқа тіл ({code})",
};

constexpr Wording kRussian = {
    .language = core::Language::kRu,
    .item = {"материал", "материала", "материалов"},
    .incident = {"случай", "случая", "случаев"},
    .more = {"случай", "случая", "случаев"},

    .type = "Тематический антикоррупционный мониторинг",
    .rules = "Пункты 9 и 11 Правил проведения антикоррупционного мониторинга",
    .sphere = "Сфера",
    .body = "Орган, организация",
    .period = "Период",
    .before = "Предыдущий период",
    .in_zone = "часовой пояс: {zone}",
    .headline = "Основные показатели",
    .all = "Всего",
    .media = "СМИ",
    .appeals = "Обращения",
    .figure = "{items}, {incidents} — {change}",
    .grown = "на {change} больше, чем за предыдущий период ({before})",
    .fallen = "на {change} меньше, чем за предыдущий период ({before})",
    .same = "столько же, сколько за предыдущий период ({before})",
    .none_before = "за предыдущий период не зафиксировано",
    .none_at_all = "за предыдущий период также не зафиксировано",
    .reprints = "В том числе повторные публикации об уже учтённых случаях: {items}.",
    .caution = "Сведения взяты из источников и не означают виновности упомянутых лиц.",

    .items_column = "Материалы",
    .incidents_column = "Случаи",
    .by_month = "По месяцам",
    .by_scheme = "По коррупционным схемам",
    .by_body = "По органам и организациям",
    .by_region = "По регионам",
    .by_source = "По источникам",
    .by_language = "По языкам",
    .by_source_type = "По видам источников (пункт 7 Правил)",
    .others = "Прочие ({count})",
    .several_rows = "Один материал может входить в несколько строк.",
    .nothing = "Нет данных.",

    .left_out = "Не учтено",
    .left_special =
        "Касаются специальных государственных органов — {items} "
        "(на их деятельность Правила не распространяются, пункт 5).",
    .left_uncountable =
        "Не сообщают о конкретном случае в стране — {items} (профилактика, "
        "законодательство, события за рубежом, оправдательные решения).",
    .nothing_left_out = "Таких материалов нет.",

    .quotations = "Цитаты",
    .no_quotations = "Материалов для цитирования нет.",
    .open_quote = "«",
    .close_quote = "»",
    .source = "Источник",
    .link = "Ссылка",
    .trace = "Проверка",
    .traced =
        "документ № {number}, правило {rule} (версия {version}), {field}, байты "
        "{begin}–{end}",
    .hash = "SHA-256 оригинала: {sha256}",
    .title_field = "заголовок",
    .text_field = "текст",
    .made_from = "База данных: запись № {commit}. Версия словаря: {lexicon}.",
    .no_lexicon = "не применялся",

    .source_types = {"Правовая статистика", "Обращения", "НПО и международные организации",
                     "Социологические опросы", "СМИ", "Иные источники"},
    .languages = {{{"kk", "Казахский"}, {"ru", "Русский"}, {"en", "Английский"}}},
    .other_language = "Другой язык ({code})",
};

constexpr Wording kEnglish = {
    .language = core::Language::kEn,
    .item = {"item", "items", "items"},
    .incident = {"incident", "incidents", "incidents"},
    .more = {"incident", "incidents", "incidents"},

    .type = "Thematic anti-corruption monitoring",
    .rules = "Paragraphs 9 and 11 of the Anti-Corruption Monitoring Rules",
    .sphere = "Sphere",
    .body = "Body",
    .period = "Period",
    .before = "Period before",
    .in_zone = "time zone: {zone}",
    .headline = "Main figures",
    .all = "Total",
    .media = "Media",
    .appeals = "Appeals",
    .figure = "{items}, {incidents} – {change}",
    .grown = "up by {change} from the period before ({before})",
    .fallen = "down by {change} from the period before ({before})",
    .same = "as many as in the period before ({before})",
    .none_before = "none in the period before",
    .none_at_all = "none in the period before either",
    .reprints = "Of these, repeats of incidents already counted: {items}.",
    .caution =
        "The statements are those of the sources; they do not mean that anyone named is "
        "guilty.",

    .items_column = "Items",
    .incidents_column = "Incidents",
    .by_month = "By month",
    .by_scheme = "By corruption scheme",
    .by_body = "By body",
    .by_region = "By region",
    .by_source = "By source",
    .by_language = "By language",
    .by_source_type = "By kind of source (paragraph 7 of the Rules)",
    .others = "Others ({count})",
    .several_rows = "An item may stand in several rows.",
    .nothing = "No data.",

    .left_out = "Left out",
    .left_special =
        "About special state bodies: {items} (the Rules do not apply to them, "
        "paragraph 5).",
    .left_uncountable =
        "Without a specific incident in the country: {items} (prevention, "
        "legislation, events abroad, acquittals).",
    .nothing_left_out = "Nothing.",

    .quotations = "Quotations",
    .no_quotations = "There is nothing to quote.",
    .open_quote = "“",
    .close_quote = "”",
    .source = "Source",
    .link = "Link",
    .trace = "Trace",
    .traced =
        "document No. {number}, rule {rule} (version {version}), {field}, bytes "
        "{begin}–{end}",
    .hash = "SHA-256 of the original: {sha256}",
    .title_field = "title",
    .text_field = "text",
    .made_from = "Database: commit {commit}. Lexicon version: {lexicon}.",
    .no_lexicon = "none used",

    .source_types = {"Legal statistics", "Appeals", "NGOs and international organisations",
                     "Sociological surveys", "Media", "Other sources"},
    .languages = {{{"kk", "Kazakh"}, {"ru", "Russian"}, {"en", "English"}}},
    .other_language = "Other language ({code})",
};

}  // namespace

const Wording& WordingOf(core::Language language) {
  switch (language) {
    case core::Language::kKk:
      return kKazakh;
    case core::Language::kEn:
      return kEnglish;
    default:
      return kRussian;
  }
}

}  // namespace monitor
