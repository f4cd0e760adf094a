"""Which rules of the country apply to this service, and where it stands."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from lanterne.growth.brief.lines import Asked, Line, Origin, Section
from lanterne.regulation import figures, labels, sentences
from lanterne.regulation import queries as regulation
from lanterne.regulation.queries import Told
from lanterne.regulation.rules import Answer, Confidence, Family, Rule
from lanterne.territories.rules import Confidence as Read

# Whether these bind is what is asked; of the duties to consumers only those that do are worth a line here.
ALWAYS = (Family.CATALOGUE, Family.MONEY, Family.WINDOW)
_SURE = {Read.SOURCED: Confidence.SOURCED, Read.RECALLED: Confidence.MEMORY}


def section(asked: Asked) -> Section:
    told = regulation.briefing(territory=asked.territory, on=asked.on)
    held = told.briefing
    shown = [one for one in held.answers if _is_shown(one)]
    lines = (*(_rule(asked, one, told) for one in shown), *_vat(asked, told))
    exempt = [sentences.small(one, language=asked.language) for one in held.small]
    return Section("law", _("Rules"), lines, " ".join((*exempt, sentences.not_advice())))


def _is_shown(one: Answer) -> bool:
    family = one.rule.kind.family
    return family in ALWAYS or (family is Family.DUTY and one.applies.verdict.binds)


def _rule(asked: Asked, one: Answer, told: Told) -> Line:
    said = sentences.lines(one, of=told.briefing, language=asked.language)
    currency = one.base.currency if one.base else ""
    parts = (
        sentences.part_line(part, currency=currency, language=asked.language) for part in one.parts
    )
    return Line(
        str(labels.KINDS[one.rule.kind]),
        " ".join(filter(None, (said.applies, said.asks))),
        (_origin(asked, one.rule),),
        tuple(filter(None, (said.stands, said.change, one.rule.text, *parts))),
    )


def _origin(asked: Asked, rule: Rule) -> Origin:
    return Origin(
        name=f"{rule.id}: {rule.source}",
        as_of=sentences.dates(rule, language=asked.language),
        confidence=str(labels.CONFIDENCES[rule.confidence]),
    )


def _vat(asked: Asked, told: Told) -> tuple[Line, ...]:
    rate = told.vat
    if rate is None:
        return ()
    said = figures.percent(Fraction(rate.rate), language=asked.language)
    since = _("since %(day)s") % {"day": asked.day(rate.valid_from)}
    sure = str(labels.CONFIDENCES[_SURE[rate.confidence]])
    return (Line(_("VAT"), said, (Origin(rate.source, since, sure),)),)
