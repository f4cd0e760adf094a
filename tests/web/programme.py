"""A small programme that holds one of each thing that somebody may not know of."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from PIL import Image

from lanterne.catalogue import queries, services
from lanterne.core import clock
from lanterne.rights import services as rights
from lanterne.rights.rules import Window
from tests.web.conftest import ACTOR, publish


@dataclass(frozen=True)
class Shown:
    """A title with the three things by which a page would give it away."""

    id: int
    slug: str
    name: str
    art: str
    cut: str

    @property
    def picture(self) -> str:
        return self.art + self.cut

    @property
    def traces(self) -> tuple[str, ...]:
        return self.slug, self.name, self.art


def a_title(kind: str, name: str, *, age: int | None = None, **place: int) -> Shown:
    """A title with a still of its own; films and episodes are published."""
    title_id = services.create_title(
        kind=kind, original_name=name, original_language="fr", minimum_age=age, actor=ACTOR, **place
    )
    still = io.BytesIO()
    # A colour of its own, because a picture's address is made of what is in it.
    Image.new("RGB", (640, 360), f"#{title_id:06x}").save(still, "PNG")
    services.add_artwork(
        title_id=title_id, kind="still", content=still.getvalue(), source="test", actor=ACTOR
    )
    if kind in {"film", "episode"}:
        publish(title_id)
    [card] = queries.cards(title_ids=[title_id], language="fr", territory="FR")
    art, dash, cut = card.still.url.rpartition("-")
    return Shown(title_id, card.slug, name, art, f"{dash}{cut}")


def a_window(
    title_id: int,
    territory: str = "FR",
    *,
    opens_in: timedelta = -timedelta(days=1),
    closes_at: datetime | None = None,
) -> None:
    rights.grant_window(
        title_id=title_id, window=Window(territory, clock.now() + opens_in, closes_at), actor=ACTOR
    )


def the_series() -> dict[str, Shown]:
    """A series from six years on, open in France: mild and strong episodes, and a strong season with a mild one."""
    series = a_title("series", "Les Lanternes", age=6)
    season = a_title("season", "Saison Claire", parent_id=series.id, number=1)
    strong = a_title("season", "Saison Noire", age=16, parent_id=series.id, number=2)
    a_window(series.id)
    return {
        "series": series,
        "season": season,
        "mild": a_title("episode", "Aube Tranquille", parent_id=season.id, number=1),
        "above": a_title("episode", "Minuit Rouge", age=16, parent_id=season.id, number=2),
        "later": a_title("episode", "Matin Calme", age=6, parent_id=season.id, number=3),
        "strong_season": strong,
        "below_strong": a_title("episode", "Berceuse Douce", age=6, parent_id=strong.id, number=1),
    }


def the_unrated_series() -> dict[str, Shown]:
    """A series of which nobody has said for whom it is, with an episode for everyone; open in France."""
    series = a_title("series", "Contes Obscurs")
    season = a_title("season", "Veille Obscure", parent_id=series.id, number=1)
    a_window(series.id)
    mild = a_title("episode", "Petit Lampion", age=0, parent_id=season.id, number=1)
    return {"unrated": series, "unrated_season": season, "below_unrated": mild}
