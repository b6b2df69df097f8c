#!/usr/bin/env python3
"""The bundled demonstration takes in all it has, and a second run changes nothing."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

from harness import ROOT, Failed, binary


def run(folder):
    script = [sys.executable, "-B", ROOT / "demo" / "run.py", "--sholu", binary()]
    done = subprocess.run([*script, "--workspace", folder], capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"exit status {done.returncode}: {done.stdout[-500:]} {done.stderr[-500:]}")
    return done.stdout


def expect(text, *lines):
    for line in lines:
        if line not in text:
            raise Failed(f"{line!r} is missing in:\n{text}")


def test(folder):
    expect(
        run(folder), "52 articles added, 0 updated", "40 appeals accepted, 0 updated, 0 unchanged"
    )
    again = run(folder)
    expect(again, "0 articles added, 0 updated", "0 appeals accepted, 0 updated, 40 unchanged")
    expect(again, "Nothing has changed since the last run")


if __name__ == "__main__":
    home = pathlib.Path(tempfile.mkdtemp(prefix="sholu-test-"))
    try:
        test(home / "demo")
    except Failed as failure:
        sys.exit(f"FAILED {failure}")
    finally:
        shutil.rmtree(home, ignore_errors=True)
