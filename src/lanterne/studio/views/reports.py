"""The quality report in the console, and the engine's own page beside it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanterne.assets import queries as assets
from lanterne.studio.report_page import drawn_report, report_page

# The page names its own style by a hash, which the page of an earlier version has as well.
ALONE = "; ".join((
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip


def report(request: HttpRequest, title_id: int) -> HttpResponse:
    page = report_page(title_id=title_id)
    return render(request, "studio/report.html", {"page": page, "head": page.head})


@require_safe
def drawn(request: HttpRequest, title_id: int) -> HttpResponse:
    """A page that stands alone: it may load nothing, and nobody may frame it."""
    html = drawn_report(title_id=title_id)
    return HttpResponse(html, headers={"Content-Security-Policy": ALONE})


def picture(request: HttpRequest, job_id: int, name: str) -> HttpResponse:
    """The moment of a finding."""
    path = assets.finding_picture(job_id=job_id, name=name)
    if path is None:
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="image/jpeg")
