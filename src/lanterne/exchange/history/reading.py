"""What the lines of each table say, and who takes them in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lanterne.accounts.history import MemberDraft, bring_members
from lanterne.audience.history import ViewingDraft, bring_viewings
from lanterne.audience.rules import Span
from lanterne.billing.history import PaymentDraft, bring_payments
from lanterne.core.clock import FIRST_DAY, LAST_DAY
from lanterne.core.hauling import Hauler
from lanterne.core.money import Money
from lanterne.core.sheets import CODE, Cells, WrongCell
from lanterne.results.services import ReleaseDraft, bring_releases

OUTCOMES = {"paid": True, "declined": False}


def haulers(at: datetime) -> Mapping[str, Hauler[Any]]:
    """Of each table, in the order in which they build upon each other."""
    return {
        "members": Hauler(
            ("member", "territory", "language", "joined"),
            _member,
            lambda drafts: bring_members(drafts=drafts, at=at),
        ),
        "payments": Hauler(
            ("member", "plan", "at", "renewal", "minor", "currency", "vat_rate", "outcome"),
            _payment,
            lambda drafts: bring_payments(drafts=drafts, at=at),
        ),
        "releases": Hauler(
            ("title", "territory", "at"),
            _release,
            lambda drafts: bring_releases(drafts=drafts, at=at),
        ),
        "viewings": Hauler(
            ("member", "title", "territory", "at"),
            _viewing,
            lambda drafts: bring_viewings(drafts=drafts, at=at),
        ),
    }


def _member(line: Cells) -> MemberDraft:
    joined = line.needed_day("joined")
    if not FIRST_DAY <= joined < LAST_DAY:
        raise WrongCell(_("“%(text)s” is not a day such as 2018-09-28.") % {"text": joined})
    return MemberDraft(
        line.text("member"),
        line.text("territory"),
        line.text("language"),
        joined,
        line.text("email"),
    )


def _payment(line: Cells) -> PaymentDraft:
    outcome = line.text("outcome")
    if outcome not in OUTCOMES:
        raise WrongCell(_("“%(text)s” is neither paid nor declined.") % {"text": outcome[:40]})
    return PaymentDraft(
        line.text("member"),
        line.text("plan"),
        line.instant("at"),
        line.is_so("renewal"),
        _money(line),
        _rate(line),
        OUTCOMES[outcome],
        line.text("card"),
    )


def _money(line: Cells) -> Money:
    """In the smallest unit of the currency."""
    currency = line.text("currency")
    if not CODE.fullmatch(currency):
        raise WrongCell(_("“%(text)s” is no currency such as EUR.") % {"text": currency[:40]})
    return Money(line.number_of("minor") or 0, currency)


def _rate(line: Cells) -> Decimal:
    rate = line.decimal("vat_rate")
    if rate is None or rate != round(rate, 2):
        raise WrongCell(
            _("“%(text)s” is no rate in per cent such as 20 or 5.5.")
            % {"text": line.text("vat_rate")[:40]}
        )
    return rate


def _release(line: Cells) -> ReleaseDraft:
    return ReleaseDraft(line.text("title"), line.text("territory"), line.instant("at"))


def _viewing(line: Cells) -> ViewingDraft:
    return ViewingDraft(
        line.text("member"),
        line.text("title"),
        line.text("territory"),
        line.instant("at"),
        _spans(line),
    )


def _spans(line: Cells) -> tuple[Span, ...]:
    """What was shown; where only seconds are told, the first ones."""
    if line.text("ranges"):
        return tuple(_span(text) for text in line.names("ranges"))
    seconds = line.decimal("seconds")
    if seconds is None:
        raise WrongCell(_("Neither ranges nor seconds are told."))
    return ((0.0, float(seconds)),)


def _span(text: str) -> Span:
    start, _dash, end = text.partition("-")
    try:
        found = float(start), float(end)
    except ValueError:
        found = (0.0, 0.0)
    if not 0 <= found[0] < found[1] < float("inf"):
        raise WrongCell(
            _("“%(text)s” is no range of seconds such as 0-1200.") % {"text": text[:40]}
        )
    return found
