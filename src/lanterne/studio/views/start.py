"""The start page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanterne.accounts.staff import standing
from lanterne.core import clock
from lanterne.studio.start_page import start_page


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    shown = start_page(who=standing(request.user), at=clock.now())
    return render(request, "studio/start.html", {"shown": shown, "waiting": shown.waiting})
