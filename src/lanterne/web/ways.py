"""Where to go next, never further than our own pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def onward(request: HttpRequest) -> str:
    """The page that was on its way before something had to be done first, else home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if _is_ours(request, wanted) else reverse("web:home")


def back(request: HttpRequest) -> str:
    """The page this request came from, else home."""
    came_from = request.headers.get("Referer", "")
    return came_from if _is_ours(request, came_from) else reverse("web:home")


def _is_ours(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
