"""Pictures of articles: nobody has one before an article that shows it may be read."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lanterne.accounts.roles import Desk, may_see
from lanterne.accounts.staff import standing
from lanterne.accreditation.queries import Reader, agent
from lanterne.core import clock
from lanterne.newsroom import queries
from lanterne.newsroom.queries import Shown
from lanterne.press.agent_pictures import marked
from lanterne.press.keeping import seconds_left

# An article can be taken down, and its pictures with it: not for a year.
MOST_SECONDS = 3600
# What pages ask for, and what the editor's own frame does.
KINDS = {
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".avif": "image/avif",
}


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse | HttpResponse:
    """By the name that a page gives it. Originals have no address.

    Before its hour staff see it, and agents of the press whose articles show it, under their mark; no cache keeps it.
    """
    at = clock.now()
    found = queries.shown(name, at=at)
    if found is None:
        raise Http404
    is_open = found.is_public or may_see(standing(request.user), Desk.SPEAK)
    reader = None if is_open else _early(request, found, at)
    if not is_open and reader is None:
        raise Http404
    try:
        file = storages["press"].open(name)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = _marked(file, reader.mark) if reader else _plain(file, name)
    response.headers["Cache-Control"] = (
        f"public, max-age={seconds_left(found.until, at=at, most=MOST_SECONDS)}"
        if found.is_public
        else "private, no-store"
    )
    return response


def _plain(file: File[Any], name: str) -> FileResponse:
    return FileResponse(file, content_type=KINDS[PurePosixPath(name).suffix])


def _marked(file: File[Any], mark: str) -> HttpResponse:
    with file:
        return HttpResponse(marked(file.read(), mark), content_type="image/webp")


def _early(request: HttpRequest, found: Shown, at: datetime) -> Reader | None:
    """Whoever is press of a market where an article that shows it may be read early."""
    reader = agent(request.session) if found.for_press else None
    if reader is None or not queries.is_for(
        article_ids=found.for_press, market=reader.market, at=at
    ):
        return None
    return reader
