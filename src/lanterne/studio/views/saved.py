"""Keeping a list as it stands, and forgetting it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.core.errors import Refused
from lanterne.studio import saved
from lanterne.studio.doors import user_id


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    said = request.POST
    listing, query = said.get("listing", ""), said.get("query", "")
    try:
        saved.save_view(
            user_id=user_id(request),
            listing=listing,
            name=said.get("name", ""),
            query=query,
            is_shared="is_shared" in said,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The view is kept."))
    return _to(listing, query)


@require_POST
def remove(request: HttpRequest, view_id: int) -> HttpResponse:
    try:
        listing = saved.remove_view(user_id=user_id(request), view_id=view_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("studio:titles")
    messages.success(request, _("The view is removed."))
    return _to(listing, "")


def _to(listing: str, query: str) -> HttpResponse:
    """Back to the list; the path is ours, whatever question was sent for it."""
    page = listing if listing in saved.LISTINGS else "titles"
    return redirect(f"{reverse(f'studio:{page}')}?{query}")
