"""Serves made-up outlets over loopback as a small news site would: keep-alive, gzip, ETag,
Last-Modified, a log of requests. The demonstration and the system tests use it."""
import dataclasses
import email.utils
import gzip
import hashlib
import http.server
import json
import socket
import threading
import time


@dataclasses.dataclass
class Resource:
    body: bytes
    type: str = "text/html; charset=utf-8"
    modified: float = 1735689600.0  # seconds since 1970
    status: int = 200
    location: str = ""

    def __post_init__(self):
        self.etag = '"' + hashlib.sha256(self.body).hexdigest()[:16] + '"'
        small = len(self.body) < 200 or self.type == "application/gzip"
        self.packed = None if small else gzip.compress(self.body, mtime=0)


class RequestLog:
    """One JSON line per request: start and end (seconds since 1970), outlet, path, agent, status,
    bytes of the body."""

    def __init__(self, path=None):
        self.entries, self.lock = [], threading.Lock()
        self.file = open(path, "a", encoding="utf-8") if path else None

    def add(self, **entry):
        with self.lock:
            self.entries.append(entry)
            if self.file:
                self.file.write(json.dumps(entry) + "\n")
                self.file.flush()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "loopback", ""
    wbufsize = -1  # head and body leave in one packet
    timeout = 60

    def do_GET(self):
        start, server = time.time(), self.server
        resource = server.resources.get(self.path) or Resource(
            b"not found\n", "text/plain", status=404
        )
        if server.pause:
            time.sleep(server.pause)
        sent = self.answer(resource)
        # Before the last byte leaves: who has the answer in hand finds it in the log.
        server.log.add(
            start=start,
            end=time.time(),
            outlet=server.outlet,
            path=self.path,
            agent=self.headers.get("User-Agent", ""),
            status=self.status,
            bytes=sent,
        )
        self.wfile.flush()

    do_HEAD = do_GET

    def answer(self, resource):
        """Writes head and body; returns the length of the body."""
        body, encoding, self.status = resource.body, None, resource.status
        if self.status == 200 and self.unchanged(resource):
            self.status, body = 304, b""
        elif resource.packed and "gzip" in self.headers.get("Accept-Encoding", ""):
            body, encoding = resource.packed, "gzip"
        self.send_response(self.status)
        if self.status == 200:
            self.send_header("ETag", resource.etag)
            self.send_header(
                "Last-Modified", email.utils.formatdate(resource.modified, usegmt=True)
            )
        if resource.location:
            self.send_header("Location", resource.location)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        if self.status != 304:
            self.send_header("Content-Type", resource.type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return 0
        self.wfile.write(body)
        return len(body)

    def unchanged(self, resource):
        """RFC 9110, section 13.2.2: If-None-Match decides alone where it is given."""
        match = self.headers.get("If-None-Match")
        if match is not None:
            return match == resource.etag
        since = self.headers.get("If-Modified-Since")
        try:
            return bool(since) and email.utils.parsedate_to_datetime(since).timestamp() >= int(
                resource.modified
            )
        except (TypeError, ValueError):
            return False

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    """One outlet on one loopback address. Its own threads answer; close() ends them."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, outlet, resources, address="127.0.0.1", port=0, log=None, pause=0.0):
        self.outlet, self.resources, self.log, self.pause = (
            outlet,
            resources,
            log or RequestLog(),
            pause,
        )
        super().__init__((address, port), Handler)
        self.url = f"http://{address}:{self.server_address[1]}"
        threading.Thread(
            target=self.serve_forever, kwargs=dict(poll_interval=0.05), daemon=True
        ).start()

    def server_bind(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, request, client_address):
        pass  # a crawler that is killed leaves broken connections behind

    def close(self):
        self.shutdown()
        self.server_close()
