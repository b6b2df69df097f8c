#!/usr/bin/env python3
"""The demonstration: crawls a made-up media landscape over loopback, imports a made-up register of appeals, and prints what came of
it. A second run finds nothing new and says so.

usage: run.py --sholu BINARY --workspace DIR
"""
import argparse
import errno
import json
import os
import pathlib
import subprocess
import sys

import landscape
from serve import RequestLog, Server

HERE = pathlib.Path(__file__).parent
PORT = 8741  # kept in the workspace, because the address of a document belongs to its identity


class Demonstration:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder

    def sholu(self, *arguments):
        done = subprocess.run([self.binary, *map(str, arguments)], env={**os.environ, "SHOLU_WORKSPACE": str(self.folder)},
                              stdout=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(f"sholu {' '.join(map(str, arguments))}: exit status {done.returncode}")
        return done.stdout

    def prepare(self):
        """Makes the workspace at the first run."""
        if not (self.folder / "sholu.yaml").exists():
            self.sholu("init", self.folder)

    def serve(self):
        """Starts the outlets and describes them in sources.yaml."""
        note = self.folder / "demonstration-port"
        port = int(note.read_text()) if note.exists() else PORT
        try:
            servers = self.bind(port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            if note.exists():
                sys.exit(f"Port {port}, where this workspace knows the outlets, is taken. Free it, or remove {self.folder} and start again.")
            servers = self.bind(0)
        note.write_text(str(servers[0].server_port))
        sources = []
        for outlet, server in zip(landscape.OUTLETS, servers):
            server.resources = landscape.site(outlet, server.url)
            sources.append(landscape.source(outlet, server.url))
        # YAML reads JSON.
        (self.folder / "sources.yaml").write_text(json.dumps({"sources": sources}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return servers

    def bind(self, port):
        """A server per outlet, all on one port, each on a loopback address of its own."""
        log, servers = RequestLog(self.folder / "requests.log"), []
        try:
            for outlet in landscape.OUTLETS:
                servers.append(Server(outlet.id, {}, outlet.address, port, log))
                port = servers[0].server_port
        except OSError:
            for server in servers:
                server.close()
            raise
        return servers

    def run(self):
        self.prepare()
        servers = self.serve()
        names = ", ".join(o.name for o in landscape.OUTLETS)
        print(f"Crawling three made-up outlets ({names}) ...", flush=True)
        crawled = json.loads(self.sholu("crawl", "--once", "--json"))
        print(f"  {crawled['added']} articles added, {crawled['updated']} updated, {crawled['unchanged']} unchanged; "
              f"{crawled['failed']} addresses failed (one feed is dead on purpose).")
        print("Importing a register of citizens' appeals (windows-1251, semicolons) ...", flush=True)
        imported = json.loads(self.sholu("import", "appeals", HERE / "appeals.csv", "--source", "demo-register", "--rejects",
                                         self.folder / "appeals.rejects.csv", "--json"))
        print(f"  {imported['accepted']} appeals accepted, {imported['updated']} updated, {imported['unchanged']} unchanged, "
              f"{imported['rejected']} rejected; personal data were masked before anything was stored.")
        if not any((crawled["added"], crawled["updated"], imported["accepted"], imported["updated"])):
            print("Nothing has changed since the last run: every document was known already.")
        print("\nWhat the corpus holds now:\n" + self.sholu("status"))
        print("The health sphere in 2025:\n" + self.sholu("summary", "--sphere", "health", "--from", "2025-01-01", "--to", "2025-12-31"))
        print("Documents that speak of a bribe (взятка), found by lemma:\n" + self.sholu("search", "взятка", "--limit", 3))
        for server in servers:
            server.close()
        print(f"The workspace lies in {self.folder} (sources.yaml, sholu.yaml, lexicon/, requests.log); try for instance\n"
              f"  {self.binary} summary --workspace {self.folder} --sphere customs --from 2025-01-01 --to 2025-12-31\n"
              f"  {self.binary} search --workspace {self.folder} субсидия")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sholu", required=True)
    parser.add_argument("--workspace", required=True, type=pathlib.Path)
    args = parser.parse_args()
    Demonstration(args.sholu, args.workspace.absolute()).run()
