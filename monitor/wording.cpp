#include "monitor/wording.h"

namespace monitor {

const Wording& WordingOf(core::Language language) {
  switch (language) {
    case core::Language::kKk:
      return kKazakhWording;
    case core::Language::kEn:
      return kEnglishWording;
    default:
      return kRussianWording;
  }
}

}  // namespace monitor
