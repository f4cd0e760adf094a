"""The bulk edits there are: which aspect each is about, what it makes of a state, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from lanterne.accounts.roles import Desk
from lanterne.catalogue import genres
from lanterne.studio.aspects import Age, Aspect, Genres, State, Windows, country

Said = Mapping[str, Any]


class Kind(StrEnum):
    ADD_GENRE = "add_genre"
    REMOVE_GENRE = "remove_genre"
    SET_AGE = "set_age"
    GRANT = "grant"
    WITHDRAW = "withdraw"


KINDS: dict[Desk, tuple[Kind, ...]] = {
    Desk.PUBLISH: (Kind.ADD_GENRE, Kind.REMOVE_GENRE, Kind.SET_AGE),
    Desk.RIGHTS: (Kind.GRANT, Kind.WITHDRAW),
}
_WANTED: dict[Kind, Callable[[State, Said], State]] = {
    Kind.ADD_GENRE: lambda now, said: now if said["genre"] in now else [*now, said["genre"]],
    Kind.REMOVE_GENRE: lambda now, said: [one for one in now if one != said["genre"]],
    Kind.SET_AGE: lambda _now, said: said["age"],
    Kind.GRANT: lambda now, said: _with(now, [said["opens"], said["closes"]]),
    Kind.WITHDRAW: lambda _now, _said: [],
}


@dataclass(frozen=True, slots=True)
class Act:
    """One of them with what the form said: a genre, an age, or a territory with a period.

    ``override`` says why titles open before they are ready, where that is so.
    """

    kind: Kind
    said: Said
    override: str = ""

    @property
    def aspect(self) -> Aspect:
        if self.kind in KINDS[Desk.RIGHTS]:
            return Windows(self.said["territory"], self.override)
        return Age() if self.kind is Kind.SET_AGE else Genres()

    @property
    def territories(self) -> tuple[str, ...]:
        return (self.said["territory"],) if "territory" in self.said else ()

    def wanted(self, now: State) -> State:
        return _WANTED[self.kind](now, self.said)

    def __str__(self) -> str:
        """What is about to be done, as the head of its page."""
        said = dict(self.said)
        match self.kind:
            case Kind.ADD_GENRE:
                return _("Add the genre “%(genre)s”") % {"genre": genres.name(said["genre"])}
            case Kind.REMOVE_GENRE:
                return _("Take the genre “%(genre)s” away") % {"genre": genres.name(said["genre"])}
            case Kind.SET_AGE if said["age"] is None:
                return _("Forget the minimum age")
            case Kind.SET_AGE:
                return _("Set the minimum age to %(age)s") % said
            case Kind.GRANT:
                return _("Grant a window: %(country)s") % {"country": country(said["territory"])}
            case Kind.WITHDRAW:
                return _("Withdraw all windows: %(country)s") % {
                    "country": country(said["territory"])
                }


def _with(now: State, period: list[str | None]) -> State:
    return now if period in now else sorted([*now, period], key=str)
