"""The desk of rights."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanterne.core import clock
from lanterne.studio import filters
from lanterne.studio.rights_page import rights_page


def rights(request: HttpRequest) -> HttpResponse:
    asked = filters.rights_desk(request)
    page = rights_page(wanted=asked.wanted, at=clock.now())
    return render(request, "studio/rights.html", {"page": page, "asked": asked})
