#!/usr/bin/env python3
"""Power losses and full disks, played by tests/faults: what was acknowledged as durable is there afterwards, and nothing is damaged.

A command that ended well has forced its work to the disk. Another one is killed; then every file loses what was written after it was last forced to
the disk, at a place drawn at random, and files whose folder was not forced to the disk since are gone, or not. Full disk: a command gets room for so many
bytes, must say so in a line, and goes on when there is space again.

usage: power.py --faults LIBRARY [--losses N] [--full N] [--seed S]      (without --seed: a random one, printed)
"""
import argparse
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import time

from harness import Failed, Workspace, binary, expect_sound, main


# The words of a full disk; a path may have "space" in it.
SAYS_FULL = re.compile(r"No space left on device|disk is full|free (some )?space and start again")


class Disk:
    """What of the files below a folder would survive a power loss."""

    def __init__(self, folder):
        self.folder = folder
        self.synced = {str(p): p.stat().st_size for p in folder.rglob("*") if p.is_file()}
        self.durable = set(self.synced)

    def replay(self, log):
        for line in log.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
            what, path, more = line.split("\t")
            if what == "create":
                self.synced[path] = 0
                self.durable.discard(path)
            elif what == "sync":
                self.synced[path] = int(more)
            elif what == "syncdir":
                self.durable |= {p for p in self.synced if os.path.dirname(p) == path}
            elif what == "rename" and path in self.synced:
                self.synced[more] = self.synced.pop(path)
            elif what == "unlink":
                self.synced.pop(path, None)

    def lose(self, drawn):
        for path in sorted(p for p in self.folder.rglob("*") if p.is_file()):
            name, size = str(path), path.stat().st_size
            kept = self.synced.get(name, 0)
            if name not in self.durable and drawn.random() < 0.5:
                path.unlink()
            elif kept < size:
                with open(path, "rb+") as file:
                    file.truncate(drawn.randint(kept, size))


class Trial:
    def __init__(self, faults, spaces, drawn):
        self.faults, self.drawn = str(pathlib.Path(faults).resolve()), drawn
        self.space = Workspace([])
        spaces.append(self.space)
        self.next = 1
        self.refused = self.killed = 0
        self.there, self.labels = set(), {}

    def register(self, count):
        """A file of so many new appeals, and their keys."""
        path = self.space.home / "register.jsonl"
        rows = [
            {"number": f"A-{i}", "date": f"2026-02-{i % 28 + 1:02}", "text": f"Главный врач больницы номер {i} требует взятку, палата {i * 7}. " * 9}
            for i in range(self.next, self.next + count)
        ]
        self.next += count
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return path, {row["number"] for row in rows}

    def report(self):
        path = self.space.home / f"report{self.next}.html"
        self.next += 1
        path.write_text(f"<title>Отчёт {self.next}</title><p>В акимате района {self.next} берут взятки за землю.</p>" * 5, encoding="utf-8")
        return path

    def start(self, *arguments, **faults):
        environment = {**os.environ, "SHOLU_WORKSPACE": str(self.space.folder), "LD_PRELOAD": self.faults, "FAULTS_FOLDER": str(self.space.home), **faults}
        command = [binary(), *map(str, arguments)]
        return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def command(self):
        """A command that writes: its words, and what is there for good once it has ended well."""
        kind = self.drawn.choice(("import", "import", "import", "report", "label", "forget", "key", "backup"))
        numbers = sorted(self.there)
        if kind == "report":
            return ("import", "reports", self.report(), "--source", "ngo"), set(), None
        if kind == "label" and numbers:
            return ("label", self.number(self.drawn.choice(numbers)), "seen", str(self.next), "--who", "clerk"), set(), None
        if kind == "forget" and len(numbers) > 40:
            gone = self.drawn.choice(numbers)
            return ("forget", self.number(gone), "--reason", "order", "--who", "clerk", "--yes"), set(), gone
        if kind == "key":
            return ("key", "rotate", "--who", "admin"), set(), None
        if kind == "backup":
            return ("backup", "create", "--folder", self.space.home / "backup", "--who", "admin"), set(), None
        path, keys = self.register(self.drawn.randint(5, 120))
        return ("import", "appeals", path), keys, None

    def number(self, key):
        return self.stored()[key]

    def stored(self):
        hits = self.space.json("search", "type:appeal", "--limit", 0)["hits"]
        stored = {hit["key"].rsplit("/", 1)[1]: hit["number"] for hit in hits}
        if len(stored) != len(hits):
            raise Failed("a document is there twice")
        return stored

    def check(self, after, perhaps, perhaps_gone):
        stored = set(self.stored())
        missing = self.there - stored - ({perhaps_gone} if perhaps_gone else set())
        if missing:
            raise Failed(f"{after}: {sorted(missing)[:5]} are lost")
        if stored - self.there - perhaps:
            raise Failed(f"{after}: {sorted(stored - self.there - perhaps)[:5]} came from nowhere")
        self.there = stored
        expect_sound(self.space)
        found = self.space.start("fsck", "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said = found.communicate()
        if found.returncode:
            raise Failed(f"{after}: fsck: {said[0]}{said[1]}")
        backup = self.space.home / "backup"
        if backup.exists() and any((backup / "store" / "meta").glob("*")):
            listed = self.space.run("backup", "list", "--folder", backup)
            if listed:
                self.space.run("backup", "verify", "--folder", backup)

    def settle(self):
        """Runs one command to its end."""
        arguments, added, gone = self.command()
        self.space.run(*arguments)
        self.there |= added
        self.there.discard(gone)

    def loss(self):
        self.settle()
        disk = Disk(self.space.home)
        log = self.space.home.parent / (self.space.home.name + ".log")
        log.unlink(missing_ok=True)
        arguments, added, gone = self.command()
        process = self.start(*arguments, FAULTS_LOG=str(log))
        begin = time.monotonic()
        wait = self.drawn.random() * 0.9
        while process.poll() is None and time.monotonic() - begin < wait:
            time.sleep(0.002)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            self.killed += 1
        done = process.wait() == 0
        process.communicate()
        if log.exists():
            disk.replay(log)
        disk.lose(self.drawn)
        log.unlink(missing_ok=True)
        after = f"a power loss in {' '.join(map(str, arguments))}{' that had ended' if done else ''}"
        if done:
            self.there |= added
            self.there.discard(gone)
        self.check(after, added, gone)
        if gone and gone in self.there:
            self.space.run("forget", "--finish")

    def exported(self, form):
        """A file that an export has written is on the disk with its name when the command ends."""
        log, path = self.space.home.parent / (self.space.home.name + ".log"), self.space.home / f"out.{form}"
        disk = Disk(self.space.home)
        process = self.start("export", "--format", form, "--output", path, "--reason", "order", "--who", "clerk", FAULTS_LOG=str(log))
        error = process.communicate()[1]
        if process.returncode:
            raise Failed(f"export --format {form}: {error}")
        disk.replay(log)
        log.unlink()
        if disk.synced.get(str(path)) != path.stat().st_size or str(path) not in disk.durable:
            raise Failed(f"a power loss takes {path.name} away")

    def full(self):
        arguments, added, gone = self.command()
        # The store stops writing when less than 72 MiB are left.
        room = (72 << 20) + int(2 ** (self.drawn.random() * 20)) - self.drawn.choice((0, 0, 0, 0, 9 << 10, 70 << 20))
        process = self.start(*arguments, FAULTS_ROOM=str(room))
        try:
            out, error = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed(f"with room for {room} bytes {arguments} does not end") from None
        if process.returncode not in (0, 1):
            raise Failed(f"with room for {room} bytes {arguments}: exit status {process.returncode}: {error}")
        if process.returncode == 1 and not SAYS_FULL.search(error):
            raise Failed(f"with room for {room} bytes {arguments} says: {error}{out}")
        self.refused += process.returncode
        if process.returncode == 0:
            self.there |= added
            self.there.discard(gone)
        self.check(f"room for {room} bytes in {' '.join(map(str, arguments))}", added, gone)
        self.settle()


def test(spaces):
    parser = argparse.ArgumentParser()
    parser.add_argument("--faults", required=True)
    parser.add_argument("--losses", type=int, default=6)
    parser.add_argument("--full", type=int, default=6)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 24))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    trial = Trial(arguments.faults, spaces, random.Random(arguments.seed))
    trial.settle()
    for _ in range(arguments.losses):
        trial.loss()
    for form in ("jsonl", "csv", "xlsx"):
        trial.exported(form)
    for _ in range(arguments.full):
        trial.full()
    print(f"{arguments.losses} power losses, {trial.killed} of them at work; {arguments.full} full disks, {trial.refused} commands refused for them")
    print(f"{len(trial.there)} documents, each there once")


if __name__ == "__main__":
    main(test)
