"""The start page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanterne.core import clock
from lanterne.studio.decisions import decisions


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/start.html", {"waiting": decisions(at=clock.now())})
