"""What became of a title."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanterne.studio import filters
from lanterne.studio.history_page import history_page


def history(request: HttpRequest, title_id: int) -> HttpResponse:
    asked = filters.history(request)
    shown = history_page(
        title_id=title_id, action=asked.action, actor=asked.actor, place=asked.place
    )
    page = {"shown": shown, "head": shown.head, "asked": asked.among(shown.actions, shown.people)}
    return render(request, "studio/history.html", page)
