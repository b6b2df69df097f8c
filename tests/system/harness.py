"""What the system tests share: a workspace, the binary run in it, and checks that name what differs."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "demo"))


class Failed(Exception):
    """A check that did not hold; the message says which."""


def binary():
    """The binary under test: $SHOLU, else the release build."""
    return os.environ.get("SHOLU") or str(ROOT / "build" / "release" / "sholu")


class Workspace:
    """A workspace in a temporary folder, removed at the end unless the test failed."""

    def __init__(self, sources):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sholu-test-"))
        self.folder = self.home / "workspace"
        done = subprocess.run([binary(), "init", str(self.folder)], capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"init: exit status {done.returncode}: {done.stderr.strip()}")
        # YAML reads JSON.
        (self.folder / "sources.yaml").write_text(json.dumps({"sources": sources}, ensure_ascii=False, indent=1), encoding="utf-8")

    def start(self, *arguments, **options):
        """Starts sholu in the workspace and returns the process."""
        return subprocess.Popen([binary(), *map(str, arguments)], env={**os.environ, "SHOLU_WORKSPACE": str(self.folder)}, text=True, **options)

    def run(self, *arguments, status=0):
        process = self.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = process.communicate()
        if process.returncode != status:
            raise Failed(f"{' '.join(map(str, arguments))}: exit status {process.returncode}, due {status}: {err.strip()[-2000:]}")
        return out

    def json(self, *arguments, status=0):
        out = self.run(*arguments, status=status)
        try:
            return json.loads(out)
        except json.JSONDecodeError as error:
            raise Failed(f"{' '.join(map(str, arguments))}: no JSON ({error}): {out[:300]!r}") from error

    def remove(self):
        shutil.rmtree(self.home, ignore_errors=True)


def differences(due, found, place=""):
    """Lines that name every place where `found` lacks or contradicts `due`. Counts of zero may be absent."""
    if isinstance(due, dict) or isinstance(found, dict):
        due, found = due or {}, found or {}
        if not (isinstance(due, dict) and isinstance(found, dict)):
            return [f"{place}: due {due!r}, found {found!r}"]
        return [line for key in sorted({*due, *found}) for line in differences(due.get(key), found.get(key), f"{place}.{key}".lstrip("."))]
    return [] if (due or 0) == (found or 0) else [f"{place}: due {due!r}, found {found!r}"]


def expect(what, due, found):
    """Raises Failed with every difference."""
    lines = differences(due, found)
    if lines:
        raise Failed(f"{what}:\n  " + "\n  ".join(lines))


def main(test, workspace_of):
    """Runs `test()`; on failure says where the workspace lies, for a look at it."""
    try:
        test()
    except Failed as failure:
        space = workspace_of()
        print(f"FAILED {failure}\nworkspace kept: {space.home if space else 'none'}", file=sys.stderr)
        sys.exit(1)
    if workspace_of():
        workspace_of().remove()
