"""What is doubtful about a title's rights, as sentences that say what to do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lanterne.rights import queries as rights
from lanterne.rights.rules import Concern, Warned
from lanterne.studio import choices, words
from lanterne.ui.words import language_name


@dataclass(frozen=True, slots=True)
class Doubt:
    warned: Warned
    sentence: str


def doubts(*, title_ids: Collection[int], at: datetime) -> tuple[Doubt, ...]:
    """Everything doubtful on the lines of these titles."""
    found = rights.warnings(title_ids=title_ids, at=at)
    return tuple(Doubt(one, _sentence(one)) for one in found)


def _sentence(one: Warned) -> str:
    return {
        Concern.MARKET_LANGUAGE: _(
            "%(language)s, the language of this market, is not licensed: add it to the window, or have it licensed."
        ),
        Concern.OTHER_OFFER: _(
            "The licence %(words)s does not allow this offer (%(offer)s): change the offer, or amend the licence."
        ),
        Concern.OUTSIDE_TERM: _(
            "The window goes beyond the term of the licence %(words)s: shorten it, or extend the licence."
        ),
        Concern.EXCLUSIVE_ELSEWHERE: _(
            "It lies inside the exclusive licence %(words)s: withdraw it, or have that licensor agree in writing."
        ),
        Concern.SEASON_OVER: _(
            "This season closes on %(day)s, before season %(words)s opens: extend its window."
        ),
        Concern.SEASON_MISSING: _(
            "Season %(words)s is open from %(day)s and this season is not: open it, or open the later one afterwards."
        ),
        Concern.TOO_EARLY: _(
            "The chronology of releases allows this offer only from %(day)s: open the window then."
        ),
    }[one.concern] % _places(one)


def _places(one: Warned) -> dict[str, str]:
    reader = choices.reader()
    is_language = one.concern is Concern.MARKET_LANGUAGE
    return {
        "language": language_name(one.words, language=reader) if is_language else "",
        "words": one.words,
        "offer": str(words.OFFERS[one.offer]),
        "day": rights.day(instant=one.at, territory=one.territory, language=reader)
        if one.at
        else "",
    }
