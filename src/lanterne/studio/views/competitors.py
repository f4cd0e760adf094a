"""Competitors, counted by what they commission."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanterne.studio.competitors_page import competitors_page
from lanterne.studio.competitors_page import competitors_table as written


def competitors(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/competitors.html", {"shown": competitors_page(request)})


def competitors_table(request: HttpRequest) -> HttpResponse:
    named = {"Content-Disposition": 'attachment; filename="commissions.csv"'}
    return HttpResponse(written(request), content_type="text/csv; charset=utf-8", headers=named)
