"""What the page around the player knows: the film, what comes after it, where its buttons lead."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import Kind, TitleCard
from lanterne.playback import queries as playback
from lanterne.web.doors import Viewer


@dataclass(frozen=True, slots=True)
class WatchPage:
    film: TitleCard
    next: TitleCard | None
    copyright_line: str

    @property
    def links(self) -> dict[str, str]:
        """Where each of the player's offers leads."""
        names = {
            "join": "web:join_plan",
            "account": "web:account",
            "profiles": "web:profiles",
            "home": "web:home",
            "sign_in": "account_login",
        }
        links = {offer: reverse(name) for offer, name in names.items()}
        links["title"] = reverse("web:title", args=[self.film.slug])
        if self.next:
            links["next"] = reverse("web:watch", args=[self.next.slug])
        return links


def watch_page(*, viewer: Viewer, slug: str) -> WatchPage | None:
    """None when there is no such title for this profile, or nothing below it that plays.

    Whether it may be watched now is asked when the film starts, and nowhere else.
    """
    language, territory = viewer.profile.language, viewer.territory
    known = playback.known(profile=viewer.profile, territory=territory, at=viewer.at)
    page = catalogue.page(slug=slug, language=language, territory=territory, known=known)
    if page is None:
        return None
    if page.card.kind is Kind.FILM:
        return WatchPage(page.card, None, page.copyright_line)
    playable = catalogue.playable_id(title_id=page.card.id, known=known)
    if playable is None:
        return None
    after = catalogue.next_episode(title_id=playable, known=known)
    wanted = [playable, after] if after else [playable]
    film, *rest = catalogue.cards(title_ids=wanted, language=language, territory=territory)
    return WatchPage(film, next(iter(rest), None), page.copyright_line)
