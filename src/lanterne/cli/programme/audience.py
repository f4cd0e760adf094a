"""Households that have watched for two months: what pages count, and what rights holders are due, comes of them.

Not in one transaction: a membership is paid for in its own. Once the last household is known, all of it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from lanterne.accounts import queries as accounts
from lanterne.accounts import services as households
from lanterne.audience import services as audience
from lanterne.audience.rules import Message
from lanterne.billing import queries as billing
from lanterne.billing import services as memberships
from lanterne.catalogue import queries as titles
from lanterne.cli.rehearsal import PASSWORD
from lanterne.core import clock
from lanterne.discovery import services as discovery
from lanterne.playback import services as playback
from lanterne.playback.services import Seat

PEOPLE = (
    ("Maïwenn", "FR"), ("Titouan", "FR"), ("Rose", "FR"), ("Salim", "FR"), ("Bérénice", "FR"), ("Ulysse", "FR"),
    ("Lotte", "BE"), ("Wout", "BE"), ("Fiona", "GB"), ("Rhys", "GB"), ("Fabio", "CH"),
)  # fmt: skip
JOINED, RENEWED = 66, (35, 4)
# Days before today on which each of them watches something.
EVENINGS = (63, 55, 47, 39, 31, 23, 15, 7, 2)
PROGRAMME = ("big-buck-bunny", "la-derniere-lampe", "les-marees-1-1", "night-ferry", "les-enfants-de-la-gare", "les-marees-1-2")  # fmt: skip
# The name of a rehearsed card.
CARD = "card-ok"
CAMILLE, KEPT = "camille@lanterne.example", ("yuki-no-denwa", "les-marees", "das-salzmeer")


@dataclass(frozen=True, slots=True)
class _Viewer:
    household_id: int
    profile_id: int
    number: int

    def seat(self) -> Seat:
        device = uuid5(NAMESPACE_URL, f"https://lanterne.example/demo/{self.number}")
        return Seat(self.household_id, self.profile_id, device)


def attend() -> bool:
    """Whether that was new."""
    if accounts.household_id(email=_email(PEOPLE[-1][0])) is not None:
        return False
    now = clock.now()
    viewers = [_joined(number, name, place, now) for number, (name, place) in enumerate(PEOPLE)]
    renewals = [now - timedelta(days=days) for days in RENEWED]
    for evening in EVENINGS:
        at = (now - timedelta(days=evening)).replace(hour=20, minute=0, second=0, microsecond=0)
        while renewals and renewals[0] <= at:
            memberships.renew_due(at=renewals.pop(0))
        for viewer in viewers:
            _watch(viewer, _chosen(viewer.number, evening), at + timedelta(minutes=viewer.number))
    _camille(now)
    return True


def _email(name: str) -> str:
    plain = name.lower().translate(str.maketrans("ïé", "ie"))
    return f"{plain}@lanterne.example"


def _joined(number: int, name: str, territory: str, now: datetime) -> _Viewer:
    email = _email(name)
    home = households.open_household(email=email, password=PASSWORD, name=name, territory=territory, language="en" if territory == "GB" else "fr")  # fmt: skip
    at = now - timedelta(days=JOINED)
    offers = billing.offers(territory=territory, at=at)
    memberships.join(
        household_id=home.id,
        price_id=next(one.price_id for one in offers if one.plan_code == "duo"),
        payment_token=CARD,
        idempotency_key=f"programme-{home.id}",
        at=at,
    )
    [profile] = accounts.profiles(household_id=home.id)
    return _Viewer(home.id, profile.id, number)


def _chosen(number: int, evening: int) -> Iterator[str]:
    first = number + evening
    return (PROGRAMME[(first + step) % len(PROGRAMME)] for step in range(2))


def _watch(viewer: _Viewer, slugs: Iterator[str], at: datetime) -> None:
    for slug in slugs:
        title_id = titles.title_id(slug=slug)
        if title_id is not None:
            _seen(viewer, title_id, at, part=1.0)
            at += timedelta(minutes=5)


def _seen(viewer: _Viewer, title_id: int, at: datetime, *, part: float) -> None:
    started = playback.start_session(seat=viewer.seat(), title_id=title_id, at=at)
    until = started.duration * part
    message = Message(1, until, ((0.0, until),))
    audience.record_stop(
        session_id=started.session_id,
        household_id=viewer.household_id,
        message=message,
        at=at + timedelta(seconds=45),
    )


def _camille(now: datetime) -> None:
    """Somebody who has stopped in the middle, and keeps some for later."""
    household_id = accounts.household_id(email=CAMILLE)
    bunny = titles.title_id(slug="big-buck-bunny")
    if household_id is None:
        return
    profile = accounts.profiles(household_id=household_id)[0]
    camille = _Viewer(household_id, profile.id, len(PEOPLE))
    lamp = titles.title_id(slug="la-derniere-lampe")
    for title_id in (bunny, lamp):
        if title_id is not None:
            _seen(camille, title_id, now, part=0.4)
    for slug in KEPT:
        title_id = titles.title_id(slug=slug)
        if title_id is not None:
            discovery.add_to_list(profile_id=profile.id, title_id=title_id)
