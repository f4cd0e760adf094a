"""How Akismet is spoken to: within a time, without following anybody elsewhere, and at the address of the settings."""

from __future__ import annotations

import akismet
import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# The client knows no other; a stand-in for tests and rehearsals stands at ours.
THEIRS = "https://rest.akismet.com"
NEAR = ("127.0.0.1", "localhost", "::1")


class Led(httpx.HTTPTransport):
    """Leads what is meant for Akismet to another address."""

    def __init__(self, to: httpx.URL) -> None:
        super().__init__()
        self._to = to

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        to = self._to
        request.url = request.url.copy_with(scheme=to.scheme, host=to.host, port=to.port)
        request.headers["Host"] = to.netloc.decode("ascii")
        return super().handle_request(request)


def client() -> httpx.Client:
    to = httpx.URL(settings.AKISMET_ADDRESS)
    # Comments and addresses of readers do not go over the net in the open.
    if to.scheme != "https" and to.host not in NEAR:
        raise ImproperlyConfigured("LANTERNE_AKISMET_ADDRESS begins with https://.")
    return httpx.Client(
        headers={"User-Agent": f"Lanterne | {akismet.USER_AGENT}"},
        timeout=settings.AKISMET_TIMEOUT,
        follow_redirects=False,
        trust_env=False,
        mounts={THEIRS: Led(to)},
    )
