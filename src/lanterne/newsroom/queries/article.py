"""One article, with its figures looked up, its links followed and its pictures found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from lanterne.catalogue import queries as catalogue
from lanterne.facts import queries as facts
from lanterne.facts import sentences
from lanterne.facts.queries import Card
from lanterne.newsroom import rules
from lanterne.newsroom.addresses import path
from lanterne.newsroom.models import Article, Release
from lanterne.newsroom.queries import lists, pictures
from lanterne.newsroom.queries.cards import (
    ArticleCard,
    AuthorCard,
    CorrectionCard,
    Entry,
    PictureCard,
)
from lanterne.newsroom.rules import Standing
from lanterne.newsroom.words import figure as figure_in_words

_TAG = re.compile(r"(<[^>]*>)")


def article(
    *, territory: str, language: str, slug: str, at: datetime, is_press: bool = False
) -> ArticleCard | None:
    """What a reader may read at an address; None is told alike of what is under embargo and of what there never was."""
    release = (
        Release.objects.select_related("article__author", "article__locale")
        .filter(territory=territory, language=language, slug=slug, article__live=True)
        .first()
    )
    if release is None:
        return None
    held = release.standing(at)
    reader = rules.Reader.PRESS if is_press else rules.Reader.PUBLIC
    if not rules.may_read(held, reader, is_for_press=release.is_for_press):
        return None
    return _told(release.article, release, held, at)


def previewed(row: Article, *, at: datetime) -> ArticleCard:
    """As it would be read, of a draft that staff look at."""
    release = Release(
        article=row,
        territory=row.home.territory,
        language=row.locale.language_code,
        slug=row.slug,
        kind=row.kind,
        public_at=row.embargo_at or at,
    )
    return _told(row, release, Standing.DRAFT, at)


def _told(row: Article, release: Release, standing: Standing, at: datetime) -> ArticleCard:
    blocks = row.blocks
    corrected = list(row.corrections.order_by("at")) if row.pk else []
    # What was put right before anybody read it is no news to readers.
    told = [one for one in corrected if one.at >= release.began_at]
    drawing = _drawing(row, release, blocks, {one.claim: one.replaced_by for one in corrected})
    drawn = tuple(one for one in map(drawing.draw, blocks) if one is not None)
    picture = drawing.pictures.get(row.picture_id or 0)
    byline = row.author and AuthorCard(row.author.slug, row.author.name)
    entry = Entry(
        row.pk or 0,
        row.kind,
        row.title,
        row.lead,
        release.territory,
        release.language,
        release.slug,
        release.public_at,
        release.changed_at,
        byline,
        picture and _captioned(picture, row.caption),
    )
    return ArticleCard(
        entry,
        standing,
        drawn,
        tuple(drawing.cited),
        tuple(_corrections(told)),
        _translations(row, release, at),
        row.takes_comments,
        row.embargo_zone or "UTC",
    )


def _drawing(
    row: Article, release: Release, blocks: tuple[rules.Block, ...], corrected: Mapping[str, str]
) -> Drawing:
    keys = rules.shown_claims(rules.claims_in(blocks), corrected)
    slugs = [one.title for one in blocks if isinstance(one, rules.Film)]
    ids = catalogue.title_ids(slugs=slugs)
    named = catalogue.cards(
        title_ids=tuple(ids.values()), language=release.language, territory=release.territory
    )
    return Drawing(
        language=release.language,
        shown=keys,
        claims=facts.by_key(set(keys.values())),
        titles={card.slug: card.name for card in named},
        pictures=pictures.cards([*rules.pictures_in(blocks), row.picture_id]),
    )


@dataclass(slots=True)
class Drawing:
    """Draws the blocks of one article; figures get their numbers in the order in which a reader meets them."""

    language: str
    shown: Mapping[str, str]
    claims: Mapping[str, Card]
    titles: Mapping[str, str]
    pictures: Mapping[int, PictureCard]
    cited: list[Card] = field(default_factory=list)

    def draw(self, block: rules.Block) -> dict[str, Any] | None:
        match block:
            case rules.Heading(text=text):
                return {"kind": "heading", "text": text}
            case rules.Paragraph(html=kept):
                return {"kind": "paragraph", "html": self._filled(expand_db_html(kept))}
            case rules.Quotation():
                return {"kind": "quotation", "said": block}
            case rules.PictureBlock(picture_id=number, caption=caption):
                card = self.pictures.get(number)
                shown = _captioned(card, caption) if card else None
                return {"kind": "picture", "picture": shown} if shown else None
            case rules.Film(title=slug, note=note):
                return {"kind": "film", "slug": slug, "name": self.titles.get(slug), "note": note}
        return self._figures(block)

    def _figures(self, block: rules.Block) -> dict[str, Any] | None:
        match block:
            case rules.Figure():
                return {"kind": "figures", "title": "", "figures": self._lines((block,))}
            case rules.Figures(title=title, figures=held):
                return {"kind": "figures", "title": title, "figures": self._lines(held)}
            case rules.Box(heading=heading, text=text, figures=held):
                said = self._filled(escape(text)) if text else ""
                lines = self._lines(held)
                return {"kind": "box", "heading": heading, "text": said, "figures": lines}
            case rules.Comparison(left=left, right=right, note=note):
                return self._compared(left, right, note)
        return None

    def _compared(
        self, left: rules.Figure, right: rules.Figure, note: str
    ) -> dict[str, Any] | None:
        lines = self._lines((left, right))
        if len(lines) < 2:
            return None
        found = facts.compared(lines[0]["card"], lines[1]["card"])
        pairs = [(self._value(pair.left), self._value(pair.right), pair) for pair in found.pairs]
        return {
            "kind": "comparison",
            "figures": lines,
            "is_like": found.is_like,
            "verdict": sentences.verdict(found, language=self.language),
            "pairs": pairs,
            "note": note,
        }

    def _lines(self, figures: Iterable[rules.Figure]) -> list[dict[str, Any]]:
        found = []
        for one in figures:
            card = self._card(one.claim)
            if card is not None:
                said = {"value": self._value(card), "label": one.label or card.subject_name}
                found.append({**said, "card": card, "number": self._number(card)})
        return found

    def _filled(self, html: str) -> SafeString:
        """The text with its figures, each with its day in small and the number of its source."""
        # Between the tags alone: within one, such as in a link's address, a figure would break the page.
        cut = _TAG.split(html)
        pieces = [
            piece if place % 2 else self._figures_in(piece) for place, piece in enumerate(cut)
        ]
        return _kept("".join(pieces))

    def _figures_in(self, text: str) -> str:
        pieces = []
        for before, key, words in rules.parts(text):
            card = self._card(key) if key else None
            pieces.append(before)
            if card is not None:
                pieces.append(self._figure(card, words))
        return "".join(pieces)

    def _figure(self, card: Card, words: str) -> str:
        number = self._number(card)
        is_counted = hasattr(card.claim.value, "amount")
        said = self._value(card) if is_counted or not words else _kept(words)
        return format_html(
            '<span class="cited">{}<sup><a href="#source-{}" id="cite-{}-{}">{}</a></sup></span>',
            said,
            number,
            number,
            len(self.cited),
            number,
        )

    def _card(self, key: str) -> Card | None:
        return self.claims.get(self.shown.get(key, key))

    def _number(self, card: Card) -> int:
        if card not in self.cited:
            self.cited.append(card)
        return self.cited.index(card) + 1

    def _value(self, card: Card) -> str:
        return figure_in_words(card, language=self.language)


def _kept(html: str) -> SafeString:
    """Text of a body: escaped, or held to what an editor may write before it was kept (``services.cleaning``)."""
    return mark_safe(html)  # noqa: S308 - tests/press/test_scripts.py tries two hundred ways through here


def _captioned(card: PictureCard, caption: str) -> PictureCard:
    return replace(card, caption=caption)


def _corrections(rows: Iterable[Any]) -> Iterable[CorrectionCard]:
    held = list(rows)
    last = rules.shown_claims(
        [row.claim for row in held], {row.claim: row.replaced_by for row in held}
    )
    cards = facts.by_key({*last, *last.values()})
    for row in held:
        yield CorrectionCard(cards[row.claim], cards[last[row.claim]], row.note, row.at)


def _translations(row: Article, release: Release, at: datetime) -> tuple[tuple[str, str], ...]:
    kin = lists.public(at).filter(
        article__translation_key=row.translation_key, territory=release.territory
    )
    others = kin.exclude(language=release.language).order_by("language")
    return tuple((one.language, path(one)) for one in others)
