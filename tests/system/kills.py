#!/usr/bin/env python3
"""Kills sholu in the middle of its work, again and again, and checks that nothing it acknowledged is lost or doubled.

A site that grows and a register that grows are crawled and imported in turn; SIGKILL strikes at times drawn here, outside the
process. What the process said on --events counts as acknowledged. At the end one clean run, then every check.

usage: kills.py [--kills N] [--seed S] [--batch N]        (without --seed: a random one, printed)
"""
import argparse
import datetime
import json
import random
import signal
import subprocess
import time

from harness import Failed, Workspace, expect, main  # also finds serve
from newsroom import Newsroom, Truth
from outlet import Outlet
from register import Register
from serve import RequestLog, Server
from topics import TOPICS


class Acknowledged:
    """What sholu said it had committed."""

    def __init__(self):
        self.added, self.numbers, self.given, self.events = set(), {}, set(), 0

    def take(self, line):
        event = json.loads(line)
        key, number, what = event["key"], event["number"], event["event"]
        self.events += 1
        if what == "added":
            if key in self.added:
                raise Failed(f"{key} was added twice: the first commit, acknowledged as number {self.numbers[key]}, is lost")
            self.added.add(key)
        if what in ("added", "updated"):
            if number in self.given:
                raise Failed(f"number {number} was given twice, at last to {key}")
            self.given.add(number)
        if what == "unchanged" and key in self.numbers and number != self.numbers[key]:
            raise Failed(f"{key} is unchanged as number {number}, but was acknowledged as {self.numbers[key]}")
        self.numbers[key] = number

    def check(self, space):
        """Every acknowledged document is there, under its number, and no document is there twice."""
        hits = space.json("search", "--limit", "0", "--json")["hits"]
        stored = {hit["key"]: hit["number"] for hit in hits}
        if len(stored) != len(hits):
            raise Failed(f"{len(hits) - len(stored)} keys are stored more than once")
        for key, number in self.numbers.items():
            if stored.get(key) != number:
                raise Failed(f"{key} was acknowledged as number {number}, stored is {stored.get(key)}")


class Growing:
    """The site and the register, which grow between the runs."""

    def __init__(self, rng, space_of):
        self.rng = rng
        first = datetime.date(2025, 1, 1)
        self.room = Newsroom(rng, first, first + datetime.timedelta(days=364), TOPICS, distinct=False)
        self.log, self.space_of = RequestLog(), space_of
        self.outlet = Outlet(rng, ("kk", "ru", "en"), form="sitemap")
        self.server = Server(self.outlet.id, {}, log=self.log, pause=0.003)
        self.outlet.at(self.server.url)
        self.letters, self.rows = [], []
        self.register = Register(rng, "register", [])

    def grow(self, count):
        for _ in range(count):
            self.outlet.publish(self.room.act("article", self.rng.choice(["kk", "ru", "en"])))
            letter = self.room.act("appeal", self.rng.choice(["kk", "ru"]))
            letter.source, letter.address = "appeal/register", f"R-{len(self.letters)}"
            self.letters.append(letter)
            row = self.register.row(letter)
            self.rows.append({k: row[k] for k in ("number", "title", "text")} | {"date": letter.day.isoformat()})
        self.server.resources = self.outlet.resources()
        self.file = self.space_of().home / "register.jsonl"
        self.file.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in self.rows), encoding="utf-8")

    def work(self, what):
        return ["crawl", "--once", "--events", "-"] if what == "crawl" else ["import", "appeals", self.file, "--source", "register", "--events", "-"]


def strike(space, growing, what, after, acknowledged):
    """Runs one command and kills it after that many seconds (None: lets it end). Returns True if it was killed at work."""
    process = space.start(*growing.work(what), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    begun = time.monotonic()
    try:
        out, err = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        out, err = process.communicate()
    for line in out.splitlines(keepends=True):
        if line.startswith("{") and line.endswith("}\n"):  # the last line may be torn, the totals are no event
            acknowledged.take(line)
    if process.returncode not in (0, -signal.SIGKILL):
        raise Failed(f"{what} ended with status {process.returncode}: {err.strip()[-2000:]}")
    return process.returncode != 0, time.monotonic() - begun


def check_requests(growing):
    """The log of the server knows every article, and no two exchanges with the one origin at a time."""
    entries = sorted(growing.log.entries, key=lambda e: e["start"])
    read = {e["path"] for e in entries if e["status"] == 200}
    for item in growing.outlet.items:
        if item.extra["path"] not in read:
            raise Failed(f"{item.address} was never asked for")
    for one, two in zip(entries, entries[1:]):
        if two["start"] < one["end"] - 0.001 and one["path"] != two["path"]:
            raise Failed(f"two requests at a time: {one} and {two}")
    pages = {i.extra["path"] for i in growing.outlet.items}
    return sum(e["path"] in pages and e["status"] == 200 for e in entries) - len(pages)


def run(seed, kills, batch, spaces):
    rng = random.Random(seed)
    spaces.append(None)
    growing = Growing(rng, lambda: spaces[-1])
    spaces[-1] = space = Workspace([growing.outlet.source()])
    acknowledged, killed, rounds = Acknowledged(), 0, 0
    growing.grow(batch)
    usual = {what: strike(space, growing, what, None, acknowledged)[1] for what in ("crawl", "import")}
    while killed < kills:
        rounds += 1
        if rounds > 20 + 5 * kills:
            raise Failed(f"only {killed} of {rounds} strikes hit: the work is too short to be interrupted")
        growing.grow(rng.randrange(1, batch))
        what = rng.choice(["crawl", "import"])
        hit, took = strike(space, growing, what, rng.uniform(0.0, 1.2) * usual[what], acknowledged)
        acknowledged.check(space)
        killed += hit
        if not hit:
            usual[what] = took
    for what in ("crawl", "import"):
        strike(space, growing, what, None, acknowledged)
    acknowledged.check(space)

    truth = Truth(growing.outlet.items + growing.letters)
    due, found = truth.status(), space.json("status", "--json", "--recount")
    expect(f"status after {killed} kills", due, {k: found.get(k) for k in due})
    if found.get("recount_equal") is not True:
        raise Failed("status --recount: counters differ from the documents")
    keys = {f"{i.source}/{i.address}" for i in truth.items}
    if set(acknowledged.numbers) != keys:
        raise Failed(f"acknowledged keys and written ones differ: {sorted(set(acknowledged.numbers) ^ keys)[:5]}")
    for topic in TOPICS[:3]:
        due = truth.summary(growing.room.first, growing.room.last, sphere=topic.sphere)
        found = space.json("summary", "--sphere", topic.sphere, "--from", growing.room.first, "--to", growing.room.last, "--format", "json")
        expect(f"summary of {topic.sphere} after {killed} kills", due["all"], found.get("all"))
    again = check_requests(growing)
    growing.server.close()
    print(f"{killed} kills in {rounds} rounds: {len(keys)} documents, each once; {acknowledged.events} acknowledgements kept; {again} pages fetched again")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--batch", type=int, default=24)
    args = parser.parse_args()
    print(f"kills.py --kills {args.kills} --seed {args.seed} --batch {args.batch}", flush=True)
    made = []
    main(lambda: run(args.seed, args.kills, args.batch, made), lambda: made[-1] if made else None)
