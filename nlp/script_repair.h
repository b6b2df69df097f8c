// Words in which letters of one script, or digits, stand for look-alikes of another.
#pragma once

#include <cstdint>
#include <string>

namespace nlp {

// Puts every run of letters of `word` (case kept) into one script where only look-alikes stand in
// the way: "взяткa" with a Latin a becomes Cyrillic, "Вribe" with a Cyrillic В Latin. Where all
// letters have look-alikes the word lists decide, then Cyrillic; a run that has letters peculiar to
// both scripts changes only if it becomes a word of the lists. Runs on both sides of a hyphen are
// judged apart ("IT-хаб" stays). Linear time.
void RepairMixedScript(std::u32string& word);

// Puts letters in the place of digits within a Cyrillic word ("к0рыт", and "Т9р5ын" of the keyboard
// on which digits have Kazakh letters) if that makes a word of the lists; numbers with units and
// endings ("3-й", "5кг", "2025ж") stay. Returns whether it changed. Linear time.
bool RepairDigits(std::u32string& word);

}  // namespace nlp
