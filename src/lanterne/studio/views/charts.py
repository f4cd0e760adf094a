"""Charts to take away, as SVG or PNG."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from lanterne.studio import pictured


def competitors(request: HttpRequest, kind: str) -> HttpResponse:
    return pictured.sent(pictured.competitors(request), kind, "commissions")


def offices(request: HttpRequest, kind: str) -> HttpResponse:
    return pictured.sent(pictured.offices(request), kind, "offices")


def market(request: HttpRequest, territory: str, kind: str) -> HttpResponse:
    return pictured.sent(pictured.market(request, territory), kind, f"market-{territory}")


def slate(request: HttpRequest, kind: str) -> HttpResponse:
    return pictured.sent(pictured.slate(request), kind, "slate")


def facilities(request: HttpRequest, kind: str) -> HttpResponse:
    return pictured.sent(pictured.facilities(request), kind, "facilities")


def law(request: HttpRequest, kind: str) -> HttpResponse:
    return pictured.sent(pictured.law(request), kind, "law")
