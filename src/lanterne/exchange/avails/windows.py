"""An offer made into windows, and windows into offers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from django.utils.translation import gettext as _

from lanterne.exchange import fields
from lanterne.exchange.avails import vocabulary
from lanterne.exchange.avails.deals import Deal, Work
from lanterne.exchange.fields import Unreadable
from lanterne.rights.records import Contract, WindowRecord
from lanterne.rights.rules import Status, Terms, Tongue, Use, Window
from lanterne.territories import queries as territories

# From when a window runs whose beginning is a condition and no date: it stays closed until the condition is met.
DATELESS = datetime(1970, 1, 1, tzinfo=UTC)
DAY = len("2027-03-01")
LAST_YEAR = "9999-"


def windows(deal: Deal) -> Iterator[WindowRecord]:
    """A window for each country of the offer."""
    if deal.entry.strip().casefold() not in vocabulary.TAKEN:
        raise Unreadable(
            _("“%(word)s” is not taken: an import takes nothing away.") % {"word": deal.entry[:80]}
        )
    contract = Contract(deal.licensor, deal.contract) if deal.contract else None
    for country in _countries(deal):
        yield WindowRecord(_window(deal, country), contract, _told(deal), deal.place)


def _told(deal: Deal) -> frozenset[str]:
    """What the offer says of a window; an offer always says when it ends."""
    said = {
        "status": deal.status.strip(),
        "contract": deal.contract,
        "public_from": deal.announced or deal.lifted,
        "awaits": deal.start_condition,
        "held_back": deal.held_back,
        "is_premiere": _premiere(deal) is not None,
    }
    return frozenset(["closes_at", *(name for name, one in said.items() if one)])


def deal(record: WindowRecord, work: Work) -> Deal:
    """The offer of one window."""
    window, terms = record.window, record.window.terms
    is_dateless = window.opens_at == (terms.public_from or DATELESS)
    start = "" if is_dateless else window.opens_at.isoformat()
    condition = terms.awaits
    if is_dateless and not condition:
        condition = vocabulary.AT_ONCE
    return Deal(
        place="",
        work=work,
        license_type=vocabulary.OFFERS[terms.offer][0],
        territories=(window.territory,),
        start=start,
        start_condition=condition,
        end=window.closes_at.isoformat() if window.closes_at else "",
        end_condition="" if window.closes_at else vocabulary.FOR_GOOD,
        allowed=tuple((one.language, one.use.value) for one in terms.tongues),
        held_back=terms.held_back,
        lifted=terms.public_from.isoformat() if terms.public_from else "",
        status=vocabulary.STATUSES[terms.status][0],
        premiere="true" if terms.is_premiere else "",
        licensor=record.contract.licensor if record.contract else "",
        contract=record.contract.reference if record.contract else "",
    )


def _window(deal: Deal, country: str) -> Window:
    clock = territories.clock(territory=country)
    public_from = _latest(deal.announced, deal.lifted, clock)
    opens_at = fields.instant(deal.start, clock)
    is_at_once = deal.start_condition.casefold() == vocabulary.AT_ONCE.casefold()
    awaits = "" if is_at_once else deal.start_condition
    if opens_at is None:
        if not deal.start_condition:
            raise Unreadable(_("An offer needs a Start or a StartCondition."))
        opens_at = public_from or DATELESS
    terms = Terms(
        offer=vocabulary.offer(deal.license_type),
        tongues=_tongues(deal),
        held_back=deal.held_back,
        status=_status(deal),
        awaits=awaits,
        public_from=public_from,
        is_premiere=_premiere(deal) or False,
    )
    return Window(country, opens_at, _closing(deal, clock), terms)


def _premiere(deal: Deal) -> bool | None:
    """Whether it is shown here first, where the offer says so or not."""
    if deal.premiere:
        return deal.premiere == "true"
    return vocabulary.is_premiere(deal.license_type, deal.description)


def _status(deal: Deal) -> Status:
    return vocabulary.status(deal.status)


def _tongues(deal: Deal) -> tuple[Tongue, ...]:
    """What is allowed; where nothing is said of that, what is to be delivered."""
    told = deal.allowed or deal.assets
    found = dict.fromkeys(Tongue(language, vocabulary.use(use)) for language, use in told)
    # A language that may be dubbed and subtitled may be used in any way.
    both = {one.language for one in found if Tongue(one.language, Use.SUB) in found}
    both &= {one.language for one in found if Tongue(one.language, Use.DUB) in found}
    rest = (one for one in found if one.language not in both)
    return (*rest, *(Tongue(language) for language in sorted(both)))


def _closing(deal: Deal, clock: tzinfo) -> datetime | None:
    """A day without a time is the last one; ours is the first instant after."""
    if not deal.end:
        if deal.end_condition.casefold() not in {"", vocabulary.FOR_GOOD.casefold()}:
            raise Unreadable(
                _("EndCondition “%(word)s” is no date.") % {"word": deal.end_condition[:80]}
            )
        if not deal.end_condition:
            raise Unreadable(_("An offer needs an End or the EndCondition Open."))
        return None
    if deal.end.startswith(LAST_YEAR):
        # The usual way to write "for ever" where a date has to stand, with a time or without.
        return None
    if len(deal.end) > DAY:
        return fields.instant(deal.end, clock)
    first = fields.instant(deal.end, UTC)
    day = first + timedelta(days=1) if first else None
    return fields.instant(day.date().isoformat(), clock) if day else None


def _latest(announced: str, lifted: str, clock: tzinfo) -> datetime | None:
    told = (fields.instant(announced, clock), fields.instant(lifted, clock))
    return max((one for one in told if one), default=None)


def _countries(deal: Deal) -> tuple[str, ...]:
    named = [one.strip().upper() for one in deal.territories]
    if not named and not deal.excluded:
        raise Unreadable(_("An offer names its territories."))
    if not named or set(named) & vocabulary.EVERYWHERE:
        named = sorted(one.code for one in territories.countries("en"))
    left_out = {one.strip().upper() for one in deal.excluded}
    for code in (*named, *left_out):
        if not territories.exists(code):
            raise Unreadable(
                _("“%(code)s” is not a country code such as FR.") % {"code": code[:80]}
            )
    return tuple(one for one in dict.fromkeys(named) if one not in left_out)
