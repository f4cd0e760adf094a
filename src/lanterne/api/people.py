"""Who is signed in, and who is watching."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from lanterne.accounts import pins, screens
from lanterne.accounts import queries as accounts
from lanterne.accounts.rules import ProfileCard
from lanterne.api import callers, schemas
from lanterne.billing import queries as billing
from lanterne.core import clock

router = Router(tags=["people"])


@router.get("/me", response=schemas.Me, url_name="me")
def me(request: HttpRequest) -> dict[str, object]:
    """Who is signed in, on which plan, watching as whom."""
    own = getattr(request.user, "household_id", None)
    household = accounts.household(household_id=own) if own else None
    return {
        "email": getattr(request.user, "email", ""),
        "is_staff": request.user.is_staff,
        "household": household and household.name,
        "territory": household and household.territory,
        "standing": own and billing.entitlement(household_id=own, at=clock.now()).standing.value,
        "profile": household and screens.profile(request.session, household),
    }


@router.get(
    "/profiles", response={200: list[schemas.Profile], 403: schemas.Refusal}, url_name="profiles"
)
def profiles(request: HttpRequest) -> list[ProfileCard]:
    """The household's profiles, oldest first."""
    # A list, because the framework reads a pair as a status with its body.
    return list(accounts.profiles(household_id=callers.household_id(request)))


@router.post(
    "/profiles/{profile_id}/choose",
    response={
        200: schemas.Profile,
        403: schemas.Refusal,
        404: schemas.Refusal,
        429: schemas.Refusal,
    },
    url_name="choose_profile",
)
def choose(
    request: HttpRequest, profile_id: schemas.RowId, choice: schemas.Choice | None = None
) -> ProfileCard:
    """Watch as this profile from now on, on this browser; an adult's asks for the household's PIN, if any."""
    admitted = pins.admit(
        household_id=callers.household_id(request),
        profile_id=profile_id,
        pin=choice.pin if choice else "",
        at=clock.now(),
    )
    return screens.take(request.session, admitted)
