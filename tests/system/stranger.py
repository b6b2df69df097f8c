#!/usr/bin/env python3
"""A stranger's corpus: outlets and a register of appeals that have never existed before, made from a seed, with the true counts
written down by the generator; crawled, imported and summarised by sholu, and compared exactly.

usage: stranger.py [--seed N] [--articles N] [--appeals N] [--show]       (without --seed: a random one, printed)
"""
import argparse
import datetime
import random
import sys

from harness import Failed, Workspace, expect, main  # also finds serve
from newsroom import ALMATY, Newsroom, Truth
from outlet import Outlet
from register import Register
from serve import RequestLog, Server
from topics import LOOK_ALIKES, TOPICS


class Stranger:
    """Everything made from one seed: outlets with articles, a register, the truth."""

    def __init__(self, seed, articles, appeals):
        self.rng = rng = random.Random(seed)
        self.first = datetime.date(rng.choice([2024, 2025]), rng.randrange(1, 6), rng.randrange(1, 29))
        self.last = self.first + datetime.timedelta(days=rng.randrange(100, 200))
        self.topics = rng.sample(TOPICS, 5)
        room = Newsroom(rng, self.first, self.last, self.topics)
        mixes = [("kk", "ru", "en"), ("ru", "en"), (rng.choice(["kk", "ru", "en"]),)]
        self.outlets = [Outlet(rng, mix) for mix in mixes]
        self.written = [[] for _ in mixes]
        for n in range(articles):
            where = n % len(mixes)
            self.written[where].append(self.article(room, rng.choice(mixes[where])))
        for where, mix in enumerate(mixes):  # reprints, as a rule of other outlets' items
            pool = [i for items in self.written for i in items if i.language in mix]
            for item in rng.sample(pool, min(len(pool), articles // 9)):
                self.written[where].append(room.reprint(item, 40))
        letters = [self.appeal(room) for _ in range(appeals)]
        letters += [room.reprint(i, 9) for i in rng.sample(letters, appeals // 6)]  # collective appeals
        rng.shuffle(letters)
        self.register = Register(rng, f"register{rng.randrange(100)}", letters)

    def article(self, room, language):
        form = self.rng.choices(["act", "special", "foreign", "prevention", "none", "look_alike"], [10, 1, 1, 2, 2, 1])[0]
        if form == "act":
            return room.act("article", language)
        if form in ("special", "foreign"):
            return room.act("article", language, form)
        if form == "look_alike":
            return room.look_alike(language if language in LOOK_ALIKES else "ru")
        return room.harmless(language, form)

    def appeal(self, room):
        return room.act("appeal", self.rng.choice(["kk", "ru"]), self.rng.choices(["", "special"], [12, 1])[0])

    def serve(self, log):
        """Starts a server per outlet and publishes the items on it."""
        servers = []
        for outlet, items in zip(self.outlets, self.written):
            server = Server(outlet.id, {}, log=log)
            outlet.at(server.url)
            for item in items:
                outlet.publish(item)
            server.resources = outlet.resources()
            servers.append(server)
        return servers

    def truth(self):
        return Truth([i for o in self.outlets for i in o.items] + self.register.items)


def compare_summary(space, truth, start, end, **scope):
    """One summary against the truth. Of schemes only those the generator knows: general ones (a bribe as such) may come on top."""
    (kind, name), = scope.items()
    found = space.json("summary", f"--{kind}", name, "--from", start, "--to", end, "--format", "json")
    due = truth.summary(start, end, **scope)
    known = {t.scheme for t in TOPICS}
    found["by_scheme"] = {k: v for k, v in (found.get("by_scheme") or {}).items() if k in known}
    expect(f"summary of {kind} {name}, {start} to {end}", due, {k: found.get(k) for k in due})
    for quotation in found.get("quotations") or []:
        if not quotation.get("text"):
            raise Failed(f"summary of {kind} {name}: a quotation without text")
    return due


def compare_items(space, truth):
    """Every item by itself: read whole, dated, judged and grouped as it was written. Makes plain where a count goes wrong."""
    found = {hit["key"]: hit for hit in space.json("search", "--limit", 0, "--json")["hits"]}
    groups = {}  # of the generator -> of sholu
    due, got = {}, {}
    for item in truth.items:
        key = f"{item.source}/{item.address}"
        hit = found.pop(key, {})
        date = datetime.datetime.fromisoformat(hit["date"]) if hit else None
        day = (date.astimezone(ALMATY) if date and date.tzinfo else date).date().isoformat() if date else None
        due[key] = dict(title=item.title, day=item.day.isoformat(), language=item.language, countable=item.countable,
                        special=item.countable and item.special, group=groups.setdefault(item.group, hit.get("group")))
        got[key] = dict(title=hit.get("title"), day=day, **{k: hit.get(k) for k in ("language", "countable", "special", "group")})
    for key in found:
        got[key] = "is not one of the items"
    expect("items", due, got)
    if len(set(groups.values())) != len(groups):
        raise Failed("items: two different texts were taken for near-duplicates")


def compare_status(space, truth, what):
    due, found = truth.status(), space.json("status", "--json")
    expect(f"status {what}", due, {k: found.get(k) for k in due})


def run(seed, articles, appeals, spaces):
    stranger, log = Stranger(seed, articles, appeals), RequestLog()
    servers = stranger.serve(log)
    truth = stranger.truth()
    space = Workspace([o.source() for o in stranger.outlets])
    spaces.append(space)
    for outlet in stranger.outlets:
        print(f"  outlet {outlet.id}: {outlet.form}, {outlet.charset}, dates as {outlet.date_form}, {outlet.skeleton.__name__}, {len(outlet.items)} articles")

    published = sum(len(o.items) for o in stranger.outlets)
    crawled = space.json("crawl", "--once", "--json")
    expect("crawl", dict(added=published, updated=0, failed=0), {k: crawled.get(k) for k in ("added", "updated", "failed")})
    read = {(e["outlet"], e["path"]) for e in log.entries}
    for outlet in stranger.outlets:
        for path in outlet.unwanted():
            if (outlet.id, path) in read:
                raise Failed(f"crawl: {outlet.id} was asked for {path}, which robots.txt or `exclude` forbids")

    file = stranger.register.write(space.home)
    print(f"  register {file.name}: {stranger.register.encoding}, separator {stranger.register.separator!r}, {len(stranger.register.items)} appeals")
    totals = stranger.register.totals()
    imported = space.json("import", "appeals", file, "--source", stranger.register.name, "--json")
    expect("import", totals, {k: imported.get(k) for k in totals})
    compare_items(space, truth)
    compare_status(space, truth, "after crawl and import")

    told, rng = 0, random.Random(seed + 1)
    for topic in TOPICS:
        told += compare_summary(space, truth, stranger.first, stranger.last, sphere=topic.sphere)["all"]["items"]
    days = sorted({i.day for i in truth.items if i.counts})
    for topic in stranger.topics:
        start, end = sorted(rng.sample(days, 2))
        compare_summary(space, truth, start, end, sphere=topic.sphere)
    for topic in rng.sample(stranger.topics, 2):
        compare_summary(space, truth, stranger.first, stranger.last, body=topic.body)

    again = space.json("crawl", "--once", "--json")
    expect("second crawl", dict(added=0, updated=0, failed=0), {k: again.get(k) for k in ("added", "updated", "failed")})
    again = space.json("import", "appeals", file, "--source", stranger.register.name, "--json")
    expect("second import", dict(accepted=0, updated=0, unchanged=totals["accepted"] + totals["unchanged"], rejected=totals["rejected"]),
           {k: again.get(k) for k in ("accepted", "updated", "unchanged", "rejected")})
    compare_status(space, truth, "after doing both again")
    recount = space.json("status", "--json", "--recount")
    if recount.get("recount_equal") is not True:
        raise Failed("status --recount: counters differ from the documents")
    for server in servers:
        server.close()
    print(f"{len(truth.items)} items, {told} counted in {len(stranger.topics)} spheres: all as the generator wrote them")


def show(stranger):
    """Prints the corpus for a reader."""
    servers = stranger.serve(RequestLog())
    for item in stranger.truth().items:
        print(f"{item.source} {item.address} {item.when.astimezone(ALMATY).isoformat()} group {item.group} {item.sphere} {item.scheme} {item.body} "
              f"{item.region} {item.context} countable={item.countable} special={item.special}\n  {item.title}\n  {item.text}\n")
    for server in servers:
        server.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--articles", type=int, default=72)
    parser.add_argument("--appeals", type=int, default=24)
    parser.add_argument("--show", action="store_true", help="print the corpus and stop")
    args = parser.parse_args()
    if args.show:
        show(Stranger(args.seed, args.articles, args.appeals))
        sys.exit()
    print(f"stranger.py --seed {args.seed} --articles {args.articles} --appeals {args.appeals}", flush=True)
    made = []
    main(lambda: run(args.seed, args.articles, args.appeals, made), lambda: made[-1] if made else None)
