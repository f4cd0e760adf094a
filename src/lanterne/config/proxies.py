"""Which proxies in front are believed, from one setting: LANTERNE_PROXIES."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network

from django.core.exceptions import ImproperlyConfigured


def proxies(told: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read addresses and networks between commas, `127.0.0.1, 10.0.0.0/8`."""
    return tuple(_network(one.strip()) for one in told.split(",") if one.strip())


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise ImproperlyConfigured(
            f"LANTERNE_PROXIES names “{text}”, which is no address or network such as 127.0.0.1 or 10.0.0.0/8."
        ) from None
