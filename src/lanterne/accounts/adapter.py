"""What allauth asks of us."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Nobody signs up through allauth: joining is our own three steps, with a plan."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
