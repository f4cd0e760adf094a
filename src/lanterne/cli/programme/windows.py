"""Contracts, windows and holdbacks, out of a table: open, to come, lapsing, doubtful and undecided ones."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from lanterne.cli.programme.catalogue import held
from lanterne.cli.programme.crew import Crew
from lanterne.cli.programme.days import day, midnight
from lanterne.core.money import Money
from lanterne.deliveries import services as deliveries
from lanterne.regulation import services as regulation
from lanterne.rights import services as rights
from lanterne.rights.rules import Holdback, Offer, Period, Status, Terms, Tongue, Use, Window

TABLE = Path(__file__).parent / "data" / "rights.toml"
NOTE = "Invented for the demo."


def grant(crew: Crew) -> None:
    told = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    licences = {
        one["reference"]: rights.register_licence(facts=_facts(one), actor=crew.licences)
        for one in told["licence"]
    }
    for one in told["window"]:
        for window in _windows(one):
            rights.grant_window(
                title_id=held(one["title"]),
                window=window,
                licence_id=licences.get(one.get("licence", "")),
                actor=crew.licences,
            )
    for one in told["holdback"]:
        rights.hold_back(
            title_id=held(one["title"]),
            holdback=_holdback(one),
            reason=one["reason"],
            actor=crew.licences,
        )
    _override(crew, licences["NL-77"])
    _release(crew)


def _facts(told: dict[str, Any]) -> rights.LicenceFacts:
    fee = told.get("fee")
    return rights.LicenceFacts(
        licensor=told["licensor"],
        reference=told["reference"],
        offers=tuple(map(Offer, told["offers"])),
        is_exclusive=told.get("is_exclusive", False),
        fee=Money(fee, told["currency"]) if fee else None,
        share_hundredths=told.get("share", 0),
        begins_on=day(told["begins"]),
        ends_on=day(told["ends"]),
        note=NOTE,
    )


def _windows(told: dict[str, Any]) -> Iterator[Window]:
    for territory in told["in"]:
        closes = told.get("closes")
        yield Window(
            territory,
            midnight(told["opens"], territory),
            None if closes is None else midnight(closes, territory),
            _terms(told, territory),
        )


def _terms(told: dict[str, Any], territory: str) -> Terms:
    public_from = told.get("public_from")
    return Terms(
        offer=Offer(told.get("offer", Offer.SUBSCRIPTION)),
        tongues=tuple(map(_tongue, told.get("languages", ()))),
        status=Status(told.get("status", Status.APPROVED)),
        awaits=told.get("awaits", ""),
        public_from=None if public_from is None else midnight(public_from, territory),
        is_premiere=told.get("is_premiere", False),
    )


def _tongue(word: str) -> Tongue:
    language, _colon, use = word.partition(":")
    return Tongue(language, Use(use or Use.ANY))


def _holdback(told: dict[str, Any]) -> Holdback:
    place, offer = told["in"], told.get("offer")
    period = Period(midnight(told["begins"], place), midnight(told["ends"], place))
    return Holdback(period, place, Offer(offer) if offer else None)


def _override(crew: Crew, licence_id: int) -> None:
    """One that opens before it is ready, with the reason that is kept."""
    opens_at = midnight(6, "GB")
    deliveries.open_in_market(
        title_id=held("harbour-watch"),
        window=Window("GB", opens_at, opens_at + timedelta(days=400)),
        licence_id=licence_id,
        override="Both episodes are being mixed; the last reel is promised two days before.",
        actor=crew.licences,
    )


def _release(crew: Crew) -> None:
    """A film that was in French cinemas five months ago: its window opens before the chronology lets it."""
    regulation.state_release(
        title_id=held("le-jardin-d-hiver"),
        territory="FR",
        released_on=day(-150),
        source=NOTE,
        actor=crew.licences,
    )
