#include "crawler/foreign_months.h"

#include <unordered_map>

namespace crawler {
namespace {

struct Entry {
  std::string_view folded;
  int month;
};

constexpr Entry kMonths[] = {
    // French.
    {"janvier", 1},
    {"fevrier", 2},
    {"mars", 3},
    {"avril", 4},
    {"juin", 6},
    {"juillet", 7},
    {"aout", 8},
    {"septembre", 9},
    {"octobre", 10},
    {"novembre", 11},
    {"decembre", 12},
    {"janv", 1},
    {"fevr", 2},
    {"avr", 4},
    {"juil", 7},
    // Spanish.
    {"enero", 1},
    {"febrero", 2},
    {"marzo", 3},
    {"abril", 4},
    {"mayo", 5},
    {"junio", 6},
    {"julio", 7},
    {"agosto", 8},
    {"septiembre", 9},
    {"octubre", 10},
    {"noviembre", 11},
    {"diciembre", 12},
    {"ene", 1},
    {"abr", 4},
    {"setiembre", 9},
    {"dic", 12},
    // Italian.
    {"gennaio", 1},
    {"febbraio", 2},
    {"aprile", 4},
    {"maggio", 5},
    {"giugno", 6},
    {"luglio", 7},
    {"settembre", 9},
    {"ottobre", 10},
    {"dicembre", 12},
    {"giu", 6},
    {"lug", 7},
    {"ott", 10},
    // Portuguese.
    {"janeiro", 1},
    {"fevereiro", 2},
    {"marco", 3},
    {"maio", 5},
    {"junho", 6},
    {"julho", 7},
    {"setembro", 9},
    {"outubro", 10},
    {"novembro", 11},
    {"dezembro", 12},
    {"fev", 2},
    {"dez", 12},
    // Dutch.
    {"januari", 1},
    {"februari", 2},
    {"maart", 3},
    {"mei", 5},
    {"augustus", 8},
    {"okt", 10},
    // Romanian.
    {"ianuarie", 1},
    {"februarie", 2},
    {"martie", 3},
    {"aprilie", 4},
    {"iunie", 6},
    {"iulie", 7},
    {"septembrie", 9},
    {"octombrie", 10},
    {"noiembrie", 11},
    {"decembrie", 12},
    // Polish.
    {"stycznia", 1},
    {"lutego", 2},
    {"marca", 3},
    {"kwietnia", 4},
    {"maja", 5},
    {"czerwca", 6},
    {"lipca", 7},
    {"sierpnia", 8},
    {"wrzesnia", 9},
    {"pazdziernika", 10},
    {"listopada", 11},
    {"grudnia", 12},
    // Turkish.
    {"ocak", 1},
    {"shubat", 2},
    {"nisan", 4},
    {"mayis", 5},
    {"haziran", 6},
    {"temmuz", 7},
    {"agustos", 8},
    {"eylul", 9},
    {"ekim", 10},
    {"kasim", 11},
    {"aralik", 12},
    // Uzbek.
    {"yanvar", 1},
    {"fevral", 2},
    {"mart", 3},
    {"aprel", 4},
    {"iyun", 6},
    {"iyul", 7},
    {"avgust", 8},
    {"sentabr", 9},
    {"oktabr", 10},
    {"noyabr", 11},
    {"dekabr", 12},
    // Ukrainian.
    {"сичня", 1},
    {"лютого", 2},
    {"березня", 3},
    {"квитня", 4},
    {"травня", 5},
    {"червня", 6},
    {"липня", 7},
    {"серпня", 8},
    {"вересня", 9},
    {"жовтня", 10},
    {"листопада", 11},
    {"грудня", 12},
    // Arabic.
    {"يناير", 1},
    {"فبراير", 2},
    {"مارس", 3},
    {"ابريل", 4},
    {"مايو", 5},
    {"يونيو", 6},
    {"يوليو", 7},
    {"اغسطس", 8},
    {"سبتمبر", 9},
    {"اكتوبر", 10},
    {"نوفمبر", 11},
    {"ديسمبر", 12},
};

}  // namespace

int MonthInOtherLanguages(std::string_view folded) {
  static const auto months = [] {
    std::unordered_map<std::string_view, int> map;
    for (const Entry& entry : kMonths) map.emplace(entry.folded, entry.month);
    return map;
  }();
  const auto found = months.find(folded);
  return found == months.end() ? 0 : found->second;
}

}  // namespace crawler
