"""From which address a request really comes."""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Some proxies write the port as well: 192.0.2.1:5555, [2001:db8::1]:80.
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](?::\d+)?|(?P<four>[\d.]+):\d+")


def real_peer(peer: str, *, forwarded: str, proxies: Collection[IPv4Network | IPv6Network]) -> str:
    """The nearest address that is none of our proxies.

    Each proxy writes at the end of X-Forwarded-For whom it heard; what stands before the first address that we do
    not trust could have been written by anyone.
    """
    for told in (peer, *reversed(forwarded.split(","))):
        address = _address(told.strip())
        if address is None:
            break
        peer = str(address)
        if not any(address in network for network in proxies):
            break
    return peer


def _address(text: str) -> IPv4Address | IPv6Address | None:
    found = _WITH_PORT.fullmatch(text)
    try:
        return ip_address(found["six"] or found["four"] if found else text)
    except ValueError:
        return None
