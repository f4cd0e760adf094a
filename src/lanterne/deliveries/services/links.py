"""Post houses, and the links that let them in without an account."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, clock, tokens
from lanterne.deliveries import letters, rules
from lanterne.deliveries.models import PostHouse, PostLink
from lanterne.deliveries.services.refusals import (
    NoSuchLink,
    NoSuchPostHouse,
    PostHouseTaken,
    WrongWish,
)

# How often a visit is written down: a film comes in hundreds of pieces.
VISITS_APART = timedelta(minutes=1)


@transaction.atomic
def add_post_house(*, name: str, email: str, language: str, actor: str) -> int:
    row = PostHouse(name=name.strip(), email=email.strip(), language=language)
    _check(row)
    row.save(force_insert=True)
    _note(actor, "add_post_house", row, email=row.email)
    return row.pk


@transaction.atomic
def change_post_house(
    *, post_house_id: int, name: str, email: str, language: str, actor: str
) -> None:
    row = held(post_house_id)
    row.name, row.email, row.language = name.strip(), email.strip(), language
    _check(row)
    row.save(update_fields=["name", "email", "language"])
    _note(actor, "change_post_house", row, email=row.email)


@transaction.atomic
def make_link(*, post_house_id: int, actor: str) -> str:
    """A new way in for some weeks; its address, which is told this once and kept nowhere."""
    row = held(post_house_id)
    (token, digest), at = tokens.fresh(rules.LINK), clock.now()
    expires_at = at + timedelta(days=settings.DELIVERY_LINK_DAYS)
    PostLink.objects.create(
        post_house=row, digest=digest, made_by=actor, made_at=at, expires_at=expires_at
    )
    _note(actor, "make_link", row, until=expires_at.date().isoformat())
    return letters.address(token)


@transaction.atomic
def send_link(*, post_house_id: int, actor: str) -> None:
    """Make one and mail it, with what is open."""
    row = held(post_house_id)
    address = make_link(post_house_id=post_house_id, actor=actor)
    letters.invite(row, address)


@transaction.atomic
def revoke_link(*, link_id: int, post_house_id: int, actor: str) -> None:
    """Close a way in at once; an upload that is under way through it ends with its next piece."""
    rows = PostLink.objects.select_for_update().filter(pk=link_id, post_house_id=post_house_id)
    row = rows.filter(revoked_at=None).first()
    if row is None:
        raise NoSuchLink(_("There is no such link, or it is revoked already."))
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    _note(actor, "revoke_link", row.post_house, link=row.pk)


def note_visit(*, link_id: int) -> None:
    """Remember when a link was last used."""
    at = clock.now()
    rows = PostLink.objects.filter(pk=link_id)
    rows.exclude(used_at__gt=at - VISITS_APART).update(used_at=at)


def held(post_house_id: int) -> PostHouse:
    row = PostHouse.objects.select_for_update().filter(pk=post_house_id).first()
    if row is None:
        raise NoSuchPostHouse(_("There is no such post house."))
    return row


def _check(row: PostHouse) -> None:
    if not row.name or len(row.name) > 120:
        raise WrongWish(_("A post house has a name of up to 120 characters."))
    if row.language not in dict(settings.STAFF_LANGUAGES):
        raise WrongWish(_("Its page is not written in this language."))
    try:
        validate_email(row.email)
    except ValidationError as error:
        raise WrongWish(_("This is not an e-mail address.")) from error
    if PostHouse.objects.filter(name=row.name).exclude(pk=row.pk).exists():
        raise PostHouseTaken(_("There is a post house of this name already."))


def _note(actor: str, action: str, row: PostHouse, **detail: object) -> None:
    audit.record(
        actor=actor,
        action=f"deliveries.{action}",
        subject=f"posthouse:{row.pk}",
        detail={"name": row.name, **detail},
    )
