// Numbers that check themselves, of cards, accounts and persons, without separators.
#pragma once

#include <string_view>

namespace nlp {

// Luhn's check (ISO/IEC 7812-1).
bool PassesLuhn(std::string_view digits);
// ISO 13616: the first four characters moved to the end, letters as 10 to 35, modulo 97 is 1.
bool PassesIbanCheck(std::string_view iban);
// The number of a person, not of an organisation: YYMMDD, a digit for century and sex, four of a
// serial and the check digit. The fifth digit of an organisation's number (BIN) is 4, 5 or 6.
bool HasBirthDate(std::string_view digits);
bool PassesIinCheck(std::string_view digits);

}  // namespace nlp
