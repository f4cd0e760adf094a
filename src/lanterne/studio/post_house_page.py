"""A post house: what it has open, and its links with what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lanterne.deliveries import queries as deliveries
from lanterne.deliveries.queries import LinkCard, PostHouseCard
from lanterne.studio import who
from lanterne.studio.request_lines import RequestLine, request_lines


@dataclass(frozen=True, slots=True)
class LinkLine:
    link: LinkCard
    who: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class PostHousePage:
    house: PostHouseCard
    requests: tuple[RequestLine, ...]
    links: tuple[LinkLine, ...]


def post_house_page(*, house: PostHouseCard, at: datetime) -> PostHousePage:
    links = deliveries.links(post_house_id=house.id)
    named = who.names(link.made_by for link in links)
    return PostHousePage(
        house,
        request_lines(deliveries.of_post_house(post_house_id=house.id), at),
        tuple(LinkLine(link, named[link.made_by], link.is_open(at)) for link in links),
    )
