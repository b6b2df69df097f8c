#!/usr/bin/env python3
"""Crawls a folder of real pages (*.html.gz) over loopback as fast as sholu can; prints pages per
second, CPU and peak memory, and checks that every page is stored and can be found. Run by hand: the
pages are not part of the project.

usage: real_pages.py DIR [--limit N] [--hosts N] [--sample N]
"""
import argparse
import asyncio
import gzip
import json
import multiprocessing
import os
import pathlib
import random
import re
import subprocess
import time

from harness import Failed, Workspace, expect_sound, main  # also finds feeds
from feeds import SITEMAPS

WORD = re.compile(r"(?<![\w'’.@-])[^\W\d_]{4,}(?![\w'’.@-])")


class Answerer(asyncio.Protocol):
    """HTTP/1.1 with keep-alive out of bytes made ready before; about 50 microseconds a request."""

    answers = {}
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    def connection_made(self, transport):
        self.transport, self.rest = transport, b""

    def data_received(self, data):
        *requests, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1]
            self.transport.write(self.answers.get(path, self.missing))


def answer(body, kind, packed):
    coding = b"Content-Encoding: gzip\r\n" if packed else b""
    return b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n%s" % (
        kind,
        coding,
        len(body),
        body,
    )


def serve(files, hosts, ready):
    """One loopback address per host; page n belongs to host n % hosts. Sends the port once all
    listen."""

    async def run():
        loop = asyncio.get_running_loop()
        for n, file in enumerate(files):
            Answerer.answers[f"/page/{n}".encode()] = answer(file.read_bytes(), b"text/html", True)
        port = 0
        for host in range(hosts):
            address = f"127.0.0.{host + 1}"
            server = await loop.create_server(Answerer, address, port)
            port = server.sockets[0].getsockname()[1]
            pages = range(host, len(files), hosts)
            rows = "".join(f"<url><loc>http://{address}:{port}/page/{n}</loc></url>" for n in pages)
            sitemap = f"<urlset xmlns='{SITEMAPS}'>{rows}</urlset>".encode()
            path = f"/sitemap-{host}.xml".encode()
            Answerer.answers[path] = answer(sitemap, b"application/xml", False)
        ready.send(port)
        await asyncio.Event().wait()

    asyncio.run(run())


def crawl(space):
    """Runs the crawl; returns (totals, seconds, resource usage of the process)."""
    begun = time.monotonic()
    process = space.start("crawl", "--once", "--json", stdout=subprocess.PIPE)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"crawl: exit status {process.returncode}")
    return json.loads(out.strip().splitlines()[-1]), time.monotonic() - begun, usage


def check_findable(space, count, sample):
    """Every page is listed once, and each of a sample turns up when two words of its stored title are
    searched for. Returns how many were searched for."""
    hits = space.json("search", "--limit", 0)["hits"]
    keys = {hit["key"] for hit in hits}  # not the address it was served at: a page may name its own
    if len(keys) != count or len(hits) != count:
        raise Failed(f"of {count} pages {len(keys)} are listed, {len(hits)} times")
    tried = 0
    for hit in random.Random(1).sample(hits, min(sample, len(hits))):
        words = sorted(set(WORD.findall(hit["title"])), key=len)[-2:]
        if not words:
            continue
        tried += 1
        found = space.json("search", *words, "--limit", 0)["hits"]
        if all(other["number"] != hit["number"] for other in found):
            raise Failed(f"{hit['url']}: not found by the words {words} of its title")
    return tried


def run(folder, limit, hosts, sample, spaces):
    files = sorted(folder.rglob("*.html.gz"))[: limit or None]
    if not files:
        raise Failed(f"{folder}: no *.html.gz")
    megabytes = sum(int.from_bytes(f.read_bytes()[-4:], "little") for f in files) / 1e6
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(files, hosts, theirs), daemon=True)
    server.start()
    port = ours.recv()
    sources = [
        {
            "id": f"host{h}",
            "name": f"Host {h}",
            "sitemaps": [f"http://127.0.0.{h + 1}:{port}/sitemap-{h}.xml"],
            "delay": "0ms",
            "allow_private_addresses": True,
        }
        for h in range(hosts)
    ]
    space = Workspace(sources)
    spaces.append(space)
    totals, seconds, usage = crawl(space)
    print(f"{len(files)} pages, {megabytes:.1f} MB, {seconds:.1f} s")
    print(f"{len(files) / seconds:.1f} pages/s, {megabytes / seconds:.2f} MB/s")
    print(f"CPU {usage.ru_utime + usage.ru_stime:.1f} s")
    print(f"peak memory {usage.ru_maxrss / 1024:.0f} MB")
    print(json.dumps(totals, ensure_ascii=False))
    documents = space.json("status")["documents"]
    if documents != len(files):
        raise Failed(f"{documents} documents stored of {len(files)} pages")
    expect_sound(space)
    tried = check_findable(space, len(files), sample)
    print(f"every page is listed once; all of {tried} sampled ones are found by words of their titles")
    server.terminate()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=0, help="only the first N pages")
    parser.add_argument(
        "--hosts", type=int, default=8, help="loopback addresses that share the pages"
    )
    parser.add_argument("--sample", type=int, default=100, help="pages to search for")
    args = parser.parse_args()
    main(lambda spaces: run(args.folder, args.limit, args.hosts, args.sample, spaces))
