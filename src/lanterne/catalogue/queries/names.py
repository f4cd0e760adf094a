"""Finding titles by their names, people and genres. Everything compared here is folded (``rules.fold``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db.models import Q

from lanterne.catalogue.models import Credit, Identifier, Localisation, Spelling, Title, TitleGenre
from lanterne.catalogue.rules import BESIDE, Kind, trimmed

_UNNAMED = (Kind.SEASON, *BESIDE)


def title_id(*, slug: str, known: Sequence[Any] = ()) -> int | None:
    """The title of that address, if it meets the conditions."""
    return Title.objects.filter(*known, slug=slug).values_list("id", flat=True).first()


def title_ids(*, slugs: Collection[str]) -> dict[str, int]:
    """The titles of those addresses, as far as there are any."""
    return dict(Title.objects.filter(slug__in=slugs).values_list("slug", "pk"))


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


def named(*, words: Sequence[Collection[str]]) -> Iterator[tuple[int, str]]:
    """Title id and folded name of the names, in any language, that hold each word or one of its alternatives.

    Seasons are left out, thousands of them are called Season 1, and what stands beside a film: it is found there.
    """
    said = Localisation.objects.filter(_holding("folded_name", words)).exclude(
        title__kind__in=_UNNAMED
    )
    original = Title.objects.filter(_holding("folded_name", words)).exclude(kind__in=_UNNAMED)
    return chain(
        original.values_list("id", "folded_name"), said.values_list("title_id", "folded_name")
    )


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
