#!/usr/bin/env python3
"""Every stage tool answers every line: one answer per line, in order, under the same id, whatever the line is.

usage: contract.py        (the binary is $SHOLU, else the release build)
"""
import gzip
import json
import pathlib
import subprocess
import tempfile

from harness import Failed, binary, main

# A good line of each stage and the fields that its answer must have.
STAGES = {
    "extract": ({"url": "https://a.example/x", "html": "<title>Т</title><body><p>Аким района взял деньги, сообщает суд.</p>"}, ["title", "text", "kind"]),
    "feed": ({"url": "https://a.example/rss", "body": "<rss version='2.0'><channel><title>t</title><item><title>i</title></item></channel></rss>"},
             ["kind", "entries", "bozo"]),
    "robots": ({"body": "User-agent: *\nDisallow: /x", "agent": "sholu", "urls": ["/", "/x"]}, ["allowed"]),
    "url": ({"url": "/b?utm_source=q#f", "base": "HTTP://A.example:80/a"}, ["url", "host", "domain"]),
    "date": ({"text": "12 мая 2024, 14:35", "now": "2026-03-15T14:30:00+05:00", "language": "ru"}, ["date"]),
    "normalize": ({"text": "взяткa"}, ["text", "script", "fold"]),
    "analyze": ({"text": "Ол пара алды. Сот үкім шығарды."}, ["language", "sentences", "tokens", "script", "confidence"]),
    "tag": ({"kind": "article", "date": "2026-01-05", "title": None, "text": "Заместитель акима получил взятку в 3 млн тенге."},
            ["language", "corruption", "context", "countable", "evidence"]),
    "mask": ({"text": "Пишите на a.b@c.example"}, ["masked", "entities"]),
    "dedupe": ({"text": "Суд вынес приговор бывшему акиму района.", "date": "2026-01-05"}, ["original", "similarity"]),
}
REQUIRED = {"extract": "html", "feed": "body", "robots": "urls", "url": "url", "date": "text", "normalize": "text", "analyze": "text", "tag": "text",
            "mask": "text", "dedupe": "text"}
HOSTILE = ["", "\u0000\u0001", "\u202e" * 50, "а" * 20000, "((((" * 500, "\U0001f642" * 200, " \n" * 1000, "<" * 3000, "e\u0301" * 2000]


def ask(stage, lines, *options):
    """The answers of `sholu STAGE` to raw lines; its exit status must be 0."""
    done = subprocess.run([binary(), stage, *options], input="\n".join(lines).encode() + b"\n", capture_output=True)
    if done.returncode:
        raise Failed(f"{stage}: exit status {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def check_dedupe():
    """The original is the first of a group, however small the window; never the text itself."""
    lines = [json.dumps({"id": n, "text": "Суд вынес приговор бывшему акиму района."}, ensure_ascii=False) for n in range(1, 6)]
    for window in ("1", "2", "100"):
        originals = [a["original"] for a in ask("dedupe", lines, "--window", window)]
        if originals != [None, 1, 1, 1, 1]:
            raise Failed(f"dedupe --window {window}: originals {originals}")


def check_spans(stage, text, answer):
    data = text.encode()
    for name in ("sentences", "tokens", "entities", "evidence"):
        for span in answer.get(name) or []:
            if not 0 <= span["start"] <= span["end"] <= len(data):
                raise Failed(f"{stage}: {name} {span['start']}..{span['end']} of {len(data)} bytes")
            piece = data[span["start"]:span["end"]].decode()  # also: on character borders
            if "text" in span and span["text"] != piece:
                raise Failed(f"{stage}: {name}: {span['text']!r} is not the words at {span['start']}: {piece!r}")


def check_stage(stage):
    good, fields = STAGES[stage]
    required = REQUIRED[stage]
    lines, ids, wrong = [], [], set()

    def add(identity, line, bad=False):
        if bad:
            wrong.add(len(ids))
        ids.append(identity)
        lines.append(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False))

    add("good", {"id": "good", **good})
    add(7, {"id": 7, **good, "unknown": [1, {"deep": None}]})
    add(None, "this is no JSON", bad=True)
    add(None, '"a string"', bad=True)
    add(None, '{"id": "torn", "text": "ab', bad=True)
    add("lacks", {"id": "lacks"}, bad=True)
    add("null", {"id": "null", **good, required: None}, bad=True)
    add("kind", {"id": "kind", **good, required: {"a": 1}}, bad=True)
    for n, text in enumerate(HOSTILE):
        field = "urls" if stage == "robots" else required
        add(f"hostile {n}", {"id": f"hostile {n}", **good, field: [text] if stage == "robots" else text})
    add("last", {"id": "last", **good})

    answers = ask(stage, lines)
    if [a.get("id") for a in answers] != ids:
        raise Failed(f"{stage}: ids {[a.get('id') for a in answers]}, due {ids}")
    for n, answer in enumerate(answers):
        if n in wrong and not answer.get("error"):
            raise Failed(f"{stage}: no error for {lines[n]!r}: {answer}")
    for n in (0, 1, len(lines) - 1):
        if answers[n].get("error") or any(f not in answers[n] for f in fields):
            raise Failed(f"{stage}: {answers[n]}, due the fields {fields}")
    for line, answer in zip(lines, answers):
        try:
            text = json.loads(line).get("text")
        except (json.JSONDecodeError, AttributeError):
            continue
        if isinstance(text, str) and not answer.get("error"):
            check_spans(stage, text, answer)
    one = ask(stage, lines, "--jobs", "1")
    times = 1 if stage == "dedupe" else 20  # there an answer depends on the lines before
    many = ask(stage, lines * times, "--jobs", "4")
    if one * times != many:
        raise Failed(f"{stage}: the answers depend on the number of threads")


def check_files():
    """Files: plain and gzip, relative to --base; a missing one is an error of its line only."""
    with tempfile.TemporaryDirectory() as folder:
        page = "<html><head><title>Заголовок</title></head><body><p>Текст статьи о ремонте школы в районе.</p></body></html>"
        base = pathlib.Path(folder)
        (base / "a.html").write_text(page, encoding="utf-8")
        (base / "b.html.gz").write_bytes(gzip.compress(page.encode()))
        (base / "c.html.gz").write_bytes(gzip.compress(page.encode())[:40])
        rows = [json.dumps({"id": n, "url": "https://a.example/", "path": n}) for n in ("a.html", "b.html.gz", "c.html.gz", "none.html", ".")]
        plain, packed, torn, missing, directory = ask("extract", rows, "--base", folder)
        if plain.get("title") != "Заголовок" or {**plain, "id": 0} != {**packed, "id": 0}:
            raise Failed(f"extract: a file and its gzip differ: {plain} {packed}")
        for answer in (torn, missing, directory):
            if not answer.get("error"):
                raise Failed(f"extract: no error for {answer['id']}")


def check_arguments():
    for arguments in ([], ["nonsense"], ["extract", "--nonsense"], ["tag", "--jobs", "many"], ["summary", "--sphere", "health"]):
        done = subprocess.run([binary(), *arguments], stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode != 2:
            raise Failed(f"sholu {' '.join(arguments)}: exit status {done.returncode}, due 2")
    for arguments in (["--help"], ["--version"], ["crawl", "--help"], *([stage, "--help"] for stage in STAGES)):
        done = subprocess.run([binary(), *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode or not done.stdout:
            raise Failed(f"sholu {' '.join(arguments)}: exit status {done.returncode}")
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([binary(), "url"], input=b'{"url":"http://a.example/"}\n', stdout=full, stderr=subprocess.PIPE)
    if done.returncode != 1:
        raise Failed(f"sholu url to a full disk: exit status {done.returncode}, due 1")
    for arguments in (["--version"], ["--help"]):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([binary(), *arguments], stdout=full, stderr=subprocess.PIPE, text=True)
        if done.returncode != 1 or done.stderr.count("\n") != 1:
            raise Failed(f"sholu {arguments[0]} to a full disk: exit status {done.returncode}, {done.stderr!r}")


def test():
    for stage in STAGES:
        check_stage(stage)
    check_dedupe()
    check_files()
    check_arguments()
    print(f"{len(STAGES)} stages keep the contract")


if __name__ == "__main__":
    main(lambda spaces: test())
