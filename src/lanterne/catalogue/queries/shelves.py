"""Titles to choose from, under conditions that other floors state as expressions about a title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lanterne.catalogue.models import Genre, Title, TitleGenre
from lanterne.catalogue.rules import Kind


def heads(
    *, films: Sequence[Any], episodes: Sequence[Any], shown: Sequence[Any] = ()
) -> QuerySet[Title, Any]:
    """The films that meet the conditions for films, and the series with an episode that meets those for episodes.

    What is in ``shown`` must hold for the film or the series itself as well.
    """
    with_episode = Exists(Title.objects.filter(*episodes, series=OuterRef("pk"), kind=Kind.EPISODE))
    either = Q(*films, kind=Kind.FILM) | Q(with_episode, kind=Kind.SERIES)
    return Title.objects.filter(either, *shown)


def newest(*, known: Sequence[Any], within: Sequence[QuerySet[Any, Any]]) -> QuerySet[Title, int]:
    """Ids of the films and the series that meet the conditions and are in each of those sets, the newest first."""
    titles = Title.objects.filter(*known, kind__in=[Kind.FILM, Kind.SERIES])
    for ids in within:
        titles = titles.filter(pk__in=ids)
    return titles.order_by("-pk").values_list("pk", flat=True)


def episodes(*, conditions: Sequence[Any]) -> QuerySet[Title, Any]:
    return Title.objects.filter(*conditions, kind=Kind.EPISODE)


def titles() -> QuerySet[Title, Any]:
    """Rows of ``id`` and ``kind``."""
    return Title.objects.values_list("id", "kind")


def genre_links() -> QuerySet[TitleGenre, Any]:
    """Rows of ``genre_id`` and ``title_id``."""
    return TitleGenre.objects.values_list("genre_id", "title_id")


def genres() -> QuerySet[Genre, Any]:
    """Rows of ``id`` and ``code``."""
    return Genre.objects.values_list("id", "code")
