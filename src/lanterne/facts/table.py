"""Claims as lines of a table: one column a field, the same out as in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lanterne.core import sheets
from lanterne.core.sheets import Cells, WrongCell
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


@dataclass(frozen=True, slots=True)
class Line:
    """A draft, and what its line says besides."""

    draft: Draft
    is_shown: bool
    replaces: str
    reason: str


def written(cards: Iterable[Card]) -> str:
    """The table, headed."""
    return sheets.written(COLUMNS, map(_cells, cards))


def line(cells: Cells) -> Line:
    """What a line says. Refuses WrongCell for the first that cannot be read."""
    draft = Draft(
        subject=cells.text("subject"),
        measure=cells.text("measure"),
        value=_value(cells),
        source=SourceCard(
            cells.text("source"),
            cells.text("source_name") or cells.text("source"),
            cells.text("publisher"),
            cells.text("address"),
            cells.day("published_on"),
        ),
        confidence=_confidence(cells.text("confidence")),
        subject_name=cells.text("subject_name"),
        scope=cells.text("scope"),
        moment=Moment(cells.day("as_of"), cells.day("since"), cells.day("until")),
        place=cells.text("place"),
        quotation=cells.text("quotation"),
        key=cells.text("key"),
    )
    return Line(draft, cells.is_so("shown"), cells.text("replaces"), cells.text("reason"))


def _cells(card: Card) -> dict[str, object]:
    claim, moment = card.claim, card.claim.moment
    told: dict[str, object] = {
        "key": claim.key,
        "subject": claim.subject,
        "subject_name": card.subject_name,
        "measure": claim.measure,
        "scope": claim.scope,
        "as_of": moment.as_of,
        "since": moment.since,
        "until": moment.until,
        "source": card.source.key,
        "source_name": card.source.name,
        "publisher": card.source.publisher,
        "address": card.source.address,
        "published_on": card.source.published_on,
        "place": card.place,
        "quotation": card.quotation,
        "confidence": claim.confidence.value,
        "shown": "yes" if card.is_shown else "",
        "replaces": card.replaces,
        "reason": card.reason,
    }
    value = claim.value
    if isinstance(value, Quantity):
        told |= {"amount": value.amount, "unit": value.unit, "qualifier": value.qualifier.value}
    else:
        told["said"] = value.text
    return told


def _value(cells: Cells) -> Value:
    text, amount = cells.text("said"), cells.decimal("amount")
    if amount is not None:
        return Quantity(amount, cells.text("unit"), _qualifier(cells.text("qualifier")))
    return Day(text) if PARTIAL_DATE.fullmatch(text) else Words(text)


def _qualifier(text: str) -> Qualifier:
    try:
        return Qualifier(text or Qualifier.EXACTLY)
    except ValueError:
        raise WrongCell(
            _("“%(text)s” is not one of: %(words)s.")
            % {"text": text[:40], "words": ", ".join(Qualifier)}
        ) from None


def _confidence(text: str) -> Confidence:
    try:
        return Confidence(text)
    except ValueError:
        raise WrongCell(
            _("“%(text)s” is not one of: %(words)s.")
            % {"text": text[:40], "words": ", ".join(Confidence)}
        ) from None
