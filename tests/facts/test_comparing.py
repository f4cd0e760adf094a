from decimal import Decimal

import pytest

from lanterne.facts import queries, sentences, services
from lanterne.facts.rules import Difference
from tests.facts import figures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_report():
    for draft in figures.originals():
        services.state_claim(draft=draft, actor="user:1")


def test_250_against_105_is_refused_with_both_like_pairs_offered():
    comparison = queries.comparison("netflix-pipeline", "amazon-catalogue")

    assert comparison.differences == (Difference.MEASURE,)
    assert comparison.ratio is None
    assert [(pair.left.key, pair.right.key) for pair in comparison.pairs] == [
        ("netflix-catalogue", "amazon-catalogue"),
        ("netflix-pipeline", "amazon-pipeline"),
    ]
    assert sentences.verdict(comparison, language="en") == (
        "more than 250 titles and 105 titles may not be compared: they measure different things."
    )


def test_229_against_105_may_be_compared():
    comparison = queries.comparison("netflix-catalogue", "amazon-catalogue")

    assert comparison.is_like
    assert comparison.ratio == Decimal(229) / Decimal(105)
    assert sentences.verdict(comparison, language="en") == (
        "229 titles and 105 titles may be compared."
    )


def test_what_is_not_there_is_compared_with_nothing():
    assert queries.comparison("netflix-pipeline", "nobody") is None
