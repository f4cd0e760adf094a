"""What an agent of the press may read before others, at addresses of its own: no page that is kept ever holds it."""

from __future__ import annotations

from lanterne.accreditation import services
from lanterne.accreditation.queries import Reader
from lanterne.core import clock
from lanterne.newsroom import queries
from lanterne.newsroom.keys import key
from lanterne.newsroom.queries import ArticleCard, Entry, Readers
from lanterne.newsroom.rules import Standing
from lanterne.press.places import Place


def waiting(agent: Reader) -> tuple[Entry, ...]:
    """In their language, of the market of their outlet or of the world; the next to go out first."""
    return queries.held(Readers(agent.market, agent.language, clock.now()))


def opened(agent: Reader, where: Place, slug: str) -> ArticleCard | None:
    """An article of their market, with who opened it on record; None for what is not theirs to read."""
    if where.territory not in {agent.market, ""}:
        return None
    at = clock.now()
    card = queries.article(
        territory=where.territory, language=where.language, slug=slug, at=at, is_press=True
    )
    if card and card.standing is Standing.EMBARGOED:
        services.note_reading(agent_id=agent.id, key=key(card.entry.id), at=at)
    return card
