"""The mailing list as staff see it: how many read what, and how far each letter is. No address is told."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lanterne.mailing import queries
from lanterne.mailing.queries import Count, LetterCard
from lanterne.mailing.rules import WORLDWIDE, LetterState
from lanterne.studio import choices
from lanterne.territories import queries as territories
from lanterne.ui.words import language_name

STATES: dict[LetterState, str | Promise] = {
    LetterState.WAITING: gettext_lazy("waits for its moment"),
    LetterState.SENDING: gettext_lazy("is being sent"),
    LetterState.DONE: gettext_lazy("sent"),
    LetterState.STOPPED: gettext_lazy("stopped"),
    LetterState.WITHDRAWN: gettext_lazy("withdrawn"),
}


@dataclass(frozen=True, slots=True)
class CountLine:
    market: str
    language: str
    count: Count


@dataclass(frozen=True, slots=True)
class LetterLine:
    card: LetterCard
    language: str
    markets: str
    state: str


@dataclass(frozen=True, slots=True)
class MailingPage:
    counts: tuple[CountLine, ...]
    letters: tuple[LetterLine, ...]


def mailing_page() -> MailingPage:
    return MailingPage(
        tuple(
            CountLine(_market(one.market), _language(one.language), one) for one in queries.counts()
        ),
        tuple(_letter(one) for one in queries.letters()),
    )


def _letter(card: LetterCard) -> LetterLine:
    markets = ", ".join(_market(one) for one in card.markets)
    return LetterLine(card, _language(card.language), markets, str(STATES[card.state]))


def _market(code: str) -> str:
    if code == WORLDWIDE:
        return _("Worldwide")
    return territories.name(code=code, language=choices.reader())


def _language(code: str) -> str:
    return language_name(code, language=choices.reader())
