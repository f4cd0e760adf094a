"""What travels about figures of the world: claims with their sources, and two of them side by side."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from lanterne.api.partners.forms.common import Code, Day, Kept, Line, Listed, Piece, Problem, Told

Qualifier = Literal["exactly", "about", "more_than", "at_least", "at_most", "less_than"]
Confidence = Literal["official", "own", "announced", "reported", "estimated", "unverified"]
Status = Literal["current", "disputed", "superseded"]
Key = Annotated[str, StringConstraints(max_length=80), Kept]
Text = Annotated[str, StringConstraints(max_length=5000), Kept]
Place = Annotated[str, StringConstraints(max_length=120), Kept]
Why = Annotated[str, StringConstraints(min_length=1, max_length=500), Kept]
Address = Annotated[str, StringConstraints(max_length=500), Kept]
Amount = Annotated[Decimal, Field(max_digits=24, decimal_places=6)]


class SourceSaid(Told):
    """Of a source that is known already the key is enough."""

    key: Key = Field(examples=["report-2018"])
    name: Annotated[str, StringConstraints(max_length=300), Kept] = Field(
        "", examples=["The report of an office in Paris"]
    )
    publisher: Line = Field("", examples=["A French news site"])
    address: Address = Field("", examples=[""])
    published_on: Day | None = Field(None, examples=["2018-09-28"])


class ClaimSaid(Told):
    """What a source says. An `amount` with its unit, or what is `said`: a date as it is known, or words."""

    subject: Key = Field(examples=["netflix"], description="A path, such as netflix/paris.")
    subject_name: Line = Field("", examples=["Netflix"])
    measure: Code = Field(examples=["subscribers"])
    amount: Amount | None = Field(None, examples=["3600000"])
    unit: Code = Field("", examples=["households"], description="The measure’s own, if left out.")
    qualifier: Qualifier = Field("exactly", examples=["about"])
    said: Text = Field("", examples=[""])
    scope: Line = Field("", examples=["territory=FR"], description="Left out, the world.")
    as_of: Day | None = Field(None, examples=["2018-09-28"])
    since: Day | None = Field(None, examples=[None])
    until: Day | None = Field(
        None, examples=[None], description="The first day that is not counted."
    )
    source: SourceSaid
    place: Place = Field("", examples=[""], description="Where in the source.")
    quotation: Text = Field("", examples=["3,6 millions d’abonnés"])
    confidence: Confidence = Field(examples=["reported"])
    key: Key = Field("", examples=["netflix-subscribers-fr-2"])


class CorrectionSaid(ClaimSaid):
    reason: Why = Field(examples=["The source has corrected itself."])


class Source(Schema):
    key: str = Field(examples=["report-2018"])
    name: str = Field(examples=["The report of an office in Paris"])
    publisher: str = Field(examples=["A French news site"])
    address: str = Field(examples=[""])
    published_on: date | None = Field(examples=["2018-09-28"])


class Figure(Schema):
    """`text` is for a person, in the language of `Accept-Language`."""

    key: str = Field(examples=["netflix-subscribers-fr"])
    subject: str = Field(examples=["netflix"])
    subject_name: str = Field(examples=["Netflix"])
    measure: str = Field(examples=["subscribers"])
    amount: str | None = Field(examples=["3500000"], description="In digits, with a point.")
    unit: str = Field(examples=["households"])
    qualifier: str = Field(examples=["about"])
    said: str = Field(examples=[""], description="What is no amount: a date, or words.")
    text: str = Field(examples=["about 3.5 million households"])
    scope: str = Field(examples=["territory=FR"])
    as_of: date | None = Field(examples=["2018-09-28"])
    since: date | None = Field(examples=[None])
    until: date | None = Field(examples=[None])
    confidence: str = Field(examples=["reported"])
    status: str = Field(examples=["current"])
    is_shown: bool = Field(examples=[True], description="Whether pages show it, and not a rival.")
    source: Source


class Derived(Schema):
    """A figure that no source states; `made_of` are the keys of the claims that it came out of."""

    amount: str = Field(examples=["12.070312"])
    unit: str = Field(examples=["percent"])
    text: str = Field(examples=["12.1%"])
    formula: str = Field(examples=["part ÷ whole × 100"])
    made_of: list[str] = Field(examples=[["netflix-subscribers-fr", "households-fr-2018"]])
    confidence: str = Field(examples=["reported"])
    caveats: list[str] = Field(examples=[["scope"]], description="In what the claims differ.")


class CitationTold(Schema):
    place: str = Field(examples=["article:1"])
    name: str = Field(examples=["An office in Paris"])
    address: str = Field(examples=["/news/an-office-in-paris"])
    cited_at: datetime = Field(examples=["2018-09-29T08:00:00Z"])
    marked_at: datetime | None = Field(
        examples=[None], description="Since when it shows what was corrected; null once looked at."
    )


class Claim(Figure):
    """With what contradicts it, what it replaced, and who shows it."""

    place: str = Field(examples=[""])
    quotation: str = Field(examples=["3,5 millions d’abonnés"])
    rivals: list[str] = Field(examples=[[]], description="Other answers to the same question.")
    replaces: str | None = Field(examples=[None])
    replaced_by: str | None = Field(examples=[None])
    reason: str = Field(examples=[""], description="Why it replaces another.")
    citations: list[CitationTold]


class Claims(Listed):
    items: list[Figure]


class ClaimsAsked(Piece):
    subject: Key = Field("", examples=["netflix"])
    measure: Code = Field("", examples=["subscribers"])
    status: Status | None = Field(None, examples=["disputed"])
    source: Key = Field("", examples=["report-2018"])
    words: Line = Field("", examples=["Paris"], description="In names, keys and quotations.")


class ComparisonAsked(Told):
    left: Key = Field(examples=["netflix-catalogue"])
    right: Key = Field(examples=["amazon-catalogue"])


class Comparison(Schema):
    left: Figure
    right: Figure
    ratio: str | None = Field(examples=["2.180952"], description="Left by right, if counted.")
    text: str = Field(examples=["229 titles and 105 titles may be compared."])


class LikePair(Schema):
    measure: str = Field(examples=["originals_catalogue"])
    left: str = Field(examples=["netflix-catalogue"], description="Keys of claims.")
    right: str = Field(examples=["amazon-catalogue"])
    text: str = Field(examples=["229 titles, 105 titles"])


class Unlike(Problem):
    """In what the two differ, and the pairs that may be compared instead."""

    differences: list[str] = Field(examples=[["measure"]])
    pairs: list[LikePair]
