"""A server that speaks Akismet's protocol on this machine, and remembers what it was told."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

KEY = "a-key"
THANKS = "Thanks for making the web a better place."
REQUIRED = {"api_key", "blog", "user_ip"}


class Akismet(ThreadingHTTPServer):
    """``heard`` are the paths with their forms; ``mood`` makes it misbehave: silent, broken or rude."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[tuple[str, dict[str, str]]] = []
        self.mood = ""
        self.woken = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        form = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
        self.server.heard.append((self.path, form))
        if self.server.mood == "silent":
            self.server.woken.wait(10)
        if self.server.mood == "broken":
            return self._say(500, "")
        if self.server.mood == "rude":
            return self._say(200, "<html>maintenance</html>")
        if form.get("key", form.get("api_key")) != KEY:
            return self._say(200, "invalid")
        assert self.path == "/1.1/verify-key" or set(form) >= REQUIRED
        return self._answer(form)

    def _answer(self, form):
        match self.path:
            case "/1.1/verify-key":
                self._say(200, "valid")
            case "/1.1/submit-spam" | "/1.1/submit-ham":
                self._say(200, THANKS)
            case "/1.1/comment-check" if "discard" in form["comment_content"]:
                self._say(200, "true", {"X-akismet-pro-tip": "discard"})
            case "/1.1/comment-check":
                self._say(200, "true" if _is_spam(form) else "false")
            case _:
                self._say(404, "")

    def _say(self, status, text, heads=None):
        told = text.encode()
        self.send_response(status)
        for name, value in {**(heads or {}), "Content-Length": str(len(told))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_said):
        """Nobody reads it."""


def _is_spam(form):
    """Akismet's own words for trying it out."""
    if form.get("user_role") == "administrator":
        return False
    return (
        form.get("comment_author_email") == "akismet-guaranteed-spam@example.com"
        or form.get("comment_author") == "viagra-test-123"
    )


@contextmanager
def serving():
    server = Akismet()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.woken.set()
        server.shutdown()
        thread.join()
        server.server_close()
