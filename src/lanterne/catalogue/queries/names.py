"""Finding titles by their names, people and genres. Everything compared here is folded (``rules.fold``)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models import Case, F, Q, When
from django.db.models.functions import Collate

from lanterne.catalogue.models import Credit, Identifier, Localisation, Spelling, Title, TitleGenre
from lanterne.catalogue.rules import BESIDE, PLAYABLE, Kind, trimmed

_UNNAMED = (Kind.SEASON, *BESIDE)


def title_id(*, slug: str, known: Sequence[Any] = ()) -> int | None:
    """The title of that address, if it meets the conditions."""
    return Title.objects.filter(*known, slug=slug).values_list("id", flat=True).first()


def title_ids(*, slugs: Collection[str]) -> dict[str, int]:
    """The titles of those addresses, as far as there are any."""
    return dict(Title.objects.filter(slug__in=slugs).values_list("slug", "pk"))


def addresses(*, title_ids: Collection[int]) -> dict[int, str]:
    """Where titles are found."""
    return dict(Title.objects.filter(pk__in=title_ids).values_list("pk", "slug"))


def playable(*, slugs: Collection[str]) -> dict[str, tuple[int, Kind, int | None]]:
    """What can be watched at those addresses: title, kind and runtime in seconds."""
    rows = Title.objects.filter(slug__in=slugs, kind__in=PLAYABLE)
    found = rows.values_list("slug", "pk", "kind", "runtime_seconds")
    return {slug: (pk, Kind(kind), runtime) for slug, pk, kind, runtime in found}


def runtimes(*, title_ids: Collection[int]) -> dict[int, int]:
    """In seconds, as the catalogue tells them; of some it tells none."""
    rows = Title.objects.filter(pk__in=title_ids, runtime_seconds__isnull=False)
    return {pk: seconds for pk, seconds in rows.values_list("pk", "runtime_seconds") if seconds}


def title_id_named(*, original_name: str) -> int | None:
    """The oldest title of exactly this original name."""
    held = Title.objects.filter(original_name=original_name).order_by("pk")
    return held.values_list("id", flat=True).first()


def original_names(*, title_ids: Collection[int]) -> dict[int, str]:
    """What titles are called where they were made."""
    rows = Title.objects.filter(pk__in=title_ids)
    return dict(rows.values_list("id", "original_name"))


def title_id_identified(*, scheme: str, value: str) -> int | None:
    """The title that a registry knows by exactly this name, as the registry writes it."""
    held = Identifier.objects.filter(scheme=scheme, value=value)
    return held.values_list("title_id", flat=True).first()


def named(*, words: Sequence[Collection[str]], wanted: str, limit: int) -> tuple[int, ...]:
    """Titles by those names, in any language, that hold each word or one of its alternatives, best first; a title comes
    once for each of its names. Names that start with what is wanted come before those of which a word does, then those
    that hold it; each of these by the alphabet, and the newest first where names are the same.

    The database sorts, so that only the best travel. Seasons are left out, thousands of them are called Season 1, and
    what stands beside a film: it is found there.
    """
    said = Localisation.objects.filter(_holding("folded_name", words)).exclude(
        title__kind__in=_UNNAMED
    )
    original = Title.objects.filter(_holding("folded_name", words)).exclude(kind__in=_UNNAMED)
    names = (
        rows.annotate(named=F(key), rank=_rank(wanted), letters=_letters())
        for rows, key in ((original, "id"), (said, "title_id"))
    )
    one, other = (rows.values_list("named", "rank", "letters") for rows in names)
    best = one.union(other, all=True).order_by("rank", "letters", "-named")
    return tuple(title_id for title_id, _, _ in best[:limit])


def _rank(wanted: str) -> Case:
    """How well a folded name answers what was typed; lower is better."""
    begins = (("folded_name__startswith", wanted), ("folded_name__contains", f" {wanted}"))
    held = (*begins, ("folded_name__contains", wanted))
    return Case(
        *(When(**{how: what}, then=number) for number, (how, what) in enumerate(held)),
        default=len(held),
    )


def _letters() -> Collate:
    """Folded names are compared letter by letter: a language's own order would take PostgreSQL ten times as long."""
    return Collate("folded_name", {"sqlite": "binary", "postgresql": "C"}[connection.vendor])


def of_people(*, words: Sequence[Collection[str]]) -> tuple[int, ...]:
    """Ids of the titles that credit a person whose name holds every word."""
    credited = Credit.objects.filter(_holding("person__folded_name", words))
    return tuple(credited.values_list("title_id", flat=True).distinct())


def of_genres(*, codes: Collection[str], limit: int) -> tuple[int, ...]:
    """Ids of the latest titles of any of the genres."""
    links = TitleGenre.objects.filter(genre__code__in=codes).order_by("-title_id")
    return tuple(links.values_list("title_id", flat=True)[:limit])


def suggestions(*, word: str) -> tuple[str, ...]:
    """Words of names, of people or titles, that this word may be a misspelling of."""
    near = Spelling.objects.filter(trimmed__in=trimmed(word)).order_by("word")
    return tuple(near.values_list("word", flat=True).distinct())


def _holding(column: str, words: Sequence[Collection[str]]) -> Q:
    held = Q()
    for alternatives in words:
        any_of = Q()
        for word in alternatives:
            any_of |= Q(**{f"{column}__contains": word})
        held &= any_of
    return held
