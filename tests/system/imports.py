#!/usr/bin/env python3
"""Files of all six kinds are taken in whole or not at all, whatever is wrong with them.

usage: imports.py        (the binary is $SHOLU, else the release build)
"""
import csv
import io
import json
import pathlib
import subprocess
import tempfile
import zipfile

from harness import Failed, Workspace, differences, expect, expect_sound, main
import office
from register import workbook

APPEALS = """Рег. номер;Дата;Тема;Текст обращения;Регион;Заявитель
Т-1;12.03.2025;Больница;Врач областной больницы потребовал взятку в размере 300 тысяч тенге за операцию. Тел. +7 777 000 11 22.;Костанайская область;Мухоморов Илья
Т-2;13.03.2025;Школа;Директор школы берёт деньги за приём в первый класс.;г. Астана;Опятов Лев
Т-3;14.03.2025;Дорога;Просим отремонтировать дорогу к селу.;;Груздев Ян
"""
MEDIA = """title;text;date;url;outlet
Взятка на таможне;Инспектор таможенного поста получил взятку в размере 2 млн тенге.;2025-04-01;https://news.example/1?utm_source=x;Степной вестник
Погода;Завтра дождь.;2025-04-02;https://news.example/2;Дала таңы
"""
STATISTICS = """Статья;2024 год;2025 год
ст. 366 УК;41;52
ст. 367 УК;17;-
"""
SURVEY = """Вопрос;Ответ;Доля, %;Год
Сталкивались ли вы с коррупцией?;Да;12,5;2025
Сталкивались ли вы с коррупцией?;Нет;87,5;2025
"""
LETTER = "Открытое письмо\nРуководитель управления земельных отношений получил взятку в размере 5 млн тенге.\n"


class Case:
    """A workspace and a folder of files."""

    def __init__(self):
        self.space = Workspace([])
        self.folder = self.space.home / "files"
        self.folder.mkdir()

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def load(self, kind, *arguments):
        """The answers of `sholu import KIND ... --json`, one per file."""
        out = self.space.run("import", kind, *arguments, "--json")
        return [json.loads(line) for line in out.splitlines()]

    def one(self, kind, *arguments):
        return self.load(kind, *arguments)[0]

    def status(self):
        return self.space.json("status", "--recount")

    def refuse(self, kind, path, *words, options=()):
        """The import fails in one line that names the file and says `words`; nothing is taken in."""
        before = self.status()
        process = self.space.start("import", kind, path, *options, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            out, err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed(f"{path.name}: still running after 60 s") from None
        if process.returncode != 1 or out:
            raise Failed(f"{path.name}: exit status {process.returncode}, said {out!r}")
        lines = err.strip().splitlines()
        if len(lines) != 1 or path.name not in err or "terminate" in err:
            raise Failed(f"{path.name}: not one line that names it: {err!r}")
        for word in words:
            if word not in err:
                raise Failed(f"{path.name}: {word!r} is missing in {err!r}")
        after = self.status()
        if differences(before, after):
            raise Failed(f"{path.name}: something was taken in: {differences(before, after)}")


def xlsx(rows, **changes):
    """A workbook with `changes`: member -> new bytes, or None to leave it out."""
    packed = workbook(rows)
    if not changes:
        return packed
    out, whole = io.BytesIO(), zipfile.ZipFile(io.BytesIO(packed))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            key = pathlib.PurePosixPath(name).stem
            if key not in changes:
                archive.writestr(name, whole.read(name))
            elif changes[key] is not None:
                change = changes[key]
                archive.writestr(name, change(whole.read(name)) if callable(change) else change)
    return out.getvalue()


def all_six_kinds(case):
    appeals = case.write("a.csv", APPEALS.encode("windows-1251"))
    expect("appeals", {"rows": 3, "accepted": 3, "rejected": 0}, case.one("appeals", appeals))
    media = case.write("m.csv", MEDIA)
    expect("media", {"rows": 2, "accepted": 2}, case.one("media", media))
    statistics = case.write("s.csv", STATISTICS)
    expect("statistics", {"figures": 3, "accepted": 3, "blank": 1}, case.one("statistics", statistics))
    survey = case.write("q.csv", SURVEY)
    expect("survey", {"figures": 2, "accepted": 2}, case.one("surveys", survey))
    letter = case.write("letter.txt", LETTER)
    expect("report", {"documents": 1, "accepted": 1}, case.one("reports", letter, "--source", "ngo"))
    expect("other", {"documents": 1, "accepted": 1}, case.one("other", letter, "--source", "council"))
    expect("status", {
        "documents": 7,
        "by_source": {"appeal/appeals": 3, "media/Степной вестник": 1, "media/Дала таңы": 1,
                      "report/ngo": 1, "other/council": 1},
        "figures": {"statistics/s": 3, "survey/q": 2},
    }, case.status())
    # Again: nothing changes, whatever the file is called or however it is written.
    again = case.write("again.csv", APPEALS)
    expect("the same rows", {"accepted": 0, "updated": 0, "unchanged": 3}, case.one("appeals", again))
    for kind, path, source in (("media", media, "m"), ("statistics", statistics, "s"),
                               ("surveys", survey, "q"), ("reports", letter, "ngo"), ("other", letter, "council")):
        expect(kind, {"accepted": 0, "updated": 0}, case.one(kind, path, "--source", source))
    expect_sound(case.space)


def overlapping(case):
    """A file that overlaps with an earlier one adds, updates and leaves, and never doubles."""
    lines = APPEALS.splitlines(keepends=True)
    lines[2] = lines[2].replace("первый класс", "пятый класс")
    more = case.write("more.csv", "".join(lines) + "Т-4;15.03.2025;Суд;Судья взял взятку.;;Рыжиков Ян\n")
    expect("overlapping", {"rows": 4, "accepted": 1, "updated": 1, "unchanged": 2, "rejected": 0},
           case.one("appeals", more))
    newer = case.write("s.csv", STATISTICS.replace("52", "53"))
    expect("figures", {"accepted": 0, "updated": 1, "unchanged": 2}, case.one("statistics", newer))
    letter = case.write("letter.txt", LETTER.replace("5 млн", "6 млн"))
    expect("report", {"accepted": 0, "updated": 1}, case.one("reports", letter, "--source", "ngo"))


def personal_data_stays_sealed(case):
    """Masked in the index and the workspace's files, in the clear nowhere."""
    hits = case.space.json("search", "больница", "--source-type", "appeal")["hits"]
    shown = case.space.json("show", hits[0]["number"])
    if "[phone]" not in shown["text"] or "000 11 22" in json.dumps(shown):
        raise Failed(f"not masked: {shown['text']}")
    regions = [t for t in shown["tags"]["tags"] if t["kind"] == "region"]
    if [t["id"] for t in regions] != ["KZ-39"] or regions[0]["evidence"][0]["field"] != "region":
        raise Failed(f"the register's region is not the item's: {regions}")
    preview = case.space.run("import", "appeals", case.folder / "a.csv", "--dry-run")
    for text in ("000 11 22", "Мухоморов"):
        if text in preview:
            raise Failed(f"the dry run shows {text!r}")
        for path in case.space.folder.rglob("*"):
            if path.is_file() and text.encode() in path.read_bytes():
                raise Failed(f"{text!r} stands in {path.name}")


def traced(case):
    """From a document to the bytes of the file that it came from."""
    for query in ("таможня", "письмо"):
        number = case.space.json("search", query)["hits"][0]["number"]
        shown = case.space.json("show", number, "--verify")
        if shown.get("archive_check") != "ok":
            raise Failed(f"{query}: {shown.get('archive')}")
    listed = case.space.run("import", "list", "--json").splitlines()
    kinds = {json.loads(line)["kind"] for line in listed}
    if kinds != {"appeals", "media", "statistics", "surveys", "reports", "other"}:
        raise Failed(f"the log knows {kinds}")


def rejects(case):
    rows = APPEALS.splitlines()
    bad = [rows[0], rows[1].replace("Т-1", "Т-9").replace("12.03.2025", "32.13.2025"),
           rows[2].replace("Т-2", ""), "Т-10;15.03.2025;;;;", "Т-11;15.03.2025;a;b", rows[0],
           rows[3].replace("Т-3", "Т-12")]
    path = case.write("bad.csv", "\n".join(bad) + "\n")
    totals = case.one("appeals", path)
    expect("rejects", {"rows": 6, "accepted": 1, "rejected": 5}, totals)
    listed = pathlib.Path(totals["rejects"]).read_text(encoding="utf-8-sig")
    found = list(csv.DictReader(io.StringIO(listed), delimiter=";"))
    if [(r["row"], r["column"]) for r in found] != [
            ("2", "Дата"), ("3", "Рег. номер"), ("4", "Текст обращения"), ("5", ""), ("6", "")]:
        raise Failed(f"the list of rejects:\n{listed}")
    if found[0]["number"] != "Т-9" or "взятк" in listed or "Мухоморов" in listed:
        raise Failed(f"the list of rejects:\n{listed}")
    dry = case.space.json("import", "appeals", path, "--dry-run")
    if len(dry["problems"]) != 5 or dry["taken"] != 1:
        raise Failed(f"the dry run: {dry['problems']}")
    # Every row wrong: the run fails and says what to look at.
    path = case.write("none.csv", "\n".join([rows[0], "Т-1;32.13.2025;a;b;c;d"]) + "\n")
    process = case.space.start("import", "appeals", path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _, err = process.communicate()
    if process.returncode != 1 or "none of 1 row was taken" not in err:
        raise Failed(f"all rows wrong: {process.returncode} {err}")


def mappings(case):
    """An entry that a dry run proposes reads the file as the guess did, and columns can be named."""
    odd = case.write("odd.csv", "A;B;C\nН-1;2025-05-05;Аким взял взятку.\n")
    case.refuse("appeals", odd, "no column for number and text", "A", "imports.yaml")
    named = case.one("appeals", odd, "--column", "number=A", "--column", "text=C", "--source", "odd")
    expect("named columns", {"accepted": 1}, named)
    dry = case.space.json("import", "appeals", odd, "--column", "number=A", "--column", "text=C", "--dry-run")
    imports = case.space.folder / "imports.yaml"
    imports.write_text("imports:\n" + dry["entry"].replace("source: appeals", "source: odd"), encoding="utf-8")
    expect("the entry", {"unchanged": 1, "source": "odd"}, case.one("appeals", odd))
    imports.write_text(imports.read_text(encoding="utf-8").replace("kind: appeals", "kind: letters"), encoding="utf-8")
    process = case.space.start("import", "appeals", odd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _, err = process.communicate()
    if process.returncode != 1 or "imports.yaml:3:" not in err or "appeals" not in err:
        raise Failed(f"a wrong entry: {err}")
    imports.unlink()
    none = case.write("nonum.csv", "Дата;Текст\n2025-05-05;Аким взял взятку.\n2025-05-06;Иное.\n")
    case.refuse("appeals", none, "--without-numbers")
    for due in ({"accepted": 2}, {"unchanged": 2}):
        expect("without numbers", due, case.one("appeals", none, "--without-numbers", "--source", "n"))


def mistakes(case):
    """What a slip of the hand must not cost: a file, a letter's privacy, a figure, an order of rows."""
    register = case.write("slip.csv", "Рег. номер;Дата;Текст обращения\nС-1;2025-05-05;Аким взял взятку.\n")
    settings = case.space.folder / "sholu.yaml"
    for precious in (register, settings, case.folder):
        kept = precious.read_bytes() if precious.is_file() else None
        process = case.space.start("import", "appeals", register, "--rejects", precious, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        _, err = process.communicate()
        if process.returncode != 1 or "name another file" not in err:
            raise Failed(f"--rejects {precious}: {process.returncode} {err}")
        if not precious.exists() or (kept is not None and precious.read_bytes() != kept):
            raise Failed(f"--rejects {precious} cost the file")
    letter = case.write("letter.txt", "Заявление\n\nМеня зовут Мухоморов Пётр Петрович, телефон +7 701 000 33 44.\n")
    dry = case.space.run("import", "other", letter, "--personal", "--source", "letters", "--dry-run")
    expect("a personal document", {"accepted": 1}, case.one("other", letter, "--personal", "--source", "letters"))
    number = case.space.json("search", "--source", "letters")["hits"][0]["number"]
    shown = json.dumps(case.space.json("show", number), ensure_ascii=False)
    for text in ("000 33 44", "Мухоморов"):
        if text in dry or text in shown:
            raise Failed(f"a personal document shows {text!r}")
    case.refuse("appeals", case.write("bare.csv", "1;01.02.2025;Врач требует денег, ИИН 900101300123;Мухоморов Пётр\n"),
                "a row of 4 cells", options=("--header-row", "1"))
    twice = case.write("twice.csv", "Регион;2024;2025\nг. Астана;10;20\nАстана;30;40\nАлматы;5;6\n")
    expect("a figure twice", {"accepted": 4, "rejected": 2}, case.one("statistics", twice, "--indicator", "Дела"))
    expect("and again", {"unchanged": 4, "rejected": 2}, case.one("statistics", twice, "--indicator", "Дела"))
    counted = register.read_text(encoding="utf-8").replace("С-1", "17")
    case.refuse("statistics", case.write("counted.csv", counted), "import appeals")
    folders = [case.folder / name for name in ("d1", "d2")]
    for folder in folders:
        folder.mkdir()
        (folder / "report.txt").write_text(f"Отчёт о школах, {folder.name}.\n", encoding="utf-8")
    process = case.space.start("import", "reports", *(f / "report.txt" for f in folders), "--source", "twin",
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _, err = process.communicate()
    if process.returncode != 1 or "another --source" not in err:
        raise Failed(f"two files of one name: {process.returncode} {err}")
    process = case.space.start("appeals", "list", "--sphere", "helth", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _, err = process.communicate()
    if process.returncode != 1 or "health" not in err:
        raise Failed(f"a sphere that is none: {process.returncode} {err}")


HEADER = ["Рег. номер", "Дата", "Текст обращения"]
GOOD = [HEADER, ["Р-1", "2025-06-01", "Аким взял взятку."], ["Р-2", "2025-06-02", "Иное письмо."]]


def broken(case):
    """Files that cannot be read whole: nothing of them is taken in."""
    whole = xlsx(GOOD)
    sheet = zipfile.ZipFile(io.BytesIO(whole)).read("xl/worksheets/sheet1.xml")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    many = [HEADER] + [[f"М-{n}", "2025-06-01", f"Письмо {n} о разном и всяком."] for n in range(2000)]
    big = xlsx(many)
    middle = bytearray(big)
    at = len(big) // 3
    middle[at : at + 64] = bytes(64)
    cut = xlsx(many, sheet1=lambda part: part[: len(part) * 2 // 3])
    bomb = b"<a>" + b" " * (400 << 20) + b"</a>"
    cases = {
        "empty.csv": (b"", "empty"),
        "header.xlsx.csv": (whole[:100], ""),
        "truncated.xlsx": (whole[: len(whole) // 2], ""),
        "directory.xlsx": (whole[:-40], ""),
        "deflate.xlsx": (bytes(middle), ""),
        "xml.xlsx": (cut, "row 13"),
        "no_sheet.xlsx": (xlsx(GOOD, sheet1=None), ""),
        "no_workbook.xlsx": (xlsx(GOOD, workbook=None), ""),
        "doctype.xlsx": (xlsx(GOOD, sheet1=b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + sheet.split(b"?>", 1)[1]), ""),
        "bomb.xlsx": (xlsx(GOOD, sharedStrings=bomb), ""),
        "password.xlsx": (ole + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4096), "password"),
        "old.xls": (ole + bytes(4096), "old"),
        "page.xls": (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "HTML"),
        "paper.csv": (b"%PDF-1.7\n" + bytes(100), "PDF"),
        "packed.csv": (b"\x1f\x8b\x08" + bytes(100), "unpack"),
        "binary.csv": (bytes(range(256)) * 20, ""),
        "wide.csv": (b";" * 10_000_000 + b"\n", ""),
        "rows.csv": (b"\n" * 10_000_000, ""),
        "words.csv": ("Просто текст.\nИ ещё.\n".encode(), "no column"),
        "other_sheet.xlsx": (xlsx([["Цена", "Сорт"], ["1", "2"]]), "Лист1"),
    }
    for name, (content, word) in cases.items():
        case.refuse("appeals", case.write(name, content), word)
    case.refuse("appeals", case.folder, "")
    case.refuse("appeals", case.folder / "missing.csv", "")
    case.refuse("statistics", case.write("text.csv", "Статья;Год\nодна;другая\n"), "")
    for name, content, word in (
        ("empty.docx", b"", "empty"),
        ("zip.docx", xlsx(GOOD), ""),
        ("broken.pdf", b"%PDF-1.7\nnothing", "pdf"),
        ("cut.docx", office.files()["report.docx"][:3000], ""),
    ):
        case.refuse("reports", case.write(name, content), word)
    # The same files among good ones: the good are taken in, the exit status tells of the others.
    process = case.space.start("import", "appeals", case.folder / "old.xls", case.write("good.xlsx", whole),
                               "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, _ = process.communicate()
    answers = [json.loads(line) for line in out.splitlines()]
    if process.returncode != 1 or "error" not in answers[0] or answers[1].get("accepted") != 2:
        raise Failed(f"a broken file beside a good one: {process.returncode} {answers}")
    expect_sound(case.space)


def killed(case):
    """SIGKILL in the middle, then again: the same as one import that was never killed."""
    rows = [HEADER] + [[f"К-{n}", "2025-06-01", f"Письмо {n}: директор школы взял взятку {n} тысяч тенге за {n % 7} класс."]
                       for n in range(6000)]
    path = case.write("many.xlsx", xlsx(rows))
    process = case.space.start("import", "appeals", path, "--source", "k", "--events", "-", stdout=subprocess.PIPE)
    acknowledged = [json.loads(process.stdout.readline()) for _ in range(700)]
    process.kill()
    rest = process.communicate()[0]
    acknowledged += [json.loads(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    totals = case.one("appeals", path, "--source", "k")
    if totals["unchanged"] < len(acknowledged) or totals["accepted"] + totals["unchanged"] != 6000:
        raise Failed(f"after a kill with {len(acknowledged)} acknowledged: {totals}")
    if totals["accepted"] == 0:
        raise Failed("the import was over before it was killed")
    expect_sound(case.space)
    other = Case()
    try:
        other.one("appeals", path, "--source", "k")
        query = ("search", "--source", "k", "--limit", 0)
        killed_hits, clean_hits = (
            [[hit[k] for k in ("key", "date", "countable", "title")] for hit in c.space.json(*query)["hits"]]
            for c in (case, other))
        if sorted(killed_hits) != sorted(clean_hits):
            raise Failed("the killed and the clean workspace differ")
    finally:
        other.space.remove()


def test(spaces):
    case = Case()
    spaces.append(case.space)
    for part in (all_six_kinds, personal_data_stays_sealed, traced, overlapping, rejects, mappings, mistakes,
                 broken, killed):
        part(case)


if __name__ == "__main__":
    main(test)
