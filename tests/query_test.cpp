#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <sstream>

#include "store/store.h"
#include "tests/support/store_fixture.h"

using fixture::Item;
using store::QueryNode;
using Kind = store::QueryNode::Kind;
using Numbers = std::vector<store::DocumentNumber>;

namespace {

QueryNode Of(Kind kind, std::vector<QueryNode> parts) {
  QueryNode node = store::AllOf(std::move(parts));
  node.kind = kind;
  return node;
}

QueryNode Words(Kind kind, std::string_view words) {
  std::vector<QueryNode> parts;
  std::istringstream stream{std::string(words)};
  for (std::string word; stream >> word;) parts.push_back(store::Term(word));
  return Of(kind, std::move(parts));
}

QueryNode Phrase(std::string_view words) {
  return Words(Kind::kPhrase, words);
}

QueryNode Near(std::uint32_t distance, std::string_view words) {
  QueryNode node = Words(Kind::kNear, words);
  node.distance = distance;
  return node;
}

QueryNode Prefix(std::string prefix) {
  QueryNode node = store::Term(std::move(prefix));
  node.kind = Kind::kPrefix;
  return node;
}

QueryNode Sphere(std::string id) {
  QueryNode node;
  node.kind = Kind::kCondition;
  node.condition.tags = {{core::TagKind::kSphere, std::move(id)}};
  return node;
}

QueryNode InTitle(QueryNode node) {
  node.in_title = true;
  return node;
}

struct Fixture {
  fixture::Folder folder;
  store::Options options = fixture::OptionsFor(folder);
  std::unique_ptr<store::Store> store = fixture::Open(options);

  void Put(const Item& item) { fixture::Put(*store, item); }
  Numbers Find(QueryNode root) const {
    store::Query query;
    query.root = std::move(root);
    query.limit = 100'000;
    Numbers numbers;
    for (const store::Hit& hit : store->Search(query).hits) numbers.push_back(hit.header.number);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
  }
};

std::vector<std::string> Split(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// A document as a person would look at it.
struct Plain {
  std::vector<std::string> title, text;
  std::string sphere;
};

bool HasWord(const std::vector<std::string>& words, const QueryNode& node) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return node.kind == Kind::kPrefix ? word.starts_with(node.lemmas[0]) : word == node.lemmas[0];
  });
}

bool HasTogether(const std::vector<std::string>& words, const QueryNode& node) {
  const std::size_t count = node.parts.size();
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::size_t reach = node.kind == Kind::kPhrase ? count - 1 : node.distance;
    std::vector<std::string> window(
        words.begin() + static_cast<std::ptrdiff_t>(at),
        words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), at + reach + 1)));
    if (node.kind == Kind::kPhrase) {
      if (window.size() == count &&
          std::equal(window.begin(), window.end(), node.parts.begin(),
                     [](const auto& word, const auto& part) { return word == part.lemmas[0]; })) {
        return true;
      }
      continue;
    }
    const bool all = std::all_of(node.parts.begin(), node.parts.end(), [&](const QueryNode& part) {
      const auto found = std::find(window.begin(), window.end(), part.lemmas[0]);
      if (found == window.end()) return false;
      *found = "";  // a word asked for twice must be there twice
      return true;
    });
    if (all) return true;
  }
  return false;
}

bool Fits(const Plain& document, const QueryNode& node) {
  const auto in_fields = [&](auto test) {
    return test(document.title, node) || (!node.in_title && test(document.text, node));
  };
  const auto fits = [&](const QueryNode& part) { return Fits(document, part); };
  switch (node.kind) {
    case Kind::kAll:
      return true;
    case Kind::kTerm:
    case Kind::kPrefix:
      return in_fields(HasWord);
    case Kind::kPhrase:
    case Kind::kNear:
      return in_fields(HasTogether);
    case Kind::kCondition:
      return node.condition.tags[0].id == document.sphere;
    case Kind::kAnd:
      return std::all_of(node.parts.begin(), node.parts.end(), fits);
    case Kind::kOr:
      return std::any_of(node.parts.begin(), node.parts.end(), fits);
    case Kind::kNot:
      return !Fits(document, node.parts[0]);
  }
  return false;
}

class RandomQueries {
 public:
  explicit RandomQueries(std::mt19937& random) : random_(random) {}

  std::string Word() { return fixture::Name("w", static_cast<std::int64_t>(Below(Below(25) + 1))); }
  std::string Text(std::size_t words) {
    std::string text;
    for (; words > 0; --words) text += Word() + " ";
    return text;
  }
  QueryNode Node(int depth) {
    const std::size_t kind = Below(depth == 0 ? 5 : 8);
    switch (kind) {
      case 0:
      case 1:
        return Titled(store::Term(Word()));
      case 2:
        return Titled(Phrase(Text(2 + Below(2))));
      case 3:
        return Titled(Near(static_cast<std::uint32_t>(1 + Below(4)), Text(2 + Below(2))));
      case 4:
        return Below(2) == 0 ? Titled(Prefix(Word())) : Sphere(Below(2) == 0 ? "roads" : "health");
      case 5:
        return Of(Kind::kNot, {Node(depth - 1)});
      default: {
        std::vector<QueryNode> parts;
        for (std::size_t n = 1 + Below(3); n > 0; --n) parts.push_back(Node(depth - 1));
        return Of(kind == 6 ? Kind::kAnd : Kind::kOr, std::move(parts));
      }
    }
  }
  std::size_t Below(std::size_t end) { return random_() % end; }

 private:
  QueryNode Titled(QueryNode node) { return Below(5) == 0 ? InTitle(std::move(node)) : node; }

  std::mt19937& random_;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(query_test, Fixture)

BOOST_AUTO_TEST_CASE(a_phrase_is_its_words_one_behind_the_other) {
  Put(Item("1", "bridge tender", "the road is closed"));
  Put(Item("2", "tender", "bridge road tender"));
  Put(Item("3", "bridge", "tender of a road"));
  BOOST_TEST(Find(Phrase("bridge tender")) == Numbers{1});
  BOOST_TEST(Find(Phrase("road tender")) == Numbers{2});
  BOOST_TEST(Find(Phrase("tender bridge")).empty());
  BOOST_TEST(Find(InTitle(Phrase("bridge tender"))) == Numbers{1});
  BOOST_TEST(Find(InTitle(Phrase("bridge road"))).empty());
}

BOOST_AUTO_TEST_CASE(words_of_title_and_text_are_not_near) {
  Put(Item("1", fixture::Words("t", 300) + "bridge", "tender far " + fixture::Words("x", 5)));
  Put(Item("2", "", "bridge one two three tender"));
  BOOST_TEST(Find(Near(10, "bridge tender")) == Numbers{2});
  BOOST_TEST(Find(Near(4, "tender bridge")) == Numbers{2});
  BOOST_TEST(Find(Near(3, "tender bridge")).empty());
  // Words of an endless title are still found, at its last place.
  BOOST_TEST(Find(InTitle(store::Term("bridge"))) == Numbers{1});
}

BOOST_AUTO_TEST_CASE(a_lemma_is_found_under_its_other_spelling_and_the_other_way_round) {
  store.reset();
  options.spelling = [](std::string_view lemma) {
    std::string plain(lemma);
    std::replace(plain.begin(), plain.end(), 'q', 'k');
    return plain;
  };
  store = fixture::Open(options);
  Put(Item("1", "", "qazaq tili"));
  Put(Item("2", "", "kazak tili"));
  Put(Item("3", "", "kazaq tili"));
  BOOST_TEST(Find(store::Term("kazak")) == (Numbers{1, 2, 3}));
  BOOST_TEST(Find(store::Term("qazaq")) == (Numbers{1, 2}));
  BOOST_TEST(Find(Phrase("kazak tili")) == (Numbers{1, 2, 3}));
  BOOST_TEST(Find(Prefix("kaz")) == (Numbers{1, 2, 3}));
  BOOST_TEST(Find(Prefix("qaz")) == Numbers{1});
}

BOOST_AUTO_TEST_CASE(alternatives_of_a_word_are_one_word) {
  Put(Item("1", "", "road road path"));
  Put(Item("2", "", "path end"));
  Put(Item("3", "", "nothing"));
  QueryNode either = store::Term("road");
  either.lemmas.push_back("path");
  store::Query query;
  query.root = Of(Kind::kPhrase, {either, store::Term("end")});
  BOOST_TEST(Find(query.root) == Numbers{2});
  query.root = either;
  query.explain = true;
  const auto result = store->Search(query);
  BOOST_REQUIRE(result.hits.size() == 2U);
  BOOST_REQUIRE(result.words.size() == 1U);
  BOOST_TEST(result.words[0].lemmas.size() == 2U);
  BOOST_REQUIRE(result.hits[0].contributions.size() == 1U);
  BOOST_TEST(result.hits[0].contributions[0].frequency == 3U);
  BOOST_TEST(result.hits[0].contributions[0].score == result.hits[0].score);
}

BOOST_AUTO_TEST_CASE(what_must_not_be_there_has_no_score) {
  Put(Item("1", "", "road bridge"));
  Put(Item("2", "", "road school"));
  store::Query query;
  query.root = store::AllOf({store::Term("road"), Of(Kind::kNot, {store::Term("bridge")})});
  query.explain = true;
  const auto result = store->Search(query);
  BOOST_REQUIRE(result.hits.size() == 1U);
  BOOST_TEST(result.hits[0].header.number == 2U);
  BOOST_REQUIRE(result.words.size() == 2U);
  BOOST_TEST(result.words[0].weight > 0);
  BOOST_TEST(result.words[1].weight == 0);
}

BOOST_AUTO_TEST_CASE(facets_count_all_that_match_not_only_what_is_shown) {
  for (int i = 0; i < 20; ++i) {
    Item item(std::to_string(i), "", "road");
    item.With(core::TagKind::kSphere, i % 4 == 0 ? "health" : "roads");
    item.With(core::TagKind::kBody, "akimat", i < 5 ? core::Role::kImplicated : core::Role::kNamed);
    item.From(core::SourceType::kMedia, fixture::Name("outlet-", i % 3));
    if (i == 19) item.document.text = "school";
    Put(item);
  }
  store::Query query;
  query.root = store::Term("road");
  query.limit = 3;
  query.facets = 2;
  const auto result = store->Search(query);
  BOOST_TEST(result.hits.size() == 3U);
  std::map<std::string_view, std::vector<std::pair<std::string, std::uint64_t>>> facets;
  for (const store::Facet& facet : result.facets) facets[Name(facet.dimension)] = facet.values;
  using Values = std::vector<std::pair<std::string, std::uint64_t>>;
  BOOST_CHECK((facets["sphere"] == Values{{"roads", 14}, {"health", 5}}));
  BOOST_CHECK((facets["body"] == Values{{"akimat", 5}}));
  BOOST_CHECK((facets["source"] == Values{{"outlet-0", 7}, {"outlet-1", 6}}));
  BOOST_CHECK((facets["type"] == Values{{"media", 19}}));
  BOOST_CHECK((facets["lang"] == Values{{"ru", 19}}));
  BOOST_TEST(!facets.contains("scheme"));
}

// What is put later changes neither the order nor the scores of a page at an earlier commit.
BOOST_AUTO_TEST_CASE(pages_at_a_commit_stay_as_they_were) {
  std::mt19937 random(5);
  RandomQueries queries(random);
  for (int i = 0; i < 60; ++i) Put(Item(std::to_string(i), queries.Text(3), queries.Text(20)));
  store::Query query;
  query.root = Of(Kind::kOr, {store::Term("w1"), store::Term("w3"), Phrase("w0 w1")});
  query.limit = 1000;
  const auto before = store->Search(query);
  BOOST_TEST(before.commit == 60U);
  for (int i = 30; i < 300; ++i) Put(Item(std::to_string(i), queries.Text(3), queries.Text(40)));
  for (const bool reopened : {false, true}) {
    if (reopened) store.reset();
    if (reopened) store = fixture::Open(options);
    query.filter.at = before.commit;
    query.limit = 7;
    store::SearchResult page;
    std::size_t seen = 0;
    for (query.offset = 0; query.offset == 0 || !page.hits.empty(); query.offset += 7) {
      page = store->Search(query);
      BOOST_TEST(page.total == before.total);
      for (const store::Hit& hit : page.hits) {
        BOOST_REQUIRE(seen < before.hits.size());
        BOOST_TEST(hit.header.number == before.hits[seen].header.number);
        BOOST_TEST(hit.score == before.hits[seen++].score);
      }
    }
    BOOST_TEST(seen == before.hits.size());
  }
}

// Against looking at every document, over merges, flushes, superseded versions and reopenings.
BOOST_AUTO_TEST_CASE(finds_what_looking_at_every_document_finds) {
  const unsigned seed = std::random_device()();
  std::mt19937 random(seed);
  RandomQueries queries(random);
  std::map<std::string, store::DocumentNumber> latest;
  std::map<store::DocumentNumber, Plain> live;
  for (int i = 0; i < 400; ++i) {
    const std::string address = std::to_string(queries.Below(300));
    Item item(address, queries.Text(queries.Below(4)), queries.Text(1 + queries.Below(30)));
    Plain plain{Split(item.document.title), Split(item.document.text), ""};
    if (queries.Below(2) == 0) {
      plain.sphere = queries.Below(2) == 0 ? "roads" : "health";
      item.With(core::TagKind::kSphere, plain.sphere);
    }
    const auto outcome = fixture::Put(*store, item);
    if (latest.contains(address) && latest[address] != outcome.number) live.erase(latest[address]);
    latest[address] = outcome.number;
    live[outcome.number] = std::move(plain);
    if (i % 150 == 149) {
      store.reset();
      store = fixture::Open(options);
    }
  }
  for (int i = 0; i < 2000; ++i) {
    const QueryNode node = queries.Node(3);
    Numbers expected;
    for (const auto& [number, plain] : live) {
      if (Fits(plain, node)) expected.push_back(number);
    }
    BOOST_TEST(Find(node) == expected, "seed " << seed << ", query " << i);
  }
}

BOOST_AUTO_TEST_SUITE_END()
