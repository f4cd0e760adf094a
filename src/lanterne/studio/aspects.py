"""What can be changed of many titles at once: how it is read, put as it was wanted, and said to a person.

A state is what JSON can hold, so that it can be kept and put back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import msgspec
from django.utils.translation import gettext as _

from lanterne.catalogue import genres
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.services import NoSuchTitle
from lanterne.deliveries import services as deliveries
from lanterne.rights import queries as windows
from lanterne.rights import services as rights
from lanterne.rights.queries import HeldWindow
from lanterne.rights.rules import Terms, Window
from lanterne.studio.choices import reader
from lanterne.territories import queries as territories

State = Any


class Aspect(Protocol):
    def read(self, title_id: int) -> State:
        """Refuses NoSuchTitle."""

    def put(self, title_id: int, state: State, actor: str) -> None:
        """Through the app's own services, with their refusals and audit lines."""

    def said(self, state: State) -> str: ...


class Genres:
    def read(self, title_id: int) -> State:
        return list(_title(title_id).genres)

    def put(self, title_id: int, state: State, actor: str) -> None:
        catalogue.set_genres(title_id=title_id, codes=state, actor=actor)

    def said(self, state: State) -> str:
        return ", ".join(genres.name(code) for code in state) or "–"


class Age:
    def read(self, title_id: int) -> State:
        return _title(title_id).minimum_age

    def put(self, title_id: int, state: State, actor: str) -> None:
        catalogue.set_facts(title_id=title_id, minimum_age=state, actor=actor)

    def said(self, state: State) -> str:
        return "–" if state is None else str(state)


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows that hang on a title in one territory: two instants each, and what else is agreed, if anything is.

    ``override`` says why a title opens there before it is ready.
    """

    territory: str
    override: str = ""

    def read(self, title_id: int) -> State:
        _title(title_id)
        return sorted((_state(one) for one in self._held(title_id)), key=str)

    def put(self, title_id: int, state: State, actor: str) -> None:
        missing = list(state)
        for one in self._held(title_id):
            if _state(one) in missing:
                missing.remove(_state(one))
            else:
                rights.withdraw_window(window_id=one.id, actor=actor)
        for wanted in missing:
            self._open(title_id, *wanted, actor=actor)

    def said(self, state: State) -> str:
        return "; ".join(self._period(opens, closes) for opens, closes, *_more in state) or "–"

    def _held(self, title_id: int) -> list[HeldWindow]:
        held = windows.windows(title_id=title_id)
        return [one for one in held if one.window.territory == self.territory]

    def _open(
        self,
        title_id: int,
        opens: str,
        closes: str | None,
        agreed: dict[str, Any] | None = None,
        *,
        actor: str,
    ) -> None:
        agreed = agreed or {}
        window = Window(
            self.territory,
            datetime.fromisoformat(opens),
            datetime.fromisoformat(closes) if closes else None,
            msgspec.convert(agreed.get("terms", {}), Terms),
        )
        deliveries.open_in_market(
            title_id=title_id,
            window=window,
            licence_id=agreed.get("licence"),
            actor=actor,
            override=self.override,
        )

    def _period(self, opens: str, closes: str | None) -> str:
        if closes is None:
            return _("from %(opens)s") % {"opens": self._day(opens)}
        return _("%(opens)s to %(closes)s") % {
            "opens": self._day(opens),
            "closes": self._day(closes),
        }

    def _day(self, instant: str) -> str:
        return windows.day(
            instant=datetime.fromisoformat(instant), territory=self.territory, language=reader()
        )


def _state(one: HeldWindow) -> list[Any]:
    """What the ordinary window says is left out, so that one that is granted here is known again."""
    held = one.window
    period = [held.opens_at.isoformat(), held.closes_at.isoformat() if held.closes_at else None]
    if held.terms == Terms() and one.licence_id is None:
        return period
    return [*period, {"terms": msgspec.to_builtins(held.terms), "licence": one.licence_id}]


def country(territory: str) -> str:
    return territories.name(code=territory, language=reader())


def _title(title_id: int) -> editing.EditedTitle:
    found = editing.edited(title_id=title_id)
    if found is None:
        raise NoSuchTitle(_("There is no such title."))
    return found
