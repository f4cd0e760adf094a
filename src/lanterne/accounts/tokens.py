"""Tokens, with which a program of ours or of a partner asks in the name of somebody who works here."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lanterne.accounts.models import ApiToken, User
from lanterne.accounts.roles import Standing
from lanterne.accounts.scopes import Scope, TokenCard, reaches
from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne.territories import queries as territories

LONGEST_NAME = 80
# So that a secret that leaked into a log or a repository is recognised by those who look for such things.
PREFIX = "lanterne_"
HINT = len(PREFIX) + 4
# A program may ask hundreds of times a minute, and the day is all that people want to know.
SEEN_EVERY = timedelta(minutes=1)


class TokenWrong(Refused):
    pass


class NoSuchToken(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Made:
    """A new token with its secret, which nobody can ask for again."""

    id: int
    secret: str


@transaction.atomic
def make_token(
    *,
    user_id: int,
    name: str,
    scopes: Collection[Scope],
    markets: Collection[str] = (),
    expires_at: datetime | None = None,
) -> Made:
    """Let a program ask in somebody's name, as far as the scopes and markets go. Refuses TokenWrong."""
    maker = User.objects.filter(pk=user_id).first()
    name = _checked(name, scopes, markets, expires_at)
    who = maker.standing if maker else Standing()
    if maker is None or not (all(reaches(who, one) for one in scopes) and who.acts_in(markets)):
        raise TokenWrong(_("A token cannot do more than the one who makes it."))
    secret = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        maker=maker,
        name=name,
        hint=secret[:HINT],
        digest=_digest(secret),
        scopes=" ".join(sorted(set(scopes))),
        markets=sorted(set(markets)),
        created_at=clock.now(),
        expires_at=expires_at,
    )
    audit.record(
        actor=f"user:{user_id}",
        action="accounts.make_token",
        subject=f"token:{row.pk}",
        detail={
            "name": name,
            "scopes": row.scopes.split(),
            "markets": row.markets,
            "expires_at": expires_at.isoformat() if expires_at else None,
        },
    )
    return Made(row.pk, secret)


@transaction.atomic
def revoke_token(*, token_id: int, actor: str) -> None:
    """Let nobody ask with it any more; the line of it stays. Refuses NoSuchToken, also the second time."""
    live = ApiToken.objects.filter(pk=token_id, revoked_at=None)
    if not live.update(revoked_at=clock.now()):
        raise NoSuchToken(_("There is no such token, or it has been revoked already."))
    audit.record(actor=actor, action="accounts.revoke_token", subject=f"token:{token_id}")


@transaction.atomic
def revoke_own(*, token_id: int, user_id: int) -> None:
    """The same by whoever made it: those of others do not exist for them."""
    if not ApiToken.objects.filter(pk=token_id, maker_id=user_id).exists():
        raise NoSuchToken(_("There is no such token, or it has been revoked already."))
    revoke_token(token_id=token_id, actor=f"user:{user_id}")


def tokens() -> tuple[TokenCard, ...]:
    """Every token that was ever made, the newest first."""
    return tuple(_card(row) for row in _rows().order_by("-pk"))


def tokens_of(*, user_id: int) -> tuple[TokenCard, ...]:
    """Those that somebody made, the newest first."""
    return tuple(_card(row) for row in _rows().filter(maker_id=user_id).order_by("-pk"))


def names(*, token_ids: Iterable[int]) -> dict[int, str]:
    """Which is which, for pages that name them; ids of none are left out."""
    rows = ApiToken.objects.filter(pk__in=set(token_ids))
    return dict(rows.values_list("pk", "name"))


def holder(*, secret: str, at: datetime) -> TokenCard | None:
    """The token of that secret, if it is still good and whoever made it still works here."""
    # The secret has 256 bits of chance: nobody finds one by trying, so a plain digest is enough to look it up by.
    row = _rows().filter(digest=_digest(secret)).first()
    if row is None or not _card(row).is_good(at) or row.maker.standing == Standing():
        return None
    if row.last_used_at is None or row.last_used_at <= at - SEEN_EVERY:
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=at)
    return _card(row)


def scope(word: str) -> Scope:
    """The scope of that name. Refuses TokenWrong."""
    try:
        return Scope(word)
    except ValueError:
        raise TokenWrong(
            _("“%(word)s” is no scope. These are: %(known)s.")
            % {"word": word, "known": ", ".join(Scope)}
        ) from None


def _rows() -> QuerySet[ApiToken]:
    return ApiToken.objects.select_related("maker").prefetch_related("maker__groups")


def _checked(
    name: str, scopes: Collection[Scope], markets: Collection[str], expires_at: datetime | None
) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise TokenWrong(_("A token needs a name: whose program it is for."))
    if not scopes:
        raise TokenWrong(_("Say what the token is for: choose at least one scope."))
    for code in markets:
        if not territories.exists(code):
            raise TokenWrong(_("“%(code)s” is not a country code such as FR.") % {"code": code})
    if expires_at is not None and expires_at <= clock.now():
        raise TokenWrong(_("This token would have expired before it was made."))
    return name


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _card(row: ApiToken) -> TokenCard:
    return TokenCard(
        id=row.pk,
        name=row.name,
        hint=row.hint,
        scopes=frozenset(Scope(word) for word in row.scopes.split()),
        markets=tuple(row.markets),
        maker_id=row.maker_id,
        maker=row.maker.email,
        standing=row.maker.standing,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
