"""What a browser remembers for us: language, theme and the device it is."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from lanterne.core import languages

YEAR = 31_536_000
DEVICE = "device"


def keep(response: HttpResponse, name: str, value: str, *, is_hidden: bool = True) -> None:
    """For a year; hidden from scripts unless one has to read it."""
    response.set_cookie(
        name, value, YEAR, secure=settings.IS_SECURE, httponly=is_hidden, samesite="Lax"
    )


def speak(response: HttpResponse, language: str) -> None:
    """Answer in that language from now on, in the nearest one that the pages are written in."""
    spoken = languages.nearest(language)
    if spoken:
        keep(response, settings.LANGUAGE_COOKIE_NAME, spoken)


def device_id(request: HttpRequest) -> UUID | None:
    """The device this browser was remembered as; None when it says nothing we signed."""
    try:
        return UUID(request.get_signed_cookie(DEVICE))
    except (KeyError, BadSignature, ValueError):
        return None


def remember_device(response: HttpResponse, device: UUID) -> None:
    response.set_signed_cookie(
        DEVICE, str(device), max_age=YEAR, secure=settings.IS_SECURE, httponly=True, samesite="Lax"
    )
