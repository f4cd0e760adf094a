"""Where newsrooms are found, and which addresses no article may lead to."""

from __future__ import annotations

import socket
import unicodedata
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

WORLD = "world"
# Old addresses in the clothes of new ones, which lead wherever the old ones do.
_TRANSLATED = IPv6Network("64:ff9b::/96")
_INSIDE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home.arpa", ".test")


def place_of(territory: str) -> str:
    """What stands for a market in an address: "fr", or "world" for none in particular."""
    return territory.lower() or WORLD


def market_of(place: str) -> str:
    """The other way round."""
    return "" if place == WORLD else place.upper()


def is_inside(address: str) -> bool:
    """Whether an address leads into somebody's own network, or nowhere that a reader could go.

    Read as browsers read it: wide letters are the plain ones, and what only they would make sense of leads nowhere.
    """
    try:
        split = urlsplit(address.strip())
        written = unicodedata.normalize("NFKC", split.hostname or "").replace("\u3002", ".")
    except ValueError:
        return True
    host = written.rstrip(".").lower()
    if "\\" in address or "%" in host:
        return True
    if split.scheme not in {"http", "https"} or not host:
        return True
    numbered = _numbered(host)
    if numbered is not None:
        return not numbered.is_global or numbered in _TRANSLATED
    return "." not in host or host.endswith(_INSIDE)


def _numbered(host: str) -> IPv4Address | IPv6Address | None:
    """The number that a host is; read in every way in which browsers do: 127.1, 0x7f.1 and 2130706433 are this machine."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return ip_address(socket.inet_aton(host))
    except OSError:
        return None
