#!/usr/bin/env python3
"""The archive read by another reader than sholu's own, written from ISO 28500:2017 and RFC 1952: what the crawl and the imports write is
valid WARC 1.1, a file cut anywhere loses its last record only, and `archive show` and `archive verify` say the truth."""
import base64
import datetime
import hashlib
import random
import re

from harness import Failed, Workspace, expect, main, members
from serve import RequestLog, Resource, Server
import feeds  # of the demonstration; harness.py says where

TYPES = {"warcinfo", "response", "request", "resource", "metadata", "revisit", "conversion"}
ALLOWED = re.compile(rb"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")  # of a field's name, RFC 9110 section 5.6.2
TEXT = "Прокурор просит признать бывшего заместителя акима виновным в получении взятки. " * 5


def record(content):
    """(fields, block) of one record; Failed where the standard is broken."""
    head, mark, rest = content.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    if not mark or lines[0] != b"WARC/1.1":
        raise Failed(f"no WARC 1.1 head: {content[:60]!r}")
    fields = {}
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        if not colon or not ALLOWED.match(name) or name.lower() in fields:
            raise Failed(f"field {line!r}")
        fields[name.lower()] = value.strip().decode("utf-8")
    names = {name.decode().lower(): value for name, value in fields.items()}
    for name in ("warc-type", "warc-record-id", "warc-date", "content-length"):
        if name not in names:
            raise Failed(f"a record lacks {name}: {names}")
    if names["warc-type"] not in TYPES:
        raise Failed(f"a record of type {names['warc-type']}")
    if not re.fullmatch(r"<urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>", names["warc-record-id"]):
        raise Failed(f"a record's id: {names['warc-record-id']}")
    datetime.datetime.strptime(names["warc-date"], "%Y-%m-%dT%H:%M:%SZ")
    block, end = rest[: int(names["content-length"])], rest[int(names["content-length"]) :]
    if end != b"\r\n\r\n":
        raise Failed(f"behind the block of Content-Length: {end[:20]!r}")
    check_digest(names.get("warc-block-digest"), block)
    payload = block.partition(b"\r\n\r\n")[2] if names["warc-type"] == "response" else block
    if names["warc-type"] != "revisit":  # whose payload lies elsewhere
        check_digest(names.get("warc-payload-digest"), payload)
    if names["warc-type"] in ("response", "resource") and not names.get("warc-target-uri"):
        raise Failed(f"no target: {names}")
    if names["warc-type"] in ("response", "resource") and not (
        names.get("warc-payload-digest") or names.get("warc-block-digest")
    ):
        raise Failed(f"no digest: {names}")
    return names, payload


def check_digest(digest, data):
    if digest is None:
        return
    name, _, value = digest.partition(":")
    hashed = hashlib.new(name.replace("-", ""), data)
    if value.lower() not in (hashed.hexdigest(), base64.b32encode(hashed.digest()).decode().lower()):
        raise Failed(f"digest {digest} of {len(data)} bytes that have {hashed.hexdigest()}")


def read(path):
    found, left = members(path.read_bytes())
    if left:
        raise Failed(f"{path.name}: it ends in no record")
    records = [record(content) for _, content in found]
    ids = [names["warc-record-id"] for names, _ in records]
    if len(set(ids)) != len(ids):
        raise Failed(f"{path.name}: two records of one id")
    if records[0][0]["warc-type"] != "warcinfo" or records[0][0].get("warc-filename") != path.name:
        raise Failed(f"{path.name}: it does not begin with its warcinfo")
    return records


def filled(spaces):
    """A workspace with pages of a crawl and files of imports, and what was served."""
    server, now = Server("dala", {}, log=RequestLog()), datetime.datetime.now(datetime.timezone.utc)
    entries = [(f"{server.url}/news/{n}", f"Новость {n}", now) for n in range(1, 9)]
    pages = {
        url.removeprefix(server.url): f"<meta charset=utf-8><title>{title}</title><article><h1>{title}</h1><p>{TEXT}{title}</p>"
        f"</article>".encode()
        for url, title, _ in entries
    }
    server.resources = {path: Resource(body) for path, body in pages.items()}
    server.resources["/rss"] = Resource(feeds.rss("Дала", server.url, entries), "application/rss+xml")
    source = {"id": "dala", "name": "Дала", "feeds": [f"{server.url}/rss"], "delay": "0ms", "allow_private_addresses": True}
    space = Workspace([source])
    spaces.append(space)
    space.run("crawl", "--once")
    # Of two articles the feed says that they are new, but their bytes are the same; the server says so of the second alone.
    entries[:2] = [(*entry[:2], now + datetime.timedelta(hours=1)) for entry in entries[:2]]
    server.resources["/news/1"].etag = '"another"'
    server.resources["/rss"] = Resource(feeds.atom("Дала", server.url, entries), "application/atom+xml")
    space.run("crawl", "--once")
    # A page that has no text any more takes nothing from what is stored.
    entries[2] = (*entries[2][:2], now + datetime.timedelta(hours=2))
    kept, server.resources["/news/3"] = server.resources["/news/3"], Resource(b"<p></p>")
    server.resources["/rss"] = Resource(feeds.atom("Дала", server.url, entries), "application/atom+xml")
    out = space.run("crawl", "--once")
    if "no text was found" not in out:
        raise Failed(f"an empty page is not told of: {out}")
    server.resources["/news/3"] = kept
    path = space.home / "отчёт.html"
    path.write_bytes(b"<meta charset=utf-8><title>x</title>" + f"<p>{TEXT}</p>".encode() * 3)
    space.run("import", "reports", path, "--source", "ngo")
    served = {server.url + path: resource for path, resource in server.resources.items()}
    server.close()
    return space, served, path


def valid(space, served, report):
    """Another reader finds every page as it was served, and the imported file."""
    files = sorted((space.folder / "archive").glob("*.warc.gz"))
    records = [r for file in files for r in read(file)]
    pages = {names["warc-target-uri"]: body for names, body in records if names["warc-type"] == "response"}
    due = {url for url in served if "/news/" in url}
    if set(pages) != due:
        raise Failed(f"archived {sorted(pages)}, fetched {sorted(due)}")
    for url, body in pages.items():
        if body not in (served[url].body, served[url].packed):
            raise Failed(f"{url}: other bytes than were sent")
    told(space, records, due)
    if report.read_bytes() not in [body for names, body in records if names["warc-type"] == "resource"]:
        raise Failed("the imported report is not in the archive")
    return files, len(records)


def told(space, records, due):
    """Each page has its request and the document that it became; of one that was asked for again is kept that it was the same."""
    of = {names["warc-record-id"]: names["warc-target-uri"] for names, _ in records if names["warc-type"] == "response"}
    for kind in ("request", "metadata"):
        found = {names["warc-target-uri"]: (of[names["warc-concurrent-to"]], block) for names, block in records if names["warc-type"] == kind}
        if set(found) != due or any(uri != other for uri, (other, _) in found.items()):
            raise Failed(f"records of type {kind}: {sorted(found)}")
        for uri, (_, block) in found.items():
            host, path = re.fullmatch(r"http://([^/]+)(/.*)", uri).groups()
            sent, fields = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: sholu", f"source: dala\r\ndocument: {uri}\r\nkind: article\r\n"
            if not block.startswith((sent if kind == "request" else fields).encode()):
                raise Failed(f"{kind} of {uri}: {block[:200]}")
    again = {names["warc-target-uri"]: names for names, _ in records if names["warc-type"] == "revisit"}
    profiles = [again[uri]["warc-profile"].rpartition("/")[2] for uri in sorted(again)]
    if sorted(again) != sorted(due)[:2] or profiles != ["identical-payload-digest", "server-not-modified"]:
        raise Failed(f"revisits: {again}")
    if any(names["warc-refers-to-date"] > names["warc-date"] for names in again.values()):
        raise Failed(f"a page was seen again before it was seen: {again}")


def shown(space, served):
    """`archive show` gives head and body; --body the very bytes, but not to a terminal."""
    hit = space.json("search", "--source", "dala", "--limit", 1)["hits"][0]
    told = space.json("archive", "show", hit["number"])
    for line in ("WARC/1.1", f"WARC-Target-URI: {hit['url']}", "HTTP/1.1 200", "WARC-Type: response"):
        if line not in told["head"]:
            raise Failed(f"archive show: no {line!r} in {told['head']}")
    if told["body"].encode() != served[hit["url"]].body:
        raise Failed(f"archive show: another body: {told['body'][:80]!r}")
    text = space.run("archive", "show", hit["number"])
    if hit["title"] not in text or "WARC/1.1" not in text:
        raise Failed(f"archive show: {text[:200]}")
    path = space.home / "body"
    with open(path, "wb") as file:
        process = space.start("archive", "show", hit["number"], "--body", stdout=file)
        process.wait()
    if path.read_bytes() not in (served[hit["url"]].body, served[hit["url"]].packed):
        raise Failed("archive show --body: other bytes than were sent")
    space.refused("no document 4000", "archive", "show", 4000)
    space.refused("no JSON", "archive", "show", hit["number"], "--body", "--json", status=2)


def verified(space, files, count):
    """Sound files are sound, a torn end is told apart from damage, and damage ends in exit status 1."""
    told = space.json("archive", "verify")
    if not told["sound"] or sum(f["records"] for f in told["files"]) != count or any(f["torn"] for f in told["files"]):
        raise Failed(f"archive verify: {told}")
    largest = max(files, key=lambda file: file.stat().st_size)
    data, rng = largest.read_bytes(), random.Random(5)
    whole = members(data)[0]
    copy = space.home / largest.name
    for _ in range(12):
        size = rng.randrange(1, len(data))
        copy.write_bytes(data[:size])
        ends = [at for at, _ in whole[1:]] + [len(data)]
        due = sum(end <= size for end in ends)
        torn = size not in ends
        others, rest = members(copy.read_bytes())
        if (len(others), bool(rest)) != (due, torn):
            raise Failed(f"cut at {size}: another reader does not find {due} records")
        found = space.json("archive", "verify", copy)
        expect(f"cut at {size}", {"records": due, "torn": torn, "damages": []}, found["files"][0])
    at, end = whole[1][0], whole[2][0]
    broken = bytearray(data)
    broken[(at + end) // 2] ^= 0x10
    copy.write_bytes(broken)
    process = space.start("archive", "verify", copy, stdout=-1, stderr=-1)
    out = process.communicate()[0]
    if process.returncode != 1 or "DAMAGED" not in out or f"{len(whole) - 1} records" not in out:
        raise Failed(f"archive verify of a damaged file: exit status {process.returncode}: {out}")


def test(spaces):
    space, served, report = filled(spaces)
    files, count = valid(space, served, report)
    shown(space, served)
    verified(space, files, count)
    print(f"{count} records in {len(files)} files are as another reader wants them")


if __name__ == "__main__":
    main(test)
