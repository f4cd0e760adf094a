"""Everything the page of one title shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q

from lanterne.catalogue.models import Localisation, Title
from lanterne.catalogue.queries.cards import Facts, Scene, scene
from lanterne.catalogue.queries.colophon import colophon
from lanterne.catalogue.queries.surroundings import Words
from lanterne.catalogue.rules import (
    BESIDE,
    ArtKind,
    Kind,
    SeasonCard,
    Synopses,
    TitleCard,
    TitlePage,
    kinds_below,
)
from lanterne.catalogue.vocabulary import Vocabulary

# Of the page's own title, beside what every card needs.
_MORE = ("spoken_languages", "copyright_line")


def page(*, slug: str, language: str, territory: str, known: Sequence[Any]) -> TitlePage | None:
    """The page of a title, with the seasons and episodes below it: all of them under the conditions in ``known``."""
    found = Title.objects.filter(*known, slug=slug).values_list(*Facts._fields, *_MORE).first()
    if found is None:
        return None
    own, (spoken, copyright_line) = Facts._make(found[: -len(_MORE)]), found[-len(_MORE) :]
    below = _below(own, known)
    shown = scene([own, *below], language=language, territory=territory)
    card, made, words = shown.card(own), colophon(own.id), shown.words_of(own)
    synopses = Synopses(words.synopsis_short, words.synopsis_medium, words.synopsis)
    return TitlePage(
        # The page has room for the long synopsis.
        card=replace(card, synopsis=synopses.long or synopses.medium or card.synopsis),
        synopses=synopses,
        lineage=tuple(dict.fromkeys(own.lineage())),
        credits=tuple(made.credits),
        companies=tuple(made.companies),
        seasons=_seasons(own, below, shown),
        beside=_beside(below, shown),
        production=tuple(made.production),
        moods=made.filed(Vocabulary.MOOD, language),
        keywords=made.filed(Vocabulary.KEYWORD, language),
        identifiers=tuple(made.identifiers),
        collections=made.collections(language),
        original_name=own.original_name,
        original_language=own.original_language,
        spoken_languages=tuple(spoken),
        backdrop=shown.art(own, ArtKind.BACKDROP, ArtKind.STILL),
        copyright_line=copyright_line,
    )


def localised(*, title_id: int, language: str) -> Words | None:
    """The words held in exactly this language, for the editor's form."""
    rows = Localisation.objects.filter(title_id=title_id, language=language)
    found = rows.values_list(*Words._fields).first()
    return Words(*found) if found else None


def _below(own: Facts, known: Sequence[Any]) -> list[Facts]:
    if not kinds_below(Kind(own.kind)):
        return []
    below = Title.objects.filter(*known, Q(parent=own.id) | Q(series=own.id)).order_by("number")
    return [Facts._make(row) for row in below.values_list(*Facts._fields)]


def _beside(below: Sequence[Facts], shown: Scene) -> tuple[TitleCard, ...]:
    """Trailers first, then extras, then other editions."""
    return tuple(shown.card(one) for kind in BESIDE for one in below if one.kind == kind)


def _seasons(own: Facts, below: Sequence[Facts], shown: Scene) -> tuple[SeasonCard, ...]:
    seasons = (
        [own] if own.kind == Kind.SEASON else [one for one in below if one.kind == Kind.SEASON]
    )
    return tuple(
        SeasonCard(
            shown.card(season),
            tuple(shown.card(one) for one in below if one.parent_id == season.id),
        )
        for season in seasons
    )
