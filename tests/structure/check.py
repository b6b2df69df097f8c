#!/usr/bin/env python3
"""Checks the shape of the source tree. Prints one line per breach; exit status 1 if there is any.

usage: check.py [CHECK ...] [--root DIR]        (without CHECK: all)
"""
import argparse
import pathlib
import re
import subprocess
import sys

# What each folder may include of the others.
ORDER = {
    "core": set(),
    "crawler": {"core"},
    "nlp": {"core"},
    "store": {"core"},
    "classify": {"core", "nlp"},
    "monitor": {"core", "store", "nlp", "classify"},
    "config": {"core", "crawler", "nlp", "store", "classify", "monitor"},
    "app": {"core", "crawler", "nlp", "store", "classify", "monitor", "config"},
}
# Third-party headers, by how their path begins, and the folders that may include them.
LIBRARIES = {
    "curl/": {"crawler"},
    "gumbo.h": {"crawler"},
    "libpsl.h": {"crawler"},
    "expat.h": {"crawler"},
    "archive.h": {"crawler", "monitor"},
    "archive_entry.h": {"crawler", "monitor"},
    "pugixml.hpp": {"monitor"},
    "zlib.h": {"crawler", "app"},
    "brotli/": {"crawler"},
    "zstd.h": {"crawler"},
    "unicode/": {"crawler", "nlp"},
    "libstemmer.h": set(),  # benchmarks only
    "hs/": {"classify"},
    "hs.h": {"classify"},
    "rocksdb/": {"store"},
    "sodium.h": {"store", "app"},
    "prometheus/": {"app"},
    "systemd/": {"app"},
    "openssl/": {"core"},
    "date/": {"core"},
    "yaml-cpp/": {"config"},
    "nlohmann/": {"crawler", "monitor", "app"},
    "xlsxwriter.h": {"monitor"},
    "CLI/": {"app"},
    "fmt/": set(ORDER),
    "boost/math/": {"monitor"},
    "boost/": set(),  # the rest: tests only
}
# The standard library, and what POSIX and the compiler bring.
SYSTEM = re.compile(
    r"^([a-z_0-9]+|(sys|netinet|arpa|net|linux)/\w+\.h"
    r"|(string|stdlib|unistd|pwd|fcntl|poll|netdb|pthread|spawn|dirent|signal|termios|immintrin"
    r"|fnmatch)\.h)$"
)
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)
SOURCE = {".h", ".cpp", ".py", ".cmake"}
LONGEST = 600
MACHINE = re.compile(r"(?<![\w./:-])/(home|Users|root|work)/[\w.-]+/")


class Tree:
    """The files of a checkout that are, or would be, under version control."""

    def __init__(self, root):
        self.root = root
        listed = subprocess.run(
            ["git", "-C", root, "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True
        )
        if listed.returncode == 0 and listed.stdout:
            paths = [pathlib.PurePath(p) for p in listed.stdout.decode().split("\0") if p]
        else:  # an unpacked archive
            paths = [p.relative_to(root) for p in root.rglob("*")]
            paths = [p for p in paths if p.parts[0] not in ("build", ".git")]
        self.paths = sorted(p for p in paths if (root / p).is_file())

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def code(self, *suffixes):
        """Sources of the product's folders."""
        return [p for p in self.paths if p.parts[0] in ORDER and p.suffix in suffixes]

    def includes(self, path):
        return INCLUDE.findall(self.read(path))


def order(tree):
    """Folders include each other in one direction only."""
    for path in tree.code(".h", ".cpp"):
        folder = path.parts[0]
        for mark, name in tree.includes(path):
            other = name.split("/")[0]
            if mark == '"' and (other not in ORDER or not (tree.root / name).is_file()):
                yield f"{path}: no such header of ours: {name}"
            elif mark == '"' and other != folder and other not in ORDER[folder]:
                yield f"{path}: {folder} must not include {name}"


def libraries(tree):
    """Third-party headers stay in the .cpp files and private headers of their folders."""
    exposed = {}  # header -> the library it shows
    for path in tree.code(".h", ".cpp"):
        for mark, name in tree.includes(path):
            if mark == '"' or SYSTEM.match(name):
                continue
            allowed = next((f for begin, f in LIBRARIES.items() if name.startswith(begin)), None)
            if allowed is None:
                yield f"{path}: unknown library <{name}>: add it to LIBRARIES of check.py"
            elif path.parts[0] not in allowed:
                yield f"{path}: {path.parts[0]} must not include <{name}>"
            elif path.suffix == ".h":
                exposed[path.as_posix()] = name
    grown = True
    while grown:  # a header that includes such a header shows it too
        grown = False
        for path in tree.code(".h"):
            for mark, name in tree.includes(path):
                if mark == '"' and name in exposed and path.as_posix() not in exposed:
                    exposed[path.as_posix()] = exposed[name]
                    grown = True
    for path in tree.code(".h", ".cpp"):
        for mark, name in tree.includes(path):
            if mark == '"' and name in exposed and name.split("/")[0] != path.parts[0]:
                yield f"{path}: {name} shows <{exposed[name]}> to another folder"


def length(tree):
    """No source file is longer than LONGEST lines."""
    for path in tree.paths:
        if path.suffix in SOURCE or path.name == "CMakeLists.txt" or path.parts[0] == "scripts":
            lines = tree.read(path).count("\n")
            if lines > LONGEST:
                yield f"{path}: {lines} lines, {LONGEST} are allowed"


def listed(tree):
    """Every .cpp file is listed by name in the CMakeLists.txt of its folder."""
    for path in tree.paths:
        if path.suffix != ".cpp":
            continue
        place = next(
            (p for p in path.parents if (tree.root / p / "CMakeLists.txt").is_file()), None
        )
        if place is None:
            yield f"{path}: there is no CMakeLists.txt above it"
            continue
        name = re.escape(path.relative_to(place).as_posix())
        text = tree.read(place / "CMakeLists.txt")
        # By its path, or as the name of a test: sholu_test(url_test ...).
        if not re.search(rf"(?<![\w/]){name}\b|\({path.stem}\b", text):
            yield f"{path}: not listed in CMakeLists.txt"


def own_header(tree):
    """The first include of x/y.cpp is x/y.h, where that exists."""
    for path in tree.code(".cpp"):
        header = path.with_suffix(".h")
        found = tree.includes(path)
        if (tree.root / header).is_file() and (not found or found[0][1] != header.as_posix()):
            yield f"{path}: the first include must be {header}"


def machine(tree):
    """No file names a place on somebody's machine."""
    here = str(tree.root)
    for path in tree.paths:
        data = (tree.root / path).read_bytes()
        if b"\0" in data[:4096]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if (
                path.parts[0] != "tests"
                and MACHINE.search(line)
                or len(here) > 8
                and here + "/" in line
            ):
                yield f"{path}:{number}: a path of one machine"


CHECKS = {f.__name__: f for f in (order, libraries, length, listed, own_header, machine)}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(CHECKS))
    parser.add_argument(
        "--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2]
    )
    args = parser.parse_args()
    if set(args.checks) - set(CHECKS):
        parser.error(f"known checks: {', '.join(CHECKS)}")
    tree = Tree(args.root.resolve())
    breaches = [f"{name}: {line}" for name in args.checks or CHECKS for line in CHECKS[name](tree)]
    print("\n".join(breaches) or f"{len(tree.paths)} files checked")
    sys.exit(1 if breaches else 0)
