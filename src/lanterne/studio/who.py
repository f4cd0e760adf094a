"""Names for those who act: staff by their address, post houses and programs by their name, the service by its own."""

from __future__ import annotations

from collections.abc import Iterable

from lanterne.accounts import queries as accounts
from lanterne.accounts import tokens
from lanterne.deliveries import queries as deliveries


def names(actors: Iterable[str]) -> dict[str, str]:
    """By actor; one that nobody has a name for stands for itself."""
    told = tuple(dict.fromkeys(actors))
    users = accounts.emails(user_ids=_numbers("user", told))
    houses = deliveries.post_house_names(ids=_numbers("posthouse", told))
    named = {f"user:{number}": email for number, email in users.items()}
    named |= {f"posthouse:{number}": name for number, name in houses.items()}
    programs = tokens.names(token_ids=_numbers("token", told))
    named |= {f"token:{number}": name for number, name in programs.items()}
    named |= {actor: "Lanterne" for actor in told if actor.startswith("system:")}
    return {actor: named.get(actor, _signed(actor)) for actor in told}


def _signed(actor: str) -> str:
    """Whoever came with a file, from another installation, has their name in it."""
    kind, _colon, name = actor.partition(":")
    return name if kind in {"user", "posthouse", "token"} and not name.isdigit() else actor


def _numbers(kind: str, actors: Iterable[str]) -> list[int]:
    found = (actor.partition(":") for actor in actors)
    return [int(number) for said, _, number in found if said == kind and number.isdigit()]
