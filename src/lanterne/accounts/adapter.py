"""What allauth asks of us."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.shortcuts import resolve_url


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Nobody signs up through allauth: joining is our own three steps, with a plan."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff have no household whose home page they could see: they go to their console."""
        if request.user.is_authenticated and request.user.is_staff:
            return resolve_url("wagtailadmin_home")
        return str(super().get_login_redirect_url(request))
