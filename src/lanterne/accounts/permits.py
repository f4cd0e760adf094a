"""The no that staff are told, in the same words on a page and by the API: what is whose, by the table of roles."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from lanterne.accounts.roles import Desk, Level, Role, Standing, may_change, may_see, who_may
from lanterne.core.errors import Refused
from lanterne.territories import queries as territories

ROLE_NAMES: dict[Role, str | Promise] = {
    Role.OWNER: pgettext_lazy("role of staff", "Owner"),
    Role.PROGRAMMER: pgettext_lazy("role of staff", "Programmer"),
    Role.RIGHTS: pgettext_lazy("role of staff", "Rights"),
    Role.POST: pgettext_lazy("role of staff", "Post-production"),
    Role.EDITORIAL: pgettext_lazy("role of staff", "Editorial"),
    Role.SUPPORT: pgettext_lazy("role of staff", "Support"),
    Role.FINANCE: pgettext_lazy("role of staff", "Finance"),
    Role.READER: pgettext_lazy("role of staff", "Read-only"),
}
DESK_NAMES: dict[Desk, str | Promise] = {
    Desk.PUBLISH: pgettext_lazy("desk", "Publish"),
    Desk.RIGHTS: pgettext_lazy("desk", "Rights"),
    Desk.DELIVERIES: pgettext_lazy("desk", "Deliveries"),
    Desk.SUBSCRIBERS: pgettext_lazy("desk", "Subscribers"),
    Desk.COMMISSION: pgettext_lazy("desk", "Commission"),
    Desk.GROW: pgettext_lazy("desk", "Grow"),
    Desk.SPEAK: pgettext_lazy("desk", "Speak"),
    Desk.STATEMENTS: pgettext_lazy("desk", "Statements"),
    Desk.OPERATE: pgettext_lazy("desk", "Operate"),
}


class NotYours(Refused):
    """Somebody who works here asks for what another role does."""


def check_sees(who: Standing, desk: Desk) -> None:
    """Refuses NotYours."""
    if not may_see(who, desk):
        raise NotYours(
            _("The desk “%(desk)s” is not open to you. It is to these roles: %(roles)s.")
            % {"desk": DESK_NAMES[desk], "roles": _roles(who_may(desk, Level.SEE))}
        )


def check_changes(who: Standing, desk: Desk, where: Collection[str] = ()) -> None:
    """Refuses NotYours: by the role first, then by the territories that the act is bound to."""
    check_sees(who, desk)
    if not may_change(who, desk):
        raise NotYours(
            _(
                "You may look at the desk “%(desk)s” and change nothing there. These roles may: %(roles)s."
            )
            % {"desk": DESK_NAMES[desk], "roles": _roles(who_may(desk, Level.CHANGE))}
        )
    if not may_change(who, desk, where):
        raise NotYours(
            _("This is about %(theirs)s, and you act in %(yours)s only. An owner can change that.")
            % {
                "theirs": _countries(set(where) - who.territories),
                "yours": _countries(who.territories),
            }
        )


def _roles(roles: Iterable[Role]) -> str:
    return ", ".join(str(ROLE_NAMES[role]) for role in roles)


def _countries(codes: Iterable[str]) -> str:
    reader = get_language() or "en"
    return ", ".join(sorted(territories.name(code=code, language=reader) for code in codes))
