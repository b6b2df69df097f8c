"""Writes made-up appeals as an export of a register: columns, separator, encoding and times differ from seed to seed."""
import csv
import io
import json

import words
from newsroom import ALMATY

HEADERS = {
    "ru": dict(number=["Регистрационный номер", "Рег. номер", "№ обращения"], date=["Дата", "Дата регистрации"],
               title=["Тема", "Заголовок"], text=["Текст обращения", "Содержание"], person=["Заявитель"]),
    "kk": dict(number=["Тіркеу нөмірі"], date=["Тіркелген күні", "Күні"], title=["Тақырыбы"], text=["Өтініш мәтіні", "Мазмұны"],
               person=["Өтініш беруші"]),
    "en": dict(number=["Number", "Register number"], date=["Date", "Registered"], title=["Subject"], text=["Text"], person=["Applicant"]),
}
KEYS = dict(number="number", date="date", title="title", text="text", person="applicant")


class Register:
    """A file of appeals. `kept` are good rows; bad and repeated rows are added and counted apart."""

    def __init__(self, rng, name, items):
        self.rng, self.name, self.items = rng, name, items
        kazakh = any(i.language == "kk" for i in items)
        self.form = rng.choice(["csv", "csv", "jsonl"])
        self.encoding = rng.choice(["utf-8", "utf-8-sig"] if kazakh else ["utf-8", "utf-8-sig", "windows-1251"])
        self.separator = rng.choice(";,\t")
        tongue = rng.choice(["kk", "ru", "en"] if self.encoding.startswith("utf") else ["ru", "en"])
        self.headers = {k: rng.choice(v) for k, v in HEADERS[tongue].items()}
        self.day_form = rng.choice(["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%Y %H:%M"])
        for n, item in enumerate(items):
            item.source, item.address = f"appeal/{name}", f"{rng.choice(['ЖТ', 'ЗТ', 'KZ'])}-{2000 + n}/{rng.randrange(100, 999)}"
        self.repeated, self.bad = rng.randrange(1, 4), rng.randrange(1, 4)  # rows

    def row(self, item):
        rng, local = self.rng, item.when.astimezone(ALMATY)
        person = f"{rng.choice(words.SURNAMES)} {rng.choice(words.GIVEN)}"
        contact = {"kk": f"ЖСН {words.iin(rng)}, тел. +7 777 {rng.randrange(100, 999)} {rng.randrange(10, 99)} {rng.randrange(10, 99)}.",
                   "ru": f"ИИН {words.iin(rng)}, тел. +7 777 {rng.randrange(100, 999)} {rng.randrange(10, 99)} {rng.randrange(10, 99)}.",
                   "en": f"IIN {words.iin(rng)}, tel. +7 777 {rng.randrange(100, 999)} {rng.randrange(10, 99)} {rng.randrange(10, 99)}."}
        return dict(number=item.address, date=local.strftime(self.day_form), title=item.title,
                    text=f"{item.text} {contact[item.language]}", person=person)

    def rows(self):
        good = [self.row(i) for i in self.items]
        again = [dict(r) for r in self.rng.sample(good, self.repeated)]
        return good + again + [dict(number=f"X-{n}", date="", title="", text="", person="") for n in range(self.bad)]

    def totals(self):
        return dict(rows=len(self.items) + self.repeated + self.bad, accepted=len(self.items), unchanged=self.repeated, rejected=self.bad,
                    updated=0)

    def write(self, folder):
        path = folder / f"{self.name}.{self.form}"
        if self.form == "jsonl":
            lines = [json.dumps({KEYS[k]: v for k, v in row.items()}, ensure_ascii=False) for row in self.rows()]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            return path
        out = io.StringIO(newline="")
        table = csv.writer(out, delimiter=self.separator)
        table.writerow(self.headers.values())
        for row in self.rows():
            table.writerow([row[k] for k in self.headers])
        path.write_bytes(out.getvalue().encode(self.encoding))
        return path
