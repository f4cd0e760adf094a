"""Every no to a program, as RFC 9457 has it: ``application/problem+json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from lanterne.accounts.scopes import TokenCard
from lanterne.api.partners import refusals
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.services.corrections import AlreadyRemoved
from lanterne.core.errors import Refused
from lanterne.deliveries import services as deliveries
from lanterne.facts import services as facts
from lanterne.rights import services as rights

_GONE, _WRONG = HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY
STATUS: dict[type[Refused], HTTPStatus] = {
    refusals.TokenRefused: HTTPStatus.UNAUTHORIZED,
    refusals.ScopeMissing: HTTPStatus.FORBIDDEN,
    refusals.ForeignMarket: HTTPStatus.FORBIDDEN,
    refusals.NothingThere: _GONE,
    refusals.BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    refusals.TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    refusals.MatchMissing: HTTPStatus.PRECONDITION_REQUIRED,
    refusals.Stale: HTTPStatus.PRECONDITION_FAILED,
    refusals.KeyWrong: HTTPStatus.BAD_REQUEST,
    refusals.KeyReused: _WRONG,
    refusals.CursorWrong: HTTPStatus.BAD_REQUEST,
    refusals.FilterUnknown: _WRONG,
    refusals.Unlike: HTTPStatus.CONFLICT,
    facts.NoSuchClaim: _GONE,
    **dict.fromkeys(
        (
            facts.MeasureUnknown,
            facts.SourceMissing,
            facts.UnreadableText,
            facts.WrongKey,
            facts.WrongMoment,
            facts.WrongScope,
            facts.WrongValue,
        ),
        _WRONG,
    ),
    catalogue.NoSuchTitle: _GONE,
    catalogue.NoSuchCollection: _GONE,
    AlreadyRemoved: _GONE,
    rights.NoSuchWindow: _GONE,
    rights.NoSuchHoldback: _GONE,
    rights.LicenceUnknown: _GONE,
    deliveries.NoSuchRequest: _GONE,
    deliveries.NoSuchPostHouse: _GONE,
    **dict.fromkeys(
        (
            catalogue.NameMissing,
            catalogue.WrongParent,
            catalogue.WrongFacts,
            catalogue.LanguageUnknown,
            catalogue.TerritoryUnknown,
            catalogue.UnknownGenre,
            catalogue.UnknownTerm,
            catalogue.WrongIdentifier,
            catalogue.WrongShares,
            catalogue.RoleUnknown,
            catalogue.PictureRefused,
            catalogue.SystemUnknown,
            catalogue.LabelUnknown,
            catalogue.UnreadableText,
            rights.WindowEmpty,
            rights.TerritoryUnknown,
            rights.TermsWrong,
            rights.SecretTooLong,
            rights.HoldbackEmpty,
            rights.YearUnlikely,
            rights.LicenceWrong,
            deliveries.WrongWish,
            deliveries.DueInThePast,
            deliveries.ReasonUnknown,
            deliveries.MessageEmpty,
        ),
        _WRONG,
    ),
}
# Which field of a body a service may mean; those that the body has are pointed at.
_MEANT: dict[type[Refused], tuple[str, ...]] = {
    catalogue.NoSuchTitle: ("title_id", "title_ids"),
    catalogue.NameMissing: ("original_name", "name", "person", "company"),
    catalogue.NumberTaken: ("number",),
    catalogue.WrongParent: ("parent_id", "number"),
    catalogue.LanguageUnknown: ("original_language", "spoken_languages"),
    catalogue.TerritoryUnknown: ("countries",),
    catalogue.UnknownGenre: ("genres",),
    catalogue.UnknownTerm: ("codes",),
    catalogue.WrongIdentifier: ("value",),
    catalogue.IdentifierTaken: ("value",),
    catalogue.WrongShares: ("countries",),
    catalogue.SystemUnknown: ("system",),
    catalogue.LabelUnknown: ("label",),
    rights.WindowEmpty: ("opens_at", "closes_at"),
    rights.WindowOverlaps: ("opens_at", "closes_at"),
    rights.WindowTwice: ("opens_at", "status"),
    rights.TerritoryUnknown: ("territory",),
    rights.SecretTooLong: ("public_from",),
    rights.HoldbackEmpty: ("begins_at", "ends_at"),
    rights.LicenceUnknown: ("licence_id",),
    deliveries.NoSuchPostHouse: ("post_house_id",),
    deliveries.PostHouseTaken: ("name",),
    deliveries.DueInThePast: ("due_on",),
    deliveries.ReasonUnknown: ("reason",),
    deliveries.MessageEmpty: ("text",),
    deliveries.NotReady: ("override",),
    facts.MeasureUnknown: ("measure",),
    facts.SourceMissing: ("source",),
    facts.SourceDiffers: ("source",),
    facts.KeyTaken: ("key",),
    facts.WrongMoment: ("as_of", "since", "until"),
    facts.WrongScope: ("scope",),
    facts.WrongValue: ("amount", "said"),
    facts.AnswersAnotherQuestion: ("subject", "measure"),
}


def is_to_a_program(request: HttpRequest, no: Exception) -> bool:
    """Whether a token was shown, or should have been."""
    return isinstance(getattr(request, "auth", None), TokenCard) or isinstance(
        no, refusals.AskedWrong
    )


def told(request: HttpRequest, no: Exception) -> HttpResponse:
    """Any no, in its form."""
    match no:
        case refusals.TooManyRequests():
            response = _problem(STATUS[type(no)], no.code, str(no))
            response["Retry-After"] = str(no.wait)
            return response
        case refusals.TokenRefused():
            response = _problem(STATUS[type(no)], no.code, str(no))
            response["WWW-Authenticate"] = 'Bearer realm="lanterne"'
            return response
        case refusals.FilterUnknown():
            faults = [{"pointer": f"/{no.name}", "detail": str(no)}]
            return _problem(STATUS[type(no)], no.code, str(no), faults)
        case refusals.Unlike():
            return _problem(STATUS[type(no)], no.code, str(no), more=no.offered)
        case Refused():
            faults = _pointed(request, no)
            status = STATUS.get(type(no), HTTPStatus.CONFLICT)
            # What the address names is not found; what the body names and is not there is a fault of the body.
            status = _WRONG if status is _GONE and faults else status
            return _problem(status, no.code, str(no), faults)
        case ValidationError():
            faults = [{"pointer": _pointer(one["loc"]), "detail": one["msg"]} for one in no.errors]
            return _problem(_WRONG, "unreadable", _("The request cannot be read."), faults)
        case HttpError():
            status = HTTPStatus(no.status_code)
            return _problem(status, "unreadable", _("The request cannot be read."))
        case _:
            return _problem(_GONE, "nothing_there", _("There is no such thing."))


def _problem(
    status: HTTPStatus,
    code: str,
    detail: str,
    faults: list[dict[str, str]] | None = None,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    body: dict[str, Any] = {
        "type": f"urn:lanterne:problem:{code}",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "code": code,
        **(more or {}),
    }
    if faults:
        body["errors"] = faults
    content = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(content, status=status, content_type="application/problem+json")
    response["Cache-Control"] = "no-store"
    return response


def _pointed(request: HttpRequest, no: Refused) -> list[dict[str, str]]:
    names = _MEANT.get(type(no), ())
    given = _given(request) if names else {}
    return [{"pointer": f"/{name}", "detail": str(no)} for name in names if name in given]


def _given(request: HttpRequest) -> dict[str, object]:
    try:
        found = json.loads(request.body)
    except (ValueError, RawPostDataException):  # no document, or a picture that was read as it came
        return {}
    return found if isinstance(found, dict) else {}


def _pointer(place: tuple[object, ...]) -> str:
    """RFC 6901 into the body; the name of what is in the address otherwise."""
    where, *steps = place
    # The framework's own name for the body stands between.
    inner = steps[1:] if where == "body" else steps
    return "/" + "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in inner)
