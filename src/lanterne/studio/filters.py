"""What an address asks for; whatever makes no sense is passed over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lanterne.accounts.staff import standing
from lanterne.assets.rules import JobState
from lanterne.core import audit, clock
from lanterne.core.cursor import Cursor
from lanterne.facts import sentences
from lanterne.facts.queries import Wanted as Claims
from lanterne.facts.queries.measures import every
from lanterne.facts.rules import Status as ClaimStatus
from lanterne.studio import activity, choices, words
from lanterne.studio.choices import Choices
from lanterne.studio.renew_page import STANDINGS
from lanterne.studio.rights_page import DeskWanted
from lanterne.studio.slices import cursor
from lanterne.studio.titles_page import Wanted, read_languages
from lanterne.territories import queries as territories
from lanterne.ui.words import language_name


@dataclass(frozen=True, slots=True)
class Filter:
    """A list to choose from, above a table."""

    name: str
    label: str
    options: Choices
    chosen: str


@dataclass(frozen=True, slots=True)
class TitlesAsked:
    """``query`` is the address's own question without the place in the list, as a view is saved under."""

    wanted: Wanted
    place: Cursor
    filters: tuple[Filter, ...]
    query: str

    @property
    def is_narrow(self) -> bool:
        return replace(self.wanted, market="") != Wanted()


@dataclass(frozen=True, slots=True)
class FiguresAsked:
    wanted: Claims
    place: Cursor
    filters: tuple[Filter, ...]

    @property
    def is_narrow(self) -> bool:
        return self.wanted != Claims()


def figures(request: HttpRequest) -> FiguresAsked:
    measures = [(one.slug, str(one.name)) for one in every()]
    statuses = [(one.value, sentences.status(one)) for one in ClaimStatus]
    measure = chosen_of(request, "measure", _("What is said"), measures)
    status = chosen_of(request, "status", _("Status"), statuses)
    wanted = Claims(
        subject=_text(request, "subject"),
        words=_text(request, "q"),
        measure=measure.chosen,
        status=status.chosen,
    )
    return FiguresAsked(wanted, cursor(request), (measure, status))


def titles(request: HttpRequest) -> TitlesAsked:
    named = _titles_filters(request)
    wanted = Wanted(text=_text(request, "q"), **{one.name: one.chosen for one in named})
    return TitlesAsked(wanted, cursor(request), named, asked(request))


def asked(request: HttpRequest) -> str:
    """What the address asks for, wherever in the list it stands."""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    return query.urlencode()


def _titles_filters(request: HttpRequest) -> tuple[Filter, ...]:
    decades = [
        (str(year), str(year)) for year in range(clock.now().year + 20, 1880, -1) if year % 10 == 0
    ]
    streams = [("yes", _("Published")), ("no", _("None yet"))]
    return (
        chosen_of(request, "kind", _("Kind"), [(k.value, str(n)) for k, n in words.KINDS.items()]),
        chosen_of(request, "genre", _("Genre"), choices.genre_choices()),
        chosen_of(request, "decade", _("Decade"), decades),
        chosen_of(request, "streams", _("Streams"), streams),
        _market(request),
        chosen_of(request, "window", _("Window"), _windows()),
        chosen_of(
            request,
            "missing",
            _("No synopsis in"),
            [(one, language_name(one, language=choices.reader())) for one in read_languages()],
        ),
    )


def _market(request: HttpRequest) -> Filter:
    """The market that windows are looked at in: one of the reader's own unless the address says another."""
    ours = _markets()
    mine = [code for code, _name in ours if standing(request.user).acts_in([code])]
    first = next(iter((*mine, *(code for code, _name in ours))), "")
    told = request.GET.get("market", "")
    return Filter("market", _("Market"), ours, told if told in dict(ours) else first)


def _windows() -> Choices:
    return [
        ("open", pgettext("windows", "Open there")),
        ("coming", pgettext("windows", "Coming there")),
        ("over", pgettext("windows", "Over there")),
        ("nowhere", _("Nowhere, nor soon")),
    ]


def _country(code: str) -> str:
    return territories.name(code=code, language=choices.reader())


@dataclass(frozen=True, slots=True)
class JobsAsked:
    state: Filter
    place: Cursor
    query: str

    @property
    def chosen(self) -> JobState | None:
        return JobState(self.state.chosen) if self.state.chosen else None


def jobs(request: HttpRequest) -> JobsAsked:
    states = [(state.value, str(name)) for state, name in words.STATES.items()]
    chosen = chosen_of(request, "state", _("State"), states)
    return JobsAsked(chosen, cursor(request), asked(request))


def renewal_standing(request: HttpRequest) -> Filter:
    options = [(code, str(name)) for code, (name, _fits) in STANDINGS.items()]
    return chosen_of(request, "standing", _("State"), options)


@dataclass(frozen=True, slots=True)
class HistoryAsked:
    action: str
    actor: str
    place: Cursor

    def among(self, actions: Choices, people: Choices) -> tuple[Filter, ...]:
        """The filters above the list, which offer what it has."""
        return (
            Filter("action", _("Action"), choices.either(choices.anything(), actions), self.action),
            Filter("actor", _("Who"), choices.either(choices.anything(), people), self.actor),
        )


def history(request: HttpRequest) -> HistoryAsked:
    return HistoryAsked(_text(request, "action"), _text(request, "actor"), cursor(request))


@dataclass(frozen=True, slots=True)
class AuditAsked:
    actor: str
    subject: str
    action: Filter
    place: Cursor
    query: str


def audit_lines(request: HttpRequest) -> AuditAsked:
    done = [(one, activity.deed(one)) for one in audit.actions()]
    actions = chosen_of(request, "action", _("Action"), sorted(done, key=lambda one: one[1]))
    return AuditAsked(
        _text(request, "actor"), _text(request, "subject"), actions, cursor(request), asked(request)
    )


@dataclass(frozen=True, slots=True)
class DeskAsked:
    wanted: DeskWanted
    filters: tuple[Filter, ...]


def rights_desk(request: HttpRequest) -> DeskAsked:
    market = chosen_of(request, "market", _("Market"), _markets())
    comings = [(one.value, str(name)) for one, name in words.COMINGS.items()]
    coming = chosen_of(request, "coming", _("What comes"), comings)
    given = request.GET.get("days", "")
    ahead = Filter(
        "days",
        _("How far ahead"),
        [(str(days), str(name)) for days, name in words.AHEAD.items()],
        given if given in map(str, words.AHEAD) else "30",
    )
    wanted = DeskWanted(market.chosen, coming.chosen, int(ahead.chosen))
    return DeskAsked(wanted, (market, coming, ahead))


def words_asked(request: HttpRequest) -> str:
    """What the field above a list looks for."""
    return _text(request, "q")


def day(request: HttpRequest, name: str) -> date | None:
    """The day that the address names, if it is one."""
    return clock.day(request.GET.get(name, ""))


def page(request: HttpRequest) -> int:
    told = request.GET.get("page", "")
    return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) < 7 else 1


def _markets() -> Choices:
    return [(m.territory, _country(m.territory)) for m in territories.markets()]


def _text(request: HttpRequest, name: str) -> str:
    return " ".join(request.GET.get(name, "").split())[:200]


def one_of(request: HttpRequest, name: str, label: str, options: Choices) -> Filter:
    """A list of which one is always chosen: the first, unless the address says another."""
    given = request.GET.get(name, "")
    return Filter(name, label, options, given if given in dict(options) else options[0][0])


def chosen_of(request: HttpRequest, name: str, label: str, options: Choices) -> Filter:
    """A list above a table, and what the address chooses of it."""
    given = request.GET.get(name, "")
    chosen = given if given in dict(options) else ""
    return Filter(name, label, choices.either(choices.anything(), options), chosen)
