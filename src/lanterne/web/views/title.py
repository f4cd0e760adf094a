"""A title's page, and the list a profile keeps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from lanterne.web import my_list as lists
from lanterne.web import title_page, ways
from lanterne.web.doors import Viewer, viewer_page
from lanterne.web.moved import moved


@require_safe
@gzip_page
@viewer_page
def title(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    shown = title_page.title_page(viewer=viewer, slug=slug)
    if shown is None:
        return moved(viewer, "web:title", slug)
    return render(request, "web/title.html", {"title": shown, "profile": viewer.profile})


@require_POST
@viewer_page
def my_list(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Put the title on the list, or take it off; the button says which."""
    is_wanted = request.POST.get("wanted") == "yes"
    if not lists.keep(viewer=viewer, slug=slug, is_wanted=is_wanted):
        raise Http404
    return redirect(ways.back(request))
