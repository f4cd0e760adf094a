"""Entity tags: what a program has read it need not read again, and changes only as long as it is still so."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from ninja import Schema

from lanterne.api.partners.refusals import MatchMissing, Stale

_SAFE = {"GET", "HEAD"}


def tag(content: bytes) -> str:
    """Made of the very bytes, so it changes exactly when they do."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def answer(
    request: HttpRequest, document: Schema, *, status: int = 200, location: str = ""
) -> HttpResponse:
    """The document with its tag; nothing but the tag where a reader has just that."""
    content = document.model_dump_json().encode()
    current = tag(content)
    if request.method in _SAFE and _names(request.headers.get("If-None-Match", ""), current):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(content, status=status, content_type="application/json")
    response["ETag"] = current
    response["Cache-Control"] = "private, no-cache"
    if location:
        response["Location"] = location
    return response


def must_match(request: HttpRequest, document: Schema) -> None:
    """Refuses MatchMissing where the program does not say what it has read, and Stale where that is no longer so."""
    told = request.headers.get("If-Match", "")
    if not told:
        raise MatchMissing(
            _("Say which version you change: send its ETag in If-Match, or * for any.")
        )
    if not _names(told, tag(document.model_dump_json().encode())):
        raise Stale(_("Somebody has changed this since you read it. Read it again."))


def _names(told: str, current: str) -> bool:
    named = [one.removeprefix("W/") for one in parse_etags(told)] if told else []
    return "*" in named or current in named
