"""Office files of the demonstration, made of the texts in office/: workbooks and a report, minimal
and correct, the same bytes every time.

usage: office.py FOLDER        writes them into FOLDER
"""
import csv
import datetime
import io
import pathlib
import re
import sys
import zipfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).parent
WRITTEN = datetime.datetime(2025, 12, 29, 9, 0)  # what the files say of when they were made
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# Name of the file that is made -> its source in office/.
WORKBOOKS = {
    "register.xlsx": ("Өтініштер", "register.csv"),
    "statistics-articles.xlsx": ("Статьи", "statistics-articles.csv"),
    "statistics-regions.xlsx": ("Регионы", "statistics-regions.csv"),
}
REPORTS = {"report.docx": "report.txt"}
COPIED = ("survey.csv", "report-kk.html")
APPEALS = "appeals.csv"  # beside office/, because it is in windows-1251


def package(main, core, parts, types):
    """A zip of `parts`, path -> XML, of which `main` is the document itself, with the properties
    `core` and the list of content types."""
    types = {"docProps/core.xml": "package.core-properties", **types}
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for path, kind in types.items()
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": relations(
            [
                (OFFICE, "officeDocument", main),
                (PACKAGE, "metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": core,
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, xml in parts.items():
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
            archive.writestr(entry, HEAD + xml)
    return out.getvalue()


def relations(targets):
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{base}/relationships/{kind}" Target="{target}"/>'
        for n, (base, kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def properties(title, author, when):
    stamp = f"{when:%Y-%m-%dT%H:%M:%SZ}"
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        "</cp:coreProperties>"
    )


# Workbooks. Styles of a cell, by their place in STYLES: as it comes, title, header, text, date.
PLAIN, TITLE, HEADER, TEXT, DATE = range(5)
STYLES = (
    f'<styleSheet xmlns="{SHEET}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    '<border><left style="thin"/><right style="thin"/><top style="thin"/>'
    '<bottom style="thin"/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0"'
    ' applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"'
    ' applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1"'
    ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"'
    ' applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
WIDEST = 60  # characters of a column
LINE = 15  # points


def column_name(column):
    return chr(ord("A") + column)  # no table here has more than 26


def serial(day):
    """A date as a workbook counts it: days since 30 December 1899."""
    return (day - datetime.date(1899, 12, 30)).days


def cell(text, place, style, strings):
    """One cell; a text becomes a number of `strings`, a date or a number keeps its nature."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return f'<c r="{place}" s="{DATE}"><v>{serial(datetime.date.fromisoformat(text))}</v></c>'
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return f'<c r="{place}" s="{style}"><v>{text}</v></c>'
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    return f'<c r="{place}" s="{style}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'


def merged(rows):
    """Areas of merged cells: '<' continues the cell to its left, '^' the one above."""
    areas = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, down = c + 1, r + 1
            while right < len(row) and row[right] == "<":
                right += 1
            while down < len(rows) and c < len(rows[down]) and rows[down][c] == "^":
                down += 1
            if (right, down) != (c + 1, r + 1):
                areas.append(f"{column_name(c)}{r + 1}:{column_name(right - 1)}{down}")
    return areas


def sheet(rows, strings):
    """A sheet of a title, an empty row, a header, and rows. The header is of one row, or of two
    where the second continues cells of the first."""
    header = next(n for n, row in enumerate(rows) if not any(row)) + 1
    body = header + (2 if "^" in rows[header + 1] else 1)
    widths = [0] * max(map(len, rows))
    for row in rows[header:]:
        for c, text in enumerate(row):
            widths[c] = max(widths[c], min(len(text) + 2, WIDEST))
    lines = []
    for r, row in enumerate(rows):
        style = TITLE if r < header else HEADER if r < body else TEXT
        cells = []
        for c, text in enumerate(row):
            number = style == TEXT and re.fullmatch(r"\d+", text)
            text = "" if text in ("<", "^") else text
            cells.append(
                cell(text, f"{column_name(c)}{r + 1}", PLAIN if number else style, strings)
            )
        height = LINE if r < header else LINE * max(-(-len(t) // w) for t, w in zip(row, widths))
        lines.append(f'<row r="{r + 1}" ht="{height}" customHeight="1">{"".join(cells)}</row>')
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, 1)
    )
    areas = merged(rows)
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    merges = f'<mergeCells count="{len(areas)}">{merges}</mergeCells>' if areas else ""
    return (
        f'<worksheet xmlns="{SHEET}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{body}" topLeftCell="A{body + 1}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols>"
        f"<sheetData>{''.join(lines)}</sheetData>{merges}"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def workbook(name, text):
    """A workbook of one sheet called `name` from a table in CSV."""
    rows, strings = list(csv.reader(io.StringIO(text), delimiter=";")), {}
    drawn = sheet(rows, strings)
    shared = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships"><sheets>'
        f'<sheet name="{escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            [
                (OFFICE, "worksheet", "worksheets/sheet1.xml"),
                (OFFICE, "styles", "styles.xml"),
                (OFFICE, "sharedStrings", "sharedStrings.xml"),
            ]
        ),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}" uniqueCount="{len(strings)}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": drawn,
    }
    kind = "officedocument.spreadsheetml"
    types = {
        "xl/workbook.xml": f"{kind}.sheet.main",
        "xl/styles.xml": f"{kind}.styles",
        "xl/sharedStrings.xml": f"{kind}.sharedStrings",
        "xl/worksheets/sheet1.xml": f"{kind}.worksheet",
    }
    return package("xl/workbook.xml", properties(rows[0][0], "", WRITTEN), parts, types)


# Reports. A source has a line per paragraph: '# title', '@ author' and '@ day', '## heading', a row
# of a table '| cell | cell |' (the first is its header), else text; '^[...]' is a footnote.
WORD_STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="24"/><w:lang w:val="ru-RU"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:pPr>'
    '<w:spacing w:after="240"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr>'
    '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
    '<w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference">'
    '<w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    "</w:style></w:styles>"
)
TEXT_WIDTH = 9071  # of the page below, in twentieths of a point
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134"'
    ' w:bottom="1134" w:left="1701" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)


def run(text, look=""):
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def paragraph(content, style=""):
    style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{style}{content}</w:p>"


def text_with_footnotes(line, footnotes):
    """The runs of a line; its footnotes are appended to `footnotes`."""
    runs = []
    for n, piece in enumerate(re.split(r"\^\[(.*?)\]", line)):
        if n % 2 == 0:
            runs.append(run(piece))
            continue
        footnotes.append(piece)
        runs.append(
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{len(footnotes)}"/></w:r>'
        )
    return "".join(runs)


def table(rows):
    longest = [min(max(len(text) for text in column), 40) + 4 for column in zip(*rows)]
    widths = [TEXT_WIDTH * n // sum(longest) for n in longest]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    drawn = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            + paragraph(run(text, "<w:rPr><w:b/></w:rPr>" if n == 0 else ""))
            + "</w:tc>"
            for text, width in zip(row, widths)
        )
        + "</w:tr>"
        for n, row in enumerate(rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{sides}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"
    )


def body_of_report(lines, footnotes):
    """The paragraphs and tables of a source without its head."""
    drawn, rows = [], []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([text.strip() for text in line.strip("|").split("|")])
            continue
        if rows:
            drawn.append(table(rows) + paragraph(""))
            rows = []
        if line.startswith("## "):
            drawn.append(paragraph(run(line.removeprefix("## ")), "Heading1"))
        elif line:
            drawn.append(paragraph(text_with_footnotes(line, footnotes)))
    return "".join(drawn)


def footnotes_part(footnotes):
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(mark + run(" " + text), "FootnoteText")}</w:footnote>'
        for n, text in enumerate(footnotes, 1)
    )
    return (
        f'<w:footnotes xmlns:w="{WORD}">'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
        '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        f"<w:continuationSeparator/></w:r></w:p></w:footnote>{notes}</w:footnotes>"
    )


def report(text):
    """A document from the source of a report."""
    title, author, day, *lines = text.strip().splitlines()
    title, author, day = title.removeprefix("# "), author.removeprefix("@ "), day.removeprefix("@ ")
    when, footnotes = datetime.datetime.fromisoformat(day), []
    head = paragraph(run(title), "Title") + paragraph(run(f"{author}, {when:%d.%m.%Y}"))
    body = head + body_of_report(lines, footnotes)
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}{PAGE}</w:body>'
        "</w:document>",
        "word/_rels/document.xml.rels": relations(
            [(OFFICE, "styles", "styles.xml"), (OFFICE, "footnotes", "footnotes.xml")]
        ),
        "word/styles.xml": WORD_STYLES,
        "word/footnotes.xml": footnotes_part(footnotes),
    }
    kind = "officedocument.wordprocessingml"
    types = {
        "word/document.xml": f"{kind}.document.main",
        "word/styles.xml": f"{kind}.styles",
        "word/footnotes.xml": f"{kind}.footnotes",
    }
    return package("word/document.xml", properties(title, author, when), parts, types)


def files():
    """Name -> bytes of every office file of the demonstration."""
    sources = {path.name: path.read_bytes() for path in (HERE / "office").iterdir()}
    made = {
        name: workbook(title, sources[source].decode())
        for name, (title, source) in WORKBOOKS.items()
    }
    made.update((name, report(sources[source].decode())) for name, source in REPORTS.items())
    copied = {name: sources[name] for name in COPIED}
    return {**made, **copied, APPEALS: (HERE / APPEALS).read_bytes()}


def write(folder):
    """Writes the files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(pathlib.Path(sys.argv[1]))
