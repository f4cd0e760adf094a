"""A programme around the demo's film, so that every desk and every row has something to say; all of it is invented.

Staged once, in one transaction and through the doors that staff use: what people change afterwards stays.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from lanterne.catalogue import queries as titles
from lanterne.cli import service
from lanterne.cli.programme import (
    accounting,
    audience,
    catalogue,
    crew,
    editing,
    figures,
    films,
    past,
    report,
    requests,
    slate,
    windows,
)

FIRST = "la-derniere-lampe"


@transaction.atomic
def stage() -> None:
    """Titles, contracts, deliveries, drafts, figures, the slate: whole, or not at all."""
    if titles.title_id(slug=FIRST) is not None:
        return
    people = crew.hire()
    catalogue.fill(people)
    films.picture_series(people.words)
    windows.grant(people)
    requests.ask(people)
    editing.prepare(people)
    slate.extend(people)
    figures.bring_in(people)


def report_of_2018() -> None:
    """What a report said of a real service in 2018, beside all that is invented."""
    if report.take_in():
        service.say("The report of September 2018 is taken in: figures, slate, markets and rules.")


def remember() -> None:
    """Three years that were before all this, in another system."""
    if past.remember():
        service.say(
            "Three years of an invented operator are taken in, and what its titles brought."
        )


def show(goes_on: Callable[[], bool]) -> None:
    """Paint the small films and, when they are published, let people watch them; what is there already stays."""
    films.project(goes_on)
    if not films.await_screening(goes_on):
        return
    films.caption_films()
    if audience.attend():
        accounting.state()
        service.say("The small films are published, and invented households have watched them.")
