"""What one title of a file brings, as the gate of opening asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from lanterne.catalogue.records import Judged, TitleRecord, WordsRecord
from lanterne.catalogue.rules import ArtKind
from lanterne.deliveries.services import Arrival
from lanterne.exchange.values import Item
from lanterne.rights.records import Decided, Outcome


def arrival(item: Item, one: Judged, decided: Decided) -> Arrival:
    """Only windows that would be written: what is on record is open already."""
    record = one.record
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
        rated=frozenset(record.ratings),
        is_rated_everywhere=record.facts.get("minimum_age") is not None,
        pictures=frozenset(_hung(item, record)),
    )


def _hung(item: Item, record: TitleRecord) -> Iterator[ArtKind]:
    yield from (one.kind for one in record.pictures)
    yield from (one.kind for one in record.originals)
    yield from item.artwork


def _told_in(record: TitleRecord) -> list[str]:
    return [language for language, said in record.words.items() if _has_synopsis(said)]


def _has_synopsis(said: WordsRecord) -> bool:
    return any((said.synopsis_short, said.synopsis_medium, said.synopsis))
