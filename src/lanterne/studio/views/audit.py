"""Who did what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanterne.studio import filters
from lanterne.studio.audit_page import audit_page
from lanterne.studio.doors import user_id
from lanterne.studio.saved import views


def audit(request: HttpRequest) -> HttpResponse:
    asked = filters.audit_lines(request)
    shown = audit_page(
        actor=asked.actor, action=asked.action.chosen, subject=asked.subject, place=asked.place
    )
    kept = views(user_id=user_id(request), listing="audit")
    page = {"shown": shown, "asked": asked, "views": kept, "listing": "audit"}
    return render(request, "studio/audit.html", page)
