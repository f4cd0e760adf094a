"""Who may come in: a household's person, its adults, a member in good standing, a profile at the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from lanterne.accounts import queries as accounts
from lanterne.accounts import screens
from lanterne.accounts.rules import HouseholdCard, ProfileCard
from lanterne.accounts.services import AdultsOnly, check_adult
from lanterne.accounts.whereabouts import country
from lanterne.billing import queries as billing
from lanterne.billing.rules import Entitlement, Standing
from lanterne.core import clock
from lanterne.territories.rules import catalogue_territory

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True, slots=True)
class Viewer:
    """The profile at the screen, in its household, at the moment of the request."""

    household: HouseholdCard
    profile: ProfileCard
    entitlement: Entitlement
    at: datetime
    # The country where the request was made, if that is known.
    stay: str | None = None

    @property
    def territory(self) -> str:
        """Whose catalogue is shown; what is paid depends on the household's own country."""
        return catalogue_territory(residence=self.household.territory, stay=self.stay)

    @property
    def is_abroad(self) -> bool:
        """Whether another catalogue than that of home is shown."""
        return self.territory != self.household.territory


def household_page(
    view: Callable[Concatenate[HttpRequest, HouseholdCard, P], HttpResponse],
) -> Page[P]:
    """For people of a household, members or not; strangers sign in first, staff go to the studio."""

    # Nor may the browser keep it, here and below: whoever goes back would see what an adult saw before.
    @never_cache
    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        screen = _screen(request)
        if isinstance(screen, HttpResponse):
            return screen
        return view(request, screen[0], *args, **kwargs)

    return page


def adult_page(
    view: Callable[Concatenate[HttpRequest, HouseholdCard, P], HttpResponse],
) -> Page[P]:
    """For a household's adults: a child at the screen is told to fetch one."""

    @wraps(view)
    def page(
        request: HttpRequest, household: HouseholdCard, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        refusal = _refusal_to_a_child(request, household)
        return refusal or view(request, household, *args, **kwargs)

    return household_page(page)


def except_children(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages that know no household, such as those of allauth: a child is refused there as well."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        household = _household(request)
        refusal = _refusal_to_a_child(request, household) if household else None
        return refusal or view(request, *args, **kwargs)

    return page


def viewer_page(view: Callable[Concatenate[HttpRequest, Viewer, P], HttpResponse]) -> Page[P]:
    """For members: others are led to join or to renew, and a profile is chosen first."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        screen = _screen(request)
        if isinstance(screen, HttpResponse):
            return screen
        household, profile = screen
        at = clock.now()
        entitlement = billing.entitlement(household_id=household.id, at=at)
        if entitlement.standing is Standing.NOT_A_MEMBER:
            return redirect("web:join_plan")
        if entitlement.standing is Standing.LAPSED:
            return render(request, "web/lapsed.html", {"entitlement": entitlement}, status=403)
        if profile is None:
            return _choose_first(request)
        viewer = Viewer(household, profile, entitlement, at, country(request))
        return view(request, viewer, *args, **kwargs)

    return page


def newcomer_page(
    view: Callable[Concatenate[HttpRequest, HouseholdCard, P], HttpResponse],
) -> Page[P]:
    """For households without a running membership; members have nothing to join."""

    @wraps(view)
    def page(
        request: HttpRequest, household: HouseholdCard, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        entitlement = billing.entitlement(household_id=household.id, at=clock.now())
        if entitlement.standing is Standing.ACTIVE:
            return redirect("web:home")
        return view(request, household, *args, **kwargs)

    return adult_page(page)


def _refusal_to_a_child(request: HttpRequest, household: HouseholdCard) -> HttpResponse | None:
    profile = screens.profile(request.session, household)
    try:
        check_adult(household=household, at_the_screen=profile)
    except AdultsOnly as refused:
        onward = _way_back(request, otherwise="web:account")
        context = {"profile": profile, "refusal": str(refused), "onward": onward}
        return render(request, "web/adults_only.html", context, status=403)
    return None


def _household(request: HttpRequest) -> HouseholdCard | None:
    if not request.user.is_authenticated or request.user.household_id is None:
        return None
    return accounts.household(household_id=request.user.household_id)


def _screen(request: HttpRequest) -> tuple[HouseholdCard, ProfileCard | None] | HttpResponse:
    """The household, and the profile at the screen if there is one; or where to go instead."""
    if not request.user.is_authenticated:
        return redirect_to_login(_way_back(request, otherwise="web:home"))
    own = request.user.household_id
    # One question answers for both, as long as there is a profile.
    screen = screens.screen(request.session, household_id=own) if own else None
    if screen:
        return screen
    household = accounts.household(household_id=own) if own else None
    return (household, None) if household else redirect("wagtailadmin_home")


def _choose_first(request: HttpRequest) -> HttpResponse:
    back = urlencode({"next": _way_back(request, otherwise="web:home")})
    return redirect(f"{reverse('web:profiles')}?{back}")


def _way_back(request: HttpRequest, *, otherwise: str) -> str:
    """Where to go on later: here, unless a form was sent, to an address that may show no page."""
    return request.get_full_path() if request.method == "GET" else reverse(otherwise)
