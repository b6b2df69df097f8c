// What the labels of a table of figures are about: ids of the lexicon.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "classify/classifier.h"
#include "core/tag.h"
#include "core/time.h"
#include "nlp/analyzer.h"

namespace app {

// Not thread-safe.
class LabelIds {
 public:
  // Both outlive this.
  LabelIds(const nlp::Analyzer& analyzer, const classify::Classifier& classifier);

  // The id that `label` is the name of in Kazakh, Russian or English, else the one that the
  // lexicon's rules find in it, if it is one only; "" if there is none. `day` resolves bodies.
  std::string Find(core::TagKind kind, std::string_view label, core::Day day);
  // The id that `label` is the name of; "" if it is none.
  std::string Named(core::TagKind kind, std::string_view label) const;
  // The offence whose article of the Criminal Code or of the Code on Administrative Offences is
  // cited: "ст. 366 УК РК", "ҚК 366-бабы". "" if none, or several, are. `bare`: a number alone is a
  // citation, too.
  std::string Cited(std::string_view label, bool bare) const;

 private:
  const nlp::Analyzer& analyzer_;
  const classify::Classifier& classifier_;
  nlp::Analyzer::Scratch analyzer_scratch_;
  classify::Classifier::Scratch classifier_scratch_;
  core::NormalizedText label_;
  std::map<std::pair<core::TagKind, std::string>, std::string> ids_;  // by folded name
};

}  // namespace app
