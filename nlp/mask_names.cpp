// Names of private persons, by how people introduce themselves and others, sign, and are called.
#include <algorithm>
#include <array>

#include "nlp/mask_text.h"
#include "nlp/name_table.h"

namespace nlp {
namespace {

// The evidence that makes a run of capitalised words a person's name.
constexpr double kEnough = 3.5;
constexpr double kPatronymic = 4, kCue = 4, kCueBehind = 3, kSignature = 3, kSegment = 1,
                 kBeforeNumber = 2, kGivenName = 2, kSurname = 1.5, kInitials = 2;

constexpr std::size_t kMaxRun = 4;       // words of a name
constexpr std::size_t kPostReach = 5;    // words between a post and its holder
constexpr std::size_t kEntityReach = 6;  // units between a signature and a personal number

class Finder {
 public:
  explicit Finder(std::span<const Unit> units) : units_(units) {}

  void Run(std::vector<Entity>& found) {
    for (std::size_t i = 0; i < units_.size();) {
      Name name = Capitalised(i);
      if (name.end == i) name = Uncapitalised(i);
      if (name.end == i) {
        ++i;
        continue;
      }
      if (name.accepted) {
        found.push_back({EntityType::kName, units_[name.begin].begin, units_[name.end - 1].end});
      }
      i = name.end;
    }
  }

 private:
  struct Name {
    std::size_t begin = 0, end = 0;  // units
    bool accepted = false;
  };
  // A run of words that may be a name.
  struct Candidate {
    std::size_t begin = 0, end = 0;  // units
    std::size_t words = 0, initials = 0;
  };

  bool Plain(std::size_t i) const { return i < units_.size() && !units_[i].entity; }
  std::string_view Norm(std::size_t i) const { return Plain(i) ? units_[i].norm : ""; }
  bool IsWord(std::size_t i) const {
    return Plain(i) && units_[i].IsWord() && !units_[i].Is(core::kNumber);
  }

  // Ивановa; of words in capitals only those too long for an abbreviation.
  bool IsNameWord(std::size_t i) const {
    if (!IsWord(i) || !units_[i].Is(core::kCapitalized) || units_[i].letters() < 3) return false;
    if (units_[i].Is(core::kAllCaps) && units_[i].letters() < 4 && !IsGivenName(units_[i].norm)) {
      return false;
    }
    return !IsNoName(units_[i].norm);
  }
  // "А."
  bool IsInitial(std::size_t i) const {
    return IsWord(i) && units_[i].Is(core::kCapitalized) && units_[i].letters() == 1 &&
           i + 1 < units_.size() && units_[i + 1].IsMark(".") && units_[i + 1].gap == kGapNone;
  }
  bool Follows(std::size_t i) const {
    return i < units_.size() && (units_[i].gap & kGapNewline) == 0;
  }

  bool SameCase(std::size_t a, std::size_t b) const {
    return units_[a].letters() == 1 || units_[a].Is(core::kAllCaps) == units_[b].Is(core::kAllCaps);
  }

  Candidate CandidateAt(std::size_t i) const {
    Candidate run{i, i, 0, 0};
    const bool initials_first = IsInitial(i);
    while (run.words + run.initials < kMaxRun && (run.end == i || Follows(run.end))) {
      if (IsInitial(run.end)) {
        // А. Б. Иванов and Иванов А. Б., but not both.
        if (initials_first && run.words > 0) break;
        run.end += 2;
        ++run.initials;
      } else if (run.initials > 0 && !initials_first) {
        break;
      } else if (IsNameWord(run.end) && SameCase(i, run.end) &&
                 (run.end == i || !IsCue(run.end) || IsGivenName(Norm(run.end)))) {
        ++run.end;
        ++run.words;
      } else {
        break;
      }
    }
    return run;
  }

  bool IsCue(std::size_t i) const { return CueOf(Norm(i)) != Cue::kNone; }

  Name Capitalised(std::size_t i) const {
    Candidate run = CandidateAt(i);
    if (run.end == i) return {i, i, false};
    // The first word of a sentence has its capital from there: a cue, a post or any word.
    if (run.words > 0 && IsNameWord(i) && (IsCue(i) || IsPost(Norm(i)))) return {i, i + 1, false};
    if (BeginsSentence(i) && StartsWithVerb(run)) {
      ++run.begin;
      --run.words;
    }
    return {run.begin, run.end, Evidence(run) >= kEnough};
  }

  // The first word of a sentence is none of the name: "Прошу Иванову Анну", "Пишет Иванова Анна
  // Петровна".
  bool StartsWithVerb(const Candidate& run) const {
    if (run.initials > 0) return false;
    if (run.words == 3 && IsThingBefore(Norm(run.begin))) return true;
    const std::size_t longest = IsPatronymic(Norm(run.end - 1)) ? 3 : 2;
    return run.words > longest && !HasNameForm(run.begin);
  }

  bool BeginsSentence(std::size_t i) const {
    return i == 0 || (units_[i].gap & kGapNewline) != 0 || units_[i - 1].IsMark({".", "!", "?"});
  }

  bool HasNameForm(std::size_t i) const {
    return IsGivenName(Norm(i)) || IsSurname(Norm(i)) || IsPatronymic(Norm(i));
  }

  double Evidence(const Candidate& run) const {
    const Cue cue = CueBefore(run.begin);
    const bool two_parts = run.words + run.initials >= 2 && run.words > 0;
    if (!two_parts && cue != Cue::kStrong) return 0;
    if (IsOfficial(run) || IsOtherThing(run)) return 0;
    double evidence = 0;
    bool given = false, surname = false, patronymic = false;
    for (std::size_t i = run.begin; i < run.end; ++i) {
      given |= IsGivenName(Norm(i));
      surname |= IsSurname(Norm(i));
      patronymic |= IsPatronymic(Norm(i));
    }
    // Of words in capitals, position tells nothing.
    if (units_[run.begin].Is(core::kAllCaps) && !given && !surname && !patronymic) return 0;
    if (patronymic) evidence += kPatronymic;
    if (given) evidence += kGivenName;
    if (surname) evidence += kSurname;
    if (run.initials > 0) evidence += kInitials;
    if (cue != Cue::kNone) evidence += kCue;
    if (CueOf(Norm(run.end)) == Cue::kBehind) evidence += kCueBehind;
    if (IsBeforeNumber(run)) evidence += kBeforeNumber;
    if (IsSegment(run)) evidence += IsSigned(run) ? kSignature + kSegment : kSegment;
    return evidence;
  }

  // A cue right before unit `i`: "меня зовут", "ұлым", "сын:"; one mark may stand between.
  Cue CueBefore(std::size_t i) const {
    if (i == 0 || (units_[i].gap & kGapNewline) != 0) return Cue::kNone;
    std::size_t before = i - 1;
    if (Plain(before) && before > 0 &&
        (units_[before].IsMark({",", ":", "–", "—", "-"}) || units_[before].norm == "is")) {
      --before;
    }
    const Cue cue = CueOf(Norm(before));
    return cue == Cue::kBehind ? Cue::kNone : cue;
  }

  // A post before the run in the same clause, or right behind it after a comma or dash.
  bool IsOfficial(const Candidate& run) const {
    std::size_t at = run.begin;
    for (std::size_t count = 0; count < kPostReach && at > 0; ++count) {
      --at;
      if (!Plain(at) || units_[at].IsMark({".", "!", "?", ";", ":", ","})) break;
      if (IsPost(Norm(at))) return true;
      if (CueOf(Norm(at)) == Cue::kStrong || CueOf(Norm(at)) == Cue::kRelation) return false;
    }
    const std::size_t behind = run.end;
    return Plain(behind) && units_[behind].IsMark({",", "–", "—"}) && IsPost(Norm(behind + 1));
  }

  // Streets, companies, institutions and what is named after somebody.
  bool IsOtherThing(const Candidate& run) const {
    if (run.begin > 0 && Plain(run.begin - 1)) {
      const Unit& before = units_[run.begin - 1];
      if (before.IsMark({"«", "\"", "“"}) || IsThingBefore(before.norm)) return true;
      if (before.IsMark(".") && run.begin > 1 && IsThingBefore(Norm(run.begin - 2))) return true;
    }
    return IsThingBehind(Norm(run.end));
  }

  // A personal number or address.
  bool IsNumber(std::size_t i) const {
    return i < units_.size() && units_[i].entity && units_[i].entity != EntityType::kName;
  }

  bool EndsSegment(std::size_t i) const {
    if (i >= units_.size() || units_[i].entity) return true;
    return (units_[i].gap & kGapNewline) != 0 ||
           units_[i].IsMark({".", ",", "!", "?", ":", ";", "–", "—", "-", "(", ")"});
  }

  // The run alone between marks, line breaks or entities.
  bool IsSegment(const Candidate& run) const {
    const bool begins =
        run.begin == 0 || (units_[run.begin].gap & kGapNewline) != 0 || EndsSegment(run.begin - 1);
    // The last initial brings its dot.
    return begins && (EndsSegment(run.end) || units_[run.end - 1].IsMark("."));
  }

  // A personal number follows, at most one mark between: "Иванов Пётр, +7 ...".
  bool IsBeforeNumber(const Candidate& run) const {
    std::size_t at = run.end;
    if (Plain(at) && units_[at].Is(core::kPunctuation)) ++at;
    return IsNumber(at);
  }

  // At the end of the text, or with a personal number near.
  bool IsSigned(const Candidate& run) const {
    std::size_t rest = run.end;
    while (Plain(rest) && units_[rest].Is(core::kPunctuation)) ++rest;
    if (rest >= units_.size()) return true;
    for (std::size_t i = run.begin - std::min(run.begin, kEntityReach / 2);
         i < run.end + kEntityReach; ++i) {
      if (IsNumber(i)) return true;
    }
    return false;
  }

  // Names in small letters, right behind a cue: "мен талғат бақтыгереев".
  Name Uncapitalised(std::size_t i) const {
    const Name none{i, i, false};
    if (!IsWord(i) || units_[i].Is(core::kCapitalized) || CueBefore(i) == Cue::kNone) return none;
    if (!IsWord(i + 1) || !Follows(i + 1)) return none;
    const bool given = IsGivenName(Norm(i)) || IsGivenName(Norm(i + 1));
    const bool surname = IsSurname(Norm(i)) || IsSurname(Norm(i + 1));
    const bool patronymic = IsPatronymic(Norm(i + 1)) || IsPatronymic(Norm(i + 2));
    if (!given || (!surname && !patronymic)) return none;
    const bool third = IsWord(i + 2) && Follows(i + 2) && IsPatronymic(Norm(i + 2));
    return {i, i + (third ? 3U : 2U), true};
  }

  std::span<const Unit> units_;
};

}  // namespace

void FindNames(std::span<const Unit> units, std::vector<Entity>& found) {
  Finder(units).Run(found);
}

}  // namespace nlp
