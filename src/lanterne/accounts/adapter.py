"""What allauth asks of us."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from lanterne.accounts.peers import real_peer

log = logging.getLogger(__name__)


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

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Whoever was shut out is told no more than a wrong password is."""
        return redirect("account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A server that does not answer is the operator's matter: the page must not tell who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            log.exception("A message (%s) could not be sent.", template_prefix)
