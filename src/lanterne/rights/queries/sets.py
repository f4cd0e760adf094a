"""The same question about the whole catalogue, as conditions of one statement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lanterne.catalogue import queries as catalogue
from lanterne.rights.models import Holdback, LicenceWindow
from lanterne.rights.rules import Market, Offer, Status, Use, Version
from lanterne.rights.rules.terms import ranges
from lanterne.territories import queries as territories

ANY = Version()


def open_title_ids(*, market: Market, at: datetime, version: Version = ANY) -> QuerySet[Any, Any]:
    """Ids of every film, series, season and episode that is open; the same answer as ``availability``."""
    here = _here(market)
    held = catalogue.at_or_above(_held_back(market, at, version))
    return catalogue.decided_by_nearest(said=here, yes=here.filter(_opens(at, version)), but=~held)


def open_or_coming_title_ids(*, market: Market, at: datetime) -> QuerySet[Any, Any]:
    """Ids of what is open or will be, secret or not: everything that a window not yet over decides about.

    Holdbacks are not asked: who wants to know when a title opens asks ``availability``.
    """
    here = _here(market)
    lasting = here.filter(Q(closes_at=None) | Q(closes_at__gt=at))
    return catalogue.decided_by_nearest(said=here, yes=lasting)


def told_title_ids(*, market: Market, at: datetime) -> QuerySet[Any, Any]:
    """Ids of what is open or will be, as far as the public of the market may know by now."""
    here = _here(market)
    lasting = here.filter(Q(closes_at=None) | Q(closes_at__gt=at), _is_told(at))
    return catalogue.decided_by_nearest(said=here, yes=lasting)


def told_anywhere_title_ids(*, at: datetime) -> QuerySet[Any, Any]:
    """Ids of what ``told_title_ids`` finds in one market at least, for subscribers."""
    said = LicenceWindow.objects.filter(offer=Offer.SUBSCRIPTION, status=Status.APPROVED)
    # A window has no say where one of its own market is nearer to the title that is asked about.
    of_asked = Q(title=OuterRef(OuterRef("pk"))) | Q(title=OuterRef(OuterRef("parent_id")))
    below = Q(title__parent=OuterRef("title")) | Q(title__series=OuterRef("title"))
    nearer = said.filter(of_asked, below, territory=OuterRef("territory"))
    lasting = said.filter(Q(closes_at=None) | Q(closes_at__gt=at), _is_told(at), ~Exists(nearer))
    return catalogue.decided_by_nearest(said=LicenceWindow.objects.none(), yes=lasting)


def named_title_ids(*, market: Market) -> QuerySet[Any, Any]:
    """Ids of what a window of any time decides about in a market."""
    here = _here(market)
    return catalogue.decided_by_nearest(said=here, yes=here)


def film_is_open(*, market: Market, at: datetime) -> Q:
    """The condition that a film is open, for questions about many: nothing above it has a say."""
    here = _here(market).filter(_opens(at, ANY), title_id=OuterRef("pk"))
    held = _held_back(market, at, ANY).filter(title_id=OuterRef("pk"))
    return Q(Exists(here)) & ~Q(Exists(held))


def episode_is_open(*, market: Market, at: datetime) -> Q:
    """The condition that an episode is open, by its own windows, its season's or its series'."""
    here = _here(market)
    decided = catalogue.nearest_says(said=here, yes=here.filter(_opens(at, ANY)))
    return decided & ~catalogue.at_or_above(_held_back(market, at, ANY))


def is_announced(*, at: datetime) -> Q:
    """The condition that the public may know of a title: an approved window that is no secret is on its line.

    Its place and time do not matter. Anything else is a draft, and nobody outside the studio knows of it.
    """
    told = LicenceWindow.objects.filter(_is_told(at), status=Status.APPROVED)
    return catalogue.on_the_line(told)


def closing(
    *, market: Market, at: datetime, within: timedelta, limit: int = 500
) -> dict[int, datetime]:
    """The titles whose own open window ends soon with none following at that instant, soonest first.

    Each end is told by the territory's clocks.
    """
    ends = Q(opens_at__lte=at, closes_at__gt=at, closes_at__lte=at + within)
    ending = not_followed(_here(market).filter(ends, awaits="")).order_by("closes_at", "title_id")
    rows = ending.values_list("title_id", "closes_at")[:limit]
    place = territories.clock(territory=market.territory)
    return {title_id: ends.astimezone(place) for title_id, ends in rows if ends is not None}


def opening(*, market: Market, at: datetime, within: timedelta, limit: int) -> dict[int, datetime]:
    """The titles whose own window opens soon, and is not open now, soonest first; told by the territory's clocks."""
    here = _here(market).filter(opens_at__gt=at, opens_at__lte=at + within)
    # The latest are written first, so that each title keeps its soonest.
    rows = here.order_by("-opens_at", "title_id").values_list("title_id", "opens_at")
    soonest = sorted(dict(rows).items(), key=lambda one: (one[1], one[0]))[:limit]
    place = territories.clock(territory=market.territory)
    return {title_id: opens.astimezone(place) for title_id, opens in soonest}


def opened(*, title_ids: Collection[int], market: Market, at: datetime) -> dict[int, datetime]:
    """Since when titles are open by windows of their own, the latest where there are several; by the territory's clocks."""
    here = _here(market).filter(Q(closes_at=None) | Q(closes_at__gt=at), opens_at__lte=at)
    rows = here.filter(title_id__in=title_ids).order_by("opens_at")
    place = territories.clock(territory=market.territory)
    return {
        title: opens.astimezone(place) for title, opens in rows.values_list("title_id", "opens_at")
    }


def not_followed(ending: QuerySet[LicenceWindow, Any]) -> QuerySet[LicenceWindow, Any]:
    """Those windows at whose end no other of the same title, place and offer goes on."""
    goes_on = LicenceWindow.objects.filter(
        Q(closes_at=None) | Q(closes_at__gt=OuterRef("closes_at")),
        title_id=OuterRef("title_id"),
        territory=OuterRef("territory"),
        offer=OuterRef("offer"),
        status=Status.APPROVED,
        awaits="",
        opens_at__lte=OuterRef("closes_at"),
    )
    return ending.filter(~Exists(goes_on))


def _is_told(at: datetime) -> Q:
    return Q(public_from=None) | Q(public_from__lte=at)


def _here(market: Market) -> QuerySet[LicenceWindow, Any]:
    """The windows that have a say in a market."""
    return LicenceWindow.objects.filter(
        territory=market.territory, offer=market.offer, status=Status.APPROVED
    )


def _opens(at: datetime, version: Version) -> Q:
    """The condition that a window opens the version now; one that is open is no secret any more."""
    now = Q(opens_at__lte=at) & (Q(closes_at=None) | Q(closes_at__gt=at)) & Q(awaits="")
    return now & _licenses(version) if version.language else now


def _licenses(version: Version) -> Q:
    covering = ranges(version.language)
    uses = set(Use) if version.use is Use.ANY else {Use.ANY, version.use}
    named = [Q(tongues__contains=f" {one}:{use} ") for one in covering for use in uses]
    held = [Q(held_back__contains=f" {one} ") for one in covering]
    return reduce(or_, named, Q(tongues="")) & ~reduce(or_, held)


def _held_back(market: Market, at: datetime, version: Version) -> QuerySet[Holdback, Any]:
    """The holdbacks that keep the version from the market now."""
    languages = ["", *ranges(version.language)] if version.language else [""]
    return Holdback.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        begins_at__lte=at,
        territory__in=["", market.territory],
        offer__in=["", market.offer],
        language__in=languages,
    )
