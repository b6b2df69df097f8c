#include "crawler/encoding_sniffer.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "crawler/ascii.h"
#include "crawler/encoding.h"

namespace crawler {
namespace {

constexpr std::size_t kPrescanBytes = 8192;
constexpr std::size_t kGuessBytes = 256u << 10;

bool IsMarkupSpace(char c) {
  return IsSpace(c) && c != '\v';
}

// "Extracting a character encoding from a meta element": the value after "charset=".
std::string_view AfterCharset(std::string_view text) {
  constexpr std::string_view kName = "charset";
  for (std::size_t i = 0; i + kName.size() <= text.size(); ++i) {
    if (!StartsWithIgnoreCase(text.substr(i), kName)) continue;
    std::string_view rest = Trim(text.substr(i + kName.size()));
    if (!rest.starts_with('=')) continue;
    rest = Trim(rest.substr(1));
    if (rest.starts_with('"') || rest.starts_with('\'')) {
      const std::size_t end = rest.find(rest[0], 1);
      return end == std::string_view::npos ? std::string_view() : rest.substr(1, end - 1);
    }
    const auto ends = [](char c) { return IsMarkupSpace(c) || c == ';' || c == ','; };
    return {rest.begin(), std::find_if(rest.begin(), rest.end(), ends)};
  }
  return {};
}

struct Attribute {
  std::string_view name, value;
};

// "Get an attribute" of the prescan: takes one off `rest`; false at the end of the tag.
bool TakeAttribute(std::string_view& rest, Attribute& attribute) {
  const auto drop = [&](auto unwanted) {
    rest.remove_prefix(static_cast<std::size_t>(
        std::find_if_not(rest.begin(), rest.end(), unwanted) - rest.begin()));
  };
  const auto take = [&](auto ends) {
    const std::string_view taken(rest.begin(), std::find_if(rest.begin(), rest.end(), ends));
    rest.remove_prefix(taken.size());
    return taken;
  };
  drop([](char c) { return IsMarkupSpace(c) || c == '/'; });
  if (rest.empty() || rest[0] == '>') return false;
  attribute = {};
  attribute.name =
      take([](char c) { return IsMarkupSpace(c) || c == '/' || c == '>' || c == '='; });
  if (attribute.name.empty()) {  // a stray '='
    rest.remove_prefix(1);
    return true;
  }
  drop(IsMarkupSpace);
  if (!rest.starts_with('=')) return true;
  rest.remove_prefix(1);
  drop(IsMarkupSpace);
  if (rest.starts_with('"') || rest.starts_with('\'')) {
    const char quote = rest[0];
    rest.remove_prefix(1);
    attribute.value = take([quote](char c) { return c == quote; });
    rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
  } else {
    attribute.value = take([](char c) { return IsMarkupSpace(c) || c == '>'; });
  }
  return true;
}

// The encoding that the attributes of a <meta> name.
std::string_view OfMeta(std::string_view& rest) {
  bool pragma = false;
  std::string_view charset, content;
  for (Attribute attribute; TakeAttribute(rest, attribute);) {
    if (EqualsIgnoreCase(attribute.name, "http-equiv")) {
      pragma = EqualsIgnoreCase(Trim(attribute.value), "content-type");
    } else if (EqualsIgnoreCase(attribute.name, "charset")) {
      charset = attribute.value;
    } else if (EqualsIgnoreCase(attribute.name, "content")) {
      content = AfterCharset(attribute.value);
    }
  }
  if (!charset.empty()) return charset;
  return pragma ? content : std::string_view();
}

std::string_view OfXmlDeclaration(std::string_view bytes) {
  constexpr std::string_view kStart = "<?xml";
  while (!bytes.empty() && IsSpace(bytes.front())) bytes.remove_prefix(1);
  if (!bytes.starts_with(kStart)) return {};
  std::string_view rest = bytes.substr(kStart.size(), bytes.find('>'));
  for (Attribute attribute; TakeAttribute(rest, attribute);) {
    if (attribute.name == "encoding") return attribute.value;
  }
  return {};
}

// Removes everything up to and including the next `mark`.
void SkipPast(std::string_view mark, std::string_view& rest) {
  const std::size_t at = rest.find(mark);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + mark.size());
}

// Letters of Cyrillic text with their share in per cent: the mean of Russian and Kazakh news. The
// letters that Ukrainian and Belarusian have on the bytes of Kazakh ones weigh the same, so that
// only letters of Kazakh alone speak for KZ-1048.
struct LetterShare {
  char16_t letter;
  float share;
};
constexpr auto kLetters = std::to_array<LetterShare>({
    {u'а', 10.5F}, {u'б', 1.9F}, {u'в', 2.6F}, {u'г', 1.7F}, {u'д', 4.0F}, {u'е', 8.3F},
    {u'ж', 1.2F},  {u'з', 1.8F}, {u'и', 5.0F}, {u'й', 1.6F}, {u'к', 3.0F}, {u'л', 5.0F},
    {u'м', 3.0F},  {u'н', 6.9F}, {u'о', 7.0F}, {u'п', 2.2F}, {u'р', 5.2F}, {u'с', 4.7F},
    {u'т', 5.9F},  {u'у', 2.0F}, {u'ф', 0.3F}, {u'х', 0.7F}, {u'ц', 0.4F}, {u'ч', 0.8F},
    {u'ш', 0.9F},  {u'щ', 0.2F}, {u'ъ', 0.1F}, {u'ы', 4.5F}, {u'ь', 1.0F}, {u'э', 0.3F},
    {u'ю', 0.4F},  {u'я', 1.3F}, {u'ё', 0.2F}, {u'і', 3.0F}, {u'ә', 1.0F}, {u'ғ', 1.0F},
    {u'қ', 2.0F},  {u'ң', 1.2F}, {u'ө', 0.7F}, {u'ұ', 0.6F}, {u'ү', 0.9F}, {u'һ', 0.1F},
    {u'є', 1.0F},  {u'ї', 0.9F}, {u'ґ', 0.7F}, {u'ў', 0.6F},
});
constexpr auto kCapitals = std::to_array<LetterShare>({
    {u'Ё', 0.1F},
    {u'І', 0.5F},
    {u'Ә', 0.3F},
    {u'Ғ', 0.3F},
    {u'Қ', 0.8F},
    {u'Ң', 0.1F},
    {u'Ө', 0.3F},
    {u'Ұ', 0.3F},
    {u'Ү', 0.3F},
    {u'Һ', 0.1F},
    {u'Є', 0.3F},
    {u'Ї', 0.3F},
    {u'Ґ', 0.3F},
    {u'Ў', 0.3F},
});
constexpr float kOddLetter = -3;      // Serbian, Macedonian, Greek ...
constexpr float kOddSymbol = -3;      // box drawing, currency ...
constexpr float kMixedWord = -5;      // a Latin letter beside a Cyrillic one
constexpr float kCapitalInside = -6;  // a capital after a small letter

enum class Kind : std::uint8_t { kOther, kLatin, kSmall, kCapital };

struct ByteModel {
  std::array<Kind, 256> kind{};
  std::array<float, 256> weight{};
};

float ShareOf(char16_t unit) {
  const auto in = [unit](const auto& list) -> const LetterShare* {
    const auto found = std::find_if(
        list.begin(), list.end(), [unit](const LetterShare& each) { return each.letter == unit; });
    return found == list.end() ? nullptr : &*found;
  };
  if (const auto* small = in(kLetters)) return small->share;
  if (const auto* capital = in(kCapitals)) return capital->share;
  // А to Я: capitals are rarer, so text that is read as capitals only scores less.
  if (unit >= u'А' && unit <= u'Я') return ShareOf(static_cast<char16_t>(unit + 32)) * 0.3F;
  constexpr std::u16string_view kPlain =
      u"\u00A0\u00AB\u00BB\u2013\u2014\u2116\u201C\u201D\u201E\u2018\u2019\u2026\u00AD\u2022";
  if (kPlain.find(unit) != std::u16string_view::npos) return 0;
  const bool letter = (unit >= 0x400 && unit < 0x530) || (unit >= 0x370 && unit < 0x400);
  return letter ? kOddLetter : kOddSymbol;
}

bool IsCapital(char16_t unit) {
  if (unit >= 0x400 && unit <= 0x42F) return true;
  return unit >= 0x48A && unit < 0x530 && unit % 2 == 0;
}

ByteModel MakeModel(const UpperHalf& half) {
  ByteModel model;
  for (std::size_t byte = 0; byte < 0x80; ++byte) {
    if (IsAlpha(static_cast<char>(byte))) model.kind[byte] = Kind::kLatin;
  }
  for (std::size_t i = 0; i < half.size(); ++i) {
    const bool letter = half[i] >= 0x400 && half[i] < 0x530;
    if (letter) model.kind[0x80 + i] = IsCapital(half[i]) ? Kind::kCapital : Kind::kSmall;
    model.weight[0x80 + i] = ShareOf(half[i]);
  }
  return model;
}

// The mean weight of the bytes beyond ASCII; 0 if most of them stand alone, as accented letters do.
double Score(std::string_view bytes, const ByteModel& model) {
  double sum = 0;
  std::size_t count = 0;
  std::size_t pairs = 0;
  Kind before = Kind::kOther;
  for (const char c : bytes.substr(0, kGuessBytes)) {
    const auto byte = static_cast<unsigned char>(c);
    const Kind kind = model.kind[byte];
    if (byte >= 0x80) {
      ++count;
      if (kind != Kind::kOther && before != Kind::kOther) ++pairs;
      sum += model.weight[byte];
      if (kind == Kind::kCapital && before == Kind::kSmall) sum += kCapitalInside;
      if (before == Kind::kLatin && kind != Kind::kOther) sum += kMixedWord;
    } else if (kind == Kind::kLatin && (before == Kind::kSmall || before == Kind::kCapital)) {
      sum += kMixedWord;
    }
    before = kind;
  }
  return pairs * 2 < count || count == 0 ? 0 : sum / static_cast<double>(count);
}

constexpr auto kCyrillicEncodings = std::to_array<std::string_view>(
    {"windows-1251", "kz-1048", "ptcp154", "koi8-r", "ibm866", "iso-8859-5", "x-mac-cyrillic"});

const ByteModel& ModelOf(std::size_t index) {
  static const auto* const kModels = [] {
    auto* models = new std::array<ByteModel, kCyrillicEncodings.size()>;
    for (std::size_t i = 0; i < models->size(); ++i) {
      (*models)[i] = MakeModel(*UpperHalfOf(kCyrillicEncodings[i]));
    }
    return models;
  }();
  return (*kModels)[index];
}

// Russian, Kazakh and Ukrainian text scores 4 to 6 in its own encoding; in another one, or as text
// of another script, less than 3, and capitals only up to 3.5 in the wrong one.
constexpr double kMinScore = 3.8;

}  // namespace

std::string_view CharsetOf(std::string_view content_type) {
  return AfterCharset(content_type);
}

std::string_view DeclaredInMarkup(std::string_view bytes) {
  std::string_view rest = bytes.substr(0, kPrescanBytes);
  if (const auto declared = OfXmlDeclaration(rest); !declared.empty()) return declared;
  while (!rest.empty()) {
    SkipPast("<", rest);
    if (rest.starts_with("!--")) {
      rest.remove_prefix(1);  // "<!-->" is a whole comment
      SkipPast("-->", rest);
    } else if (StartsWithIgnoreCase(rest, "meta") && rest.size() > 4 &&
               (IsMarkupSpace(rest[4]) || rest[4] == '/')) {
      rest.remove_prefix(4);
      if (const auto declared = OfMeta(rest); !declared.empty()) return declared;
    } else if (!rest.empty() && (IsAlpha(rest[0]) || rest[0] == '/')) {
      const auto ends = [](char c) { return IsMarkupSpace(c) || c == '>'; };
      rest.remove_prefix(
          static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), ends) - rest.begin()));
      for (Attribute attribute; TakeAttribute(rest, attribute);) continue;
    } else if (rest.starts_with('!') || rest.starts_with('?')) {
      SkipPast(">", rest);
    }
  }
  return {};
}

CyrillicGuess GuessCyrillic(std::string_view bytes) {
  CyrillicGuess best{"", kMinScore};
  for (std::size_t i = 0; i < kCyrillicEncodings.size(); ++i) {
    const double score = Score(bytes, ModelOf(i));
    if (score > best.score) best = {kCyrillicEncodings[i], score};
  }
  return best.encoding.empty() ? CyrillicGuess{} : best;
}

double CyrillicScore(std::string_view bytes, std::string_view encoding) {
  const auto known = std::find(kCyrillicEncodings.begin(), kCyrillicEncodings.end(), encoding);
  if (known != kCyrillicEncodings.end()) {
    return Score(bytes, ModelOf(static_cast<std::size_t>(known - kCyrillicEncodings.begin())));
  }
  const UpperHalf* half = UpperHalfOf(encoding);
  return half == nullptr ? 0 : Score(bytes, MakeModel(*half));
}

std::string_view GuessByIcu(std::string_view bytes) {
  struct Close {
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
  };
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, Close> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return {};
  const std::string_view sample = bytes.substr(0, kGuessBytes);
  ucsdet_enableInputFilter(detector.get(), true);  // without tags
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  const UCharsetMatch* const match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return {};
  const char* const name = ucsdet_getName(match, &status);
  return U_FAILURE(status) ? std::string_view() : EncodingOf(name);
}

}  // namespace crawler
