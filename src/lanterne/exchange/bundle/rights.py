"""Licences, windows and holdbacks of a bundle made into values."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from django.utils.translation import gettext as _

from lanterne.core.money import Money
from lanterne.exchange.bundle.stream import Lined
from lanterne.exchange.fields import Fields, Unreadable, one_of
from lanterne.exchange.values import Item
from lanterne.rights.records import SAYABLE, Contract, HoldbackRecord, WindowRecord
from lanterne.rights.rules import Holdback, Offer, Period, Status, Terms, Tongue, Use, Window
from lanterne.rights.services import LicenceFacts
from lanterne.territories import queries as territories

LICENCE = frozenset(
    (
        *("licensor", "reference", "offers", "is_exclusive", "fee_minor", "currency"),
        *("share_hundredths", "begins_on", "ends_on", "note"),
    )
)
WINDOW = frozenset(
    (
        *("territory", "offer", "opens_at", "closes_at", "status", "languages", "held_back"),
        *("awaits", "public_from", "is_premiere", "licence"),
    )
)
HOLDBACK = frozenset(["territory", "offer", "language", "begins_at", "ends_at", "reason"])


def licence(place: str, told: object) -> Item:
    fields = Fields(told, LICENCE)
    facts = LicenceFacts(
        licensor=fields.text("licensor"),
        reference=fields.text("reference"),
        offers=tuple(one_of(Offer, one) for one in fields.texts("offers")),
        is_exclusive=fields.truth("is_exclusive"),
        fee=_fee(fields),
        share_hundredths=fields.number("share_hundredths") or 0,
        begins_on=fields.day("begins_on"),
        ends_on=fields.day("ends_on"),
        note=fields.text("note"),
    )
    return Item(place, licence=facts)


def _fee(fields: Fields) -> Money | None:
    told, currency = fields.text("fee_minor", most=15), fields.text("currency")
    if not told:
        return None
    try:
        return Money(int(told), currency)
    except ValueError as error:
        raise Unreadable(_("A fee is a whole number with a currency such as EUR.")) from error


def window(file: str, told: object) -> WindowRecord:
    fields = Fields(told, WINDOW)
    territory = fields.text("territory", most=2)
    clock = _clock(territory)
    opens_at = fields.instant("opens_at", clock)
    if opens_at is None:
        raise Unreadable(_("A window says when it opens."))
    terms = Terms(
        offer=one_of(Offer, fields.text("offer") or Offer.SUBSCRIPTION),
        tongues=tuple(map(_tongue, fields.texts("languages"))),
        held_back=fields.texts("held_back"),
        status=one_of(Status, fields.text("status") or Status.APPROVED),
        awaits=fields.text("awaits"),
        public_from=fields.instant("public_from", clock),
        is_premiere=fields.truth("is_premiere"),
    )
    contract = Fields(fields.named("licence"), frozenset(["licensor", "reference"]))
    named = contract.text("licensor"), contract.text("reference")
    return WindowRecord(
        Window(territory, opens_at, fields.instant("closes_at", clock), terms),
        Contract(*named) if any(named) else None,
        _said(fields),
        _place(file, told),
    )


def _said(fields: Fields) -> frozenset[str]:
    """What the file says of the window, if only that there is none: a field that is empty."""
    said = {"contract" if name == "licence" else name for name in WINDOW if name in fields}
    # A status is never none.
    return SAYABLE & (said if fields.text("status") else said - {"status"})


def holdback(file: str, told: object) -> HoldbackRecord:
    fields = Fields(told, HOLDBACK)
    territory, offer = fields.text("territory", most=2), fields.text("offer")
    clock = _clock(territory)
    begins_at: datetime | None = fields.instant("begins_at", clock)
    if begins_at is None:
        raise Unreadable(_("A holdback says when it begins."))
    period = Period(begins_at, fields.instant("ends_at", clock))
    return HoldbackRecord(
        Holdback(
            period, territory, one_of(Offer, offer) if offer else None, fields.text("language")
        ),
        fields.text("reason", most=200),
        _place(file, told),
    )


def _place(file: str, told: object) -> str:
    return f"{file}:{told.line}" if isinstance(told, Lined) else file


def _tongue(word: str) -> Tongue:
    language, _colon, use = word.partition(":")
    return Tongue(language, one_of(Use, use or Use.ANY))


def _clock(territory: str) -> tzinfo:
    return territories.clock(territory=territory) if territory else UTC
