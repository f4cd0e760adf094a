"""In which country a request is made, as far as somebody who can be believed says so."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address

import maxminddb
from django.conf import settings
from django.http import HttpRequest

from lanterne.accounts.peers import real_peer
from lanterne.territories import queries as territories


def country(request: HttpRequest) -> str | None:
    """The country of stay: from a trusted proxy's header, else from the table of addresses; None where neither knows.

    A header counts only when the one who connected is a proxy of ours, so nobody else's word is ever heard.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    told = _told_by_proxy(request, peer) or _looked_up(request, peer)
    return told if told and territories.exists(told) else None


def _told_by_proxy(request: HttpRequest, peer: str) -> str | None:
    header = settings.COUNTRY_HEADER
    return request.headers.get(header) if header and _is_our_proxy(peer) else None


def _is_our_proxy(peer: str) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return any(address in network for network in settings.TRUSTED_PROXIES)


def _looked_up(request: HttpRequest, peer: str) -> str | None:
    if not settings.GEOIP_FILE:
        return None
    forwarded = request.headers.get("X-Forwarded-For", "")
    address = real_peer(peer, forwarded=forwarded, proxies=settings.TRUSTED_PROXIES)
    try:
        found = _table(settings.GEOIP_FILE).get(address)
    except ValueError:
        # No address at all, as behind a socket file, or one of a family that the table does not hold.
        return None
    place = found.get("country") if isinstance(found, dict) else None
    code = place.get("iso_code") if isinstance(place, dict) else None
    return code if isinstance(code, str) else None


@lru_cache(maxsize=1)
def _table(path: str) -> maxminddb.Reader:
    return maxminddb.open_database(path)
