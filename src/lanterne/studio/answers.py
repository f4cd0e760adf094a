"""How a button is answered: carried out or refused, in a sentence above the page it leads to."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lanterne.core.errors import Refused


def answered(
    request: HttpRequest, change: Callable[[], object], done: str, page: str, *place: object
) -> HttpResponse:
    try:
        change()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(page, *place)
