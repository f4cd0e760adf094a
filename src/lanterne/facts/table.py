"""Claims as lines of a table: one column a field, the same out as in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from lanterne.facts.drafts import Draft, SourceCard
from lanterne.facts.queries import Card
from lanterne.facts.rules import (
    PARTIAL_DATE,
    Confidence,
    Day,
    Moment,
    Qualifier,
    Quantity,
    Value,
    Words,
)

COLUMNS = (
    "key", "subject", "subject_name", "measure", "amount", "unit", "qualifier", "said", "scope", "as_of", "since",
    "until", "source", "source_name", "publisher", "address", "published_on", "place", "quotation", "confidence",
    "shown", "replaces", "reason",
)  # fmt: skip
NEEDED = ("subject", "measure", "source", "confidence")
# A spreadsheet takes what begins so for a formula; a quote before it makes it a text again.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "'")
LARGEST_CELL = 20_000


class UnreadableLine(ValueError):
    """What is wrong with a line, in a sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A draft with the number of its line, which begins at 2 under the heading."""

    number: int
    draft: Draft
    is_shown: bool
    replaces: str
    reason: str


def written(cards: Iterable[Card]) -> str:
    """The table, headed; texts that a spreadsheet would run are quoted."""
    kept = io.StringIO()
    sheet = csv.DictWriter(kept, COLUMNS, lineterminator="\n")
    sheet.writeheader()
    for card in cards:
        sheet.writerow(_cells(card))
    return kept.getvalue()


def missing_columns(heading: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(name for name in NEEDED if name not in (heading or ()))


def line(number: int, cells: Mapping[str, str | None]) -> Line:
    """What a line says; UnreadableLine names the first cell that cannot be read."""
    said = {name: _plain(text or "") for name, text in cells.items() if name}
    draft = Draft(
        subject=said["subject"],
        measure=said["measure"],
        value=_value(said),
        source=SourceCard(
            said["source"],
            said.get("source_name", "") or said["source"],
            said.get("publisher", ""),
            said.get("address", ""),
            _day(said, "published_on"),
        ),
        confidence=_confidence(said["confidence"]),
        subject_name=said.get("subject_name", ""),
        scope=said.get("scope", ""),
        moment=Moment(_day(said, "as_of"), _day(said, "since"), _day(said, "until")),
        place=said.get("place", ""),
        quotation=said.get("quotation", ""),
        key=said.get("key", ""),
    )
    is_shown = said.get("shown", "").casefold() in {"yes", "true", "1"}
    return Line(number, draft, is_shown, said.get("replaces", ""), said.get("reason", ""))


def _cells(card: Card) -> dict[str, str]:
    claim, moment = card.claim, card.claim.moment
    told = {
        "key": claim.key,
        "subject": claim.subject,
        "subject_name": card.subject_name,
        "measure": claim.measure,
        "scope": claim.scope,
        "as_of": _written(moment.as_of),
        "since": _written(moment.since),
        "until": _written(moment.until),
        "source": card.source.key,
        "source_name": card.source.name,
        "publisher": card.source.publisher,
        "address": card.source.address,
        "published_on": _written(card.source.published_on),
        "place": card.place,
        "quotation": card.quotation,
        "confidence": claim.confidence.value,
        "shown": "yes" if card.is_shown else "",
        "replaces": card.replaces,
        "reason": card.reason,
    }
    guarded = {name: _guarded(text) for name, text in told.items()}
    return guarded | _value_cells(claim.value)


def _value_cells(value: Value) -> dict[str, str]:
    if isinstance(value, Quantity):
        return {
            "amount": f"{value.amount:f}",
            "unit": value.unit,
            "qualifier": value.qualifier.value,
        }
    return {"said": _guarded(value.text)}


def _value(said: Mapping[str, str]) -> Value:
    text = said.get("said", "")
    if said.get("amount", ""):
        return Quantity(_amount(said["amount"]), said.get("unit", ""), _qualifier(said))
    return Day(text) if PARTIAL_DATE.fullmatch(text) else Words(text)


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise UnreadableLine(_("“%(text)s” is not a number.") % {"text": text[:40]}) from None


def _qualifier(said: Mapping[str, str]) -> Qualifier:
    text = said.get("qualifier", "") or Qualifier.EXACTLY
    try:
        return Qualifier(text)
    except ValueError:
        raise UnreadableLine(
            _("“%(text)s” is not one of: %(words)s.")
            % {"text": text[:40], "words": ", ".join(Qualifier)}
        ) from None


def _confidence(text: str) -> Confidence:
    try:
        return Confidence(text)
    except ValueError:
        raise UnreadableLine(
            _("“%(text)s” is not one of: %(words)s.")
            % {"text": text[:40], "words": ", ".join(Confidence)}
        ) from None


def _day(said: Mapping[str, str], column: str) -> date | None:
    text = said.get(column, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnreadableLine(
            _("“%(text)s” is not a day such as 2018-09-28.") % {"text": text[:40]}
        ) from None


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _plain(text: str) -> str:
    text = text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text
    return text.strip()
