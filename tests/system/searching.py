#!/usr/bin/env python3
"""Search, count, label and merge as a person uses them: what is typed in three languages and scripts is found, pages at a
commit stay, and counts follow what people say of documents."""
import json

from harness import Failed, Workspace, expect, expect_sound, main

# Number, date, title, text.
TEXTS = (
    ("1", "2025-01-10", "Больница", "Главный врач областной больницы получил взятку 2 млн тенге от поставщика томографа."),
    ("2", "2025-01-20", "Аурухана", "Қазақ тілі мұғалімі ауруханада дәрігерге ақша берді. Дәрігер пара талап етті."),
    ("3", "2025-02-11", "Дорога", "Подрядчик положил асфальт в снег, акимат подписал акты выполненных работ."),
    ("4", "2025-02-15", "Тендер на дорогу", "Тендер на ремонт дороги выиграла фирма брата заместителя акима города."),
    ("5", "2025-03-01", "Hospital", "The hospital director took a bribe of 500 thousand tenge for a tender."),
    ("6", "2025-03-05", "", "казак тили пани бойынша сабак отти"),
)


class Case:
    def __init__(self):
        self.space = Workspace([])
        path = self.space.home / "texts.jsonl"
        rows = [dict(zip(("number", "date", "title", "text"), text)) for text in TEXTS]
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
        self.space.run("import", "media", path, "--source", "desk")

    def find(self, *query):
        """The register numbers of what a query finds, in order."""
        return sorted(hit["key"].rsplit("/", 1)[1] for hit in self.space.hits(*query))

    def number(self, key):
        return next(hit["number"] for hit in self.space.hits() if hit["key"].endswith("/" + key))


def found(case):
    """Each query finds what a person expects of it."""
    for query, due in (
        ("взятка", ["1"]), ("взятка OR пара OR bribe", ["1", "2", "5"]), ("больнице", ["1"]),
        ('"тендер на ремонт"', ["4"]), ('"ремонт на тендер"', []), ("врач near/4 взятка", ["1"]), ("врач near/1 взятка", []),
        ("тендер -фирма", []), ("title:тендер", ["4"]), ("hospital NOT больница", ["5"]),
        ("акимат* OR аким*", ["3", "4"]), ("казак тили", ["2", "6"]), ("qazaq", ["2", "6"]), ("казақ", ["2", "6"]), ("қазак", ["2", "6"]),
        ("lang:en", ["5"]),
        ("from:2025-02-12 to:2025-03-01", ["4", "5"]), ("type:media source:desk дорога", ["3", "4"]),
    ):
        if case.find(query) != due:
            raise Failed(f"{query!r} finds {case.find(query)} instead of {due}")
    for query, said in (('"взятка', "quotation mark"), ("(a OR", "query, character"), ("sphere:helth", "did you mean health"),
                        ('label:triage="read today"', "in quotes")):
        case.space.refused(said, "search", query)
    for command in (("search",), ("count",), ("export", "--format", "jsonl")):
        case.space.refused("the last one is 6", *command, "--at", 7)
        for asked in (("source:dek",), ("--source", "dek")):
            status, _, said = case.space.outcome(*command, *asked)
            if status or "did you mean desk?" not in said:
                raise Failed(f"{command} {asked}: exit status {status}, {said!r}")


def shown(case):
    """A hit says why it was found."""
    answer = case.space.json("search", "больница взятка", "--explain", "--facets", 3)
    hit = answer["hits"][0]
    text = hit["snippet"]["text"].encode()
    words = [text[begin:end].decode() for begin, end in hit["snippet"]["marks"]]
    if words != ["больницы", "взятку"]:
        raise Failed(f"marked: {words}")
    if abs(sum(part["score"] for part in hit["contributions"]) - hit["score"]) > 1e-6:
        raise Failed(f"contributions don't make the score: {hit}")
    expect("facets", {"lang": [{"value": "ru", "documents": 1}]}, answer["facets"])
    if "[взятку]" not in case.space.run("search", "взятка"):
        raise Failed("found words are not marked in the text")


def paged(case):
    """Pages at a commit stay whatever comes meanwhile."""
    first = case.space.json("search", "--limit", 4)
    path = case.space.home / "more.jsonl"
    path.write_text(json.dumps({"number": "7", "date": "2025-03-09", "title": "", "text": "Взятка за справку."}) + "\n")
    case.space.run("import", "media", path, "--source", "desk")
    second = case.space.json("search", "--limit", 4, "--offset", 4, "--at", first["commit"])
    numbers = [hit["number"] for hit in first["hits"] + second["hits"]]
    if second["total"] != len(TEXTS) or sorted(numbers) != [1, 2, 3, 4, 5, 6]:
        raise Failed(f"two pages have {numbers}")


def noted(case):
    """Labels are found, merged incidents count as one, and both only from their commits on."""
    one, two = case.number("1"), case.number("5")
    before = case.space.json("search")["commit"]
    period = ("--every", "whole", "--from", "2025-01-01", "--to", "2025-12-31", "--all")
    counts = case.space.json("count", *period)["cells"][0]
    expect("at first", {"items": 7, "incidents": 7, "outlets": 1}, counts)
    case.space.run("label", one, "triage", "urgent", "--who", "aigerim")
    case.space.run("label", two, "triage", "later", "--who", "aigerim")
    if case.find("label:triage=urgent") != ["1"] or case.find("label:triage") != ["1", "5"]:
        raise Failed("labels are not found")
    expect("shown", {"triage": "urgent"}, case.space.json("show", one)["labels"])
    case.space.run("merge", one, two, "--who", "dana")
    expect("merged", {"items": 7, "incidents": 6}, case.space.json("count", *period)["cells"][0])
    expect("before", {"incidents": 7}, case.space.json("count", *period, "--at", before)["cells"][0])
    if case.space.json("search", "label:triage", "--at", before)["total"] != 0:
        raise Failed("a label is found before it was given")
    case.space.run("merge", one, two, "--split")
    case.space.run("label", one, "triage", "--remove")
    expect("split", {"incidents": 7}, case.space.json("count", *period)["cells"][0])
    if case.find("label:triage") != ["5"]:
        raise Failed("a label that was taken away is found")
    expect_sound(case.space)


def counted(case):
    """Counts are those of what search finds."""
    cells = case.space.json("count", "--by", "lang", "--every", "month", "--from", "2025-01-01", "--to", "2025-03-31",
                            "--all", "--rates")["cells"]
    for cell in cells:
        due = case.space.json("search", "--lang", cell["lang"] or "kk", "--from", cell["from"], "--to", cell["to"])["total"]
        if cell["items"] != due or cell["of_items"] != due:
            raise Failed(f"{cell}, while search finds {due}")
    if sum(cell["items"] for cell in cells) != 7:
        raise Failed(f"not all are counted: {cells}")
    if case.space.json("count", "from:2025-01-01 to:2025-03-31", "--all", "--every", "month", "--by", "lang")["cells"] != [
            {key: value for key, value in cell.items() if key not in ("of_items", "per_100_000")} for cell in cells]:
        raise Failed("the days of the query are not those that are counted")
    cut = case.space.run("count", "--all", "--every", "quarter", "--from", "2025-02-12", "--to", "2025-06-30")
    if "2025-Q1 (2025-02-12/2025-03-31)" not in cut or "2025-Q2 (" in cut:
        raise Failed(f"a step that is cut short: {cut}")
    table = case.space.run("count", "взятка", "--by", "sphere", "--every", "year", "--from", "2025-01-01", "--to",
                           "2025-12-31", "--language", "en", "--all")
    if "incidents" not in table or "2025" not in table:
        raise Failed(table)


def test(spaces):
    case = Case()
    spaces.append(case.space)
    for part in (found, shown, paged, noted, counted):
        part(case)


if __name__ == "__main__":
    main(test)
