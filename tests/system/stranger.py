#!/usr/bin/env python3
"""A stranger's corpus: outlets and a register of appeals that have never existed before, made from
a seed, with the true counts written down by the generator; crawled, imported and summarised by
sholu, and compared exactly. Only the verdict on a text may differ, rarely: the learned layer weighs
nonsense, too. Then all that is counted must follow from the verdict that was given.

usage: stranger.py [--seed N] [--articles N] [--appeals N] [--reading-only] [--show]
       (without --seed: a random one, printed)
"""
import argparse
import datetime
import random

from harness import Failed, Workspace, expect, expect_sound, main
from newsroom import ALMATY, Newsroom, Truth
from outlet import Outlet
from register import Register
from serve import RequestLog, Server
from words import TOPICS

READ, JUDGED = ["title", "day", "language", "group"], ["countable", "special"]
MOST_OTHERWISE = 0.08  # of all items
# How often an article is of a kind.
KINDS = {"act": 10, "special": 1, "foreign": 1, "prevention": 2, "none": 2, "look_alike": 1}


class Stranger:
    """Everything made from one seed: outlets with articles, a register, the truth."""

    def __init__(self, seed, articles, appeals):
        self.rng = rng = random.Random(seed)
        self.first = datetime.date(
            rng.choice([2024, 2025]), rng.randrange(1, 6), rng.randrange(1, 29)
        )
        self.last = self.first + datetime.timedelta(days=rng.randrange(100, 200))
        self.topics = rng.sample(TOPICS, 5)
        self.room = Newsroom(rng, self.first, self.last, self.topics)
        mixes = [("kk", "ru", "en"), ("ru", "en"), (rng.choice(["kk", "ru", "en"]),)]
        self.outlets = [Outlet(rng, mix) for mix in mixes]
        self.written = [[] for _ in mixes]
        for n in range(articles):
            where = n % len(mixes)
            self.written[where].append(self.article(rng.choice(mixes[where])))
        for where, mix in enumerate(mixes):  # reprints, as a rule of another outlet's items
            pool = [i for items in self.written for i in items if i.language in mix]
            for item in rng.sample(pool, min(len(pool), articles // 9)):
                self.written[where].append(self.room.reprint(item, 40))
        letters = [self.appeal() for _ in range(appeals)]
        letters += [self.room.reprint(i, 9) for i in rng.sample(letters, appeals // 6)]
        rng.shuffle(letters)
        self.register = Register(rng, f"register{rng.randrange(100)}", letters)

    def article(self, language):
        kind = self.rng.choices(list(KINDS), KINDS.values())[0]
        if kind == "act":
            return self.room.act("article", language)
        if kind in ("special", "foreign"):
            return self.room.act("article", language, kind)
        if kind == "look_alike":
            return self.room.look_alike(language)
        return self.room.harmless(language, kind)

    def appeal(self):
        twist = self.rng.choices(["", "special"], [12, 1])[0]
        return self.room.act("appeal", self.rng.choice(["kk", "ru"]), twist)

    def serve(self, log):
        """Starts a server per outlet and publishes the items on it."""
        servers = [Server(outlet.id, {}, log=log) for outlet in self.outlets]
        for outlet, items, server in zip(self.outlets, self.written, servers):
            outlet.url = server.url
            for item in items:
                outlet.publish(item)
            server.resources = outlet.resources()
        return servers

    def truth(self):
        return Truth([i for o in self.outlets for i in o.items] + self.register.items)


def compare_items(space, truth, facts):
    """Every item by itself: read, dated, judged and grouped as it was written. Makes plain where a
    count goes wrong. `facts` names what is compared."""
    hits = {hit["key"]: hit for hit in space.json("search", "--limit", 0)["hits"]}
    if "countable" in facts:
        adopt_verdicts(truth, hits)
    groups, due, found = {}, {}, {}  # groups: of the generator -> of sholu
    for item in truth.items:
        hit = hits.pop(item.key, {})
        due[item.key] = {
            "title": item.title,
            "day": item.day.isoformat(),
            "language": item.language,
            "countable": item.countable,
            "special": item.countable and item.special,
            "group": groups.setdefault(item.group, hit.get("group")),
        }
        due[item.key] = {k: due[item.key][k] for k in facts}
        found[item.key] = {**hit, "day": day_of(hit.get("date"))}
        found[item.key] = {k: found[item.key].get(k) for k in due[item.key]}
    if hits:
        raise Failed(f"documents that nobody wrote: {sorted(hits)[:5]}")
    expect("items", due, found)
    if len(set(groups.values())) != len(groups):
        raise Failed("items: two different texts were taken for near-duplicates")


def adopt_verdicts(truth, hits):
    """Takes over what sholu judged otherwise than the generator meant it, if that is seldom."""
    others = [i for i in truth.items if hits.get(i.key, {}).get("countable") != i.countable]
    if len(others) > len(truth.items) * MOST_OTHERWISE:
        raise Failed(f"{len(others)} of {len(truth.items)} items are judged otherwise than meant: {[i.key for i in others[:5]]}")
    for item in others:
        item.countable = not item.countable


def day_of(written):
    """The day in Almaty of an ISO 8601 time or day; None if there is none."""
    if not written:
        return None
    time = datetime.datetime.fromisoformat(written.replace("Z", "+00:00"))
    return (time.astimezone(ALMATY) if time.tzinfo else time).date().isoformat()


def compare_summary(space, truth, start, end, **scope):
    """One summary against the truth; returns the number of items. Of schemes only those that the
    generator knows: general ones (a bribe as such) may come on top."""
    ((kind, name),) = scope.items()
    found = space.json("summary", f"--{kind}", name, "--from", start, "--to", end)
    known = {t["scheme"] for t in TOPICS}
    found["by_scheme"] = {k: v for k, v in (found.get("by_scheme") or {}).items() if k in known}
    due = truth.summary(start, end, **scope)
    for table in [k for k in due if k.startswith("by_")]:
        columns = ("items", "incidents", "media", "appeals", "before")
        found[table] = {
            key: {c: row.get(c) for c in columns} for key, row in (found.get(table) or {}).items()
        }
    found["left_out"] = {k: found["left_out"].get(k) for k in due["left_out"]}
    found["before"] = {k: found["before"].get(k) for k in due["before"]}
    expect(f"summary of {kind} {name}, {start} to {end}", due, found)
    for quotation in found.get("quotations") or []:
        if not quotation.get("text"):
            raise Failed(f"summary of {kind} {name}: a quotation without text")
    return due["all"]["items"]


def compare_summaries(space, stranger, truth):
    """All spheres and some bodies, over the whole period and parts of it; returns items told."""
    told, rng = 0, random.Random(str(stranger.first))
    days = sorted({i.day for i in truth.items if i.counts})
    for sphere in [t["sphere"] for t in TOPICS]:
        told += compare_summary(space, truth, stranger.first, stranger.last, sphere=sphere)
        compare_summary(space, truth, *sorted(rng.sample(days, 2)), sphere=sphere)
    for body in [t["body"] for t in rng.sample(stranger.topics, 2)]:
        compare_summary(space, truth, stranger.first, stranger.last, body=body)
    return told


def run(seed, articles, appeals, reading_only, spaces):
    stranger, log = Stranger(seed, articles, appeals), RequestLog()
    servers, truth = stranger.serve(log), stranger.truth()
    space = Workspace([o.source() for o in stranger.outlets])
    spaces.append(space)
    for outlet in stranger.outlets:
        print(f"  {outlet}")
    print(f"  {stranger.register}", flush=True)

    published = sum(len(o.items) for o in stranger.outlets)
    due = {"added": published, "updated": 0, "failed": 0}
    expect("crawl", due, space.json("crawl", "--once"))
    read = {(e["outlet"], e["path"]) for e in log.entries}
    for outlet in stranger.outlets:
        for path in outlet.unwanted():
            if (outlet.id, path) in read:
                raise Failed(f"crawl: {outlet.id} was asked for {path}")
    file, totals = stranger.register.write(space.home), stranger.register.totals()
    load = ["import", "appeals", file, "--source", stranger.register.name]
    expect("import", totals, space.json(*load))

    compare_items(space, truth, READ if reading_only else READ + JUDGED)
    counts = {"documents": len(truth.items)} if reading_only else truth.status()
    expect("status", counts, space.json("status"))
    told = 0 if reading_only else compare_summaries(space, stranger, truth)

    due = {"added": 0, "updated": 0, "failed": 0}
    expect("second crawl", due, space.json("crawl", "--once"))
    known = totals["accepted"] + totals["unchanged"]
    due = {**totals, "accepted": 0, "unchanged": known}
    expect("second import", due, space.json(*load))
    expect("status after doing both again", counts, space.json("status"))
    expect_sound(space)
    for server in servers:
        server.close()
    print(f"{len(truth.items)} items, {told} of them told in summaries: all as they were written")


def show(stranger):
    """Prints the corpus for a reader."""
    for server in stranger.serve(RequestLog()):
        server.close()
    for item in stranger.truth().items:
        facts = (item.sphere, item.scheme, item.body, item.region)
        print(f"{item.key} {item.when.isoformat()} group {item.group} {' '.join(facts)}")
        print(f"  countable: {item.countable}, special: {item.special}")
        print(f"  {item.title}\n  {item.text}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--articles", type=int, default=72)
    parser.add_argument("--appeals", type=int, default=24)
    parser.add_argument("--reading-only", action="store_true", help="do not compare verdicts")
    parser.add_argument("--show", action="store_true", help="print the corpus and stop")
    args = parser.parse_args()
    if args.show:
        show(Stranger(args.seed, args.articles, args.appeals))
    else:
        print(f"stranger.py --seed {args.seed}", flush=True)
        sizes = (args.articles, args.appeals)
        main(lambda spaces: run(args.seed, *sizes, args.reading_only, spaces))
