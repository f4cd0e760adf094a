"""Where links of letters lead, and where letters come back to."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse


def confirm(token: str) -> str:
    return whole(reverse("press:letters_confirm", args=[token]))


def mine(token: str) -> str:
    """What a reader gets, to change or to leave."""
    return whole(reverse("press:letters_mine", args=[token]))


def leave(token: str) -> str:
    return whole(reverse("press:letters_leave", args=[token]))


def whole(address: str) -> str:
    """As it stands in a letter; what names no scheme is a page of ours."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + "/", address)


def host() -> str:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def returns(word: str) -> str:
    """The return address of one letter; empty where the operator named no mailbox for returns."""
    local, at, domain = settings.MAILING_RETURNS.rpartition("@")
    return f"{local}+{word}@{domain}" if at else ""
