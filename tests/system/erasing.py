#!/usr/bin/env python3
"""Forgetting as a person does it: what is erased is found by no command and in no byte of any file, and does not come back.

Every table file of the store is dumped record by record, deleted ones too, with RocksDB's own tool; every gzip file is unpacked."""
import datetime
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import zlib

from harness import Failed, Workspace, expect, expect_sound, main, members
from serve import Resource, Server
import feeds  # of the demonstration; harness.py says where

SECRET = "Тарғынбай"  # a word of the erased appeal alone
PHRASE = "требует вернуть задаток за квартиру"
PHONE = "+7 701 555 01 99"
REPORT = "Қызылқоңыраулы"
GZIP = b"\x1f\x8b"


def appeals(path):
    rows = [
        {"number": "A-1", "date": "2026-01-10", "text": "Главный врач больницы требует взятку за операцию."},
        {"number": "A-2", "date": "2026-01-12", "text": f"{SECRET} {PHRASE}, звоните {PHONE}. Чиновник акимата берёт взятки."},
        {"number": "A-3", "date": "2026-01-13", "text": "Задаток за квартиру не вернули, акимат молчит."},
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def unpacked(content):
    """What its gzip members hold, with the one in which it ends, and what was sent packed within them."""
    whole, torn = members(content)
    for record in (*(record for _, record in whole), zlib.decompressobj(wbits=31).decompress(torn)):
        yield record
        sent = record.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[2]
        if sent[:2] == GZIP:
            yield zlib.decompressobj(wbits=31).decompress(sent)


def everything(folder):
    """All bytes of all files, and what packed ones hold: (name, bytes)."""
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="sholu-dump-"))
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        yield path.name, content
        if content[:2] == GZIP:
            yield path.name, b"\n".join(unpacked(content))
        if path.suffix == ".sst":
            said = subprocess.run(["sst_dump", f"--file={path}", "--command=scan", "--output_hex"], cwd=scratch,
                                  capture_output=True, text=True, check=True).stdout
            records = re.findall(r"^'([0-9A-F]*)' seq:\d+, type:\d+ => ([0-9A-F]*)", said, re.MULTILINE)
            if "seq:" in said and not records:
                raise Failed(f"{path.name}: sst_dump prints records in a form of its own: {said[:300]}")
            yield path.name, b"\n".join(bytes.fromhex(part) for record in records for part in record)
    shutil.rmtree(scratch)


def holders(folder, needle):
    return sorted({name for name, content in everything(folder) if needle.encode() in content})


def hits(space, *query):
    return [hit["number"] for hit in space.hits(*query)]


def test(spaces):
    space = Workspace([])
    spaces.append(space)
    register, report = space.home / "register.jsonl", space.home / "report.html"
    appeals(register)
    report.write_text(f"<title>Отчёт</title><p>{REPORT} говорит: в акимате берут взятки.</p>" * 3, encoding="utf-8")
    space.run("import", "appeals", register)
    space.run("import", "reports", report, "--source", "ngo")
    number, report_number = hits(space, SECRET)[0], hits(space, REPORT)[0]
    before = space.json("status")
    if not holders(space.folder, PHRASE) or not holders(space.folder, REPORT):
        raise Failed("the search for bytes finds nothing where there is something")

    space.refused("say why", "forget", number)
    space.refused("say --yes", "forget", number, "--reason", "order 1")
    space.refused("no document 99", "forget", number, 99, "--reason", "order 1", "--who", "clerk", "--yes")
    for wrong in (("--list", number), ("--finish", "--yes"), ("--expired", number), ("--list", "--who", "clerk")):
        space.refused("excludes", "forget", *wrong, status=2)
    if space.run("audit", "list", "--action", "erase"):
        raise Failed("what was refused is in the audit log")
    if hits(space, SECRET) != [number]:
        raise Failed("a forget that was refused erased something")

    out = space.run("forget", number, report_number, "--reason", "order 1", "--who", "clerk", "--yes", "--json")
    erased = [json.loads(line) for line in out.splitlines()]
    if [e["versions"] for e in erased] != [[number], [report_number]]:
        raise Failed(f"forget says: {out}")
    for needle in (SECRET, SECRET.lower(), PHRASE, PHONE, REPORT, REPORT.lower()):
        if holders(space.folder, needle):
            raise Failed(f"{needle!r} is still in {holders(space.folder, needle)}")
    for query in ((SECRET,), (REPORT,), (SECRET, "--at", before["commit"])):
        if hits(space, *query):
            raise Failed(f"{query} still finds {hits(space, *query)}")
    if len(hits(space)) != 2:
        raise Failed(f"left are {hits(space)}")
    space.refused("was erased on", "show", number)
    if "erased" in space.run("forget", number, "--reason", "order 1", "--who", "clerk", "--yes", "--json"):
        raise Failed("a forget that is given again erases again")
    expect_sound(space)
    listed = [json.loads(line) for line in space.run("forget", "--list", "--json").splitlines()]
    expect("the list", {"by": "clerk", "reason": "order 1", "purged": True}, listed[0])

    # Neither an import nor another copy of the corpus brings it back.
    again = space.json("import", "appeals", register)
    expect("importing again", {"unchanged": 2, "erased": 1, "accepted": 0}, again)
    space.json("import", "reports", report, "--source", "ngo")
    if hits(space, SECRET) or hits(space, REPORT) or holders(space.folder, REPORT):
        raise Failed("an erased document came back")
    other = Workspace([])
    spaces.append(other)
    other.run("import", "appeals", register)
    record = space.home / "erased.jsonl"
    record.write_text(space.run("forget", "--list", "--json"), encoding="utf-8")
    other.refused("say --yes", "forget", "--honour", record)
    if len(hits(other)) != 3 or other.run("audit", "list", "--action", "erase"):
        raise Failed("an erasure that nobody confirmed was honoured")
    other.run("forget", "--honour", record, "--who", "clerk", "--yes")
    if len(hits(other)) != 2 or hits(other, SECRET):
        raise Failed("another copy does not honour the erasure")
    logged = json.loads(other.run("audit", "list", "--action", "erase", "--json"))
    expect("the audit line of what was honoured", {"who": "clerk", "count": 2, "filter": "--honour erased.jsonl"}, logged)


def backups(spaces):
    """What is erased is told to the folder of backups, whether it has any or is there at all."""
    space = Workspace([])
    spaces.append(space)
    settings = space.folder / "sholu.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("  # folder: ../", "  folder: ../"), encoding="utf-8")
    folder = space.home / "workspace-backup"
    register = space.home / "register.jsonl"
    appeals(register)
    space.run("import", "appeals", register)
    status, _, error = space.outcome(
        "forget", hits(space, SECRET)[0], "--reason", f"звонил {PHONE}", "--who", "clerk", "--yes", "--language", "en")
    if status or f"{folder}: the folder of backups is not there" not in error:
        raise Failed(f"forget without its folder of backups: {status} {error}")
    if PHONE in space.run("forget", "--list") or holders(space.folder, PHONE):
        raise Failed("personal data in the reason is kept")
    folder.mkdir()
    space.run("forget", "--finish")
    if [path.name[:9] for path in folder.iterdir()] != ["erasures-"]:
        raise Failed(f"the folder of backups was not told: {list(folder.iterdir())}")


def one_file(spaces):
    """Of two documents of one archived file one is erased: no damage, and the other stays."""
    space = Workspace([])
    spaces.append(space)
    path = space.home / "news.jsonl"
    rows = [{"number": str(n), "date": "2026-01-10", "title": f"Новость {n}", "text": f"Аким района {n} получил взятку."} for n in (1, 2)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    space.run("import", "media", path, "--source", "desk")
    space.run("forget", 1, "--reason", "order 3", "--who", "clerk", "--yes")
    expect("fsck", {"sound": True, "documents": 1, "archived_documents": 0, "erased_with_another": 1}, space.json("fsck"))
    expect("show", {"archive_check": "erased with another document of its file"}, space.json("show", 2, "--verify"))
    expect("export", {"records": 0, "erased_records": 1, "damaged_records": 0},
           space.json("export", "--format", "warc", "--output", space.home / "out.warc.gz", "--who", "clerk"))


def expect_gone(space):
    for needle in (REPORT, "/zq-erased"):
        if names := holders(space.folder / "archive", needle):
            raise Failed(f"{needle!r} is in {names}")


def copies(spaces):
    """An erased page goes from the archive with its request, and with the copies of it that no document names, as kills leave them."""
    server, now = Server("dala", {}), datetime.datetime.now(datetime.timezone.utc)
    told = {"/zq-erased": f"{REPORT} говорит: в акимате берут взятки. ", "/zq-kept": "Прокурор просит признать судью виновным в получении взятки. "}
    entries = [(server.url + path, f"Новость {path}", now) for path in told]
    server.resources = {
        path: Resource(f"<meta charset=utf-8><title>{path}</title><article><h1>{path}</h1><p>{text * 5}</p></article>".encode())
        for path, text in told.items()
    }
    server.resources["/rss"] = Resource(feeds.rss("Дала", server.url, entries), "application/rss+xml")
    space = Workspace([{"id": "dala", "name": "Дала", "feeds": [f"{server.url}/rss"], "delay": "0ms", "allow_private_addresses": True}])
    spaces.append(space)
    space.run("crawl", "--once")
    archived, = (space.folder / "archive").glob("*.warc.gz")
    shutil.copy(archived, archived.with_name("sholu-20260101000000-00000.warc.gz"))
    content = archived.read_bytes()
    whole = members(content)[0]
    begins = [at for at, record in whole if f"URI: {server.url}/zq-erased\r".encode() in record]
    torn, before = archived.with_name("sholu-20260101000000-00001.warc.gz"), content[: whole[1][0]]
    torn.write_bytes(before + content[begins[0] : begins[1] - 40])
    if torn.name not in holders(space.folder / "archive", REPORT):
        raise Failed("the record was cut before its text")
    space.run("forget", hits(space, REPORT)[0], "--reason", "order 4", "--who", "clerk", "--yes")
    expect_gone(space)
    if torn.read_bytes() != before:
        raise Failed("a torn record was not cut off, or more than that")
    torn.unlink()
    if holders(space.folder / "archive", "/zq-kept") != sorted(p.name for p in (space.folder / "archive").iterdir()):
        raise Failed("a page that nobody erased is gone from the archive")
    expect("fsck", {"sound": True, "documents": 1, "archived_documents": 1}, space.json("fsck"))
    # Asked for again, with the same bytes: the one that stays leaves a record of that, the erased one none.
    for path in told:
        server.resources[path].etag = '"another"'
    later = [(*entry[:2], now + datetime.timedelta(hours=1)) for entry in entries]
    server.resources["/rss"] = Resource(feeds.atom("Дала", server.url, later), "application/atom+xml")
    space.run("crawl", "--once")
    server.close()
    expect_gone(space)
    if len(list((space.folder / "archive").iterdir())) != 3 or len(holders(space.folder / "archive", "/zq-kept")) != 3:
        raise Failed("that the other page was the same is not in the archive")


def cut_short(spaces):
    """A file of the archive that ends too early is no obstacle, and keeps nothing."""
    space = Workspace([])
    spaces.append(space)
    report = space.home / "report.html"
    report.write_text(f"<title>Отчёт</title><p>{REPORT} говорит: в акимате берут взятки.</p>" * 9, encoding="utf-8")
    space.run("import", "reports", report, "--source", "ngo")
    archived, = (space.folder / "archive").glob("*.warc.gz")
    content = archived.read_bytes()
    archived.write_bytes(content[:-20])
    if not holders(space.folder / "archive", REPORT):
        raise Failed("the record was cut before its text")
    space.run("forget", 1, "--reason", "order 5", "--who", "clerk", "--yes")
    if holders(space.folder, REPORT):
        raise Failed(f"{REPORT!r} is still in {holders(space.folder, REPORT)}")


def all_of_it(spaces):
    test(spaces)
    copies(spaces)
    backups(spaces)
    one_file(spaces)
    cut_short(spaces)


if __name__ == "__main__":
    main(all_of_it)
