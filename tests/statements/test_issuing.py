"""From draft to issued, and what comes after: nothing of it changes, and a correction names it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lanterne.catalogue.services import corrections
from lanterne.core import audit
from lanterne.core.money import Money
from lanterne.rights import services as rights
from lanterne.rights.queries import grants
from lanterne.rights.services import LicenceFacts
from lanterne.statements import queries, services
from lanterne.statements.models import Statement
from lanterne.statements.rules import Sum
from tests.statements.conftest import (
    ACTOR,
    LATER,
    NOVEMBER,
    a_draft,
    a_licence,
    grant,
    guaranteed,
    issued,
    paper,
    watched,
)

# The first instant at which October is over everywhere by a day: midnight in Paris is 23:00 in UTC.
SETTLED = datetime(2026, 11, 1, 23, 0, tzinfo=UTC)


def card(statement_id):
    return queries.statement(statement_id=statement_id)


def lines(statement_id):
    return [one.action for one in audit.lines(subject=f"statement:{statement_id}")]


@pytest.fixture
def licence(film, paid) -> int:
    made = a_licence()
    grant(film, made)
    watched(film, 3600)
    return made


def test_a_draft_follows_what_is_watched_and_an_issued_one_does_not(licence, film):
    made = a_draft()
    watched(film, 1800)
    assert paper(made).milliseconds == 3_600_000
    services.reckon(statement_id=made, at=LATER)
    assert paper(made).milliseconds == 5_400_000
    number = services.issue(statement_id=made, actor=ACTOR, at=LATER)
    kept = Statement.objects.get(pk=made).document
    watched(film, 900)
    corrections.rename(title_id=film, original_name="Autre", original_language="fr", actor=ACTOR)
    facts = LicenceFacts(licensor="Gaumont", reference="G-1", share_hundredths=9000)
    rights.change_licence(licence_id=licence, facts=facts, actor=ACTOR)
    assert number == "2027-0001"
    assert Statement.objects.get(pk=made).document == kept
    assert paper(made).watched[0].title == "Le Voyage"
    assert card(made).is_intact


def test_what_was_issued_is_changed_by_nobody(licence):
    made = issued()
    kept = Statement.objects.get(pk=made).document
    for change in (
        lambda: services.reckon(statement_id=made, at=LATER),
        lambda: services.issue(statement_id=made, actor=ACTOR, at=LATER),
        lambda: services.discard(statement_id=made, actor=ACTOR),
        lambda: services.adjust(
            statement_id=made, amount=Money(1, "EUR"), reason="r", actor=ACTOR, at=LATER
        ),
        lambda: services.drop_adjustment(statement_id=made, place=0, actor=ACTOR, at=LATER),
    ):
        with pytest.raises(services.StatementFrozen, match="2027-0001"):
            change()
    assert Statement.objects.get(pk=made).document == kept
    assert lines(made) == ["statements.issue", "statements.draft"]


def test_a_paper_that_somebody_changed_in_the_database_is_told(licence):
    made = issued()
    row = Statement.objects.get(pk=made)
    row.document = row.document.replace("3600000", "3600001")
    row.save(update_fields=["document"])
    assert not card(made).is_intact


def test_a_period_is_stated_a_day_after_it_is_over(licence):
    made = a_draft()
    with pytest.raises(services.NotOverYet, match="2026-11-01 23:00"):
        services.issue(statement_id=made, actor=ACTOR, at=SETTLED - timedelta(seconds=1))
    assert card(made).is_draft
    assert services.issue(statement_id=made, actor=ACTOR, at=SETTLED) == "2026-0001"


def test_numbers_run_on_through_a_year(licence, film):
    other = a_licence(licensor="Pathé")
    grant(film, other, "DE")
    assert [card(issued(licensor=name)).number for name in ("Gaumont", "Pathé")] == [
        "2027-0001",
        "2027-0002",
    ]


def test_statements_neither_overlap_nor_leave_a_gap(licence):
    issued("2026-10")
    with pytest.raises(services.PeriodWrong, match="covers part"):
        a_draft("2026-Q4")
    with pytest.raises(services.PeriodWrong, match="2026-11-01"):
        a_draft("2026-12")
    with pytest.raises(services.PeriodWrong, match="no period"):
        a_draft("October")
    assert paper(a_draft("2026-11")).begins_on == date(2026, 11, 1)


def test_a_licensor_has_one_draft(licence):
    a_draft()
    with pytest.raises(services.DraftThere):
        a_draft()
    assert Statement.objects.count() == 1


def test_a_stranger_is_no_licensor(licence):
    with pytest.raises(services.LicensorUnknown):
        services.draft(licensor_id=404, period="2026-10", actor=ACTOR, at=LATER)


def test_a_fee_beside_a_share_wants_to_be_named(film, paid):
    licence = a_licence(fee=50_000)
    grant(film, licence)
    made = a_draft()
    with pytest.raises(services.TermsUnsaid, match="G-1"):
        services.issue(statement_id=made, actor=ACTOR, at=LATER)
    guaranteed(licence)
    services.issue(statement_id=made, actor=ACTOR, at=LATER)


def test_the_next_statement_recoups_what_the_last_one_left(film, paid):
    licence = a_licence(fee=700, share=5000)
    guaranteed(licence)
    grant(film, licence)
    watched(film, 60)
    issued("2026-10")
    watched(film, 60, at=NOVEMBER)
    # Nobody paid in November: nothing is earned, the fee is not told twice.
    (told,) = paper(a_draft("2026-11")).accounts
    assert (told.earned_before, told.fee_due, told.unrecouped, told.due) == (541, 0, 159, 0)


def test_an_adjustment_is_added_with_its_reason_and_may_be_taken_back(licence):
    made = a_draft()
    services.adjust(
        statement_id=made, amount=Money(-100, "EUR"), reason="Subtitles paid by us",
        actor=ACTOR, at=LATER,
    )  # fmt: skip
    assert [(one.amount, one.reason) for one in paper(made).adjusted] == [
        (Sum(-100, "EUR"), "Subtitles paid by us")
    ]
    assert paper(made).totals[0].to_pay == 441
    services.drop_adjustment(statement_id=made, place=0, actor=ACTOR, at=LATER)
    assert paper(made).totals[0].to_pay == 541
    with pytest.raises(services.AdjustmentWrong):
        services.drop_adjustment(statement_id=made, place=0, actor=ACTOR, at=LATER)
    assert lines(made) == [
        "statements.drop_adjustment", "statements.adjust", "statements.draft",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("minor", "reason"), [(0, "Nothing"), (10**15, "Much"), (5, "  "), (5, "x" * 501)]
)
def test_an_adjustment_without_an_amount_or_a_reason_is_refused(licence, minor, reason):
    made = a_draft()
    with pytest.raises(services.AdjustmentWrong):
        services.adjust(
            statement_id=made, amount=Money(minor, "EUR"), reason=reason, actor=ACTOR, at=LATER
        )
    assert paper(made).adjusted == ()


def test_what_is_less_than_nothing_is_carried_to_the_next_statement(licence):
    made = a_draft()
    services.adjust(
        statement_id=made, amount=Money(-1000, "EUR"), reason="Paid twice", actor=ACTOR, at=LATER
    )
    services.issue(statement_id=made, actor=ACTOR, at=LATER)
    (total,) = paper(made).totals
    assert (total.own, total.to_pay, total.carried) == (-459, 0, -459)
    (total,) = paper(a_draft("2026-11")).totals
    assert (total.own, total.balance, total.to_pay, total.carried) == (0, -459, 0, -459)


def test_a_correction_names_the_old_one_and_pays_the_difference(licence, film, ours):
    watched(ours, 3600)
    old = issued()
    assert paper(old).totals[0].to_pay == 271
    kept = Statement.objects.get(pk=old).document
    watched(film, 3600)
    new = services.correct(statement_id=old, reason="A late report", actor=ACTOR, at=LATER)
    (total,) = paper(new).totals
    # 10.82 × 2 ÷ 3 × 50 % = 3.6066…, of which 2.71 were said to be paid.
    assert (total.own, total.balance, total.to_pay) == (361, -271, 90)
    services.issue(statement_id=new, actor=ACTOR, at=LATER)
    assert (card(new).corrects, card(new).reason) == ("2027-0001", "A late report")
    assert (card(old).corrected_by, card(old).corrected_by_number) == (new, "2027-0002")
    assert not card(old).is_in_force
    assert Statement.objects.get(pk=old).document == kept


def test_a_statement_after_a_correction_rests_on_it(film, paid):
    licence = a_licence(fee=700)
    guaranteed(licence)
    grant(film, licence)
    watched(film, 60)
    old = issued("2026-10")
    issued("2026-11")
    facts = LicenceFacts(
        licensor="Gaumont", reference="G-1", fee=Money(700, "EUR"), share_hundredths=10_000
    )
    rights.change_licence(licence_id=licence, facts=facts, actor=ACTOR)
    new = services.correct(statement_id=old, reason="The share is whole", actor=ACTOR, at=LATER)
    (told,) = paper(new).accounts
    assert (told.share, told.fee_due, told.payable) == (1082, 700, 382)
    assert paper(new).totals[0].to_pay == 382
    services.issue(statement_id=new, actor=ACTOR, at=LATER)
    (told,) = paper(a_draft("2026-12")).accounts
    assert (told.earned_before, told.unrecouped, told.payable, told.fee_due) == (1082, 0, 0, 0)


def test_only_what_is_in_force_is_corrected_and_with_a_reason(licence):
    made = a_draft()
    with pytest.raises(services.NotACorrection, match="in force"):
        services.correct(statement_id=made, reason="Why not", actor=ACTOR, at=LATER)
    services.issue(statement_id=made, actor=ACTOR, at=LATER)
    with pytest.raises(services.NotACorrection, match="says why"):
        services.correct(statement_id=made, reason=" ", actor=ACTOR, at=LATER)
    new = services.correct(statement_id=made, reason="Late", actor=ACTOR, at=LATER)
    services.issue(statement_id=new, actor=ACTOR, at=LATER)
    with pytest.raises(services.NotACorrection, match="in force"):
        services.correct(statement_id=made, reason="Again", actor=ACTOR, at=LATER)


def test_a_draft_is_discarded_and_leaves_its_line(licence):
    made = a_draft()
    services.discard(statement_id=made, actor=ACTOR)
    assert card(made) is None
    assert lines(made) == ["statements.discard", "statements.draft"]
    with pytest.raises(services.NoSuchStatement):
        services.reckon(statement_id=made, at=LATER)


def test_a_price_is_in_the_licences_currency(film):
    licence = a_licence(fee=100)
    with pytest.raises(services.TermsWrong, match="EUR"):
        guaranteed(licence, price=Money(1, "CHF"))
    assert queries.terms(licence_id=licence) is None
    with pytest.raises(services.TermsWrong):
        guaranteed(404)


def test_an_act_on_a_statement_happens_wherever_its_licensor_granted_something(licence, film):
    made = a_draft()
    grant(film, licence, "DE")
    assert queries.territories_of(statement_id=made) == {"FR", "DE"}
    assert grants.licensor_id(name="Gaumont") == card(made).licensor_id
