"""Where a farm is, and whether one may speak with it: whoever reaches its port makes its machines run anything."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lanterne_media.model import MediaRefused


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM form: of the authority that signed everybody's, and one's own pair."""

    authority: str
    own: str
    key: str


@dataclass(frozen=True, slots=True)
class Address:
    """A scheduler, spoken with under certificates or, on this machine, plainly."""

    host: str
    port: int
    certificates: Certificates | None

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'tls' if self.certificates else 'tcp'}://{host}:{self.port}"

    @property
    def security(self) -> Any:
        """What Dask wants to know of it: every side shows a certificate of our authority."""
        from distributed.security import Security

        if self.certificates is None:
            return Security()
        files = {"tls_ca_file": self.certificates.authority}
        for role in ("client", "scheduler", "worker"):
            files |= {
                f"tls_{role}_cert": self.certificates.own,
                f"tls_{role}_key": self.certificates.key,
            }
        return Security(require_encryption=True, **files)


def address_of(text: str) -> Address:
    """Read ``dask://host:port`` or ``tls://host:port``; raise ``MediaRefused`` for what would speak plainly to others."""
    parts = urlsplit(text)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if parts.scheme not in {"dask", "tls"} or not host or not port:
        raise MediaRefused(f"{text!r} is no farm: write dask://host:port or tls://host:port.")
    found = Address(host, port, _certificates())
    if parts.scheme == "tls" and found.certificates is None:
        raise MediaRefused(
            "tls:// needs certificates: set LANTERNE_FARM_CA, LANTERNE_FARM_CERT and LANTERNE_FARM_KEY."
        )
    if found.certificates is None and not (_is_here(host) or _is_plain_allowed()):
        raise MediaRefused(
            f"{host} is another machine, and whoever reaches a farm's port runs anything on its machines: give it "
            "certificates (LANTERNE_FARM_CA, LANTERNE_FARM_CERT, LANTERNE_FARM_KEY)."
        )
    return found


def _certificates() -> Certificates | None:
    files = (
        os.environ.get("LANTERNE_FARM_CA", ""),
        os.environ.get("LANTERNE_FARM_CERT", ""),
        os.environ.get("LANTERNE_FARM_KEY", ""),
    )
    if not any(files):
        return None
    for file in files:
        if not Path(file).is_file():
            raise MediaRefused(
                "LANTERNE_FARM_CA, LANTERNE_FARM_CERT and LANTERNE_FARM_KEY belong together, "
                f"and {file!r} is no file."
            )
    return Certificates(*files)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_plain_allowed() -> bool:
    return os.environ.get("LANTERNE_FARM_ALLOW_PLAIN") == "1"
