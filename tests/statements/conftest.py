"""A licensor with a licence, what members watched of it, and what they paid."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from lanterne.audience.models import Viewing
from lanterne.core.money import Money
from lanterne.rights import services as rights
from lanterne.rights.queries import grants
from lanterne.rights.rules import Window
from lanterne.rights.services import LicenceFacts
from lanterne.statements import queries, services
from lanterne.statements.queries import HeldTerms
from lanterne.statements.rules import FeeKind
from tests.cast import a_household, subscribe
from tests.titles import a_film

ACTOR = "system:cast"
OCTOBER, NOVEMBER, DECEMBER = (datetime(2026, month, 10, 20, tzinfo=UTC) for month in (10, 11, 12))
LATER = datetime(2027, 4, 15, tzinfo=UTC)
OPENED = datetime(2026, 1, 1, tzinfo=UTC)


def a_licence(reference="G-1", *, licensor="Gaumont", fee=None, share=5000, **facts) -> int:
    return rights.register_licence(
        facts=LicenceFacts(
            licensor=licensor,
            reference=reference,
            fee=Money(fee, "EUR") if fee else None,
            share_hundredths=share,
            begins_on=date(2026, 10, 1),
            **facts,
        ),
        actor=ACTOR,
    )


def grant(title_id, licence_id, territory="FR", *, opens_at=OPENED, closes_at=None, **terms) -> int:
    return rights.grant_window(
        title_id=title_id,
        window=Window(territory, opens_at, closes_at, **terms),
        licence_id=licence_id,
        actor=ACTOR,
    )


def watched(title_id, seconds, *, at=OCTOBER, territory="FR", profile_id=None) -> None:
    """What is left of a session that is over."""
    Viewing.objects.create(
        session=uuid4(), title_id=title_id, territory=territory, profile_id=profile_id,
        ranges=[[0, seconds]], seconds=seconds, started_at=at, last_at=at,
    )  # fmt: skip


def guaranteed(licence_id, **said) -> None:
    services.agree(licence_id=licence_id, terms=HeldTerms(FeeKind.GUARANTEE, **said), actor=ACTOR)


def a_draft(period="2026-10", *, licensor="Gaumont") -> int:
    return services.draft(
        licensor_id=grants.licensor_id(name=licensor), period=period, actor=ACTOR, at=LATER
    )


def paper(statement_id):
    return queries.statement(statement_id=statement_id).document


def issued(period="2026-10", *, licensor="Gaumont") -> int:
    made = a_draft(period, licensor=licensor)
    services.issue(statement_id=made, actor=ACTOR, at=LATER)
    return made


@pytest.fixture
def film(plans) -> int:
    return a_film("Le Voyage")


@pytest.fixture
def ours(plans) -> int:
    """A film that nobody licensed to us: it is our own."""
    return a_film("Chez nous")


@pytest.fixture
def paid(plans):
    """A household in France that paid €12.99 in October, of which €10.82 is net of its 20 % of tax."""
    person = a_household("october@example.com", "Camille", territory="FR", language="fr")
    subscribe(person.household_id, at=datetime(2026, 10, 5, tzinfo=UTC))
    return person
