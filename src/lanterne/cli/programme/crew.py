"""Who works on the programme: one for each craft, so that history and audit trail have more than one name."""

from __future__ import annotations

from dataclasses import dataclass

from lanterne.accounts import queries as accounts
from lanterne.accounts import staff
from lanterne.accounts.roles import Role
from lanterne.cli.rehearsal import ACTOR, PASSWORD

CRAFTS = {
    "programmer": Role.PROGRAMMER,
    "licences": Role.RIGHTS,
    "post": Role.POST,
    "words": Role.EDITORIAL,
    "support": Role.SUPPORT,
}


@dataclass(frozen=True, slots=True)
class Crew:
    """They as the audit trail names them."""

    programmer: str
    licences: str
    post: str
    words: str
    support: str


def hire() -> Crew:
    return Crew(**{name: f"user:{_hired(name, role)}" for name, role in CRAFTS.items()})


def _hired(name: str, role: Role) -> int:
    email = f"{name}@lanterne.example"
    known = accounts.user_id(email=email)
    return known or staff.create_staff(email=email, password=PASSWORD, roles=[role], actor=ACTOR)
