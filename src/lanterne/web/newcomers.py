"""The first step of joining: a household, and its first member signed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import authenticate, login
from django.http import HttpRequest

from lanterne.accounts import services
from lanterne.core.errors import Refused

FIELDS = {
    "email_taken": "email",
    "email_invalid": "email",
    "weak_password": "password",
    "name_missing": "name",
    "no_market": "territory",
}


def open_household(request: HttpRequest, given: Mapping[str, Any]) -> None:
    """Open the household and sign its first member in; refuses what the accounts refuse."""
    services.open_household(
        email=given["email"],
        password=given["password"],
        name=given["name"],
        territory=given["territory"],
        language=request.LANGUAGE_CODE,
    )
    email = given["email"].strip().lower()
    user = authenticate(request, email=email, password=given["password"])
    if user is not None:
        login(request, user)


def field_of(refused: Refused) -> str | None:
    """The field that a refusal is about; None when it is about the whole."""
    return FIELDS.get(refused.code)
