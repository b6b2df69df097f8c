"""Writes made-up items (articles and appeals) and knows the truth about them, because it decided it before writing.

Nothing here reads a result of sholu: Truth counts what the generator put into each item.
"""
import collections
import datetime
import re
import zoneinfo
from dataclasses import dataclass, field

import words
from topics import HARMLESS, LOOK_ALIKES, PLEA, SPECIAL, STAGES, TOPICS

ALMATY = zoneinfo.ZoneInfo("Asia/Almaty")
UTC = datetime.timezone.utc


@dataclass
class Item:
    kind: str  # article or appeal
    language: str
    when: datetime.datetime  # with zone
    title: str
    sentences: list  # of the body, in order
    group: int  # near-duplicates share it
    sphere: str = ""  # empty: none
    scheme: str = ""
    body: str = ""  # implicated
    region: str = ""
    context: str = "none"
    countable: bool = False
    special: bool = False
    source: str = ""  # "media/ID" or "appeal/NAME", set when it is published
    address: str = ""  # URL, or register number
    contact: str = ""  # of an appeal: name, number, telephone
    extra: dict = field(default_factory=dict)

    @property
    def text(self):
        return " ".join(self.sentences)

    @property
    def day(self):
        return self.when.astimezone(ALMATY).date()

    @property
    def counts(self):
        return self.countable and not self.special


def shingles(text):
    found = re.findall(r"\w+", text.lower())
    return set(zip(found, found[1:], found[2:]))


def jaccard(a, b):
    return len(a & b) / max(1, len(a | b))


class Newsroom:
    """Draws items from `rng`. Days lie in [first, last]; `topics` are those in use; `distinct`: compare every item with all others,
    to be sure that they do not resemble each other (quadratic)."""

    def __init__(self, rng, first, last, topics, distinct=True):
        self.rng, self.first, self.last, self.topics, self.distinct = rng, first, last, topics, distinct
        self.groups, self.shingles = 0, {}

    def moment(self):
        """A time in the period; one in four within the hours around the border of a month in Almaty."""
        rng = self.rng
        day = self.first + datetime.timedelta(days=rng.randrange((self.last - self.first).days + 1))
        clock = (rng.randrange(24), rng.randrange(60), rng.randrange(60))
        if rng.random() < 0.25:
            start = day.replace(day=1)
            day, clock = rng.choice([(start, (rng.randrange(4), rng.randrange(60), 0)), (start, (0, 0, 0)),
                                     (start - datetime.timedelta(days=1), (23, 59, rng.randrange(60)))])
            day = min(max(day, self.first), self.last)
        return datetime.datetime(day.year, day.month, day.day, *clock, tzinfo=ALMATY)

    def filler(self, language, count):
        return [words.filler(self.rng, language) for _ in range(count)]

    def register(self, item):
        """Numbers the item's group and makes sure that it resembles no other group."""
        self.groups += 1
        item.group = self.groups
        if not self.distinct:
            return item
        mine = shingles(item.text)
        for group, other in self.shingles.items():
            if jaccard(mine, other) >= 0.3:
                raise AssertionError(f"groups {group} and {item.group} resemble each other: change the templates")
        self.shingles[item.group] = mine
        return item

    def where(self, language, region=None):
        i = words.LANGUAGES.index(language)
        return words.REGIONS[region][i] if region else self.rng.choice(words.COUNTRIES)[i]

    def act(self, kind, language, twist=""):
        """An item with an explicit act. twist: special (a special state body did it) or foreign."""
        rng, topic = self.rng, self.rng.choice(self.topics)
        region = "" if twist == "foreign" else rng.choice(list(words.REGIONS))
        spoken = getattr(topic, language)
        who = SPECIAL[language] if twist == "special" else spoken.who
        where = self.where(language, region)
        deed = spoken.act.format(sum=words.amount(rng, language))
        if language == "kk":  # the place comes first
            core = f"{where} {who} {deed}."
        else:
            core = f"{who} {where} {deed}."
        context = "allegation" if kind == "appeal" else rng.choice(list(STAGES))
        then = PLEA[language] if kind == "appeal" else STAGES[context][language]
        body = [core, rng.choice(then)] + self.filler(language, rng.randrange(8, 12))
        title = spoken.title if twist != "special" else {"kk": "Қызметкер пара алды", "ru": "Сотрудник брал взятки",
                                                          "en": "Officer took bribes"}[language]
        return self.register(Item(
            kind, language, self.moment(), title, body, 0, topic.sphere, topic.scheme, "knb" if twist == "special" else topic.body,
            region, "foreign" if twist == "foreign" else context, countable=twist != "foreign", special=twist == "special"))

    def harmless(self, language, context):
        """Prevention or plain news of a sphere: in scope, never countable."""
        rng, topic = self.rng, self.rng.choice(self.topics)
        region = rng.choice(list(words.REGIONS))
        title, text = HARMLESS[context][language]
        where = self.where(language, region)
        text = text.format(Where=where[0].upper() + where[1:], field=getattr(topic, language).field)
        body = [text] + self.filler(language, rng.randrange(8, 12))
        return self.register(Item("article", language, self.moment(), title, body, 0, topic.sphere, region=region, context=context))

    def look_alike(self, language):
        title, text = LOOK_ALIKES[language]
        body = [text] + self.filler(language, self.rng.randrange(8, 12))
        return self.register(Item("article", language, self.moment(), title, body, 0))

    def reprint(self, item, later_by_days):
        """The same text, one sentence of filler lost, one put in: a near-duplicate for sure."""
        rng = self.rng
        body = list(item.sentences)
        body.pop(rng.randrange(len(body) - 3, len(body)))
        body.insert(rng.randrange(3, len(body)), words.filler(rng, item.language))
        last = datetime.datetime.combine(self.last, datetime.time(23, 50), ALMATY)
        when = min(item.when + datetime.timedelta(days=rng.randrange(1, later_by_days), minutes=rng.randrange(600)), last)
        copy = Item(**{**item.__dict__, "sentences": body, "when": when, "source": "", "address": "", "contact": "", "extra": {}})
        if jaccard(shingles(copy.text), shingles(item.text)) <= 0.7:
            raise AssertionError("a reprint came out too different: change the templates")
        return copy


class Truth:
    """Counts over items, as a summary must report them."""

    def __init__(self, items):
        self.items = items

    @staticmethod
    def count(items):
        items = list(items)
        return {"items": len(items), "incidents": len({i.group for i in items})}

    def split(self, items, key):
        parts = collections.defaultdict(list)
        for item in items:
            if key(item):
                parts[key(item)].append(item)
        return {k: self.count(v) for k, v in sorted(parts.items())}

    def summary(self, start, end, sphere=None, body=None):
        def inside(first, last):
            return [i for i in self.items if first <= i.day <= last and (i.sphere == sphere if sphere else i.body == body)]

        def three(chosen):
            counting = [i for i in chosen if i.counts]
            return {"all": self.count(counting), "media": self.count(i for i in counting if i.kind == "article"),
                    "appeals": self.count(i for i in counting if i.kind == "appeal")}

        scope = inside(start, end)
        length = (end - start).days + 1
        before = inside(start - datetime.timedelta(days=length), start - datetime.timedelta(days=1))
        counting = [i for i in scope if i.counts]
        totals = three(scope)
        return {
            **totals, "before": three(before), "reprints": totals["all"]["items"] - totals["all"]["incidents"],
            "by_month": self.split(counting, lambda i: i.day.strftime("%Y-%m")),
            "by_scheme": self.split(counting, lambda i: i.scheme),
            "by_body": self.split(counting, lambda i: i.body),
            "by_region": self.split(counting, lambda i: i.region),
            "by_source": self.split(counting, lambda i: i.source),
            "by_language": self.split(counting, lambda i: i.language),
            "by_source_type": self.split(counting, lambda i: i.source.split("/")[0]),
            "left_out": {"special": sum(i.countable and i.special for i in scope), "uncountable": sum(not i.countable for i in scope)},
        }

    def status(self):
        return {"documents": len(self.items), "countable": sum(i.counts for i in self.items),
                "special": sum(i.countable and i.special for i in self.items),
                "by_source": dict(collections.Counter(i.source for i in self.items))}
