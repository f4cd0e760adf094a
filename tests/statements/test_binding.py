"""What a licence keeps once a statement rests on it, and money that is in another currency."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lanterne.billing import services as billing
from lanterne.core import audit
from lanterne.core.money import Money
from lanterne.rights import queries as held
from lanterne.rights import services as rights
from lanterne.rights.services import LicenceFacts
from lanterne.statements import services
from lanterne.statements.models import Terms
from lanterne.statements.queries import HeldTerms
from lanterne.statements.rules import FeeKind, Sum
from tests.billing import bank
from tests.cast import a_household, subscribe
from tests.statements.conftest import (
    ACTOR,
    LATER,
    NOVEMBER,
    OCTOBER,
    a_draft,
    a_licence,
    grant,
    guaranteed,
    issued,
    paper,
    watched,
)

REST = "Statement 2027-0001 rests on this licence, so its licensor and its currency stay"


def change(licence_id, *, licensor="Gaumont", fee=None, share=5000) -> None:
    facts = LicenceFacts(licensor=licensor, reference="G-1", fee=fee, share_hundredths=share)
    rights.change_licence(licence_id=licence_id, facts=facts, actor=ACTOR)


@pytest.mark.parametrize(
    "said",
    [
        {"fee": Money(700, "USD")},
        {"fee": None},
        {"fee": Money(700, "EUR"), "licensor": "Pathé"},
    ],
)
def test_a_licence_that_a_statement_rests_on_keeps_its_licensor_and_its_currency(film, paid, said):
    licence = a_licence(fee=700)
    guaranteed(licence)
    grant(film, licence)
    watched(film, 60)
    made = a_draft()
    was = held.licence(licence_id=licence)
    services.issue(statement_id=made, actor=ACTOR, at=LATER)
    with pytest.raises(services.LicenceSettled, match=REST):
        change(licence, **said)
    assert held.licence(licence_id=licence) == was
    assert held.licensors() == ("Gaumont",)
    assert audit.search(action="rights.change_licence") == ()
    # What is agreed anew in the same currency is made up for, and never told twice.
    change(licence, fee=Money(900, "EUR"))
    assert paper(a_draft("2026-11")).accounts[0].fee_due == 200


def test_before_anything_was_issued_a_slip_is_corrected(film, paid):
    licence = a_licence(fee=700)
    guaranteed(licence)
    grant(film, licence)
    a_draft()
    change(licence, fee=Money(700, "USD"), licensor="Pathé")
    assert held.licence(licence_id=licence).fee == Money(700, "USD")


def test_a_licence_that_was_told_in_what_members_paid_may_get_that_currency_alone(film, paid):
    licence = a_licence()
    grant(film, licence)
    watched(film, 60)
    issued()
    with pytest.raises(services.LicenceSettled):
        change(licence, fee=Money(700, "CHF"))
    with pytest.raises(services.LicenceSettled):
        services.agree(
            licence_id=licence, terms=HeldTerms(FeeKind.FLAT, price=Money(5, "CHF")), actor=ACTOR
        )
    change(licence, fee=Money(700, "EUR"))
    guaranteed(licence)
    (told,) = paper(a_draft("2026-11")).accounts
    assert (told.earned_before, told.unrecouped, told.fee_due) == (541, 159, 700)


def test_a_fee_is_not_said_in_another_currency_than_the_price_of_a_play(film):
    licence = a_licence()
    guaranteed(licence, price=Money(35, "CHF"))
    with pytest.raises(services.TermsWrong, match="in CHF: take that away first"):
        change(licence, fee=Money(700, "EUR"))
    assert held.licence(licence_id=licence).fee is None


def test_a_price_from_before_that_was_refused_is_not_added_to_another_currency(film, paid):
    licence = a_licence(fee=700)
    guaranteed(licence, price=Money(35, "EUR"))
    Terms.objects.update(currency="JPY")
    grant(film, licence)
    watched(film, 60)
    made = a_draft()
    assert paper(made).accounts[0].views == 0
    with pytest.raises(services.TermsWrong, match="G-1: the price for a play is in another"):
        services.issue(statement_id=made, actor=ACTOR, at=LATER)


def test_money_that_was_asked_for_in_one_month_and_paid_in_the_next_is_told_in_the_next(
    film, plans, settings
):
    settings.PAYMENT_PROVIDER = "tests.billing.bank.Bank"
    bank.MOODS["all"] = "silent"
    person = a_household("october@example.com", "Camille", territory="FR", language="fr")
    with pytest.raises(billing.PaymentUncertain):
        subscribe(person.household_id, at=datetime(2026, 10, 31, 22, 59, tzinfo=UTC))
    grant(film, a_licence())
    watched(film, 60, at=OCTOBER)
    assert paper(issued("2026-10")).pools[0].takings == Sum(0, "EUR")
    bank.MOODS.clear()
    billing.renew_due(at=datetime(2026, 11, 3, tzinfo=UTC))
    watched(film, 60, at=NOVEMBER)
    (pool,) = paper(a_draft("2026-11")).pools
    assert (pool.takings, pool.amount) == (Sum(1082, "EUR"), Sum(541, "EUR"))
