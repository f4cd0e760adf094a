"""The figures of the worked example that the tests of facts speak of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lanterne.facts.drafts import Draft, SourceCard
from lanterne.facts.rules import Confidence, Day, Moment, Qualifier, Quantity, Words

THE_DAY = date(2018, 9, 25)
AMPERE = SourceCard(
    "ampere-2018-09",
    "Commissions of streaming services",
    "Ampere Analysis",
    "https://example.com/ampere",
    THE_DAY,
)
CENSUS = SourceCard("census-2018", "Structure of households", "Institute of statistics")
PRESS = SourceCard("press-2018-09-28", "A service opens an office in Paris", "The press")


def titles(key, subject, measure, count, qualifier=Qualifier.EXACTLY):
    return Draft(
        subject=subject,
        measure=measure,
        value=Quantity(Decimal(count), "titles", qualifier),
        source=AMPERE,
        confidence=Confidence.ESTIMATED,
        moment=Moment(as_of=THE_DAY),
        key=key,
    )


def originals():
    """What the report of 2018 put side by side, and what it should have."""
    return (
        titles("netflix-pipeline", "netflix", "originals_pipeline", 250, Qualifier.MORE_THAN),
        titles("netflix-catalogue", "netflix", "originals_catalogue", 229),
        titles("amazon-pipeline", "amazon", "originals_pipeline", 100, Qualifier.ABOUT),
        titles("amazon-catalogue", "amazon", "originals_catalogue", 105),
    )


def subscribers(count=3_500_000, key="netflix-subscribers-fr", source=PRESS):
    return Draft(
        subject="netflix",
        measure="subscribers",
        value=Quantity(Decimal(count), "households", Qualifier.ABOUT),
        source=source,
        confidence=Confidence.REPORTED,
        subject_name="Netflix",
        scope="territory=FR",
        moment=Moment(as_of=date(2018, 9, 28)),
        quotation="3,5 millions d’abonnés",
        key=key,
    )


def households(count=28_996_752):
    return Draft(
        subject="market/FR",
        measure="households",
        value=Quantity(Decimal(count), "households"),
        source=CENSUS,
        confidence=Confidence.OFFICIAL,
        subject_name="France",
        scope="territory=FR; region=metropolitan",
        moment=Moment(as_of=date(2018, 1, 1)),
        key="households-fr-2018",
    )


def opened(year, key, source=PRESS):
    return Draft(
        subject="netflix/paris-2015",
        measure="opened",
        value=Day(year),
        source=source,
        confidence=Confidence.REPORTED,
        key=key,
    )


def dollar(amount="0.92", on=THE_DAY, key="usd-eur"):
    """What one US dollar was worth in euros."""
    return Draft(
        subject="currency/USD",
        measure="exchange_rate",
        value=Quantity(Decimal(amount), "EUR"),
        source=SourceCard("ecb", "Reference rates", "European Central Bank"),
        confidence=Confidence.OFFICIAL,
        moment=Moment(as_of=on),
        key=key,
    )


def reason(text="In protest against the rules."):
    return Draft(
        subject="netflix/paris-2015",
        measure="reason",
        value=Words(text),
        source=PRESS,
        confidence=Confidence.REPORTED,
        key="paris-reason",
    )
