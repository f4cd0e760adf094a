"""Artwork from the store."""

from __future__ import annotations

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from lanterne.catalogue.rules import MASTERS

YEAR = 31_536_000


@require_safe
def art(request: HttpRequest, name: str) -> FileResponse:
    """Only pictures are ever given out, no original among them, and a picture never changes under its name."""
    kind = mimetypes.guess_type(name)[0] or ""
    if not kind.startswith("image/") or kind == "image/svg+xml" or MASTERS in name:
        raise Http404
    try:
        picture = default_storage.open(name)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(picture, content_type=kind)
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
