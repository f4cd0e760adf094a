"""Playing: a session, its heartbeats, its licence, its end."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from lanterne.api import callers, schemas
from lanterne.audience import services as audience
from lanterne.audience.rules import Message
from lanterne.catalogue import queries as catalogue
from lanterne.core import clock
from lanterne.playback import services as playback
from lanterne.playback.refusals import NotAllowed

router = Router(tags=["watching"])
_NO = {403: schemas.Refusal, 404: schemas.Refusal}


@router.post("/sessions", response={200: schemas.Started, **_NO}, url_name="start")
def start(request: HttpRequest, response: HttpResponse, body: schemas.Start) -> playback.Started:
    """Press play: signed addresses, or the reason why not."""
    viewer = callers.viewer(request)
    seat = playback.Seat(
        viewer.household.id,
        viewer.profile.id,
        callers.device(request, response, name=body.device),
        viewer.stay,
    )
    try:
        return playback.start_session(seat=seat, title_id=body.title, at=viewer.at)
    except NotAllowed:
        # A title that was merged into another goes by both numbers; asked only here, since few do.
        moved = catalogue.forwarded(title_id=body.title)
        if moved == body.title:
            raise
        return playback.start_session(seat=seat, title_id=moved, at=viewer.at)


@router.post("/sessions/{session_id}/beats", response={200: schemas.Alive, **_NO}, url_name="beat")
def beat(request: HttpRequest, session_id: UUID, body: schemas.Message) -> playback.Beat:
    """Still here: keeps the session, remembers the position, counts what was watched."""
    return audience.record_beat(
        session_id=session_id,
        household_id=callers.household_id(request),
        message=_message(body),
        at=clock.now(),
    )


@router.post("/sessions/{session_id}/stop", response={200: schemas.Nothing, **_NO}, url_name="stop")
def stop(request: HttpRequest, session_id: UUID, body: schemas.Farewell) -> dict[str, object]:
    """The viewing has ended: its place in the plan is free again, and what was seen last is kept."""
    audience.record_stop(
        session_id=session_id,
        household_id=callers.household_id(request),
        message=_message(body.last) if body.last else None,
        at=clock.now(),
    )
    return {}


@router.post(
    "/sessions/{session_id}/licence", response={200: schemas.Licence, **_NO}, url_name="licence"
)
def licence(
    request: HttpRequest, session_id: UUID, body: schemas.LicenceRequest
) -> playback.KeySet:
    """The keys of what is being played, as a W3C Clear Key licence."""
    return playback.licence(
        session_id=session_id,
        household_id=callers.household_id(request),
        kids=body.kids,
        at=clock.now(),
    )


def _message(told: schemas.Message) -> Message:
    return Message(told.sequence, told.position, tuple(told.ranges))
