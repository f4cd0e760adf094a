"""Who works here, and in which roles."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lanterne.accounts import staff as services
from lanterne.accounts.permits import DESK_NAMES, ROLE_NAMES
from lanterne.accounts.roles import TABLE
from lanterne.studio.doors import actor
from lanterne.studio.forms import AppointmentForm, NewStaffForm, carried_out, posted


def staff(request: HttpRequest) -> HttpResponse:
    """Everybody, and beneath them the table that says what a role may do."""
    roles = [(ROLE_NAMES[role], levels.values()) for role, levels in TABLE.items()]
    page = {"members": services.members(), "desks": DESK_NAMES.values(), "roles": roles}
    return render(request, "studio/staff.html", page)


def new(request: HttpRequest) -> HttpResponse:
    form = NewStaffForm(posted(request))

    def make() -> None:
        said = form.cleaned_data
        services.create_staff(
            email=said["email"],
            password=said["password"],
            actor=actor(request),
            **form.appointment(),
        )

    if carried_out(request, form, make):
        messages.success(request, _("%(email)s may sign in now.") % form.cleaned_data)
        return redirect("studio:staff")
    return render(request, "studio/appoint.html", {"form": form, "member": None})


def appoint(request: HttpRequest, user_id: int) -> HttpResponse:
    """Roles and markets, or with the other button, whether somebody may sign in at all."""
    member = services.member(user_id=user_id)
    if member is None:
        raise Http404
    held = member.standing
    first = {"roles": list(held.roles), "markets": list(held.territories)}
    form = AppointmentForm(posted(request), initial=first)

    def say() -> None:
        if "active" in request.POST:
            change = services.shut_out if member.is_active else services.let_in
            change(user_id=user_id, actor=actor(request))
        else:
            services.appoint(user_id=user_id, actor=actor(request), **form.appointment())

    if carried_out(request, form, say):
        messages.success(request, _("It holds from now on for %(who)s.") % {"who": member.email})
        return redirect("studio:staff")
    return render(request, "studio/appoint.html", {"form": form, "member": member})
