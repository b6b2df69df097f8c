// Names of private persons: of the spans of words that may be names, those for which the evidence
// is strongest; once known, a person is known in the whole text.
#include <algorithm>
#include <charconv>

#include "nlp/embedded.h"
#include "nlp/flat_table.h"
#include "nlp/mask_text.h"
#include "nlp/name_features.h"
#include "nlp/name_questions.h"
#include "nlp/name_text.h"

namespace nlp {
namespace {

// What each feature weighs: nlp/data/name_weights.txt, which scripts/train_names makes.
class Weights {
 public:
  static const Weights& Get() {
    static const Weights kWeights;
    return kWeights;
  }

  float Of(const NameFeatures& features) const {
    float sum = 0;
    for (const std::uint32_t feature : features.values()) {
      if (const float* weight = weights_.Find(Key(feature)); weight != nullptr) sum += *weight;
    }
    return sum;
  }

 private:
  Weights() : weights_(8192) {
    // Lines "question answer weight".
    ForEachLine("name_weights.txt", [&](std::string_view line) {
      const std::size_t answer_at = line.find(' '), weight_at = line.rfind(' ');
      std::uint32_t answer = 0;
      std::from_chars(line.data() + answer_at + 1, line.data() + weight_at, answer);
      float weight = 0;
      std::from_chars(line.data() + weight_at + 1, line.data() + line.size(), weight);
      weights_.Insert(Key(FeatureOf(line.substr(0, answer_at), answer))) = weight;
    });
  }

  static std::uint64_t Key(std::uint32_t feature) { return feature * 0x9E3779B97F4A7C15ULL; }

  FlatTable<float> weights_;
};

class Finder {
 public:
  Finder(std::string_view text, std::span<const Unit> units)
      : text_(text, units), evidence_(text_) {}

  void Run(std::vector<Entity>& found) {
    for (const NameRun& run : text_.runs()) Choose(run);
    Repeat();
    std::sort(chosen_.begin(), chosen_.end(),
              [](const NameSpan& a, const NameSpan& b) { return a.first < b.first; });
    for (const NameSpan& span : chosen_) {
      const NamePart& first = text_.parts()[span.first];
      const NamePart& last = text_.parts()[span.end - 1];
      found.push_back(
          {EntityType::kName, text_.tokens()[first.first].begin, text_.tokens()[last.end - 1].end});
    }
  }

 private:
  // The spans of a run that do not overlap and together weigh most.
  void Choose(const NameRun& run) {
    const std::uint32_t size = run.end - run.first;
    std::vector<float> best(size + 1, 0.0F);
    std::vector<std::uint32_t> taken(size + 1, 0);  // parts of the span that ends here
    for (std::uint32_t end = 1; end <= size; ++end) {
      best[end] = best[end - 1];
      for (std::uint32_t count = 1; count <= std::min<std::uint32_t>(end, kMaxSpanParts); ++count) {
        const NameSpan span{run.first + end - count, run.first + end};
        if (!IsSpan(text_, span) || evidence_.IsNamedAfter(span) || evidence_.IsKnownOfficial(span))
          continue;
        const float score = best[end - count] + Weights::Get().Of(evidence_.Of(run, span));
        if (score > best[end]) {
          best[end] = score;
          taken[end] = count;
        }
      }
    }
    for (std::uint32_t end = size; end > 0;) {
      if (taken[end] == 0) {
        --end;
        continue;
      }
      chosen_.push_back({run.first + end - taken[end], run.first + end});
      end -= taken[end];
    }
  }

  bool NamesAPerson(const NamePart& part) const {
    return part.type != 'I' && part.type != 'L' && part.type != 'P' && part.type != 'D' &&
           part.type != 'W' && text_.tokens()[part.first].Is(core::kCapitalized);
  }

  // Other mentions of those who were found.
  void Repeat() {
    std::vector<std::uint64_t> known;
    std::vector<bool> covered(text_.parts().size());
    for (const NameSpan& span : chosen_) {
      for (std::uint32_t i = span.first; i < span.end; ++i) {
        covered[i] = true;
        const NamePart& part = text_.parts()[i];
        if (NamesAPerson(part)) known.push_back(text_.tokens()[part.first].name.id);
      }
    }
    if (known.empty()) return;
    std::sort(known.begin(), known.end());
    for (const NameRun& run : text_.runs()) {
      for (std::uint32_t i = run.first; i < run.end; ++i) {
        const NamePart& part = text_.parts()[i];
        if (covered[i] || !NamesAPerson(part)) continue;
        // Part of a name that has been judged as a whole.
        if (i > run.first && !covered[i - 1] && NamesAPerson(text_.parts()[i - 1])) continue;
        if (i + 1 < run.end && !covered[i + 1] && text_.parts()[i + 1].type == 'P') continue;
        // "Еркін екеуміз ... Еркін елде": the second may be the word.
        const NameToken& token = text_.tokens()[part.first];
        if (token.starts_sentence && (token.name.also_word || token.name.dictionary)) continue;
        if (!std::binary_search(known.begin(), known.end(), token.name.id)) continue;
        const NameSpan span{i, i + 1};
        if (!evidence_.IsOfficial(span) && !evidence_.IsKnownOfficial(span) &&
            !evidence_.IsThing(span) && !evidence_.IsNamedAfter(span))
          chosen_.push_back(span);
      }
    }
  }

  NameText text_;
  NameEvidence evidence_;
  std::vector<NameSpan> chosen_;
};

}  // namespace

void FindNames(const MaskText& text, std::span<const Unit> units, std::vector<Entity>& found) {
  Finder(text.text(), units).Run(found);
}

}  // namespace nlp
