"""What can be counted or told of a subject: the measures of the house, and those that a service adds."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lanterne.facts.rules import Kind

MONEY = "money"
DATE = "date"
WORDS = "words"


@dataclass(frozen=True, slots=True)
class Measure:
    """``family`` joins measures that people confuse: comparing within it, but not within one measure, is refused.

    ``unit`` is a word such as "households"; "money" wants a currency with every amount, "date" and "words" are not
    counted at all.
    """

    slug: str
    family: str
    kind: Kind
    unit: str
    name: str | Promise
    definition: str | Promise

    @property
    def is_counted(self) -> bool:
        return self.unit not in {DATE, WORDS}


SHIPPED = (
    Measure("households", "households", Kind.LEVEL, "households",
            _("Households"), _("Private households of the place on that day.")),
    Measure("population", "population", Kind.LEVEL, "people",
            _("Population"), _("People living in the place on that day.")),
    Measure("subscribers", "subscribers", Kind.LEVEL, "households",
            _("Subscribers"), _("Memberships of the service in the place on that day, one a household.")),
    Measure("subscribers_target", "subscribers", Kind.FACT, "percent",
            _("Target share of households"), _("The share of the households that the service wants to reach.")),
    Measure("net_adds", "subscribers", Kind.FLOW, "households",
            _("Net additions"), _("Memberships that began in the period less those that ended.")),
    Measure("headcount", "headcount", Kind.LEVEL, "people",
            _("Headcount"), _("People who work at the place on that day.")),
    Measure("headcount_planned", "headcount", Kind.LEVEL, "people",
            _("Planned headcount"), _("People who are to work at the place from that day, as announced.")),
    Measure("functions", "headcount", Kind.FACT, WORDS,
            _("Functions"), _("What the people at the place do.")),
    Measure("opened", "opened", Kind.FACT, DATE,
            _("Opened"), _("When the place began to be used.")),
    Measure("closed", "opened", Kind.FACT, DATE,
            _("Closed"), _("When the place ceased to be used.")),
    Measure("moved", "moved", Kind.FACT, WORDS,
            _("Moved"), _("Where it went.")),
    Measure("reason", "moved", Kind.FACT, WORDS,
            _("Reason"), _("Why it was done, as the source has it.")),
    Measure("rank_claimed", "rank", Kind.LEVEL, "rank",
            _("Claimed rank"), _("A rank that a source states; ours are worked out, under a stated rule.")),
    Measure("originals_pipeline", "originals", Kind.LEVEL, "titles",
            _("Originals in the pipeline"), _("Ordered and not yet released or cancelled on that day.")),
    Measure("originals_catalogue", "originals", Kind.LEVEL, "titles",
            _("Originals in the catalogue"), _("Released originals that can be watched on that day.")),
    Measure("originals_ordered", "originals", Kind.FLOW, "titles",
            _("Originals ordered"), _("Commissions given in the period, a film or a season each.")),
    Measure("originals_released", "originals", Kind.FLOW, "titles",
            _("Originals released"), _("First releases in the period, a film or a season each.")),
    Measure("entered", "entered", Kind.FACT, DATE,
            _("Entered the market"), _("When the service could first be had in the place.")),
    Measure("stages", "stages", Kind.LEVEL, "stages",
            _("Sound stages"), _("Sound stages that can be used on that day.")),
    Measure("floor_area", "area", Kind.LEVEL, "square_feet",
            _("Floor area of the stages"), _("Of all stages together, in square feet.")),
    Measure("price_paid", "price", Kind.FACT, MONEY,
            _("Price paid"), _("What the buyer paid for it.")),
    Measure("price", "price", Kind.LEVEL, MONEY,
            _("Monthly price"), _("Of the cheapest plan without conditions, with tax.")),
    Measure("revenue", "revenue", Kind.FLOW, MONEY,
            _("Revenue"), _("Earned in the place in the period, without tax.")),
    Measure("exchange_rate", "exchange_rate", Kind.LEVEL, MONEY,
            _("Exchange rate"), _("What one of the subject, such as currency/USD, was worth on that day.")),
    Measure("spend", "spend", Kind.FLOW, MONEY,
            _("Spend on works"), _("Spent on works of the place in the period.")),
    Measure("statement", "statement", Kind.FACT, WORDS,
            _("Statement"), _("What the speaker said.")),
)  # fmt: skip
