#!/usr/bin/env python3
"""Crawls servers that do what they should not, beside one that behaves.

Each misdeed ends in its named error within the limits of the settings, the crawl goes on, what the
good server has is stored, and memory stays bounded.
"""
import datetime
import gzip
import json
import random
import resource
import socket
import threading
import time

from harness import Failed, Workspace, expect, main
from newsroom import Newsroom
from outlet import Outlet
from serve import Server

TIMEOUT = 2  # seconds for one exchange, as the settings below say
MOST_MEGABYTES = 600  # what a crawl of the good server alone takes, and room for a few pages
CRAWL = {"delay": "0s", "timeout": f"{TIMEOUT}s", "max_page": "4MB", "attempts": 1}
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"


def packed(block, megabytes):
    return gzip.compress(block * (megabytes * 1_000_000 // len(block)), 6, mtime=0)


def bomb_by_ratio():
    return packed(b"\0" * 1000, 45)


def bomb_by_size():
    """Beyond 50 MB, at less than 200 to one."""
    rng = random.Random(1)
    return packed(b"".join(rng.randbytes(6) * 150 for _ in range(1000)), 70)


def send(pieces, pause=0.0, head=OK):
    def answer(connection):
        connection.sendall(head)
        for piece in pieces():
            connection.sendall(piece)
            time.sleep(pause)

    return answer


def forever(piece):
    def pieces():
        while True:
            yield piece

    return pieces


def with_body(body, *fields):
    lines = b"".join(f + b"\r\n" for f in (*fields, b"Content-Length: %d" % len(body)))
    return lambda connection: connection.sendall(OK + lines + b"\r\n" + body)


def silence(connection):
    time.sleep(3 * TIMEOUT)


def redirect(to):
    head = f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    return lambda connection: connection.sendall(head.encode())


MANY_HEADERS = b"".join(b"X-Header-%05d: some value of a field\r\n" % i for i in range(10_000))
# name -> (what answers "/", what the crawl has to call it)
MISDEEDS = {
    "endless body": (send(forever(b"<p>more</p>" * 1000), head=OK + b"\r\n"), "too_large"),
    "slow drip": (send(forever(b"x"), 0.1, OK + b"\r\n"), "timeout"),
    "drip of a header": (send(forever(b"X: y\r\n"), 0.1), "timeout"),
    "silence": (silence, "timeout"),
    "10,000 headers": (send(lambda: [MANY_HEADERS + b"\r\nx"]), "protocol"),
    "endless header": (send(forever(b"x" * 10_000)), "protocol"),
    "bad chunks": (
        send(lambda: [b"zz\r\nabc\r\n"], head=OK + b"Transfer-Encoding: chunked\r\n\r\n"),
        "protocol",
    ),
    "body too short": (
        send(lambda: [b"abc"], head=OK + b"Content-Length: 1000\r\n\r\n"),
        "protocol",
    ),
    "two lengths": (
        send(lambda: [b"abc"], head=OK + b"Content-Length: 3\r\nContent-Length: 9\r\n\r\n"),
        "protocol",
    ),
    "no HTTP": (lambda c: c.sendall(b"220 mail.example.kz ESMTP\r\n" * 9), "protocol"),
    "nothing": (lambda c: None, "protocol"),
    "bomb by ratio": (with_body(bomb_by_ratio(), b"Content-Encoding: gzip"), "grows beyond"),
    "bomb by size": (with_body(bomb_by_size(), b"Content-Encoding: gzip"), "grows beyond"),
    "unknown coding": (with_body(b"x", b"Content-Encoding: rot13"), "rot13"),
    "no gzip": (with_body(b"plain text", b"Content-Encoding: gzip"), "damaged"),
    "redirect to itself": (redirect("/"), "redirect to itself"),
    "redirect to a file": (redirect("file:///etc/passwd"), "redirect to no web address"),
}
# Addresses inside, in every dress; the source does not allow them.
INSIDE = {
    "a name": "http://localhost:{port}/",
    "an address": "http://127.0.0.1:{port}/",
    "a decimal address": "http://2130706433:{port}/",
    "an octal address": "http://0177.0.0.1:{port}/",
    "a hexadecimal address": "http://0x7f.1:{port}/",
    "a mapped address": "http://[::ffff:127.0.0.1]:{port}/",
    "an IPv6 address": "http://[::1]:{port}/",
    "nowhere": "http://0.0.0.0:{port}/",
    "the metadata service": "http://169.254.169.254/latest/meta-data/",
}


class Hostile:
    """Answers every connection to one address with one function; robots.txt with another."""

    def __init__(self, address, answer, robots=None):
        self.answer, self.robots, self.asked = answer, robots, []
        self.socket = socket.create_server((address, 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.url = f"http://{address}:{self.port}/"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        with connection:
            try:
                head = b""
                while b"\r\n\r\n" not in head:
                    got = connection.recv(65536)
                    if not got:
                        return
                    head += got
                path = head.split(b" ")[1].decode()
                self.asked.append(path)
                if path == "/robots.txt":
                    (self.robots or self.missing)(connection)
                else:
                    self.answer(connection)
            except (OSError, IndexError):
                pass  # the crawler has hung up

    @staticmethod
    def missing(connection):
        connection.sendall(
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )


class Plain(Hostile):
    """Answers in plain text whatever is said to it, a TLS greeting too."""

    def talk(self, connection):
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


class Circle(Hostile):
    """Its pages lead around in a circle of that many."""

    def __init__(self, address, size):
        self.size = size
        super().__init__(address, self.lead_on)

    def lead_on(self, connection):
        number = int(self.asked[-1].strip("/") or 0)
        redirect(f"/{(number + 1) % self.size}")(connection)


def source(name, url, allowed=True):
    return dict(id=name, name=name, sections=[url], allow_private_addresses=allowed)


def test(spaces):
    rng = random.Random(7)
    good = Outlet(rng, ("kk", "ru", "en"), form="sitemap")
    room = Newsroom(rng, datetime.date(2025, 1, 1), datetime.date(2025, 12, 31), distinct=False)
    for _ in range(30):
        good.publish(room.act("article", rng.choice(["kk", "ru", "en"])))
    server = Server(good.id, good.resources())
    good.url = server.url
    server.resources = good.resources()

    sources, due = [good.source()], {}
    for number, (name, (answer, error)) in enumerate(MISDEEDS.items()):
        hostile = Hostile(f"127.0.1.{number + 1}", answer)
        sources.append(source(f"bad{number}", hostile.url))
        due[name] = (hostile.url, error)
    plain = Plain("127.0.2.3", None)
    sources.append(source("plain", plain.url.replace("http:", "https:")))
    due["no TLS"] = (plain.url.replace("http:", "https:"), "tls: ")
    circle = Circle("127.0.2.1", 3)
    sources.append(source("circle", circle.url))
    due["a circle of redirects"] = (circle.url + "0", "redirect loop")

    huge = b"User-agent: *\nDisallow: /secret\n" + b"# padding\n" * 1_000_000
    rules = Hostile("127.0.2.2", with_body(b"<p>x"), with_body(huge))
    sources.append(source("rules", rules.url + "secret"))
    due["10 MB of robots.txt"] = (rules.url + "secret", "forbidden by robots.txt")

    for number, (name, url) in enumerate(INSIDE.items()):
        url = url.format(port=server.server_address[1]) + str(number)  # the same address otherwise
        sources.append(source(f"inside{number}", url, allowed=False))
        due[name] = (url, "forbidden_address")

    space = Workspace(sources)
    spaces.append(space)
    settings = space.folder / "sholu.yaml"
    text = settings.read_text("utf-8")
    begin, end = text.index("\ncrawl:"), text.index("\narchive:")
    settings.write_text(f"{text[:begin]}\ncrawl: {json.dumps(CRAWL)}\n{text[end:]}", "utf-8")

    begun = time.monotonic()
    totals = space.json("crawl", "--once")
    took = time.monotonic() - begun
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    for name, (url, error) in due.items():
        told = space.json("crawl", "--explain", url)
        if not any(error in reason for reason in told["reasons"]):
            raise Failed(f"{name}: {error} was due at {url}, told is {told}")
    expect("the good server's pages", {"added": len(good.items)}, totals)
    if "/secret" in rules.asked:
        raise Failed("what the first bytes of a huge robots.txt forbid was fetched")
    if took > 60:
        raise Failed(f"the crawl took {took:.0f} s")
    if memory > MOST_MEGABYTES:
        raise Failed(f"the crawl held {memory} MB")
    print(f"{len(due)} misdeeds, each with its error, in {took:.1f} s and {memory} MB")


if __name__ == "__main__":
    main(test)
