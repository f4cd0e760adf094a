"""Making, changing and removing, each by one service of the house, in one transaction with its precondition."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Schema

from lanterne.api.partners import etags

# A row's number, or a key of its own.
Name = TypeVar("Name", int, str)


@transaction.atomic
def made(
    request: HttpRequest,
    act: Callable[[], Name],
    read: Callable[[Name], Schema],
    *,
    below: str = "",
) -> HttpResponse:
    """Make something, and answer what it is and where it can be read: ``below`` an address, or the one that was asked."""
    name = act()
    location = f"{below or request.path}/{name}"
    return etags.answer(request, read(name), status=201, location=location)


@transaction.atomic
def changed(
    request: HttpRequest,
    read: Callable[[], Schema],
    act: Callable[[], object],
    *,
    hold: Callable[[], object],
) -> HttpResponse:
    """Do something to what still is as the program has read it, and answer what it is then.

    ``hold`` keeps others from it until that is done: staff's changes wait in the same place.
    """
    hold()
    etags.must_match(request, read())
    act()
    return etags.answer(request, read())


@transaction.atomic
def removed(
    request: HttpRequest,
    read: Callable[[], Schema],
    act: Callable[[], object],
    *,
    hold: Callable[[], object],
) -> HttpResponse:
    hold()
    etags.must_match(request, read())
    act()
    return HttpResponse(status=204)
