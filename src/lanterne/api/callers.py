"""Who is asking: a person of a household, with the profile they chose and the device they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.security import SessionAuth

from lanterne.accounts import screens
from lanterne.accounts import services as households
from lanterne.accounts.permits import check_changes, check_sees
from lanterne.accounts.roles import Desk
from lanterne.accounts.rules import HouseholdCard, ProfileCard
from lanterne.accounts.staff import standing
from lanterne.accounts.whereabouts import country
from lanterne.billing import queries as billing
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.playback import refusals
from lanterne.playback.rules import may_browse
from lanterne.territories.rules import catalogue_territory

_DEVICE = "device"
_A_YEAR = 365 * 24 * 3600


class NoHousehold(Refused):
    """Staff have no household of their own."""


class NoProfile(Refused):
    """Nobody has been chosen to watch."""


class NotStaff(Refused):
    """Only staff may ask this."""


class Staff(SessionAuth):
    """Somebody who works here and sees, or may change, a desk: ``auth=Staff(sees=Desk.DELIVERIES)`` at a route.

    Acts that are bound to a territory ask ``check_changes`` for it once they have read which.
    """

    def __init__(self, *, sees: Desk | None = None, changes: Desk | None = None) -> None:
        if (sees is None) is (changes is None):
            raise TypeError("A route for staff says which desk it sees or changes.")
        super().__init__()
        self.sees, self.changes = sees, changes

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        user = super().authenticate(request, key)
        if user is None:
            return None
        who = standing(user)
        if not who.roles:
            raise NotStaff(_("Only staff may see this."))
        if self.sees:
            check_sees(who, self.sees)
        if self.changes:
            check_changes(who, self.changes)
        return user


@dataclass(frozen=True, slots=True)
class Viewer:
    """The profile at the screen, in its household, at the moment of the request."""

    household: HouseholdCard
    profile: ProfileCard
    at: datetime
    # The country where the request was made, if that is known.
    stay: str | None

    @property
    def territory(self) -> str:
        """Whose catalogue is shown; what is paid depends on the household's own country."""
        return catalogue_territory(residence=self.household.territory, stay=self.stay)


def household_id(request: HttpRequest) -> int:
    """The household of the one who is signed in."""
    user = request.user
    if isinstance(user, AnonymousUser) or user.household_id is None:
        raise NoHousehold(_("You are signed in without a household. Sign in as a subscriber."))
    return user.household_id


def viewer(request: HttpRequest) -> Viewer:
    """The chosen profile, of members or not; it is looked up each time: another screen may remove it, or set a PIN."""
    found = screens.screen(request.session, household_id=household_id(request))
    household, profile = found or (None, None)
    if household is None or profile is None:
        raise NoProfile(_("Choose who is watching first."))
    return Viewer(household, profile, clock.now(), country(request))


def member(request: HttpRequest) -> Viewer:
    """The chosen profile of a household in good standing; others are first told to join or to renew, as on the pages."""
    entitlement = billing.entitlement(household_id=household_id(request), at=clock.now())
    reason = may_browse(entitlement.standing)
    if reason:
        raise refusals.refusal(reason, language=request.LANGUAGE_CODE)
    return viewer(request)


def device(request: HttpRequest, response: HttpResponse, *, name: str) -> UUID:
    """The device this browser is; seen again, or remembered from now on by a signed cookie."""
    kept = households.remember_device(
        household_id=household_id(request), device_id=_told(request), name=name, at=clock.now()
    )
    response.set_signed_cookie(
        _DEVICE,
        str(kept),
        max_age=_A_YEAR,
        secure=settings.IS_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return kept


def _told(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.get_signed_cookie(_DEVICE))
    except (KeyError, BadSignature, ValueError):
        return None
