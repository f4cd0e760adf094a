from datetime import date
from decimal import Decimal

import pytest

from lanterne.facts.rules import (
    Claim,
    Confidence,
    Day,
    DerivingUnlike,
    Difference,
    Kind,
    Moment,
    Qualifier,
    Quantity,
    Status,
    UnreadableScope,
    Words,
    differences,
    gap,
    like_pairs,
    portion,
    question,
    ratio,
    scopes,
    share,
    statuses,
    weakest,
)


def count(amount, qualifier=Qualifier.EXACTLY, unit="titles"):
    return Quantity(Decimal(amount), unit, qualifier)


def claim(key, subject, measure, value, **facts):
    told = {
        "family": "originals",
        "kind": Kind.LEVEL,
        "scope": "",
        "moment": Moment(as_of=date(2018, 9, 25)),
        "confidence": Confidence.ESTIMATED,
    }
    return Claim(key=key, subject=subject, measure=measure, value=value, **told | facts)


NETFLIX_AHEAD = claim("n-pipeline", "netflix", "pipeline", count(250, Qualifier.MORE_THAN))
NETFLIX_SHOWN = claim("n-catalogue", "netflix", "catalogue", count(229))
AMAZON_AHEAD = claim("a-pipeline", "amazon", "pipeline", count(100, Qualifier.ABOUT))
AMAZON_SHOWN = claim("a-catalogue", "amazon", "catalogue", count(105))
EVERY = (NETFLIX_AHEAD, NETFLIX_SHOWN, AMAZON_AHEAD, AMAZON_SHOWN)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (count(105), count(105), True),
        (count(105), count(106), False),
        (count(20, Qualifier.ABOUT), count(21), True),
        (count(20, Qualifier.ABOUT), count(22), False),
        (count(250, Qualifier.MORE_THAN), count(700), True),
        (count(250, Qualifier.AT_LEAST), count(249), False),
        (count(10, Qualifier.AT_MOST), count(10), True),
        (count(10, Qualifier.LESS_THAN), count(11, Qualifier.AT_LEAST), False),
        (count(5), count(5, unit="people"), False),
        (count(5), Words("five"), False),
        (Day("2015"), Day("2015-12"), True),
        (Day("2015-12-03"), Day("2015"), True),
        (Day("2014"), Day("2015"), False),
        (Day("2015"), count(2015), False),
        (Words("In protest"), Words("in PROTEST"), True),
        (Words("In protest"), Day("2015"), False),
    ],
)
def test_values_agree_when_both_can_be_true(one, other, agree):
    assert one.agrees(other) is agree
    assert other.agrees(one) is agree


def test_the_pipeline_of_one_and_the_catalogue_of_another_are_unlike():
    assert differences(NETFLIX_AHEAD, AMAZON_SHOWN) == (Difference.MEASURE,)


def test_both_like_pairs_are_proposed_instead():
    pairs = like_pairs(NETFLIX_AHEAD, AMAZON_SHOWN, EVERY)

    assert [(pair.left.key, pair.right.key) for pair in pairs] == [
        ("n-catalogue", "a-catalogue"),
        ("n-pipeline", "a-pipeline"),
    ]


def test_what_was_replaced_is_no_longer_proposed():
    gone = claim("a-pipeline", "amazon", "pipeline", count(100), status=Status.SUPERSEDED)

    pairs = like_pairs(
        NETFLIX_AHEAD, AMAZON_SHOWN, (NETFLIX_AHEAD, NETFLIX_SHOWN, gone, AMAZON_SHOWN)
    )

    assert [pair.left.key for pair in pairs] == ["n-catalogue"]


def test_the_pair_nearest_in_time_stands_for_its_measure():
    later = claim(
        "a-later", "amazon", "pipeline", count(120), moment=Moment(as_of=date(2018, 12, 20))
    )

    pairs = like_pairs(NETFLIX_AHEAD, AMAZON_SHOWN, (*EVERY, later))

    assert [pair.right.key for pair in pairs] == ["a-catalogue", "a-pipeline"]


@pytest.mark.parametrize(
    ("day", "apart"), [(date(2018, 12, 26), ()), (date(2018, 12, 27), (Difference.TIME,))]
)
def test_levels_a_quarter_apart_still_speak_of_one_time(day, apart):
    other = claim("x", "amazon", "catalogue", count(105), moment=Moment(as_of=day))

    assert differences(NETFLIX_SHOWN, other) == apart


def test_periods_of_unlike_length_are_unlike():
    year = Moment(since=date(2018, 1, 1), until=date(2019, 1, 1))
    quarter = Moment(since=date(2018, 1, 1), until=date(2018, 4, 1))
    one = claim("y", "netflix", "released", count(140), kind=Kind.FLOW, moment=year)
    other = claim("q", "amazon", "released", count(30), kind=Kind.FLOW, moment=quarter)

    assert differences(one, other) == (Difference.TIME,)
    assert (
        differences(one, claim("z", "amazon", "released", count(9), kind=Kind.FLOW, moment=year))
        == ()
    )


def test_everything_that_sets_two_apart_is_told():
    one = claim("m", "netflix", "price", count(9, unit="EUR"), scope="territory=FR")
    other = claim("n", "amazon", "revenue", count(5, unit="USD"))

    assert differences(one, other) == (Difference.MEASURE, Difference.UNIT, Difference.SCOPE)


def test_a_ratio_is_of_counts_alone_and_never_of_nothing():
    assert ratio(NETFLIX_SHOWN, AMAZON_SHOWN) == Decimal(229) / Decimal(105)
    assert ratio(NETFLIX_SHOWN, claim("0", "amazon", "catalogue", count(0))) is None
    assert ratio(NETFLIX_SHOWN, claim("w", "amazon", "catalogue", Words("many"))) is None


HOUSEHOLDS = claim(
    "households", "market/FR", "households", count(28_996_752, unit="households"),
    scope="region=metropolitan;territory=FR", moment=Moment(as_of=date(2018, 1, 1)),
    confidence=Confidence.OFFICIAL,
)  # fmt: skip
SUBSCRIBERS = claim(
    "subscribers", "netflix", "subscribers", count(3_500_000, Qualifier.ABOUT, "households"),
    scope="territory=FR", moment=Moment(as_of=date(2018, 9, 28)), confidence=Confidence.REPORTED,
)  # fmt: skip


def test_the_share_of_french_households_and_what_is_missing_to_half_of_them():
    penetration = share(SUBSCRIBERS, HOUSEHOLDS)
    half = portion(Decimal(50), HOUSEHOLDS)
    missing = gap(SUBSCRIBERS, Decimal(50), HOUSEHOLDS)

    assert round(penetration.quantity.amount, 1) == Decimal("12.1")
    assert penetration.quantity.unit == "percent"
    assert half.quantity.amount == Decimal(14_498_376)
    assert half.quantity.qualifier is Qualifier.EXACTLY
    assert missing.quantity.amount == Decimal(10_998_376)
    assert missing.quantity.qualifier is Qualifier.ABOUT
    assert missing.made_of == (SUBSCRIBERS, HOUSEHOLDS)
    assert missing.confidence is Confidence.REPORTED


def test_a_share_says_that_its_figures_speak_of_unlike_parts_of_a_country():
    assert share(SUBSCRIBERS, HOUSEHOLDS).caveats == (Difference.SCOPE,)


@pytest.mark.parametrize(
    "whole",
    [
        claim(
            "h",
            "market/BE",
            "households",
            count(5_000_000, unit="households"),
            scope="territory=BE",
        ),
        claim(
            "h", "market/FR", "population", count(67_000_000, unit="people"), scope="territory=FR"
        ),
        claim("h", "market/FR", "households", Words("many"), scope="territory=FR"),
        claim("h", "market/FR", "households", count(0, unit="households"), scope="territory=FR"),
    ],
)
def test_no_share_is_made_of_another_country_other_units_words_or_nothing(whole):
    with pytest.raises(DerivingUnlike):
        share(SUBSCRIBERS, whole)


def test_claims_that_answer_one_question_are_disputed_when_any_two_disagree():
    assert statuses([("a", Day("2015")), ("b", Day("2015-12"))]) == {
        "a": Status.CURRENT,
        "b": Status.CURRENT,
    }
    assert statuses([("a", Day("2014")), ("b", Day("2015"))]) == {
        "a": Status.DISPUTED,
        "b": Status.DISPUTED,
    }


def test_a_level_is_asked_for_by_day_a_flow_by_period_and_a_fact_once_for_all():
    day, period = (
        Moment(as_of=date(2018, 9, 28)),
        Moment(since=date(2018, 1, 1), until=date(2019, 1, 1)),
    )
    told = {"subject": "netflix", "measure": "m", "scope": ""}

    assert question(**told, kind=Kind.LEVEL, moment=day) == "netflix|m||2018-09-28"
    assert question(**told, kind=Kind.FLOW, moment=period) == "netflix|m||2018-01-01/2019-01-01"
    assert question(**told, kind=Kind.FACT, moment=day) == "netflix|m||"


def test_what_is_worked_out_is_as_sure_as_the_weakest_of_it():
    assert (
        weakest([Confidence.OFFICIAL, Confidence.ESTIMATED, Confidence.OWN]) is Confidence.ESTIMATED
    )


def test_a_scope_is_written_in_one_order():
    assert (
        scopes.written(scopes.read(" territory=FR ;region=metropolitan;"))
        == "region=metropolitan;territory=FR"
    )
    assert scopes.read("") == {}


@pytest.mark.parametrize(
    "text", ["FR", "territory=", "=FR", "territory=FR;territory=BE", "Territory=FR"]
)
def test_a_scope_that_cannot_be_read_is_refused(text):
    with pytest.raises(UnreadableScope):
        scopes.read(text)
