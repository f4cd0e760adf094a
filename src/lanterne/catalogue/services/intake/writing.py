"""Writing judged records: a few statements for hundreds of titles, and an audit line for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import cast

from django.db import transaction

from lanterne.catalogue.models import (
    AgeRating,
    Artwork,
    Credit,
    Genre,
    Identifier,
    Localisation,
    Person,
    ProductionCountry,
    Spelling,
    Title,
    TitleGenre,
)
from lanterne.catalogue.records import Judged, TitleRecord, Verdict
from lanterne.catalogue.rules import BESIDE, Kind, Production, fold, trimmed
from lanterne.catalogue.services.checks import LONGEST_WORD
from lanterne.core import audit, clock

Given = Sequence[tuple[int, TitleRecord]]
WORDS = ["name", "folded_name", "tagline", "synopsis_short", "synopsis_medium", "synopsis"]
PICTURE = ["path", "widths", "width", "height", "colour", "source"]


def hold_titles(*, slugs: Collection[str]) -> None:
    """Keep other editors from these titles until the transaction ends; in one order, so that two imports can wait."""
    rows = Title.objects.select_for_update().filter(slug__in=slugs).order_by("pk")
    list(rows.values_list("pk"))


@transaction.atomic
def take_in(judged: Sequence[Judged], *, actor: str) -> dict[str, int]:
    """Write what is new and what differs, and give the ids of the titles by slug.

    The verdicts are those of ``judge_titles`` since ``hold_titles`` in the same transaction.
    """
    changed = [one for one in judged if one.verdict is Verdict.CHANGED]
    ids = {one.record.slug: one.title_id for one in judged if one.title_id is not None}
    created = [one for one in judged if one.verdict is Verdict.CREATED]
    for kinds in ((Kind.FILM, Kind.SERIES), (Kind.SEASON, *BESIDE), (Kind.EPISODE,)):
        ids |= _create([one.record for one in created if one.record.kind in kinds])
    _correct(changed)
    _countries(
        {
            ids[one.record.slug]: cast("Sequence[str]", one.record.facts["countries"])
            for one in (*created, *changed)
            if "countries" in one.record.facts
        }
    )
    given = [(ids[one.record.slug], one.record) for one in (*created, *changed)]
    learned = _words(given)
    _ratings(given)
    _identifiers(given)
    _genres(given)
    learned |= _credits(given)
    _pictures(given)
    learned |= {fold(str(record.facts.get("original_name", ""))) for _id, record in given}
    _learn(learned)
    audit.record_all(
        actor=actor,
        action="catalogue.take_in",
        lines=(
            (f"title:{ids[one.record.slug]}", {one.verdict.value: list(one.differences)})
            for one in (*created, *changed)
        ),
    )
    return ids


def _create(records: Sequence[TitleRecord]) -> dict[str, int]:
    """Rows for titles of one depth: those above them are there already."""
    above = Title.objects.filter(slug__in={record.parent for record in records})
    parents = {slug: (pk, series) for slug, pk, series in above.values_list("slug", "pk", "series")}
    rows = []
    for record in records:
        parent, series = parents.get(record.parent, (None, None))
        rows.append(
            Title(
                slug=record.slug,
                kind=record.kind,
                number=record.number,
                edition=record.edition,
                parent_id=parent,
                series_id=series or parent,
                folded_name=fold(str(record.facts["original_name"])),
                created_at=clock.now(),
                **{name: told for name, told in record.facts.items() if name != "countries"},
            )
        )
    return {row.slug: row.pk for row in Title.objects.bulk_create(rows)}


def _correct(changed: Iterable[Judged]) -> None:
    for one in changed:
        facts = one.record.facts
        columns = {name: facts[name] for name in one.differences if name in facts}
        columns.pop("countries", None)
        if "original_name" in columns:
            columns["folded_name"] = fold(str(columns["original_name"]))
        if columns and one.title_id is not None:
            Title.objects.filter(pk=one.title_id).update(**columns)


def _countries(told: Mapping[int, Sequence[str]]) -> None:
    """The countries in their order; those that stay keep their share and their lead."""
    rows = ProductionCountry.objects.filter(title_id__in=told)
    held = {
        (title_id, code): Production(code, share, is_lead)
        for title_id, code, share, is_lead in rows.values_list(
            "title_id", "territory", "share", "is_lead"
        )
    }
    rows.delete()
    kept = (
        (title_id, held.get((title_id, code), Production(code)))
        for title_id, codes in told.items()
        for code in codes
    )
    ProductionCountry.objects.bulk_create(
        ProductionCountry(
            title_id=title_id, territory=one.territory, share=one.share, is_lead=one.is_lead
        )
        for title_id, one in kept
    )


def _identifiers(given: Given) -> None:
    Identifier.objects.bulk_create(
        (
            Identifier(title_id=title_id, scheme=one.scheme, value=one.value)
            for title_id, record in given
            for one in record.identifiers
        ),
        ignore_conflicts=True,
    )


def _words(given: Given) -> set[str]:
    rows = [
        Localisation(
            title_id=title_id,
            language=language,
            name=words.name,
            folded_name=fold(words.name),
            tagline=words.tagline or "",
            synopsis_short=words.synopsis_short or "",
            synopsis_medium=words.synopsis_medium or "",
            synopsis=words.synopsis or "",
        )
        for title_id, record in given
        for language, words in record.words.items()
    ]
    Localisation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["title", "language"], update_fields=WORDS
    )
    return {row.folded_name for row in rows}


def _ratings(given: Given) -> None:
    AgeRating.objects.bulk_create(
        (
            AgeRating(
                title_id=title_id,
                territory=territory,
                system=rating.system,
                label=rating.label,
                minimum_age=rating.minimum_age,
            )
            for title_id, record in given
            for territory, rating in record.ratings.items()
        ),
        update_conflicts=True,
        unique_fields=["title", "territory"],
        update_fields=["system", "label", "minimum_age"],
    )


def _genres(given: Given) -> None:
    told = [(title_id, record.genres) for title_id, record in given if record.genres is not None]
    codes = {code for _id, genres in told for code in genres}
    Genre.objects.bulk_create((Genre(code=code) for code in codes), ignore_conflicts=True)
    known = dict(Genre.objects.filter(code__in=codes).values_list("code", "pk"))
    TitleGenre.objects.filter(title_id__in=[title_id for title_id, _genres in told]).delete()
    TitleGenre.objects.bulk_create(
        TitleGenre(title_id=title_id, genre_id=known[code])
        for title_id, genres in told
        for code in genres
    )


def _credits(given: Given) -> set[str]:
    told = [(title_id, record.credits) for title_id, record in given if record.credits is not None]
    names = {line.person for _id, lines in told for line in lines}
    Person.objects.bulk_create(
        (Person(name=name, folded_name=fold(name)) for name in sorted(names)), ignore_conflicts=True
    )
    people = dict(Person.objects.filter(name__in=names).values_list("name", "pk"))
    Credit.objects.filter(title_id__in=[title_id for title_id, _lines in told]).delete()
    Credit.objects.bulk_create(
        Credit(
            title_id=title_id,
            person_id=people[line.person],
            role=line.role,
            character=line.character,
            billing=billing,
        )
        for title_id, lines in told
        for billing, line in enumerate(lines, 1)
    )
    return {fold(name) for name in names}


def _pictures(given: Given) -> None:
    """A picture that is held already keeps its original and its cuts; another one comes without."""
    held = _cuts(given)
    Artwork.objects.bulk_create(
        (
            Artwork(
                title_id=title_id,
                kind=one.kind,
                language=one.language,
                widths=list(one.widths),
                master=held.get((title_id, one.path), ("", {}))[0],
                crops=held.get((title_id, one.path), ("", {}))[1],
                **{name: getattr(one, name) for name in PICTURE if name != "widths"},
            )
            for title_id, record in given
            for one in record.pictures
        ),
        update_conflicts=True,
        unique_fields=["title", "kind", "language"],
        update_fields=[*PICTURE, "master", "crops"],
    )


def _cuts(given: Given) -> dict[tuple[int, str], tuple[str, dict[str, object]]]:
    ids = [title_id for title_id, record in given if record.pictures]
    rows = Artwork.objects.filter(title_id__in=ids).values_list(
        "title_id", "path", "master", "crops"
    )
    return {(title_id, path): (master, crops) for title_id, path, master, crops in rows}


def _learn(folded: set[str]) -> None:
    """What the search suggests; only words that it does not know yet are taken apart."""
    words = {word for name in folded for word in name.split() if len(word) <= LONGEST_WORD}
    known = Spelling.objects.filter(trimmed__in=words).values_list("word", flat=True)
    Spelling.objects.bulk_create(
        (
            Spelling(trimmed=short, word=word)
            for word in sorted(words - set(known))
            for short in trimmed(word)
        ),
        ignore_conflicts=True,
    )
