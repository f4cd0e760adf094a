"""How messages leave the house, from one address: LANTERNE_MAIL."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtps": 465}
WITH_NAME = 587


@dataclass(frozen=True, slots=True)
class Mail:
    """Django's settings for messages; without a host they are printed."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    is_tls: bool = False
    starts_tls: bool = False

    @property
    def backend(self) -> str:
        kind = "smtp" if self.host else "console"
        return f"django.core.mail.backends.{kind}.EmailBackend"


def mail(address: str) -> Mail:
    """Read `smtp://user:password@host:port`; `smtps` speaks TLS from the first word.

    Over `smtp` a password is only ever said after STARTTLS; a server that asks for none is spoken to plainly.
    """
    if not address:
        return Mail()
    told, port = _split(address)
    is_tls, user = told.scheme == "smtps", unquote(told.username or "")
    usual = WITH_NAME if user and not is_tls else PORTS[told.scheme]
    return Mail(
        host=told.hostname or "",
        port=port or usual,
        user=user,
        password=unquote(told.password or ""),
        is_tls=is_tls,
        starts_tls=bool(user) and not is_tls,
    )


def _split(address: str) -> tuple[SplitResult, int | None]:
    try:
        told = urlsplit(address)
        port = told.port
    except ValueError:
        # Its words may hold a part of the password.
        raise _unreadable() from None
    # A sign of the password that was not written with % ends the name of the host too early.
    if told.scheme not in PORTS or not told.hostname or told.path.strip("/"):
        raise _unreadable()
    if told.query or told.fragment:
        raise _unreadable()
    return told, port


def _unreadable() -> ImproperlyConfigured:
    return ImproperlyConfigured(
        "LANTERNE_MAIL is not an address such as smtp://user:password@host:587."
        " In a password write %40 for @, %23 for #, %2F for /, %3F for ? and %25 for %."
    )
