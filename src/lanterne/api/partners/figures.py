"""Claims and figures that were worked out, as they travel."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language

from lanterne.api.partners.forms import facts as forms
from lanterne.facts import rules, written
from lanterne.facts.queries import Card
from lanterne.facts.rules import Quantity

_PLACES = Decimal("0.000001")


def language() -> str:
    """That of the program's reader."""
    return get_language() or "en"


def digits(amount: Decimal) -> str:
    """No more of them than a figure may have, and none that says nothing."""
    return f"{amount.quantize(_PLACES).normalize() + 0:f}"


def figure(card: Card) -> forms.Figure:
    claim, moment, value = card.claim, card.claim.moment, card.claim.value
    counted = value if isinstance(value, Quantity) else None
    return forms.Figure(
        key=claim.key,
        subject=claim.subject,
        subject_name=card.subject_name,
        measure=claim.measure,
        amount=digits(counted.amount) if counted else None,
        unit=counted.unit if counted else "",
        qualifier=counted.qualifier if counted else "exactly",
        said="" if isinstance(value, Quantity) else value.text,
        text=written.value(value, language=language()),
        scope=claim.scope,
        as_of=moment.as_of,
        since=moment.since,
        until=moment.until,
        confidence=claim.confidence,
        status=claim.status,
        is_shown=card.is_shown,
        source=forms.Source(
            key=card.source.key,
            name=card.source.name,
            publisher=card.source.publisher,
            address=card.source.address,
            published_on=card.source.published_on,
        ),
    )


def shown(card: Card | None) -> forms.Figure | None:
    return figure(card) if card else None


def derived(found: rules.Derived | None) -> forms.Derived | None:
    if found is None:
        return None
    return forms.Derived(
        amount=digits(found.quantity.amount),
        unit=found.quantity.unit,
        text=written.rounded(found.quantity, language=language()),
        formula=found.formula,
        made_of=[one.key for one in found.made_of],
        confidence=found.confidence,
        caveats=list(found.caveats),
    )
