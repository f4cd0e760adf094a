"""Keeping a title closed for a time."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.rights import services
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, narrowed_from_everywhere, posted
from lanterne.studio.title_page import head
from lanterne.studio.window_forms import HoldbackForm
from lanterne.studio.windows_page import clock_of, held_holdback


def hold_back(request: HttpRequest, title_id: int) -> HttpResponse:
    shown = head(title_id)
    form = HoldbackForm(posted(request), initial={"territory": request.GET.get("territory")})
    narrowed_from_everywhere(form, request)

    def close() -> None:
        services.hold_back(
            title_id=title_id,
            holdback=form.holdback(clock_of(form.cleaned_data["territory"])),
            reason=form.cleaned_data["reason"],
            actor=actor(request),
        )

    if carried_out(request, form, close):
        messages.success(request, _("The title is held back."))
        return redirect("studio:windows", title_id)
    return render(request, "studio/holdback.html", {"head": shown, "form": form})


@require_POST
def lift(request: HttpRequest, title_id: int, holdback_id: int) -> HttpResponse:
    held_holdback(title_id=title_id, holdback_id=holdback_id)

    def let_go() -> None:
        services.lift_holdback(holdback_id=holdback_id, actor=actor(request))

    done = _("The holdback is lifted: from now on the windows decide.")
    return answered(request, let_go, done, "studio:windows", title_id)
