from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from babel.numbers import is_currency

from lanterne.core import audit
from lanterne.territories import queries, rules, services

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_list_holds_every_country_of_iso_3166():
    codes = {territory.code for territory in queries.countries("en")}
    assert len(codes) == 249
    assert {"FR", "BE", "GB", "US", "CH", "TW", "PS", "VA", "AQ"} <= codes


@pytest.mark.parametrize("code", ["EU", "XK", "ZZ", "UN", "EA", "fr", "FRA", "419", "", "UK"])
def test_what_is_no_country_does_not_exist(code):
    assert not queries.exists(code)


def test_countries_are_named_in_the_language_asked_for():
    assert queries.name(code="GB", language="fr") == "Royaume-Uni"
    assert queries.name(code="GB", language="en") == "United Kingdom"
    assert queries.name(code="DE", language="fr-CA") == "Allemagne"


def test_an_unknown_language_reads_english_and_an_unknown_code_reads_itself():
    assert queries.name(code="BE", language="tlh") == "Belgium"
    assert queries.name(code="ZZ", language="fr") == "ZZ"


def test_countries_are_sorted_with_accents_aside():
    names = [territory.name for territory in queries.countries("fr")]
    assert names.index("Équateur") < names.index("Érythrée") < names.index("Espagne")


@pytest.mark.parametrize(
    ("territory", "rate"),
    [
        ("FR", "20"),
        ("BE", "21"),
        ("GB", "20"),
        ("CH", "8.1"),
        ("DE", "19"),
        ("FI", "25.5"),
        ("LU", "17"),
        ("HU", "27"),
        ("EE", "24"),
        ("RO", "21"),
        ("SK", "23"),
        ("US", "0"),
    ],
)
def test_todays_vat(territory, rate):
    assert queries.vat_rate(territory=territory, at=NOW) == Decimal(rate)


def test_a_rate_begins_with_its_day():
    midnight = datetime(2025, 1, 1, tzinfo=UTC)
    before = midnight - timedelta(microseconds=1)
    assert queries.vat_rate(territory="SK", at=before) == Decimal(20)
    assert queries.vat_rate(territory="SK", at=midnight) == Decimal(23)


def test_a_rate_may_go_down_for_a_while_and_up_again():
    days = [datetime(2020, 6, 30, tzinfo=UTC), datetime(2020, 7, 1, tzinfo=UTC)]
    days += [datetime(2020, 12, 31, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)]
    assert [queries.vat_rate(territory="DE", at=day) for day in days] == [19, 16, 16, 19]


def test_the_day_is_counted_in_utc():
    in_bratislava = datetime(2025, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert queries.vat_rate(territory="SK", at=in_bratislava) == Decimal(20)


@pytest.mark.parametrize("territory", ["JP", "ZZ", ""])
def test_no_rate_is_guessed(territory):
    with pytest.raises(queries.VatUnknown):
        queries.vat_rate(territory=territory, at=NOW)


def test_no_rate_is_known_before_the_table_begins():
    with pytest.raises(queries.VatUnknown):
        queries.vat_rate(territory="FR", at=datetime(2017, 12, 31, tzinfo=UTC))


def test_every_figure_says_where_it_comes_from():
    facts = queries.vat_facts()
    assert len({fact.territory for fact in facts}) == 32
    assert all(fact.source and fact.as_of >= fact.valid_from for fact in facts)
    assert all(queries.exists(fact.territory) for fact in facts)
    begun = [(fact.territory, fact.valid_from) for fact in facts]
    assert len(set(begun)) == len(begun)


def test_the_table_is_read_column_by_column():
    (fact,) = rules.read_rates(
        [
            "territory,rate,valid_from,source,as_of,confidence",
            "FR,20,2018-01-01,A list,2026-09-29,sourced",
        ]
    )
    assert fact == rules.VatRate(
        "FR",
        Decimal(20),
        date(2018, 1, 1),
        "A list",
        date(2026, 9, 29),
        rules.Confidence.SOURCED,
    )


@pytest.mark.parametrize("tag", ["fr", "fr-CA", "zh-Hant-TW", "es-419", "yue"])
def test_language_tags(tag):
    assert rules.is_language_tag(tag)


@pytest.mark.parametrize("tag", ["", "f", "FR", "fr_FR", "fr-", "french", "fr-CA-x", "fr\n"])
def test_what_is_no_language_tag(tag):
    assert not rules.is_language_tag(tag)


@pytest.mark.django_db
def test_a_market_is_opened_once_and_changed_after():
    services.open_market(territory="FR", currency="USD", default_language="en", actor="user:1")
    services.open_market(territory="FR", currency="EUR", default_language="fr", actor="user:1")
    assert queries.markets() == (rules.MarketCard("FR", "EUR", "fr", is_open=True),)
    assert len(audit.lines(subject="market:FR")) == 2


@pytest.mark.django_db
def test_a_closed_market_is_still_known():
    services.open_market(territory="FR", currency="EUR", default_language="fr", actor="user:1")
    services.close_market(territory="FR", actor="user:1")
    assert queries.markets() == ()
    assert queries.market(territory="FR") == rules.MarketCard("FR", "EUR", "fr", is_open=False)
    assert queries.market(territory="BE") is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("territory", "currency", "language", "refusal"),
    [
        ("ZZ", "EUR", "fr", services.TerritoryUnknown),
        ("FR", "EUX", "fr", services.CurrencyUnknown),
        ("FR", "EUR", "French", services.LanguageUnknown),
        ("JP", "JPY", "ja", queries.VatUnknown),
    ],
)
def test_no_market_opens_on_a_mistake(territory, currency, language, refusal):
    with pytest.raises(refusal):
        services.open_market(
            territory=territory, currency=currency, default_language=language, actor="user:1"
        )
    assert queries.markets() == ()
    assert audit.lines() == ()


@pytest.mark.django_db
def test_a_market_that_never_was_cannot_close():
    with pytest.raises(services.MarketUnknown):
        services.close_market(territory="FR", actor="user:1")


def test_the_cast_sells_in_real_currencies():
    from tests.cast import MARKETS

    assert all(is_currency(currency) for _, currency, _ in MARKETS)


def test_every_country_where_people_live_has_its_clocks():
    without = [
        one.code for one in queries.countries("en") if queries.clock(territory=one.code) is UTC
    ]
    assert without == ["BV", "HM"]


@pytest.mark.parametrize(
    ("territory", "zone"),
    [
        ("FR", "Europe/Paris"),
        ("JP", "Asia/Tokyo"),
        ("US", "America/New_York"),
        ("RU", "Europe/Moscow"),
        ("BR", "America/Sao_Paulo"),
        ("CA", "America/Toronto"),
        ("AU", "Australia/Sydney"),
        ("AR", "America/Argentina/Buenos_Aires"),
    ],
)
def test_a_country_of_several_zones_goes_by_its_most_populous_city(territory, zone):
    assert str(queries.clock(territory=territory)) == zone
