"""What the system tests share: a workspace, the binary run in it, checks that name what differs."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "demo"))  # its server and its feeds


class Failed(Exception):
    """A check that did not hold; the message says which."""


def binary():
    """The binary under test: $SHOLU, else the release build."""
    return os.environ.get("SHOLU") or str(ROOT / "build" / "release" / "sholu")


class Workspace:
    """A workspace in a temporary folder."""

    def __init__(self, sources):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sholu-test-"))
        self.folder = self.home / "workspace"
        self.run("init", self.folder)
        # YAML reads JSON.
        text = json.dumps({"sources": sources}, ensure_ascii=False, indent=1)
        (self.folder / "sources.yaml").write_text(text, encoding="utf-8")

    @classmethod
    def at(cls, folder):
        """A workspace that is there already, as after a restore."""
        space = cls.__new__(cls)
        space.folder = pathlib.Path(folder)
        space.home = space.folder.parent
        return space

    def start(self, *arguments, **options):
        """Starts sholu in the workspace and returns the process."""
        environment = {**os.environ, "SHOLU_WORKSPACE": str(self.folder)}
        command = [binary(), *map(str, arguments)]
        return subprocess.Popen(command, env=environment, text=True, **options)

    def run(self, *arguments):
        """Runs sholu and returns what it printed; Failed unless it ends well."""
        process = self.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = process.communicate()
        if process.returncode:
            command, said = " ".join(map(str, arguments)), err.strip()[-2000:]
            raise Failed(f"{command}: exit status {process.returncode}: {said}")
        return out

    def json(self, *arguments):
        out = self.run(*arguments, "--json")
        try:
            return json.loads(out)
        except json.JSONDecodeError as error:
            command = " ".join(map(str, arguments))
            raise Failed(f"{command}: no JSON ({error}): {out[:300]!r}") from error

    def outcome(self, *arguments):
        """(exit status, what it printed, what it said of errors) where nobody can be asked."""
        process = self.start(*arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, error = process.communicate()
        return process.returncode, out, error

    def refused(self, said, *arguments, status=1):
        """Runs what must fail with that status, print nothing and say `said`, in one line unless the arguments are wrong."""
        ended, out, error = self.outcome(*arguments)
        if ended != status or said not in error or out or (status == 1 and error.count("\n") != 1):
            raise Failed(f"{arguments}: exit status {ended}: {out!r} {error!r}; due {status}, {said!r}")

    def hits(self, *query):
        """What a query finds, all of it."""
        return self.json("search", *query, "--limit", 0)["hits"]

    def remove(self):
        shutil.rmtree(self.home, ignore_errors=True)


def members(data):
    """(offset, content) of every whole gzip member, and the bytes that are left behind them."""
    found, at = [], 0
    while at < len(data):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            content = unpacker.decompress(data[at:])
        except zlib.error:
            break
        if not unpacker.eof:
            break
        found.append((at, content))
        at = len(data) - len(unpacker.unused_data)
    return found, data[at:]


def differences(due, found, place=""):
    """A line for every place where `found` contradicts `due`; a count of zero may be absent."""
    if isinstance(due, dict) or isinstance(found, dict):
        due, found = due or {}, found or {}
        if isinstance(due, dict) and isinstance(found, dict):
            return [
                line
                for key in sorted({*due, *found})
                for line in differences(due.get(key), found.get(key), f"{place}.{key}".lstrip("."))
            ]
    return [] if (due or 0) == (found or 0) else [f"{place}: due {due!r}, found {found!r}"]


def expect(what, due, found):
    """Raises Failed with every difference. Keys of `found` that `due` lacks do not matter."""
    lines = differences(due, {k: found.get(k) for k in due})
    if lines:
        raise Failed(f"{what}:\n  " + "\n  ".join(lines))


def expect_sound(space):
    """The counters that the store keeps are those that its documents give."""
    if space.json("status", "--recount").get("recount_equal") is not True:
        raise Failed("status --recount: counters differ from the documents")


def main(test):
    """Runs `test(spaces)`, which appends the workspaces that it makes; they stay if it fails."""
    spaces = []
    try:
        test(spaces)
    except Failed as failure:
        kept = "".join(f"\nworkspace kept: {s.folder}" for s in spaces)
        sys.exit(f"FAILED {failure}{kept}")
    for space in spaces:
        space.remove()
