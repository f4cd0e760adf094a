"""What allauth asks of us."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url

from lanterne.accounts.peers import real_peer


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Nobody signs up through allauth: joining is our own three steps, with a plan."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff have no household whose home page they could see: they go to their console."""
        if request.user.is_authenticated and request.user.is_staff:
            return resolve_url("wagtailadmin_home")
        return str(super().get_login_redirect_url(request))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom limits count: the real peer, whatever its headers say, unless it is a proxy of ours."""
        peer = str(super().get_client_ip(request))
        forwarded = request.headers.get("X-Forwarded-For", "")
        return real_peer(peer, forwarded=forwarded, proxies=settings.TRUSTED_PROXIES)
