"""Who may come in: staff who may open the console. Everybody else is led to the door or told no."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access

View = Callable[..., HttpResponse]


def page(view: View) -> View:
    """A page of the console, never kept by a browser's cache; others are led to sign in."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    guarded: View = require_admin_access(kept)
    return wraps(view)(guarded)


def machine(view: View) -> View:
    """An address that programs talk to: others get a plain 403, since a program reads no sign-in form."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return HttpResponse(_("Only staff may do this."), status=403, content_type="text/plain")
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return kept


def actor(request: HttpRequest) -> str:
    """Who is to stand in the audit trail."""
    return f"user:{request.user.pk}"
