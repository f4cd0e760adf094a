"""What a post house is shown: its own requests, and of their titles nothing but the name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lanterne.assets import queries as assets
from lanterne.assets.queries import UploadCard
from lanterne.catalogue import queries as catalogue
from lanterne.deliveries import queries, reasons, words
from lanterne.deliveries.queries import Guest, MessageCard, MoveCard, RequestCard
from lanterne.deliveries.queries.houses import PostHouseCard
from lanterne.deliveries.rules import Asset, State, is_late

# What a browser's dialogue offers first; the door takes what can be read, whatever its name.
ACCEPTS = {
    Asset.MASTER: "video/*,.mxf,.mkv,.mov,.ts,.m2ts",
    Asset.SUBTITLE: ".srt,.vtt,.ttml,.dfxp,.xml",
    Asset.ARTWORK: "image/jpeg,image/png,image/webp",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A message, and whether the reader's own house said it."""

    message: MessageCard
    is_own: bool


@dataclass(frozen=True, slots=True)
class Line:
    request: RequestCard
    title: str
    what: str
    state: str
    is_late: bool
    accepts: str
    why: str
    note: str
    said: tuple[Said, ...]

    @property
    def may_send(self) -> bool:
        return self.request.is_awaited and bool(self.accepts)


@dataclass(frozen=True, slots=True)
class GuestPage:
    house: PostHouseCard
    lines: tuple[Line, ...]
    uploads: tuple[UploadCard, ...]


def guest_page(*, guest: Guest, at: datetime) -> GuestPage:
    found = queries.of_post_house(post_house_id=guest.house.id)
    names = _names(found, guest.house.language)
    lines = tuple(_line(one, names, guest.house, at) for one in found)
    return GuestPage(guest.house, lines, _under_way(names, guest.house))


def _under_way(title_ids: Iterable[int], house: PostHouseCard) -> tuple[UploadCard, ...]:
    """What the house has begun to send; what staff send for the same titles is not its business."""
    begun = (one for title_id in title_ids for one in assets.uploads(title_id=title_id))
    return tuple(one for one in begun if one.actor == house.actor)


def _line(one: RequestCard, names: dict[int, str], house: PostHouseCard, at: datetime) -> Line:
    is_again = one.state is State.REDELIVERY
    return Line(
        request=one,
        title=names[one.title_id],
        what=words.of_wanted(one.wanted),
        state=str(words.STATES[one.state]),
        is_late=is_late(one.state, one.due_on, at.date()),
        accepts=ACCEPTS.get(one.wanted.asset, ""),
        why=reasons.sentence(one.reason) if is_again else "",
        note=_last(queries.moves(request_id=one.id)).note if is_again else "",
        said=tuple(
            Said(message, message.actor == house.actor)
            for message in queries.messages(request_id=one.id)
        ),
    )


def _last(moves: tuple[MoveCard, ...]) -> MoveCard:
    return moves[-1]


def _names(found: Iterable[RequestCard], language: str) -> dict[int, str]:
    """An episode with its series, since its own name says little."""
    ids = tuple(dict.fromkeys(one.title_id for one in found))
    cards = catalogue.cards(title_ids=ids, language=language, territory="")
    return {
        card.id: f"{card.parent_name} – {card.number}. {card.name}"
        if card.parent_name
        else card.name
        for card in cards
    }
