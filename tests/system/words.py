"""Words for made-up texts, out of words.json and topics.json.

The filler speaks of weather, animals and kitchens, so that nothing in it names a sphere, a body, a
region or an act. Two articles share few word 3-grams, because every clause draws five words out of
long lists. A topic holds per language: `who`, post and body; `act`, what was done ({sum} is the
amount); `title`; `field`, where people of that sphere work, for texts that tell of no act.
"""
import json
import pathlib

HERE = pathlib.Path(__file__).parent


def read(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


WORDS, TEXTS = read("words.json"), read("topics.json")
TOPICS, REGIONS, MONTHS = TEXTS["topics"], WORDS["regions"], WORDS["months"]


def clause(rng, language):
    bank = WORDS["bank"][language]
    adjective, noun, adverb, verb, place = (
        rng.choice(bank[k]) for k in ("adjective", "noun", "adverb", "verb", "place")
    )
    if language == "kk":
        return f"{place} {adjective} {noun} {adverb} {verb}"
    article = "the " if language == "en" else ""
    return f"{article}{adjective} {noun} {adverb} {verb} {place}"


def filler(rng, language):
    """One sentence of 14 words or so that says nothing."""
    bank = WORDS["bank"][language]
    time = rng.choice(bank["time"]) + (", " if language == "en" else " ")
    return f"{time}{clause(rng, language)}{rng.choice(bank['link'])}{clause(rng, language)}."


def amount(rng, language, abroad=False):
    """A sum of money in words and digits."""
    if abroad:
        unit = {"kk": "мың доллар", "ru": "тысяч долларов", "en": "thousand dollars"}
        return f"{rng.randrange(11, 99)} {unit[language]}"
    if rng.random() < 0.6:
        unit = {"kk": "мың теңге", "ru": "тысяч тенге", "en": "thousand tenge"}
        return f"{rng.randrange(110, 990, 10)} {unit[language]}"
    unit = {"kk": "миллион теңге", "ru": "млн тенге", "en": "million tenge"}
    return f"{rng.randrange(2, 48)} {unit[language]}"


def person(rng):
    return f"{rng.choice(WORDS['surnames'])} {rng.choice(WORDS['given'])}"


def contact(rng, language):
    """A number and a telephone of nobody, as people end their letters."""
    number, telephone = {"kk": ("ЖСН", "тел."), "ru": ("ИИН", "тел."), "en": ("IIN", "tel.")}[
        language
    ]
    digits = f"+7 777 {rng.randrange(100, 999)} {rng.randrange(10, 99)} {rng.randrange(10, 99)}"
    return f"{number} {iin(rng)}, {telephone} {digits}."


def iin(rng):
    """An individual identification number with a right check digit."""
    while True:
        born = f"{rng.randrange(55, 99)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
        digits = [int(d) for d in f"{born}{rng.choice('34')}{rng.randrange(10000):04d}"]
        for weights in (range(1, 12), [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]):
            check = sum(d * w for d, w in zip(digits, weights)) % 11
            if check < 10:
                return "".join(map(str, digits)) + str(check)
