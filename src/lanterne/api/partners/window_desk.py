"""Windows between what programs write and what the rights keep."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lanterne.api.partners.doors import check_acts, holder
from lanterne.api.partners.forms import rights as forms
from lanterne.api.partners.refusals import NothingThere
from lanterne.rights.queries import pieces
from lanterne.rights.queries.pieces import TitleWindow, WindowsWanted
from lanterne.rights.rules import Offer, Status, Terms, Tongue, Use, Window


def wanted(asked: forms.WindowsAsked, territories: Collection[str]) -> WindowsWanted:
    return WindowsWanted(
        title_id=asked.title_id,
        licence_id=asked.licence_id,
        territories=territories,
        offer=asked.offer or "",
        status=asked.status or "",
        open_at=asked.open_at,
        closes_before=asked.closes_before,
    )


def mine(request: HttpRequest, window_id: int) -> TitleWindow:
    """A window that the token may change. Refuses NothingThere, and ForeignMarket where it may only look."""
    found = _seen(request, window_id)
    check_acts(request, [found.window.territory])
    return found


def document(request: HttpRequest, window_id: int) -> forms.WindowDocument:
    """Refuses NothingThere."""
    return told(_seen(request, window_id))


def told(held: TitleWindow) -> forms.WindowDocument:
    window, terms = held.window, held.window.terms
    return forms.WindowDocument(
        id=held.id,
        title_id=held.title_id,
        territory=window.territory,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        offer=terms.offer.value,
        status=terms.status.value,
        languages=[
            forms.LicensedTongue(language=one.language, use=one.use.value) for one in terms.tongues
        ],
        held_back=list(terms.held_back),
        awaits=terms.awaits,
        public_from=terms.public_from,
        is_premiere=terms.is_premiere,
        licence_id=held.licence_id,
    )


def agreed(said: forms.WindowTerms) -> Window:
    """The window that the words mean."""
    terms = Terms(
        offer=Offer(said.offer),
        tongues=tuple(Tongue(one.language, Use(one.use)) for one in said.languages),
        held_back=tuple(said.held_back),
        status=Status(said.status),
        awaits=said.awaits,
        public_from=said.public_from,
        is_premiere=said.is_premiere,
    )
    return Window(said.territory, said.opens_at, said.closes_at, terms)


def _seen(request: HttpRequest, window_id: int) -> TitleWindow:
    """One of another market is, to the token, not there."""
    found = pieces.window(window_id=window_id)
    if found is None or not holder(request).sees([found.window.territory]):
        raise NothingThere(_("There is no such thing."))
    return found
