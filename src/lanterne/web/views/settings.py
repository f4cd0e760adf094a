"""The switches at the foot of every page: language and theme."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lanterne.web import cookies, ways

THEMES = ("auto", "light", "dark")


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Keep what was asked in a cookie, and go back; what nobody offers is ignored."""
    response = redirect(ways.back(request))
    if request.POST.get("theme") in THEMES:
        cookies.keep(response, "theme", request.POST["theme"], is_hidden=False)
    if request.POST.get("language") in dict(settings.LANGUAGES):
        cookies.speak(response, request.POST["language"])
    return response
