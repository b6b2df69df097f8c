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


def refused(space, status, *arguments, saying):
    """Runs sholu, which must end with that status and one line that says so."""
    process = space.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate()
    if process.returncode != status or saying not in err:
        raise Failed(f"{arguments}: exit status {process.returncode}, {out!r} {err!r}")


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
    refused(space, 1, *wrong, "--sphere", "helth", saying="did you mean health")
    refused(space, 1, *wrong, "--sphere", "qqqqqqqqqq", saying="lexicon/spheres.yaml")
    refused(space, 1, *wrong, "--body", "knb", saying="paragraph 5")
    refused(space, 1, *wrong, *SCOPE[:2], "--output", "a.pdf", saying="--format")
    refused(space, 1, *wrong, *SCOPE[:2], "--output", "no/a.txt", saying="cannot write")
    refused(space, 1, *wrong, *SCOPE[:2], "--commit", "999", saying="the last one is")
    refused(space, 1, "report", *SCOPE, "--output", "a.pdf", saying=".docx or .html")
    refused(space, 2, "summary", *SCOPE[:2], saying="--period")
    refused(space, 2, "summary", *SCOPE[2:], saying="--sphere")
    form = space.folder / "report" / "ru.yaml"
    form.write_text('title: "{who}"\n', encoding="utf-8")
    refused(space, 1, "report", *SCOPE, "--output", "a.docx", saying="ru.yaml:1:8")
    form.unlink()
    check_other_subjects(space)
    print("summaries and reports are written as they are asked for")


if __name__ == "__main__":
    main(test)
