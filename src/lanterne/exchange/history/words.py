"""Why a line is refused, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lanterne.accounts import history as members
from lanterne.audience import history as viewings
from lanterne.billing import history as payments
from lanterne.core.hauling import Doubled
from lanterne.results.services import history as releases

NO_MEMBER = _("There is no member of this key: members come first.")
NO_TITLE = _("The catalogue has nothing to watch at this address.")
NO_RUNTIME = _("The catalogue does not say how long this title is.")
NO_COUNTRY = _("This is no country code such as FR.")
TO_COME = _("This is still to come.")
BEFORE_JOINING = _("This is before the member joined.")

SENTENCES: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Doubled: {Doubled.DOUBLED: _("A line above says this already.")},
    members.Flaw: {
        members.Flaw.NO_KEY: _("A member’s key has between 1 and 64 characters."),
        members.Flaw.NO_MARKET: _("There is no market in this country: open it first."),
        members.Flaw.NO_LANGUAGE: _("This is no language code such as fr."),
        members.Flaw.TO_COME: TO_COME,
        members.Flaw.NO_EMAIL: _("This is no e-mail address."),
        members.Flaw.EMAIL_TAKEN: _("Somebody has this e-mail address already."),
        members.Flaw.OTHERWISE: _("This member was taken in with another country or day."),
    },
    payments.Flaw: {
        payments.Flaw.NO_MEMBER: NO_MEMBER,
        payments.Flaw.NO_PLAN: _("This plan has no price in the member’s country."),
        payments.Flaw.NO_MONEY: _("This is no amount of a currency."),
        payments.Flaw.NO_RATE: _("A rate of tax lies between 0 and 100 per cent."),
        payments.Flaw.NO_CARD: _("What names a card has 200 characters at most."),
        payments.Flaw.BEFORE_JOINING: BEFORE_JOINING,
        payments.Flaw.TO_COME: TO_COME,
        payments.Flaw.PAYS_HERE: _("This member has paid or left here by now; what another system says comes too late."),
        payments.Flaw.OTHERWISE: _("This payment was taken in with another amount or outcome."),
    },
    releases.Flaw: {
        releases.Flaw.NO_TITLE: NO_TITLE,
        releases.Flaw.NO_PART: _("Releases are told of films and of episodes."),
        releases.Flaw.NO_RUNTIME: NO_RUNTIME,
        releases.Flaw.NO_COUNTRY: NO_COUNTRY,
        releases.Flaw.TO_COME: TO_COME,
        releases.Flaw.COUNTED: _("Results of a later release are closed, and stay as they are."),
        releases.Flaw.OTHERWISE: _("This release was taken in with another instant."),
    },
    viewings.Flaw: {
        viewings.Flaw.NO_MEMBER: NO_MEMBER,
        viewings.Flaw.NO_TITLE: NO_TITLE,
        viewings.Flaw.NO_RUNTIME: NO_RUNTIME,
        viewings.Flaw.NO_COUNTRY: NO_COUNTRY,
        viewings.Flaw.NO_SECONDS: _("A session shows more than nothing."),
        viewings.Flaw.TOO_LONG: _("More was shown than the title is long."),
        viewings.Flaw.BEFORE_JOINING: BEFORE_JOINING,
        viewings.Flaw.TO_COME: TO_COME,
        viewings.Flaw.OTHERWISE: _("This session was taken in with other seconds."),
    },
}  # fmt: skip


def why(refused: StrEnum | str) -> str:
    """The sentence of a word; a sentence is one already."""
    if isinstance(refused, StrEnum):
        return str(SENTENCES[type(refused)][refused])
    return refused
