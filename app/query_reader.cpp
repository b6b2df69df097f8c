#include "app/query_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/filter_values.h"
#include "core/printable.h"
#include "nlp/alphabet.h"
#include "store/query_syntax.h"

namespace app {
namespace {

using store::QueryField;
using store::QueryNode;
using store::QuerySpan;
using store::QuerySyntax;
using Kind = QueryNode::Kind;
using Written = QuerySyntax::Kind;

// One word of the query, as documents may have it.
struct Word {
  std::string written;
  std::vector<std::string> lemmas, norms;  // in codes of the streams
};

void AddOnce(std::vector<std::string>& all, std::string_view one) {
  if (std::find(all.begin(), all.end(), one) == all.end()) all.emplace_back(one);
}

// A form in letters without codes says no more than its length: it stands only where no other does.
void DropVague(std::vector<std::string>& forms) {
  const auto vague = [](const std::string& form) {
    return form.find(nlp::kOtherByte) != form.npos;
  };
  if (!std::all_of(forms.begin(), forms.end(), vague)) std::erase_if(forms, vague);
}

bool HasWords(const QuerySyntax& node) {
  return node.parts.empty() && node.kind != Written::kNothing &&
         (node.field == QueryField::kNone || node.field == QueryField::kTitle);
}

// The words of a query by where they begin. A lemma depends on the word and on the language of its
// sentence, which a query does not tell: Cyrillic words have one in Kazakh and one in Russian,
// Latin ones one in any language, and Kazakh in other letters is seen where the words around it are
// not.
class QueryWords {
 public:
  QueryWords(std::string_view typed, const QuerySyntax& tree, const nlp::Analyzer& analyzer)
      : typed_(typed), text_(typed.size(), ' ') {
    Gather(tree);
    analyzer.Analyze(text_, core::Language::kUnknown, scratch_, analysed_);
    for (const core::Token& token : analysed_.tokens) {
      if ((token.traits & (core::kWord | core::kNumber)) == 0) continue;
      words_[token.begin].written = typed.substr(token.begin, token.end - token.begin);
    }
    AddForms(0);
    for (const core::Language language : {core::Language::kKk, core::Language::kRu}) {
      analyzer.AnalyzeAs(text_, language, scratch_, analysed_);
      AddForms(0);
    }
    for (const QuerySpan& span : spans_) {
      analyzer.Analyze(span.In(typed), core::Language::kKk, scratch_, analysed_);
      AddForms(span.begin);
    }
    for (auto& [at, word] : words_) {
      DropVague(word.lemmas);
      DropVague(word.norms);
    }
  }

  std::size_t size() const { return words_.size(); }

  std::vector<const Word*> Of(const QuerySyntax& node) const {
    std::vector<const Word*> words;
    for (auto at = words_.lower_bound(node.text.begin);
         at != words_.end() && at->first < node.text.end; ++at) {
      words.push_back(&at->second);
    }
    return words;
  }

 private:
  // Words keep their places, so that a word of the analysis is one of the query.
  void Gather(const QuerySyntax& node) {
    for (const QuerySyntax& part : node.parts) Gather(part);
    if (!HasWords(node)) return;
    spans_.push_back(node.text);
    typed_.copy(text_.data() + node.text.begin, node.text.end - node.text.begin, node.text.begin);
  }

  void AddForms(std::size_t begin) {
    for (const core::Token& token : analysed_.tokens) {
      const auto word = words_.find(begin + token.begin);
      if (word == words_.end()) continue;
      AddOnce(word->second.lemmas, analysed_.lemma_code(token));
      std::string norm;
      nlp::Encode(analysed_.norm(token), norm);
      AddOnce(word->second.norms, norm);
    }
  }

  std::string_view typed_;
  std::string text_;  // as long as `typed_`: its words alone
  std::vector<QuerySpan> spans_;
  nlp::Analyzer::Scratch scratch_;
  core::NormalizedText analysed_;
  std::map<std::size_t, Word> words_;
};

class Reader {
 public:
  Reader(std::string_view typed, const QueryWords& words, const Vocabulary& vocabulary,
         core::Language language, const core::Zone& zone)
      : typed_(typed), words_(words), vocabulary_(vocabulary), language_(language), zone_(zone) {}

  core::Expected<QueryNode> Read(const QuerySyntax& tree) {
    QueryNode node = NodeOf(tree);
    if (error_) return *std::move(error_);
    return node;
  }

 private:
  void Fail(const QuerySyntax& at, std::string_view what) {
    if (!error_) error_ = store::QueryError(typed_, at.written.begin, what);
  }

  std::string Shown(const QuerySyntax& node) const {
    return store::ShownPart(node.written.In(typed_));
  }

  bool IsEmpty(const QuerySyntax& node) const { return HasWords(node) && words_.Of(node).empty(); }

  // After the first error the rest of the tree is not read.
  QueryNode NodeOf(const QuerySyntax& tree) {
    QueryNode node;
    if (error_) return node;
    switch (tree.kind) {
      case Written::kNothing:
        break;
      case Written::kWord:
      case Written::kPhrase:
        node = HasWords(tree) ? Words(tree) : Condition(tree);
        break;
      case Written::kPrefix:
        node = Prefix(tree);
        break;
      case Written::kNear:
        node = Near(tree);
        break;
      case Written::kAnd:
        node = And(tree);
        break;
      case Written::kOr:
      case Written::kNot:
        node.kind = tree.kind == Written::kOr ? Kind::kOr : Kind::kNot;
        for (const QuerySyntax& part : tree.parts) node.parts.push_back(NodeOf(part));
        break;
    }
    node.written = core::Printable(tree.written.In(typed_));
    return node;
  }

  QueryNode And(const QuerySyntax& tree) {
    QueryNode node;
    node.kind = Kind::kAnd;
    for (const QuerySyntax& part : tree.parts) {
      if (!IsEmpty(part)) node.parts.push_back(NodeOf(part));
    }
    if (node.parts.empty()) return NodeOf(tree.parts.front());
    if (node.parts.size() > 1) return node;
    QueryNode only = std::move(node.parts.front());
    return only;
  }

  static QueryNode TermOf(const Word& word) {
    QueryNode term;
    term.kind = Kind::kTerm;
    term.lemmas = word.lemmas;
    term.written = core::Printable(word.written);
    return term;
  }

  bool FailIfEmpty(const QuerySyntax& tree) {
    if (!IsEmpty(tree)) return false;
    Fail(tree, fmt::format("{} has no letter or digit to search for: write a word", Shown(tree)));
    return true;
  }

  // A term or a phrase.
  QueryNode Words(const QuerySyntax& tree) {
    QueryNode node;
    if (FailIfEmpty(tree)) return node;
    const std::vector<const Word*> words = words_.Of(tree);
    if (words.size() == 1) {
      node = TermOf(*words.front());
    } else {
      node.kind = Kind::kPhrase;
      for (const Word* word : words) node.parts.push_back(TermOf(*word));
    }
    node.in_title = tree.field == QueryField::kTitle;
    return node;
  }

  QueryNode Prefix(const QuerySyntax& tree) {
    QueryNode node;
    if (FailIfEmpty(tree)) return node;
    const std::vector<const Word*> words = words_.Of(tree);
    if (words.size() > 1) {
      Fail(tree,
           fmt::format("{} is more than one word: a * stands behind a single one", Shown(tree)));
      return node;
    }
    for (const std::string& norm : words.front()->norms) {
      QueryNode& prefix = node.parts.emplace_back();
      prefix.kind = Kind::kPrefix;
      prefix.in_title = tree.field == QueryField::kTitle;
      prefix.lemmas = {norm};
      prefix.written = Shown(tree);
    }
    if (node.parts.size() == 1) {
      QueryNode only = std::move(node.parts.front());
      return only;
    }
    node.kind = Kind::kOr;
    return node;
  }

  // Adds the lemmas of a word, or of words that are joined by OR; false if `tree` is neither.
  bool AddAlternatives(const QuerySyntax& tree, QueryField field, QueryNode& term) const {
    if (tree.kind == Written::kOr) {
      return std::all_of(tree.parts.begin(), tree.parts.end(), [&](const QuerySyntax& part) {
        return AddAlternatives(part, field, term);
      });
    }
    if (!HasWords(tree) || tree.kind == Written::kPrefix || tree.field != field) return false;
    const std::vector<const Word*> words = words_.Of(tree);
    if (words.size() != 1) return false;
    for (const std::string& lemma : words.front()->lemmas) AddOnce(term.lemmas, lemma);
    return true;
  }

  QueryNode Near(const QuerySyntax& tree) {
    const QuerySyntax* first = &tree.parts.front();
    while (!first->parts.empty()) first = &first->parts.front();
    const QueryField field = first->field;
    QueryNode node;
    node.kind = Kind::kNear;
    node.in_title = field == QueryField::kTitle;
    node.distance = tree.distance;
    for (const QuerySyntax& part : tree.parts) {
      QueryNode& term = node.parts.emplace_back();
      term.kind = Kind::kTerm;
      term.written = Shown(part);
      if (AddAlternatives(part, field, term)) continue;
      Fail(part, fmt::format("near takes single words and words with OR in brackets, all in the "
                             "title or none: {} is none of these; join it with AND",
                             term.written));
      break;
    }
    return node;
  }

  QueryNode Condition(const QuerySyntax& tree) {
    QueryNode node;
    node.kind = Kind::kCondition;
    const std::string_view value = tree.text.In(typed_);
    const std::string asked = fmt::format("{}:{}", Name(tree.field), store::ShownPart(value));
    auto error = AddCondition(tree.field, value, asked, zone_, node.condition);
    if (!error && !node.condition.tags.empty()) {
      const store::TagSummary& tag = node.condition.tags.front();
      error = UnknownId(vocabulary_.names(), tag.kind, tag.id, language_, asked);
      if (!error && tag.kind == core::TagKind::kBody) {
        AddSuccession(vocabulary_.registry(), node.condition);
      }
    }
    if (error) Fail(tree, error->message);
    return node;
  }

  std::string_view typed_;
  const QueryWords& words_;
  const Vocabulary& vocabulary_;
  core::Language language_;
  const core::Zone& zone_;
  std::optional<core::Error> error_;
};

}  // namespace

core::Expected<QueryNode> ReadQuery(std::string_view typed, const nlp::Analyzer& analyzer,
                                    const Vocabulary& vocabulary, core::Language language,
                                    const core::Zone& zone) {
  const auto tree = store::ParseQuery(typed);
  if (!tree) return tree.error();
  const QueryWords words(typed, *tree, analyzer);
  if (words.size() > store::kMaxQueryNodes) {
    return store::QueryError(typed, 0,
                             fmt::format("it has {} words and may have {}: ask for less at once",
                                         words.size(), store::kMaxQueryNodes));
  }
  return Reader(typed, words, vocabulary, language, zone).Read(*tree);
}

}  // namespace app
