"""Where newsrooms are found, and which addresses no article may lead to."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

WORLD = "world"
_INSIDE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home.arpa", ".test")


def place_of(territory: str) -> str:
    """What stands for a market in an address: "fr", or "world" for none in particular."""
    return territory.lower() or WORLD


def market_of(place: str) -> str:
    """The other way round."""
    return "" if place == WORLD else place.upper()


def is_inside(address: str) -> bool:
    """Whether an address leads into somebody's own network, or nowhere that a reader could go."""
    try:
        split = urlsplit(address.strip())
        host = (split.hostname or "").rstrip(".").lower()
    except ValueError:
        return True
    if split.scheme not in {"http", "https"} or not host:
        return True
    numbered = _numbered(host)
    if numbered is not None:
        return not numbered.is_global
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
