"""Whether a rule applies: the small are let off first, then establishment or targeting is asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lanterne.regulation.rules import Matter, Operator, Stated, Verdict, applies, in_force
from tests.regulation.examples import (
    FOR_FRANCE,
    IN_FRANCE,
    IN_THE_NETHERLANDS,
    OF_THE_REPORT,
    RULES,
    SHIPPED,
    turnover,
)

NOW = date(2026, 11, 23)


def verdict(rule, operator, on=NOW, territory="FR"):
    rules = in_force(SHIPPED, (), on=on)
    return applies(RULES[rule], rules, operator, territory=territory, on=on)


def audience(percent, year=2025):
    return Stated(Matter.AUDIENCE_SHARE, "FR", year, Decimal(percent))


def test_the_french_catalogue_quota_is_for_those_established_in_france():
    assert verdict("FR-CAT-EU", OF_THE_REPORT).verdict is Verdict.ELSEWHERE
    assert verdict("FR-CAT-EU", Operator((IN_FRANCE, FOR_FRANCE))).verdict is Verdict.APPLIES


def test_the_investment_is_for_whoever_targets_france():
    works = Stated(Matter.WORKS, "FR", 2025, Decimal(40))
    told = (IN_THE_NETHERLANDS, FOR_FRANCE, turnover(2025, "1000"), works)
    assert verdict("FR-SMAD-2021-INV", Operator(told)).verdict is Verdict.APPLIES
    elsewhere = Operator((IN_THE_NETHERLANDS, turnover(2025, "1000"), works))
    assert verdict("FR-SMAD-2021-INV", elsewhere).verdict is Verdict.NOT_TARGETED


def test_in_2018_no_french_investment_was_asked_of_a_service_in_the_netherlands():
    told = Operator((IN_THE_NETHERLANDS, FOR_FRANCE, turnover(2017, "300")))
    found = verdict("FR-SMAD-2010-INV", told, on=date(2018, 9, 28))
    assert found.verdict is Verdict.ELSEWHERE


def test_the_union_asks_a_share_of_who_is_established_in_it():
    told = (Stated(Matter.ESTABLISHED, "US"), FOR_FRANCE, turnover(2025, "5"), audience("9"))
    assert verdict("EU-AVMSD-13-1", Operator(told)).verdict is Verdict.ELSEWHERE
    home = (IN_THE_NETHERLANDS, *told[1:])
    assert verdict("EU-AVMSD-13-1", Operator(home)).verdict is Verdict.APPLIES


def test_a_small_service_is_exempt_and_the_number_is_shown():
    told = Operator((IN_FRANCE, FOR_FRANCE, turnover(2025, "0.3"), audience("0.1")))
    found = verdict("FR-SMAD-2021-INV", told)
    assert found.verdict is Verdict.EXEMPT
    shown = {one.threshold.id: (one.number, one.year, one.is_below) for one in found.checks}
    assert shown == {
        "FR-SMAD-2021-THR": (Decimal(300_000), 2025, True),
        "FR-SMAD-2021-AUD": (Decimal("0.1"), 2025, True),
        "FR-SMAD-2021-MINWORKS": (None, 2025, None),
    }


@pytest.mark.parametrize(
    ("millions", "percent", "told"),
    [
        ("4.9", "0.4", Verdict.EXEMPT),
        ("0", "0.4", Verdict.EXEMPT),
        ("4.9", "0.5", Verdict.APPLIES),
        ("5", "0.4", Verdict.APPLIES),
        ("4.9", None, Verdict.DOUBTFUL),
    ],
)
def test_the_two_french_thresholds_exempt_together(millions, percent, told):
    works = Stated(Matter.WORKS, "FR", 2025, Decimal(10))
    stated = (FOR_FRANCE, turnover(2025, millions), works)
    stated += (audience(percent),) if percent else ()
    assert verdict("FR-SMAD-2021-INV", Operator(stated)).verdict is told


def test_fewer_than_ten_works_exempt_alone():
    works = Stated(Matter.WORKS, "FR", 2025, Decimal(9))
    told = Operator((FOR_FRANCE, turnover(2025, "80"), audience("5"), works))
    assert verdict("FR-SMAD-2021-INV", told).verdict is Verdict.EXEMPT


def test_a_turnover_in_another_currency_says_nothing():
    stated = (Stated(Matter.TARGETED, "CH"), turnover(2025, "1", "CH", "EUR"))
    works = Stated(Matter.WORKS, "CH", 2025, Decimal(40))
    found = verdict("CH-FILM-INV", Operator((*stated, works)), territory="CH")
    assert found.verdict is Verdict.DOUBTFUL


def test_what_is_not_in_force_yet_binds_nobody_and_what_is_challenged_does():
    told = Operator((Stated(Matter.TARGETED, "NO"), Stated(Matter.TARGETED, "CA"), FOR_FRANCE))
    assert verdict("NO-INV", told, territory="NO").verdict is Verdict.NOT_YET
    assert verdict("CA-BASE", told, territory="CA").verdict is Verdict.STAYED
    assert verdict("FR-WIN-2025-SVOD-17", told).verdict is Verdict.APPLIES
