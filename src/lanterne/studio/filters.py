"""What an address asks for; whatever makes no sense is passed over."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lanterne.assets.rules import JobState
from lanterne.core import audit
from lanterne.studio import choices, words
from lanterne.studio.choices import Choices
from lanterne.studio.renew_page import STANDINGS
from lanterne.studio.titles_page import Wanted
from lanterne.territories import queries as territories


@dataclass(frozen=True, slots=True)
class Filter:
    """A list to choose from, above a table."""

    name: str
    label: str
    options: Choices
    chosen: str


@dataclass(frozen=True, slots=True)
class TitlesAsked:
    wanted: Wanted
    page: int
    filters: tuple[Filter, ...]

    @property
    def is_narrow(self) -> bool:
        return self.wanted != Wanted()


def titles(request: HttpRequest) -> TitlesAsked:
    kinds = chosen_of(
        request, "kind", _("Kind"), [(k.value, str(n)) for k, n in words.KINDS.items()]
    )
    streams = chosen_of(
        request, "streams", _("Streams"), [("yes", _("Published")), ("no", _("None yet"))]
    )
    places = [
        (one.territory, territories.name(code=one.territory, language=choices.reader()))
        for one in territories.markets()
    ]
    window = chosen_of(
        request, "open", _("Open in"), [*places, ("nowhere", _("Nowhere, nor soon"))]
    )
    wanted = Wanted(_text(request, "q"), kinds.chosen, streams.chosen, window.chosen)
    return TitlesAsked(wanted, page(request), (kinds, streams, window))


def job_state(request: HttpRequest) -> Filter:
    states = [(state.value, str(name)) for state, name in words.STATES.items()]
    return chosen_of(request, "state", _("State"), states)


def renewal_standing(request: HttpRequest) -> Filter:
    options = [(code, str(name)) for code, (name, _fits) in STANDINGS.items()]
    return chosen_of(request, "standing", _("State"), options)


def chosen_state(asked: Filter) -> JobState | None:
    return JobState(asked.chosen) if asked.chosen else None


@dataclass(frozen=True, slots=True)
class AuditAsked:
    actor: str
    subject: str
    action: Filter
    page: int


def audit_lines(request: HttpRequest) -> AuditAsked:
    actions = chosen_of(request, "action", _("Action"), [(one, one) for one in audit.actions()])
    return AuditAsked(_text(request, "actor"), _text(request, "subject"), actions, page(request))


def page(request: HttpRequest) -> int:
    told = request.GET.get("page", "")
    return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) < 7 else 1


def _text(request: HttpRequest, name: str) -> str:
    return " ".join(request.GET.get(name, "").split())[:200]


def chosen_of(request: HttpRequest, name: str, label: str, options: Choices) -> Filter:
    """A list above a table, and what the address chooses of it."""
    given = request.GET.get(name, "")
    chosen = given if given in dict(options) else ""
    return Filter(name, label, choices.either(choices.anything(), options), chosen)
