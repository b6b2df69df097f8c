// What letters, doubled vowels and frequent words say about the language. A row adds its weight to
// each of its languages; what is common to all languages of a script has no row. The weights are
// estimates on the scale of log likelihood ratios.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/language.h"

namespace nlp {

using LanguageSet = std::uint32_t;

template <typename... Languages>
constexpr LanguageSet Of(Languages... languages) {
  return ((1U << static_cast<unsigned>(languages)) | ...);
}

struct LetterRow {
  std::u32string_view letters;  // folded
  LanguageSet languages;
  float weight;
};

struct WordRow {
  LanguageSet languages;
  float weight;
  std::string_view words;  // folded, separated by spaces
};

namespace language_table {

using enum core::Language;

inline constexpr LanguageSet kCyrillicLanguages =
    Of(kKk, kRu, kKy, kTt, kBa, kUz, kTg, kUk, kBe, kBg, kMn);
inline constexpr LanguageSet kLatinLanguages = Of(kEn, kTr, kUz, kKk);
inline constexpr LanguageSet kArabicLanguages = Of(kAr, kFa, kUg, kKk);

inline constexpr LetterRow kLetters[] = {
    // Cyrillic
    {U"ұ", Of(kKk), 3.0F},
    {U"і", Of(kKk, kUk, kBe), 2.0F},
    {U"ғ", Of(kKk, kBa, kTg, kUz), 2.0F},
    {U"қ", Of(kKk, kTg, kUz), 2.0F},
    {U"ә", Of(kKk, kTt, kBa), 2.0F},
    {U"ң", Of(kKk, kKy, kTt), 2.0F},
    {U"өү", Of(kKk, kKy, kTt, kBa, kMn), 2.0F},
    {U"һ", Of(kTt, kBa), 2.0F},
    {U"җ", Of(kTt), 3.0F},
    {U"ҙҫҡ", Of(kBa), 4.0F},
    {U"ў", Of(kUz, kBe), 3.0F},
    {U"ҳ", Of(kUz, kTg), 3.0F},
    {U"ӯӣҷ", Of(kTg), 4.0F},
    {U"їєґ", Of(kUk), 4.0F},
    {U"ы", Of(kKk, kRu, kKy, kTt, kBa, kBe, kMn), 1.0F},
    {U"э", Of(kRu, kKy, kMn, kBe, kTt, kBa, kTg, kUz), 0.6F},
    {U"и", Of(kRu, kUk, kBg, kTg, kUz, kKy, kTt, kBa, kMn), 0.4F},
    {U"щ", Of(kRu, kUk, kBg), 1.0F},
    {U"ц", Of(kRu, kUk, kBe, kBg), 0.3F},
    {U"в", Of(kRu, kUk, kBe, kBg), 0.3F},
    {U"ъ", Of(kBg, kUz, kTg), 1.2F},
    {U"ь", Of(kRu, kUk, kBe), 0.3F},
    {U"х", Of(kRu, kUk, kBe, kBg, kMn, kTt, kBa, kTg), 0.3F},
    {U"к", Of(kKk, kRu, kKy, kTt, kBa, kUz, kTg, kUk, kBe, kBg), 0.4F},
    // Latin
    {U"w", Of(kEn), 0.6F},
    {U"ğşı", Of(kTr, kKk), 1.5F},
    {U"ç", Of(kTr), 2.0F},
    {U"öü", Of(kTr, kKk), 1.0F},
    {U"ñǵńáúýūä", Of(kKk), 1.5F},
    // Arabic
    {U"ة", Of(kAr), 2.0F},
    {U"أإؤ", Of(kAr), 1.5F},
    {U"ي", Of(kAr, kUg, kKk), 0.5F},
    {U"ك", Of(kAr, kUg, kKk), 0.5F},
    {U"پچژ", Of(kFa, kUg), 1.5F},
    {U"گ", Of(kFa, kUg, kKk), 1.5F},
    {U"یک", Of(kFa), 1.5F},
    {U"ېۈ", Of(kUg), 3.0F},
    {U"ئ", Of(kUg), 2.0F},
    {U"ھۆ", Of(kUg), 1.0F},
    {U"ۇەڭ", Of(kUg, kKk), 2.0F},
    {U"ى", Of(kKk, kUg), 0.5F},
    {U"ع", Of(kKk, kAr, kFa), 0.5F},
    {U"ٴٵٶٷٸ", Of(kKk), 3.0F},
};

// A letter between its neighbours in the word; 0 stands for the end of the word on either side.
struct CombinationRow {
  bool (*matches)(char32_t before, char32_t letter, char32_t after);
  LanguageSet languages;
  float weight;
};

inline constexpr std::u32string_view kVowelsThatDouble = U"аоуөүэ";

inline constexpr CombinationRow kCombinations[] = {
    // Long vowels of Kyrgyz and Mongolian; three in a row are an outcry.
    {[](char32_t before, char32_t letter, char32_t after) {
       return before == letter && after != letter &&
              kVowelsThatDouble.find(letter) != std::u32string_view::npos;
     },
     Of(kKy, kMn), 1.3F},
    // q is followed by u in English and French.
    {[](char32_t, char32_t letter, char32_t after) { return letter == U'q' && after != U'u'; },
     Of(kKk, kUz), 2.0F},
    // oʻ and gʻ
    {[](char32_t before, char32_t letter, char32_t) {
       return letter == U'\'' && (before == U'o' || before == U'g');
     },
     Of(kUz), 2.0F},
    // Kazakh has ә in the root only.
    {[](char32_t, char32_t letter, char32_t after) { return letter == U'ә' && after == 0; },
     Of(kTt, kBa), 1.5F},
};
// The letters that may stand in the middle of the above.
inline constexpr std::u32string_view kCombining = U"аоуөүэq'ә";

inline constexpr WordRow kWords[] = {
    {Of(kKk), 2.0F,
     "және мен бен пен үшін бойынша деп бұл бар болды емес туралы осы екен ғана дейін кейін ішінде "
     "бойы немесе сондай керек қажет оның олар біз барлық әр өз түрлі ретінде жоқ ол бір"},
    // Kazakh typed on a Russian keyboard
    {Of(kKk), 2.0F,
     "жане ушин бойынша туралы емес екен керек кажет кейин дейин гана болды болып жатыр отыр "
     "бермейди рахмет салем отинемин"},
    {Of(kKk), 1.0F, "деп бар мен бул бир осы да де ол"},
    {Of(kRu), 2.0F,
     "и в на да не что с по как это из к у за же от но то он она они мы вы я его ее их для при или "
     "так "
     "бы был была было были если уже только когда чтобы который которые со также более может есть "
     "нет очень после до во об под над без между где кто чем все всех еще этого этот"},
    {Of(kKy), 2.0F,
     "жана менен үчүн бул эле экен эмес болгон деген боюнча тууралуу жөнүндө кыргыз кыргызстан "
     "жылы болуп анын алар бар жок ал бир ким же өз ар бишкек айтты билдирди дагы сөз эмне да"},
    {Of(kTt), 2.0F, "һәм белән өчен булган бу ул дә та үз бер һәр хокукка кеше яки булырга"},
    {Of(kBa), 2.0F, "һәм менән өсөн булған был ул үҙ бер һәр хоҡуҡлы кеше йәки"},
    {Of(kMn), 2.0F,
     "нь байна юм болон эрх бүх хүн бөгөөд энэ ба буюу өөрийн эдлэх тэгш мөн бол ямар"},
    {Of(kTg), 2.0F,
     "ва дар аз ба ки бо барои ҳар ин аст худ ҳақ дорад инсон ё ки ҳуқуқ шахс набояд"},
    {Of(kUz), 2.0F,
     "ва билан учун ҳар бир эга ҳуқуқ бу ўз ёки инсон бўлган керак va bilan uchun har "
     "huquq ega yoki inson hech kim bo'lgan kerak o'z shaxs hamda"},
    {Of(kUk), 2.0F,
     "що та або від як має це є й не й з і у його бути може право на кожна людина для"},
    {Of(kBe), 2.0F, "і што або ў як мае гэта яго быць можа права кожны чалавек не на з для да"},
    {Of(kBg), 2.0F,
     "и на да се от за не като или е са това има всеки право със никой бъде трябва тези свои имат "
     "своите без което които"},
    {Of(kEn), 2.0F,
     "the of and to in is that for it was on with as are at from have not or you he she we they "
     "his her what if can my your but so this will has had been were would there their i be do by "
     "an all who just me our one no any which about when more up out how"},
    {Of(kTr), 2.0F,
     "ve bir bu için ile olan da de her veya hakkı olarak kişi herkes hiç hak ya dır"},
    {Of(kKk), 2.0F,
     "jäne jane zhane men üşin ushin bar emes bul boldy turaly osy eken kerek dep bir "
     "jaña úshin jáne"},
    {Of(kAr), 1.5F, "في من على أن أو كل لا إلى شخص الحق حق ما هذا"},
    {Of(kFa), 1.5F, "و از به در که را هر است با حق کس باید یا این دارد شود"},
    {Of(kUg), 1.5F, "ۋە بىلەن ئۈچۈن ھەر بىر ياكى بولۇش ھوقۇقىغا"},
    {Of(kKk), 1.5F, "جانە مەن ٴۇشىن بويىنشا دەپ بۇل بار بولدى ەمەس"},
};

}  // namespace language_table
}  // namespace nlp
