"""Questions about post houses and the links that let them in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lanterne.core import tokens
from lanterne.deliveries import rules
from lanterne.deliveries.models import PostHouse, PostLink


@dataclass(frozen=True, slots=True)
class PostHouseCard:
    id: int
    name: str
    email: str
    language: str

    @property
    def actor(self) -> str:
        """Who is to stand in the audit trail."""
        return f"posthouse:{self.id}"


@dataclass(frozen=True, slots=True)
class LinkCard:
    """A link as staff see it: never the token itself."""

    id: int
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None

    def is_open(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Guest:
    """Whoever holds a link that is good now: a post house, and no person by name."""

    link_id: int
    house: PostHouseCard


def post_houses() -> tuple[PostHouseCard, ...]:
    return tuple(map(card, PostHouse.objects.order_by("name")))


def post_house(*, post_house_id: int) -> PostHouseCard | None:
    row = PostHouse.objects.filter(pk=post_house_id).first()
    return card(row) if row else None


def post_house_names(*, ids: Iterable[int]) -> dict[int, str]:
    """Who is who, for pages that name them; ids of nobody are left out."""
    return dict(PostHouse.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def links(*, post_house_id: int) -> tuple[LinkCard, ...]:
    """The newest first."""
    rows = PostLink.objects.filter(post_house_id=post_house_id).order_by("-pk")
    return tuple(
        LinkCard(row.pk, row.made_by, row.made_at, row.expires_at, row.revoked_at, row.used_at)
        for row in rows
    )


def guest(*, token: str, at: datetime) -> Guest | None:
    """Who a token lets in; None for one that is guessed, expired or revoked, without saying which."""
    digest = tokens.digest(token, rules.LINK)
    if digest is None:
        return None
    rows = PostLink.objects.select_related("post_house").filter(
        digest=digest, revoked_at=None, expires_at__gt=at
    )
    row = rows.first()
    return Guest(row.pk, card(row.post_house)) if row else None


def card(row: PostHouse) -> PostHouseCard:
    return PostHouseCard(row.pk, row.name, row.email, row.language)
