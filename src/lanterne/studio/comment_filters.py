"""Which comments the address of the queue asks for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lanterne.comments import queries, words
from lanterne.comments.queries import Wanted
from lanterne.comments.rules.states import State
from lanterne.core.cursor import Cursor
from lanterne.studio.filters import Filter, chosen_of, words_asked
from lanterne.studio.slices import cursor

EVERY = "every"


@dataclass(frozen=True, slots=True)
class CommentsAsked:
    """``query`` leads back to the list, whatever was decided."""

    wanted: Wanted
    filters: tuple[Filter, ...]
    place: Cursor
    query: str


def comments_asked(request: HttpRequest) -> CommentsAsked:
    """Without a word about states those that wait; reported ones whatever their state."""
    reported = chosen_of(request, "reported", _("Reports"), [("yes", _("reported"))])
    thread = chosen_of(request, "thread", _("Page"), list(queries.threads()))
    states = [(one.value, str(name)) for one, name in words.STATES.items()]
    given = request.GET.get("state", "")
    usual = EVERY if reported.chosen else State.HELD.value
    offered = [*states, (EVERY, _("all"))]
    state = Filter("state", _("State"), offered, given if given in dict(offered) else usual)
    wanted = Wanted(
        None if state.chosen == EVERY else State(state.chosen),
        thread.chosen,
        words_asked(request),
        bool(reported.chosen),
    )
    told = {"state": state.chosen, "thread": thread.chosen, "reported": reported.chosen}
    query = urlencode({**told, "q": wanted.words})
    return CommentsAsked(wanted, (state, thread, reported), cursor(request), query)
