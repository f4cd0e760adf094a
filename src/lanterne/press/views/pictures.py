"""Pictures of articles: nobody has one before an article that shows it may be read."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from lanterne.accounts.roles import Desk, may_see
from lanterne.accounts.staff import standing
from lanterne.accreditation.queries import agent
from lanterne.core import clock
from lanterne.newsroom import queries
from lanterne.newsroom.queries import Shown

# What pages ask for, and what the editor's own frame does.
KINDS = {
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".avif": "image/avif",
}


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """By the name that a page gives it. Originals have no address.

    Before its hour staff see it, and agents of the press whose articles show it; no cache keeps it.
    """
    found = queries.shown(name, at=clock.now())
    if found is None:
        raise Http404
    if not (found.is_public or _may_see_early(request, found)):
        raise Http404
    try:
        file = storages["press"].open(name)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=KINDS[PurePosixPath(name).suffix])
    # An article can be taken down, and its pictures with it: not for a year.
    response.headers["Cache-Control"] = (
        "public, max-age=3600" if found.is_public else "private, no-store"
    )
    return response


def _may_see_early(request: HttpRequest, found: Shown) -> bool:
    is_for_agents = bool(found.for_press) and agent(request.session) is not None
    return is_for_agents or may_see(standing(request.user), Desk.SPEAK)
