"""Delivery requests as documents, and changes of them that hold only for the version that was read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lanterne.api.partners import changes, etags
from lanterne.api.partners.doors import actor, check_acts, holder
from lanterne.api.partners.forms import deliveries as forms
from lanterne.api.partners.refusals import NothingThere
from lanterne.deliveries import queries
from lanterne.deliveries.queries import RequestCard
from lanterne.deliveries.services.steps import held as hold


class Decision(Protocol):
    def __call__(self, *, request_id: int, turn: int, actor: str) -> None: ...


def facts(card: RequestCard) -> forms.RequestFacts:
    return forms.RequestFacts(
        id=card.id,
        title_id=card.title_id,
        asset=card.wanted.asset,
        language=card.wanted.language,
        role=card.wanted.role,
        territory=card.wanted.territory,
        post_house_id=card.post_house_id,
        due_on=card.due_on,
        state=card.state,
        reason=card.reason,
        asked_at=card.asked_at,
        job_id=card.job_id,
        file_name=card.file_name,
    )


def document(request: HttpRequest, request_id: int) -> forms.RequestDocument:
    """Refuses NothingThere, also for an age rating of another market."""
    card = _seen(request, request_id)
    moves, messages = queries.moves(request_id=card.id), queries.messages(request_id=card.id)
    return forms.RequestDocument(
        **facts(card).model_dump(),
        moves=[forms.Move.model_validate(one) for one in moves],
        messages=[forms.Message.model_validate(one) for one in messages],
    )


def changed(request: HttpRequest, request_id: int, act: Callable[[], object]) -> HttpResponse:
    _check_acts(request, request_id)
    return changes.changed(
        request, partial(document, request, request_id), act, hold=partial(hold, request_id)
    )


def decided(request: HttpRequest, request_id: int, act: Decision) -> HttpResponse:
    """Decide about the standing that the program has read."""

    def decide() -> None:
        # It is held by now, so this is the turn of the version that was compared.
        turn = _seen(request, request_id).turn
        act(request_id=request_id, turn=turn, actor=actor(request))

    return changed(request, request_id, decide)


@transaction.atomic
def said(request: HttpRequest, request_id: int, act: Callable[[], object]) -> HttpResponse:
    _check_acts(request, request_id)
    act()
    return etags.answer(request, document(request, request_id), status=201)


def _seen(request: HttpRequest, request_id: int) -> RequestCard:
    card = queries.request(request_id=request_id)
    if card is None or not holder(request).sees(_bound(card)):
        raise NothingThere(_("There is no such thing."))
    return card


def _check_acts(request: HttpRequest, request_id: int) -> None:
    check_acts(request, _bound(_seen(request, request_id)))


def _bound(card: RequestCard) -> list[str]:
    return [card.wanted.territory] if card.wanted.territory else []
