#!/usr/bin/env python3
"""Writes what bench_stages reads: pages, feeds, robots files and office files of the demonstration,
made-up texts and a register of appeals. The same bytes every time.

usage: corpus.py FOLDER [--rows N]        (rows of the register, default 20000)
"""
import argparse
import csv
import datetime
import json
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "demo"), str(ROOT / "tests" / "system")]
import landscape
import office
import words

HEADER = ["Рег. номер", "Дата регистрации", "Тема", "Текст обращения", "Заявитель", "Регион"]
REGIONS = ["Астана", "Костанайская область", "Түркістан облысы", "Алматы", "Карагандинская область"]


def letter(rng):
    """Title and text of an appeal, in Kazakh or Russian, with personal data at its end."""
    language = rng.choice(["kk", "ru"])
    topic = rng.choice(words.TOPICS)[language]
    parts = [words.filler(rng, language) for _ in range(2)]
    if rng.random() < 0.5:
        act = topic["act"].format(sum=words.amount(rng, language))
        parts.insert(1, f"{topic['who']} {act}.")
    return topic["title"], " ".join([*parts, words.contact(rng, language)])


def register(rng, rows):
    day = datetime.date(2025, 1, 1)
    yield HEADER
    for n in range(rows):
        title, text = letter(rng)
        when = day + datetime.timedelta(days=n % 365)
        yield [f"ЖТ-{n}/25", f"{when:%d.%m.%Y}", title, text, words.person(rng), rng.choice(REGIONS)]


def write_sites(folder):
    """Pages, feeds and robots files of every outlet, and the texts of its articles."""
    texts = []
    for outlet in landscape.OUTLETS:
        articles = landscape.read_all()[outlet.id]
        for path, resource in landscape.site(outlet, articles, "http://outlet.example").items():
            name = outlet.id + path.strip("/").replace("/", "_")
            if resource.type.startswith("text/html"):
                (folder / "pages" / f"{name}.html").write_bytes(resource.body)
            elif "xml" in resource.type:
                (folder / "feeds" / name).write_bytes(resource.body)
            elif path == "/robots.txt":
                (folder / "robots" / name).write_bytes(resource.body)
        texts += [{"title": a.title, "text": "\n".join(a.paragraphs)} for a in articles]
    return texts


def write(folder, rows):
    for name in ("pages", "feeds", "robots", "office"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    rng = random.Random(7)
    texts = write_sites(folder)
    lines = (json.dumps(text, ensure_ascii=False) + "\n" for text in texts)
    (folder / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    office.write(folder / "office")
    table = list(register(rng, rows))
    with open(folder / "register.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(table)
    text = "Тіркелім\n\n" + (folder / "register.csv").read_text(encoding="utf-8")
    (folder / "register.xlsx").write_bytes(office.workbook("Тіркелім", text))
    lines = (json.dumps({"title": r[2], "text": r[3]}, ensure_ascii=False) + "\n" for r in table[1:])
    (folder / "appeals.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=20000)
    args = parser.parse_args()
    write(args.folder, args.rows)
