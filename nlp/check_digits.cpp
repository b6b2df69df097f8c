#include "nlp/check_digits.h"

#include <cstddef>

namespace nlp {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
unsigned Value(char digit) {
  return static_cast<unsigned>(digit - '0');
}

}  // namespace

bool PassesLuhn(std::string_view digits) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    unsigned value = Value(digits[digits.size() - 1 - i]);
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

bool PassesIbanCheck(std::string_view iban) {
  unsigned remainder = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    remainder = IsDigit(c) ? (remainder * 10 + Value(c)) % 97
                           : (remainder * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  }
  return remainder == 1;
}

bool HasBirthDate(std::string_view digits) {
  const unsigned month = Value(digits[2]) * 10 + Value(digits[3]);
  const unsigned day = Value(digits[4]) * 10 + Value(digits[5]);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && digits[6] <= '6';
}

bool PassesIinCheck(std::string_view digits) {
  const auto weighted = [&](unsigned shift) {
    unsigned sum = 0;
    for (unsigned i = 0; i < 11; ++i) sum += Value(digits[i]) * ((i + shift) % 11 + 1);
    return sum % 11;
  };
  unsigned check = weighted(0);
  if (check == 10) check = weighted(2);
  return check == Value(digits[11]);
}

}  // namespace nlp
