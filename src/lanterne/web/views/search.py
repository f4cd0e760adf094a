"""Finding a title by its name, its people or its genre."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from lanterne.discovery import queries as discovery
from lanterne.web.doors import Viewer, viewer_page

LONGEST = 80


@require_safe
@gzip_page
@viewer_page
def search(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A script asks for the results alone; without one the whole page comes."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    found = discovery.search(
        profile=viewer.profile,
        territory=viewer.territory,
        at=viewer.at,
        text=text,
        language=viewer.profile.language,
    )
    part = "web/found.html" if "part" in request.GET else "web/search.html"
    return render(request, part, {"text": text, "found": found, "profile": viewer.profile})
