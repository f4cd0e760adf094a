"""What holds for whole faces: the content security policy, and the languages that staff pages are written in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

_STRICT = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
STUDIO = "/studio/"
# Wagtail's editor writes inline styles and scripts; only staff ever load these pages.
_STAFF = (
    _STRICT.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("frame-ancestors 'none'", "frame-src 'self'; frame-ancestors 'self'")
)


class ContentPolicy:
    """Puts the policy on every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = _STAFF if request.path.startswith(STUDIO) else _STRICT
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


class StaffLanguage:
    """Answers staff in English where the studio is not written in the language they asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        spoken = dict(settings.STAFF_LANGUAGES)
        if request.path.startswith(STUDIO) and request.LANGUAGE_CODE not in spoken:
            # Left active: the locale middleware around us names it in the answer's headers.
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        return self.get_response(request)
