"""Who did what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanterne.studio import filters
from lanterne.studio.audit_page import audit_page


def audit(request: HttpRequest) -> HttpResponse:
    asked = filters.audit_lines(request)
    shown = audit_page(
        actor=asked.actor, action=asked.action.chosen, subject=asked.subject, page=asked.page
    )
    return render(request, "studio/audit.html", {"shown": shown, "asked": asked})
