"""Offices, competitors and what they commission."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanterne.studio.competitors_page import (
    competitors_page,
    office_page,
    offices_page,
)
from lanterne.studio.competitors_page import competitors_table as written
from lanterne.studio.markets_page import day


def offices(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/offices.html", {"shown": offices_page(request)})


def office(request: HttpRequest, office_id: int) -> HttpResponse:
    card = office_page(office_id=office_id, on=day(request))
    return render(request, "studio/office.html", {"card": card})


def competitors(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/competitors.html", {"shown": competitors_page(request)})


def competitors_table(request: HttpRequest) -> HttpResponse:
    named = {"Content-Disposition": 'attachment; filename="commissions.csv"'}
    return HttpResponse(written(request), content_type="text/csv; charset=utf-8", headers=named)
