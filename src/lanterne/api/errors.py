"""Every no has one form: a reason for programs and a sentence for people."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from lanterne.accounts.permits import NotYours
from lanterne.accounts.pins import PinBlocked, PinMissing, PinWrong
from lanterne.accounts.services import HouseholdUnknown, ProfileUnknown
from lanterne.api.callers import NoHousehold, NoProfile, NotStaff
from lanterne.api.partners import problems
from lanterne.core.errors import Refused
from lanterne.playback.services import NotAllowed, UnknownSession
from lanterne.regulation.services import BucketUnknown, CurrencyUnknown, PlaceUnknown

_STATUS: dict[type[Refused], HTTPStatus] = {
    NoHousehold: HTTPStatus.FORBIDDEN,
    NoProfile: HTTPStatus.FORBIDDEN,
    NotStaff: HTTPStatus.FORBIDDEN,
    NotYours: HTTPStatus.FORBIDDEN,
    NotAllowed: HTTPStatus.FORBIDDEN,
    PinMissing: HTTPStatus.FORBIDDEN,
    PinWrong: HTTPStatus.FORBIDDEN,
    PinBlocked: HTTPStatus.TOO_MANY_REQUESTS,
    HouseholdUnknown: HTTPStatus.NOT_FOUND,
    ProfileUnknown: HTTPStatus.NOT_FOUND,
    UnknownSession: HTTPStatus.NOT_FOUND,
    **dict.fromkeys(
        (BucketUnknown, CurrencyUnknown, PlaceUnknown), HTTPStatus.UNPROCESSABLE_ENTITY
    ),
}


_NOES = (Refused, AuthenticationError, Http404, ValidationError, HttpError)


def speak_plainly(api: NinjaAPI) -> None:
    """Register how each kind of no is told: to programs with a token in their own form."""

    def answer(request: HttpRequest, no: Exception) -> HttpResponse:
        if problems.is_to_a_program(request, no):
            return problems.told(request, no)
        status, body = _told(no)
        return api.create_response(request, body, status=status)

    for kind in _NOES:
        api.exception_handler(kind)(answer)


def _told(no: Exception) -> tuple[int, dict[str, object]]:
    match no:
        case Refused():
            status = _STATUS.get(type(no), HTTPStatus.CONFLICT)
            reason = str(no.reason) if isinstance(no, NotAllowed) else no.code
            return status, {"reason": reason, "sentence": str(no)}
        case AuthenticationError():
            return 401, {"reason": "signed_out", "sentence": _("Sign in to go on.")}
        case ValidationError():
            return 422, _unreadable(no)
        case HttpError():
            return no.status_code, _other(no.status_code)
        case _:
            return 404, {"reason": "not_found", "sentence": _("There is no such thing.")}


def _unreadable(no: ValidationError) -> dict[str, object]:
    faults = [{"field": _field(fault["loc"]), "fault": fault["msg"]} for fault in no.errors]
    names = ", ".join(dict.fromkeys(fault["field"] for fault in faults))
    sentence = _("The request cannot be read: %(fields)s.") % {"fields": names}
    return {"reason": "unreadable", "sentence": sentence, "fields": faults}


def _field(place: tuple[object, ...]) -> str:
    """Where in the body or the address, without the framework's own first words."""
    return ".".join(str(step) for step in place[2:] or place[1:])


def _other(status: int) -> dict[str, object]:
    if status == HTTPStatus.FORBIDDEN:
        sentence = _("This page is out of date. Load it again, then try once more.")
        return {"reason": "csrf", "sentence": sentence}
    return {"reason": "unreadable", "sentence": _("The request cannot be read."), "fields": []}
