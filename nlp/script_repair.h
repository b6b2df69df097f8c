// Words in which letters of one script stand for look-alikes of another.
#pragma once

#include <string>

namespace nlp {

// Puts every run of letters of `word` (case kept) into one script where only look-alikes stand in
// the way: "взяткa" with a Latin a becomes Cyrillic, "Вribe" with a Cyrillic В Latin. Runs on both
// sides of a hyphen are judged apart ("IT-хаб" stays); a run that has letters peculiar to both
// scripts stays too. Linear time.
void RepairMixedScript(std::u32string& word);

}  // namespace nlp
