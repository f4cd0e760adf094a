"""What is claimed: one claim, its rivals and its past, lists of them, and the figure that holds on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from lanterne.core.cursor import NEWEST, Cursor
from lanterne.facts.models import Claim as ClaimRow
from lanterne.facts.queries import measures
from lanterne.facts.queries.cards import Card, cards
from lanterne.facts.rules import WORLD, Kind, Status


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims: those that meet everything that is said. ``words`` are looked for in names, keys and quotations.

    ``territories`` leaves out what is said of other countries; what is of none stays.
    """

    subject: str = ""
    measure: str = ""
    status: str = ""
    source: str = ""
    words: str = ""
    territories: tuple[str, ...] = ()


def claim(key: str) -> Card | None:
    return next(iter(cards(ClaimRow.objects.filter(key=key))), None)


def by_key(keys: Iterable[str]) -> dict[str, Card]:
    """Those of these claims that there are, asked for all of them at once."""
    keys = set(keys)
    if not keys:
        return {}
    return {card.key: card for card in cards(ClaimRow.objects.filter(key__in=keys))}


def claims(
    wanted: Wanted = Wanted(), *, place: Cursor = NEWEST, limit: int = 50
) -> tuple[Card, ...]:
    """The latest stated first; ``after`` a row they come the other way round."""
    found = _meeting(wanted)
    if place.after is not None:
        return cards(found.filter(pk__gt=place.after).order_by("pk")[:limit])
    older = found if place.before is None else found.filter(pk__lt=place.before)
    return cards(older.order_by("-pk")[:limit])


def everything() -> tuple[Card, ...]:
    """All claims, what was replaced before what replaced it."""
    return cards(ClaimRow.objects.order_by("pk"))


def rivals(key: str) -> tuple[Card, ...]:
    """The others that answer the same question and that nothing replaces."""
    asked = ClaimRow.objects.filter(key=key).values("question")[:1]
    others = ClaimRow.objects.filter(question=asked).exclude(key=key)
    return cards(others.exclude(status=Status.SUPERSEDED).order_by("pk"))


def past(key: str) -> tuple[Card, ...]:
    """What the claim replaced, the latest first."""
    found: list[Card] = []
    card = claim(key)
    while card is not None and card.replaces:
        card = claim(card.replaces)
        found.extend([card] if card else [])
    return tuple(found)


def figure(
    *, subject: str, measure: str, scope: str | None = WORLD, at: date | None = None
) -> Card | None:
    """The claim that pages show for the day: the last level up to it, the last period begun by it, the fact.

    Without a scope whichever scope was shown last; without a day the latest there is.
    """
    known = measures.find(measure)
    if known is None:
        return None
    rows = ClaimRow.objects.filter(subject__key=subject, measure=measure, is_shown=True)
    if scope is not None:
        rows = rows.filter(scope=scope)
    time = {Kind.LEVEL: "as_of", Kind.FLOW: "since", Kind.FACT: "made_at"}[known.kind]
    if at is not None and known.kind is not Kind.FACT:
        rows = rows.filter(**{f"{time}__lte": at})
    return next(iter(cards(rows.order_by(F(time).desc(), "-pk")[:1])), None)


def about(subject: str) -> tuple[Card, ...]:
    """What pages show of a subject and of what stands below it in its path, by measure and time."""
    path = Q(subject__key=subject) | Q(subject__key__startswith=f"{subject}/")
    rows = ClaimRow.objects.filter(path, is_shown=True)
    return cards(rows.order_by("subject__key", "measure", "as_of", "since", "pk"))


def told_of(subjects: Iterable[str]) -> dict[str, tuple[Card, ...]]:
    """What pages show of each of these subjects itself, asked for all of them at once."""
    rows = ClaimRow.objects.filter(subject__key__in=subjects, is_shown=True)
    found: dict[str, list[Card]] = {}
    for card in cards(rows.order_by("measure", "as_of", "since", "pk")):
        found.setdefault(card.claim.subject, []).append(card)
    return {subject: tuple(held) for subject, held in found.items()}


def _meeting(wanted: Wanted) -> QuerySet[ClaimRow]:
    found = ClaimRow.objects.all()
    exact = {
        "subject__key": wanted.subject,
        "measure": wanted.measure,
        "status": wanted.status,
        "source__key": wanted.source,
    }
    found = found.filter(**{column: said for column, said in exact.items() if said})
    if wanted.territories:
        found = found.filter(_within(wanted.territories))
    for word in wanted.words.split():
        found = found.filter(
            Q(key__icontains=word)
            | Q(subject__name__icontains=word)
            | Q(source__name__icontains=word)
            | Q(quotation__icontains=word)
            | Q(said__icontains=word)
        )
    return found


def _within(territories: Iterable[str]) -> Q:
    """Said of one of these countries or of none, as ``scopes.territory`` tells it."""
    is_scoped, is_market = Q(scope__contains="territory="), Q(subject__key__startswith="market/")
    found = ~is_scoped & ~is_market
    for code in territories:
        found |= Q(scope__contains=f"territory={code}")
        found |= ~is_scoped & Q(subject__key__startswith=f"market/{code}")
    return found
