"""A programme around the demo's film, so that every desk and every row has something to say; all of it is invented.

Staged once, in one transaction and through the doors that staff use: what people change afterwards stays.
"""

from __future__ import annotations

from django.db import transaction

from lanterne.catalogue import queries as titles
from lanterne.cli.programme import catalogue, crew, editing, requests, windows
from lanterne.cli.programme.films import project

__all__ = ["project", "stage"]

FIRST = "la-derniere-lampe"


@transaction.atomic
def stage() -> None:
    """Titles, contracts and windows, deliveries, drafts: whole, or not at all."""
    if titles.title_id(slug=FIRST) is not None:
        return
    people = crew.hire()
    catalogue.fill(people)
    windows.grant(people)
    requests.ask(people)
    editing.prepare(people)
