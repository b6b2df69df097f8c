#!/usr/bin/env python3
"""Kills a crawl again and again and compares what came of it with the servers' own log of requests.

Some hosts with many pages are crawled; SIGKILL strikes at times drawn here, outside the process.
Then every page was asked for; none again after its document was acknowledged; the rest twice only
where a kill came between; no document is there twice; and no host ever had two requests at once.

usage: crawl_kills.py [--kills N] [--urls N] [--hosts N] [--seed S]
"""
import argparse
import bisect
import collections
import random
import time

from harness import Failed, Workspace, expect, expect_sound, main
from kills import Acknowledged, strike
from serve import RequestLog, Resource, Server

WORDS = (
    "аудан әкімдігі мектеп құрылысына тендер өткізді жоба бойынша есеп берілді область бюджет "
    "ремонт дороги завершён в срок жители пришли на встречу council published the plan for spring"
).split()
COMMAND = ["crawl", "--once", "--events", "-"]


def page(number, rng):
    text = "".join(f"<p>{' '.join(rng.choices(WORDS, k=40))}.</p>" for _ in range(3))
    title = f"Story {number}: {' '.join(rng.choices(WORDS, k=5))}"
    html = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}"
    return Resource(f"{html}</article></body></html>".encode())


class Site:
    """A host whose sitemap names all its pages."""

    def __init__(self, number, count, pause, log, rng):
        self.server = Server(f"site{number}", {}, f"127.0.3.{number + 1}", log=log, pause=pause)
        self.paths = [f"/news/{n}" for n in range(count)]
        resources = {path: page(f"{number}-{path}", rng) for path in self.paths}
        urls = "".join(f"<url><loc>{self.server.url}{p}</loc></url>" for p in self.paths)
        xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        resources["/sitemap.xml"] = Resource(xml.encode(), "application/xml")
        self.server.resources = resources

    def source(self):
        return dict(
            id=self.server.outlet,
            name=self.server.outlet,
            sitemaps=[self.server.url + "/sitemap.xml"],
            delay="0s",
            allow_private_addresses=True,
        )


def check_log(entries, pages, lives, told):
    """`lives`: when each process began; `told`: (outlet, path) -> the life that acknowledged it.
    Returns how many pages were fetched again."""
    fetched = collections.defaultdict(list)
    for entry in entries:
        if entry["status"] == 200:
            fetched[entry["outlet"], entry["path"]].append(bisect.bisect(lives, entry["start"]) - 1)
    lost = [page for page in pages if page not in fetched]
    if lost:
        raise Failed(f"{len(lost)} pages were never asked for: {lost[:5]}")
    again = 0
    for page in pages:
        lived = fetched[page]
        if len(set(lived)) != len(lived):
            raise Failed(f"{page} was fetched twice by one process: {lived}")
        # A kill may have cut off the acknowledgement of a commit that lives.
        if page in told and lived[-1] > told[page]:
            raise Failed(f"{page} was fetched by process {lived[-1]}, acknowledged by {told[page]}")
        again += len(lived) - 1
    for host in {entry["outlet"] for entry in entries}:
        mine = sorted((e for e in entries if e["outlet"] == host), key=lambda e: e["start"])
        for one, two in zip(mine, mine[1:]):
            if two["start"] < one["end"] - 0.001 and one["path"] != two["path"]:
                raise Failed(f"two requests at once: {one} and {two}")
    return again


def run(args, spaces):
    rng, log = random.Random(args.seed), RequestLog()
    # Half a second of work between two kills, beside what a start takes.
    pause = 0.5 * args.hosts * (args.kills + 1) / args.urls
    sites = [Site(n, args.urls // args.hosts, pause, log, rng) for n in range(args.hosts)]
    pages = {(s.server.outlet, path) for s in sites for path in s.paths}
    outlets = {s.server.url: s.server.outlet for s in sites}
    space = Workspace([s.source() for s in sites])
    spaces.append(space)

    acknowledged, told, lives = Acknowledged(), {}, []
    killed, mean = 0, 1.0
    while True:
        before = len(told)
        lives.append(time.time())
        after = rng.uniform(0.0, 2 * mean) if killed < args.kills else None
        hit, _ = strike(space, COMMAND, after, acknowledged)
        killed += hit
        for key in acknowledged.numbers:
            url = key.split("/", 2)[2] if key.count("/") > 1 else key
            host = next(u for u in outlets if url.startswith(u + "/"))
            told.setdefault((outlets[host], url[len(host) :]), len(lives) - 1)
        if after is None:
            break
        if len(told) == len(pages):
            raise Failed(f"the crawl ended after {killed} kills: it needs more URLs")
        # What is left is spread over the kills that are left.
        share = (len(pages) - len(told)) / (args.kills - killed + 1)
        mean = min(max(mean * (0.7 if len(told) - before > share else 1.1), 0.2), 60.0)

    acknowledged.check(space)
    expect(f"status after {killed} kills", {"documents": len(pages)}, space.json("status"))
    expect_sound(space)
    again = check_log(log.entries, pages, lives, told)
    for site in sites:
        site.server.close()
    print(f"{killed} kills, {len(pages)} pages on {args.hosts} hosts, each stored once;")
    print(f"{len(log.entries)} requests, {again} pages fetched again, none at once with another")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--urls", type=int, default=2000)
    parser.add_argument("--hosts", type=int, default=8)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    args = parser.parse_args()
    print(f"seed {args.seed}", flush=True)
    main(lambda spaces: run(args, spaces))
