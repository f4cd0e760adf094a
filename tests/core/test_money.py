from decimal import Decimal

import pytest

from lanterne.core.money import Money


@pytest.mark.parametrize(
    ("money", "language", "written"),
    [
        (Money(1299, "EUR"), "fr", "12,99\xa0€"),
        (Money(1299, "EUR"), "en", "€12.99"),
        (Money(799, "GBP"), "en", "£7.99"),
        (Money(1190, "CHF"), "fr", "11,90\xa0CHF"),
        (Money(1500, "JPY"), "en", "¥1,500"),
        (Money(1234567, "EUR"), "fr-CA", "12\xa0345,67\xa0€"),
        (Money(0, "EUR"), "en", "€0.00"),
    ],
)
def test_money_is_written_as_people_of_that_language_write_it(money, language, written):
    assert money.formatted(language) == written


@pytest.mark.parametrize("language", ["tlh", "", "not a language", "../etc"])
def test_an_unknown_language_reads_english(language):
    assert Money(1299, "EUR").formatted(language) == "€12.99"


def test_amounts_are_exact():
    assert Money(1299, "EUR").amount == Decimal("12.99")
    assert Money(1500, "JPY").amount == Decimal(1500)
    assert Money(1500, "BHD").amount == Decimal("1.500")


@pytest.mark.parametrize("code", ["eur", "EURO", "", "E1R"])
def test_a_currency_is_three_capital_letters(code):
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, code)
