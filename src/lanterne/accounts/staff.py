"""Who works here, and what each of them may do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lanterne.accounts import sign_in
from lanterne.accounts.models import User
from lanterne.accounts.roles import Role, Standing
from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.territories import queries as territories


class NoSuchStaff(Refused):
    pass


class NotStaff(Refused):
    pass


class RoleMissing(Refused):
    pass


class RoleUnknown(Refused):
    pass


class TerritoryUnknown(Refused):
    pass


class LastOwner(Refused):
    pass


@dataclass(frozen=True, slots=True)
class StaffCard:
    id: int
    email: str
    standing: Standing
    is_active: bool


def standing(user: User | AnonymousUser) -> Standing:
    """What somebody who asks for a page is; a stranger is nothing."""
    return user.standing if isinstance(user, User) else Standing()


def members() -> tuple[StaffCard, ...]:
    """Everybody who works here, by address, those who may not sign in any more among them."""
    rows = User.objects.filter(is_staff=True).prefetch_related("groups").order_by("email")
    return tuple(StaffCard(row.pk, row.email, row.appointed, row.is_active) for row in rows)


@transaction.atomic
def create_staff(
    *,
    email: str,
    password: str,
    roles: Collection[Role],
    markets: Collection[str] = (),
    actor: str = "system:staff",
) -> int:
    """Somebody of no household who works here; answers the user's id.

    Refuses EmailInvalid, EmailTaken, WeakPassword, and as ``appoint`` does.
    """
    user = sign_in.make_staff(email=email, password=password)
    audit.record(actor=actor, action="accounts.create_staff", subject=f"user:{user.pk}")
    _appoint(user, roles, markets, actor)
    return user.pk


@transaction.atomic
def appoint(*, user_id: int, roles: Collection[Role], markets: Collection[str], actor: str) -> None:
    """Say what somebody may do from now on, in the place of what was said before.

    Refuses RoleMissing, TerritoryUnknown, NoSuchStaff, NotStaff for members of households, and LastOwner.
    """
    # All owners, so that two of them cannot each take the role from the other.
    owners = set(_owners().select_for_update().values_list("id", flat=True))
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NoSuchStaff(_("There is nobody like that among staff."))
    if user.household_id is not None:
        raise NotStaff(_("Members of a household cannot work here under the same address."))
    if owners == {user_id} and Role.OWNER not in roles:
        raise LastOwner(_("Somebody has to be the owner: make another one first."))
    _appoint(user, roles, markets, actor)


@transaction.atomic
def shut_out(*, user_id: int, actor: str) -> None:
    """Let somebody sign in no more; what they did stays under their name. Refuses NoSuchStaff and LastOwner."""
    owners = set(_owners().select_for_update().values_list("id", flat=True))
    if owners == {user_id}:
        raise LastOwner(_("Somebody has to be the owner: make another one first."))
    _set_active(user_id, actor, "accounts.shut_out", is_active=False)


@transaction.atomic
def let_in(*, user_id: int, actor: str) -> None:
    """Let somebody sign in again, in the roles that they had. Refuses NoSuchStaff."""
    _set_active(user_id, actor, "accounts.let_in", is_active=True)


def member(*, user_id: int) -> StaffCard | None:
    return next((card for card in members() if card.id == user_id), None)


def role(word: str) -> Role:
    """The role of that name. Refuses RoleUnknown."""
    try:
        return Role(word)
    except ValueError as error:
        known = ", ".join(Role)
        raise RoleUnknown(
            _("“%(word)s” is no role. These are: %(known)s.") % {"word": word, "known": known}
        ) from error


def _owners() -> QuerySet[User]:
    return User.objects.filter(is_superuser=True, is_staff=True, is_active=True)


def _set_active(user_id: int, actor: str, action: str, *, is_active: bool) -> None:
    """Saying the same again changes nothing and leaves no line."""
    here = User.objects.filter(pk=user_id, is_staff=True)
    if not here.exists():
        raise NoSuchStaff(_("There is nobody like that among staff."))
    if here.exclude(is_active=is_active).update(is_active=is_active):
        audit.record(actor=actor, action=action, subject=f"user:{user_id}")


def _appoint(user: User, roles: Collection[Role], markets: Collection[str], actor: str) -> None:
    if not roles:
        raise RoleMissing(_("Choose at least one role."))
    for code in markets:
        if not territories.exists(code):
            raise TerritoryUnknown(
                _("“%(code)s” is not a country code such as FR.") % {"code": code}
            )
    user.is_staff, user.is_superuser = True, Role.OWNER in roles
    user.territories = sorted(set(markets))
    user.save(update_fields=["is_staff", "is_superuser", "territories"])
    user.groups.set([sign_in.group_of(one) for one in roles if one is not Role.OWNER])
    audit.record(
        actor=actor,
        action="accounts.appoint",
        subject=f"user:{user.pk}",
        detail={"roles": sorted(roles), "territories": user.territories},
    )
