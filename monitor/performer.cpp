#include "monitor/performer.h"

namespace monitor {

LegalFrame LegalFrame::Default() {
  LegalFrame frame;
  frame.legal_basis = {
      "«Сыбайлас жемқорлыққа қарсы іс-қимыл туралы» Қазақстан Республикасы Заңының 21-бабы "
      "1-тармағының 3) тармақшасы; 2020 жылғы 28 қаңтардағы № 22 бұйрықпен бекітілген Сыбайлас "
      "жемқорлыққа қарсы мониторинг жүргізу қағидалары (2023 жылғы 16 маусымдағы № 192 бұйрықтың "
      "редакциясында)",
      "подпункт 3) пункта 1 статьи 21 Закона Республики Казахстан «О противодействии коррупции»; "
      "Правила проведения антикоррупционного мониторинга, утверждённые приказом от 28 января 2020 "
      "года № 22 (в редакции приказа от 16 июня 2023 года № 192)",
      "Article 21(1)(3) of the Law of the Republic of Kazakhstan “On combating corruption”; the "
      "Anti-Corruption Monitoring Rules approved by Order No. 22 of 28 January 2020 (as worded by "
      "Order No. 192 of 16 June 2023)"};
  frame.authorised_body = {"Қазақстан Республикасы Мемлекеттік қызмет істері агенттігі",
                           "Агентство Республики Казахстан по делам государственной службы",
                           "Agency of the Republic of Kazakhstan for Civil Service Affairs"};
  return frame;
}

}  // namespace monitor
