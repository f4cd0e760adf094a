"""What the law asks of this service, as it travels to staff and to programs."""

from __future__ import annotations

from datetime import date

from ninja import Field, Schema


class Money(Schema):
    currency: str = Field(examples=["EUR"])
    base: str = Field(
        examples=["1000000000.00"], description="The turnover that it is reckoned of."
    )
    base_year: int = Field(examples=[2025])
    asked: str = Field(examples=["200000000.00"])
    spent: str = Field(examples=["150000000.00"])
    carried: str = Field(examples=["0.00"], description="Over from the year before.")
    missing: str = Field(examples=["50000000.00"])
    surplus: str = Field(examples=["0.00"])
    parts: list[dict[str, object]] = Field(examples=[[{"rule": "FR-SMAD-2021-CINEMA"}]])


class Counted(Schema):
    share: float = Field(examples=[50.0], description="In per cent.")
    met: int = Field(examples=[3])
    total: int = Field(examples=[6], description="A film is one, a season is one.")
    unknown: int = Field(examples=[0])
    missing: int = Field(examples=[2], description="So many titles more would reach it.")


class RuleAnswer(Schema):
    """Of one rule: whether it applies, what it asks, where we stand, what would change it."""

    rule: str = Field(examples=["FR-SMAD-2021-INV"])
    name: str = Field(examples=["Duty to invest"])
    country: str = Field(examples=["FR"])
    kind: str = Field(examples=["investment"])
    value: str | None = Field(examples=["20"])
    unit: str = Field(examples=["percent"])
    verdict: str = Field(examples=["applies"])
    is_met: bool | None = Field(examples=[False])
    applies: str = Field(examples=["It applies to this service."])
    asks: str = Field(examples=["20% of €1B (turnover of 2025): €200M."])
    stands: str = Field(examples=["€150M spent, of €200M."])
    change: str = Field(examples=["€50M more by 31 December 2026."])
    months: int | None = Field(examples=[15], description="Of a chronology.")
    catalogue: Counted | None
    money: Money | None
    status: str = Field(examples=["in_force"])
    valid_from: date | None = Field(examples=["2021-07-01"])
    valid_to: date | None = Field(examples=[None])
    text: str = Field(examples=["European works."])
    source: str = Field(examples=["legifrance JORFTEXT000043688681"])
    confidence: str = Field(examples=["sourced"])
    is_own: bool = Field(examples=[False])


class Exemption(Schema):
    verdict: str = Field(examples=["exempt"])
    sentence: str = Field(
        examples=["Exempt as a small service (France): turnover of 2025: €300,000, below €5M."]
    )
    checks: list[dict[str, object]] = Field(examples=[[{"rule": "FR-SMAD-2021-THR"}]])


class Vat(Schema):
    rate: str = Field(examples=["20"])
    since: date = Field(examples=["2018-01-01"])
    source: str = Field(examples=["EC TEDB: standard rate"])
    confidence: str = Field(examples=["sourced"])


class Law(Schema):
    territory: str = Field(examples=["FR"])
    on: date = Field(examples=["2026-11-23"])
    established: str = Field(examples=["NL"])
    is_targeted: bool = Field(examples=[True])
    agreements: list[str] = Field(examples=[["fr-chronology"]])
    exemptions: list[Exemption]
    answers: list[RuleAnswer]
    vat: Vat | None
    notice: str = Field(examples=["This is not legal advice."])


class WindowTold(Schema):
    """`governs` is the day whose rule counts: that of the release in cinemas."""

    months: int | None = Field(examples=[15], description="Nothing stands against it where null.")
    rule: str | None = Field(examples=["FR-WIN-2025-SVOD-15"])
    status: str | None = Field(examples=["challenged"])
    source: str | None = Field(examples=["mac4ever.com 186826"])
    governs: date = Field(examples=["2026-11-23"])
    opens: date | None = Field(examples=["2028-02-23"])
    by_today: date | None = Field(examples=[None], description="Were today's rule to govern.")
