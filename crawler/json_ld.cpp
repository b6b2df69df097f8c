#include "crawler/json_ld.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "crawler/ascii.h"
#include "crawler/html_text.h"

namespace crawler {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxScript = 2u << 20;
constexpr std::size_t kMaxNodes = 2000;  // looked at in one page
constexpr std::size_t kMaxAuthors = 32, kMaxKeywords = 64;
constexpr std::size_t kMaxDepth = 64;  // deeper nesting than any vocabulary has

// Deep nesting is refused before a tree is built of it.
bool NestsTooDeep(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

// Mends what hand-made JSON-LD gets wrong: control characters in strings, commas before a closing
// bracket.
std::string Mend(std::string_view text) {
  std::string mended;
  mended.reserve(text.size());
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) < ' ') {
      mended += ' ';
      continue;
    }
    if (in_string && c == '\\' && i + 1 < text.size()) {
      mended += c;
      mended += text[++i];
      continue;
    }
    if (c == '"') in_string = !in_string;
    if (!in_string && (c == '}' || c == ']')) {
      std::size_t end = mended.size();
      while (end > 0 && mended[end - 1] == ' ') --end;
      if (end > 0 && mended[end - 1] == ',') mended.resize(end - 1);
    }
    mended += c;
  }
  return mended;
}

// Between the outermost brackets: without comments, CDATA marks and semicolons around them.
std::string_view Core(std::string_view script) {
  const std::size_t begin = script.find_first_of("{[");
  const std::size_t end = script.find_last_of("}]");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  return script.substr(begin, end - begin + 1);
}

json Parse(std::string_view script) {
  const std::string_view text = Core(script.substr(0, kMaxScript));
  if (text.empty() || NestsTooDeep(text)) return {};
  json value = json::parse(text, nullptr, false, true);
  if (value.is_discarded()) value = json::parse(Mend(text), nullptr, false, true);
  return value.is_discarded() ? json() : value;
}

const json* Member(const json& node, const char* name) {
  if (!node.is_object()) return nullptr;
  const auto found = node.find(name);
  return found == node.end() ? nullptr : &*found;
}

// A string, the first string of an array, or the `inside` of an object.
std::string StringOf(const json* value, const char* inside) {
  if (value && value->is_array() && !value->empty()) value = &value->front();
  if (value && value->is_object()) value = Member(*value, inside);
  return value && value->is_string() ? std::string(Trim(value->get_ref<const std::string&>()))
                                     : std::string();
}

enum class Kind { kNone, kPage, kListing, kArticle };

Kind KindOfName(std::string_view type) {
  const std::size_t slash = type.find_last_of("/:");
  if (slash != std::string_view::npos) type.remove_prefix(slash + 1);
  if (type.ends_with("Article") || type.ends_with("Posting") || type == "Report" ||
      type == "ReportageNewsArticle" || type == "Recipe") {
    return type == "JobPosting" ? Kind::kNone : Kind::kArticle;
  }
  if (type == "CollectionPage" || type == "SearchResultsPage" || type == "ItemList" ||
      type == "Blog") {
    return Kind::kListing;
  }
  return type == "WebPage" || type == "ItemPage" || type == "AboutPage" ? Kind::kPage : Kind::kNone;
}

Kind KindOf(const json& node) {
  const json* const type = Member(node, "@type");
  if (!type) return Kind::kNone;
  if (type->is_string()) return KindOfName(type->get_ref<const std::string&>());
  Kind best = Kind::kNone;
  if (type->is_array()) {
    for (const json& name : *type) {
      if (name.is_string()) best = std::max(best, KindOfName(name.get_ref<const std::string&>()));
    }
  }
  return best;
}

// The nodes a page describes itself with: those at the top, of its @graph, and its main entity.
std::vector<const json*> NodesOf(const std::vector<json>& documents) {
  std::vector<const json*> nodes;
  for (const json& document : documents) nodes.push_back(&document);
  for (std::size_t i = 0; i < nodes.size() && nodes.size() < kMaxNodes; ++i) {
    const json& node = *nodes[i];
    if (node.is_array()) {
      for (const json& item : node) nodes.push_back(&item);
      continue;
    }
    for (const char* name : {"@graph", "mainEntity", "mainEntityOfPage"}) {
      const json* const inner = Member(node, name);
      if (inner && (inner->is_array() || inner->is_object())) nodes.push_back(inner);
    }
  }
  return nodes;
}

void AddAuthors(const json* value, const std::vector<const json*>& nodes, JsonLdPage* page) {
  if (!value) return;
  std::vector<const json*> people;
  if (value->is_array()) {
    for (const json& person : *value) people.push_back(&person);
  } else {
    people.push_back(value);
  }
  if (people.size() > kMaxAuthors) people.resize(kMaxAuthors);
  for (const json* person : people) {
    const json* const id = Member(*person, "@id");
    if (id && !Member(*person, "name")) {
      const auto same = std::find_if(nodes.begin(), nodes.end(), [id](const json* node) {
        const json* const other = Member(*node, "@id");
        return other && *other == *id && Member(*node, "name");
      });
      if (same != nodes.end()) person = *same;
    }
    const json* const names = Member(*person, "name");
    if (names && names->is_array()) {
      for (const json& name : *names) {
        if (name.is_string()) page->authors.push_back(HtmlToLine(name.get<std::string>()));
      }
      continue;
    }
    std::string name = StringOf(person, "name");
    if (name.empty() && person->is_object()) {
      name = StringOf(Member(*person, "givenName"), "@value");
      if (!name.empty()) name += ' ';
      name += StringOf(Member(*person, "familyName"), "@value");
    }
    if (!name.empty()) page->authors.push_back(HtmlToLine(name));
  }
}

// A string, perhaps a list in itself, or an array of them.
void AddKeywords(const json* value, JsonLdPage* page) {
  if (!value) return;
  if (value->is_string()) page->keywords.push_back(value->get<std::string>());
  if (!value->is_array()) return;
  for (const json& keyword : *value) {
    if (page->keywords.size() == kMaxKeywords) return;
    if (keyword.is_string()) page->keywords.push_back(keyword.get<std::string>());
  }
}

void FillEmpty(std::string* field, std::string value) {
  if (field->empty()) *field = std::move(value);
}

void Read(const json& node, const std::vector<const json*>& nodes, JsonLdPage* page) {
  FillEmpty(&page->headline, StringOf(Member(node, "headline"), "@value"));
  FillEmpty(&page->published, StringOf(Member(node, "datePublished"), "@value"));
  FillEmpty(&page->modified, StringOf(Member(node, "dateModified"), "@value"));
  FillEmpty(&page->image, StringOf(Member(node, "image"), "url"));
  FillEmpty(&page->language, StringOf(Member(node, "inLanguage"), "alternateName"));
  FillEmpty(&page->body, StringOf(Member(node, "articleBody"), "@value"));
  FillEmpty(&page->site, StringOf(Member(node, "publisher"), "name"));
  FillEmpty(&page->section, StringOf(Member(node, "articleSection"), "@value"));
  if (page->keywords.empty()) AddKeywords(Member(node, "keywords"), page);
  if (page->authors.empty()) AddAuthors(Member(node, "author"), nodes, page);
}

}  // namespace

JsonLdPage ReadJsonLd(std::span<const std::string_view> scripts) {
  std::vector<json> documents;
  for (const std::string_view script : scripts) documents.push_back(Parse(script));
  const std::vector<const json*> nodes = NodesOf(documents);

  JsonLdPage page;
  const auto first = [&nodes](Kind kind) -> const json* {
    const auto found = std::find_if(nodes.begin(), nodes.end(),
                                    [kind](const json* node) { return KindOf(*node) == kind; });
    return found == nodes.end() ? nullptr : *found;
  };
  const json* const article = first(Kind::kArticle);
  page.article = article != nullptr;
  page.listing = !article && first(Kind::kListing);
  if (article) Read(*article, nodes, &page);
  if (const json* const web_page = first(Kind::kPage)) Read(*web_page, nodes, &page);
  return page;
}

}  // namespace crawler
