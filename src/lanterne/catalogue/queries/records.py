"""Titles as records: all of them in one order, and those that a file speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from lanterne.catalogue.models import (
    AgeRating,
    Artwork,
    CompanyCredit,
    Credit,
    Identifier,
    Localisation,
    ProductionCountry,
    Term,
    TermName,
    Title,
    TitleGenre,
    TitleTerm,
)
from lanterne.catalogue.records import (
    FACTS,
    OriginalRecord,
    PictureRecord,
    RatingRecord,
    TermRecord,
    TitleRecord,
    WordsRecord,
)
from lanterne.catalogue.rules import (
    DEPTHS,
    ArtKind,
    CompanyLine,
    CreditLine,
    IdentifierLine,
    Kind,
    Production,
)
from lanterne.catalogue.vocabulary import Vocabulary

AT_A_TIME = 500
COLUMNS = tuple(name for name in FACTS if name != "countries")
PICTURE = ("kind", "language", "path", "widths", "width", "height", "colour", "source")


@dataclass(slots=True)
class _Said:
    """What hangs on one title."""

    words: dict[str, WordsRecord] = field(default_factory=dict)
    ratings: dict[str, RatingRecord] = field(default_factory=dict)
    genres: list[str] = field(default_factory=list)
    credits: list[CreditLine] = field(default_factory=list)
    companies: list[CompanyLine] = field(default_factory=list)
    production: list[Production] = field(default_factory=list)
    terms: dict[Vocabulary, tuple[str, ...]] = field(default_factory=dict)
    identifiers: list[IdentifierLine] = field(default_factory=list)
    pictures: list[PictureRecord] = field(default_factory=list)
    originals: list[OriginalRecord] = field(default_factory=list)
    captions: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    @property
    def countries(self) -> list[str]:
        return [one.territory for one in self.production]


def records() -> Iterator[tuple[int, TitleRecord]]:
    """Every title with its id, by slug, what is below a series right after it, parents first."""
    ids = [row[-1] for row in sorted(_places())]
    for start in range(0, len(ids), AT_A_TIME):
        part = ids[start : start + AT_A_TIME]
        found = dict(_read(part))
        yield from ((title_id, found[title_id]) for title_id in part if title_id in found)


def held_records(slugs: Collection[str]) -> dict[str, tuple[int, TitleRecord]]:
    """Those of the slugs that are titles already."""
    ids = Title.objects.filter(slug__in=slugs).values_list("id", flat=True)
    return {record.slug: (title_id, record) for title_id, record in _read(list(ids))}


def numbers_below(slugs: Collection[str]) -> set[tuple[str, Kind, int]]:
    """Which numbers are taken below these titles, by the kind of what has them."""
    rows = Title.objects.filter(parent__slug__in=slugs).values_list(
        "parent__slug", "kind", "number"
    )
    return {(parent, Kind(kind), number or 0) for parent, kind, number in rows}


def identified(told: Collection[IdentifierLine]) -> dict[IdentifierLine, str]:
    """Whose identifiers these are already."""
    rows = Identifier.objects.filter(value__in={one.value for one in told})
    return {
        IdentifierLine(scheme, value): slug
        for scheme, value, slug in rows.values_list("scheme", "value", "title__slug")
    }


def _places() -> Iterator[tuple[str, int, int, int, str, int]]:
    rows = Title.objects.values_list(
        "series__slug", "slug", "kind", "parent__number", "number", "id"
    )
    for series, slug, kind, season, number, title_id in rows.iterator():
        above = season if kind == Kind.EPISODE else number
        yield (
            series or slug,
            DEPTHS[Kind(kind)],
            above or 0,
            number or 0,
            slug,
            title_id,
        )


def _read(ids: Collection[int]) -> Iterator[tuple[int, TitleRecord]]:
    said = _said(ids)
    columns = ("id", "slug", "kind", "parent__slug", "number", "edition", *COLUMNS)
    for title_id, slug, kind, parent, number, edition, *facts in Title.objects.filter(
        pk__in=ids
    ).values_list(*columns):
        own = said[title_id]
        yield (
            title_id,
            TitleRecord(
                slug=slug,
                kind=Kind(kind),
                parent=parent or "",
                number=number,
                edition=edition,
                facts=dict(zip(COLUMNS, facts, strict=True)) | {"countries": own.countries},
                production=tuple(own.production),
                companies=tuple(own.companies),
                terms=own.terms,
                words=own.words,
                ratings=own.ratings,
                genres=tuple(own.genres),
                credits=tuple(own.credits),
                identifiers=tuple(own.identifiers),
                pictures=tuple(own.pictures),
                originals=tuple(own.originals),
                captions=own.captions,
            ),
        )


def _said(ids: Collection[int]) -> defaultdict[int, _Said]:
    """Nine statements, however many titles."""
    said: defaultdict[int, _Said] = defaultdict(_Said)
    words = Localisation.objects.filter(title_id__in=ids).order_by("title_id", "language")
    for title_id, language, *told in words.values_list(
        "title_id", "language", "name", "tagline", "synopsis_short", "synopsis_medium", "synopsis"
    ):
        said[title_id].words[language] = WordsRecord(*told)
    ratings = AgeRating.objects.filter(title_id__in=ids).order_by("title_id", "territory")
    for title_id, territory, label, age, system in ratings.values_list(
        "title_id", "territory", "label", "minimum_age", "system"
    ):
        said[title_id].ratings[territory] = RatingRecord(label, age, system)
    made_in = ProductionCountry.objects.filter(title_id__in=ids).order_by("title_id", "id")
    for title_id, territory, share, is_lead in made_in.values_list(
        "title_id", "territory", "share", "is_lead"
    ):
        said[title_id].production.append(Production(territory, share, is_lead))
    names = Identifier.objects.filter(title_id__in=ids).order_by("title_id", "scheme", "value")
    for title_id, scheme, value in names.values_list("title_id", "scheme", "value"):
        said[title_id].identifiers.append(IdentifierLine(scheme, value))
    _hung(ids, said)
    _filed(ids, said)
    _credited(ids, said)
    return said


def _hung(ids: Collection[int], said: defaultdict[int, _Said]) -> None:
    rows = Artwork.objects.filter(title_id__in=ids).order_by("title_id", "kind", "language")
    for title_id, master, crops, captions, kind, *told in rows.values_list(
        "title_id", "master", "crops", "captions", *PICTURE
    ):
        language, path, widths, width, height, _colour, source = told
        own, art = said[title_id], ArtKind(kind)
        own.pictures.append(PictureRecord(art, language, path, tuple(widths), *told[3:]))
        if captions:
            own.captions[kind, language] = captions
        if master:
            x, y = crops["focus"]
            own.originals.append(
                OriginalRecord(art, language, master, (x, y), width, height, source)
            )


def _filed(ids: Collection[int], said: defaultdict[int, _Said]) -> None:
    genres = TitleGenre.objects.filter(title_id__in=ids).order_by("title_id", "id")
    for title_id, code in genres.values_list("title_id", "genre__code"):
        said[title_id].genres.append(code)
    terms = TitleTerm.objects.filter(title_id__in=ids).order_by("title_id", "id")
    for title_id, kind, code in terms.values_list("title_id", "term__vocabulary", "term__code"):
        own = said[title_id].terms
        own[Vocabulary(kind)] = (*own.get(Vocabulary(kind), ()), code)


def _credited(ids: Collection[int], said: defaultdict[int, _Said]) -> None:
    credited = Credit.objects.filter(title_id__in=ids).order_by("title_id", "billing")
    for title_id, *line in credited.values_list("title_id", "person__name", "role", "character"):
        said[title_id].credits.append(CreditLine(*line))
    companies = CompanyCredit.objects.filter(title_id__in=ids).order_by("title_id", "billing")
    for title_id, company, role in companies.values_list("title_id", "company__name", "role"):
        said[title_id].companies.append(CompanyLine(company, role))


def term_records() -> dict[tuple[Vocabulary, str], TermRecord]:
    """All that staff have words for, in one order."""
    found: dict[tuple[Vocabulary, str], dict[str, str]] = {}
    rows = TermName.objects.order_by("term__vocabulary", "term__code", "language")
    for kind, code, language, name in rows.values_list(
        "term__vocabulary", "term__code", "language", "name"
    ):
        found.setdefault((Vocabulary(kind), code), {})[language] = name
    return {key: TermRecord(*key, names) for key, names in found.items()}


def known_terms(codes: Collection[str]) -> set[tuple[Vocabulary, str]]:
    """Those of the codes that staff have words for."""
    rows = Term.objects.filter(code__in=codes).values_list("vocabulary", "code")
    return {(Vocabulary(kind), code) for kind, code in rows}
