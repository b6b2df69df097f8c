#!/usr/bin/env python3
"""Every check of check.py finds its breach in a small wrong tree, and nothing in a right one."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).with_name("check.py")
GOOD = {
    "core/text.h": "#pragma once\n#include <string>\n",
    "core/text.cpp": '#include "core/text.h"\n\n#include <openssl/evp.h>\n',
    "core/CMakeLists.txt": "sholu_library(core SOURCES text.cpp)\n",
    "crawler/page.h": '#pragma once\n#include "core/text.h"\n',
    "crawler/tree.h": "#pragma once\n#include <gumbo.h>\n",
    "crawler/page.cpp": '#include "crawler/page.h"\n#include <poll.h>\n#include "crawler/tree.h"\n',
    "crawler/CMakeLists.txt": "sholu_library(crawler SOURCES page.cpp)\n",
    "app/main.cpp": '#include "crawler/page.h"\n',
    "app/CMakeLists.txt": "add_executable(sholu main.cpp)\n",
}
# check -> (file, its wrong content, what must be said)
BAD = {
    "order": (
        "core/text.cpp",
        '#include "core/text.h"\n#include "crawler/page.h"\n',
        "core must not include crawler/page.h",
    ),
    "libraries": (
        "core/text.cpp",
        '#include "core/text.h"\n#include <gumbo.h>\n',
        "core must not include <gumbo.h>",
    ),
    "length": ("app/main.cpp", "\n" * 601, "601 lines"),
    "listed": ("app/other.cpp", "", "app/other.cpp: not listed"),
    "own_header": (
        "core/text.cpp",
        '#include <string>\n#include "core/text.h"\n',
        "first include must be core/text.h",
    ),
    "machine": ("app/main.cpp", "// see /" + "home/somebody/notes\n", "app/main.cpp:1"),
}


class CheckTest(unittest.TestCase):
    def run_on(self, files, *checks):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            done = subprocess.run(
                [sys.executable, CHECK, *checks, "--root", folder], capture_output=True, text=True
            )
        return done.returncode, done.stdout

    def test_accepts_a_right_tree(self):
        self.assertEqual(self.run_on(GOOD)[0], 0, self.run_on(GOOD)[1])

    def test_finds_each_breach(self):
        for check, (name, text, due) in BAD.items():
            with self.subTest(check):
                status, said = self.run_on({**GOOD, name: text}, check)
                self.assertEqual(status, 1)
                self.assertIn(due, said)

    def test_finds_a_library_shown_to_another_folder(self):
        status, said = self.run_on(
            {**GOOD, "app/main.cpp": '#include "crawler/tree.h"\n'}, "libraries"
        )
        self.assertEqual(status, 1)
        self.assertIn("crawler/tree.h shows <gumbo.h>", said)

    def test_finds_a_library_that_nobody_has_entered(self):
        status, said = self.run_on(
            {**GOOD, "app/main.cpp": "#include <opencv2/core.hpp>\n"}, "libraries"
        )
        self.assertEqual(status, 1)
        self.assertIn("unknown library <opencv2/core.hpp>", said)


if __name__ == "__main__":
    unittest.main()
