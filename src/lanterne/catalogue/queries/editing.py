"""What editors ask: everything held about one title, and lists of titles by what they have and lack."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.files.storage import default_storage
from django.db.models import Max, Q, QuerySet

from lanterne.catalogue.models import (
    AgeRating,
    Artwork,
    CompanyCredit,
    Credit,
    Identifier,
    Localisation,
    ProductionCountry,
    Term,
    Title,
    TitleGenre,
    TitleTerm,
)
from lanterne.catalogue.queries.pictures import Art, picture
from lanterne.catalogue.queries.surroundings import Words
from lanterne.catalogue.rules import BESIDE, PLAYABLE, ArtKind, Kind, Picture, Production, fold
from lanterne.catalogue.vocabulary import NAMES, Vocabulary
from lanterne.catalogue.vocabulary import name as name_of

BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class EditedTitle:
    """A title as it was entered: nothing inherited, nothing translated."""

    id: int
    kind: Kind
    slug: str
    original_name: str
    original_language: str
    year: int | None
    runtime_seconds: int | None
    countries: tuple[str, ...]
    spoken_languages: tuple[str, ...]
    minimum_age: int | None
    copyright_line: str
    parent_id: int | None
    number: int | None
    edition: str
    genres: tuple[str, ...]
    moods: tuple[str, ...]
    keywords: tuple[str, ...]

    @property
    def is_playable(self) -> bool:
        """Series and seasons have no streams of their own."""
        return self.kind in PLAYABLE


@dataclass(frozen=True, slots=True)
class Rating:
    """``system`` is empty where the label was stated freely."""

    territory: str
    system: str
    label: str
    minimum_age: int


class HeldCompany(NamedTuple):
    id: int
    company: str
    role: str


class HeldIdentifier(NamedTuple):
    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class HeldCredit:
    id: int
    person: str
    role: str
    character: str
    person_id: int


@dataclass(frozen=True, slots=True)
class HeldPicture:
    """``width`` and ``height`` are those of the picture as delivered; ``focus`` is the point that every cut keeps.

    ``captions`` says what is seen on it, by language.
    """

    id: int
    kind: ArtKind
    language: str
    source: str
    width: int
    height: int
    picture: Picture
    focus: tuple[int, int]
    captions: Mapping[str, str]


def edited(*, title_id: int) -> EditedTitle | None:
    """The title's own facts, for its forms."""
    row = Title.objects.filter(pk=title_id).first()
    if row is None:
        return None
    links = TitleGenre.objects.filter(title_id=title_id).order_by("id")
    return EditedTitle(
        id=row.pk,
        kind=Kind(row.kind),
        slug=row.slug,
        original_name=row.original_name,
        original_language=row.original_language,
        year=row.year,
        runtime_seconds=row.runtime_seconds,
        countries=tuple(one.territory for one in production(title_id=title_id)),
        spoken_languages=tuple(row.spoken_languages),
        minimum_age=row.minimum_age,
        copyright_line=row.copyright_line,
        parent_id=row.parent_id,
        number=row.number,
        edition=row.edition,
        genres=tuple(links.values_list("genre__code", flat=True)),
        moods=_terms(title_id, Vocabulary.MOOD),
        keywords=_terms(title_id, Vocabulary.KEYWORD),
    )


def originals(*, title_ids: Collection[int]) -> dict[int, str]:
    """The original languages of many titles."""
    rows = Title.objects.filter(pk__in=title_ids)
    return dict(rows.values_list("id", "original_language"))


def words(*, title_id: int) -> tuple[Words, ...]:
    """The words in every language they are held in, by language."""
    rows = Localisation.objects.filter(title_id=title_id).order_by("language")
    return tuple(map(Words._make, rows.values_list(*Words._fields)))


def ratings(*, title_id: int) -> tuple[Rating, ...]:
    rows = AgeRating.objects.filter(title_id=title_id).order_by("territory")
    columns = ("territory", "system", "label", "minimum_age")
    return tuple(Rating(*row) for row in rows.values_list(*columns))


def companies(*, title_id: int) -> tuple[HeldCompany, ...]:
    """The companies in the order in which they are named."""
    rows = CompanyCredit.objects.filter(title_id=title_id).order_by("billing")
    return tuple(HeldCompany(*row) for row in rows.values_list("id", "company__name", "role"))


def production(*, title_id: int) -> tuple[Production, ...]:
    """The countries of production as they were entered."""
    rows = ProductionCountry.objects.filter(title_id=title_id).order_by("id")
    return tuple(Production(*row) for row in rows.values_list("territory", "share", "is_lead"))


def terms(*, vocabulary: str, language: str) -> tuple[tuple[str, str], ...]:
    """Codes and words of a vocabulary: the house's own, then what staff have added."""
    kind, said = Vocabulary(vocabulary), term_names(vocabulary=vocabulary)
    return tuple((code, name_of(kind, code, words, language)) for code, words in said.items())


def term_names(*, vocabulary: str) -> dict[str, dict[str, str]]:
    """What staff call each word of a vocabulary, by its code and the language."""
    kind = Vocabulary(vocabulary)
    said: dict[str, dict[str, str]] = {code: {} for code in NAMES[kind]}
    held = Term.objects.filter(vocabulary=kind).order_by("code", "names__language")
    for code, spoken, name in held.values_list("code", "names__language", "names__name"):
        said.setdefault(code, {}).update({spoken: name} if spoken else {})
    return said


def identifiers(*, title_id: int) -> tuple[HeldIdentifier, ...]:
    rows = Identifier.objects.filter(title_id=title_id).order_by("scheme", "value")
    return tuple(HeldIdentifier(*row) for row in rows.values_list("scheme", "value"))


def credited(*, title_id: int) -> tuple[HeldCredit, ...]:
    """The credits in the order in which people are named."""
    rows = Credit.objects.filter(title_id=title_id).order_by("billing")
    columns = ("id", "person__name", "role", "character", "person_id")
    return tuple(HeldCredit(*row) for row in rows.values_list(*columns))


def artwork(*, title_id: int) -> tuple[HeldPicture, ...]:
    """The title's own pictures, each once for a kind and a language of lettering."""
    rows = Artwork.objects.filter(title_id=title_id).order_by("kind", "language")
    found = rows.values_list("id", "source", "captions", *Art._fields)
    return tuple(_held(row[0], row[1], row[2], row[3:]) for row in found)


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """The whole picture as it is kept, or the largest that is left of it."""

    name: str

    def blocks(self) -> Iterator[bytes]:
        with default_storage.open(self.name) as file:
            yield from file.chunks(BLOCK)


def kept_pictures(*, title_id: int) -> dict[int, KeptPicture]:
    """The title's pictures by their ids, without those whose files are gone."""
    rows = Artwork.objects.filter(title_id=title_id)
    names = {row.pk: row.master or f"{row.path}-{max(row.widths)}.webp" for row in rows}
    return {pk: KeptPicture(name) for pk, name in names.items() if default_storage.exists(name)}


def original(*, title_id: int, picture_id: int) -> bytes | None:
    """The whole picture as it is kept, or the largest that is left of it; None when it is gone."""
    found = kept_pictures(title_id=title_id).get(picture_id)
    return b"".join(found.blocks()) if found else None


def parts(*, title_id: int) -> tuple[int, ...]:
    """The seasons of a series, or the episodes of a season, in their order."""
    rows = Title.objects.filter(parent_id=title_id).exclude(kind__in=BESIDE).order_by("number")
    return tuple(rows.values_list("id", flat=True))


def beside(*, title_id: int) -> tuple[tuple[int, Kind, str], ...]:
    """Id, kind and edition of a title's trailers, extras and other editions, in this order."""
    rows = Title.objects.filter(parent_id=title_id, kind__in=BESIDE).order_by("number")
    found = [(row.pk, Kind(row.kind), row.edition) for row in rows]
    return tuple(sorted(found, key=lambda one: list(BESIDE).index(one[1])))


def next_number(*, title_id: int, kind: Kind) -> int:
    """The number that one more of this kind would have below the title."""
    rows = Title.objects.filter(parent_id=title_id, kind=kind)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def listed(
    *,
    text: str = "",
    kind: str = "",
    within: Sequence[QuerySet[Any, Any]] = (),
    outside: Sequence[QuerySet[Any, Any]] = (),
) -> QuerySet[Title, Any]:
    """Ids of titles, the newest first, whose name holds the text and that are in and outside of those sets."""
    titles = Title.objects.filter(kind=kind) if kind else Title.objects.all()
    if text:
        said = Localisation.objects.filter(folded_name__contains=fold(text))
        own = Q(folded_name__contains=fold(text))
        titles = titles.filter(own | Q(pk__in=said.values("title_id")))
    for ids in within:
        titles = titles.filter(pk__in=ids)
    for ids in outside:
        titles = titles.exclude(pk__in=ids)
    return titles.order_by("-id").values_list("id", flat=True)


def playable_ids() -> QuerySet[Title, Any]:
    """Ids of films and episodes, as a subquery."""
    return Title.objects.filter(kind__in=[Kind.FILM, Kind.EPISODE]).values_list("id", flat=True)


def synopsis_ids(*, language: str) -> QuerySet[Localisation, Any]:
    """Ids of the titles with a synopsis in the language or one of its regional forms, as a subquery."""
    spoken = Q(language=language) | Q(language__startswith=f"{language}-")
    empty = Q(synopsis="", synopsis_medium="", synopsis_short="")
    return Localisation.objects.filter(spoken).exclude(empty).values_list("title_id", flat=True)


def _terms(title_id: int, kind: Vocabulary) -> tuple[str, ...]:
    links = TitleTerm.objects.filter(title_id=title_id, term__vocabulary=kind).order_by("id")
    return tuple(links.values_list("term__code", flat=True))


def _held(
    picture_id: int, source: str, captions: Mapping[str, str], row: tuple[Any, ...]
) -> HeldPicture:
    crops: dict[str, Any] = row[-1]
    art = Art._make((*row[:-1], json.dumps(crops)))
    across, down = crops.get("focus", (50, 50))
    return HeldPicture(
        id=picture_id,
        kind=ArtKind(art.kind),
        language=art.language,
        source=source,
        width=art.width,
        height=art.height,
        picture=picture(art),
        focus=(across, down),
        captions=captions,
    )
