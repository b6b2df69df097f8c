#include "crawler/column_guess.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "crawler/header_words.h"

namespace crawler {
namespace {

constexpr std::array<std::string_view, kColumnRoles> kRoleNames = {
    "number", "text", "title",  "date",   "language", "region",
    "body",   "url",  "outlet", "author", "other"};

using enum ColumnRole;
using enum Sure;

constexpr HeaderPhrase Is(ColumnRole role, Sure sure, std::string_view words) {
  return {static_cast<std::uint8_t>(role), sure, words};
}

constexpr HeaderPhrase kPhrases[] = {
    Is(kNumber, kCertain, "рег* номер"),
    Is(kNumber, kCertain, "рег* №"),
    Is(kNumber, kCertain, "номер обращени*"),
    Is(kNumber, kCertain, "№ обращени*"),
    Is(kNumber, kCertain, "номер заявлени*"),
    Is(kNumber, kCertain, "№ заявлени*"),
    Is(kNumber, kCertain, "номер жалоб*"),
    Is(kNumber, kCertain, "№ жалоб*"),
    Is(kNumber, kCertain, "номер заявк*"),
    Is(kNumber, kCertain, "id обращени*"),
    Is(kNumber, kUsual, "вход* номер"),
    Is(kNumber, kUsual, "вход* №"),
    Is(kNumber, kUsual, "вх №"),
    Is(kNumber, kUsual, "вх номер"),
    Is(kNumber, kCertain, "тіркеу нөмір*"),
    Is(kNumber, kCertain, "тіркеу №"),
    Is(kNumber, kCertain, "өтініш* нөмір*"),
    Is(kNumber, kCertain, "өтініш* №"),
    Is(kNumber, kCertain, "шағым* нөмір*"),
    Is(kNumber, kUsual, "кіріс нөмір*"),
    Is(kNumber, kCertain, "reg* number"),
    Is(kNumber, kCertain, "reg* no"),
    Is(kNumber, kCertain, "appeal number"),
    Is(kNumber, kCertain, "appeal no"),
    Is(kNumber, kCertain, "appeal id"),
    Is(kNumber, kCertain, "request number"),
    Is(kNumber, kCertain, "request id"),
    Is(kNumber, kCertain, "complaint number"),
    Is(kNumber, kCertain, "complaint id"),
    Is(kNumber, kCertain, "ticket id"),
    Is(kNumber, kCertain, "case number"),
    Is(kNumber, kUsual, "number"),
    Is(kNumber, kUsual, "номер"),
    Is(kNumber, kUsual, "нөмір*"),
    Is(kNumber, kUsual, "id"),
    Is(kNumber, kUsual, "uid"),
    Is(kNumber, kUsual, "uuid"),
    Is(kNumber, kUsual, "ид"),
    Is(kNumber, kWeak, "№"),
    Is(kNumber, kWeak, "no"),
    Is(kNumber, kWeak, "num"),

    Is(kText, kCertain, "текст обращени*"),
    Is(kText, kCertain, "текст заявлени*"),
    Is(kText, kCertain, "текст жалоб*"),
    Is(kText, kCertain, "содержани* обращени*"),
    Is(kText, kCertain, "суть обращени*"),
    Is(kText, kCertain, "суть вопроса"),
    Is(kText, kCertain, "өтініш* мәтін*"),
    Is(kText, kCertain, "өтініш* мазмұн*"),
    Is(kText, kCertain, "шағым* мәтін*"),
    Is(kText, kCertain, "appeal text"),
    Is(kText, kCertain, "complaint text"),
    Is(kText, kCertain, "message text"),
    Is(kText, kCertain, "full text"),
    Is(kText, kCertain, "полный текст"),
    Is(kText, kCertain, "толық мәтін*"),
    Is(kText, kCertain, "text"),
    Is(kText, kCertain, "текст"),
    Is(kText, kCertain, "мәтін*"),
    Is(kText, kUsual, "содержани*"),
    Is(kText, kUsual, "мазмұн*"),
    Is(kText, kUsual, "content*"),
    Is(kText, kUsual, "message"),
    Is(kText, kUsual, "сообщени*"),
    Is(kText, kUsual, "хабарлама"),
    Is(kText, kUsual, "описани*"),
    Is(kText, kUsual, "сипаттама*"),
    Is(kText, kUsual, "description"),
    Is(kText, kUsual, "суть"),
    Is(kText, kWeak, "обращени*"),
    Is(kText, kWeak, "жалоба"),
    Is(kText, kWeak, "вопрос"),
    Is(kText, kWeak, "өтініш*"),
    Is(kText, kWeak, "шағым*"),
    Is(kText, kWeak, "appeal"),
    Is(kText, kWeak, "complaint"),
    Is(kText, kWeak, "question"),
    Is(kText, kWeak, "comment"),
    Is(kText, kWeak, "комментари*"),
    Is(kText, kWeak, "body"),

    Is(kTitle, kCertain, "тема обращени*"),
    Is(kTitle, kCertain, "тема"),
    Is(kTitle, kCertain, "заголовок"),
    Is(kTitle, kCertain, "өтініш* тақырыб*"),
    Is(kTitle, kCertain, "тақырып*"),
    Is(kTitle, kCertain, "тақырыб*"),
    Is(kTitle, kCertain, "subject"),
    Is(kTitle, kCertain, "title"),
    Is(kTitle, kUsual, "topic"),
    Is(kTitle, kUsual, "theme"),
    Is(kTitle, kUsual, "кратк* содержани*"),
    Is(kTitle, kUsual, "қысқаша мазмұн*"),
    Is(kTitle, kWeak, "наименовани*"),
    Is(kTitle, kWeak, "summary"),

    Is(kDate, kCertain, "дата регистрации"),
    Is(kDate, kCertain, "дата обращени*"),
    Is(kDate, kCertain, "дата поступлени*"),
    Is(kDate, kCertain, "дата подачи"),
    Is(kDate, kCertain, "тіркеу* күн*"),
    Is(kDate, kCertain, "тіркелген күн*"),
    Is(kDate, kCertain, "түскен күн*"),
    Is(kDate, kCertain, "өтініш* күн*"),
    Is(kDate, kCertain, "берілген күн*"),
    Is(kDate, kCertain, "reg* date"),
    Is(kDate, kCertain, "appeal date"),
    Is(kDate, kCertain, "date received"),
    Is(kDate, kCertain, "date registered"),
    Is(kDate, kCertain, "date submitted"),
    Is(kDate, kCertain, "дата"),
    Is(kDate, kCertain, "күні"),
    Is(kDate, kCertain, "date"),
    Is(kDate, kUsual, "дата создани*"),
    Is(kDate, kUsual, "date created"),
    Is(kDate, kUsual, "created at"),
    Is(kDate, kUsual, "received at"),
    Is(kDate, kUsual, "submitted at"),
    Is(kDate, kUsual, "күн"),
    Is(kDate, kUsual, "datetime"),
    Is(kDate, kWeak, "created"),
    Is(kDate, kWeak, "received"),
    Is(kDate, kWeak, "timestamp"),
    Is(kDate, kWeak, "поступило"),
    Is(kDate, kWeak, "зарегистрировано"),

    Is(kLanguage, kCertain, "язык"),
    Is(kLanguage, kCertain, "язык обращени*"),
    Is(kLanguage, kCertain, "тілі"),
    Is(kLanguage, kCertain, "тіл"),
    Is(kLanguage, kCertain, "өтініш* тіл*"),
    Is(kLanguage, kCertain, "language"),
    Is(kLanguage, kCertain, "lang"),

    Is(kRegion, kCertain, "регион"),
    Is(kRegion, kCertain, "область"),
    Is(kRegion, kCertain, "өңір*"),
    Is(kRegion, kCertain, "облыс*"),
    Is(kRegion, kCertain, "аймақ*"),
    Is(kRegion, kCertain, "region"),
    Is(kRegion, kUsual, "oblast"),
    Is(kRegion, kWeak, "город"),
    Is(kRegion, kWeak, "қала*"),
    Is(kRegion, kWeak, "city"),

    Is(kBody, kCertain, "государственн* орган"),
    Is(kBody, kCertain, "гос* орган"),
    Is(kBody, kCertain, "госорган"),
    Is(kBody, kCertain, "мемлекеттік орган*"),
    Is(kBody, kCertain, "state body"),
    Is(kBody, kCertain, "government agency"),
    Is(kBody, kUsual, "орган"),
    Is(kBody, kUsual, "ведомство"),
    Is(kBody, kUsual, "организаци*"),
    Is(kBody, kUsual, "ұйым*"),
    Is(kBody, kUsual, "agency"),
    Is(kBody, kUsual, "organization"),
    Is(kBody, kUsual, "organisation"),
    Is(kBody, kWeak, "учреждени*"),
    Is(kBody, kWeak, "мекеме*"),
    Is(kBody, kWeak, "department"),
};

constexpr HeaderPhrase kPublicationPhrases[] = {
    Is(kNumber, kCertain, "номер публикации"),
    Is(kNumber, kCertain, "id публикации"),
    Is(kNumber, kCertain, "номер материала"),
    Is(kNumber, kCertain, "id материала"),
    Is(kNumber, kCertain, "жарияланым* нөмір*"),
    Is(kNumber, kCertain, "article id"),
    Is(kNumber, kCertain, "publication id"),

    Is(kText, kCertain, "текст публикации"),
    Is(kText, kCertain, "текст материала"),
    Is(kText, kCertain, "текст стат*"),
    Is(kText, kCertain, "текст новост*"),
    Is(kText, kCertain, "мақала мәтін*"),
    Is(kText, kCertain, "жарияланым* мәтін*"),
    Is(kText, kCertain, "жаңалық* мәтін*"),
    Is(kText, kCertain, "article text"),
    Is(kText, kUsual, "article"),
    Is(kText, kWeak, "публикация"),
    Is(kText, kWeak, "статья"),
    Is(kText, kWeak, "мақала"),
    Is(kText, kWeak, "цитата"),

    Is(kTitle, kCertain, "заголовок публикации"),
    Is(kTitle, kCertain, "название публикации"),
    Is(kTitle, kCertain, "название материала"),
    Is(kTitle, kCertain, "название стат*"),
    Is(kTitle, kCertain, "мақала атауы"),
    Is(kTitle, kCertain, "мақала тақырыб*"),
    Is(kTitle, kCertain, "headline"),
    Is(kTitle, kUsual, "название"),
    Is(kTitle, kUsual, "атауы"),

    Is(kDate, kCertain, "дата публикации"),
    Is(kDate, kCertain, "дата выхода"),
    Is(kDate, kCertain, "дата размещени*"),
    Is(kDate, kCertain, "жариялан* күн*"),
    Is(kDate, kCertain, "publication date"),
    Is(kDate, kCertain, "date published"),
    Is(kDate, kUsual, "published at"),
    Is(kDate, kUsual, "published"),
    Is(kDate, kUsual, "опубликовано"),
    Is(kDate, kUsual, "жарияланды"),

    Is(kUrl, kCertain, "url"),
    Is(kUrl, kCertain, "ссылка"),
    Is(kUrl, kCertain, "сілтеме*"),
    Is(kUrl, kCertain, "link"),
    Is(kUrl, kCertain, "гиперссылка"),
    Is(kUrl, kCertain, "адрес страницы"),
    Is(kUrl, kCertain, "url адрес"),
    Is(kUrl, kCertain, "web address"),
    Is(kUrl, kCertain, "ссылка публикаци*"),
    Is(kUrl, kCertain, "ссылка на публикаци*"),
    Is(kUrl, kCertain, "ссылка на материал"),
    Is(kUrl, kCertain, "ссылка на источник"),
    Is(kUrl, kUsual, "href"),
    Is(kUrl, kWeak, "адрес"),
    Is(kUrl, kWeak, "address"),

    Is(kOutlet, kCertain, "сми"),
    Is(kOutlet, kCertain, "бақ"),
    Is(kOutlet, kCertain, "название сми"),
    Is(kOutlet, kCertain, "наименование сми"),
    Is(kOutlet, kCertain, "бақ атауы"),
    Is(kOutlet, kCertain, "издание"),
    Is(kOutlet, kCertain, "название издани*"),
    Is(kOutlet, kCertain, "басылым*"),
    Is(kOutlet, kCertain, "outlet"),
    Is(kOutlet, kCertain, "media outlet"),
    Is(kOutlet, kCertain, "источник"),
    Is(kOutlet, kCertain, "дереккөз*"),
    Is(kOutlet, kCertain, "source"),
    Is(kOutlet, kCertain, "source name"),
    Is(kOutlet, kUsual, "газета"),
    Is(kOutlet, kUsual, "newspaper"),
    Is(kOutlet, kUsual, "publisher"),
    Is(kOutlet, kWeak, "сайт"),
    Is(kOutlet, kWeak, "site"),
    Is(kOutlet, kWeak, "ресурс"),

    Is(kAuthor, kCertain, "автор"),
    Is(kAuthor, kCertain, "авторы"),
    Is(kAuthor, kCertain, "автор публикации"),
    Is(kAuthor, kCertain, "автор материала"),
    Is(kAuthor, kCertain, "автор стат*"),
    Is(kAuthor, kCertain, "author*"),
    Is(kAuthor, kCertain, "byline"),
    Is(kAuthor, kUsual, "журналист"),
    Is(kAuthor, kUsual, "journalist"),
};

// A header with such a word is about a person, about the answer, or about the row of the sheet.
constexpr std::string_view kForeignWords[] = {
    "телефон*",     "phone*",   "тел",      "дом*",       "house",    "үй",        "пәтер*",
    "квартир*",     "иин",      "жсн",      "iin",        "бин",      "бсн",       "bin",
    "паспорт*",     "passport", "фио",      "аты*",       "имя",      "заявител*", "applicant*",
    "рожден*",      "birth*",   "туған",    "ответ*",     "жауап*",   "answer*",   "response*",
    "reply*",       "исполн*",  "орындау*", "орындаушы*", "executor", "срок*",     "due",
    "deadline",     "закрыт*",  "closed",   "пп",         "п",        "parent*",   "user*",
    "пользовател*", "исходящ*", "исх",      "шығыс",      "updated",  "modified",  "изменен*",
    "договор*",     "contract*"};
// What headers of the names of those who write are compared with; it is their only role.
constexpr HeaderPhrase kApplicantPhrases[] = {
    {0, kCertain, "заявител*"},
    {0, kCertain, "фио"},
    {0, kCertain, "фио заявител*"},
    {0, kCertain, "имя заявител*"},
    {0, kCertain, "фамилия"},
    {0, kCertain, "фамилия имя"},
    {0, kCertain, "имя"},
    {0, kCertain, "имя отчество"},
    {0, kCertain, "отчество"},
    {0, kCertain, "фамилия имя отчество"},
    {0, kCertain, "ф о"},
    {0, kCertain, "ф о заявител*"},
    {0, kCertain, "автор обращени*"},
    {0, kCertain, "фио автора"},
    {0, kCertain, "автор*"},
    {0, kCertain, "гражданин*"},
    {0, kCertain, "фио гражданин*"},
    {0, kCertain, "обратил*"},
    {0, kCertain, "аты жөні"},
    {0, kCertain, "аты"},
    {0, kCertain, "тегі"},
    {0, kCertain, "тегі аты"},
    {0, kCertain, "әкесінің аты"},
    {0, kCertain, "өтініш беруші*"},
    {0, kCertain, "өтініш иесі*"},
    {0, kCertain, "арыз иесі*"},
    {0, kCertain, "арызданушы*"},
    {0, kCertain, "азамат*"},
    {0, kCertain, "аты жөні азамат*"},
    {0, kCertain, "applicant*"},
    {0, kCertain, "applicant name"},
    {0, kCertain, "complainant*"},
    {0, kCertain, "citizen*"},
    {0, kCertain, "full name"},
    {0, kCertain, "first name"},
    {0, kCertain, "last name"},
    {0, kCertain, "middle name"},
    {0, kCertain, "name"},
    {0, kCertain, "surname"},
    {0, kCertain, "author*"},
};
// With such a word the name is an official's, or it is no name.
constexpr std::string_view kForeignToApplicants[] = {
    "исполн*",   "орындау*",     "executor", "assignee",  "ответств*", "жауапт*",     "куратор*",
    "контролер", "руководител*", "басшы*",   "орган*",    "мекеме*",   "організаци*", "телефон*",
    "phone*",    "адрес*",       "address",  "мекенжай*", "тип",       "вид",         "статус",
    "категори*", "type",         "status",   "category",  "санаты",    "түрі"};

constexpr std::string_view kForeignToAppeals[] = {"автор*", "author*"};

// What headers of appeals, or of other items, are compared with.
const HeaderVocabulary& VocabularyOf(core::SourceType kind) {
  static const HeaderVocabulary kAppeals = [] {
    std::vector<std::string_view> foreign(std::begin(kForeignWords), std::end(kForeignWords));
    foreign.insert(foreign.end(), std::begin(kForeignToAppeals), std::end(kForeignToAppeals));
    return HeaderVocabulary(kPhrases, foreign);
  }();
  static const HeaderVocabulary kOthers = [] {
    std::vector<HeaderPhrase> phrases(std::begin(kPublicationPhrases),
                                      std::end(kPublicationPhrases));
    phrases.insert(phrases.end(), std::begin(kPhrases), std::end(kPhrases));
    return HeaderVocabulary(phrases, kForeignWords);
  }();
  return kind == core::SourceType::kAppeal ? kAppeals : kOthers;
}

bool IsForPublications(ColumnRole role) {
  return role == kUrl || role == kOutlet || role == kAuthor;
}

// A role that may be named for such items.
std::optional<ColumnRole> RoleCalled(std::string_view name, core::SourceType kind) {
  const auto found = std::find(kRoleNames.begin(), kRoleNames.end() - 1, name);
  if (found == kRoleNames.end() - 1) return std::nullopt;
  const auto role = static_cast<ColumnRole>(found - kRoleNames.begin());
  if (kind == core::SourceType::kAppeal && IsForPublications(role)) return std::nullopt;
  return role;
}

}  // namespace

std::string_view Name(ColumnRole role) {
  return kRoleNames[static_cast<std::size_t>(role)];
}

core::Expected<std::vector<ColumnRole>> GuessColumns(
    const std::vector<std::string>& headers,
    const std::vector<std::pair<std::string, std::string>>& named, core::SourceType kind) {
  std::vector<ColumnRole> roles(headers.size(), kOther);
  std::array<bool, kColumnRoles> taken{};
  for (const auto& [name, header] : named) {
    const auto role = RoleCalled(name, kind);
    if (!role) return core::Error{fmt::format("no such kind of column: {}", name)};
    const std::size_t column = ColumnCalled(headers, header);
    if (column == headers.size()) return core::Error{fmt::format("no column \"{}\"", header)};
    roles[column] = *role;
    taken[static_cast<std::size_t>(*role)] = true;
  }
  for (const HeaderMatch& match : VocabularyOf(kind).Match(headers)) {
    if (taken[match.role] || roles[match.column] != kOther) continue;
    roles[match.column] = static_cast<ColumnRole>(match.role);
    taken[match.role] = true;
  }
  return roles;
}

std::vector<bool> ApplicantColumns(const std::vector<std::string>& headers) {
  static const HeaderVocabulary kVocabulary(kApplicantPhrases, kForeignToApplicants);
  std::vector<bool> columns(headers.size());
  for (const HeaderMatch& match : kVocabulary.Match(headers)) columns[match.column] = true;
  return columns;
}

}  // namespace crawler
