#!/usr/bin/env python3
"""The bundled demonstration takes in all it has and counts what its articles were written to say;
a second run changes nothing."""
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

from harness import ROOT, Failed, binary

import landscape  # of the demonstration; harness.py says where
import office

# Floors and ceilings of what is counted, as shares of the articles.
COUNTED = 0.70  # of those that tell of an episode in the country
FALSELY = 0.10  # of the others


def run(folder):
    script = [sys.executable, "-B", ROOT / "demo" / "run.py", "--sholu", binary()]
    done = subprocess.run([*script, "--workspace", folder], capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"exit status {done.returncode}: {done.stdout[-500:]} {done.stderr[-500:]}")
    return done.stdout


def expect(text, *lines):
    for line in lines:
        if line not in text:
            raise Failed(f"{line!r} is missing in:\n{text}")


def expect_polite(folder):
    """Nothing was fetched that a robots.txt forbids."""
    closed = tuple(outlet.closed for outlet in landscape.OUTLETS)
    for line in (folder / "requests.log").read_text(encoding="utf-8").splitlines():
        path = json.loads(line)["path"]
        if path.startswith(closed):
            raise Failed(f"{path} was fetched although robots.txt forbids it")


def counted(folder):
    """(source, title) of the articles that enter the statistics."""
    command = [binary(), "--workspace", folder, "search", "--source-type", "media", "--countable"]
    done = subprocess.run([*command, "--limit", "0", "--json"], capture_output=True, text=True)
    hits = json.loads(done.stdout)["hits"]
    return {(hit["source"], hit["title"]) for hit in hits if not hit["special"]}


def expect_counted(folder):
    """Enough of the articles are counted that are meant to be, and few others."""
    found, due, others = counted(folder), set(), set()
    for name, articles in landscape.read_all().items():
        for article in articles:
            if not article.closed:
                (due if article.countable() else others).add((name, article.title))
    missed, false = due - found, others & found
    if len(missed) > (1 - COUNTED) * len(due) or len(false) > FALSELY * len(others):
        lines = [f"not counted: {m}" for m in sorted(missed)]
        lines += [f"counted: {f}" for f in sorted(false)]
        share = f"{len(due) - len(missed)} of {len(due)}, falsely {len(false)} of {len(others)}"
        raise Failed(f"counted {share}:\n  " + "\n  ".join(lines))


def expect_office_files():
    """Packages of well-formed parts that name each other, the same bytes every time."""
    made = office.files()
    if made != office.files():
        raise Failed("office.py makes other bytes the second time")
    for name in (*office.WORKBOOKS, *office.REPORTS):
        archive = zipfile.ZipFile(io.BytesIO(made[name]))
        parts = {part: xml.fromstring(archive.read(part)) for part in archive.namelist()}
        named = {e.get("PartName", "/")[1:] for e in parts["[Content_Types].xml"]} - {""}
        for part, root in parts.items():
            if part.endswith(".rels"):
                base = pathlib.PurePosixPath(part).parent.parent
                named |= {str(base / relation.get("Target")) for relation in root}
        lost = named - set(parts)
        if lost:
            raise Failed(f"{name} names parts that it lacks: {sorted(lost)}")


def expect_papers(folder):
    """A summary and a report in each language."""
    papers = list((folder / "out").iterdir())
    empty = [paper.name for paper in papers if not paper.stat().st_size]
    if len(papers) != 6 or empty:
        raise Failed(f"out/ holds {sorted(p.name for p in papers)}, empty: {empty}")


def test(folder):
    expect_office_files()
    expect(
        run(folder),
        "174 articles added, 0 updated, 0 unchanged",
        "108 accepted, 0 updated, 0 unchanged, 4 rejected",
        "68 accepted, 0 updated, 0 unchanged, 2 rejected",
    )
    expect_polite(folder)
    expect_counted(folder)
    expect_papers(folder)
    expect(
        run(folder),
        "0 articles added, 0 updated",
        "0 accepted, 0 updated, 108 unchanged, 4 rejected",
        "0 accepted, 0 updated, 68 unchanged, 2 rejected",
        "Nothing has changed since the last run",
    )


if __name__ == "__main__":
    home = pathlib.Path(tempfile.mkdtemp(prefix="sholu-test-"))
    try:
        test(home / "demo")
    except Failed as failure:
        sys.exit(f"FAILED {failure}")
    finally:
        shutil.rmtree(home, ignore_errors=True)
