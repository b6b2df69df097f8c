#!/usr/bin/env python3
"""Crawls pages that nginx serves on this machine, under 200 addresses, and prints pages per second of
CPU of sholu's crawler beside those of `wget2 -r` and of Scrapy, which was measured once.

Then 5,000 addresses politely, each asked every ten seconds, for a minute.

usage: loopback.py [--build DIR] [--hosts N] [--rounds N] [--port N]      (needs nginx and wget2)
"""
import argparse
import os
import pathlib
import random
import resource
import shutil
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Pages per second of CPU that Scrapy had, by size in KB: with links, a durable queue and an archive.
SCRAPY = {2: 142, 174: 41}
WORDS = "қала әкім жаңалық бюджет дорога школа тендер больница закон округ проект вода".split()


def page(number, pages, size, rng):
    """A page of about that many bytes that links to ten others and to no other site."""
    links = "".join(
        f'<li><a href="/p/{(number * 10 + i) % pages}.html">story {i}</a></li>' for i in range(1, 11)
    )
    head = f"<!doctype html><html><head><meta charset=utf-8><title>{number}</title></head><body>"
    text, used = [], len(head) + len(links) + 100
    while used < size:
        line = "<p class=text>" + " ".join(rng.choices(WORDS, k=12)) + ".</p>\n"
        used += len(line.encode())
        text.append(line)
    return f"{head}<ul>{links}</ul>{''.join(text)}</body></html>"


def make_site(folder, pages, size):
    rng = random.Random(size)
    (folder / "p").mkdir(parents=True)
    for number in range(pages):
        (folder / "p" / f"{number}.html").write_text(page(number, pages, size, rng), "utf-8")
    shutil.copy(folder / "p" / "0.html", folder / "index.html")


def start_nginx(folder, port):
    """Any address of 127/8 reaches it."""
    (folder / "nginx.conf").write_text(
        f"""
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 16384; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000;
  types {{ text/html html; }}
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 0.0.0.0:{port}; root {folder}/site; }}
}}
"""
    )
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([nginx, "-p", folder, "-c", folder / "nginx.conf"])
    time.sleep(0.5)
    return process


def cpu_of(command):
    """CPU seconds of a command and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, done.stdout.strip()


def addresses(count, port):
    return [f"http://127.0.{n // 250}.{n % 250 + 1}:{port}/" for n in range(count)]


def measure(build, kilobytes, pages, hosts, port, rounds):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sholu-loopback-"))
    folder.chmod(0o755)
    make_site(folder / "site", pages, kilobytes * 1000)
    nginx = start_nginx(folder, port)
    starts = addresses(hosts, port)
    try:
        best = 0.0
        for _ in range(rounds):
            _, printed = cpu_of([build / "bench_crawl", *starts])
            print(printed, flush=True)
            best = max(best, float(printed.split(" hosts: ")[1].split()[0]))
        print(f"  {best / SCRAPY[kilobytes]:.1f} times Scrapy ({SCRAPY[kilobytes]})")
        if shutil.which("wget2"):
            into = folder / "wget2"
            command = ["wget2", "-r", "-l", "inf", "-q", "--robots=off", "-P", into]
            used, _ = cpu_of([*command, "--max-threads=10", *starts])
            fetched = sum(len(files) for _, _, files in os.walk(into))
            print(f"wget2 -r: {fetched} pages, {fetched / used:.1f} pages/s of CPU;", end=" ")
            print(f"sholu has {best / (fetched / used):.2f} of it", flush=True)
    finally:
        nginx.terminate()
        nginx.wait()
        shutil.rmtree(folder, ignore_errors=True)


def measure_politely(build, port):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sholu-loopback-"))
    folder.chmod(0o755)
    make_site(folder / "site", 100, 2000)
    nginx = start_nginx(folder, port)
    try:
        command = [build / "bench_crawl", "--delay", "10", "--seconds", "60"]
        print("politely:", cpu_of([*command, *addresses(5000, port)])[1])
    finally:
        nginx.terminate()
        nginx.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "release")
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--port", type=int, default=18080)
    args = parser.parse_args()
    measure(args.build, 2, 100, args.hosts, args.port, args.rounds)
    measure(args.build, 174, 20, args.hosts, args.port, args.rounds)
    measure_politely(args.build, args.port)
