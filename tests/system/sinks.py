"""Takes what `sholu run` sends: a mail server and a receiver of webhooks that fail now and then."""
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import socketserver
import threading


class Taken:
    """What arrived, in order; thread-safe. `fails()` decides whether the next one is refused."""

    def __init__(self, fails):
        self.fails, self.lock, self.items, self.refused = fails, threading.Lock(), [], 0

    def refuses(self):
        with self.lock:
            refused = self.fails()
            self.refused += refused
            return refused

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def all(self):
        with self.lock:
            return list(self.items)


class Threaded(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True

    def __init__(self, handler, fails):
        self.taken = Taken(fails)
        super().__init__(("127.0.0.1", 0), handler)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs=dict(poll_interval=0.05), daemon=True).start()


class Smtp(socketserver.StreamRequestHandler):
    """RFC 5321 as far as a client that sends needs it."""

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 sink")
        for raw in self.rfile:
            line = raw.decode().strip().upper()
            if line == "QUIT":
                self.say("221 bye")
                return
            if line != "DATA":
                self.say("250 ok")
                continue
            self.say("354 go on")
            lines = []
            for data in self.rfile:
                if data == b".\r\n":
                    break
                lines.append(data[1:] if data.startswith(b"..") else data)
            else:
                return  # the client was killed
            if self.server.taken.refuses():
                self.say("451 later")
                continue
            message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
            self.server.taken.add(message)
            self.say("250 taken")


class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.taken.refuses():
            self.send_error(503)
            return
        due = "sha256=" + hmac.new(self.server.secret, body, hashlib.sha256).hexdigest()
        item = json.loads(body)
        item["signed"] = hmac.compare_digest(due, self.headers["X-Sholu-Signature"])
        item["key"] = self.headers["Idempotency-Key"]
        self.server.taken.add(item)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def mail_sink(fails):
    return Threaded(Smtp, fails)


def hook_sink(fails, secret):
    server = Threaded(Hook, fails)
    server.secret = secret
    return server
