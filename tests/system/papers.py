#!/usr/bin/env python3
"""Summaries and reports as files: every format, the same bytes twice, errors that say what to do."""
import json
import subprocess
import zipfile

from harness import Failed, Workspace, main

SOURCE = {"id": "dala", "name": "Дала", "feeds": ["http://127.0.0.1:1/rss"]}
REGISTER = """number,date,text
1,2026-02-03,"Главврач областной больницы в Павлодаре требовал взятку 200 тысяч тенге за операцию."
2,2026-02-19,"Хирург городской больницы в Алматы получил взятку в размере 90 тысяч тенге."
"""
SCOPE = ["--sphere", "health", "--period", "2026-Q1"]


def twice(space, file, *command):
    """The bytes of `file`, which the command must write alike each time."""
    written = []
    for _ in range(2):
        space.run(*command, "--output", file)
        written.append(file.read_bytes())
    if written[0] != written[1]:
        raise Failed(f"{file.name}: other bytes the second time")
    return written[0]


def check_summaries(space, home):
    begins = {"txt": "Тематический", "md": "# Тематический", "html": "<!DOCTYPE html>", "json": "{"}
    for ending, begin in begins.items():
        text = twice(space, home / f"summary.{ending}", "summary", *SCOPE).decode()
        if not text.startswith(begin):
            raise Failed(f"summary.{ending} begins with {text[:40]!r}")
    by_days = space.json("summary", "--sphere", "health", "--from", "2026-01", "--to", "2026-03")
    by_period = json.loads((home / "summary.json").read_text(encoding="utf-8"))
    if by_days != by_period or by_period["all"]["items"] != 2:
        raise Failed(f"summary: {by_period['all']} by the period, {by_days['all']} by its days")
    if [q["name"] for q in by_period["silent_sources"]] != ["Дала"]:
        raise Failed(f"silent sources: {by_period['silent_sources']}")


def check_reports(space, home):
    days = ["--began", "2026-04-01", "--finished", "2026-04-20"]
    for language, title in (
        ("kk", "талдамалық анықтама"),
        ("ru", "Аналитическая справка"),
        ("en", "Analytical report"),
    ):
        command = ["report", *SCOPE, *days, "--language", language]
        twice(space, home / "report.docx", *command)
        with zipfile.ZipFile(home / "report.docx") as package:
            document = package.read("word/document.xml").decode()
        html = twice(space, home / "report.html", *command).decode()
        if title not in document or title not in html:
            raise Failed(f"report in {language}: no {title!r}")
    missing = space.json("report", *SCOPE, "--output", home / "report.docx")["missing"]
    if not any("--began" in line for line in missing):
        raise Failed(f"report: nothing says that --began is missing: {missing}")


def check_other_subjects(space):
    """An "other" subject works from open sources: appeals enter no count."""
    settings = space.folder / "sholu.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("  # kind: other", "  kind: other"), encoding="utf-8")
    found = space.json("summary", *SCOPE)
    if found["all"]["items"] or found["left_out"]["closed"] != 2:
        raise Failed(f"summary of an other subject: {found['all']} {found['left_out']}")


def test(spaces):
    space = Workspace([SOURCE])
    spaces.append(space)
    register = space.home / "register.csv"
    register.write_text(REGISTER, encoding="utf-8")
    space.run("import", "appeals", register)
    check_summaries(space, space.home)
    check_reports(space, space.home)
    wrong = ["summary", "--period", "2026"]
    space.refused("did you mean health", *wrong, "--sphere", "helth")
    space.refused("lexicon/spheres.yaml", *wrong, "--sphere", "qqqqqqqqqq")
    space.refused("paragraph 5", *wrong, "--body", "knb")
    space.refused("--format", *wrong, *SCOPE[:2], "--output", "a.pdf")
    space.refused("cannot be written", *wrong, *SCOPE[:2], "--output", "no/a.txt")
    space.refused("the last one is", *wrong, *SCOPE[:2], "--commit", "999")
    space.refused(".docx or .html", "report", *SCOPE, "--output", "a.pdf")
    space.refused("--period", "summary", *SCOPE[:2], status=2)
    space.refused("--sphere", "summary", *SCOPE[2:], status=2)
    form = space.folder / "report" / "ru.yaml"
    form.write_text('title: "{who}"\n', encoding="utf-8")
    space.refused("ru.yaml:1:8", "report", *SCOPE, "--output", "a.docx")
    form.unlink()
    check_other_subjects(space)
    print("summaries and reports are written as they are asked for")


if __name__ == "__main__":
    main(test)
