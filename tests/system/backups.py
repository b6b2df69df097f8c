#!/usr/bin/env python3
"""Backups as an administrator makes them: what comes back is what there was, damage is named, what was forgotten stays away."""
import json
import random
import subprocess

from harness import Failed, Workspace, binary, expect, expect_sound, main


def appeals(path, first, last):
    rows = [
        {"number": f"A-{i}", "date": f"2026-01-{i % 28 + 1:02}", "text": f"Главный врач больницы номер {i} требует взятку за операцию, палата {i * 7}."}
        for i in range(first, last)
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


class At:
    """The binary in another workspace."""

    def __init__(self, folder):
        self.folder = folder

    def json(self, *arguments):
        command = [binary(), "--workspace", str(self.folder), *map(str, arguments), "--json"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"{arguments}: exit status {done.returncode}: {done.stderr}{done.stdout}")
        return json.loads(done.stdout)


def hits(space, *query):
    return {hit["key"]: hit["number"] for hit in space.json("search", *query, "--limit", 0)["hits"]}


def verify(folder):
    done = subprocess.run([binary(), "backup", "verify", "--folder", str(folder), "--json"], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test(spaces):
    space = Workspace([])
    spaces.append(space)
    register, report, backup = space.home / "register.jsonl", space.home / "report.html", space.home / "backup"
    appeals(register, 0, 30)
    report.write_text("<title>Отчёт</title><p>В акимате берут взятки за землю.</p>" * 3, encoding="utf-8")
    space.run("import", "appeals", register)
    space.run("import", "reports", report, "--source", "ngo")
    first = space.json("backup", "create", "--folder", backup, "--who", "admin")
    before = hits(space)
    appeals(register, 10, 40)
    space.run("import", "appeals", register)
    second = space.json("backup", "create", "--folder", backup, "--who", "admin")
    if second["new_files"] >= second["files"] or second["number"] != first["number"] + 1:
        raise Failed(f"the second backup copied everything again: {second}")
    status, said = verify(backup)
    if status or said.count('"sound":true') != 2:
        raise Failed(f"backups just made are said to be damaged: {said}")

    space.json("backup", "restore", space.home / "back", "--folder", backup, "--number", first["number"])
    back = At(space.home / "back")
    if hits(back) != before:
        raise Failed("what came back is not what there was")
    expect_sound(back)
    expect("fsck of what came back", {"sound": True, "documents": 31, "originals": 30, "archived_documents": 1}, back.json("fsck"))

    # What is forgotten after a backup was made does not come back with it.
    number = hits(space, "палата", "49")[next(iter(hits(space, "палата", "49")))]
    space.run("forget", number, "--reason", "order 2", "--who", "clerk", "--yes")
    space.json("backup", "create", "--folder", backup, "--who", "admin")
    restored = space.json("backup", "restore", space.home / "older", "--folder", backup, "--number", first["number"])
    expect("an older backup", {"erased": 1}, restored)
    if len(hits(At(space.home / "older"))) != 30 or not At(space.home / "older").json("fsck")["sound"]:
        raise Failed("an older backup brought back what was forgotten")

    # Through a pipe.
    tar = space.home / "all.tar"
    with open(tar, "wb") as out:
        process = space.start("backup", "create", "--tar", "-", "--who", "admin", stdout=out)
        if process.wait():
            raise Failed("backup create --tar - failed")
    space.run("backup", "restore", space.home / "piped", "--tar", tar)
    if hits(At(space.home / "piped")) != hits(space):
        raise Failed("what came through a pipe is not what there was")

    kept = space.json("backup", "create", "--folder", backup, "--keep", 1, "--who", "admin")
    listed = [json.loads(line) for line in space.run("backup", "list", "--folder", backup, "--json").splitlines()]
    if [one["number"] for one in listed] != [kept["number"]]:
        raise Failed(f"--keep 1 keeps {listed}")

    # One bit anywhere.
    drawn = random.Random(7)
    files = sorted(p for p in backup.rglob("*") if p.is_file() and p.stat().st_size)
    for path in files:
        content = path.read_bytes()
        at = drawn.randrange(len(content))
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << drawn.randrange(8))]) + content[at + 1:])
        status, said = verify(backup)
        if status == 0:
            raise Failed(f"a bit of {path.relative_to(backup)} (byte {at}) was flipped, and nobody noticed")
        path.write_bytes(content)
    if verify(backup)[0]:
        raise Failed("the backup is whole again and said to be damaged")

    # And in the archive.
    for path in sorted((space.folder / "archive").glob("*.warc.gz")):
        content = path.read_bytes()
        for _ in range(12):
            at = drawn.randrange(len(content))
            path.write_bytes(content[:at] + bytes([content[at] ^ (1 << drawn.randrange(8))]) + content[at + 1:])
            process = space.start("fsck", "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            out = process.communicate()[0]
            if process.returncode != 1 or not json.loads(out)["archive_findings"]:
                raise Failed(f"a bit of {path.name} (byte {at}) was flipped: fsck says {out}")
        path.write_bytes(content)
    if not space.json("fsck")["sound"]:
        raise Failed("the archive is whole again and said to be damaged")


if __name__ == "__main__":
    main(test)
