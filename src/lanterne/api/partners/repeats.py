"""Asking again: a POST under a key of the program's own takes place once, however often it arrives."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lanterne.api.models import KeptAnswer
from lanterne.api.partners.doors import holder
from lanterne.api.partners.refusals import KeyReused, KeyWrong
from lanterne.core import clock

KEPT = timedelta(hours=24)
LONGEST_KEY = 200
_HEADERS = ("ETag", "Location")


@transaction.atomic
def once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """What ``act`` answers, or what it answered the first time. Refuses KeyWrong and KeyReused.

    The key is written before the act and in its transaction: of two that arrive at once the second waits in the database
    for the first, and finds its answer. A refusal undoes the key along with all else, so that it may be tried again.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return act()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise KeyWrong(_("An Idempotency-Key has up to %(most)d letters.") % {"most": LONGEST_KEY})
    now, asked = clock.now(), _asked(request)
    KeptAnswer.objects.filter(created_at__lte=now - KEPT).delete()
    row, is_new = KeptAnswer.objects.get_or_create(
        token_id=holder(request).id, key=key, defaults={"asked": asked, "created_at": now}
    )
    if not is_new:
        return _again(row, asked)
    response = act()
    row.status, row.body = response.status_code, response.content.decode()
    row.headers = {name: response[name] for name in _HEADERS if name in response}
    row.save(update_fields=["status", "body", "headers"])
    return response


def _again(row: KeptAnswer, asked: str) -> HttpResponse:
    if row.asked != asked:
        raise KeyReused(_("This Idempotency-Key came with another request before."))
    response = HttpResponse(row.body, status=row.status, content_type="application/json")
    for name, said in row.headers.items():
        response[name] = said
    response["Idempotency-Replayed"] = "true"
    return response


def _asked(request: HttpRequest) -> str:
    said = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(said).hexdigest()
