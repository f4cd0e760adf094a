"""Addresses of titles that were merged into others."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from lanterne.catalogue import queries as catalogue
from lanterne.playback import queries as playback
from lanterne.web.doors import Viewer


def moved(viewer: Viewer, page: str, slug: str) -> HttpResponse:
    """For good, to the page of the title that this one is now; "not found" where this profile may not know of it."""
    known = playback.known(profile=viewer.profile, territory=viewer.territory, at=viewer.at)
    address = catalogue.forwarded_slug(slug=slug)
    if address is None or catalogue.title_id(slug=address, known=known) is None:
        raise Http404
    return redirect(page, address, permanent=True)
