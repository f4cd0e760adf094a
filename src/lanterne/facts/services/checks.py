"""What every claim is asked before it is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from babel.core import Locale
from django.utils.translation import gettext as _

from lanterne.core.texts import intruder, one_line
from lanterne.facts.drafts import Draft, SourceCard
from lanterne.facts.measures import DATE, MONEY, WORDS, Measure
from lanterne.facts.queries import measures
from lanterne.facts.rules import (
    PARTIAL_DATE,
    Day,
    Kind,
    Moment,
    Quantity,
    UnreadableScope,
    Value,
    Words,
    scopes,
)
from lanterne.facts.services.refusals import (
    MeasureUnknown,
    SourceMissing,
    UnreadableText,
    WrongKey,
    WrongMoment,
    WrongScope,
    WrongValue,
)

SUBJECT = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*(?:/[a-zA-Z0-9]+(?:[-_][a-zA-Z0-9]+)*)*")
KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
CURRENCIES = frozenset(Locale("en").currencies)
LARGEST = 10**17
LONGEST_NAME, LONGEST_QUOTATION = 200, 5000


def checked(draft: Draft) -> tuple[Draft, Measure]:
    """The draft with its texts in order, and its measure; refused with the first thing that is wrong."""
    measure = measures.find(draft.measure)
    if measure is None:
        raise MeasureUnknown(_("“%(slug)s” is not a measure.") % {"slug": draft.measure})
    check_key(draft.subject, SUBJECT)
    _check_value(draft.value, measure)
    _check_moment(draft.moment, measure.kind)
    kept = replace(
        draft,
        scope=_scope(draft.scope),
        source=_source(draft.source),
        subject_name=checked_line(draft.subject_name, most=LONGEST_NAME),
        place=checked_line(draft.place, most=120),
        quotation=checked_text(draft.quotation, most=LONGEST_QUOTATION),
    )
    return kept, measure


def check_key(key: str, pattern: re.Pattern[str] = KEY) -> None:
    if not pattern.fullmatch(key) or len(key) > 80:
        raise WrongKey(
            _("“%(key)s” is not a key: small letters, digits and hyphens.") % {"key": key[:80]}
        )


def checked_line(text: str, *, most: int) -> str:
    return checked_text(one_line(text), most=most)


def checked_text(text: str, *, most: int) -> str:
    """The text as it was written; refused when it is too long or would turn its page round."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > most:
        raise UnreadableText(
            _("This text has %(count)d characters; there is room for %(most)d.")
            % {"count": len(text), "most": most}
        )
    if (character := intruder(text)) is not None:
        raise UnreadableText(
            _("The invisible character U+%(code)s does not belong in a text.")
            % {"code": f"{ord(character):04X}"}
        )
    return text


def _check_value(value: Value, measure: Measure) -> None:
    match value:
        case Quantity():
            _check_quantity(value, measure)
        case Day(text):
            if measure.unit != DATE or not _is_day(text):
                raise WrongValue(
                    _("“%(text)s” is not a date such as 2015, 2015-09 or 2015-09-28.")
                    % {"text": text[:40]}
                )
        case Words(text):
            if measure.unit != WORDS or not text.strip():
                raise WrongValue(_("This measure is not told in words, or the words are missing."))
            checked_text(text, most=LONGEST_QUOTATION)


def _check_quantity(value: Quantity, measure: Measure) -> None:
    if not value.amount.is_finite() or abs(value.amount) >= LARGEST:
        raise WrongValue(_("A figure is a finite number below 10¹⁷."))
    exponent = value.amount.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        raise WrongValue(_("A figure has at most six decimal places."))
    if measure.unit == MONEY:
        if value.unit not in CURRENCIES:
            raise WrongValue(_("Say in which currency, such as EUR."))
    elif value.unit != measure.unit or not measure.is_counted:
        raise WrongValue(
            _("“%(unit)s” is not the unit of this measure, which is: %(right)s.")
            % {"unit": value.unit[:24], "right": measure.unit}
        )


def _is_day(text: str) -> bool:
    """Whether the date exists; of a year or a month, its first day does."""
    if not PARTIAL_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 10 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def _check_moment(moment: Moment, kind: Kind) -> None:
    if kind is Kind.LEVEL and moment.as_of is None:
        raise WrongMoment(_("This measure holds on a day: say as of when."))
    if kind is not Kind.FLOW:
        return
    if moment.since is None or moment.until is None:
        raise WrongMoment(_("This measure adds up over a period: say from when until when."))
    if moment.until <= moment.since:
        raise WrongMoment(_("The period ends before it begins."))


def _scope(text: str) -> str:
    try:
        kept = scopes.written(scopes.read(text))
    except UnreadableScope as error:
        raise WrongScope(
            _("“%(part)s” is not part of a scope, such as territory=FR.")
            % {"part": str(error)[:60]}
        ) from None
    return checked_line(kept, most=LONGEST_NAME)


def _source(source: SourceCard) -> SourceCard:
    check_key(source.key)
    name = checked_line(source.name, most=300)
    if not name:
        raise SourceMissing(_("Every figure names its source."))
    if source.address and urlsplit(source.address).scheme not in {"http", "https"}:
        raise SourceMissing(_("The address of a source begins with https:// or http://."))
    return replace(
        source,
        name=name,
        publisher=checked_line(source.publisher, most=LONGEST_NAME),
        address=checked_line(source.address, most=500),
    )
