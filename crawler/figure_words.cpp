#include "crawler/figure_words.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace crawler {
namespace {

using enum FigureRole;
using enum Sure;

constexpr HeaderPhrase Is(FigureRole role, Sure sure, std::string_view words) {
  return {static_cast<std::uint8_t>(role), sure, words};
}

constexpr HeaderPhrase kPhrases[] = {
    Is(kIndicator, kCertain, "показател*"),
    Is(kIndicator, kCertain, "наименование показател*"),
    Is(kIndicator, kCertain, "көрсеткіш*"),
    Is(kIndicator, kCertain, "көрсеткіш* атауы"),
    Is(kIndicator, kCertain, "indicator*"),
    Is(kIndicator, kCertain, "indicator name"),
    Is(kIndicator, kCertain, "вопрос*"),
    Is(kIndicator, kCertain, "вопрос анкеты"),
    Is(kIndicator, kCertain, "текст вопроса"),
    Is(kIndicator, kCertain, "сұрақ*"),
    Is(kIndicator, kCertain, "question*"),
    Is(kIndicator, kUsual, "measure"),

    Is(kCategory, kCertain, "категори*"),
    Is(kCategory, kCertain, "санат*"),
    Is(kCategory, kCertain, "category"),
    Is(kCategory, kCertain, "ответ*"),
    Is(kCategory, kCertain, "вариант* ответ*"),
    Is(kCategory, kCertain, "жауап*"),
    Is(kCategory, kCertain, "жауап* нұсқа*"),
    Is(kCategory, kCertain, "answer*"),
    Is(kCategory, kCertain, "response*"),
    Is(kCategory, kUsual, "групп*"),
    Is(kCategory, kUsual, "топ"),
    Is(kCategory, kUsual, "group"),

    Is(kOffence, kCertain, "статья"),
    Is(kOffence, kCertain, "статьи"),
    Is(kOffence, kCertain, "стать* ук"),
    Is(kOffence, kCertain, "стать* ук рк"),
    Is(kOffence, kCertain, "вид* преступлени*"),
    Is(kOffence, kCertain, "вид* правонарушени*"),
    Is(kOffence, kCertain, "состав* преступлени*"),
    Is(kOffence, kCertain, "бап*"),
    Is(kOffence, kCertain, "баб*"),
    Is(kOffence, kCertain, "қк баб*"),
    Is(kOffence, kCertain, "қылмыс* түр*"),
    Is(kOffence, kCertain, "құқық бұзушылық түр*"),
    Is(kOffence, kCertain, "article"),
    Is(kOffence, kCertain, "offence*"),
    Is(kOffence, kCertain, "offense*"),
    Is(kOffence, kCertain, "type offence"),
    Is(kOffence, kUsual, "crime"),

    Is(kSphere, kCertain, "сфер*"),
    Is(kSphere, kCertain, "сфер* деятельност*"),
    Is(kSphere, kCertain, "отрасл*"),
    Is(kSphere, kCertain, "сала"),
    Is(kSphere, kCertain, "саласы"),
    Is(kSphere, kCertain, "салалар"),
    Is(kSphere, kCertain, "қызмет сала*"),
    Is(kSphere, kCertain, "sphere"),
    Is(kSphere, kCertain, "sector"),

    Is(kBody, kCertain, "орган*"),
    Is(kBody, kCertain, "государственн* орган*"),
    Is(kBody, kCertain, "госорган*"),
    Is(kBody, kCertain, "наименование орган*"),
    Is(kBody, kCertain, "мемлекеттік орган*"),
    Is(kBody, kCertain, "орган* атауы"),
    Is(kBody, kCertain, "body"),
    Is(kBody, kCertain, "state body"),
    Is(kBody, kCertain, "agency"),
    Is(kBody, kUsual, "ведомств*"),
    Is(kBody, kUsual, "организаци*"),
    Is(kBody, kUsual, "ұйым*"),
    Is(kBody, kUsual, "institution"),

    Is(kRegion, kCertain, "регион*"),
    Is(kRegion, kCertain, "наименование регион*"),
    Is(kRegion, kCertain, "област*"),
    Is(kRegion, kCertain, "област* город*"),
    Is(kRegion, kCertain, "территори*"),
    Is(kRegion, kCertain, "өңір*"),
    Is(kRegion, kCertain, "өңір* атауы"),
    Is(kRegion, kCertain, "облыс*"),
    Is(kRegion, kCertain, "аймақ*"),
    Is(kRegion, kCertain, "region*"),
    Is(kRegion, kUsual, "oblast"),
    Is(kRegion, kWeak, "город"),
    Is(kRegion, kWeak, "қала*"),
    Is(kRegion, kWeak, "city"),

    Is(kPeriod, kCertain, "период*"),
    Is(kPeriod, kCertain, "отчетн* период*"),
    Is(kPeriod, kCertain, "кезең*"),
    Is(kPeriod, kCertain, "есепті кезең*"),
    Is(kPeriod, kCertain, "period"),
    Is(kPeriod, kCertain, "reporting period"),
    Is(kPeriod, kUsual, "дата"),
    Is(kPeriod, kUsual, "күні"),
    Is(kPeriod, kUsual, "date"),
    Is(kYear, kCertain, "год"),
    Is(kYear, kCertain, "годы"),
    Is(kYear, kCertain, "отчетн* год"),
    Is(kYear, kCertain, "жыл"),
    Is(kYear, kCertain, "жылы"),
    Is(kYear, kCertain, "жылдар"),
    Is(kYear, kCertain, "year"),
    Is(kQuarter, kCertain, "квартал"),
    Is(kQuarter, kCertain, "тоқсан"),
    Is(kQuarter, kCertain, "quarter"),
    Is(kMonth, kCertain, "месяц"),
    Is(kMonth, kCertain, "ай"),
    Is(kMonth, kCertain, "айы"),
    Is(kMonth, kCertain, "month"),
    Is(kFrom, kCertain, "начало период*"),
    Is(kFrom, kCertain, "дата начала"),
    Is(kFrom, kCertain, "период с"),
    Is(kFrom, kCertain, "кезең бас*"),
    Is(kFrom, kCertain, "басталу* күні"),
    Is(kFrom, kCertain, "period start"),
    Is(kFrom, kCertain, "start date"),
    Is(kFrom, kUsual, "с"),
    Is(kFrom, kUsual, "from"),
    Is(kFrom, kUsual, "start"),
    Is(kTo, kCertain, "конец период*"),
    Is(kTo, kCertain, "дата окончани*"),
    Is(kTo, kCertain, "период по"),
    Is(kTo, kCertain, "кезең соң*"),
    Is(kTo, kCertain, "аяқталу* күні"),
    Is(kTo, kCertain, "period end"),
    Is(kTo, kCertain, "end date"),
    Is(kTo, kUsual, "по"),
    Is(kTo, kUsual, "до"),
    Is(kTo, kUsual, "to"),
    Is(kTo, kUsual, "end"),

    Is(kUnit, kCertain, "единиц* измерени*"),
    Is(kUnit, kCertain, "ед изм*"),
    Is(kUnit, kCertain, "өлшем бірлі*"),
    Is(kUnit, kCertain, "unit*"),
    Is(kUnit, kCertain, "unit measure*"),

    Is(kSample, kCertain, "выборка"),
    Is(kSample, kCertain, "размер выборки"),
    Is(kSample, kCertain, "объем выборки"),
    Is(kSample, kCertain, "опрошено"),
    Is(kSample, kCertain, "число респондентов"),
    Is(kSample, kCertain, "количество респондентов"),
    Is(kSample, kCertain, "респондент* саны"),
    Is(kSample, kCertain, "іріктеме*"),
    Is(kSample, kCertain, "сұралған* саны"),
    Is(kSample, kCertain, "sample"),
    Is(kSample, kCertain, "sample size"),
    Is(kSample, kCertain, "respondents"),
    Is(kSample, kUsual, "респондент*"),
    Is(kSample, kUsual, "опрошен*"),
    Is(kSample, kUsual, "сұралған*"),
    Is(kSample, kUsual, "surveyed"),
    Is(kSample, kUsual, "base"),
    Is(kSample, kWeak, "n"),

    Is(kValue, kCertain, "значени*"),
    Is(kValue, kCertain, "мәні"),
    Is(kValue, kCertain, "value"),
    Is(kValue, kCertain, "количество"),
    Is(kValue, kCertain, "кол во"),
    Is(kValue, kCertain, "саны"),
    Is(kValue, kCertain, "count"),
    Is(kValue, kUsual, "число"),
    Is(kValue, kUsual, "number"),
    Is(kValue, kUsual, "доля"),
    Is(kValue, kUsual, "процент*"),
    Is(kValue, kUsual, "үлес*"),
    Is(kValue, kUsual, "пайыз*"),
    Is(kValue, kUsual, "share"),
    Is(kValue, kUsual, "percent*"),

    Is(kIgnored, kCertain, "№"),
    Is(kIgnored, kCertain, "№ п п"),
    Is(kIgnored, kCertain, "№ пп"),
    Is(kIgnored, kCertain, "п п"),
    Is(kIgnored, kCertain, "р с"),
    Is(kIgnored, kCertain, "р с №"),
    Is(kIgnored, kCertain, "код"),
    Is(kIgnored, kCertain, "код строки"),
    Is(kIgnored, kCertain, "№ строки"),
    Is(kIgnored, kCertain, "номер строки"),
    Is(kIgnored, kCertain, "жол коды"),
    Is(kIgnored, kCertain, "no"),
    Is(kIgnored, kCertain, "code"),
};

constexpr std::string_view kTotals[] = {"всего",
                                        "итого",
                                        "барлығы",
                                        "жиыны",
                                        "жалпы",
                                        "total",
                                        "overall",
                                        "all",
                                        "в целом",
                                        "общее",
                                        "общий итог",
                                        "grand total",
                                        "барлығы оның ішінде",
                                        "всего в том числе",
                                        "итого в том числе",
                                        "всего из них"};
constexpr std::string_view kCountry[] = {"республика казахстан",
                                         "рк",
                                         "по республике",
                                         "по рк",
                                         "всего по республике",
                                         "всего по рк",
                                         "итого по республике",
                                         "итого по рк",
                                         "в целом по республике",
                                         "по республике казахстан",
                                         "казахстан",
                                         "қазақстан республикасы",
                                         "қр",
                                         "республика бойынша",
                                         "қр бойынша",
                                         "қазақстан",
                                         "қазақстан республикасы бойынша",
                                         "kazakhstan",
                                         "republic of kazakhstan"};
constexpr std::string_view kListMarks[] = {
    "в том числе",  "в т ч",          "из них",   "в том числе по", "оның ішінде",
    "соның ішінде", "олардың ішінде", "of which", "including",      "в том числе по регионам"};

std::unordered_set<std::string> FoldedSet(std::span<const std::string_view> labels) {
  std::unordered_set<std::string> folded;
  for (const std::string_view label : labels) folded.insert(FoldHeader(label));
  return folded;
}

}  // namespace

const HeaderVocabulary& FigureVocabulary() {
  static const HeaderVocabulary kVocabulary(kPhrases, {});
  return kVocabulary;
}

bool IsTotal(std::string_view label, FigureRole role) {
  static const auto kAny = FoldedSet(kTotals), kOfRegions = FoldedSet(kCountry);
  const std::string folded = FoldHeader(label);
  return kAny.contains(folded) || (role == FigureRole::kRegion && kOfRegions.contains(folded));
}

bool IsListMark(std::string_view label) {
  static const auto kMarks = FoldedSet(kListMarks);
  return kMarks.contains(FoldHeader(label));
}

}  // namespace crawler
