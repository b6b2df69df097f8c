#!/usr/bin/env python3
"""Forgetting as a person does it: what is erased is found by no command and in no byte of any file, and does not come back.

Every table file of the store is dumped record by record, deleted ones too, with RocksDB's own tool; every gzip file is unpacked."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import zlib

from harness import Failed, Workspace, expect, expect_sound, main

SECRET = "Тарғынбай"  # a word of the erased appeal alone
PHRASE = "требует вернуть задаток за квартиру"
PHONE = "+7 701 555 01 99"
REPORT = "Қызылқоңыраулы"


def appeals(path):
    rows = [
        {"number": "A-1", "date": "2026-01-10", "text": "Главный врач больницы требует взятку за операцию."},
        {"number": "A-2", "date": "2026-01-12", "text": f"{SECRET} {PHRASE}, звоните {PHONE}. Чиновник акимата берёт взятки."},
        {"number": "A-3", "date": "2026-01-13", "text": "Задаток за квартиру не вернули, акимат молчит."},
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def members(content):
    """The gzip members of a file, unpacked."""
    while content[:2] == b"\x1f\x8b":
        inflater = zlib.decompressobj(wbits=31)
        yield inflater.decompress(content)
        content = inflater.unused_data


def everything(folder):
    """All bytes of all files, and what packed ones hold: (name, bytes)."""
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="sholu-dump-"))
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        yield path.name, content
        if content[:2] == b"\x1f\x8b":
            yield path.name, b"".join(members(content))
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
    return [hit["number"] for hit in space.json("search", *query, "--limit", 0)["hits"]]


def refused(space, said, *arguments):
    process = space.start(*arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    error = process.communicate()[1]
    if process.returncode != 1 or said not in error or error.count("\n") != 1:
        raise Failed(f"{arguments}: exit status {process.returncode}: {error}")


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

    refused(space, "say why", "forget", number)
    refused(space, "say --yes", "forget", number, "--reason", "order 1")
    refused(space, "no document 99", "forget", number, 99, "--reason", "order 1", "--who", "clerk", "--yes")
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
    refused(space, "was erased on", "show", number)
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
    other.run("forget", "--honour", record)
    if len(hits(other)) != 2 or hits(other, SECRET):
        raise Failed("another copy does not honour the erasure")


if __name__ == "__main__":
    main(test)
