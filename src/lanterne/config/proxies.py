"""Who is believed about where requests come from: LANTERNE_PROXIES and LANTERNE_GEOIP."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

import maxminddb
from django.core.exceptions import ImproperlyConfigured


def proxies(told: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read addresses and networks between commas, `127.0.0.1, 10.0.0.0/8`."""
    return tuple(_network(one.strip()) for one in told.split(",") if one.strip())


def geoip_file(told: str) -> str:
    """The path of a table of addresses that can be read, or nothing."""
    if not told:
        return ""
    try:
        maxminddb.open_database(told).close()
    except (OSError, maxminddb.InvalidDatabaseError) as broken:
        raise ImproperlyConfigured(
            f"LANTERNE_GEOIP names {told}, which cannot be read as a table of addresses in MaxMind's format: {broken}"
        ) from None
    return str(Path(told).resolve())


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise ImproperlyConfigured(
            f"LANTERNE_PROXIES names “{text}”, which is no address or network such as 127.0.0.1 or 10.0.0.0/8."
        ) from None
