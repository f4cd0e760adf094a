"""What every address of programs has in common: kinds of words and numbers, pieces of lists, and the form of a no."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeVar

from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from lanterne.rights.rules import FIRST_YEAR, LAST_YEAR, is_in_years

NOON = "2026-11-26T12:00:00Z"
# What is about no country in particular; who is bound to some neither sees nor changes all of it.
EVERYWHERE = ""

# An instant is a day as well, to Python and to the calendar.
When = TypeVar("When", bound=date)


def _kept(text: str) -> str:
    """No database takes the character zero, and no service should have to ask for it."""
    if "\0" in text:
        raise ValueError("The character U+0000 belongs in no text.")
    return text


def _meant(told: When) -> When:
    """At the ends of the calendar an instant is none in UTC, and a day has none before or after it."""
    if not is_in_years(told):
        sentence = _("A year lies between %(first)d and %(last)d.")
        said = sentence % {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise PydanticCustomError("year_unlikely", "{sentence}", {"sentence": said})
    return told


Kept = AfterValidator(_kept)
Instant = Annotated[AwareDatetime, AfterValidator(_meant)]
Day = Annotated[date, AfterValidator(_meant)]
Territory = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Language = Annotated[str, StringConstraints(max_length=35), Kept]
Line = Annotated[str, StringConstraints(max_length=200), Kept]
Code = Annotated[str, StringConstraints(max_length=50), Kept]
Word = Annotated[str, StringConstraints(max_length=80), Kept]
RowId = Annotated[int, Field(ge=1, lt=2**63)]
SmallNumber = Annotated[int, Field(ge=0, lt=2**31)]
Limit = Annotated[int, Field(ge=1, le=200)]
Offer = Literal["subscription", "advertising", "rental", "purchase", "free"]


class Told(Schema):
    """What a program sends: a field that we do not know is a slip, and is told."""

    model_config = ConfigDict(extra="forbid")


class Piece(Told):
    """Which piece of a list."""

    cursor: Annotated[str, StringConstraints(max_length=400)] = Field("", examples=[""])
    limit: Limit = Field(50, examples=[50])


class Fault(Schema):
    pointer: str = Field(examples=["/year"], description="RFC 6901, into the body.")
    detail: str = Field(examples=["Input should be a valid integer"])


class Problem(Schema):
    """A no, as RFC 9457 has it; `detail` is for a person, in the language of `Accept-Language`."""

    type: str = Field(examples=["urn:lanterne:problem:stale"])
    title: str = Field(examples=["Precondition Failed"])
    status: int = Field(examples=[412])
    detail: str = Field(examples=["Somebody has changed this since you read it. Read it again."])
    code: str = Field(examples=["stale"], description="For programs.")
    errors: list[Fault] = []


class Listed(Schema):
    """A piece of a list."""

    next: str | None = Field(examples=[None], description="The cursor of the next piece, if any.")
