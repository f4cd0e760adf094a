"""Who may come in: staff, as far as their roles and markets go. Everybody else is led to the door or told no."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access

from lanterne.accounts.permits import NotYours
from lanterne.accounts.roles import Desk
from lanterne.studio.access import NEEDS, OPEN_TO_ALL, SAFE, Needs, View, Where, anywhere

PLAIN = "text/plain; charset=utf-8"


def page(
    view: View, *, sees: Desk | None = None, changes: Desk | None = None, where: Where = anywhere
) -> View:
    """A page of the console for those who see or change a desk; see ``Needs``."""
    return _page(view, _needs(sees, changes, where))


def lobby(view: View) -> View:
    """A page for everybody who works here, whatever they do."""
    return _page(view, OPEN_TO_ALL)


def machine(
    view: View, *, sees: Desk | None = None, changes: Desk | None = None, where: Where = anywhere
) -> View:
    """An address that programs talk to: others get a plain 403, since a program reads no sign-in form."""
    needs = _needs(sees, changes, where)

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return HttpResponse(_("Only staff may do this."), status=403, content_type=PLAIN)
        try:
            needs.check(request, **kwargs)
        except NotYours as refusal:
            return HttpResponse(str(refusal), status=403, content_type=PLAIN)
        return _answered(view, needs, request, *args, **kwargs)

    NEEDS[kept] = needs
    return kept


def actor(request: HttpRequest) -> str:
    """Who is to stand in the audit trail."""
    return f"user:{request.user.pk}"


def user_id(request: HttpRequest) -> int:
    """Whose lists these are; strangers do not come so far."""
    return request.user.pk or 0


def _needs(sees: Desk | None, changes: Desk | None, where: Where) -> Needs:
    if sees is None and changes is None:
        raise TypeError("An address of the console says which desk it is of.")
    return Needs(sees, changes, where)


def _page(view: View, needs: Needs) -> View:
    """Never kept by a browser's cache; strangers are led to sign in."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            needs.check(request, **kwargs)
        except NotYours as refusal:
            return render(request, "studio/refused.html", {"sentence": str(refusal)}, status=403)
        return _answered(view, needs, request, *args, **kwargs)

    guarded: View = wraps(view)(require_admin_access(kept))
    NEEDS[guarded] = needs
    return guarded


def _answered(
    view: View, needs: Needs, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """What is only read answers to nothing else: a view that forgets to ask for the method shows no more."""
    if needs.sees and not needs.changes and request.method not in SAFE:
        response: HttpResponse = HttpResponseNotAllowed(sorted(SAFE))
    else:
        response = view(request, *args, **kwargs)
    add_never_cache_headers(response)
    return response
