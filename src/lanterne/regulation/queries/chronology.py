"""When films were released in cinemas, and from when we may show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lanterne.catalogue import queries as catalogue
from lanterne.regulation.models import CinemaRelease
from lanterne.regulation.queries.operator import operator
from lanterne.regulation.queries.rulebook import own, shipped
from lanterne.regulation.rules import Operator, Rule, Window, in_force, window
from lanterne.rights.rules import Offer

# What the agreements call our offers. What is free or paid by advertising has no row of its own in any of them.
SERVICES = {
    Offer.SUBSCRIPTION: "svod",
    Offer.RENTAL: "tvod_est",
    Offer.PURCHASE: "tvod_est",
}


@dataclass(frozen=True, slots=True)
class Earliest:
    """``opens`` goes by the rule on the day of release, which governs here; ``by_today`` is what the rule of the day
    of the question would give, where it gives another day.
    """

    released_on: date
    window: Window
    opens: date
    by_today: Window | None


def releases(*, title_id: int) -> tuple[tuple[str, date, str], ...]:
    """Country, day and source of each release of a film in cinemas."""
    held = CinemaRelease.objects.filter(title_id__in=catalogue.numbers(title_id=title_id))
    rows = held.order_by("released_on", "territory")
    return tuple(rows.values_list("territory", "released_on", "source"))


def released(*, territory: str) -> dict[int, date]:
    """The first release there by title; of films that were made one, under the number that stayed."""
    rows = CinemaRelease.objects.filter(territory=territory).order_by("-released_on")
    told = dict(rows.values_list("title_id", "released_on"))
    leads = catalogue.forwardings(title_ids=told.keys()) if told else {}
    # The latest first, so that the earliest of two is kept.
    return {leads.get(number, number): day for number, day in told.items()}


@dataclass(frozen=True, slots=True)
class Lookup:
    """The rules and who we are, read once for many questions."""

    own: tuple[Rule, ...]
    operator: Operator

    def window(self, *, territory: str, offer: Offer, on: date) -> Window | None:
        """For a film released in cinemas that day; None where nothing stands against it."""
        service = SERVICES.get(offer)
        if service is None:
            return None
        return window(
            in_force(shipped(), self.own, on=on),
            country=territory,
            service=service,
            agreements=self.operator.agreements(on),
        )


def lookup() -> Lookup:
    return Lookup(own(), operator())


def earliest(*, territory: str, offer: Offer, released_on: date, on: date) -> Earliest | None:
    """The first day for a film of that release, and what another reading of "in force" would make of it."""
    known = lookup()
    governing = known.window(territory=territory, offer=offer, on=released_on)
    if governing is None:
        return None
    later = known.window(territory=territory, offer=offer, on=on)
    is_other = later is not None and later.months != governing.months
    return Earliest(
        released_on, governing, governing.opens(released_on), later if is_other else None
    )
