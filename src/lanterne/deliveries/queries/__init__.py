"""Questions about what was asked of post houses, and about what a title still lacks."""

from lanterne.deliveries.queries.desk import Counts, DeskAsked, counts, desk, in_the_way
from lanterne.deliveries.queries.evidence import Proposal, is_there, proposals
from lanterne.deliveries.queries.houses import (
    Guest,
    LinkCard,
    PostHouseCard,
    guest,
    links,
    post_house,
    post_house_names,
    post_houses,
)
from lanterne.deliveries.queries.ready import (
    Opening,
    opening_unready,
    overrides,
    readiness,
    readinesses,
)
from lanterne.deliveries.queries.requests import (
    MessageCard,
    MoveCard,
    RequestCard,
    held_picture,
    messages,
    moves,
    of_post_house,
    request,
    requests,
)

__all__ = [
    "Counts",
    "DeskAsked",
    "Guest",
    "LinkCard",
    "MessageCard",
    "MoveCard",
    "Opening",
    "PostHouseCard",
    "Proposal",
    "RequestCard",
    "counts",
    "desk",
    "guest",
    "held_picture",
    "in_the_way",
    "is_there",
    "links",
    "messages",
    "moves",
    "of_post_house",
    "opening_unready",
    "overrides",
    "post_house",
    "post_house_names",
    "post_houses",
    "proposals",
    "readiness",
    "readinesses",
    "request",
    "requests",
]
