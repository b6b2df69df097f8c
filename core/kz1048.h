// Kazakh letters in a one-byte encoding.
#pragma once

#include <array>

namespace core {

// What KZ-1048 (STRK 1048-2002) has where windows-1251 has letters of Serbian, Macedonian,
// Belarusian and Ukrainian, which neither Kazakh nor Russian uses.
struct Kz1048Letter {
  unsigned char byte;
  char16_t windows1251, kz1048;
};
inline constexpr std::array<Kz1048Letter, 16> kKz1048Letters = {{{0x8D, u'Ќ', u'Қ'},
                                                                 {0x8E, u'Ћ', u'Һ'},
                                                                 {0x9D, u'ќ', u'қ'},
                                                                 {0x9E, u'ћ', u'һ'},
                                                                 {0xA1, u'Ў', u'Ұ'},
                                                                 {0xA2, u'ў', u'ұ'},
                                                                 {0xA3, u'Ј', u'Ә'},
                                                                 {0xA5, u'Ґ', u'Ө'},
                                                                 {0xAA, u'Є', u'Ғ'},
                                                                 {0xAF, u'Ї', u'Ү'},
                                                                 {0xB4, u'ґ', u'ө'},
                                                                 {0xBA, u'є', u'ғ'},
                                                                 {0xBC, u'ј', u'ә'},
                                                                 {0xBD, u'Ѕ', u'Ң'},
                                                                 {0xBE, u'ѕ', u'ң'},
                                                                 {0xBF, u'ї', u'ү'}}};

}  // namespace core
