"""Who else is in the country or is coming, and how much services order, measure by measure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lanterne.facts import queries as facts
from lanterne.facts.rules import Day
from lanterne.facts.written import value
from lanterne.growth import queries, sentences, words
from lanterne.growth.brief.lines import Asked, Line, Section
from lanterne.growth.queries import PresenceCard
from lanterne.growth.rules.commissions import Measure
from lanterne.growth.rules.presence import Standing


def section(asked: Asked) -> Section:
    """Those that were announced by the day, apart from ours."""
    found = queries.presences(on=asked.on, territory=asked.territory)
    others = [one for one in found if not one.service.is_ours]
    told = tuple(_presence(asked, one) for one in others if one.standing is not Standing.ABSENT)
    note = "" if told else _("No other service is known there.")
    return Section("competitors", _("Competitors"), told, note)


def counts(asked: Asked) -> Section:
    """What was claimed by the day stands beside our own count of the same measure, never beside another."""
    note = _("Figures of one line may be compared; those of two lines count different things.")
    lines = (line for measure in Measure for line in _measure(asked, measure))
    return Section("counts", _("Originals, by measure"), tuple(lines), note)


def _presence(asked: Asked, one: PresenceCard) -> Line:
    day = {
        Standing.ENTERING: one.announced_on,
        Standing.PRESENT: one.entered_on,
        Standing.GONE: one.left_on,
    }[one.standing]
    said = {
        "standing": words.STANDINGS[one.standing],
        "day": value(Day(day), language=asked.language),
    }
    cited = filter(asked.knows, facts.by_key([one.claim]).values())
    name = f"{one.service.name} ({one.service.owner})" if one.service.owner else one.service.name
    return Line(
        name,
        _("%(standing)s since %(day)s") % said,
        asked.origins(cited) or (asked.our_own(asked.on),),
    )


def _measure(asked: Asked, measure: Measure) -> tuple[Line, ...]:
    count = queries.count(queries.Wanted(measure, asked.on, measure.since(asked.on)))
    keys = tuple(one.key for one in queries.services())
    claimed = [
        card
        for card in queries.claimed_originals(keys, on=asked.on)
        if card.claim.measure == measure
    ]
    ours = tuple(
        _("%(name)s: %(count)d on record") % {"name": count.names[key], "count": number}
        for key, number in count.tally.by_service.items()
    )
    if not claimed and not ours:
        return ()
    said = ", ".join(
        f"{card.subject_name} {sentences.claimed(card, language=asked.language)}"
        for card in claimed
    )
    origins = asked.origins(claimed) + ((asked.our_own(asked.on),) if ours else ())
    return (Line(str(words.MEASURES[measure]), said or _("nobody claims a figure"), origins, ours),)
