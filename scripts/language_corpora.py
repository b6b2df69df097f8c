"""Text of Debian packages, by language: for scripts/train_language."""
import collections
import gzip
import json
import pathlib
import re
import struct
import unicodedata
import xml.etree.ElementTree
import zipfile

LANGUAGES = "kk ru en ky tt ba uz tr ug tg uk be bg mn ar fa".split()
OCR = dict(
    zip("kaz rus eng kir tat uzb uzb_cyrl tur uig tgk ukr bel bul mon ara fas".split(),
        "kk ru en ky tt uz uz tr ug tg uk be bg mn ar fa".split())
)
# What sholu takes one letter for (nlp/character.cpp), so far as it occurs in such text.
FOLDS = str.maketrans(
    "İёəӄӈӊӛӷ\u2018\u2019\u02bb\u02bc\u2010\u2011", "iеәқңңөғ''''--"
)
DROPPED = {"Mn", "Me", "Cf"}
WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
JOINED = re.compile(r"(?<=\d)'|'(?=\d)")  # an apostrophe joins letters only
MARKUP = re.compile(
    r"<[^>]*>|\{\{[^{}|]*\||[{}\[\]|]|&\w+;|\$\d|%\S*[a-z]|\\[a-zA-Z]|https?:\S+|\S+@\S+|&(?=\w)|_(?=\w)"
)
SCRIPTS = (("cyrl", "Ѐ", "ԯ"), ("arab", "؀", "ۿ"), ("latn", "a", "ɏ"))


def fold(text):
    text = unicodedata.normalize("NFC", text).translate(FOLDS).lower().translate(FOLDS)
    return "".join(c for c in text if unicodedata.category(c) not in DROPPED)


def words_of(text):
    """The words of folded text that have a letter."""
    found = []
    for word in WORD.findall(text):
        for part in JOINED.split(word):
            if not part.isdigit() and any(c.isalpha() for c in part):
                found.append(part)
    return found


def script_of(word):
    """cyrl, arab or latn if all letters of the word are of that script, otherwise nothing."""
    found = None
    for c in word:
        if not c.isalpha():
            continue
        for script, first, last in SCRIPTS:
            if first <= c <= last:
                break
        else:
            return None
        if found not in (None, script):
            return None
        found = script
    return found


def language_of(code):
    """The language of the name of a locale, if it is one of ours and says nothing odd of the script."""
    code = code.replace("@", "-").replace("_", "-").lower()
    language, *rest = code.split("-")
    language = OCR.get(language, language)
    if language not in LANGUAGES or {"latn", "arab", "latin"} & set(rest) and language in ("kk", "tt", "tg"):
        return None
    if language == "ug" and "latn" in rest:
        return None
    return language


def messages(path):
    """(source, translation) of a .mo file."""
    data = path.read_bytes()
    if len(data) < 20 or data[:4] not in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"):
        return
    order = "<" if data[0] == 0xDE else ">"
    count, sources, targets = struct.unpack_from(order + "3I", data, 8)
    for i in range(count):
        texts = []
        for table in (sources, targets):
            size, at = struct.unpack_from(order + "2I", data, table + 8 * i)
            texts.append(data[at : at + size].decode("utf-8", "ignore"))
        if texts[0]:
            yield texts[0].split("\x04")[-1].split("\0")[0], texts[1].split("\0")[0]


def ocr_words(path):
    """The words of the word automaton of a Tesseract model (dawg.h of Tesseract describes it)."""
    data = path.read_bytes()
    (count,) = struct.unpack_from("<i", data)
    offsets = struct.unpack_from(f"<{count}q", data, 4)

    def part(index):
        if index >= count or offsets[index] < 0:
            return b""
        return data[offsets[index] : min((o for o in offsets if o > offsets[index]), default=len(data))]

    letters = [line.split(" ")[0] for line in part(21).decode("utf-8", "ignore").split("\n")[1:]]
    dawg = part(19)
    magic, size, edges = struct.unpack_from("<hii", dawg) if dawg else (0, 0, 0)
    if magic != 42:
        return
    table = struct.unpack_from(f"<{edges}Q", dawg, 10)
    bits = (size).bit_length()
    mask = (1 << bits) - 1
    stack = [(0, "")]
    while stack:
        at, begin = stack.pop()
        while at < edges:
            edge = table[at]
            letter, last, backward, ends = edge & mask, edge >> bits & 1, edge >> bits & 2, edge >> bits & 4
            if not backward and letter < len(letters) and len(begin) < 40:
                word = begin + letters[letter]
                if ends:
                    yield word
                after = edge >> (bits + 3)
                if after:
                    stack.append((after, word))
            if last:
                break
            at += 1


def manual(path):
    with gzip.open(path, "rt", encoding="utf-8", errors="ignore") as file:
        for line in file:
            if not line.startswith((".", "'", "\\")):
                yield re.sub(r"\\f.|\\\S\S?", "", line)


def firefox(path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".ftl", ".properties", ".dtd")):
                for line in archive.read(name).decode("utf-8", "ignore").splitlines():
                    if name.endswith(".dtd"):
                        line = " ".join(re.findall('"([^"]*)"', line))
                    elif not line.startswith(("#", "//")):
                        line = line.partition("=")[2] or line
                    else:
                        continue
                    yield line


def annotations(path):
    for node in xml.etree.ElementTree.parse(path).iter("annotation"):
        yield (node.text or "").replace("|", ",")


def plain(path):
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    yield from text.split("\n%\n")


def texts_of(path):
    """(language, text, weight) of one file; nothing for files of other kinds."""
    parts = path.parts
    if path.suffix == ".mo":
        code = parts[-3] if parts[-2] == "LC_MESSAGES" else path.stem.removeprefix("admin-")
        language = language_of(code)
        for source, text in messages(path) if language else ():
            if text and text != source:
                yield language, text, 1
            if language == "kk":  # each source once or twice
                yield "en", source, 0.5
    elif path.suffix == ".json" and "i18n" in parts:
        language = language_of(path.stem)
        if language:
            content = json.loads(path.read_text(encoding="utf-8"))
            for key, text in content.items() if isinstance(content, dict) else ():
                if isinstance(text, str):
                    yield language, text, 1
    elif path.suffix == ".traineddata":
        language = OCR.get(path.stem)
        for word in ocr_words(path) if language else ():
            yield language, word, 1
    elif path.suffix == ".dic" and "hunspell" in parts:
        language = language_of(path.stem)
        encoding = "utf-8"
        for line in path.read_text(encoding, "ignore").splitlines()[1:] if language else ():
            yield language, line.split("/")[0], 0.3
    elif path.suffix == ".xpi":
        found = re.search(r"langpack-([a-z]+)", path.name)
        language = language_of(found[1]) if found else None
        for text in firefox(path) if language else ():
            yield language, text, 1
    elif path.suffix == ".gz" and "man" in parts and parts[-3] in LANGUAGES:
        for line in manual(path):
            yield parts[-3], line, 0.3
    elif "annotations" in parts and path.suffix == ".xml":
        language = language_of(path.stem)
        for text in annotations(path) if language else ():
            yield language, text, 1
    elif "fortunes" in parts and path.suffix not in (".dat", ".u8"):
        folder = parts[-2] if parts[-2] in LANGUAGES else "en"
        for text in plain(path):
            yield folder, text, 1


def sentences_of(text):
    text = MARKUP.sub(" ", text)
    return re.split(r"[.!?;:\n]\s+|\n", text)


def read(folder):
    """Of each (language, script): a Counter of words, and the list of sentences of two or more words."""
    counts = collections.defaultdict(collections.Counter)
    sentences = collections.defaultdict(dict)
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        seen = set()
        try:
            for language, text, weight in texts_of(path):
                if (language, text) in seen:
                    continue
                seen.add((language, text))
                for sentence in sentences_of(fold(text)):
                    words = words_of(sentence)
                    runs = collections.defaultdict(list)
                    for word in words:
                        runs[script_of(word)].append(word)
                    for script, run in runs.items():
                        if script and len(run) * 2 > len(words):
                            for word in run:
                                counts[language, script][word] += weight
                            if len(run) > 1 and len(run) * 5 >= len(words) * 4:
                                sentences[language, script][tuple(run)] = True
        except (OSError, ValueError, struct.error, zipfile.BadZipFile, xml.etree.ElementTree.ParseError) as e:
            print(f"{path}: {e}")
    return counts, {key: list(value) for key, value in sentences.items()}
