"""Asking from the shell whether a title may be watched."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from lanterne.catalogue import queries as catalogue
from lanterne.cli.service import screen
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.rights import queries as rights
from lanterne.rights.rules import Availability, Market, Offer, Version
from lanterne.territories import queries as territories


class NoSuchTitle(Refused):
    pass


class WrongQuestion(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Asked:
    title_id: int
    at: datetime
    answer: Availability


def asked(title: str, *, territory: str, at: str, offer: str, language: str) -> Asked:
    """The answer as staff may know it; ``at`` is read by the territory's clocks."""
    if not territories.exists(territory):
        raise WrongQuestion(f"“{territory}” is not a country code such as FR.")
    if offer not in set(Offer):
        raise WrongQuestion(f"“{offer}” is not an offer: {', '.join(Offer)}.")
    title_id = int(title) if title.isdecimal() else catalogue.title_id(slug=title)
    if title_id is None or not catalogue.lineage(title_id=title_id):
        raise NoSuchTitle(f"There is no title “{title}”.")
    instant = _instant(at, territory) if at else clock.now()
    market = Market(territory, Offer(offer), is_staff=True)
    answer = rights.availability(
        title_id=title_id, market=market, at=instant, version=Version(language)
    )
    return Asked(title_id, instant, answer)


def paint(found: Asked, *, is_json: bool) -> bool:
    """Say it; whether it is a yes."""
    answer = found.answer
    if is_json:
        screen.print_json(json.dumps(_told(found)))
        return answer.is_open
    screen.print(rights.sentence(availability=answer, language="en") + ".", highlight=False)
    for sentence in rights.sentences(availability=answer, language="en"):
        screen.print(f"  {sentence}", highlight=False)
    if answer.changes_at:
        place = territories.clock(territory=answer.territory)
        word = "Closes" if answer.is_open else "Opens"
        screen.print(
            f"{word} at {answer.changes_at.astimezone(place).isoformat()}.", highlight=False
        )
    return answer.is_open


def _instant(words: str, territory: str) -> datetime:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        raise WrongQuestion(f"“{words}” is not a day such as 2027-03-01.") from None
    place = territories.clock(territory=territory)
    return found if found.tzinfo else found.replace(tzinfo=place)


def _told(found: Asked) -> dict[str, object]:
    answer = found.answer
    return {
        "title": found.title_id,
        "territory": answer.territory,
        "at": found.at.isoformat(),
        "is_open": answer.is_open,
        "reason": answer.reason,
        "because": [
            {
                "reason": one.reason,
                "at": one.at.isoformat() if one.at else None,
                "words": one.words,
            }
            for one in answer.because
        ],
        "changes_at": answer.changes_at.isoformat() if answer.changes_at else None,
    }
