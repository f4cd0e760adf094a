"""Those who acted, named so that another installation understands it: staff by their address, houses by their name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from lanterne.accounts import queries as accounts
from lanterne.accounts import tokens
from lanterne.deliveries.models import PostHouse

# As long as an actor may be.
LONGEST = 120
# Numbers mean somebody else on another installation.
_NUMBERED = re.compile(r"(user|posthouse|token):([0-9]+)")


def is_signature(told: str) -> bool:
    return bool(told) and len(told) <= LONGEST and not _NUMBERED.fullmatch(told)


def signed(actors: Iterable[str]) -> dict[str, str]:
    """By actor: "user:3" as "user:ada@example.com"; whoever has no number stands for themselves."""
    told = {one: _NUMBERED.fullmatch(one) for one in set(actors)}
    numbers = {found.groups() for found in told.values() if found}
    named = _named(numbers)
    return {
        actor: _signature(found[1], named.get(found[1], {}).get(int(found[2]), found[2]))
        if found
        else actor
        for actor, found in told.items()
    }


def actors(signatures: Iterable[str]) -> dict[str, str]:
    """By signature: whoever is here under that name, else the signature itself."""
    told = {one: one.partition(":") for one in set(signatures)}
    people = [name.lower() for kind, _colon, name in told.values() if kind == "user"]
    here = {
        "posthouse": dict(PostHouse.objects.values_list("name", "pk")),
        "user": accounts.user_ids(emails=people),
    }
    return {
        one: _actor(one, here.get(kind, {}).get(name.lower() if kind == "user" else name))
        for one, (kind, _colon, name) in told.items()
    }


def _actor(signature: str, number: int | None) -> str:
    return signature if number is None else f"{signature.partition(':')[0]}:{number}"


def _signature(kind: str, name: str) -> str:
    # A name of digits alone would be read as a number.
    return f"{kind}:“{name}”" if name.isdigit() else f"{kind}:{name}"[:LONGEST]


def _named(numbers: Collection[tuple[str, ...]]) -> dict[str, Mapping[int, str]]:
    def of(kind: str) -> list[int]:
        return [int(number) for said, number in numbers if said == kind]

    houses = PostHouse.objects.filter(pk__in=of("posthouse")).values_list("pk", "name")
    return {
        "user": accounts.emails(user_ids=of("user")),
        "posthouse": dict(houses),
        "token": tokens.names(token_ids=of("token")),
    }
