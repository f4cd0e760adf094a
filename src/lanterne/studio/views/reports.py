"""The quality report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanterne.studio.report_page import report_page


def report(request: HttpRequest, title_id: int) -> HttpResponse:
    page = report_page(title_id=title_id)
    return render(request, "studio/report.html", {"page": page, "head": page.head})
