"""Budgets in versions and currencies, cost reports, and who pays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lanterne.commissioning import charts, queries, services
from lanterne.commissioning.drafts import (
    BillDraft,
    BudgetDraft,
    CostDraft,
    EstimateDraft,
    RateDraft,
)
from lanterne.commissioning.models import BudgetVersion
from lanterne.commissioning.rules.money import Line, converted, per_cent, still_open, total
from lanterne.core.money import Money
from lanterne.facts import services as claims
from tests.commissioning.slating import ACTOR, a_budget, a_project, money_for
from tests.facts import figures

JANUARY, MARCH, FRIDAY, NEXT = (
    date(2026, 1, 5),
    date(2026, 3, 2),
    date(2026, 3, 6),
    date(2026, 3, 13),
)


def test_efc_is_cost_to_date_and_etc_and_the_variance_is_the_budget_less_that():
    line = Line("3300", original=100, budget=120, actual=50, committed=30, estimate=60, before=130)

    assert (line.approved, line.to_date, line.to_complete, line.final) == (20, 80, 60, 140)
    assert (line.variance, line.change) == (-20, 10)


def test_a_published_report_of_catering_comes_out_as_it_is_printed():
    # Roll Credits, article 11029256: 2,000 spent, 500 ordered, 1,000 to come, of a budget of 3,000.
    line = Line("4400", budget=3_000, actual=2_000, committed=500, estimate=1_000)

    assert (line.to_date, line.final, line.variance) == (2_500, 3_500, -500)


def test_without_an_estimate_the_rest_of_the_budget_stands_for_it():
    assert Line("3300", budget=100, actual=30).final == 100
    assert Line("3300", budget=100, actual=130).final == 130


def test_a_sum_is_read_like_its_lines():
    lines = [Line("1", budget=100, actual=130, before=100), Line("2", budget=50, before=50)]
    whole = total(lines)

    assert (whole.budget, whole.final, whole.variance, whole.change) == (150, 180, -30, 30)
    assert total([Line("1"), Line("2", before=5)]).change is None


def test_an_order_is_open_as_far_as_it_is_not_invoiced():
    assert still_open(100, 40, is_closed=False) == 60
    assert still_open(100, 140, is_closed=False) == 0
    assert still_open(100, 40, is_closed=True) == 0


def test_amounts_are_turned_to_the_minor_unit_halves_up():
    assert converted(1_000, Decimal("0.9125")) == 913
    assert converted(100_000, Decimal("160.5"), digits=-2) == 160_500
    assert per_cent(1, 3) == Decimal("33.33")
    assert per_cent(1, 0) is None


def test_the_house_chart_has_the_accounts_of_a_top_sheet():
    assert len(charts.accounts()) == 44
    assert charts.accounts()["3300"].label("en") == "Camera operations"
    assert charts.accounts()["3300"].label("fr-CA") == "Prise de vues"
    assert charts.sections()[0] == "above_the_line"


def bill(
    project_id: int, act, account: str, euros: int, reference: str, on: date, order=""
) -> None:
    draft = BillDraft(account, euros * 100, "EUR", reference, on, order)
    act(project_id=project_id, draft=draft, actor=ACTOR)


@pytest.fixture
def shooting(db):
    one = a_project()
    a_budget(one, JANUARY, a1100=50_000, a3300=200_000, a8000=25_000)
    services.lock_budget(project_id=one, number=1, on=JANUARY, actor=ACTOR)
    return one


def test_the_weekly_report_tells_each_account_and_what_changed(shooting):
    bill(shooting, services.commit, "3300", 120_000, "PO-1", MARCH)
    bill(shooting, services.spend, "3300", 45_000, "INV-1", FRIDAY, "PO-1")
    services.estimate(
        project_id=shooting, draft=EstimateDraft("3300", 9_500_000, NEXT), actor=ACTOR
    )
    report = queries.cost_report(project_id=shooting, on=NEXT)

    camera = next(line for part in report.sections for line in part.lines if line.account == "3300")
    assert (camera.actual, camera.committed) == (4_500_000, 7_500_000)
    assert (camera.final, camera.variance) == (21_500_000, -1_500_000)
    # A week before nobody had made an estimate, and 200 000 was the budget.
    assert camera.change == 1_500_000
    assert (report.total.budget, report.total.final) == (27_500_000, 29_000_000)
    assert report.over_per_cent == Decimal("5.45")
    assert [part.code for part in report.sections] == [
        "above_the_line",
        "production",
        "below_grand_total",
    ]


def test_a_report_of_an_earlier_day_knows_nothing_of_later_ones(shooting):
    bill(shooting, services.commit, "3300", 120_000, "PO-1", MARCH)
    bill(shooting, services.spend, "3300", 130_000, "INV-1", NEXT, "PO-1")
    [camera] = [
        line
        for part in queries.cost_report(project_id=shooting, on=FRIDAY).sections
        for line in part.lines
        if line.account == "3300"
    ]
    assert (camera.actual, camera.committed) == (0, 12_000_000)


def test_the_locked_version_counts_and_the_first_stays_the_original(shooting):
    a_budget(shooting, FRIDAY, a1100=50_000, a3300=230_000, a8000=25_000)
    assert queries.cost_report(project_id=shooting, on=NEXT).total.budget == 27_500_000

    services.lock_budget(project_id=shooting, number=2, on=FRIDAY, actor=ACTOR)
    report = queries.cost_report(project_id=shooting, on=NEXT)
    assert (report.total.original, report.total.approved) == (27_500_000, 3_000_000)
    assert queries.cost_report(project_id=shooting, on=MARCH).total.budget == 27_500_000
    with pytest.raises(services.BudgetLocked):
        services.lock_budget(project_id=shooting, number=2, on=NEXT, actor=ACTOR)


def test_a_line_in_another_currency_is_turned_at_the_rate_of_the_budgets_day(db):
    one = a_project()
    draft = BudgetDraft("EUR", MARCH, [CostDraft("1400", 10_000_000, "USD")])
    with pytest.raises(queries.RateMissing):
        services.draw_budget(project_id=one, draft=draft, actor=ACTOR)
    assert BudgetVersion.objects.count() == 0

    for on, rate in ((JANUARY, "0.90"), (MARCH, "0.92"), (FRIDAY, "0.95")):
        services.set_rate(draft=RateDraft("USD", "EUR", on, Decimal(rate), "ECB"), actor=ACTOR)
    services.draw_budget(project_id=one, draft=draft, actor=ACTOR)
    assert queries.budgets(project_id=one)[0].total == Money(9_200_000, "EUR")
    assert queries.rate(base="EUR", quote="USD", on=FRIDAY) == 1 / Decimal("0.95")
    assert queries.in_currency(Money(1_000, "USD"), "EUR", date(2026, 2, 1)) == 900


def test_a_report_tells_at_which_rates_its_amounts_were_turned(shooting):
    for on, rate in ((JANUARY, "0.90"), (FRIDAY, "0.95")):
        services.set_rate(draft=RateDraft("USD", "EUR", on, Decimal(rate), "ECB"), actor=ACTOR)
    for number, (act, on) in enumerate(((services.commit, MARCH), (services.spend, NEXT))):
        draft = BillDraft("3300", 100_000, "USD", f"B-{number}", on, "")
        act(project_id=shooting, draft=draft, actor=ACTOR)

    report = queries.cost_report(project_id=shooting, on=NEXT)

    assert (report.total.committed, report.total.actual) == (90_000, 95_000)
    told = [
        (one.base, one.quote, str(one.amount.normalize()), one.on, one.source)
        for one in report.rates
    ]
    assert told == [("USD", "EUR", "0.9", JANUARY, "ECB"), ("USD", "EUR", "0.95", FRIDAY, "ECB")]
    assert queries.cost_report(project_id=shooting, on=FRIDAY).rates == report.rates[:1]
    assert queries.financing(project_id=shooting, on=NEXT).rates == ()


def test_where_staff_set_no_rate_one_that_is_claimed_counts(db):
    claims.state_claim(draft=figures.dollar("0.91", MARCH), actor=ACTOR)
    found = queries.quoted(base="USD", quote="EUR", on=FRIDAY)
    assert (found.amount, found.on, found.claim) == (Decimal("0.91"), MARCH, "usd-eur")
    services.set_rate(draft=RateDraft("USD", "EUR", JANUARY, Decimal("0.9"), "ECB"), actor=ACTOR)
    found = queries.quoted(base="USD", quote="EUR", on=FRIDAY)
    assert (found.amount, found.source, found.claim) == (Decimal("0.9"), "ECB", "")


def test_a_budget_of_another_chart_is_told_in_the_houses_accounts(db):
    one = a_project()
    services.map_chart(chart="cnc", codes={"11": "1100", "31": "3300"}, actor=ACTOR)
    lines = [CostDraft("11", 100, "EUR"), CostDraft("31", 200, "EUR")]
    services.draw_budget(
        project_id=one, draft=BudgetDraft("EUR", MARCH, lines, chart="cnc"), actor=ACTOR
    )
    assert queries.budgets(project_id=one)[0].by_account == {"1100": 100, "3300": 200}

    unknown = BudgetDraft("EUR", MARCH, [CostDraft("99", 100, "EUR")], chart="cnc")
    with pytest.raises(services.AccountUnknown, match="99"):
        services.draw_budget(project_id=one, draft=unknown, actor=ACTOR)
    with pytest.raises(services.AccountUnknown):
        services.map_chart(chart="cnc", codes={"12": "0001"}, actor=ACTOR)
    assert queries.mapped("cnc") == {"11": "1100", "31": "3300"}


def test_bills_are_on_record_once_and_need_a_budget_and_their_order(shooting):
    bill(shooting, services.commit, "3300", 10, "PO-1", MARCH)
    with pytest.raises(services.ReferenceTaken):
        bill(shooting, services.commit, "3300", 10, "PO-1", MARCH)
    with pytest.raises(services.NotThere):
        bill(shooting, services.spend, "3300", 10, "INV-1", MARCH, "PO-2")
    with pytest.raises(services.WrongFacts):
        bill(shooting, services.spend, "1100", 10, "INV-1", MARCH, "PO-1")
    with pytest.raises(services.AccountUnknown):
        bill(shooting, services.spend, "0001", 10, "INV-1", MARCH)
    with pytest.raises(services.BudgetMissing):
        bill(a_project("Un autre"), services.spend, "3300", 10, "INV-1", MARCH)

    services.close_commitment(project_id=shooting, reference="PO-1", on=FRIDAY, actor=ACTOR)
    assert queries.cost_report(project_id=shooting, on=NEXT).total.committed == 0
    assert queries.cost_report(project_id=shooting, on=MARCH).total.committed == 1_000


def test_the_gap_is_what_of_the_budget_nobody_pays(shooting):
    money_for(shooting, 200_000)
    plan = queries.financing(project_id=shooting, on=NEXT)
    assert (plan.total, plan.gap) == (Money(20_000_000, "EUR"), Money(7_500_000, "EUR"))
    assert plan.gap_per_cent == Decimal("27.27")

    money_for(shooting, 275_000)
    assert queries.financing(project_id=shooting, on=NEXT).gap == Money(0, "EUR")
    assert queries.budgets(project_id=shooting)[0].contingency_per_cent == Decimal("10.00")


def test_without_a_budget_there_is_neither_report_nor_plan(db):
    one = a_project()
    assert queries.cost_report(project_id=one, on=NEXT) is None
    assert queries.financing(project_id=one, on=NEXT) is None
