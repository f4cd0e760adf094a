"""The household's PIN: asked for before an adult profile, set and removed with the account's password."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lanterne.accounts import pins, screens
from lanterne.accounts import queries as accounts
from lanterne.accounts.rules import HouseholdCard, ProfileCard
from lanterne.core.errors import Refused
from lanterne.web import ways
from lanterne.web.doors import adult_page, household_page
from lanterne.web.forms import NewPinForm, PasswordForm, PinForm

FIELDS = {"pin_unfit": "pin", "password_wrong": "password"}


@require_safe
@household_page
def ask(request: HttpRequest, household: HouseholdCard, profile_id: int) -> HttpResponse:
    """Between the choice of an adult profile and its pages."""
    profile = accounts.profile(household_id=household.id, profile_id=profile_id)
    if profile is None:
        raise Http404
    return pin_page(request, profile)


def pin_page(
    request: HttpRequest, profile: ProfileCard, refused: Refused | None = None
) -> HttpResponse:
    """The question, again when the answer was refused."""
    context = {
        "form": PinForm(),
        "wanted": profile,
        "next": ways.onward(request),
        "refusal": str(refused or ""),
    }
    blocked = 429 if isinstance(refused, pins.PinBlocked) else 403
    return render(request, "web/pin.html", context, status=blocked if refused else 200)


@adult_page
def change(request: HttpRequest, household: HouseholdCard) -> HttpResponse:
    """A first PIN, or another one."""
    return _set_page(request, household, onward="web:account")


@household_page
def forgotten(request: HttpRequest, household: HouseholdCard) -> HttpResponse:
    """The same from any profile: the account's password is what counts."""
    if not household.has_pin:
        return redirect("web:profiles")
    return _set_page(request, household, onward="web:profiles", is_forgotten=True)


@require_POST
@adult_page
def remove(request: HttpRequest, household: HouseholdCard) -> HttpResponse:
    form = PasswordForm(request.POST, auto_id="remove_%s")
    if form.is_valid():
        if not _may_guess(request):
            return render(request, "429.html", status=429)
        try:
            pins.remove_pin(user_id=_user_id(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error("password", str(refused))
        else:
            return redirect("web:account")
    context = {"form": NewPinForm(), "removal": form, "has_pin": household.has_pin}
    return render(request, "web/pin_set.html", context)


def _set_page(
    request: HttpRequest, household: HouseholdCard, *, onward: str, is_forgotten: bool = False
) -> HttpResponse:
    form = NewPinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not _may_guess(request):
            return render(request, "429.html", status=429)
        try:
            mark = pins.set_pin(user_id=_user_id(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(FIELDS.get(refused.code), str(refused))
        else:
            screens.keep(request.session, mark)
            return redirect(onward)
    removal = PasswordForm(auto_id="remove_%s") if household.has_pin and not is_forgotten else None
    context = {"form": form, "removal": removal, "has_pin": household.has_pin}
    return render(request, "web/pin_set.html", {**context, "is_forgotten": is_forgotten})


def _may_guess(request: HttpRequest) -> bool:
    """A few passwords in a few minutes: whoever holds the remote may not know the account's."""
    return bool(ratelimit.consume(request, action="reauthenticate", user=request.user))


def _user_id(request: HttpRequest) -> int:
    """Behind the doors of this room somebody is always signed in."""
    assert request.user.pk is not None
    return request.user.pk
