"""Signing in as allauth does it; whom a session belongs to, which every page asks, is put into words once."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection
from django.db.models import IntegerField

from lanterne.accounts.models import User
from lanterne.core.worded import Blank, Worded

_FIELDS = [field.attname for field in User._meta.concrete_fields]
_PERSON = Worded(
    lambda: User.objects.filter(pk=Blank("person", IntegerField())).values_list(*_FIELDS)
)


class SignIn(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    def get_user(self, user_id: int) -> User | None:
        row = _PERSON.first(person=user_id)
        if row is None:
            return None
        user = User.from_db(connection.alias, _FIELDS, row)
        return user if self.user_can_authenticate(user) else None
