from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from lanterne.accounts import rules
from lanterne.accounts.roles import Role, Standing
from lanterne.core import clock


class Household(models.Model):
    name = models.CharField(max_length=80)
    territory = models.CharField(max_length=2)
    # Hashed; empty where adult profiles ask for none.
    pin = models.CharField(max_length=128, blank=True, default="")
    pin_tries = models.PositiveSmallIntegerField(default=0)
    pin_waits_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """What a household was called in the system it came from; so that its history finds it again."""

    household = models.OneToOneField(Household, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=rules.LONGEST_KEY, unique=True)

    def __str__(self) -> str:
        return self.key


class Users(BaseUserManager["User"]):
    """E-mail addresses are kept in lower case, so that unique means unique."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in: a member of one household, or staff of none."""

    email = models.EmailField(unique=True)
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.CASCADE, related_name="users"
    )
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    # Of staff: the countries they act in; none named means all of them. Their roles are groups of the same name.
    territories = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = Users()

    EMAIL_FIELD = USERNAME_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_in_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(is_staff=False) | models.Q(household__isnull=True),
                name="user_staff_has_no_household",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @cached_property
    def standing(self) -> Standing:
        """What this person may do now, read once for a request; nothing at all unless they work here."""
        return self.appointed if self.is_staff and self.is_active else Standing()

    @property
    def appointed(self) -> Standing:
        """The roles that somebody was given, whether they may sign in or not."""
        named = {group.name for group in self.groups.all()}
        roles = {role for role in Role if role is not Role.OWNER and role in named}
        owner = {Role.OWNER} if self.is_superuser else set()
        return Standing(frozenset(roles | owner), frozenset(self.territories))


class Profile(models.Model):
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="profiles")
    name = models.CharField(max_length=rules.LONGEST_NAME)
    language = models.CharField(max_length=16)
    lantern = models.CharField(max_length=10)
    is_child = models.BooleanField(default=False)
    ceiling = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_child=False) | models.Q(ceiling__isnull=False),
                name="profile_child_has_a_ceiling",
            ),
            models.CheckConstraint(
                condition=models.Q(lantern__in=rules.LANTERNS), name="profile_lantern_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Device(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=120)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """What a program shows instead of a password; ``scopes`` are words between spaces, ``digest`` is all that is kept
    of the secret.
    """

    maker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=200)
    markets = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
