"""What one title of a file brings, as the gate of opening asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lanterne.catalogue.queries.records import held_records
from lanterne.catalogue.records import Judged, TitleRecord, WordsRecord
from lanterne.catalogue.rules import ArtKind
from lanterne.deliveries.services import Arrival
from lanterne.exchange.values import Item
from lanterne.rights.records import Decided, Outcome


def arrival(item: Item, one: Judged, decided: Decided) -> Arrival:
    """Only windows that would be written: what is on record is open already."""
    record = one.record
    is_age_emptied = "minimum_age" in one.differences and record.facts["minimum_age"] is None
    return Arrival(
        title_id=one.title_id,
        kind=record.kind,
        original=str(record.facts.get("original_language", "")),
        windows=tuple(
            (told.was, told.record.window)
            for told in decided.windows
            if told.outcome in {Outcome.CREATED, Outcome.CHANGED}
        ),
        told_in=frozenset(_told_in(record)),
        rated=frozenset((*record.ratings, *(_held_ratings(record.slug) if is_age_emptied else ()))),
        is_rated_everywhere=record.facts.get("minimum_age") is not None,
        pictures=frozenset(_hung(item, record)),
        silenced=_emptied(one),
        is_unrated=is_age_emptied,
    )


def _hung(item: Item, record: TitleRecord) -> Iterator[ArtKind]:
    yield from (one.kind for one in record.pictures)
    yield from (one.kind for one in record.originals)
    yield from item.artwork


def _emptied(one: Judged) -> frozenset[str]:
    """Languages whose last synopsis the file takes away; what it does not say of words is filled in already."""
    changed = {name.partition(":")[2] for name in one.differences if name.startswith("words:")}
    return frozenset(tag for tag in changed if not _has_synopsis(one.record.words[tag]))


def _held_ratings(slug: str) -> Iterable[str]:
    """Where it stays rated although it loses its age for everywhere."""
    return held_records([slug])[slug][1].ratings


def _told_in(record: TitleRecord) -> list[str]:
    return [language for language, said in record.words.items() if _has_synopsis(said)]


def _has_synopsis(said: WordsRecord) -> bool:
    return any((said.synopsis_short, said.synopsis_medium, said.synopsis))
