"""Signing in as allauth does it; whom a session belongs to, which every page asks, is put into words once."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.db import connection
from django.db.models import IntegerField
from django.http import HttpRequest

from lanterne.accounts.models import User
from lanterne.core.worded import Blank, Worded

_FIELDS = [field.attname for field in User._meta.concrete_fields]
_PERSON = Worded(
    lambda: User.objects.filter(pk=Blank("person", IntegerField())).values_list(*_FIELDS)
)


class SignIn(ModelBackend):
    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> User | None:
        given = {"username": username, "password": password, **more}
        found: User | None = AuthenticationBackend().authenticate(request, **given)
        return found

    def get_user(self, user_id: int) -> User | None:
        row = _PERSON.first(person=user_id)
        if row is None:
            return None
        user = User.from_db(connection.alias, _FIELDS, row)
        return user if self.user_can_authenticate(user) else None
