from decimal import Decimal

import pytest
from django.utils import translation

from lanterne.facts import sentences, written
from lanterne.facts.rules import Day, Difference, Qualifier, Quantity, Words


def quantity(amount, unit, qualifier=Qualifier.EXACTLY):
    return Quantity(Decimal(amount), unit, qualifier)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (quantity(28_996_752, "households"), "28,996,752 households", "28 996 752 foyers"),
        (
            quantity(3_500_000, "households", Qualifier.ABOUT),
            "about 3.5 million households",
            "environ 3,5 millions de foyers",
        ),
        (quantity(1, "titles"), "1 title", "1 titre"),
        (
            quantity(250, "titles", Qualifier.MORE_THAN),
            "more than 250 titles",
            "plus de 250 titres",
        ),
        (quantity("12.1", "percent"), "12.1%", "12,1 %"),
        (quantity(30_000_000, "USD"), "$30,000,000.00", "30 000 000,00 $US"),
        (quantity(4, "rank"), "number 4", "numéro 4"),
        (quantity(12, "halls"), "12 halls", "12 halls"),
        (Day("2015"), "2015", "2015"),
        (Day("2015-12"), "December 2015", "décembre 2015"),
        (Day("2018-09-28"), "28 September 2018", "28 septembre 2018"),
        (Words("In protest"), "In protest", "In protest"),
    ],
)
def test_a_figure_is_written_as_people_of_a_language_write_it(value, english, french):
    def plain(text):
        return text.replace("\u202f", " ").replace("\xa0", " ")

    assert plain(written.value(value, language="en")) == english
    with translation.override("fr"):
        assert plain(written.value(value, language="fr")) == french


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        ("12.070317", "percent", "12.1%"),
        (10_998_376, "households", "11 million households"),
        (14_498_376, "households", "14.5 million households"),
        ("999.94", "titles", "999.9 titles"),
    ],
)
def test_what_was_worked_out_is_said_no_more_exactly_than_it_is_worth(amount, unit, text):
    assert written.rounded(quantity(amount, unit), language="en") == text


def test_reasons_stand_apart_as_each_language_has_it():
    why = (Difference.SCOPE, Difference.TIME)
    assert sentences.differences(why).count("; ") == 1
    with translation.override("fr"):
        assert sentences.differences(why).count("\u202f; ") == 1
