"""Artwork from the store."""

from __future__ import annotations

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from lanterne.accounts.roles import Desk, may_see
from lanterne.accounts.staff import standing
from lanterne.catalogue.rules import MASTERS
from lanterne.core import clock
from lanterne.web.pictures import is_public

YEAR = 31_536_000


@require_safe
def art(request: HttpRequest, name: str) -> FileResponse:
    """Only pictures are ever given out, no original among them, and a picture never changes under its name.

    Those of a title that the public may not know of yet are for staff, and for no cache on the way.
    """
    kind = mimetypes.guess_type(name)[0] or ""
    if not kind.startswith("image/") or kind == "image/svg+xml" or MASTERS in name:
        raise Http404
    is_for_all = is_public(name, at=clock.now())
    if not is_for_all and not may_see(standing(request.user), Desk.PUBLISH):
        raise Http404
    try:
        picture = default_storage.open(name)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(picture, content_type=kind)
    whose = "public" if is_for_all else "private"
    response.headers["Cache-Control"] = f"{whose}, max-age={YEAR}, immutable"
    return response
