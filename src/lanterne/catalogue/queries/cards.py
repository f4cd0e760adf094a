"""Titles as one reader sees them, many at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lanterne.catalogue.languages import choose
from lanterne.catalogue.models import AgeRating, Title
from lanterne.catalogue.queries.pictures import pick
from lanterne.catalogue.queries.surroundings import Surroundings, Words, surroundings
from lanterne.catalogue.rules import ArtKind, Kind, Picture, TitleCard, nearest_age


class Facts(NamedTuple):
    """One row of titles with what it inherits from above."""

    id: int
    slug: str
    kind: str
    number: int | None
    original_name: str
    original_language: str
    year: int | None
    runtime_seconds: int | None
    minimum_age: int | None
    parent_id: int | None
    parent__minimum_age: int | None
    series_id: int | None
    series__minimum_age: int | None
    series__original_name: str | None
    series__original_language: str | None

    def lineage(self) -> tuple[int, ...]:
        above = (self.parent_id, self.series_id)
        return (self.id, *(one for one in above if one is not None))

    def ages(self, ratings: Mapping[int, int]) -> tuple[int | None, ...]:
        """From its own up to its series', the ratings of a territory before the defaults."""
        ages = (self.minimum_age, self.parent__minimum_age, self.series__minimum_age)
        held = zip(self.lineage(), ages, strict=False)
        return tuple(ratings.get(title_id, default) for title_id, default in held)


@dataclass(frozen=True, slots=True)
class Scene:
    """Titles for one reader, with what the other tables say about them."""

    language: str
    around: Surroundings

    def card(self, facts: Facts) -> TitleCard:
        return _card(facts, self)

    def art(self, facts: Facts, *kinds: ArtKind) -> Picture | None:
        """A picture of its own, of the first of these kinds that there is."""
        wanted = ((facts.id, kind.value) for kind in kinds)
        return pick(self.around.art, wanted, self.language, facts.original_language)

    def words_of(self, facts: Facts) -> Words:
        return self.spoken(facts.id, facts.original_name, facts.original_language)

    def spoken(self, title_id: int, name: str, original: str) -> Words:
        """The words to show; a title that nobody has localised still has its original name."""
        held = self.around.words.get(title_id, {})
        language = choose(held, wanted=self.language, original=original)
        return held[language] if language else Words(original, name, "", "", "", "")

    def series_name(self, facts: Facts) -> str | None:
        if facts.series_id is None:
            return None
        original = facts.series__original_language or ""
        return self.spoken(facts.series_id, facts.series__original_name or "", original).name

    def picture(self, facts: Facts, *kinds: ArtKind) -> Picture | None:
        """The nearest picture of one of these kinds, from the title upwards."""
        wanted = ((title_id, kind.value) for title_id in facts.lineage() for kind in kinds)
        return pick(self.around.art, wanted, self.language, facts.original_language)


def scene(rows: Iterable[Facts], *, language: str, territory: str) -> Scene:
    """All that it takes to draw these titles, in one statement."""
    return Scene(language, surroundings({one for row in rows for one in row.lineage()}, territory))


def cards(*, title_ids: Sequence[int], language: str, territory: str) -> list[TitleCard]:
    """A card for each title that exists, in the order given, in two SQL queries whatever their number."""
    rows = Title.objects.filter(id__in=set(title_ids)).values_list(*Facts._fields)
    facts = {row.id: row for row in map(Facts._make, rows)}
    drawing = scene(facts.values(), language=language, territory=territory)
    drawn = {title_id: drawing.card(row) for title_id, row in facts.items()}
    return [drawn[title_id] for title_id in title_ids if title_id in drawn]


def ratings_of(title_ids: Collection[int], territory: str) -> dict[int, int]:
    """The ages that the board of the territory has given."""
    rated = AgeRating.objects.filter(title_id__in=title_ids, territory=territory)
    return dict(rated.values_list("title_id", "minimum_age"))


def _card(facts: Facts, scene: Scene) -> TitleCard:
    words = scene.words_of(facts)
    held = scene.around.genres
    genres = next((held[one] for one in facts.lineage() if one in held), [])
    return TitleCard(
        id=facts.id,
        slug=facts.slug,
        kind=Kind(facts.kind),
        name=words.name,
        tagline=words.tagline,
        synopsis=words.synopsis_short or words.synopsis_medium or words.synopsis,
        year=facts.year,
        runtime_seconds=facts.runtime_seconds,
        minimum_age=nearest_age(facts.ages(scene.around.ratings)),
        genres=tuple(genres),
        poster=scene.picture(facts, ArtKind.POSTER),
        still=scene.picture(facts, ArtKind.STILL, ArtKind.BACKDROP),
        parent_name=scene.series_name(facts),
        number=facts.number,
        language_shown=words.language,
    )
