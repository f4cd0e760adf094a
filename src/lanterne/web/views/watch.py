"""The page around the player; the film itself is asked for through the API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lanterne.web import watch_page
from lanterne.web.doors import Viewer, viewer_page
from lanterne.web.moved import moved
from lanterne.web.player_words import words

# What main.js loads, and what that loads: named on the page, so that nothing waits to be discovered.
# fmt: off
# fmt: off
MODULES = (
    "address", "chapters", "choices", "clock", "controls", "engine", "focus", "gestures", "heartbeat", "keys",
    "panel", "prompts", "ranges", "refusals", "sheet", "stillness", "tastes", "timeline", "tracks", "watching",
)
# fmt: on


@require_safe
@viewer_page
def watch(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    shown = watch_page.watch_page(viewer=viewer, slug=slug)
    if shown is None:
        return moved(viewer, "web:watch", slug)
    player = {
        "title": {"id": shown.film.id, "name": shown.film.name},
        "next": {"name": shown.next.name, "address": shown.links["next"]} if shown.next else None,
        "language": get_language(),
        "sessions": reverse("api-1:start"),
        "csrf": get_token(request),
        "links": shown.links,
        "words": words(),
    }
    context = {
        "film": shown.film,
        "copyright_line": shown.copyright_line,
        "links": shown.links,
        "player": player,
        "modules": [f"web/player/{name}.js" for name in MODULES],
    }
    return render(request, "web/watch.html", context)
