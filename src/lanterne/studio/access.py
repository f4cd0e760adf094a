"""What each address of the console asks of those who come: said once, beside the address, and asked for everywhere."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, get_resolver

from lanterne.accounts.permits import check_changes, check_sees
from lanterne.accounts.roles import Desk, Standing, may_change, may_see
from lanterne.accounts.staff import standing

View = Callable[..., HttpResponse]
# From the request and what the address names to the territories that an act there is bound to.
Where = Callable[..., Collection[str]]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def anywhere(_request: HttpRequest, **_named: object) -> Collection[str]:
    """An act that is bound to no market."""
    return ()


@dataclass(frozen=True, slots=True)
class Needs:
    """``sees`` is the desk one has to see for reading, ``changes`` the one to change for anything else.

    An address that says only the latter is of no use to those who may not change, and closed to them as a whole.
    """

    sees: Desk | None = None
    changes: Desk | None = None
    where: Where = anywhere

    def check(self, request: HttpRequest, **named: object) -> None:
        """Refuses NotYours."""
        who = standing(request.user)
        if self.sees and (request.method in SAFE or not self.changes):
            check_sees(who, self.sees)
        elif self.changes:
            check_changes(who, self.changes)
            check_changes(who, self.changes, self.where(request, **named))


OPEN_TO_ALL = Needs()
# By the callable that Django is given for the address.
NEEDS: dict[object, Needs] = {}


def may_open(who: Standing, name: str) -> bool:
    """Whether somebody may read the page of that name: for links and menus."""
    needs = _by_name()[name]
    desk = needs.sees or needs.changes
    return desk is None or (may_see if needs.sees else may_change)(who, desk)


def may_act(who: Standing, name: str, *territories: str) -> bool:
    """Whether somebody may do what the address of that name does: for buttons and forms."""
    desk = _by_name()[name].changes
    return desk is not None and may_change(who, desk, territories)


@cache
def _by_name() -> dict[str, Needs]:
    """Asked of Django, since the addresses import the views and the views what asks here."""
    ours = get_resolver("lanterne.studio.urls").namespace_dict["studio"][1].url_patterns
    return {
        f"studio:{one.name}": NEEDS[one.callback] for one in ours if isinstance(one, URLPattern)
    }
