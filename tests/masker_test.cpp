#include "nlp/masker.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

// All persons and numbers are invented; check digits hold where they matter.
namespace {

struct Case {
  std::string_view text;
  std::string_view masked;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const nlp::MaskedText once = nlp::Mask(c.text);
    BOOST_TEST(once.text == c.masked, c.text);
    const nlp::MaskedText twice = nlp::Mask(once.text);
    BOOST_TEST(twice.text == once.text);
    BOOST_TEST(twice.entities.empty());
  }
}

void CheckUntouched(const std::vector<std::string_view>& texts) {
  for (const std::string_view text : texts) BOOST_TEST(nlp::Mask(text).text == text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(masker_test)

BOOST_AUTO_TEST_CASE(entities_give_their_bytes_in_the_original) {
  const nlp::MaskedText masked = nlp::Mask("Тел. 87010000001, почта a@b.example");
  BOOST_REQUIRE(masked.entities.size() == 2U);
  BOOST_CHECK((masked.entities[0] == nlp::Entity{nlp::EntityType::kPhone, 8, 19}));
  BOOST_CHECK((masked.entities[1] == nlp::Entity{nlp::EntityType::kEmail, 32, 43}));
}

BOOST_AUTO_TEST_CASE(personal_numbers_are_masked_by_their_check_digit) {
  Check({{"ИИН 850101300001.", "ИИН [iin]."},                 // labelled: also with a wrong digit
         {"мой 900515400126 вот", "мой 900515400126 вот"}});  // unlabelled, wrong check digit
}

BOOST_AUTO_TEST_CASE(numbers_of_organisations_stay) {
  CheckUntouched({"БИН 100543692936", "БСН 210 740 001 234", "ИИН 100543692936"});
}

BOOST_AUTO_TEST_CASE(phones_are_masked_in_any_grouping) {
  Check({{"+7 701 123 45 67", "[phone]"},
         {"8 (7172) 12-34-56", "[phone]"},
         {"8-701-123-45-67-ге", "[phone]-ге"},
         {"Тел.87011234567", "Тел.[phone]"},
         {"тел 701 123 45 67", "тел [phone]"},
         {"+44 20 7946 0018", "[phone]"}});
}

BOOST_AUTO_TEST_CASE(amounts_dates_and_register_numbers_stay) {
  CheckUntouched({"8 800 080 7777", "87 500 000 000 тенге", "12.05.2024", "дело № 255911031000417",
                  "1 250 000 000 тг", "2025-02-14", "договор № 990140000483/250117/00"});
}

BOOST_AUTO_TEST_CASE(cards_and_accounts_are_masked_by_their_check_digits) {
  Check({{"карта 4111 1111 1111 1111", "карта [card]"},
         {"4111-1111-1111-1111!", "[card]!"},
         {"4111 1111 1111 1112", "4111 1111 1111 1112"},
         {"KZ86 125K ZT50 0410 0100", "[iban]"},  // example of the SWIFT IBAN registry
         {"KZ87125KZT5004100100", "KZ87125KZT5004100100"}});
}

BOOST_AUTO_TEST_CASE(numbers_are_read_however_they_are_typed) {
  Check({{"карта 4111\u00A01111\u00A01111\u00A01111", "карта [card]"},  // no-break spaces
         {"карта 4111.1111.1111.1111", "карта [card]"},
         {"карта 411111 1111111111", "карта [card]"},
         {"4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "[card]"},   // as from a scanner
         {"４１１１１１１１１１１１１１１１", "[card]"},  // full width
         {"٤١١١١١١١١١١١١١١١", "[card]"},                  // Arabic-Indic
         {"карта4111111111111111!", "карта[card]!"},
         {"карта 4111 1111\n1111 1111.", "карта [card]."},
         {"счёт КZ86 125К ZТ50 0410 0100", "счёт [iban]"},  // Cyrillic look-alikes
         {"счёт kz86125kzt5004100100", "счёт [iban]"},
         {"IBANKZ86125KZT5004100100", "IBAN[iban]"},
         {"KZ86-125K-ZT50-0410-0100", "[iban]"},
         {"8\u2011701\u2011123\u201145\u201167", "[phone]"},  // no-break hyphens
         {"пишите a.person @ mail.example", "пишите [email]"}});
}

BOOST_AUTO_TEST_CASE(telephones_of_offices_stay) {
  CheckUntouched({"Приёмная: 8 (7172) 74-00-00", "Қабылдау бөлмесі 8 (7252) 53-10-10",
                  "Обращение № 87011234567 закрыто", "Справочная: 8-7172-31-31-31"});
  Check({{"Звонила в акимат, мой номер 8 (7172) 12-34-56", "Звонила в акимат, мой номер [phone]"},
         {"Из приёмной звонили на 8 701 123 45 67", "Из приёмной звонили на [phone]"}});
}

BOOST_AUTO_TEST_CASE(an_office_of_another_sentence_hides_no_telephone) {
  Check({{"В больнице требуют деньги. Ахметова Сауле, 8 (7172) 22-35-44.",
          "В больнице требуют деньги. [name], [phone]."},
         {"Тел. 8 7172 223544\nШкола отказала нам.", "Тел. [phone]\nШкола отказала нам."},
         {"жалоба на поликлинику\nТел.: 8 7172 223544", "жалоба на поликлинику\nТел.: [phone]"}});
  CheckUntouched({"Приёмная поликлиники:\n8 7172 740000"});
}

BOOST_AUTO_TEST_CASE(identity_cards_need_their_label) {
  Check({{"удостоверение личности № 012345678", "удостоверение личности № [id_card]"},
         {"жеке куәлігім 012345678", "жеке куәлігім [id_card]"},
         {"код 351010000", "код 351010000"}});
}

BOOST_AUTO_TEST_CASE(mail_of_persons_is_masked_and_of_offices_stays) {
  Check({{"Почта: a.person-1@mail.example.", "Почта: [email]."},
         {"на info@ministry.gov.kz и a@b.gov.kz", "на info@ministry.gov.kz и a@b.gov.kz"}});
}

BOOST_AUTO_TEST_CASE(plates_are_masked) {
  Check({{"машина 123 ABC 02 стоит", "машина [plate] стоит"},
         {"123ABC02", "[plate]"},
         {"A 123 BCD", "[plate]"},
         {"123 AB 02 на стоянке", "[plate] на стоянке"},  // of organisations
         {"мотоцикл 12 AB 02", "мотоцикл [plate]"},       //
         {"прицеп 12 ABC 02", "прицеп [plate]"},          //
         {"машина О12 АВС 02", "машина [plate]"},         // Cyrillic, O for nought
         {"номер 123-ABC-02", "номер [plate]"},           //
         {"партия 12 AB 02", "партия 12 AB 02"},          // no vehicle is spoken of
         {"123 ABC 45", "123 ABC 45"},                    // no such region
         {"А 100 МРП выросли", "А 100 МРП выросли"},
         {"500 USD 15", "500 USD 15"}});
}

BOOST_AUTO_TEST_CASE(addresses_run_from_settlement_to_flat) {
  Check({{"Живу: г. Тараз, ул. Новая, дом 5, кв. 7. Помогите", "Живу: [address]. Помогите"},
         {"Абай көшесі 14-үй, 8-пәтерде тұрамын", "[address] тұрамын"},
         {"Астана, Жаңа даңғылы, 5/1", "[address]"},
         {"We live at 12 Green Street, apt 5.", "We live at [address]."}});
}

BOOST_AUTO_TEST_CASE(addresses_take_in_what_is_written_with_them) {
  Check(
      {{"Живу: 100000, Карагандинская область, г. Абай, ул. Новая, 5, кв. 7.", "Живу: [address]."},
       {"Наш дом 5 по улице Мира, кв. 31 без света", "Наш [address] без света"},
       {"Шымкент, Қаратау ауданы, Тассай ш/а, 45 үй", "[address]"},
       {"мекенжайым Алматы облысы, Іле ауданы, Боралдай кенті, Н. Жаңа көшесі, 11А үй, 4-пәтер",
        "мекенжайым [address]"},
       {"АДРЕС ПАВЛОДАР, УЛ. НОВАЯ, Д. 152, КВ. 3", "АДРЕС [address]"},
       {"4 мкр., 21-77", "[address]"},
       {"село Новое, дом 14, вода ржавая", "[address], вода ржавая"},
       {"Тараз, Жаңа 26-14, ответа нет", "[address], ответа нет"},
       {"а/я 64, г. Тараз, 080000", "[address]"},
       {"apt. 12, 45 Green Avenue, Astana", "[address]"},
       {"Taraz qalasy, Jańa kóshesi, 25 úi, 14 páter", "[address]"}});
}

BOOST_AUTO_TEST_CASE(addresses_of_institutions_stay) {
  CheckUntouched({"Школа № 15 по адресу ул. Новая, 8 закрыта.", "Магазин на ул. Новой, 8 закрыт."});
}

BOOST_AUTO_TEST_CASE(streets_without_a_house_stay) {
  CheckUntouched({"Ремонт улицы Новой и проспекта Мира затянулся.",
                  "Абай көшесінің жарығы жанбайды.", "На улице Новой 300 метров ям.",
                  "По улице Мира 5 домов без света."});
}

BOOST_AUTO_TEST_CASE(names_of_private_persons_are_masked) {
  Check({{"Меня зовут Берик Сапаров, прошу помочь.", "Меня зовут [name], прошу помочь."},
         {"Мен Гүлнар Сапарқызы, шағымданамын.", "Мен [name], шағымданамын."},
         {"Сын Петренко Олег болеет.", "Сын [name] болеет."},
         {"Помогите. Зайцева Нина, 87010000001", "Помогите. [name], [phone]"},
         {"Автобус не доезжает до нашей улицы. Зайцева Нина, улица Новая, дом 20.",
          "Автобус не доезжает до нашей улицы. [name], [address]."},
         {"Прошу ответить.\nС уважением, Т. К. Ахметова", "Прошу ответить.\nС уважением, [name]"},
         {"Иванчук Пётр Сергеевич не получил ответа.", "[name] не получил ответа."},
         {"мен сабит ахметов деген адаммын", "мен [name] деген адаммын"}});
}

BOOST_AUTO_TEST_CASE(the_post_of_another_makes_no_official_of_who_writes) {
  Check({{"Я, Сериков Данияр, жалуюсь на врача.", "Я, [name], жалуюсь на врача."},
         {"Я, Петренко Олеся, прошу наказать врача.", "Я, [name], прошу наказать врача."},
         {"Я, Сериков Данияр, отдал 100 тысяч тенге инспектору.",
          "Я, [name], отдал 100 тысяч тенге инспектору."},
         {"Жалоба от Петренко О.В. на врача.", "Жалоба от [name] на врача."},
         {"Мен, Сериков Данияр Ермекұлы, дәрігерге шағымданамын.",
          "Мен, [name], дәрігерге шағымданамын."},
         {"I, John Smith, complain about the doctor.", "I, [name], complain about the doctor."}});
  CheckUntouched({"Аким района Сериков Данияр жалуется на врачей.",
                  "Сериков Данияр, аким района, отдал распоряжение."});
}

BOOST_AUTO_TEST_CASE(an_applicant_who_is_known_is_masked_in_all_forms) {
  const std::string_view text = "Проверкиной Айгуль отказал аким. Проверкина писала и министру.";
  BOOST_TEST(nlp::Mask(text, "Проверкина Айгуль Тестовна").text ==
             "[name] отказал аким. [name] писала и министру.");
  const nlp::MaskedText masked = nlp::Mask("Тел. 87010000001, Проверкина", "Проверкина А.");
  BOOST_TEST(masked.text == "Тел. [phone], [name]");
  BOOST_REQUIRE(masked.entities.size() == 2u);
  BOOST_TEST(masked.entities[0].begin == 8u);
  BOOST_TEST(masked.entities[0].end == 19u);
  BOOST_TEST(nlp::Mask("Ничего личного.", "Проверкина А.").text == "Ничего личного.");
}

BOOST_AUTO_TEST_CASE(a_label_makes_up_for_a_wrong_check_digit) {
  Check({{"ИИН750312400011", "ИИН[iin]"},
         {"жсн-750312400011", "жсн-[iin]"},
         {"Карта 4400 4302 1234 5678 Каспи", "Карта [card] Каспи"}});
  CheckUntouched({"№ 750312400011", "Счёт-фактура 4400 4302 1234 5678"});
}

BOOST_AUTO_TEST_CASE(names_are_known_in_any_form) {
  Check({{"Соседу Сапарову Берику отказали.", "Соседу [name] отказали."},
         {"Қызым Айгүлдің құжаты жоғалды.", "Қызым [name] құжаты жоғалды."},
         {"Сосед Берик-ага болен.", "Сосед [name]-ага болен."},
         {"Көршім Сәуле апай ауырады.", "Көршім [name] апай ауырады."},
         {"Меня зовут Цой Виталий.", "Меня зовут [name]."},
         {"men Qarlygash Saparqyzy, zeinetkermin", "men [name], zeinetkermin"},
         {"МЕНЯ ЗОВУТ ЗАЙЦЕВА НИНА, ПОМОГИТЕ ВЕТЕРАНУ ТРУДА",
          "МЕНЯ ЗОВУТ [name], ПОМОГИТЕ ВЕТЕРАНУ ТРУДА"},
         {"меня зовут сергей иванчук, помогите", "меня зовут [name], помогите"},
         {"Мой сын Нұралтай болен.", "Мой сын [name] болен."},  // of two elements
         {"Our landlord, Mr. Nurgaliyev, left.", "Our landlord, Mr. [name], left."}});
}

BOOST_AUTO_TEST_CASE(a_person_once_named_is_known_in_the_whole_text) {
  Check({{"Мой сосед Берик Сапаров шумит. Вчера Сапаров кричал, Берику всё равно.",
          "Мой сосед [name] шумит. Вчера [name] кричал, [name] всё равно."},
         {"Дочь Алия плачет. У Алии астма.", "Дочь [name] плачет. У [name] астма."}});
}

BOOST_AUTO_TEST_CASE(an_official_stays_one_in_the_whole_text) {
  CheckUntouched({"Участковый Берик Сапаров приезжал. Потом Сапаров уехал.",
                  "Учаскелік Берік Сапаров келді. Сапаров арызды алмады.",
                  "Акт подписал Сапаров Б., заместитель акима.",
                  "Экс-аким Берик Сапаров осуждён."});
  Check({{"Я, подполковник в отставке Сапаров Берик, прошу помощи.",
          "Я, подполковник в отставке [name], прошу помощи."},
         {"Судья Сапаров отказал моей дочери Алие.", "Судья Сапаров отказал моей дочери [name]."}});
}

BOOST_AUTO_TEST_CASE(words_that_are_also_names_stay) {
  CheckUntouched({"Надежда умирает последней.", "Вера в справедливость кончилась.",
                  "Рахмет сіздерге.", "Мороз на улице, а батареи холодные."});
  Check({{"Спасибо Надежде и Вере, соседкам по подъезду.",
          "Спасибо [name] и [name], соседкам по подъезду."}});
}

BOOST_AUTO_TEST_CASE(officials_companies_and_streets_keep_their_names) {
  CheckUntouched({"Аким района Серик Ахметов не отвечает.", "Судья Т. К. Ахметова отказала.",
                  "Мектеп директоры Сәуле Ахметқызы бізді қабылдамады.",
                  "ТОО «Ерлан Ахметов» выиграло тендер.", "Школа имени Абая Кунанбаева закрыта.",
                  "Алматы қаласы Абай ауданы.", "ИП Ахметов продаёт просрочку.",
                  "Кафе «Айгерім» шумит.", "Школа имени Мухтара Ауэзова закрыта.",
                  "На перекрёстке улиц Сейфуллина и Абая пробка."});
}

BOOST_AUTO_TEST_CASE(things_keep_their_names) {
  CheckUntouched({"Жер «Нұр-Арман Агро» ЖШС-ге берілген.",
                  "Тәрбиеленген жерім – «Нұр» балалар үйі.",
                  "ТОО «Центр красоты “Айгерим”» закрыт.", "«Су-Арна» деген компанияға берілді.",
                  "the library named after Chokan Valikhanov", "жители села Жасыл Жага пишут"});
  Check({{"Ал Шевченко көшесі 12, 4-пәтерде тұрамын", "Ал [address] тұрамын"}});
}

BOOST_AUTO_TEST_CASE(placeholders_stay_as_they_are) {
  CheckUntouched({"[name], [phone] и [iin]", "[", "[name", "[другое]"});
}

BOOST_AUTO_TEST_CASE(any_bytes_are_survived) {
  for (const std::string_view text : {"", "+", "8", "[", "K", "KZ", "\xFF\xFE", "ул.", "А.", "@"}) {
    BOOST_TEST(nlp::Mask(text).text == text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
