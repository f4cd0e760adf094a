"""Making the people who sign in, with an address nobody else has and a password that holds."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lanterne.accounts.models import User
from lanterne.accounts.roles import Role
from lanterne.core.errors import Refused


class EmailInvalid(Refused):
    pass


class EmailTaken(Refused):
    pass


class WeakPassword(Refused):
    pass


def make_member(*, email: str, password: str, household_id: int) -> User:
    """Refuses EmailInvalid, EmailTaken and WeakPassword."""
    return _saved(User(email=_checked(email), household_id=household_id), password)


def make_staff(*, email: str, password: str) -> User:
    """Refuses like make_member."""
    return _saved(User(email=_checked(email), is_staff=True), password)


def group_of(role: Role) -> Group:
    """The group of those who have a role, which opens the staff console; made when first needed."""
    group, _made = Group.objects.get_or_create(name=role.value)
    kind, _made = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    access, _made = Permission.objects.get_or_create(
        content_type=kind,
        codename="access_admin",
        defaults={"name": "Can access Wagtail admin"},
    )
    group.permissions.add(access)
    return group


def _saved(user: User, password: str) -> User:
    _check_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:  # somebody took it between the check and now
        raise _taken() from error
    return user


def _checked(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise EmailInvalid(_("This is not an e-mail address.")) from error
    if User.objects.filter(email=email).exists():
        raise _taken()
    return email


def _taken() -> EmailTaken:
    return EmailTaken(_("There is already an account with this e-mail address."))


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from error
