#!/usr/bin/env python3
"""`sholu run` as a service: killed again and again while a site publishes, mail server and webhook fail now and then, and the
configuration changes. Every matching incident is told once by each channel (twice only under one id), the summary of the day is
issued once, feeds are whole at any instant, and a stop takes seconds.

usage: running.py [--kills N] [--seed S]        (without --seed: a random one, printed)
"""
import argparse
import collections
import datetime
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
import xml.etree.ElementTree

from harness import Failed, Workspace, expect_sound, main
import feeds  # of the demonstration; harness.py says where
from serve import Resource, Server
from sinks import hook_sink, mail_sink

UTC = datetime.timezone.utc
ALMATY = datetime.timezone(datetime.timedelta(hours=5))
ATOM = "{http://www.w3.org/2005/Atom}"
WORDS = (
    "город аким школа больница дорога ремонт тендер проверка справка участок земля мебель уголь лицензия склад бухгалтер инспектор "
    "директор врач лесник суд дело заседание неделя здание вход житель очередь закупка отдел область район мост завод рынок поле "
    "река степь зима весна лето осень утро вечер газета письмо ответ вопрос жалоба проект бюджет отчёт комиссия депутат собрание"
).split()



class Site:
    """Publishes articles; some tell of a bribe, some are reprints."""

    def __init__(self, rng):
        self.rng, self.entries, self.bribes, self.reprints = rng, [], {}, 0
        self.server = Server("dala", {})
        self.update()

    def text(self, sentence):
        """Three paragraphs of words drawn anew, so that only a reprint is like another text."""
        drawn = [" ".join(self.rng.choices(WORDS, k=40)) for _ in range(3)]
        return [f"{drawn[0].capitalize()}.", f"{sentence} {drawn[1].capitalize()}.", f"{drawn[2].capitalize()}."]

    def publish(self):
        n, kind = len(self.entries), self.rng.random()
        path, title = f"/news/{n}", f"Новость {n}"
        if kind < 0.5 or not self.bribes:
            paragraphs = self.text("Чиновник получил взятку.")
            self.bribes[path] = paragraphs
        elif kind < 0.7:
            paragraphs = self.rng.choice(list(self.bribes.values()))
            self.reprints += 1
        else:
            paragraphs = self.text("Погода без осадков.")
        self.entries.append((self.server.url + path, title, datetime.datetime.now(UTC)))
        text = "".join(f"<p>{p}</p>" for p in paragraphs)
        self.server.resources[path] = Resource(
            f"<!doctype html><html lang=ru><title>{title}</title><article><h1>{title}</h1>{text}</article></html>".encode()
        )

    def update(self):
        self.server.resources["/rss.xml"] = Resource(
            feeds.rss("Дала", self.server.url, self.entries), "application/rss+xml"
        )

    def source(self):
        return dict(
            id="dala",
            name="Дала",
            feeds=[self.server.url + "/rss.xml"],
            include=["/news/"],
            delay="0ms",
            allow_private_addresses=True,
        )


class Service:
    """`sholu run --json` with its log, and a socket of its service manager."""

    def __init__(self, space, *arguments):
        self.log, self.notified = [], []
        self.folder = tempfile.mkdtemp(prefix="sholu-notify-")
        path = os.path.join(self.folder, "s")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        threading.Thread(target=self.listen, daemon=True).start()
        os.environ["NOTIFY_SOCKET"], os.environ["WATCHDOG_USEC"] = path, "3000000"
        self.process = space.start("run", "--json", *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        del os.environ["NOTIFY_SOCKET"], os.environ["WATCHDOG_USEC"]
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def listen(self):
        while True:
            self.notified.append(self.socket.recv(4096).decode())

    def read(self):
        for line in self.process.stdout:
            if line.endswith("\n"):  # the last line of one that was killed may be cut
                self.log.append(json.loads(line))

    def events(self, name):
        return [entry for entry in list(self.log) if entry["event"] == name]

    def wait(self, what, is_so, seconds=60):
        end = time.time() + seconds
        while not is_so():
            if self.process.poll() is not None:
                raise Failed(f"run ended while waiting for {what}: {self.process.stderr.read()[-2000:]}")
            if time.time() > end:
                raise Failed(f"{what}: not within {seconds} s; the log ends {self.log[-3:]}")
            time.sleep(0.05)

    def kill(self):
        self.process.kill()
        self.end()

    def end(self):
        self.process.wait()
        self.reader.join()
        self.process.stderr.close()
        self.socket.close()
        pathlib.Path(self.folder, "s").unlink()
        os.rmdir(self.folder)

    def stop(self):
        begin = time.time()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        status, took = self.process.returncode, time.time() - begin
        self.end()
        if status != 0 or took > 15:
            raise Failed(f"SIGTERM: exit status {status} after {took:.1f} s")
        return took


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def settings(mail, hook, secret, metrics, at, watches):
    """sholu.yaml; YAML reads JSON."""
    return dict(
        zone="Asia/Almaty",
        language="ru",
        alerts=dict(
            mail=dict(url=f"smtp://127.0.0.1:{mail.port}", **{"from": "sholu@example.org"}, to=["a@example.org"], plain=True),
            webhook=dict(url=f"http://127.0.0.1:{hook.port}/x", secret_file=str(secret), allow_private_addresses=True),
            summaries=["webhook"],
        ),
        watches=watches,
        schedule=[dict(name="health", sphere="health", every="day", at=at, formats=["json", "html"])],
        metrics=dict(listen=f"127.0.0.1:{metrics}"),
    )


def write(space, content):
    (space.folder / "sholu.yaml").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def feed(space, name):
    """The entries of a feed: id -> title. Whatever was killed, it is whole."""
    tree = xml.etree.ElementTree.parse(space.folder / "alerts" / f"{name}.atom")
    return {entry.find(ATOM + "id").text: entry.find(ATOM + "title").text for entry in tree.getroot().iter(ATOM + "entry")}


def scrape(port):
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if not line.startswith("#")}


def check_once(what, letters):
    """`letters`: (id of the letter, ids of its alerts). An alert comes in one letter, which may come again as it was."""
    contents = collections.defaultdict(set)
    for letter, alerts in letters:
        contents[letter].add(tuple(alerts))
    for letter, versions in contents.items():
        if len(versions) > 1:
            raise Failed(f"{what}: letter {letter} came with different alerts: {versions}")
    alerts = [alert for versions in contents.values() for alert in next(iter(versions))]
    doubled = [alert for alert, count in collections.Counter(alerts).items() if count > 1]
    if doubled:
        raise Failed(f"{what}: alerts in two letters: {doubled[:3]}")
    return set(alerts)


def check_reload(service, space, content, metrics):
    write(space, {**content, "watches": [*content["watches"], dict(name="broken", query="(взятка")]})
    service.wait("a refusal", lambda: service.events("reload_refused"))
    reason = service.events("reload_refused")[0]["reason"]
    if "watch broken" not in reason or "sholu.yaml:" not in reason:
        raise Failed(f"reload_refused says {reason!r}")
    content["watches"].append(dict(name="weather", query="погода"))
    write(space, content)
    reload(service)
    if not any(n.startswith("RELOADING=1") for n in service.notified):
        raise Failed(f"the service manager was not told of the reload: {service.notified}")
    service.wait("metrics", lambda: scrape(metrics).get('sholu_reloads_total{result="done"}'))


def reload(service):
    began = len(service.events("began"))
    service.process.send_signal(signal.SIGHUP)
    service.wait("a reload", lambda: len(service.events("began")) > began)


def check_reload_is_of_what_was_read(service, space, content):
    """What becomes of the files between their reading and the next generation is found at the next look."""
    broken = space.folder / "lexicon" / "broken.yaml"
    done, refused, began = (len(service.events(e)) for e in ("reload", "reload_refused", "began"))
    write(space, {**content, "watches": [*content["watches"], dict(name="roads", query="дорога")]})
    while len(service.events("reload")) == done and service.process.poll() is None:
        time.sleep(0.001)
    broken.write_text("rules: broken\n")
    service.wait("the next generation", lambda: len(service.events("began")) > began)
    service.wait("a refusal", lambda: len(service.events("reload_refused")) > refused)
    broken.unlink()
    write(space, content)
    reload(service)


def check_reload_goes_on(service, space, content, events):
    """Where events and metrics cannot be had the run goes on, and asks for them again."""
    events.rename(f"{events}.1")
    events.mkdir()
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        write(space, {**content, "metrics": dict(listen=f"127.0.0.1:{port}")})
        service.wait("no metrics", lambda: service.events("metrics_failed") and service.events("events_failed"))
    events.rmdir()
    reload(service)
    if not events.is_file():
        raise Failed("the file of events was not opened again")
    scrape(port)
    write(space, content)
    reload(service)


def check_metrics(service, space, port):
    def is_told():
        found, status = scrape(port), space.json("status")
        waiting = status["run"]["letters_waiting"]
        return found.get("sholu_commit") == status["commit"] and found.get("sholu_letters_waiting") == waiting

    service.wait("metrics of the last look", is_told)
    names = ["sholu_start_time_seconds", "sholu_summaries_total", "sholu_fetched_bytes_total", "sholu_pages_refused_total"]
    names += [f'sholu_frontier_urls{{state="{state}"}}' for state in ("queued", "in_flight", "known")]
    names += [f'sholu_letters_total{{result="{result}"}}' for result in ("delivered", "failed", "given_up")]
    names += [f'sholu_documents_total{{result="{result}"}}' for result in ("added", "updated", "unchanged")]
    names += [f'sholu_fetches_total{{result="{result}"}}' for result in ("fetched", "not_modified", "failed", "forbidden")]
    lacking = set(names) - scrape(port).keys()
    if lacking:
        raise Failed(f"metrics lack {sorted(lacking)}")


def test(spaces, kills, seed):
    rng = random.Random(seed)
    flaky = random.Random(seed + 1)
    site = Site(rng)
    space = Workspace([site.source()])
    spaces.append(space)
    secret = space.home / "secret"
    secret.write_text("key\n")
    lock = threading.Lock()

    def fails():
        with lock:
            return flaky.random() < 0.15

    mail, hook = mail_sink(fails), hook_sink(fails, b"key")
    metrics = free_port()
    # The summary of yesterday is due in the minute after the next.
    due = datetime.datetime.now(ALMATY) + datetime.timedelta(seconds=70)
    period = (due.date() - datetime.timedelta(days=1)).isoformat()
    content = settings(
        mail, hook, secret, metrics, f"{due:%H:%M}", [dict(name="bribes", query="взятка", channels=["mail", "webhook"])]
    )
    write(space, content)

    events = space.home / "events.jsonl"
    service = Service(space, "--events", events)
    service.wait("READY", lambda: any("READY=1" in n for n in service.notified))
    service.wait("the first look", lambda: space.json("status")["run"]["watches"]["bribes"]["begun"])
    service.wait("a sign of life", lambda: "WATCHDOG=1" in service.notified)
    check_reload(service, space, content, metrics)
    check_reload_is_of_what_was_read(service, space, content)
    check_reload_goes_on(service, space, content, events)
    service.kill()

    for _ in range(kills):
        for _ in range(rng.randrange(1, 6)):
            site.publish()
        site.update()
        service = Service(space)
        time.sleep(rng.uniform(0.3, 6))
        service.kill()
        feed(space, "all")

    service = Service(space)
    # What was put off waits at most for its channel to have rested.
    paper = space.folder / "summaries" / f"health-{period}.html"
    service.wait("the summary", lambda: paper.exists() and len(feed(space, "summaries")) == 1, 150)
    following = space.json("status")["run"]["schedule"]["health"]["period"]
    if following != due.date().isoformat():
        raise Failed(f"behind the summary of {period} that of {following} is due")
    service.wait("every document", lambda: space.json("status")["documents"] == len(site.entries))

    def delivered():
        status = space.json("status")["run"]
        return status["letters_waiting"] == 0 and len(feed(space, "bribes")) >= len(site.bribes)

    service.wait("every letter", delivered, 400)
    check_metrics(service, space, metrics)
    took = service.stop()

    told = feed(space, "bribes")
    titles = {f"Новость {path.rsplit('/', 1)[1]}" for path in site.bribes}
    if set(told.values()) != titles or len(told) != len(titles):
        raise Failed(f"feed: due {sorted(titles)}, found {sorted(told.values())}")
    ids = {one.removeprefix("urn:uuid:") for one in told}
    hooked = [h for h in hook.taken.all() if h["watch"] == "bribes"]
    if not all(h["signed"] and h["key"] == h["id"] for h in hook.taken.all()):
        raise Failed("a webhook was not signed")
    if check_once("webhook", [(h["id"], [a["id"] for a in h["alerts"]]) for h in hooked]) != ids:
        raise Failed("webhook: not every alert arrived")
    subjects = check_once("mail", [(m["Message-ID"], [m["Subject"]]) for m in mail.taken.all()])
    if subjects != {f"[sholu] {title}" for title in titles}:
        raise Failed(f"mail: due {sorted(titles)}, found {sorted(subjects)}")
    issued = check_once(
        "summary", [(h["id"], [a["id"] for a in h["alerts"]]) for h in hook.taken.all() if h["watch"] == "summaries"]
    )
    if len(issued) != 1:
        raise Failed(f"{len(issued)} summaries were issued")
    again = len(hooked) + len(mail.taken.all()) - 2 * len(titles)
    expect_sound(space)
    print(
        f"{kills} kills: {len(site.entries)} articles, {site.reprints} reprints, {len(titles)} incidents told by feed, mail and webhook; "
        f"{again} letters twice under one id; {mail.taken.refused + hook.taken.refused} refusals; stopped in {took:.1f} s"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    main(lambda spaces: test(spaces, given.kills, given.seed))
