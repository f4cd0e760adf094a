"""Everything the page of one title shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q

from lanterne.catalogue.models import Credit, Localisation, Title
from lanterne.catalogue.queries.cards import Words, cards
from lanterne.catalogue.queries.pictures import artworks, pick
from lanterne.catalogue.rules import (
    ArtKind,
    CreditLine,
    Kind,
    Picture,
    SeasonCard,
    TitleCard,
    TitlePage,
)


def page(*, slug: str, language: str, territory: str, known: Sequence[Any]) -> TitlePage | None:
    """The page of a title, with the seasons and episodes below it: all of them under the conditions in ``known``."""
    title = Title.objects.filter(*known, slug=slug).first()
    if title is None:
        return None
    below = Title.objects.filter(*known, Q(parent=title.pk) | Q(series=title.pk))
    tree = dict(below.order_by("number").values_list("id", "parent_id"))
    own, *others = cards(title_ids=[title.pk, *tree], language=language, territory=territory)
    return TitlePage(
        card=replace(own, synopsis=_synopsis(title.pk, own)),
        credits=_credits(title.pk),
        seasons=_seasons(own, others, tree),
        countries=tuple(title.countries),
        original_name=title.original_name,
        original_language=title.original_language,
        backdrop=_backdrop(title, language),
        copyright_line=title.copyright_line,
    )


def localised(*, title_id: int, language: str) -> Words | None:
    """The words held in exactly this language, for the editor's form."""
    rows = Localisation.objects.filter(title_id=title_id, language=language)
    found = rows.values_list(*Words._fields).first()
    return Words(*found) if found else None


def _synopsis(title_id: int, card: TitleCard) -> str:
    """The page has room for the long one."""
    shown = Localisation.objects.filter(title_id=title_id, language=card.language_shown)
    return shown.values_list("synopsis", flat=True).first() or card.synopsis


def _credits(title_id: int) -> tuple[CreditLine, ...]:
    rows = Credit.objects.filter(title_id=title_id).order_by("billing")
    return tuple(CreditLine(*row) for row in rows.values_list("person__name", "role", "character"))


def _seasons(
    own: TitleCard, below: list[TitleCard], tree: Mapping[int, int | None]
) -> tuple[SeasonCard, ...]:
    seasons = [own] if own.kind is Kind.SEASON else [c for c in below if c.kind is Kind.SEASON]
    return tuple(
        SeasonCard(season, tuple(card for card in below if tree[card.id] == season.id))
        for season in seasons
    )


def _backdrop(title: Title, language: str) -> Picture | None:
    found = artworks([title.pk])
    wanted = [(title.pk, ArtKind.BACKDROP.value), (title.pk, ArtKind.STILL.value)]
    return pick(found, wanted, language)
