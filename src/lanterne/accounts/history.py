"""Households of a system that was left: brought in by the thousand, without anybody's password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from lanterne.accounts import queries, rules
from lanterne.accounts.models import FormerName, Household, Profile, User
from lanterne.core import bulk
from lanterne.core.taking import Outcome
from lanterne.territories import queries as territories
from lanterne.territories.rules import is_language_tag

# As their columns are.
LONGEST_EMAIL, LONGEST_LANGUAGE = 254, 16


class Flaw(StrEnum):
    NO_KEY = "no_key"
    NO_MARKET = "no_market"
    NO_LANGUAGE = "no_language"
    TO_COME = "to_come"
    NO_EMAIL = "no_email"
    EMAIL_TAKEN = "email_taken"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """``key`` is what the former system calls the household; whoever has an e-mail address may ask for a password."""

    key: str
    territory: str
    language: str
    joined: date
    email: str = ""

    @property
    def address(self) -> str:
        """As accounts are kept under it."""
        return self.email.lower()

    @property
    def mark(self) -> str:
        return self.key

    @property
    def since(self) -> datetime:
        """The day as it begins by the clocks of the country."""
        return datetime.combine(
            self.joined, time(), tzinfo=territories.clock(territory=self.territory)
        )


Fate = Outcome | Flaw


@transaction.atomic
def bring_members(*, drafts: Sequence[MemberDraft], at: datetime) -> list[Fate]:
    """Make the households that are new, each with one profile; what is wrong with any other, in the order given."""
    known = queries.former(keys=[one.key for one in drafts])
    markets = {one.territory: territories.market(territory=one.territory) for one in drafts}
    taken = _taken([one.address for one in drafts if one.email])
    fates: list[Fate] = []
    for one in drafts:
        if one.key in known:
            fates.append(_again(one, known[one.key]))
            continue
        flaw = _flaw(one, at) or (Flaw.NO_MARKET if markets[one.territory] is None else None)
        fates.append(flaw or (Flaw.EMAIL_TAKEN if one.address in taken else Outcome.ADDED))
        taken |= {one.address} if one.email else set()
    _make([one for one, fate in zip(drafts, fates, strict=True) if fate is Outcome.ADDED])
    return fates


def _again(one: MemberDraft, held: rules.FormerCard) -> Fate:
    is_same = (one.territory, one.since) == (held.territory, held.joined)
    return Outcome.UNCHANGED if is_same else Flaw.OTHERWISE


def _flaw(one: MemberDraft, at: datetime) -> Flaw | None:
    if not 0 < len(one.key) <= rules.LONGEST_KEY:
        return Flaw.NO_KEY
    if not is_language_tag(one.language) or len(one.language) > LONGEST_LANGUAGE:
        return Flaw.NO_LANGUAGE
    if one.since > at:
        return Flaw.TO_COME
    return Flaw.NO_EMAIL if one.email and not _is_email(one.email) else None


def _is_email(text: str) -> bool:
    """Of plain letters only: one that is folded could come to be somebody else's, who would be let in."""
    if not text.isascii() or len(text) > LONGEST_EMAIL:
        return False
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _taken(emails: Sequence[str]) -> set[str]:
    return set(User.objects.filter(email__in=emails).values_list("email", flat=True))


def _make(drafts: Sequence[MemberDraft]) -> None:
    homes = Household.objects.bulk_create(
        Household(name=one.key, territory=one.territory, created_at=one.since) for one in drafts
    )
    made = [(home.pk, one) for home, one in zip(homes, drafts, strict=True)]
    bulk.insert(FormerName, ("household", "key"), ((home, one.key) for home, one in made))
    bulk.insert(
        Profile,
        ("household", "name", "language", "lantern", "created_at"),
        (
            (home, one.key[: rules.LONGEST_NAME], one.language, rules.LANTERNS[0], one.since)
            for home, one in made
        ),
    )
    bulk.insert(
        User,
        ("email", "household", "password"),
        ((one.address, home, make_password(None)) for home, one in made if one.email),
    )
