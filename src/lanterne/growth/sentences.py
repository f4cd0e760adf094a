"""What is to be said of forecasts and ranks, in words; the same on pages, in the API and on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _

from lanterne.core import days
from lanterne.facts import sentences, written
from lanterne.facts.queries import Card
from lanterne.facts.rules import Day, Derived
from lanterne.growth import words
from lanterne.growth.queries import EventCard, Forecast, HeadsCard, RankCard
from lanterne.growth.rules.commissions import Measure
from lanterne.growth.rules.ranking import Rule


def percent(amount: Decimal, *, language: str) -> str:
    return format_percent(
        amount / 100, locale=language.replace("-", "_"), decimal_quantization=False
    )


def claimed(card: Card, *, language: str) -> str:
    return written.value(card.claim.value, language=language)


def when(text: str, *, language: str) -> str:
    """A day as precisely as it is known: "15 September 2014", "March 2018", "2015"."""
    return written.value(Day(text), language=language) if text else ""


def figure(found: Derived, *, language: str) -> str:
    """No more exactly than it is worth saying."""
    return written.rounded(found.quantity, language=language)


def minded(found: Derived) -> str:
    """What is to be minded of the figure, where something is."""
    why = sentences.differences(found.caveats)
    return _("mind: %(why)s") % {"why": why} if found.caveats else ""


def derived(found: Derived, *, language: str) -> str:
    """The figure, no more exactly than it is worth saying, with what is to be minded of it."""
    said, why = figure(found, language=language), minded(found)
    return f"{said} ({why})" if why else said


def forecast(found: Forecast, *, language: str) -> tuple[str, ...]:
    """When, with which band, and how much the counts tell; or why nothing can be said."""
    return tuple(_forecast(found, language))


def assumed(found: Forecast, *, language: str) -> tuple[str, ...]:
    """What a scenario assumes, beside what every forecast does."""
    return tuple(_assumed(found, language))


def rank(found: RankCard, *, language: str) -> str:
    """A rank with the offices that leave it open; its rule is said beside it."""
    held = found.rank
    if held is None:
        return _("It has no rank: its heads are not known, or the rule leaves it out.")
    said = {
        "best": format_decimal(held.best, locale=language.replace("-", "_")),
        "worst": format_decimal(held.worst, locale=language.replace("-", "_")),
        "of": held.of,
        "unsure": ", ".join(found.name(key) for key in held.unsure),
    }
    if held.is_sure:
        return _("Number %(best)s of %(of)s.") % said
    return (
        _("Number %(best)s to %(worst)s of %(of)s: it is open how many work in %(unsure)s.") % said
    )


def unlike(left: Measure, right: Measure) -> str:
    """Why counts by two measures do not stand side by side."""
    said = {"left": words.MEASURES[left], "right": words.MEASURES[right]}
    return (
        _("These count different things and may not be compared: “%(left)s”, “%(right)s”.") % said
    )


def happening(one: EventCard, *, language: str) -> str:
    """ "Moved 2016 to Amsterdam: in protest …", with what others say of the day."""
    said = {
        "what": words.HAPPENINGS[one.kind],
        "day": written.value(Day(one.on), language=language),
        "place": one.to_name,
    }
    told = _("%(what)s %(day)s to %(place)s") % said if one.to else _("%(what)s %(day)s") % said
    told = f"{told} ({_others(one, language)})" if one.rivals else told
    return _("%(told)s: %(reason)s") % {"told": told, "reason": one.reason} if one.reason else told


def rule(held: Rule) -> str:
    kinds = ", ".join(str(words.OFFICES[kind]) for kind in words.OFFICES if kind in held.kinds)
    return _("By heads: %(heads)s; of these kinds: %(kinds)s.") % {
        "heads": words.HEADS[held.heads],
        "kinds": kinds,
    }


def _others(one: EventCard, language: str) -> str:
    said = ", ".join(
        f"{claimed(card, language=language)} – {card.source.publisher or card.source.name}"
        for card in one.rivals
    )
    return _("others say: %(said)s") % {"said": said}


def _forecast(found: Forecast, language: str) -> Iterator[str]:
    if found.lacks or found.reached is None or found.ceiling is None or found.target is None:
        yield str(words.LACKS[found.lacks]) if found.lacks else ""
        return
    said = {
        "target": percent(found.target, language=language),
        "chance": percent(Decimal(found.reached.chance), language=language),
        "earliest": _day(found.reached.earliest, language),
        "latest": _day(found.reached.latest, language),
        "horizon": _day(found.reached.horizon, language),
    }
    yield _("%(target)s is reached by %(horizon)s with a chance of %(chance)s.") % said
    if found.reached.latest:
        yield _("In four of five cases between %(earliest)s and %(latest)s.") % said
    elif found.reached.earliest:
        yield (
            _(
                "In nine of ten cases not before %(earliest)s; there is no saying when at the latest."
            )
            % said
        )
    if not found.is_ceiling_told:
        low, _middle, high = found.ceiling
        yield _("The counts cannot tell a ceiling of %(low)s from one of %(high)s.") % {
            "low": percent(low, language=language),
            "high": percent(high, language=language),
        }


def _assumed(found: Forecast, language: str) -> Iterator[str]:
    scenario = found.scenario
    if scenario.ceiling is not None:
        said = percent(scenario.ceiling.normalize(), language=language)
        yield _("The ceiling is fixed at %(said)s of the households.") % {"said": said}
    if scenario.innovation is not None:
        yield f"p = {scenario.innovation.normalize():f}"
    if scenario.imitation is not None:
        yield f"q = {scenario.imitation.normalize():f}"
    if scenario.reason:
        yield scenario.reason
    yield _(
        "The households stay as many as they are, and counts scatter around the curve by chance."
    )


def _day(day: date | None, language: str) -> str:
    return days.written(day, language=language) if day else ""


def heads(found: HeadsCard, *, language: str) -> str:
    """How many, and on which day."""
    figure = written.value(found.quantity, language=language)
    return _("%(figure)s on %(day)s") % {"figure": figure, "day": _day(found.as_of, language)}
