"""A draft slate whose words the rules know: one that they do not would count nowhere, and look like an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from lanterne.regulation.queries import buckets
from lanterne.regulation.rules import Planned
from lanterne.regulation.services.checks import check_currency, check_place
from lanterne.regulation.services.refusals import BucketUnknown
from lanterne.territories import queries as territories
from lanterne.territories.rules import is_language_tag


def checked_slate(slate: Iterable[Planned]) -> tuple[Planned, ...]:
    """The slate as it came. Refuses PlaceUnknown, CurrencyUnknown and BucketUnknown."""
    planned = tuple(slate)
    known = buckets()
    for one in planned:
        check_currency(one.currency)
        for made in one.made:
            check_place(made.territory)
        for word in sorted(one.buckets):
            _check_bucket(word, known)
    return planned


def _check_bucket(word: str, known: frozenset[str]) -> None:
    kind, _colon, rest = word.partition(":")
    of: dict[str, Callable[[str], bool]] = {
        "language": is_language_tag,
        "country": territories.exists,
    }
    if not (of[kind](rest) if kind in of else word in known):
        raise BucketUnknown(
            _("No rule counts “%(word)s”: say %(known)s, language:fr or country:FR.")
            % {"word": word, "known": ", ".join(sorted(known))}
        )
