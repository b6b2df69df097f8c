"""Kazakh in Cyrillic written in other ways, as people do: for scripts/train_language.

Each writing has conventions with their shares. All work on folded words.
"""

LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"

# Kazakh letters as the Russian ones that people type instead.
RUSSIAN = dict(zip("әғқңөұүһі", "агкноуухи"))
# As the signs of the same keys where the keyboard has digits.
DIGITS = dict(zip("әіңғүұқөһ", "2345890-="))

# Letters that all Latin conventions share.
LATIN = dict(zip("абвгдезйклмнопрстуфх", "abvgdeziklmnoprstufh")) | {
    "ё": "io", "ж": "j", "и": "i", "қ": "q", "һ": "h", "ц": "ts", "ч": "ch", "щ": "şş", "ъ": "", "ь": "",
    "э": "e", "ю": "iu", "я": "ia", "ы": "y",
}
LATIN_2021 = LATIN | dict(zip("әғңөұүші", "äğñöūüşı"))
COMMON_TURKIC = LATIN | dict(zip("әғңөұүшіыйу", "äğñöuüşiıyw")) | {"ч": "ç", "ю": "yw", "я": "ya", "щ": "şş"}
LATIN_2018 = LATIN | dict(zip("әғңөүуій", "áǵńóúýiı")) | {
    "и": "ı", "ұ": "u", "ш": "sh", "щ": "sh", "ю": "ıý", "я": "ıa", "ё": "ıo", "х": "h",
}
LATIN_2017 = LATIN | dict(zip("әғңөүш", ("a'", "g'", "n'", "o'", "u'", "s'"))) | {
    "й": "i'", "и": "i'", "і": "i", "у": "y'", "ұ": "u", "ч": "c'", "щ": "s'", "ю": "i'y'", "я": "i'a",
}
ASCII = {"ә": "a", "ғ": "g", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "ш": "sh", "і": "i", "щ": "sh"}
INFORMAL = (
    (0.4, LATIN | ASCII),
    (0.2, LATIN | ASCII | {"ж": "zh", "қ": "k", "й": "y", "ю": "yu", "я": "ya", "х": "kh", "ғ": "g"}),
    (0.1, LATIN | ASCII | {"ж": "zh", "қ": "q", "й": "y", "ю": "yu", "я": "ya", "ғ": "gh", "ң": "ng"}),
    (0.1, LATIN | ASCII | {"қ": "k", "й": "i", "ы": "i", "ю": "yu", "я": "ya"}),
    (0.1, LATIN | ASCII | {"қ": "k", "х": "x", "у": "w", "ю": "yu", "я": "ya", "й": "y"}),
    (0.1, LATIN | ASCII | dict(zip("жәөүңяю", ("zh", "ae", "oe", "ue", "ng", "ya", "yu")))),
)

ARABIC = dict(zip("абвгғдежзикқлмнңопрстуұфхһчшыэ", "ابۆگعدەجزيكقلمنڭوپرستۋۇفحھچشىە")) | {
    "й": "ي", "щ": "شش", "ц": "تس", "ю": "يۋ", "я": "يا", "ё": "يو", "ъ": "", "ь": "",
}
# Front vowels: with a high hamza of their own, or one before the word that no other letter makes front.
ARABIC_JOINED = ARABIC | dict(zip("әөүі", "ٵٶٷٸ"))
ARABIC_BARE = ARABIC | dict(zip("әөүі", "اوۇى"))


def spell(word, table):
    return "".join(table.get(c, c) for c in word)


def with_hamza(word):
    if set(word) & set("әөүі") and not set(word) & set("кге"):
        return "ٴ" + spell(word, ARABIC_BARE)
    return spell(word, ARABIC_BARE)


# Class: conventions as (share, function).
WRITINGS = {
    "kk_russian": (
        (0.8, lambda w: spell(w, RUSSIAN)),
        (0.1, lambda w: spell(w, RUSSIAN | {"і": "ы"})),
        (0.1, lambda w: spell(w, {k: v for k, v in RUSSIAN.items() if k in "ңғұһө"})),
    ),
    "kk_digits": (
        (0.8, lambda w: spell(w, DIGITS)),
        (0.1, lambda w: spell(w, DIGITS | {"ө": "о", "һ": "х"})),
        (0.1, lambda w: spell(w, DIGITS | RUSSIAN | {"қ": "0", "і": "3", "ң": "4"})),
    ),
    "kk_latin_2021": (
        (0.8, lambda w: spell(w, LATIN_2021)),
        (0.1, lambda w: spell(w, LATIN_2021 | {"и": "i", "і": "i", "ы": "ı", "й": "i"})),
        (0.1, lambda w: spell(w, COMMON_TURKIC)),
    ),
    "kk_latin_2018": (
        (0.85, lambda w: spell(w, LATIN_2018)),
        (0.15, lambda w: spell(w, LATIN_2017)),
    ),
    "kk_latin_informal": tuple((share, lambda w, t=table: spell(w, t)) for share, table in INFORMAL),
    "kk_arabic": (
        (0.5, lambda w: spell(w, ARABIC_JOINED)),
        (0.5, with_hamza),
    ),
}
