"""What titles of a file will have once it is taken in, as the gate of opening asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lanterne.catalogue.queries.records import held_records
from lanterne.catalogue.records import Judged, TitleRecord, Verdict, WordsRecord
from lanterne.catalogue.rules import ArtKind
from lanterne.deliveries.services import Arrival
from lanterne.exchange.values import Item
from lanterne.rights.records import Decided, Outcome
from lanterne.rights.rules import Window


@dataclass(frozen=True, slots=True)
class Ages:
    """Where a title is rated by itself, and whether it has an age for everywhere; below ``parent`` it has those as well."""

    parent: str
    rated: frozenset[str]
    is_rated_everywhere: bool


class Openings:
    """The titles of one run; those that it makes older or younger count for what is below them."""

    def __init__(self) -> None:
        self.changed: dict[str, Ages] = {}

    def arrivals(
        self, items: Sequence[Item], judged: Sequence[Judged], decided: Sequence[Decided]
    ) -> list[Arrival]:
        ages = {one.record.slug: _ages(one) for one in judged if one.verdict is not Verdict.REFUSED}
        self.changed |= {
            one.record.slug: ages[one.record.slug] for one in judged if _is_of_another_age(one)
        }
        asked = {
            one.record.slug
            for one, told in zip(judged, decided, strict=True)
            if _written(told) or _takes(one)
        }
        above = self._above({slug: one for slug, one in ages.items() if slug in asked})
        return [
            _arrival(item, one, told, above[one.record.slug])
            if one.record.slug in above
            else Arrival(one.title_id, one.record.kind)
            for item, one, told in zip(items, judged, decided, strict=True)
        ]

    def _above(self, ages: dict[str, Ages]) -> dict[str, tuple[Ages, ...]]:
        """Of each title its own ages, those of its season and those of its series."""
        known = {**ages, **self.changed}
        for _level in ("seasons", "series"):
            missing = {one.parent for one in known.values()} - known.keys() - {""}
            known |= {slug: _held(record) for slug, (_id, record) in held_records(missing).items()}
        return {slug: tuple(_line(slug, known)) for slug in ages}


def _line(slug: str, known: dict[str, Ages]) -> Iterator[Ages]:
    while one := known.get(slug):
        yield one
        slug = one.parent


def _ages(one: Judged) -> Ages:
    """As they will be."""
    record, was = one.record, one.was or one.record
    told = record.facts if "minimum_age" in record.facts else was.facts
    return Ages(
        record.parent or was.parent,
        frozenset((*record.ratings, *was.ratings)),
        told.get("minimum_age") is not None,
    )


def _held(record: TitleRecord) -> Ages:
    return Ages(
        record.parent, frozenset(record.ratings), record.facts.get("minimum_age") is not None
    )


def _is_of_another_age(one: Judged) -> bool:
    return any(name == "minimum_age" or name.startswith("rating:") for name in one.differences)


def _arrival(item: Item, one: Judged, decided: Decided, line: Iterable[Ages]) -> Arrival:
    """Only windows that would be written: what is on record is open already."""
    record, was = one.record, one.was or one.record
    return Arrival(
        title_id=one.title_id,
        kind=record.kind,
        original=str({**was.facts, **record.facts}.get("original_language", "")),
        windows=_written(decided),
        synopses={tag: _has_synopsis(said) for tag, said in {**was.words, **record.words}.items()},
        rated=frozenset(territory for ages in line for territory in ages.rated),
        is_rated_everywhere=any(ages.is_rated_everywhere for ages in line),
        pictures=frozenset(_hung(item, record)),
        takes_away=_takes(one),
    )


def _written(decided: Decided) -> tuple[tuple[Window | None, Window], ...]:
    return tuple(
        (told.was, told.record.window)
        for told in decided.windows
        if told.outcome in {Outcome.CREATED, Outcome.CHANGED}
    )


def _takes(one: Judged) -> bool:
    """Whether it loses something without which no title opens: a synopsis, or its age for everywhere."""
    changed = {name.partition(":")[2] for name in one.differences if name.startswith("words:")}
    is_silenced = any(not _has_synopsis(one.record.words[tag]) for tag in changed)
    is_unrated = "minimum_age" in one.differences and one.record.facts["minimum_age"] is None
    return is_silenced or is_unrated


def _hung(item: Item, record: TitleRecord) -> Iterator[ArtKind]:
    yield from (one.kind for one in record.pictures)
    yield from (one.kind for one in record.originals)
    yield from item.artwork


def _has_synopsis(said: WordsRecord) -> bool:
    return any((said.synopsis_short, said.synopsis_medium, said.synopsis))
