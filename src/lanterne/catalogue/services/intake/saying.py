"""What is said of the titles and shown with them: words, ratings, identifiers, pictures."""

from __future__ import annotations

from collections.abc import Iterator

from lanterne.catalogue.models import AgeRating, Artwork, Identifier, Localisation
from lanterne.catalogue.records import PictureRecord
from lanterne.catalogue.rules import fold
from lanterne.catalogue.services.intake.given import Given
from lanterne.catalogue.services.intake.learning import learn
from lanterne.core import bulk

TEXTS = ("tagline", "synopsis_short", "synopsis_medium", "synopsis")
RATING = ("system", "label", "minimum_age")
PICTURE = ("path", "widths", "width", "height", "colour", "source", "master", "crops", "captions")


def write(given: Given) -> None:
    """Each takes the place of what was held in its language, territory or kind."""
    _words(given)
    _ratings(given)
    _identifiers(given)
    _pictures(given)


def _words(given: Given) -> None:
    names = {str(record.facts.get("original_name", "")) for _id, record in given}
    names |= {words.name for _id, record in given for words in record.words.values()}
    folded = {name: fold(name) for name in names}
    bulk.insert(
        Localisation,
        ("title", "language", "name", "folded_name", *TEXTS),
        (
            (
                title_id,
                language,
                words.name,
                folded[words.name],
                words.tagline or "",
                words.synopsis_short or "",
                words.synopsis_medium or "",
                words.synopsis or "",
            )
            for title_id, record in given
            for language, words in record.words.items()
        ),
        spared=("title", "language"),
        replaced=("name", "folded_name", *TEXTS),
    )
    learn(folded.values())


def _ratings(given: Given) -> None:
    bulk.insert(
        AgeRating,
        ("title", "territory", *RATING),
        (
            (title_id, territory, rating.system, rating.label, rating.minimum_age)
            for title_id, record in given
            for territory, rating in record.ratings.items()
        ),
        spared=("title", "territory"),
        replaced=RATING,
    )


def _identifiers(given: Given) -> None:
    bulk.insert(
        Identifier,
        ("title", "scheme", "value"),
        (
            (title_id, one.scheme, one.value)
            for title_id, record in given
            for one in record.identifiers
        ),
        spared=(),
    )


def _pictures(given: Given) -> None:
    """A picture that is held already keeps its original, its cuts and its captions; another one comes without."""
    bulk.insert(
        Artwork,
        ("title", "kind", "language", *PICTURE),
        _hung(given),
        spared=("title", "kind", "language"),
        replaced=PICTURE,
    )


def _hung(given: Given) -> Iterator[tuple[object, ...]]:
    held = _cuts([title_id for title_id, record in given if record.pictures])
    for title_id, record in given:
        for one in record.pictures:
            cuts = held.get((title_id, one.path), ("", {}, {}))
            yield (title_id, one.kind, one.language, *_shown(one), *cuts)


def _shown(one: PictureRecord) -> tuple[object, ...]:
    return (one.path, list(one.widths), one.width, one.height, one.colour, one.source)


def _cuts(ids: list[int]) -> dict[tuple[int, str], tuple[object, ...]]:
    rows = Artwork.objects.filter(title_id__in=ids).values_list(
        "title_id", "path", "master", "crops", "captions"
    )
    return {(title_id, path): tuple(kept) for title_id, path, *kept in rows}
