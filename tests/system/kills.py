#!/usr/bin/env python3
"""Kills sholu in the middle of its work, again and again, and checks that nothing it acknowledged
is lost or doubled.

A site that grows and a register that grows are crawled and imported in turn; SIGKILL strikes at
times drawn here, outside the process. What the process said on --events counts as acknowledged. At
the end one clean run; then the workspace must equal one that was never killed.

usage: kills.py [--kills N] [--seed S] [--batch N]        (without --seed: a random one, printed)
"""
import argparse
import datetime
import json
import random
import signal
import subprocess
import time

from harness import Failed, Workspace, expect, expect_sound, main
from newsroom import Newsroom
from outlet import Outlet
from register import KEYS, Register
from serve import RequestLog, Server
from words import TOPICS


MANY = 2000  # letters, from which on incidents are compared nearly


class Acknowledged:
    """What sholu said it had committed."""

    def __init__(self):
        self.added, self.numbers, self.given, self.events = set(), {}, set(), 0

    def take(self, line):
        event = json.loads(line)
        what, key, number = event["event"], event["key"], event["number"]
        before = self.numbers.get(key)
        self.events += 1
        if what == "added":
            if key in self.added:
                raise Failed(f"{key} was added twice: the first commit, number {before}, is lost")
            self.added.add(key)
        if what in ("added", "updated"):
            if number in self.given:
                raise Failed(f"number {number} was given twice, at last to {key}")
            self.given.add(number)
        if what == "unchanged" and before not in (None, number):
            raise Failed(f"{key} is unchanged as number {number}, but was acknowledged as {before}")
        self.numbers[key] = number

    def check(self, space):
        """Every acknowledged document is there under its number, and none is there twice. Returns
        the keys that are there: a commit may be alive whose acknowledgement the kill cut off."""
        hits = space.json("search", "--limit", 0)["hits"]
        stored = {hit["key"]: hit["number"] for hit in hits}
        if len(stored) != len(hits):
            raise Failed(f"{len(hits) - len(stored)} keys are stored more than once")
        for key, number in self.numbers.items():
            if stored.get(key) != number:
                raise Failed(f"{key} was acknowledged as {number}, stored is {stored.get(key)}")
        return set(stored)


class Growing:
    """A site and a register that grow between the runs."""

    def __init__(self, rng):
        self.rng, self.log, self.letters, self.rows = rng, RequestLog(), [], []
        self.first, self.last = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
        self.room = Newsroom(rng, self.first, self.last, distinct=False)
        self.outlet = Outlet(rng, ("kk", "ru", "en"), form="sitemap")
        self.server = Server(self.outlet.id, {}, log=self.log, pause=0.003)
        self.outlet.url = self.server.url
        self.register = Register(rng, "register", [])

    def grow(self, count, folder):
        for _ in range(count):
            self.outlet.publish(self.room.act("article", self.rng.choice(["kk", "ru", "en"])))
            letter = self.room.act("appeal", self.rng.choice(["kk", "ru"]))
            if self.letters and self.rng.random() < 0.2:
                letter = self.room.reprint(self.rng.choice(self.letters), 9)
            letter.source, letter.address = "appeal/register", f"R-{len(self.letters)}"
            self.letters.append(letter)
            self.rows.append(dict(zip(KEYS, self.register.row(letter))))
        self.server.resources = self.outlet.resources()
        self.file = folder / "register.jsonl"
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in self.rows]
        self.file.write_text("".join(lines), encoding="utf-8")

    def work(self, what):
        if what == "crawl":
            return ["crawl", "--once", "--events", "-"]
        return ["import", "appeals", self.file, "--source", "register", "--events", "-"]

    def check_requests(self):
        """Every article was asked for, and never two things at a time. Returns how many articles
        were fetched more than once."""
        entries = sorted(self.log.entries, key=lambda e: e["start"])
        fetched = [e["path"] for e in entries if e["status"] == 200]
        for item in self.outlet.items:
            if item.path not in fetched:
                raise Failed(f"{item.address} was never asked for")
        for one, two in zip(entries, entries[1:]):
            if two["start"] < one["end"] - 0.001 and one["path"] != two["path"]:
                raise Failed(f"two requests at a time: {one} and {two}")
        pages = {i.path for i in self.outlet.items}
        return sum(path in pages for path in fetched) - len(pages)


def strike(space, command, after, acknowledged):
    """Runs one command and kills it after that many seconds (None: lets it end). Returns (was it
    killed at work, seconds)."""
    process = space.start(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    begun = time.monotonic()
    try:
        out, err = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        out, err = process.communicate()
    for line in out.splitlines(keepends=True):
        if line.startswith("{") and line.endswith("}\n"):  # else torn, or the totals
            acknowledged.take(line)
    if process.returncode not in (0, -signal.SIGKILL):
        raise Failed(f"{command[0]}: exit status {process.returncode}: {err.strip()[-2000:]}")
    return process.returncode != 0, time.monotonic() - begun


def near(due, found):
    """Whether incidents agree up to one in a hundred: among thousands of texts of a few hundred
    words, which of the like ones are found depends on the order in which they come."""
    return abs(due - found) <= max(1, due / 100)


def without_incidents(counts):
    if not isinstance(counts, dict):
        return counts
    return {k: without_incidents(v) for k, v in counts.items() if k not in ("incidents", "reprints")}


def compare_with_undisturbed(space, fresh, growing):
    """The killed workspace holds and counts what one does that was never killed."""
    many = len(growing.letters) > MANY
    for work in ("crawl", "import"):
        strike(fresh, growing.work(work), None, Acknowledged())
    keys = ("documents", "versions", "corruption", "countable", "special", "by_source", "by_tag")
    due = fresh.json("status")
    expect("status, against an undisturbed one", {k: due[k] for k in keys}, space.json("status"))
    period = ["--from", growing.first, "--to", growing.last]
    for sphere in [t["sphere"] for t in TOPICS]:
        due, found = (w.json("summary", "--sphere", sphere, *period) for w in (fresh, space))
        counts = {
            k: due[k] for k in ("all", "media", "appeals", "reprints", "by_month", "left_out")
        }
        what = f"summary of {sphere}, against an undisturbed one"
        if many:
            pair = counts["all"]["incidents"], found["all"]["incidents"]
            if not near(*pair):
                raise Failed(f"{what}: incidents {pair}")
            counts, found = without_incidents(counts), without_incidents(found)
        expect(what, counts, found)


def run(seed, kills, batch, spaces):
    rng = random.Random(seed)
    growing, acknowledged = Growing(rng), Acknowledged()
    space = Workspace([growing.outlet.source()])
    spaces.append(space)
    growing.grow(batch, space.home)
    works = ("crawl", "import")
    usual = {w: strike(space, growing.work(w), None, acknowledged)[1] for w in works}
    killed = rounds = 0
    while killed < kills:
        rounds += 1
        if rounds > 20 + 5 * kills:
            raise Failed(f"only {killed} of {rounds} strikes hit: the work is too short for them")
        growing.grow(rng.randrange(1, batch), space.home)
        work = rng.choice(works)
        after = rng.uniform(0.0, 1.2) * usual[work]
        hit, took = strike(space, growing.work(work), after, acknowledged)
        acknowledged.check(space)
        killed += hit
        if not hit:
            usual[work] = took
    for work in works:
        strike(space, growing.work(work), None, acknowledged)
    stored = acknowledged.check(space)

    items = growing.outlet.items + growing.letters
    expect(f"status after {killed} kills", {"documents": len(items)}, space.json("status"))
    expect_sound(space)
    expect("fsck", {"sound": True, "documents": len(items)}, space.json("fsck"))
    odd = stored ^ {i.key for i in items}
    if odd:
        raise Failed(f"stored keys and written ones differ: {sorted(odd)[:5]}")
    again = growing.check_requests()
    spaces.append(Workspace([growing.outlet.source()]))
    compare_with_undisturbed(space, spaces[-1], growing)
    growing.server.close()
    print(f"{killed} kills in {rounds} rounds, {len(items)} documents, each there once;")
    print(f"{acknowledged.events} acknowledgements kept, {again} pages fetched again")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--batch", type=int, default=24, help="new items per round, at most")
    args = parser.parse_args()
    print(f"kills.py --kills {args.kills} --seed {args.seed} --batch {args.batch}", flush=True)
    main(lambda spaces: run(args.seed, args.kills, args.batch, spaces))
