#!/usr/bin/env python3
"""Measures stages of sholu on cases written for it: tests/eval/cases/STAGE.jsonl. Prints the
figures; with --floors also fails if one of them is below its floor in floors.json.

usage: score.py [STAGE ...] [--sholu BINARY] [--floors] [--misses N]
"""
import argparse
import collections
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import pages

HERE = pathlib.Path(__file__).resolve().parent


def f1(hit, found, due):
    return 2 * hit / (found + due) if found + due else 1.0


# How a stage is called where its cases do not have its name.
COMMANDS = {
    "language": ["analyze"],
    "lemmas": ["analyze"],
    "kazakh_lemmas": ["analyze"],
    "keyphrases": ["analyze", "--keyphrases", "5"],
    "tag_unseen": ["tag"],
}


class Stage:
    """One stage as a filter, and the cases that it did not get right."""

    def __init__(self, binary, name):
        self.binary, self.name, self.wrong = binary, name, []
        self.command = COMMANDS.get(name, [name])
        if name == "extract":  # its cases are made of the texts of another stage
            self.cases = list(pages.make(HERE / "cases" / "tag.jsonl"))
            return
        with open(HERE / "cases" / f"{name}.jsonl", encoding="utf-8") as file:
            self.cases = [json.loads(line) for line in file]

    def answer(self, inputs):
        """Output lines for input lines, in order."""
        lines = "".join(json.dumps(i, ensure_ascii=False) + "\n" for i in inputs)
        done = subprocess.run(
            [self.binary, *self.command], input=lines, capture_output=True, encoding="utf-8"
        )
        found = [json.loads(line) for line in done.stdout.splitlines()]
        if done.returncode or [o.get("id") for o in found] != [i["id"] for i in inputs]:
            print(done.stderr.strip()[-300:], file=sys.stderr)
            lines = f"{len(found)} lines for {len(inputs)}"
            sys.exit(f"sholu {' '.join(self.command)}: exit status {done.returncode}, {lines}")
        return found

    def check(self, case, right, due, found):
        if not right:
            self.wrong.append(f"{self.name} {case['id']}: due {due!r}, found {found!r}")
        return right

    def date(self):
        """right: the same instant, day or null; invented: a date where the text has none."""
        right, invented, without = 0, 0, 0
        for case, out in zip(
            self.cases, self.answer([dict(id=c["id"], **c["input"]) for c in self.cases])
        ):
            due, found = case["gold"], out.get("date")
            same = due == found
            if due and found and len(due) > 10 and len(found) > 10:
                same = datetime.datetime.fromisoformat(due) == datetime.datetime.fromisoformat(
                    found
                )
            right += self.check(case, same, due, found)
            without += due is None
            invented += due is None and found is not None
        return dict(right=right / len(self.cases), invented=invented / max(1, without))

    def language(self):
        """full, short: right languages of the sentences, and of their first words up to 20 characters."""
        figures, cut = {}, [c["text"][:21].rpartition(" ")[0] for c in self.cases]
        for name, texts in (("full", [c["text"] for c in self.cases]), ("short", cut)):
            inputs = [dict(id=c["id"], text=t) for c, t in zip(self.cases, texts)]
            right = [
                self.check(case, case["language"] == out.get("language"), text, out.get("language"))
                for case, text, out in zip(self.cases, texts, self.answer(inputs))
            ]
            figures[name] = sum(right) / len(right)
        return figures

    def normalize(self):
        """text: repaired as due, byte for byte; fold: texts share a search key, or not, as due."""
        flat = [dict(id=c["id"], text=c["text"]) for c in self.cases]
        flat += [
            dict(id=f"{c['id']}~{n}", text=t)
            for c in self.cases
            for n, t in enumerate(c.get("same", []) + c.get("differ", []))
        ]
        found = {o["id"]: o for o in self.answer(flat)}
        right, due, keys, pairs = 0, 0, 0, 0
        for case in self.cases:
            out = found[case["id"]]
            if case.get("gold") is not None:
                due += 1
                right += self.check(
                    case, out.get("text") == case["gold"], case["gold"], out.get("text")
                )
            for n, other in enumerate(case.get("same", []) + case.get("differ", [])):
                equal = out.get("fold") == found[f"{case['id']}~{n}"].get("fold")
                pairs += 1
                keys += self.check(
                    case, equal == (n < len(case.get("same", []))), other, out.get("fold")
                )
        return dict(text=right / due, fold=keys / max(1, pairs))

    def extract(self):
        """ru, kk, en: F1 of the words of the text, mean over pages; title, authors (all and no
        others), date (the day): share of pages where they are right; paragraphs: share of those due
        that stand in a line of their own; transcoded: see there."""
        figures = {language: [] for language in ("ru", "kk", "en")}
        right, lines_due, lines_right = collections.Counter(), 0, 0
        with tempfile.TemporaryDirectory() as folder:
            inputs = []
            for number, (name, data, _) in enumerate(self.cases):
                (pathlib.Path(folder) / str(number)).write_bytes(data)
                url = f"https://courier.example/news/{number}"
                inputs.append(dict(id=name, url=url, path=str(number)))
            self.command = ["extract", "--base", folder]
            outputs = self.answer(inputs)
        for (name, _, due), out in zip(self.cases, outputs):
            case = dict(id=name)
            words = [re.findall(r"\w+", t.lower()) for t in (out.get("text") or "", due["text"])]
            hit = sum((collections.Counter(words[0]) & collections.Counter(words[1])).values())
            score = f1(hit, len(words[0]), len(words[1]))
            figures[name[:2]].append(score)
            self.check(case, score > 0.98, "the text", f"F1 {score:.2f}")
            lines = (out.get("text") or "").split("\n")
            lines_due += due["text"].count("\n") + 1
            lines_right += sum(line in lines for line in due["text"].split("\n"))
            found = dict(
                title=out.get("title"),
                authors=out.get("authors"),
                date=(out.get("date") or "")[:10],
            )
            for field, value in found.items():
                right[field] += self.check(case, value == due[field], due[field], value)
        return {
            **{language: sum(scores) / len(scores) for language, scores in figures.items()},
            **{field: right[field] / len(self.cases) for field in ("title", "authors", "date")},
            "paragraphs": lines_right / lines_due,
            "transcoded": self.transcoded(),
        }

    def transcoded(self):
        """Share of pages in Cyrillic that have the same text in every charset, rightly, wrongly or
        not declared, as in UTF-8."""
        made = list(pages.transcode(HERE / "cases" / "tag.jsonl"))
        with tempfile.TemporaryDirectory() as folder:
            inputs = []
            for number, (name, data) in enumerate(made):
                (pathlib.Path(folder) / str(number)).write_bytes(data)
                inputs.append(dict(id=name, path=str(number)))
            self.command = ["extract", "--base", folder]
            texts = [out.get("text") for out in self.answer(inputs)]
        same, first = 0, {}
        for (name, _), text in zip(made, texts):
            page = name.split()[0]
            due = first.setdefault(page, text)  # in UTF-8
            same += self.check(dict(id=name), text == due, "the same text", "another")
        return same / len(made)

    def keyphrases(self):
        """found: due phrases among the first five, letter for letter but for capitals; first:
        texts whose first phrase is due."""
        found, due, first = 0, 0, 0
        for case, out in zip(
            self.cases, self.answer([dict(id=c["id"], text=c["text"]) for c in self.cases])
        ):
            phrases = [p["text"].lower() for p in out.get("keyphrases") or []]
            found += sum(phrase in phrases for phrase in case["gold"])
            due += len(case["gold"])
            first += phrases[:1] != [] and phrases[0] in case["gold"]
            self.check(case, set(case["gold"]) <= set(phrases), case["gold"], phrases)
        return dict(found=found / due, first=first / len(self.cases))

    def mask(self):
        """f1: of spans with their type; leak: spans not wholly covered; trapped: things that must
        stay and were touched."""
        hit = found_all = due_all = leaked = trapped = traps = 0
        for case, out in zip(
            self.cases, self.answer([dict(id=c["id"], text=c["text"]) for c in self.cases])
        ):
            due = {tuple(g) for g in case["gold"]}
            found = {(e["type"], e["start"], e["end"]) for e in out.get("entities") or []}
            covered = {byte for _, start, end in found for byte in range(start, end)}
            hit, found_all, due_all = (
                hit + len(due & found),
                found_all + len(found),
                due_all + len(due),
            )
            leaked += sum(not covered.issuperset(range(start, end)) for _, start, end in due)
            traps += len(case["traps"])
            trapped += sum(
                not covered.isdisjoint(range(start, end)) for _, start, end in case["traps"]
            )
            self.check(case, due == found, sorted(due - found), sorted(found - due))
        return dict(f1=f1(hit, found_all, due_all), leak=leaked / due_all, trapped=trapped / traps)

    def lemmas(self):
        """ru, en: share of the words that have the due lemma; a sentence with another number of
        words is wrong as a whole."""
        right, due = dict.fromkeys(("ru", "en"), 0), dict.fromkeys(("ru", "en"), 0)
        for case, out in zip(
            self.cases, self.answer([dict(id=c["id"], text=c["text"]) for c in self.cases])
        ):
            tokens = [t for t in out["tokens"] if t["norm"][0].isalnum()]
            found = [t["lemma"] for t in tokens]
            if len(found) == len(case["gold"]):
                right[case["language"]] += sum(g == f for g, f in zip(case["gold"], found))
            due[case["language"]] += len(case["gold"])
            self.check(case, found == case["gold"], " ".join(case["gold"]), " ".join(found))
        return {language: right[language] / due[language] for language in due}

    def tag(self):
        """F1 of the two verdicts and of the ids per list, share of right contexts, share of due
        evidence that is touched."""
        inputs = [
            {k: c.get(k) for k in ("id", "kind", "date", "title", "text")} for c in self.cases
        ]
        names = [
            "corruption",
            "countable",
            "spheres",
            "implicated",
            "schemes",
            "offences",
            "regions",
        ]
        cells, context, evidence = {n: [0, 0, 0] for n in names}, [0, 0], [0, 0]
        for case, out in zip(self.cases, self.answer(inputs)):
            gold, bodies = case["gold"], out.get("bodies") or []
            found = {n: {s["id"] for s in out.get(n) or []} for n in ("spheres",)}
            found |= {
                n: {s if isinstance(s, str) else s["id"] for s in out.get(n) or []}
                for n in ("schemes", "offences", "regions")
            }
            found |= {n: {True} if out.get(n) else set() for n in ("corruption", "countable")}
            found["implicated"] = {b["id"] for b in bodies if b.get("role") == "implicated"}
            for name in names:
                due = (
                    ({True} if gold[name] else set())
                    if name in ("corruption", "countable")
                    else set(gold.get(name) or [])
                )
                for i, part in enumerate((due & found[name], found[name], due)):
                    cells[name][i] += len(part)
                if name in ("corruption", "countable"):
                    self.check(case, due == found[name], f"{name} {bool(due)}", bool(found[name]))
            stage = out.get("context") or "none"
            context[0] += self.check(case, stage == gold["context"], gold["context"], stage)
            context[1] += 1
            spans = [(e["field"], e["start"], e["end"]) for e in out.get("evidence") or []]
            evidence[0] += sum(
                any(f == field and s < end and start < e for f, s, e in spans)
                for field, start, end in gold["evidence"]
            )
            evidence[1] += len(gold["evidence"])
        return {
            **{n: f1(*c) for n, c in cells.items()},
            "context": context[0] / context[1],
            "evidence": evidence[0] / evidence[1],
        }

    tag_unseen = tag

    def kazakh_lemmas(self):
        """right: words with the due lemma; inflected: the same of those that are not their own."""
        cells = [0, 0, 0, 0]
        for case, out in zip(
            self.cases, self.answer([dict(id=c["id"], text=c["text"]) for c in self.cases])
        ):
            data = case["text"].encode()
            found = {(t["start"], t["end"]): t.get("lemma") for t in out.get("tokens") or []}
            for start, end, due in case["gold"]:
                lemma = found.get((start, end))
                right = self.check(case, lemma == due, due, lemma)
                inflected = data[start:end].decode().lower() != due
                for i, part in enumerate((right, True, right and inflected, inflected)):
                    cells[i] += part
        return dict(right=cells[0] / cells[1], inflected=cells[2] / cells[3])


LESS_IS_BETTER = {"invented", "leak", "trapped"}
STAGES = (
    "extract",
    "date",
    "language",
    "normalize",
    "lemmas",
    "kazakh_lemmas",
    "keyphrases",
    "mask",
    "tag",
    "tag_unseen",
)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("--sholu", default=os.environ.get("SHOLU", "build/release/sholu"))
    parser.add_argument("--floors", action="store_true")
    parser.add_argument(
        "--misses", type=int, default=0, help="print up to N wrong cases of each stage"
    )
    args = parser.parse_args()
    if set(args.stages) - set(STAGES):
        parser.error(f"known stages: {', '.join(STAGES)}")
    floors, below = json.loads((HERE / "floors.json").read_text()) if args.floors else {}, []
    for name in args.stages or STAGES:
        stage = Stage(args.sholu, name)
        figures = getattr(stage, name)()
        print(
            f"{name:10s} {len(stage.cases):4d} cases  "
            + "  ".join(f"{k} {v:.3f}" for k, v in figures.items())
        )
        print("".join(f"  {line}\n" for line in stage.wrong[: args.misses]), end="")
        for figure, floor in floors.get(name, {}).items():
            worse = figures[figure] > floor if figure in LESS_IS_BETTER else figures[figure] < floor
            if worse:
                below.append(f"{name}: {figure} is {figures[figure]:.4f}, the floor is {floor}")
    print("\n".join(below), end="\n" if below else "")
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
