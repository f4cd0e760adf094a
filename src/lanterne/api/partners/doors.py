"""Who comes in: a program with a token that is good for what it asks, not too often and not with too much."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.security import HttpBearer

from lanterne.accounts import tokens
from lanterne.accounts.scopes import Scope, TokenCard
from lanterne.api.partners import pace
from lanterne.api.partners.refusals import (
    BodyTooLarge,
    FilterUnknown,
    ForeignMarket,
    ScopeMissing,
    TokenRefused,
)
from lanterne.core import clock

MOST_BYTES = 256 * 1024


class Bearer(HttpBearer):
    """Asked before anything is looked up, so that who may not ask learns nothing of what there is."""

    def __init__(self, *scopes: Scope, most: int = MOST_BYTES) -> None:
        """What is asked of several rooms at once needs the scope of each."""
        super().__init__()
        self.scopes = scopes
        self.most = most

    def __call__(self, request: HttpRequest) -> Any:
        kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, secret.strip() if kind.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> TokenCard:
        held = tokens.holder(secret=token, at=clock.now()) if token else None
        if held is None:
            raise TokenRefused(_("Show a token that is valid: Authorization: Bearer …"))
        pace.count(held)
        for scope in self.scopes:
            if not held.may(scope):
                raise ScopeMissing(
                    _("This token is not for that: it needs %(scope)s.") % {"scope": scope}
                )
        if _length(request) > self.most:
            raise BodyTooLarge(
                _("A request holds no more than %(most)d kB.") % {"most": self.most // 1024}
            )
        return held


class _LetIn(HttpRequest):
    """A request as the framework hands it on, with what the door answered."""

    auth: TokenCard


def holder(request: HttpRequest) -> TokenCard:
    """The token that was let in."""
    return cast(_LetIn, request).auth


def actor(request: HttpRequest) -> str:
    return holder(request).actor


def check_sees(request: HttpRequest, markets: Collection[str]) -> None:
    """Refuses ForeignMarket unless the token is for all of them."""
    held = holder(request)
    if not held.sees(markets):
        raise _foreign(held.markets)


def check_acts(request: HttpRequest, markets: Collection[str]) -> None:
    """Refuses ForeignMarket unless the token, and whoever made it, act in all of them.

    An empty word stands for every country: nobody who is bound to some acts in the one without a name.
    """
    check_sees(request, markets)
    held = holder(request)
    if not held.acts_in(markets):
        raise _foreign(held.standing.territories)


def within(request: HttpRequest, territory: str | None) -> Collection[str]:
    """Which markets a list is about: the one that is asked for, else those of the token; none named means all."""
    check_sees(request, [territory] if territory else [])
    return [territory] if territory else holder(request).markets


def check_filters(request: HttpRequest, known: type[Schema]) -> None:
    """Refuses FilterUnknown: a filter with a slip in it would be overlooked, and answer with everything."""
    for name in request.GET:
        if name not in known.model_fields:
            raise FilterUnknown(_("There is no filter “%(name)s”.") % {"name": name}, name=name)


def _length(request: HttpRequest) -> int:
    """What a request says of its length; one that says none, or nonsense, is read to the end of nothing."""
    told = request.headers.get("Content-Length", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _foreign(markets: Collection[str]) -> ForeignMarket:
    return ForeignMarket(
        _("This token acts in these countries only: %(markets)s.")
        % {"markets": ", ".join(sorted(markets))}
    )
