"""The words of Avails beside ours; docs/exchange.md has them as a table."""

from __future__ import annotations

from typing import TypeVar

from django.utils.translation import gettext as _

from lanterne.catalogue.rules import Kind
from lanterne.exchange.fields import Unreadable
from lanterne.rights.rules import Offer, Status, Use

# The first of each is what is written; all are read, in any case.
OFFERS = {
    Offer.SUBSCRIPTION: ("SVOD", "subscription", "library", "pre-release"),
    Offer.ADVERTISING: ("AVOD", "advod"),
    Offer.FREE: ("FVOD", "free"),
    Offer.RENTAL: ("VOD", "tvod", "rental", "dtr"),
    Offer.PURCHASE: ("EST", "dto", "purchase"),
}
KINDS = {
    Kind.FILM: ("Movie", "film", "short", "feature", "non-episodic show"),
    Kind.SERIES: ("Series",),
    Kind.SEASON: ("Season",),
    Kind.EPISODE: ("Episode",),
}
STATUSES = {
    Status.APPROVED: ("", "full", "confirmed", "final", "approved"),
    Status.PENDING: ("Preliminary", "pending", "tentative"),
    Status.REVOKED: ("Cancelled", "canceled", "revoked", "withdrawn", "expired"),
}
USES = {
    Use.ANY: ("any", "", "subdub", "all"),
    Use.DUB: ("dub", "dubbed", "audio"),
    Use.SUB: ("sub", "subtitle", "subtitled"),
}
# What lists of titles for subscribers say in the place of SVOD, since 2.3: whether it is shown here before anywhere else.
# The rights' description of other Avails says so of cinemas.
PREMIERES = {"pre-release": True, "pre-theatrical": True, "library": False}
# Sold before it is released: nobody can watch it in that time.
PREORDERS = {"poest", "preorder est", "preorder vod"}
EVERYWHERE = {"WW", "WORLD", "WORLDWIDE"}
TAKEN = {"", "full extract", "update", "full update"}
Meant = TypeVar("Meant")
AT_ONCE, FOR_GOOD = "Immediate", "Open"


def offer(word: str) -> Offer:
    return _found(OFFERS, word, "LicenseType")


def is_premiere(*words: str) -> bool | None:
    """None where the words do not say."""
    said = [PREMIERES.get(one.strip().casefold()) for one in words]
    return next((one for one in said if one is not None), None)


def is_preorder(*words: str) -> bool:
    return bool(PREORDERS & {one.strip().casefold().replace("-", " ") for one in words})


def kind(word: str) -> Kind:
    return _found(KINDS, word, "WorkType")


def status(word: str) -> Status:
    return _found(STATUSES, word, "TitleStatus")


def use(word: str) -> Use:
    return _found(USES, word, "LocalizationOffering")


def _found(words: dict[Meant, tuple[str, ...]], word: str, field: str) -> Meant:
    wanted = word.strip().casefold()
    for meant, known in words.items():
        if wanted in map(str.casefold, known):
            return meant
    raise Unreadable(
        _("%(field)s “%(word)s” is not known here.") % {"field": field, "word": word[:80]}
    )
