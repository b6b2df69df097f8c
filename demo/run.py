#!/usr/bin/env python3
"""The demonstration: crawls a made-up media landscape over loopback, imports a made-up register of
appeals, and prints what came of it. A second run finds nothing new and says so.

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
YEAR = ["--from", "2025-01-01", "--to", "2025-12-31"]


class Demonstration:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder

    def sholu(self, *arguments):
        """Runs sholu in the workspace and returns what it printed."""
        command = [self.binary, *map(str, arguments)]
        environment = {**os.environ, "SHOLU_WORKSPACE": str(self.folder)}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: exit status {done.returncode}")
        return done.stdout

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
                print(f"Port {port}, where this workspace knows the outlets, is taken.")
                sys.exit(f"Free it, or remove {self.folder} and start again.")
            servers = self.bind(0)
        note.write_text(str(servers[0].server_port))
        sources, articles = [], landscape.read_all()
        for outlet, server in zip(landscape.OUTLETS, servers):
            server.resources = landscape.site(outlet, articles[outlet.id], server.url)
            sources.append(landscape.source(outlet, server.url))
        # YAML reads JSON.
        text = json.dumps({"sources": sources}, ensure_ascii=False, indent=2) + "\n"
        (self.folder / "sources.yaml").write_text(text, encoding="utf-8")
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

    def crawl(self):
        names = ", ".join(o.name for o in landscape.OUTLETS)
        print(f"Crawling five made-up outlets ({names}) ...", flush=True)
        totals = json.loads(self.sholu("crawl", "--once", "--json"))
        print(
            "  {added} articles added, {updated} updated, {unchanged} unchanged;".format(**totals)
        )
        print("  {failed} addresses failed (one feed is dead on purpose).".format(**totals))
        return totals["added"] + totals["updated"]

    def load(self):
        print("Importing citizens' appeals (CSV in windows-1251) ...", flush=True)
        rejects = self.folder / "appeals.rejects.csv"
        names = ["--source", "demo-register", "--rejects", rejects]
        totals = json.loads(self.sholu("import", "appeals", HERE / "appeals.csv", *names, "--json"))
        told = "  {accepted} appeals accepted, {updated} updated, {unchanged} unchanged,"
        print(told.format(**totals))
        print(f"  {totals['rejected']} rejected ({rejects} says why).")
        print("  Personal data was masked before anything was stored or indexed.")
        return totals["accepted"] + totals["updated"]

    def run(self):
        self.sholu("init", self.folder)
        servers = self.serve()
        changes = self.crawl() + self.load()
        if changes == 0:
            print("Nothing has changed since the last run: every document was known already.")
        print("\nWhat the workspace holds:\n" + self.sholu("status"))
        print("The health sphere in 2025:\n" + self.sholu("summary", "--sphere", "health", *YEAR))
        print("A search for взятка (bribe):\n" + self.sholu("search", "взятка", "--limit", 3))
        for server in servers:
            server.close()
        print(f"Everything lies in {self.folder}: settings, sources, lexicon, archive, store.")
        print("Try for instance:")
        here = f"{self.binary} --workspace {self.folder}"
        print(f"  {here} summary --sphere customs {' '.join(YEAR)} --language kk")
        print(f"  {here} search субсидия")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sholu", required=True)
    parser.add_argument("--workspace", required=True, type=pathlib.Path)
    args = parser.parse_args()
    Demonstration(args.sholu, args.workspace.absolute()).run()
