"""Who is watching, and the profiles of a household."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lanterne.accounts import pins, screens, services
from lanterne.accounts import queries as accounts
from lanterne.accounts.rules import MOST_PROFILES, HouseholdCard, ProfileCard, may_decide
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.web import browsers, cookies, ways
from lanterne.web.doors import adult_page, household_page
from lanterne.web.forms import ProfileForm
from lanterne.web.views.pins import pin_page


@require_safe
@household_page
def choose(request: HttpRequest, household: HouseholdCard) -> HttpResponse:
    profiles = accounts.profiles(household_id=household.id)
    at_the_screen = screens.profile(request.session, household)
    can_edit = may_decide(at_the_screen, has_pin=household.has_pin)
    context = {
        "profiles": profiles,
        "has_pin": household.has_pin,
        "may_want_a_pin": can_edit and not household.has_pin and _has_children(profiles),
        "can_edit": can_edit,
        "can_add": can_edit and len(profiles) < MOST_PROFILES,
        "next": ways.onward(request),
        "is_editing": can_edit and "edit" in request.GET,
    }
    return render(request, "web/profiles.html", context)


@require_POST
@household_page
def take(request: HttpRequest, household: HouseholdCard, profile_id: int) -> HttpResponse:
    """Watch as this profile, in its language, on this device."""
    pin, at = request.POST.get("pin", ""), clock.now()
    try:
        admitted = pins.admit(household_id=household.id, profile_id=profile_id, pin=pin, at=at)
    except services.ProfileUnknown as error:
        raise Http404 from error
    except Refused as refused:
        return pin_page(request, _profile_or_404(household, profile_id), refused)
    device = services.remember_device(
        household_id=household.id,
        device_id=cookies.device_id(request),
        name=browsers.name(request.headers.get("User-Agent", "")),
        at=at,
    )
    profile = screens.take(request.session, admitted)
    response = redirect(ways.onward(request))
    cookies.remember_device(response, device)
    cookies.speak(response, profile.language)
    return response


@adult_page
def add(request: HttpRequest, household: HouseholdCard) -> HttpResponse:
    form = ProfileForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            services.add_profile(household_id=household.id, **form.face())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("web:profiles")
    return render(request, "web/profile.html", {"form": form})


@adult_page
def edit(request: HttpRequest, household: HouseholdCard, profile_id: int) -> HttpResponse:
    card = _profile_or_404(household, profile_id)
    form = ProfileForm(request.POST or None, initial=ProfileForm.shown(card))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_profile(household_id=household.id, profile_id=profile_id, **form.face())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _edited(request, profile_id, form.cleaned_data["language"])
    return render(request, "web/profile.html", {"form": form, "edited": card})


@require_POST
@adult_page
def remove(request: HttpRequest, household: HouseholdCard, profile_id: int) -> HttpResponse:
    card = _profile_or_404(household, profile_id)
    try:
        services.remove_profile(household_id=household.id, profile_id=profile_id)
    except Refused as refused:
        form = ProfileForm(initial=ProfileForm.shown(card))
        context = {"form": form, "edited": card, "refusal": str(refused)}
        return render(request, "web/profile.html", context, status=409)
    return redirect("web:profiles")


def _has_children(profiles: tuple[ProfileCard, ...]) -> bool:
    return any(profile.is_child for profile in profiles)


def _edited(request: HttpRequest, profile_id: int, language: str) -> HttpResponse:
    response = redirect("web:profiles")
    if request.session.get("profile_id") == profile_id:
        cookies.speak(response, language)
    return response


def _profile_or_404(household: HouseholdCard, profile_id: int) -> ProfileCard:
    profile = accounts.profile(household_id=household.id, profile_id=profile_id)
    if profile is None:
        raise Http404
    return profile
