#!/usr/bin/env python3
"""Backups as an administrator makes them: what comes back is what there was, damage is named, what was forgotten stays away."""
import gzip
import json
import random
import shutil
import subprocess
import zlib

from harness import Failed, Workspace, binary, expect, expect_sound, main


KAZAKH = "Қызылқоңыраулы"  # a word of one appeal alone, which has another spelling in the list of words


def appeals(path, first, last):
    rows = [
        {"number": f"A-{i}", "date": f"2026-01-{i % 28 + 1:02}",
         "text": f"Главный врач больницы номер {i} требует взятку за операцию, палата {i * 7}." + (f" {KAZAKH}" if i == 7 else "")}
        for i in range(first, last)
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def hits(space, *query):
    return {hit["key"]: hit["number"] for hit in space.hits(*query)}


def verify(folder):
    done = subprocess.run([binary(), "backup", "verify", "--folder", str(folder), "--json"], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def is_filling(archive, at):
    """Whether a bit flipped in byte `at` may be one that fills up a byte of compressed data, and says nothing (RFC 1951 3.2.3, 3.2.4)."""
    begin = 0
    while begin < len(archive):
        member = zlib.decompressobj(wbits=31)
        member.decompress(archive[begin:])
        end = len(archive) - len(member.unused_data)
        if at < end:
            return begin + 10 <= at < end - 8  # neither in the head nor in the checksum
        begin = end
    return False


def means_the_same(archive, flipped):
    try:
        return gzip.decompress(flipped) == gzip.decompress(archive)
    except (OSError, EOFError, zlib.error):
        return False


def within(spaces):
    """A folder of backups in the workspace itself, a key there, and an archive on another disk."""
    space = Workspace([])
    spaces.append(space)
    fresh = space.json("fsck")
    expect("fsck of what has nothing yet", {"sound": True, "documents": 0}, fresh)
    if (space.folder / "store").exists():
        raise Failed("fsck made a store")
    settings = space.folder / "sholu.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("  # folder: ../", "  folder: backups  # ../").replace("key_file: ../", "key_file: keys/")
    settings.write_text(text, encoding="utf-8")
    (space.folder / "keys").mkdir()
    (space.home / "disk").mkdir()
    (space.folder / "archive").symlink_to(space.home / "disk")
    rows, report = space.home / "rows.jsonl", space.home / "report.html"
    appeals(rows, 0, 3)
    report.write_text("<title>Отчёт</title><p>В акимате берут взятки за землю.</p>" * 3, encoding="utf-8")
    space.run("import", "appeals", rows)
    space.run("import", "reports", report, "--source", "ngo")
    key = next((space.folder / "keys").iterdir()).read_bytes()
    first = space.json("backup", "create", "--who", "admin")
    if len(first["left_out"]) != 1 or not first["left_out"][0].startswith("keys/"):
        raise Failed(f"left out are {first['left_out']}")
    second = space.json("backup", "create", "--who", "admin")
    if second["new_files"] > 1 or second["files"] != first["files"]:  # the audit log grew
        raise Failed(f"a backup backs itself up: {first}, {second}")
    backups = space.folder / "backups"
    if any(path.is_file() and key in path.read_bytes() for path in backups.rglob("*")):
        raise Failed("the master key is in the backup")
    space.run("backup", "restore", space.home / "back", "--folder", backups)
    back = Workspace.at(space.home / "back")
    (back.folder / "keys").mkdir()
    for file in (space.folder / "keys").iterdir():
        shutil.copy(file, back.folder / "keys")
    if hits(back) != hits(space) or not any((back.folder / "archive").iterdir()):
        raise Failed("the linked archive did not come back")
    (space.folder / "store").rename(space.home / "store")
    status, out, _ = space.outcome("fsck")
    if status != 1 or "store: it is missing" not in out:
        raise Failed(f"fsck of a workspace that lost its store: {out}")


def test(spaces):
    within(spaces)
    space = Workspace([])
    spaces.append(space)
    register, report, backup = space.home / "register.jsonl", space.home / "report.html", space.home / "backup"
    appeals(register, 0, 30)
    report.write_text("<title>Отчёт</title><p>В акимате берут взятки за землю.</p>" * 3, encoding="utf-8")
    space.run("import", "appeals", register)
    space.run("import", "reports", report, "--source", "ngo")
    settings = space.folder / "sholu.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("\n  # feeds: alerts", "\n  feeds: ../feeds"), encoding="utf-8")
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
    back = Workspace.at(space.home / "back")
    if hits(back) != before:
        raise Failed("what came back is not what there was")
    expect_sound(back)
    expect("fsck of what came back", {"sound": True, "documents": 31, "originals": 30, "archived_documents": 1}, back.json("fsck"))

    # What is forgotten after a backup was made does not come back with it.
    number = hits(space, "палата", "49")[next(iter(hits(space, "палата", "49")))]
    space.run("forget", number, "--reason", "order 2", "--who", "clerk", "--yes")
    space.json("backup", "create", "--folder", backup, "--who", "admin")
    feed = space.home / "feeds/all.atom"  # of the workspace that lives, beside it
    feed.parent.mkdir()
    feed.write_text("<feed/>", encoding="utf-8")
    restored = space.json("backup", "restore", space.home / "older", "--folder", backup, "--number", first["number"])
    if not feed.exists():
        raise Failed("to restore a backup removed a feed of the workspace that lives")
    expect("an older backup", {"erased": 1}, restored)
    if len(hits(Workspace.at(space.home / "older"))) != 30 or not Workspace.at(space.home / "older").json("fsck")["sound"]:
        raise Failed("an older backup brought back what was forgotten")

    space.refused("there is no backup 99", "backup", "verify", "--folder", backup, "--number", 99)

    # Through a pipe, and to a name that tar would take for another machine's.
    tar = space.home / "all.tar"
    with open(tar, "wb") as out:
        process = space.start("backup", "create", "--tar", "-", "--who", "admin", stdout=out)
        if process.wait():
            raise Failed("backup create --tar - failed")
    space.run("backup", "restore", space.home / "piped", "--tar", tar)
    if hits(Workspace.at(space.home / "piped")) != hits(space):
        raise Failed("what came through a pipe is not what there was")

    process = space.start("backup", "create", "--tar", "all: 1.tar", "--who", "admin", cwd=space.home, stdout=subprocess.PIPE)
    process.communicate()
    if process.returncode or not (space.home / "all: 1.tar").stat().st_size:
        raise Failed("backup create --tar to a name with a colon failed")
    process = space.start("backup", "restore", "named", "--tar", "all: 1.tar", cwd=space.home, stdout=subprocess.PIPE)
    process.communicate()
    if process.returncode or hits(Workspace.at(space.home / "named")) != hits(space):
        raise Failed("what came from a name with a colon is not what there was")
    space.refused("--folder", "backup", "create", "--tar", "-", "--folder", backup, status=2)

    kept = space.json("backup", "create", "--folder", backup, "--keep", 1, "--who", "admin")
    listed = [json.loads(line) for line in space.run("backup", "list", "--folder", backup, "--json").splitlines()]
    if [one["number"] for one in listed] != [kept["number"]]:
        raise Failed(f"--keep 1 keeps {listed}")

    # Not where something else lies, nor in the place of a store that is gone.
    for folder, said in ((space.folder / "archive", "workspace's own"), (space.folder, "workspace's own"), (space.home, "of no backup")):
        space.refused(said, "backup", "create", "--folder", folder, "--who", "admin")
    (space.folder / "store").rename(space.folder / "elsewhere")
    space.refused("the store is missing", "search")
    (space.folder / "elsewhere").rename(space.folder / "store")
    # What was cut short is copied anew.
    largest = max((p for p in (backup / "files").rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:100])
    space.json("backup", "create", "--folder", backup, "--keep", 1, "--who", "admin")
    if verify(backup)[0]:
        raise Failed("a file of the backup that was cut short stays so")

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
            told = json.loads(out)
            # The last record may now look like one that was being written; its document misses it.
            noticed = process.returncode == 1 and (told["archive_findings"] or told["findings"])
            if not noticed and not (is_filling(content, at) and means_the_same(content, path.read_bytes())):
                raise Failed(f"a bit of {path.name} (byte {at}) was flipped: fsck says {out}")
        path.write_bytes(content)
    if not space.json("fsck")["sound"]:
        raise Failed("the archive is whole again and said to be damaged")


if __name__ == "__main__":
    main(test)
