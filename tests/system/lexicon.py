#!/usr/bin/env python3
"""Rules are checked, read, tried, measured and judged from the command line, in three languages.

usage: lexicon.py        (the binary is $SHOLU, else the release build)
"""
import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import tempfile

from harness import ROOT, Failed, Workspace, binary, expect, expect_sound, main

LANGUAGES = ("kk", "ru", "en")
RULE = "scheme.bribe_generic"
LABELS = ROOT / "tests" / "eval" / "cases" / "tag.jsonl"


def register(number):
    """A CSV of appeals; each tells of a bribe in words of its own, with an applicant to mask."""
    lines = ["Рег. номер;Дата;Тема;Текст обращения;Регион;Заявитель"]
    for n in range(1, number + 1):
        text = f"Инспектор участка {n} получил взятку в размере {n} тысяч тенге. Прошу принять меры, Груздев Ян."
        lines.append(f"Т-{n};{1 + n % 28:02}.03.2025;Взятка;{text};г. Астана;Груздев Ян")
    lines.append(f"Т-{number + 1};30.03.2025;Дорога;Просим отремонтировать дорогу к селу.;;Опятов Лев")
    return "\n".join(lines) + "\n"


def run(*arguments, due=0, folder=None, **options):
    """What sholu printed outside of any workspace; Failed unless it ends with `due`."""
    environment = {k: v for k, v in os.environ.items() if k != "SHOLU_WORKSPACE"}
    command = [binary(), *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=folder, **options)
    if done.returncode != due:
        raise Failed(f"{' '.join(command[1:])}: exit status {done.returncode}, due {due}: {done.stderr[-800:]}")
    return done.stdout, done.stderr


def contains(what, text, *words):
    for word in words:
        if word not in text:
            raise Failed(f"{what}: {word!r} is missing in:\n{text[:1500]}")


def without_workspace(empty):
    """The built-in lexicon, and a folder of one's own."""
    report = json.loads(run("lexicon", "check", "--json", folder=empty)[0])
    expect("check of the built-in lexicon", {"sound": True, "errors": []}, report)
    if report["rules"] < 200 or min(report["patterns"][k] for k in LANGUAGES) < 500:
        raise Failed(f"check: {report['rules']} rules, patterns {report['patterns']}")
    for language, words in zip(LANGUAGES, ("Қате жоқ.", "Ошибок нет.", "No errors.")):
        contains("check", run("lexicon", "check", "--no-warnings", "--language", language, folder=empty)[0], words)

    drafts = pathlib.Path(empty) / "drafts"
    drafts.mkdir()
    rules = drafts / "rules.yaml"
    rules.write_text("rules:\n  - {id: a, title: A, why: So., emits: {act: true}, match: {ru: ['(взятка']}}\n", encoding="utf-8")
    out, _ = run("lexicon", "check", "--lexicon", drafts, "--language", "en", due=1)
    contains("check of a wrong file", out, "rules.yaml:2:", "Errors: 1")
    _, err = run("lexicon", "explain", "взятка", "--lexicon", drafts, due=1)
    contains("explain with a wrong file", err, "sholu: ", "rules.yaml:2:")

    rows = json.loads(run("lexicon", "list", "--kind", "look_alike", "--json", folder=empty)[0])["rules"]
    if not rows or any("look_alike" not in row["kinds"] for row in rows):
        raise Failed(f"list --kind look_alike: {rows[:2]}")
    contains("list by letters", run("lexicon", "list", "ОТКАТ", folder=empty)[0], "scheme.kickback")
    shown = json.loads(run("lexicon", "show", RULE, "--json", folder=empty)[0])
    if not shown["lists"]["bribe"]["ru"] or not shown["match"] or "corpus" in shown:
        raise Failed(f"show: {shown}")
    _, err = run("lexicon", "show", "scheme.bribe_generik", due=1, folder=empty)
    contains("show of a mistyped id", err, RULE)


def explanations(empty):
    text = "Аким района получил взятку в размере 3 млн тенге."
    answer = json.loads(run("lexicon", "explain", text, "--json", folder=empty)[0])
    tag = json.loads(run("tag", input=json.dumps({"text": text, "kind": "article"}) + "\n", folder=empty)[0])
    for key in ("corruption", "context", "countable"):
        if answer[key]["value"] != tag[key]:
            raise Failed(f"explain and tag differ in {key}: {answer[key]} {tag[key]}")
    if RULE not in answer["corruption"]["rules"]:
        raise Failed(f"explain: {answer['corruption']}")
    data = text.encode()
    for match in answer["matches"]:
        if data[match["start"]:match["end"]].decode() != match["text"]:
            raise Failed(f"explain: {match}")
    piped, _ = run("lexicon", "explain", "-", "--json", input=text, folder=empty)
    if json.loads(piped) != answer:
        raise Failed("explain: stdin and the argument differ")
    for language, words in zip(LANGUAGES, ("Қорытынды", "Вывод", "Verdict")):
        out, _ = run("lexicon", "explain", text, "--language", language, folder=empty)
        contains("explain", out, words, RULE, "[")
        if "\x1b" in out:
            raise Failed("explain: colours in a pipe")
    card = "Игрок взял взятку в преферансе."
    covered = [m for m in json.loads(run("lexicon", "explain", card, "--json", folder=empty)[0])["matches"] if m["covered"]]
    if not covered or not covered[0]["covered_by"]:
        raise Failed(f"explain: no look-alike covers a match in {card!r}")
    hostile = "\x1b[2J\u202eвзятка"
    if "\x1b" in run("lexicon", "explain", hostile, folder=empty)[0]:
        raise Failed("explain: an escape sequence of the text reached the terminal")
    for arguments in ((), ("--file", "none.txt"), ("x", "--lang", "tr"), ("x", "--kind", "poem")):
        run("lexicon", "explain", *arguments, due=2, folder=empty)
    run("lexicon", "explain", "x", "--date", "yesterday", due=1, folder=empty)


def measurement(empty):
    report = json.loads(run("lexicon", "test", LABELS, "--misses", "3", "--json", folder=empty)[0])
    cases = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    corrupt = sum(case["gold"]["corruption"] for case in cases)
    expect("test", {"texts": len(cases)}, report)
    field = report["fields"]["corruption"]
    expect("test: corruption", {"due": corrupt}, field)
    low, high = field["recall_interval"]
    if not low < field["recall"] <= high or len(report["misses"]) != 3:
        raise Failed(f"test: {field}, {len(report['misses'])} misses")
    if sum(fields["corruption"]["due"] for fields in report["languages"].values()) != corrupt:
        raise Failed("test: the languages do not add up")
    contains("test", run("lexicon", "test", LABELS, "--language", "kk", folder=empty)[0], "Толықтық", "Тілі: kk")
    labels = pathlib.Path(empty) / "labels.jsonl"
    labels.write_text(json.dumps(cases[0]) + "\n{}\n", encoding="utf-8")
    _, err = run("lexicon", "test", labels, due=1)
    contains("test of a wrong line", err, "labels.jsonl:2: 'text' is missing")


def written_cases(empty):
    """The rules of docs/RULES.*.md, beside the built-in ones: right, with all their examples."""
    for language in ("ru", "en"):
        folder = pathlib.Path(empty) / f"rules_{language}"
        lexicon = folder / "lexicon"
        shutil.copytree(ROOT / "config" / "lexicon", lexicon)
        for registry in (ROOT / "config" / "registry").iterdir():
            shutil.copy(registry, folder)
        text = (ROOT / "docs" / f"RULES.{language}.md").read_text(encoding="utf-8")
        cases = re.findall("```yaml\n(.*?)```", text, re.DOTALL)
        if len(cases) != 10:
            raise Failed(f"RULES.{language}.md: {len(cases)} worked cases")
        for number, case in enumerate(cases):
            (lexicon / f"case_{number}.yaml").write_text(case, encoding="utf-8")
        report = json.loads(run("lexicon", "check", "--lexicon", lexicon, "--json", folder=empty)[0])
        expect(f"check of RULES.{language}.md", {"sound": True, "errors": []}, report)


def type_answers(space, answers, *arguments):
    """What `sholu lexicon judge` shows on a terminal at which `answers` are typed."""
    environment = {**os.environ, "SHOLU_WORKSPACE": str(space.folder), "LOGNAME": "analyst"}
    leader, follower = pty.openpty()
    command = [binary(), "lexicon", "judge", "--rule", RULE, *arguments]
    process = subprocess.Popen(command, env=environment, stdin=follower, stdout=follower, stderr=follower, close_fds=True)
    os.close(follower)
    os.write(leader, answers.encode())
    shown = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    if process.wait(timeout=60):
        raise Failed(f"judge on a terminal: {shown.decode(errors='replace')[-800:]}")
    return shown.decode(errors="replace")


DRAFT = """rules:
  - id: draft.bribes_in_hospitals
    title: A draft
    why: It gives every letter a sphere.
    weight: 5
    emits: [{sphere: health}]
    match: {ru: [взятка]}
"""


def judgements(space):
    number = 45
    path = space.home / "register.csv"
    path.write_text(register(number), encoding="utf-8")
    space.run("import", "appeals", path)
    before = space.json("status")["countable"]
    if before < number:
        raise Failed(f"{before} of {number} letters count")
    contains("show", space.run("lexicon", "show", RULE), f"{number}")

    sample = space.json("lexicon", "sample", "--rule", RULE, "--n", "25")
    expect("sample", {"fired": number}, sample)
    numbers = [d["number"] for d in sample["documents"]]
    if len(set(numbers)) != 25 or "Груздев" in json.dumps(sample, ensure_ascii=False):
        raise Failed(f"sample: {len(set(numbers))} documents, or a name that is not masked")
    more = space.json("lexicon", "sample", "--rule", RULE, "--n", "40")["documents"]
    if [d["number"] for d in more][:25] != numbers:
        raise Failed("sample: a larger one does not begin with the smaller one")
    if [d["number"] for d in space.json("lexicon", "sample", "--rule", RULE, "--n", "25", "--seed", "2")["documents"]] == numbers:
        raise Failed("sample: another seed draws the same")
    for language, words in zip(LANGUAGES, ("Бағалау:", "Оценить:", "Judge:")):
        contains("sample", space.run("lexicon", "sample", "--rule", RULE, "--language", language), words, "[")

    shown = type_answers(space, "y\nmaybe\nn not a bribe\n?\nq\n", "--language", "en")
    contains("judge on a terminal", shown, "\x1b[32m", "Type one sign", "Kept: right 1, wrong 1, unsure 1.")
    rows = {row["rule"]: row for row in space.json("lexicon", "precision")["rules"]}
    expect("precision", {"right": 1, "wrong": 1, "unsure": 1, "fired": number, "kept_out": False}, rows[RULE])
    for document in numbers[:24]:
        said = space.json("lexicon", "judge", document, "--rule", RULE, "wrong", "--who", "analyst", "--note", "заметка")
        expect("judge", {"number": document, "verdict": "wrong", "version": 1}, said)

    report = space.json("lexicon", "precision")
    if report["kept_out"] != [RULE] or report["tagged_by_another_version"] != number + 1:
        raise Failed(f"precision: {report['kept_out']}, {report['tagged_by_another_version']}")
    for language, words in zip(LANGUAGES, ("есептен шығарылған", "исключено", "kept out")):
        contains("precision", space.run("lexicon", "precision", "--language", language), words, RULE)
    contains("show", space.run("lexicon", "show", RULE, "--language", "en"), "kept out of counts")
    letter = "Инспектор получил взятку."
    match = [m for m in space.json("lexicon", "explain", letter)["matches"] if m["rule"] == RULE]
    if not match or not match[0]["kept_out"]:
        raise Failed(f"explain: {match}")

    drafts = space.home / "drafts"
    for part in ("lexicon", "registry"):
        shutil.copytree(space.folder / part, drafts / part)
    (drafts / "lexicon/zz.yaml").write_text(DRAFT, encoding="utf-8")
    before = space.json("status")
    tagged = space.json("lexicon", "versions")["versions"][0]["version"]
    change = space.json("lexicon", "diff", tagged, drafts / "lexicon", "--limit", "3")
    expect("diff", {"old": tagged, "documents": number + 1, "changed": number}, change)
    if len(change["changes"]) != 3 or {"what": "sphere/health", "lost": 0, "gained": number} not in change["counts"]:
        raise Failed(f"diff: {change}")
    for language, words in zip(LANGUAGES, ("Жоғалтады", "Теряют", "Lose it")):
        contains("diff", space.run("lexicon", "diff", tagged, drafts / "lexicon", "--language", language), words, "+sphere/health")
    expect("status after diff", before, space.json("status"))
    change = space.json("lexicon", "diff")
    retagged = space.json("lexicon", "retag")
    expect("retag", {"documents": number + 1, "judged": number, "changed": number, "nothing_to_do": False}, retagged)
    expect("retag again", {"judged": 0, "changed": 0, "nothing_to_do": True}, space.json("lexicon", "retag"))
    for language, words in zip(LANGUAGES, ("істейтін ештеңе жоқ", "делать нечего", "nothing to do")):
        contains("retag", space.run("lexicon", "retag", "--language", language), words, retagged["lexicon_version"])
    expect("diff after retag", {"changed": 0, "judged": 0, "tagged_by_others": 0}, space.json("lexicon", "diff"))
    versions = space.json("lexicon", "versions")["versions"]
    expect("versions", {"old": versions[0]["version"], "new": versions[1]["version"]}, change)
    expect("versions", {"documents": number + 1, "kept_out": [RULE]}, versions[1])
    if [tagging["commit"] for tagging in versions[1]["retagged"]] != [retagged["commit"]]:
        raise Failed(f"versions: {versions}")
    contains("versions", space.run("lexicon", "versions"), *(v["version"] for v in versions))
    file = versions[0]["files"][0]
    written = space.run("lexicon", "versions", versions[0]["version"], "--file", file)
    if written != (space.folder / file).read_text(encoding="utf-8"):
        raise Failed(f"versions: {file} is not as it was")
    imported = json.loads(space.run("import", "appeals", path, "--json"))
    expect("import after retag", {"unchanged": number + 1, "updated": 0}, imported)
    again = space.json("lexicon", "sample", "--rule", RULE, "--n", "1")["documents"][0]["number"]
    shown = json.dumps(space.json("show", again), ensure_ascii=False)
    if f'"{RULE}"' in shown:
        raise Failed(f"a rule kept out of counts is evidence: {shown}")
    expect("precision", {"tagged_by_another_version": 0}, space.json("lexicon", "precision"))
    expect_sound(space)


def laboratory(space):
    answer = space.json("lexicon", "lab", "взятка", "--section", "ru")
    if answer["documents"] < 45 or not answer["by_index"] or len(answer["newest"]) != 5:
        raise Failed(f"lab: {answer}")
    expect("lab with a filter", {"documents": 0}, space.json("lexicon", "lab", "взятка", "--source-type", "media"))
    for language, words in zip(LANGUAGES, ("құжатта", "документах", "documents")):
        contains("lab", space.run("lexicon", "lab", "взятка", "--language", language), words, "[")
    process = space.start("lexicon", "lab", "--json", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate("взятка\n\n(взятка\nвзятк*\n", timeout=60)
    lines = [json.loads(line) for line in out.splitlines()]
    if process.returncode != 1 or "error" not in lines[1] or lines[0]["documents"] != lines[2]["documents"] or lines[2]["by_index"]:
        raise Failed(f"lab of lines: {process.returncode} {lines} {err}")


def kills(space):
    """A verdict that was acknowledged survives a kill, whenever it comes."""
    log = space.folder / "verdicts.jsonl"
    before = len(log.read_text(encoding="utf-8").splitlines())
    numbers = [d["number"] for d in space.json("lexicon", "sample", "--rule", RULE, "--n", "40")["documents"]]
    kept = 0
    for n, number in enumerate(numbers[25:33]):
        process = space.start("lexicon", "judge", number, "--rule", RULE, "right", "--who", "x", stdout=subprocess.PIPE)
        try:
            process.wait(timeout=0.05 * (n + 1))
        except subprocess.TimeoutExpired:
            process.kill()
        kept += bool(process.communicate()[0])
    found = len(log.read_text(encoding="utf-8").splitlines()) - before
    if found < kept:
        raise Failed(f"{kept} verdicts were acknowledged, {found} are kept")
    space.run("lexicon", "judge", numbers[33], "--rule", RULE, "right", "--who", "x")
    space.json("lexicon", "precision")


def refusals(space):
    number = space.json("lexicon", "sample", "--rule", RULE, "--n", "1")["documents"][0]["number"]
    for arguments, due in (
        (("judge", number, "--rule", RULE), 2),
        (("judge", "--rule", RULE), 2),  # no terminal
        (("judge", number, "--rule", RULE, "maybe"), 2),
        (("judge", 99999, "--rule", RULE, "right", "--who", "x"), 1),
        (("judge", number, "--rule", "none", "right", "--who", "x"), 1),
        (("sample",), 2),
        (("sample", "--rule", "none"), 1),
        (("list", "--kind", "poem"), 2),
        (("diff", "nowhere"), 1),
        (("versions", "0123456789abcdef"), 1),
        (("lab", "(взятка"), 1),
        (("lab", "взятка", "--section", "fr"), 2),
        ((), 2),
    ):
        process = space.start("lexicon", *arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        _, err = process.communicate(timeout=60)
        if process.returncode != due or not err.strip() or "terminate" in err:
            raise Failed(f"lexicon {arguments}: exit status {process.returncode}, due {due}: {err!r}")
    for command in ("check", "list", "show", "explain", "test", "sample", "judge", "precision", "retag", "versions", "diff", "lab"):
        contains("help", run("lexicon", command, "--help")[0], "Examples:", f"sholu lexicon {command}")
    log = space.folder / "verdicts.jsonl"
    log.write_text("no verdict\n" + log.read_text(encoding="utf-8"), encoding="utf-8")
    process = space.start("lexicon", "precision", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _, err = process.communicate()
    if process.returncode != 1 or "verdicts.jsonl:1:" not in err:
        raise Failed(f"precision with a damaged log: exit status {process.returncode}: {err!r}")


def test(spaces):
    with tempfile.TemporaryDirectory() as empty:
        without_workspace(empty)
        explanations(empty)
        measurement(empty)
        written_cases(empty)
    space = Workspace([])
    spaces.append(space)
    judgements(space)
    laboratory(space)
    kills(space)
    refusals(space)
    print("rules are checked, explained, measured and judged")


if __name__ == "__main__":
    main(test)
