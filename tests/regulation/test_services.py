"""Changes: each with its audit line, and none that rewrites what was shipped or said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lanterne.core import audit
from lanterne.regulation import queries, services
from lanterne.regulation.models import CinemaRelease, OperatorFact, OwnRule, WorkExpense
from lanterne.regulation.rules import Exempts, Expense, Kind, Matter, Rule, Stated
from tests.regulation.examples import RULES
from tests.regulation.house import ACTOR, M, state, yearly
from tests.titles import a_film, a_series

pytestmark = pytest.mark.django_db
SINCE = date(2027, 1, 1)
NEW = Rule(
    "XX-OWN-1", "LU", Kind.LEVY, Decimal(1), "percent", "revenue", valid_from=SINCE, source="Law"
)


def supersede(**changes):
    rule = replace(RULES["FR-TSV-2020"], valid_from=SINCE, **changes)
    services.supersede_rule(rule=rule, reason="The budget law", actor=ACTOR)


def last():
    return audit.lines(limit=1)[0]


def test_a_superseding_row_leaves_the_shipped_one_and_says_both_in_the_trail():
    supersede(value=Decimal(6))
    first, second = queries.history(rule_id="FR-TSV-2020")
    assert (first.rule.value, first.reason) == (Decimal("5.15"), "")
    assert (second.rule.value, second.reason, second.made_by) == (6, "The budget law", ACTOR)
    assert second.rule.is_own
    line = last()
    assert (line.action, line.subject) == ("regulation.supersede_rule", "rule:FR-TSV-2020")
    assert (line.detail["value"], line.detail["before"]["value"]) == ("6", "5.15")


def test_a_rule_that_is_added_is_found_in_the_rulebook_from_its_day():
    services.add_rule(rule=NEW, reason="A new law", actor=ACTOR)
    assert "XX-OWN-1" in {one.id for one in queries.rulebook()}
    assert "XX-OWN-1" not in {one.id for one in queries.rules(on=date(2026, 12, 31))}
    assert "XX-OWN-1" in {one.id for one in queries.rules(on=SINCE)}
    assert last().action == "regulation.add_rule"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"id": "FR-TSV-2020"}, services.RuleExists),
        ({"id": "small words"}, services.RuleIncomplete),
        ({"value": None}, services.RuleIncomplete),
        ({"source": " "}, services.SourceMissing),
        ({"valid_from": None}, services.PeriodWrong),
        ({"valid_to": date(2026, 12, 31)}, services.PeriodWrong),
        ({"country": "ZZ"}, services.PlaceUnknown),
        ({"kind": Kind.WINDOW}, services.RuleIncomplete),
        ({"kind": Kind.TURNOVER_THRESHOLD, "group": "XX"}, services.RuleIncomplete),
        ({"kind": Kind.TURNOVER_THRESHOLD, "exempts": Exempts.ALONE}, services.RuleIncomplete),
        ({"kind": Kind.SUB_QUOTA}, services.RuleIncomplete),
        ({"kind": Kind.MINIMUM}, services.RuleIncomplete),
        ({"kind": Kind.SURCHARGE}, services.RuleIncomplete),
    ],
)
def test_a_rule_that_is_wrong_is_refused_whole(changes, refusal):
    with pytest.raises(refusal):
        services.add_rule(rule=replace(NEW, **changes), reason="Why", actor=ACTOR)
    assert not OwnRule.objects.exists()
    assert not audit.lines()


def test_a_rule_is_not_changed_without_a_reason_nor_one_that_is_not_there():
    with pytest.raises(services.ReasonMissing):
        services.supersede_rule(rule=replace(NEW, id="FR-TSV-2020"), reason=" ", actor=ACTOR)
    with pytest.raises(services.NoSuchRule):
        services.supersede_rule(rule=NEW, reason="Why", actor=ACTOR)
    assert not OwnRule.objects.exists()


def test_a_number_of_users_exempts_nobody_and_stands_alone():
    again = replace(RULES["GB-TIER1"], valid_from=SINCE)
    services.supersede_rule(rule=again, reason="Why", actor=ACTOR)
    assert len(queries.history(rule_id="GB-TIER1")) == 2


def test_a_fact_stated_anew_takes_the_place_of_the_old_and_the_trail_keeps_both():
    state(yearly(Matter.TURNOVER, "1000000"))
    state(yearly(Matter.TURNOVER, "1200000"))
    [held] = queries.facts()
    assert held.stated.amount == 1_200_000
    assert last().detail["before"]["amount"] == "1000000"
    services.withdraw_fact(fact_id=held.id, actor=ACTOR)
    assert queries.facts() == ()
    assert last().action == "regulation.withdraw_fact"


def test_a_table_says_which_lines_are_new_which_change_and_which_are_known():
    head = "matter,territory,year,amount,currency,source\n"
    lines = "works,FR,2025,40,,A list\nturnover,FR,2025,{},EUR,Accounts\n"

    def taken(text):
        found = services.import_operator(text=head + text, actor=ACTOR)
        return [one.outcome.value for one in found.arrivals]

    assert taken(lines.format("1.5")) == ["added", "added"]
    assert taken(lines.format("1.50")) == ["unchanged", "unchanged"]
    assert taken(lines.format("2")) == ["unchanged", "changed"]
    assert queries.operator().number(Matter.TURNOVER, "FR", 2025) == 2


@pytest.mark.parametrize(
    ("stated", "refusal"),
    [
        (Stated(Matter.ESTABLISHED, "ZZ"), services.PlaceUnknown),
        (Stated(Matter.TURNOVER, "FR", 2025), services.StatementIncomplete),
        (Stated(Matter.TURNOVER, "FR", None, Decimal(1), "EUR"), services.StatementIncomplete),
        (Stated(Matter.TURNOVER, "FR", 2025, Decimal(1), "ABC"), services.CurrencyUnknown),
        (Stated(Matter.AGREEMENT), services.StatementIncomplete),
        (Stated(Matter.TARGETED, "FR", since=SINCE, until=SINCE), services.PeriodWrong),
        (yearly(Matter.TURNOVER, "1e14"), services.StatementIncomplete),
        (yearly(Matter.TURNOVER, "0.00001"), services.StatementIncomplete),
        (yearly(Matter.TURNOVER, "NaN"), services.StatementIncomplete),
        (yearly(Matter.TURNOVER, "-1"), services.StatementIncomplete),
        (yearly(Matter.TURNOVER, "1", year=1989), services.StatementIncomplete),
        (yearly(Matter.TURNOVER, "1", year=2**31), services.StatementIncomplete),
        (replace(yearly(Matter.WORKS, "1"), currency="EURO"), services.CurrencyUnknown),
        (Stated(Matter.TARGETED, "FR", amount=Decimal("1e14")), services.StatementIncomplete),
        (Stated(Matter.AGREEMENT, words="x" * 61), services.StatementIncomplete),
    ],
)
def test_a_statement_that_is_not_whole_is_refused(stated, refusal):
    with pytest.raises(refusal):
        services.state_fact(stated=stated, actor=ACTOR)
    assert not OperatorFact.objects.exists()


def test_a_source_that_no_column_holds_is_refused():
    with pytest.raises(services.StatementIncomplete, match="at most 300 characters"):
        services.state_fact(
            stated=yearly(Matter.TURNOVER, "1"), source="The report " * 30, actor=ACTOR
        )
    assert not OperatorFact.objects.exists()


def test_nothing_is_withdrawn_that_was_not_stated():
    for withdraw, refusal in (
        (lambda: services.withdraw_fact(fact_id=1, actor=ACTOR), services.NotStated),
        (lambda: services.withdraw_expense(expense_id=1, actor=ACTOR), services.NoSuchExpense),
    ):
        with pytest.raises(refusal):
            withdraw()


def test_an_expense_is_kept_with_all_that_it_counts_as():
    counted = frozenset({"cinema", "language:fr"})
    expense = Expense(SINCE, Decimal(M), "EUR", frozenset({"FR", "BE"}), counted, "Vampires")
    held = services.record_expense(expense=expense, actor=ACTOR)
    assert queries.expenses(year=2027) == (expense,)
    assert [one.id for one in queries.held_expenses(year=2027, territory="BE")] == [held]
    assert queries.held_expenses(year=2027, territory="DE") == ()
    services.withdraw_expense(expense_id=held, actor=ACTOR)
    assert queries.expenses(year=2027) == ()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"amount": Decimal()}, services.ExpenseIncomplete),
        ({"buckets": frozenset()}, services.ExpenseIncomplete),
        ({"territories": frozenset({"ZZ"})}, services.PlaceUnknown),
        ({"currency": "XX"}, services.CurrencyUnknown),
    ],
)
def test_an_expense_that_counts_as_nothing_is_refused(changes, refusal):
    whole = Expense(SINCE, Decimal(M), "EUR", frozenset({"FR"}), frozenset({"cinema"}), "Vampires")
    with pytest.raises(refusal):
        services.record_expense(expense=replace(whole, **changes), actor=ACTOR)
    assert not WorkExpense.objects.exists()


def test_only_films_are_released_in_cinemas():
    series, (season,), _ = a_series(seasons=(1,))
    for title in (series, season, 999):
        with pytest.raises(services.NotAFilm):
            services.state_release(title_id=title, territory="FR", released_on=SINCE, actor=ACTOR)
    film = a_film()
    services.state_release(title_id=film, territory="FR", released_on=SINCE, actor=ACTOR)
    services.state_release(title_id=film, territory="FR", released_on=date(2026, 1, 1), actor=ACTOR)
    assert queries.releases(title_id=film) == (("FR", date(2026, 1, 1), ""),)
    services.withdraw_release(title_id=film, territory="FR", actor=ACTOR)
    assert not CinemaRelease.objects.exists()
    with pytest.raises(services.NoSuchRelease):
        services.withdraw_release(title_id=film, territory="FR", actor=ACTOR)
