#!/usr/bin/env python3
"""The demonstration: crawls a made-up media landscape over loopback, imports made-up office files
(appeals, legal statistics, a survey, reports), and writes summaries and reports. A second run finds
nothing new and says so.

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
import office
from serve import RequestLog, Server

PORT = 8741  # kept in the workspace, because the address of a document belongs to its identity
LANGUAGES = ("kk", "ru", "en")
SPHERE, BODY = "preschool", "customs_post"
PERIOD = ["--period", "2025-H2"]
# What is imported: command, source, files, and what they are.
IMPORTS = [
    ("appeals", "demo-register", ["appeals.csv"], "citizens' appeals, CSV in windows-1251"),
    ("appeals", "demo-register-kk", ["register.xlsx"], "citizens' appeals in Kazakh, XLSX"),
    ("statistics", "demo-articles", ["statistics-articles.xlsx"], "legal statistics by article"),
    ("statistics", "demo-regions", ["statistics-regions.xlsx"], "legal statistics by region"),
    ("surveys", "demo-survey", ["survey.csv"], "a survey of perception"),
    ("reports", "demo-ngo", ["report.docx", "report-kk.html"], "reports of an NGO, DOCX and HTML"),
]


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
        names = ", ".join(outlet.name for outlet in landscape.OUTLETS)
        print(f"Crawling made-up outlets ({names}) ...", flush=True)
        totals = json.loads(self.sholu("crawl", "--once", "--json"))
        print(
            "  {added} articles added, {updated} updated, {unchanged} unchanged;".format(**totals)
        )
        print("  {failed} addresses failed (one feed is dead on purpose).".format(**totals))
        return totals["added"] + totals["updated"]

    def load(self):
        """Imports the office files; returns how much was new."""
        folder, changes = self.folder / "in", 0
        office.write(folder)
        for command, source, names, what in IMPORTS:
            print(f"Importing {what} ...", flush=True)
            files = [folder / name for name in names]
            said = self.sholu("import", command, *files, "--source", source, "--json")
            for totals in map(json.loads, said.splitlines()):
                told = "  {accepted} accepted, {updated} updated, {unchanged} unchanged,"
                print((told + " {rejected} rejected.").format(**totals))
                changes += totals["accepted"] + totals["updated"]
        print(f"Why a row was rejected stands in {self.folder / 'rejects'}.")
        print("Personal data was masked before anything was stored or indexed.")
        return changes

    def publish(self):
        """Writes a summary and a report in each language; returns their names."""
        folder, names = self.folder / "out", []
        folder.mkdir(exist_ok=True)
        for language in LANGUAGES:
            scope = ["--sphere", SPHERE, *PERIOD, "--language", language]
            summary = folder / f"summary-{SPHERE}-{language}.html"
            report = folder / f"report-{SPHERE}-{language}.docx"
            self.sholu("summary", *scope, "--format", "html", "--output", summary)
            self.sholu("report", *scope, "--output", report)
            names += [summary.name, report.name]
        return names

    def run(self):
        self.sholu("init", self.folder)
        servers = self.serve()
        changes = self.crawl() + self.load()
        for server in servers:
            server.close()
        if changes == 0:
            print("Nothing has changed since the last run: everything was known already.")
        print("\nWhat the workspace holds:\n" + self.sholu("status"))
        print(self.sholu("summary", "--sphere", SPHERE, *PERIOD))
        print(self.sholu("summary", "--body", BODY, *PERIOD))
        names = self.publish()
        self.explain(names)

    def explain(self, names):
        """What lies where, and what to try next."""
        print(f"Everything lies in {self.folder}:")
        print("  sholu.yaml, sources.yaml, lexicon/, registry/,")
        print("  imports.yaml, priorities.yaml, report/: what you may edit")
        print("  in/       the office files as they came; rejects/ says why rows were not taken")
        print("  archive/  the pages as they were received")
        print("  store/    the corpus: documents, index, counters")
        print("  out/      " + ",\n            ".join(names))
        here = f"{self.binary} --workspace {self.folder}"
        print("Try for instance:")
        print(f"  {here} search субсидия")
        print(f"  {here} search балабақша кезегі --countable --by-date")
        print(f"  {here} show 1 --verify")
        print(f"  {here} appeals list --limit 10")
        print(f"  {here} summary --sphere agriculture --period 2025 --language kk")
        print(f"  {here} report --body {BODY} --period 2025 --output customs.docx --language en")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sholu", required=True)
    parser.add_argument("--workspace", required=True, type=pathlib.Path)
    args = parser.parse_args()
    Demonstration(args.sholu, args.workspace.absolute()).run()
