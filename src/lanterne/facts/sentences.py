"""What is to be said about claims, in words: status, confidence, why two figures are unlike."""

from __future__ import annotations

from collections.abc import Iterable

from babel.core import Locale
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lanterne.core import days
from lanterne.facts.queries import Comparison, Rate
from lanterne.facts.rules import Confidence, Difference, Qualifier, Status
from lanterne.facts.written import value


def status(held: Status) -> str:
    return {
        Status.CURRENT: pgettext("status of a claim", "current"),
        Status.DISPUTED: pgettext("status of a claim", "disputed"),
        Status.SUPERSEDED: pgettext("status of a claim", "corrected"),
    }[held]


def rate(one: Rate, *, language: str) -> str:
    """At what an amount was told in another currency, as of when and who says so."""
    locale = Locale.parse(language, sep="-")
    return _("1 %(base)s = %(amount)s %(quote)s on %(day)s, according to %(source)s") % {
        "base": one.base,
        "quote": one.quote,
        "amount": format_decimal(one.amount, format="#,##0.######", locale=locale),
        "day": days.written(one.on, language=language),
        "source": one.source,
    }


def confidence(held: Confidence) -> str:
    return {
        Confidence.OFFICIAL: _("official"),
        Confidence.OWN: _("counted by ourselves"),
        Confidence.ANNOUNCED: _("announced by the subject"),
        Confidence.REPORTED: _("reported"),
        Confidence.ESTIMATED: _("estimated by a stated method"),
        Confidence.UNVERIFIED: _("not verified"),
    }[held]


def qualifier(held: Qualifier) -> str:
    return {
        Qualifier.EXACTLY: _("exactly"),
        Qualifier.ABOUT: pgettext("how exactly", "about"),
        Qualifier.MORE_THAN: _("more than"),
        Qualifier.AT_LEAST: _("at least"),
        Qualifier.AT_MOST: _("at most"),
        Qualifier.LESS_THAN: _("less than"),
    }[held]


def difference(held: Difference) -> str:
    return {
        Difference.MEASURE: _("they measure different things"),
        Difference.UNIT: _("they are counted in different units"),
        Difference.SCOPE: _("they speak of different parts of the world"),
        Difference.TIME: _("they speak of different times"),
    }[held]


def differences(held: Iterable[Difference]) -> str:
    between = pgettext("between reasons", "; ")
    return between.join(difference(one) for one in held)


def verdict(comparison: Comparison, *, language: str) -> str:
    """Whether the two may be compared, in one sentence; the pairs that may are told beside it."""
    said = {
        "left": value(comparison.left.claim.value, language=language),
        "right": value(comparison.right.claim.value, language=language),
    }
    if comparison.is_like:
        return _("%(left)s and %(right)s may be compared.") % said
    said["why"] = differences(comparison.differences)
    return _("%(left)s and %(right)s may not be compared: %(why)s.") % said
