"""Questions 12, 13 and 14 of the report, asked of what staff stated, of the catalogue and of the shipped rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from lanterne.regulation import queries, sentences, services
from lanterne.regulation.rules import (
    Bracket,
    Family,
    Kind,
    Made,
    Matter,
    Planned,
    Rule,
    Verdict,
)
from tests.regulation.house import (
    ACTOR,
    AFTER,
    NOW,
    REPORT,
    M,
    a_catalogue,
    of_the_report,
    spend,
    state,
    yearly,
)
from tests.titles import a_film, a_window

pytestmark = pytest.mark.django_db


def told(on=NOW, territory="FR"):
    return queries.briefing(territory=territory, on=on).briefing


def answer(rule, on=NOW, territory="FR"):
    return told(on, territory).answer(rule)


def lines(rule, on=NOW, language="en"):
    held = told(on)
    return sentences.lines(held.answer(rule), of=held, language=language)


@pytest.fixture
def house(db):
    of_the_report()


@pytest.fixture
def investor(house):
    """1,000 M EUR in France in 2025, 4 per cent of the audience, 40 works."""
    state(
        yearly(Matter.TURNOVER, "1000000000"),
        yearly(Matter.AUDIENCE_SHARE, "4"),
        yearly(Matter.WORKS, "40"),
    )


@pytest.mark.parametrize(("on", "months"), [(REPORT, 36), (AFTER, 15), (NOW, 15)])
def test_question_12_how_long_a_film_waits(house, on, months):
    [found] = told(on).of(Family.WINDOW)
    assert found.window.months == months
    assert found.applies.verdict is Verdict.APPLIES


def test_question_12_says_which_date_governs_and_what_others_wait(house):
    said = lines("FR-WIN-2025-SVOD-15")
    assert said.asks == (
        "Films may be shown 15 months after their release in cinemas; the rule on the day of release governs."
    )
    assert (
        said.change == "Otherwise: 9 months (fr-chronology-25), 17 months (without an agreement)."
    )
    told = sentences.provenance(answer("FR-WIN-2025-SVOD-15").rule, language="en")
    assert told.startswith("FR-WIN-2025-SVOD-15, in force, challenged from 13 February 2025")


def test_question_13_in_2018_no_figure_was_asked_of_a_service_in_the_netherlands(house):
    found = told(REPORT)
    assert [one.rule.id for one in found.of(Family.CATALOGUE)] == ["EU-AVMSD-2010-13"]
    assert found.answer("EU-AVMSD-2010-13").applies.verdict is Verdict.APPLIES


def test_question_13_the_share_of_the_catalogue_open_that_day(investor):
    a_catalogue()
    found = answer("EU-AVMSD-13-1")
    # Three European films of five, and an American season: a season is one title.
    assert (found.count.met, found.count.total) == (3, 6)
    assert found.is_met
    assert lines("EU-AVMSD-13-1").stands == ("50%: 3 of 6 titles, a film or a season each.")


def test_question_13_the_french_quotas_bind_only_those_established_in_france(investor):
    a_catalogue()
    assert answer("FR-CAT-EU").applies.verdict is Verdict.ELSEWHERE
    assert lines("FR-CAT-EU").applies == (
        "It does not apply: it binds those who are established there (France); we are: Netherlands."
    )
    state(replace(queries.operator().stated[0], territory="FR", since=date(2026, 1, 1)))
    assert not answer("FR-CAT-EU").is_met
    # 3 of 6 are 50 per cent; 5 of 8 are 62.5.
    assert lines("FR-CAT-EU").change == "2 titles more would reach it (European works)."
    # Two films and the season are in French: 50 per cent, and 40 are asked.
    assert lines("FR-CAT-EOF").change == "Nothing is missing."
    with translation.override("fr"):
        said = lines("FR-CAT-EOF", language="fr")
    assert said.asks == "40\xa0% des titres\u202f: en français à l’origine."


def test_a_title_that_is_not_open_that_day_is_not_counted(investor):
    a_catalogue()
    a_film("Later", countries=["FR"])
    late = a_film("Late", countries=["FR"])
    a_window(late, opens_at=queries.noon("FR", date(2026, 12, 1)))
    assert answer("EU-AVMSD-13-1").count.total == 6
    assert answer("EU-AVMSD-13-1", date(2026, 12, 1)).count.total == 7


def test_a_title_of_which_nobody_said_where_it_was_made_is_told(investor):
    a_window(a_film("Nowhere"))
    count = answer("EU-AVMSD-13-1").count
    assert (count.total, count.met, count.unknown) == (1, 0, 1)
    assert "at most 100%" in lines("EU-AVMSD-13-1").stands


def test_question_14_in_2018_only_the_levy_was_asked(house):
    state(yearly(Matter.TURNOVER, "250000000", year=2018))
    found = told(REPORT)
    assert found.answer("FR-SMAD-2010-INV").applies.verdict is Verdict.ELSEWHERE
    levy = found.answer("FR-TSV-2018")
    assert levy.applies.verdict is Verdict.APPLIES
    assert levy.part.asked == 5 * M


def test_question_14_what_must_be_invested_of_which_base_and_what_was_spent(investor):
    spend("120", "european", "audiovisual", "language:fr", "independent", "patrimonial")
    spend("30", "european", "cinema", "language:fr")
    spend("500", "european", "cinema", on=date(2025, 12, 31))
    found = answer("FR-SMAD-2021-INV")
    assert (found.base.year, found.base.amount) == (2025, 1000 * M)
    assert (found.part.asked, found.part.spent) == (200 * M, 150 * M)
    missing = {part.rule.id: part.missing for part in found.parts}
    assert missing["FR-SMAD-2021-INDEP-CIN"] == 30 * M
    assert missing["FR-SMAD-2021-EOF-CIN"] == 4 * M
    said = lines("FR-SMAD-2021-INV")
    assert said.asks == "20% of €1B (turnover of 2025): €200M."
    assert said.stands == "€150M spent, of €200M."
    assert said.change == "€50M more by 31 December 2026."


def test_what_is_missing_is_said_to_the_tenth_of_a_million(investor):
    spend("198.8", "european", "audiovisual")
    assert lines("FR-SMAD-2021-INV").change == "€1.2M more by 31 December 2026."


def test_a_reached_whole_may_have_a_part_that_is_not(investor):
    spend("200", "european", "audiovisual", "independent", "language:fr", "patrimonial")
    assert lines("FR-SMAD-2021-INV").change.startswith(
        "Reached as a whole; of its parts, €40M cinema"
    )
    assert answer("FR-SMAD-2021-INV").is_met is False


def test_what_was_carried_over_counts(investor):
    state(yearly(Matter.CARRIED_OVER, "10000000", year=2026))
    spend("150", "european", "audiovisual")
    assert lines("FR-SMAD-2021-INV").stands == "€150M spent and €10M carried over, of €200M."
    assert answer("FR-SMAD-2021-INV").part.missing == 40 * M


def test_an_agreement_of_at_least_forty_million_a_year(investor):
    state(yearly(Matter.TURNOVER, "100000000"))
    assert answer("FR-SMAD-2021-INV").part.asked == 20 * M
    signed = replace(queries.operator().stated[2], words="fr-convention-prime")
    state(signed)
    assert answer("FR-SMAD-2021-INV").part.asked == 40 * M


def test_a_small_service_hears_first_that_it_is_exempt(house):
    state(
        yearly(Matter.TURNOVER, "300000"),
        yearly(Matter.AUDIENCE_SHARE, "0.1"),
        yearly(Matter.WORKS, "4"),
    )
    first, *_ = told().small
    assert sentences.small(first, language="en").startswith(
        "Exempt as a small service (European Union): turnover of 2025: €300,000, below €"
    )
    assert lines("FR-SMAD-2021-INV").applies == (
        "It does not apply: this service is exempt as a small one."
    )


def test_an_unknown_turnover_is_said_and_not_guessed(house):
    assert lines("FR-SMAD-2021-INV").asks == (
        "20%; the turnover that it is reckoned of is not stated."
    )
    assert answer("FR-SMAD-2021-INV").part is None


def test_a_base_that_no_turnover_tells_is_said_and_not_taken_for_unstated():
    state(yearly(Matter.TURNOVER, "1000000", territory="AU"))
    found = told(territory="AU")
    rule = found.answer("AU-EXP")
    assert (rule.base.amount, rule.part) == (1_000_000, None)
    assert sentences.asks(rule, language="en") == (
        "10%; what it is reckoned of is not the turnover, and is not known here."
    )


def test_a_levy_of_our_own_by_brackets_alone_is_reckoned():
    state(yearly(Matter.TURNOVER, "30000000", territory="LU"))
    brackets = (Bracket(Decimal(0), Decimal("1.8")), Bracket(Decimal(20 * M), Decimal("2.5")))
    rule = Rule(
        "LU-OWN-1",
        "LU",
        Kind.LEVY,
        of="revenue",
        brackets=brackets,
        valid_from=REPORT,
        source="Law",
    )
    services.add_rule(rule=rule, reason="New", actor=ACTOR)
    held = answer("LU-OWN-1", territory="LU")
    assert held.part.asked == 610_000
    assert sentences.asks(held, language="en").endswith("the year before is assumed): €610,000.")


def test_the_vat_of_the_day_comes_from_the_table_of_territories(house):
    rates = [queries.briefing(territory="EE", on=on).vat.rate for on in (REPORT, date(2026, 1, 1))]
    assert rates == [20, 24]
    assert queries.briefing(territory="FR", on=date(2010, 1, 1)).vat is None


def test_a_region_is_told_with_its_country(house):
    found = told(territory="BE")
    assert {"BE-VLG-2025", "BE-WBR-2024"} <= {one.rule.id for one in found.answers}


def test_what_if_two_french_films_more(investor):
    a_catalogue()
    state(replace(queries.operator().stated[0], territory="FR", since=date(2026, 1, 1)))
    plan = Planned(
        "Vampires",
        (Made("FR"),),
        "fr",
        Decimal(20 * M),
        buckets=frozenset({"european", "cinema", "language:fr"}),
    )
    after, changes = queries.what_if(
        territory="FR", on=NOW, slate=[plan, replace(plan, name="Banlieusards", spend=Decimal())]
    )
    assert after.answer("FR-CAT-EU").is_met
    moved = {one.after.rule.id: one for one in changes}
    assert (moved["FR-CAT-EU"].before.count.met, moved["FR-CAT-EU"].after.count.met) == (3, 5)
    assert moved["FR-SMAD-2021-INV"].after.part.spent == 20 * M
    assert not told().answer("FR-CAT-EU").is_met


def test_a_title_that_would_not_be_shown_by_then_is_spent_on_and_not_counted(investor):
    a_catalogue()
    kinds = frozenset({"european", "cinema"})
    plan = Planned("Vampires", (Made("FR"),), "fr", Decimal(20 * M), buckets=kinds, is_shown=False)
    after, changes = queries.what_if(territory="FR", on=NOW, slate=[plan])

    assert (after.answer("EU-AVMSD-13-1").count.met, after.answer("EU-AVMSD-13-1").count.total) == (
        3,
        6,
    )
    moved = {one.after.rule.id: one.after for one in changes}
    assert "EU-AVMSD-13-1" not in moved
    assert moved["FR-SMAD-2021-INV"].part.spent == 20 * M


def test_a_new_rate_of_our_own_counts_from_its_day(investor):
    held = queries.versions(rule_id="FR-SMAD-2021-INV")[-1]
    services.supersede_rule(
        rule=replace(held, value=Decimal(22), valid_from=date(2026, 7, 1), source="Decree"),
        reason="The decree was amended.",
        actor=ACTOR,
    )
    assert answer("FR-SMAD-2021-INV", date(2026, 6, 30)).part.asked == 200 * M
    assert answer("FR-SMAD-2021-INV").part.asked == 220 * M
