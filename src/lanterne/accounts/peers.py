"""From which address a request really comes."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network


def real_peer(peer: str, *, forwarded: str, proxies: Iterable[str]) -> str:
    """The nearest address that is none of our proxies.

    Each proxy writes at the end of X-Forwarded-For whom it heard; what stands before the first address that we do
    not trust could have been written by anyone.
    """
    trusted = [ip_network(one, strict=False) for one in proxies]
    for address in (peer, *(one.strip() for one in reversed(forwarded.split(",")))):
        if not _is_address(address):
            break
        peer = address
        if not any(ip_address(peer) in network for network in trusted):
            break
    return peer


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
