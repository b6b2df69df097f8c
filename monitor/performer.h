// Who carries out a monitoring, and the law it rests on.
#pragma once

#include <string>

#include "monitor/names.h"

namespace monitor {

// Rules, paras 2 and 3.
struct Performer {
  enum class Kind { kUnknown, kAuthorised, kTerritorial, kOther };
  // Of an "other" one.
  enum class Subject {
    kUnknown,
    kStateBody,
    kQuasiPublic,
    kPublicAssociation,
    kIndividual,
    kLegalEntity
  };

  Kind kind = Kind::kUnknown;
  Subject subject = Subject::kUnknown;
  Translated name;
  std::string email, phone;
};

// As the operator words it.
struct LegalFrame {
  Translated legal_basis;      // the law, and the Rules with the order that they are worded by
  Translated authorised_body;  // that reports are sent to (Rules, para 17)
  bool authorised_body_is_default = true;  // nobody confirmed it

  // What was in force when this version of the program was written: the Law "On combating
  // corruption", the Rules as worded on 16 June 2023, and the body in charge of prevention since
  // 30 June 2025.
  static LegalFrame Default();
};

}  // namespace monitor
