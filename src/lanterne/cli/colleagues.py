"""Who works here, as an operator says and reads it."""

from __future__ import annotations

from rich.table import Table

from lanterne.accounts import queries, staff
from lanterne.accounts.roles import Role
from lanterne.cli.intake import ACTOR
from lanterne.cli.service import say, screen


def is_known(email: str) -> bool:
    return queries.user_id(email=email) is not None


def roles(words: list[str]) -> list[Role]:
    return [staff.role(word) for word in words]


def appoint(email: str, *, roles: list[Role], markets: str, password: str) -> None:
    """Roles and markets for somebody; who is not known yet is made with the password."""
    where = [code.strip().upper() for code in markets.split(",") if code.strip()]
    user_id = queries.user_id(email=email)
    if user_id is None:
        staff.create_staff(email=email, password=password, roles=roles, markets=where, actor=ACTOR)
    else:
        staff.appoint(user_id=user_id, roles=roles, markets=where, actor=ACTOR)
    say(f"{email}: {', '.join(roles)}; {', '.join(where) or 'everywhere'}")


def paint() -> None:
    table = Table("E-mail address", "Roles", "Markets", box=None, header_style="bold")
    for card in staff.members():
        held = card.standing
        said = ", ".join(one for one in Role if one in held.roles)
        where = ", ".join(sorted(held.territories)) or "everywhere"
        table.add_row(card.email, said if card.is_active else f"{said} (shut out)", where)
    screen.print(table)
