"""Writes made-up appeals as an export of a register: columns, separator, encoding and the form of
dates differ from seed to seed."""
import csv
import io
import json

import office
import words
from newsroom import ALMATY

# Headers of number, date, title, text and a column that sholu need not know.
HEADERS = {
    "ru": [
        ["Регистрационный номер", "Рег. номер", "№ обращения"],
        ["Дата", "Дата регистрации"],
        ["Тема", "Заголовок"],
        ["Текст обращения", "Содержание"],
        ["Заявитель"],
    ],
    "kk": [
        ["Тіркеу нөмірі"],
        ["Тіркелген күні", "Күні"],
        ["Тақырыбы"],
        ["Өтініш мәтіні", "Мазмұны"],
        ["Өтініш беруші"],
    ],
    "en": [
        ["Number", "Register number"],
        ["Date", "Date of registration"],
        ["Subject"],
        ["Text"],
        ["Applicant"],
    ],
}
KEYS = ["number", "date", "title", "text", "applicant"]


def workbook(rows):
    """XLSX of one sheet, the rows below a title."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([["Таблица"], [""], *rows])
    return office.workbook("Лист1", text.getvalue())


class Register:
    """A file of appeals, with some rows repeated and some that must be rejected."""

    def __init__(self, rng, name, items):
        self.rng, self.name, self.items = rng, name, items
        kazakh = any(i.language == "kk" for i in items)
        self.form = rng.choice(["csv", "xlsx", "jsonl"])
        self.encoding = rng.choice(["utf-8", "utf-8-sig"] + ["windows-1251"] * (not kazakh))
        self.separator = rng.choice(";,\t")
        tongues = ["kk", "ru", "en"] if self.encoding.startswith("utf") else ["ru", "en"]
        self.headers = [rng.choice(names) for names in HEADERS[rng.choice(tongues)]]
        self.day_form = rng.choice(["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%Y %H:%M"])
        self.repeated, self.bad = rng.randrange(1, 4), rng.randrange(1, 4)  # rows
        for n, item in enumerate(items):
            item.source, item.address = f"appeal/{name}", f"ЖТ-{2000 + n}/{rng.randrange(100, 999)}"

    def __str__(self):
        return (
            f"{self.name}.{self.form}: {self.encoding}, separator {self.separator!r}, "
            f"headers {self.headers[0]!r}, {len(self.items)} appeals"
        )

    def row(self, item):
        day = item.when.astimezone(ALMATY).strftime(self.day_form)
        text = f"{item.text} {words.contact(self.rng, item.language)}"
        return [item.address, day, item.title, text, words.person(self.rng)]

    def rows(self):
        good = [self.row(i) for i in self.items]
        bad = [[f"X-{n}", "", "", "", ""] for n in range(self.bad)]
        return good + self.rng.sample(good, self.repeated) + bad

    def totals(self):
        """What an import must report."""
        good = len(self.items)
        return {
            "rows": good + self.repeated + self.bad,
            "accepted": good,
            "updated": 0,
            "unchanged": self.repeated,
            "rejected": self.bad,
        }

    def write(self, folder):
        path = folder / f"{self.name}.{self.form}"
        if self.form == "jsonl":
            lines = [json.dumps(dict(zip(KEYS, row)), ensure_ascii=False) for row in self.rows()]
            path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        elif self.form == "xlsx":
            path.write_bytes(workbook([self.headers, *self.rows()]))
        else:
            out = io.StringIO(newline="")
            csv.writer(out, delimiter=self.separator).writerows([self.headers, *self.rows()])
            path.write_bytes(out.getvalue().encode(self.encoding))
        return path
