"""Question 14: what must be invested, of which base, and what has been: with published numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lanterne.regulation.rules import (
    Bracket,
    Expense,
    asked,
    duty,
    in_force,
    part,
    progressive,
    signed,
    spent,
    sub_quotas,
)
from tests.regulation.examples import RULES, SHIPPED, M

ON = date(2023, 12, 31)
THOUSAND_MILLION = Decimal(1000 * M)


def expense(millions, *buckets, on=ON):
    return Expense(on, Decimal(millions) * M, "EUR", frozenset({"FR"}), frozenset(buckets))


def quotas(on, *agreements, group="FR-SMAD-2021"):
    rules = signed(in_force(SHIPPED, (), on=on), agreements=frozenset(agreements))
    return [one for one in rules if one.group == group and one.kind == "sub_quota"]


def test_the_french_agreements_are_sixteen_and_four_per_cent_of_turnover():
    due = duty(RULES["FR-SMAD-2021-INV"], THOUSAND_MILLION, [])
    assert due.asked == 200 * M
    parts = sub_quotas(due, quotas(ON, "fr-convention-2021"), THOUSAND_MILLION, [])
    told = {one.rule.id: one.asked / THOUSAND_MILLION * 100 for one in parts}
    assert told["FR-CONV-2021-AV"] == 16
    assert told["FR-CONV-2021-CINEMA"] == 4
    # Three quarters of the cinema part; 85 per cent of it in French.
    assert told["FR-SMAD-2021-INDEP-CIN"] == 3
    assert told["FR-SMAD-2021-EOF-CIN"] == Decimal("3.4")


def test_the_italian_share_is_eleven_point_two_per_cent_of_revenue():
    due = duty(RULES["IT-2024-INV"], THOUSAND_MILLION, [])
    parts = sub_quotas(due, quotas(date(2025, 1, 1), group="IT-2024"), THOUSAND_MILLION, [])
    told = {one.rule.id: one.asked / THOUSAND_MILLION * 100 for one in parts}
    assert told == {"IT-2024-ITA": Decimal("11.2"), "IT-2024-FILM": 3}


def test_what_all_services_invested_in_france_in_2023():
    # 362 M EUR: 283 in audiovisual works, 79 in cinema.
    paid = [expense("283", "european", "audiovisual"), expense("79", "european", "cinema")]
    assert spent(paid, ("european",)) == 362 * M
    # As if 362 had been asked: each of the two at least a fifth of it, 72.4.
    due = duty(RULES["FR-SMAD-2021-INV"], Decimal(1810 * M), paid)
    assert (due.asked, due.missing) == (362 * M, 0)
    parts = {one.rule.id: one for one in sub_quotas(due, quotas(ON), due.asked, paid)}
    assert parts["FR-SMAD-2021-CINEMA"].asked == Decimal("72.4") * M
    assert parts["FR-SMAD-2021-CINEMA"].missing == 0
    assert parts["FR-SMAD-2021-AV"].spent == 283 * M


def test_the_danish_levy_yielded_94_7_million_of_4_735_million():
    assert asked(RULES["DK-LEVY"], Decimal(4735 * M)) == Decimal("94.7") * M


def test_the_danish_surcharge_falls_away_at_five_per_cent():
    rule, base = RULES["DK-LEVY-SUR"], Decimal(100 * M)
    assert duty(rule, base, [expense("4.99")]).asked == 3 * M
    assert duty(rule, base, [expense("5")]).asked == 0


def test_one_expense_counts_in_several_buckets():
    paid = [expense("10", "european", "cinema", "independent", "language:fr")]
    due = duty(RULES["FR-SMAD-2021-INV"], Decimal(250 * M), paid)
    parts = {one.rule.id: one for one in sub_quotas(due, quotas(ON), due.asked, paid)}
    assert due.missing == 40 * M
    assert parts["FR-SMAD-2021-CINEMA"].missing == 0
    assert parts["FR-SMAD-2021-INDEP-CIN"].missing == 0
    assert parts["FR-SMAD-2021-EOF-CIN"].missing == 0
    assert parts["FR-SMAD-2021-AV"].missing == 10 * M


def test_what_is_carried_over_counts_and_what_is_left_can_be_carried_on():
    due = duty(RULES["FR-SMAD-2021-INV"], Decimal(50 * M), [expense("8", "european")], carried=M)
    assert (due.asked, due.missing, due.surplus) == (10 * M, M, 0)
    more = duty(RULES["FR-SMAD-2021-INV"], Decimal(50 * M), [expense("12", "european")])
    assert (more.missing, more.surplus) == (0, 2 * M)


def test_brackets_are_paid_each_on_its_own_part():
    # The German levy: 1.8 per cent up to 20 M EUR, 2.5 per cent of what is above.
    rule = RULES["DE-FFG-LEVY"]
    assert asked(rule, Decimal(10 * M)) == 180_000
    assert asked(rule, Decimal(20 * M)) == 360_000
    assert asked(rule, Decimal(30 * M)) == 610_000


def test_nothing_is_paid_below_the_lowest_bracket():
    table = (Bracket(Decimal(700_000), Decimal(1)), Bracket(Decimal(1_000_000), Decimal(2)))
    assert progressive(table, Decimal(600_000)) == 0
    assert progressive(table, Decimal(1_500_000)) == 13_000


def test_the_spanish_quota_for_independents_begins_above_fifty_million():
    on = date(2025, 1, 1)
    small, large = Decimal(50 * M), Decimal(51 * M)
    for base, told in ((small, []), (large, ["ES-2022-INDEP"])):
        due = duty(RULES["ES-2022-INV"], base, [])
        found = sub_quotas(due, quotas(on, group="ES-2022"), base, [])
        assert [one.rule.id for one in found] == told


def test_the_high_french_rate_is_for_those_who_show_young_films():
    for agreements, rate in (((), 20), (("films-under-12-months",), 25)):
        rules = signed(in_force(SHIPPED, (), on=ON), agreements=frozenset(agreements))
        [rule] = [one for one in rules if one.country == "FR" and one.kind == "investment"]
        assert rule.value == rate


def test_a_part_is_rounded_to_the_cent():
    assert part(Decimal("0.25"), Decimal(10)) == Decimal("0.03")
