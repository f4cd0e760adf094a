"""The page of a collection."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from lanterne.discovery import queries as discovery
from lanterne.web.doors import Viewer, viewer_page


@require_safe
@gzip_page
@viewer_page
def collection(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    found = discovery.collection(
        profile=viewer.profile, territory=viewer.territory, at=viewer.at, slug=slug
    )
    if found is None:
        raise Http404
    page = {"collection": found, "profile": viewer.profile}
    return render(request, "web/collection.html", page)
