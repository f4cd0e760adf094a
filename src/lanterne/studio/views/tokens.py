"""Programs that ask the API in the name of those who work here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.accounts import tokens as services
from lanterne.accounts.staff import standing
from lanterne.core import clock
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor, user_id
from lanterne.studio.forms import carried_out, posted
from lanterne.studio.token_forms import TokenForm
from lanterne.studio.tokens_page import tokens_page


def tokens(request: HttpRequest) -> HttpResponse:
    """The list, and a form for one more; its secret is on the answer and nowhere else."""
    who, at = standing(request.user), clock.now()
    form, secrets = TokenForm(posted(request), who=who), list[str]()

    def make() -> None:
        secrets.append(services.make_token(user_id=user_id(request), **form.terms(at)).secret)

    if carried_out(request, form, make):
        form = TokenForm(None, who=who)
    lines = tokens_page(user_id=user_id(request), who=who, at=at)
    shown = {"lines": lines, "form": form, "secret": "".join(secrets)}
    return render(request, "studio/tokens.html", shown)


@require_POST
def revoke_own(request: HttpRequest, token_id: int) -> HttpResponse:
    def revoke() -> None:
        services.revoke_own(token_id=token_id, user_id=user_id(request))

    return answered(request, revoke, _("The token is revoked."), "studio:tokens")


@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    def end() -> None:
        services.revoke_token(token_id=token_id, actor=actor(request))

    return answered(request, end, _("The token is revoked."), "studio:tokens")
