#!/usr/bin/env python3
"""Exports are read back by other readers, originals are shown to who says why, and the audit log knows of both.

usage: exports.py        (the binary is $SHOLU, else the release build)
"""
import csv
import gzip
import io
import json
import os
import re
import zipfile
from xml.etree import ElementTree

import followthemoney
from harness import Failed, Workspace, expect, main, members

MEDIA = [
    {"number": "1", "date": "2025-01-10", "title": "=HYPERLINK(\"http://x.example\")", "url": "https://news.example/1",
     "text": "Министр здравоохранения сообщил: главный врач областной больницы получил взятку 2 млн тенге."},
    {"number": "2", "date": "2025-02-20T10:30:00+05:00", "title": "Пара", "url": "https://news.example/2",
     "text": "Дәрігер пара талап етті; \"сома\" белгісіз.\nЕкінші абзац."},
    {"number": "3", "date": "2025-03-11", "title": "", "url": "https://news.example/3", "text": "@Завтра дождь. " + "Ж" * 40_000},
]
SECRET = ("Мухоморов", "777 000 11 22")
APPEALS = """Рег. номер;Дата;Тема;Текст обращения;Заявитель
Т-1;12.03.2025;Больница;Врач областной больницы потребовал взятку. Тел. +7 777 000 11 22.\x1b[31m;Мухоморов Илья
Т-2;13.03.2025;Школа;Директор школы берёт деньги за приём в первый класс.;Опятов Лев
"""
REASON = ("--reason", "сверка с реестром")


class Case:
    def __init__(self):
        self.space = Workspace([])
        self.home = self.space.home
        self.media = self.home / "media.jsonl"
        self.media.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in MEDIA), encoding="utf-8")
        self.space.run("import", "media", self.media, "--source", "desk")
        (self.home / "appeals.csv").write_text(APPEALS, encoding="utf-8")
        self.space.run("import", "appeals", self.home / "appeals.csv")

    def export(self, form, *arguments):
        """Exports into a file: its path and what the command says."""
        path = self.home / f"out.{form}"
        path.unlink(missing_ok=True)
        said = self.space.json("export", "--format", form, "--output", path, *REASON, *arguments)
        return path, said

    def audit(self, *arguments):
        return [json.loads(line) for line in self.space.run("audit", "list", "--json", *arguments).splitlines()]

    def number(self, key):
        return next(hit["number"] for hit in self.space.hits() if hit["key"].endswith("/" + key))


def due(name, expected, found):
    if expected != found:
        raise Failed(f"{name}: due {expected!r}, found {found!r}")


def places(case):
    """--output names a file, standard output, a pipe, or what a link leads to."""
    media = ("--format", "jsonl", "--source-type", "media")
    bytes_due = case.export("jsonl", "--source-type", "media")[0].read_bytes()
    for name in ("-", "/dev/stdout"):
        due(name, bytes_due.decode(), case.space.run("export", *media, "--output", name))
    target = case.home / "target.jsonl"
    with open(target, "w", encoding="utf-8") as file:
        file.write("before\n")
        file.flush()
        if case.space.start("export", *media, "--output", "/dev/stdout", stdout=file, stderr=-1).wait():
            raise Failed("export to /dev/stdout")
    due("behind what was there", b"before\n" + bytes_due, target.read_bytes())
    link = case.home / "link.jsonl"
    link.symlink_to(target)
    case.space.run("export", *media, "--output", link)
    due("where a link leads", (True, bytes_due), (link.is_symlink(), target.read_bytes()))
    target.chmod(0o600)
    case.space.run("export", *media, "--output", link)
    due("a private file", 0o600, target.stat().st_mode & 0o777)
    target.unlink()
    case.space.run("export", *media, "--output", link)
    due("where a link leads to nothing yet", (True, bytes_due), (link.is_symlink(), target.read_bytes()))
    pipe = case.home / "pipe"
    os.mkfifo(pipe)
    for command in (("export", *media), ("export", "--format", "csv", "--source-type", "media")):
        process = case.space.start(*command, "--output", pipe, stdout=-1, stderr=-1)
        read = pipe.read_bytes()
        if process.wait() or not pipe.is_fifo() or len(read) < 1000:
            raise Failed(f"{command} into a pipe: {len(read)} bytes")
    case.space.refused("XLSX needs a file", "export", "--format", "xlsx", "--source-type", "media", "--output", pipe)
    rows = case.space.run("appeals", "list", "--format", "csv", "--output", "-")
    if rows.count("\n") != 3 or not rows.startswith("\ufeff"):
        raise Failed(f"appeals list --output -: {rows!r}")
    if list(case.home.glob("*.tmp")):
        raise Failed("something is left behind")


def lines_of_json(case):
    path, said = case.export("jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    due("numbers", [1, 2, 3, 4, 5], [row["number"] for row in rows])
    expect("said", {"documents": 5, "commit": rows[0]["commit"], "lexicon_versions": [rows[0]["lexicon_version"]]}, said)
    due("texts", [row["text"] for row in MEDIA], [row["text"] for row in rows[:3]])
    due("published", "2025-02-20T10:30:00+05:00", rows[1]["published"])
    if any(secret in path.read_text(encoding="utf-8") for secret in SECRET):
        raise Failed("personal data was exported")
    evidence = [(row, one) for row in rows for tag in row["tags"] for one in tag["evidence"]]
    for row, one in evidence:
        words = row[one["field"]].encode()[one["start"]:one["end"]].decode()
        if words != one["text"] or not one["rule"] or one["version"] < 1:
            raise Failed(f"evidence {one} is «{words}» in the text")
    if len(evidence) < 3 or not rows[0]["countable"]:
        raise Failed(f"hardly any tags: {rows[0]}")
    only = case.export("jsonl", "--source-type", "media", "взятка")[0].read_text(encoding="utf-8")
    due("found by a word", [1], [json.loads(line)["number"] for line in only.splitlines()])
    by_stdout = case.space.run("export", "--format", "jsonl", "--source-type", "media", "взятка")
    due("on standard output", only, by_stdout)


def tables(case):
    columns = "number,date,source_type,title,text,countable,spheres,labels"
    case.space.run("label", 2, "triage", "urgent", "--who", "dana")
    path, _ = case.export("csv", "--columns", columns)
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    due("columns", columns.split(","), list(rows[0]))
    due("numbers", ["1", "2", "3", "4", "5"], [row["number"] for row in rows])
    due("a formula", "'" + MEDIA[0]["title"], rows[0]["title"])
    due("a handle", "'" + MEDIA[2]["text"], rows[2]["text"])
    due("two lines", MEDIA[1]["text"], rows[1]["text"])
    due("days", ["2025-01-10", "2025-02-20"], [row["date"] for row in rows[:2]])
    due("labels", "triage=urgent", rows[1]["labels"])
    path, said = case.export("xlsx", "--columns", columns)
    due("shortened", 1, said["shortened_cells"])
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        if book.testzip() is not None:
            raise Failed("the workbook is damaged")
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    if sheet.findall(".//m:f", space):
        raise Failed("the workbook has a formula")
    cells = [["".join(t.text or "" for t in cell.iter("{%s}t" % space["m"])) or cell.findtext("m:v", "", space)
              for cell in row.findall("m:c", space)] for row in sheet.findall(".//m:row", space)]
    due("head", columns.split(","), cells[0])
    due("title", MEDIA[0]["title"], cells[1][3])
    due("text", MEDIA[1]["text"], cells[2][4])
    due("cut", MEDIA[2]["text"][:32_766] + "…", cells[3][4])
    due("kinds", ["media"] * 3 + ["appeal"] * 2, [row[2] for row in cells[1:]])


def archive(case):
    path, said = case.export("warc")
    expect("said", {"records": 1, "shared_records": 2, "appeals_left_out": 2, "damaged_records": 0}, said)
    data = path.read_bytes()
    records = members(data)[0]
    kinds = [re.search(rb"\r\nWARC-Type: (\w+)\r\n", text)[1] for _, text in records]
    due("records", [b"warcinfo", b"resource"], kinds)
    if b"WARC-Filename: out.warc\r\n" not in records[0][1]:
        raise Failed("the warcinfo does not name the file")
    head, _, block = records[1][1].partition(b"\r\n\r\n")
    due("the file", case.media.read_bytes() + b"\r\n\r\n", block)
    due("its length", str(len(case.media.read_bytes())).encode(), re.search(rb"Content-Length: (\d+)", head)[1])
    stored = next((case.space.folder / "archive").glob("*.warc.gz"))
    if data[records[1][0]:] not in stored.read_bytes():
        raise Failed("the record is not as it lies in the archive")
    due("as one gzip file", b"".join(text for _, text in records), gzip.decompress(path.read_bytes()))
    bytes_before = stored.read_bytes()
    stored.write_bytes(bytes_before[:-20] + bytes(20))
    process = case.space.start("export", "--format", "warc", "--output", path, stdout=-1, stderr=-1)
    out, error = process.communicate()
    if process.returncode != 1 or stored.name not in error or "damaged records left out: 1" not in out:
        raise Failed(f"a damaged record: {process.returncode} {out} {error}")
    stored.write_bytes(bytes_before)


def money(case):
    path, _ = case.export("ftm")
    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    problems = followthemoney.problems(entities)
    if problems:
        raise Failed("\n  ".join(problems))
    by_id = {entity["id"]: entity for entity in entities}
    article = by_id[followthemoney.entity_id("document", "media/desk/" + MEDIA[0]["url"])]
    due("schema", "Article", article["schema"])
    due("day", ["2025-01-10"], article["properties"]["publishedAt"])
    due("time", ["2025-02-20T05:30:00"],
        by_id[followthemoney.entity_id("document", "media/desk/" + MEDIA[1]["url"])]["properties"]["publishedAt"])
    kinds = [entity["schema"] for entity in entities]
    due("documents", [3, 2], [kinds.count("Article"), kinds.count("PlainText")])
    links = [entity for entity in entities if entity["schema"] == "UnknownLink"]
    ministry = [e for e in entities if "Министерство здравоохранения" in " ".join(e["properties"].get("name", []))]
    if len(ministry) != 1 or not any(link["properties"]["object"] == [ministry[0]["id"]] for link in links):
        raise Failed(f"the ministry is not linked: {links}")
    if any(secret in path.read_text(encoding="utf-8") for secret in SECRET):
        raise Failed("personal data was exported")


def snapshot(case):
    """What was exported at a commit is the same later, to the byte."""
    path, said = case.export("jsonl")
    before = path.read_bytes()
    row = {"number": "4", "date": "2025-04-01", "title": "Новое", "text": "Взятка за справку."}
    changed = {**MEDIA[1], "text": "Дәрігер пара талап етті. Жаңа мәтін."}
    more = case.home / "more.jsonl"
    more.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in (row, changed)), encoding="utf-8")
    case.space.run("import", "media", more, "--source", "desk")
    due("at its commit", before, case.export("jsonl", "--at", said["commit"])[0].read_bytes())
    numbers = [json.loads(line)["number"] for line in case.export("jsonl")[0].read_text().splitlines()]
    due("now", [1, 3, 4, 5, 6, 7], numbers)
    by_words = case.export("jsonl", "взятка OR пара OR деньги", "--at", said["commit"])[0].read_text()
    if any(json.loads(line)["number"] > 5 for line in by_words.splitlines()):
        raise Failed("a query finds what came later")


def originals(case):
    one = case.number("Т-1")
    case.space.refused("--reason", "show", one, "--original")
    case.space.refused("--reason", "show", one, "--original", "--reason", " ")
    shown = case.space.run("show", one, "--original", *REASON)
    if not all(secret in shown for secret in SECRET) or "\x1b" in shown or "Заявитель" not in shown:
        raise Failed(f"the original: {shown!r}")
    out = case.space.run("show", one, "--original", *REASON, "--json")
    if "\x1b" in out or "777 000 11 22" not in json.loads(out)["original"]["text"]:
        raise Failed(f"the original as JSON: {out!r}")
    case.space.refused("has no original", "show", 1, "--original", *REASON)
    letter = case.home / "letter.txt"
    letter.write_text("Письмо\nПрошу принять меры. Тел. +7 777 000 11 22.\n", encoding="utf-8")
    case.space.run("import", "other", letter, "--source", "letters", "--personal")
    number = case.space.json("search", "--source", "letters")["hits"][0]["number"]
    if "777 000 11 22" not in case.space.run("show", number, "--original", *REASON):
        raise Failed("the original of a letter")
    key = next(case.home.glob("*.key"))
    key.rename(key.with_suffix(".away"))
    case.space.refused("key file", "show", one, "--original", *REASON)
    key.with_suffix(".away").rename(key)


def logged(case):
    reads = case.audit("--action", "read-original")
    due("reads", [str(case.number("Т-1"))] * 2, [row["documents"] for row in reads[:2]])
    expect("who and why", {"who": "aigerim", "reason": "сверка с реестром", "count": 1}, reads[0])
    exports = case.audit("--action", "export")
    due("of all", "1-5", exports[0]["documents"])
    if "--format jsonl" not in exports[0]["filter"] or "--at" not in exports[0]["filter"]:
        raise Failed(f"what was exported: {exports[0]}")
    case.space.refused("rotate-key", "audit", "list", "--action", "nonsense", status=2)
    if case.audit("--from", "2999-01-01") or not case.audit("--document", 2):
        raise Failed("--from and --document")
    log = case.space.folder / "audit.jsonl"
    if any(secret in log.read_text(encoding="utf-8") for secret in SECRET):
        raise Failed("personal data is in the audit log")
    check = case.space.json("audit", "verify")
    due("lines", len(case.audit()), check["lines"])
    case.space.run("audit", "verify", "--head", reads[0]["sha256"])
    whole = log.read_bytes()
    log.write_bytes(whole[:whole.rindex(b"\n", 0, -1) + 1])
    case.space.run("audit", "verify")
    process = case.space.start("audit", "verify", "--head", check["head"], stdout=-1, stderr=-1)
    if "cut off" not in process.communicate()[1] or process.returncode != 1:
        raise Failed("a log that was cut off passes beside its head")
    log.write_bytes(whole.replace(b"aigerim", b"bigerim", 1))
    case.space.refused("audit.jsonl:1: it was changed", "audit", "verify")
    log.write_bytes(whole)


def closed(case):
    """What cannot be logged is not shown, and what needs a reason has one."""
    case.space.refused("--reason", "export", "--format", "jsonl")
    case.space.refused("--reason", "export", "--format", "csv", "--output", case.home / "no.csv")
    log = case.space.folder / "audit.jsonl"
    log.rename(case.home / "kept")
    log.mkdir()
    case.space.refused("audit.jsonl", "show", case.number("Т-1"), "--original", *REASON)
    for form in ("jsonl", "csv", "warc", "ftm"):
        case.space.refused("audit.jsonl", "export", "--format", form, *REASON)
        case.space.refused("audit.jsonl", "export", "--format", form, *REASON, "--output", case.home / f"no.{form}")
    case.space.refused("audit.jsonl", "export", "--format", "xlsx", *REASON, "--output", case.home / "no.xlsx")
    log.rmdir()
    (case.home / "kept").rename(log)
    case.space.refused("no/folder", "export", "--format", "jsonl", *REASON, "--output", case.home / "no/folder/a.jsonl")
    left = [path.name for path in case.home.iterdir() if path.name.startswith("no.") or path.name.endswith(".tmp")]
    if left:
        raise Failed(f"left behind: {left}")
    process = case.space.start("export", "--format", "xlsx", *REASON, stdout=-1, stderr=-1)
    if "--output" not in process.communicate()[1] or process.returncode != 2:
        raise Failed("XLSX without a file")


def test(spaces):
    os.environ["LOGNAME"] = "aigerim"  # who works here
    case = Case()
    spaces.append(case.space)
    for part in (lines_of_json, tables, archive, money, snapshot, originals, logged, places, closed):
        part(case)


if __name__ == "__main__":
    main(test)
