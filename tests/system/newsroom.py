"""Writes made-up items (articles and appeals) and knows the truth about them, because it decided it
before writing.

Nothing here reads a result of sholu: Truth counts what the generator put into each item.
"""
import collections
import dataclasses
import datetime
import re
import zoneinfo

import words
from words import REGIONS, TEXTS, TOPICS

ALMATY = zoneinfo.ZoneInfo("Asia/Almaty")
UTC = datetime.timezone.utc


@dataclasses.dataclass
class Item:
    kind: str  # article or appeal
    language: str
    when: datetime.datetime  # with its zone
    title: str
    sentences: list  # of the text, in order
    sphere: str = ""  # empty: none
    scheme: str = ""
    body: str = ""  # implicated
    region: str = ""
    countable: bool = False
    special: bool = False  # a special state body is implicated
    group: int = 0  # near-duplicates share it
    source: str = ""  # "media/ID" or "appeal/NAME", set when it is published
    address: str = ""  # URL, or register number
    path: str = ""  # of the URL
    page: object = None  # what the server answers

    @property
    def text(self):
        return " ".join(self.sentences)

    @property
    def key(self):
        return f"{self.source}/{self.address}"

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
    """Draws items from `rng`. Days lie in [first, last]; `topics` are those in use; `distinct`:
    compare every item with all others, to be sure that they do not resemble each other (quadratic).
    """

    def __init__(self, rng, first, last, topics=TOPICS, distinct=True):
        self.rng, self.first, self.last, self.topics = rng, first, last, topics
        self.distinct, self.groups, self.shingles = distinct, 0, {}

    def moment(self):
        """A time in the period; one in four near the border of a month in Almaty."""
        rng = self.rng
        day = self.first + datetime.timedelta(days=rng.randrange((self.last - self.first).days + 1))
        clock = (rng.randrange(24), rng.randrange(60), rng.randrange(60))
        if rng.random() < 0.25:
            start = day.replace(day=1)
            before = start - datetime.timedelta(days=1)
            day, clock = rng.choice(
                [
                    (start, (rng.randrange(4), rng.randrange(60), 0)),
                    (start, (0, 0, 0)),
                    (before, (23, 59, rng.randrange(60))),
                ]
            )
            day = min(max(day, self.first), self.last)
        return datetime.datetime(day.year, day.month, day.day, *clock, tzinfo=ALMATY)

    def item(self, kind, language, title, sentences, **facts):
        """An item with enough filler, in a group of its own."""
        sentences = sentences + [
            words.filler(self.rng, language) for _ in range(self.rng.randrange(8, 12))
        ]
        self.groups += 1
        item = Item(kind, language, self.moment(), title, sentences, group=self.groups, **facts)
        if self.distinct:
            mine = shingles(item.text)
            for group, other in self.shingles.items():
                if jaccard(mine, other) >= 0.3:
                    raise AssertionError(f"groups {group} and {item.group} resemble each other")
            self.shingles[item.group] = mine
        return item

    def act(self, kind, language, twist=""):
        """An item with an explicit act. twist: special (a special state body did it) or foreign."""
        rng, topic = self.rng, self.rng.choice(self.topics)
        spoken, region, body = topic[language], rng.choice(list(REGIONS)), topic["body"]
        who, title, where = spoken["who"], spoken["title"], REGIONS[region][language]
        if twist == "special":
            body = "knb"
            who, title = (TEXTS["special"][language][k] for k in ("who", "title"))
        if twist == "foreign":
            region, where = "", rng.choice(words.WORDS["countries"])[language]
        deed = spoken["act"].format(sum=words.amount(rng, language, not region))
        # In Kazakh the place comes first.
        core = f"{where} {who} {deed}." if language == "kk" else f"{who} {where} {deed}."
        then = (
            TEXTS["plea"]
            if kind == "appeal"
            else TEXTS["stages"][rng.choice(list(TEXTS["stages"]))]
        )
        return self.item(
            kind,
            language,
            title,
            [core, rng.choice(then[language])],
            sphere=topic["sphere"],
            scheme=topic["scheme"],
            body=body,
            region=region,
            countable=twist != "foreign",
            special=twist == "special",
        )

    def harmless(self, language, context):
        """Prevention, or plain news ("none") of a sphere: in its scope, never countable."""
        topic, region = self.rng.choice(self.topics), self.rng.choice(list(REGIONS))
        form, where = TEXTS["harmless"][context][language], REGIONS[region][language]
        field = topic[language]["field"]
        title = form["title"].format(field=field)
        title, where = title[0].upper() + title[1:], where[0].upper() + where[1:]
        text = form["text"].format(Where=where, field=field)
        return self.item("article", language, title, [text], sphere=topic["sphere"], region=region)

    def look_alike(self, language):
        """Words of corruption in an innocent sense, without any sphere."""
        form = TEXTS["look_alikes"][language]
        return self.item("article", language, form["title"], [form["text"]])

    def reprint(self, item, within_days):
        """The same text, one sentence of filler lost, one put in: a near-duplicate for sure."""
        rng, body = self.rng, list(item.sentences)
        body.pop(rng.randrange(len(body) - 3, len(body)))
        body.insert(rng.randrange(3, len(body)), words.filler(rng, item.language))
        last = datetime.datetime.combine(self.last, datetime.time(23, 50), ALMATY)
        later = datetime.timedelta(days=rng.randrange(1, within_days), minutes=rng.randrange(600))
        copy = dataclasses.replace(item, sentences=body, when=min(item.when + later, last))
        if jaccard(shingles(copy.text), shingles(item.text)) <= 0.7:
            raise AssertionError(f"the reprint of group {item.group} came out too different")
        return copy


class Truth:
    """Counts over items, as sholu must report them."""

    def __init__(self, items):
        self.items = items

    @staticmethod
    def count(items):
        items = list(items)
        return {"items": len(items), "incidents": len({i.group for i in items})}

    def rows(self, counting, before, key, key_before=None):
        """A row per key: the items of the period, those of the period before beside them."""
        rows = collections.defaultdict(lambda: ([], []))
        for column, items, of in ((0, counting, key), (1, before, key_before or key)):
            for item in items:
                if of(item):
                    rows[of(item)][column].append(item)
        return {
            k: {
                **self.count(now),
                "media": self.count(i for i in now if i.kind == "article"),
                "appeals": self.count(i for i in now if i.kind == "appeal"),
                "before": self.count(then),
            }
            for k, (now, then) in sorted(rows.items())
        }

    def totals(self, items):
        counting = [i for i in items if i.counts]
        return {
            "all": self.count(counting),
            "media": self.count(i for i in counting if i.kind == "article"),
            "appeals": self.count(i for i in counting if i.kind == "appeal"),
        }

    def scope(self, start, end, sphere, body):
        """Items of the sphere or body, from `start` to `end`, both inclusive."""
        return [
            i
            for i in self.items
            if start <= i.day <= end and (i.sphere == sphere if sphere else i.body == body)
        ]

    @staticmethod
    def period_before(start, end):
        """The period of the same length before, and how many months it lies back: as many calendar
        months for whole months, else as many days and 0 months."""
        one = datetime.timedelta(days=1)
        months = (end + one).year * 12 + (end + one).month - start.year * 12 - start.month
        if start.day != 1 or (end + one).day != 1:
            return start - (end - start + one), start - one, 0
        back = start.year * 12 + start.month - 1 - months
        return datetime.date(back // 12, back % 12 + 1, 1), start - one, months

    def summary(self, start, end, sphere="", body=""):
        scope = self.scope(start, end, sphere, body)
        first, last, months = self.period_before(start, end)
        scope_before = self.scope(first, last, sphere, body)
        counting, before = ([i for i in s if i.counts] for s in (scope, scope_before))
        totals = self.totals(scope)

        def month_later(item):
            month = item.day.year * 12 + item.day.month - 1 + months
            return f"{month // 12:04}-{month % 12 + 1:02}" if months else ""

        def rows(key):
            return self.rows(counting, before, key)

        return {
            **totals,
            "corpus": sum(start <= i.day <= end for i in self.items),
            "before": {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "corpus": sum(first <= i.day <= last for i in self.items),
                **self.totals(scope_before),
            },
            "reprints": totals["all"]["items"] - totals["all"]["incidents"],
            "by_month": self.rows(
                counting, before, lambda i: i.day.strftime("%Y-%m"), month_later
            ),
            "by_scheme": rows(lambda i: i.scheme),
            "by_body": rows(lambda i: i.body),
            "by_region": rows(lambda i: i.region),
            "by_source": rows(lambda i: i.source),
            "by_language": rows(lambda i: i.language),
            "by_source_type": rows(lambda i: i.source.split("/")[0]),
            "left_out": {
                "special": sum(i.countable and i.special for i in scope),
                "uncountable": sum(not i.countable for i in scope),
            },
        }

    def status(self):
        return {
            "documents": len(self.items),
            "countable": sum(i.counts for i in self.items),
            "special": sum(i.countable and i.special for i in self.items),
            "by_source": dict(collections.Counter(i.source for i in self.items)),
        }
