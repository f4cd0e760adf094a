"""What every change of rights asks of what it is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.rights.places import in_territory
from lanterne.rights.queries import windows
from lanterne.rights.rules import FIRST_YEAR, LAST_YEAR, Taken, Terms, Window, is_in_years
from lanterne.rights.services.refusals import (
    SecretTooLong,
    TermsWrong,
    TerritoryUnknown,
    WindowEmpty,
    WindowOverlaps,
    WindowTwice,
    YearUnlikely,
)
from lanterne.territories import queries as territories
from lanterne.territories.rules import is_language_tag

MOST_TONGUES = 24
LONGEST_CONDITION = 200


def check_territory(territory: str) -> None:
    if not territories.exists(territory):
        raise TerritoryUnknown(
            _("“%(code)s” is not a country code such as FR.") % {"code": territory}
        )


def check_years(*instants: datetime | None) -> None:
    """Refuse what the clocks of some country could not tell, at the ends of the calendar: it is a slip anyway."""
    if not all(is_in_years(one) for one in instants if one):
        raise YearUnlikely(
            _("A year lies between %(first)d and %(last)d.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )


def check_language(language: str) -> None:
    if not is_language_tag(language):
        raise TermsWrong(
            _("“%(tag)s” is not a language tag such as fr or fr-CA.") % {"tag": language}
        )


def checked_terms(terms: Terms) -> Terms:
    """The terms with their languages as they are compared, each once and in order."""
    tongues, held_back = set(terms.tongues), set(terms.held_back)
    for language in {one.language for one in tongues} | held_back:
        check_language(language)
    if max(len(tongues), len(held_back)) > MOST_TONGUES:
        raise TermsWrong(
            _("A window takes no more than %(most)d languages.") % {"most": MOST_TONGUES}
        )
    awaits = " ".join(terms.awaits.split())
    if len(awaits) > LONGEST_CONDITION:
        raise TermsWrong(
            _("This condition is longer than %(most)d characters.") % {"most": LONGEST_CONDITION}
        )
    ordered = sorted(tongues, key=lambda one: (one.language, one.use))
    return replace(terms, tongues=tuple(ordered), held_back=tuple(sorted(held_back)), awaits=awaits)


def check_window(title_id: int, wanted: Window, *, besides: int | None) -> None:
    """Refuse what does not fit beside the title's other windows; the title is held already."""
    check_shape(wanted)
    held = windows(title_id=title_id)
    check_fit(wanted, (one.window for one in held if one.id != besides))


def check_shape(wanted: Window) -> None:
    """Refuse what no title could have."""
    check_territory(wanted.territory)
    check_years(wanted.opens_at, wanted.closes_at, wanted.terms.public_from)
    if wanted.is_empty:
        raise WindowEmpty(_("A window must close after it opens."))
    public_from = wanted.terms.public_from
    if public_from and public_from > wanted.opens_at:
        raise SecretTooLong(_("A window cannot open before it may be announced."))


def check_fit(wanted: Window, others: Iterable[Window]) -> None:
    """Refuse an approved window that another of the title's overlaps, and any that there is already."""
    for held in others:
        if wanted.is_approved and held.is_approved and wanted.overlaps(held):
            raise overlapping(wanted)
        if wanted.is_again(held):
            raise WindowTwice(
                _(
                    "Another window opens %(place)s at the same instant, for the same offer and languages and with the"
                    " same status: change or withdraw that one."
                )
                % {"place": in_territory(wanted.territory, get_language() or "en")}
            )


def check_free(wanted: Window, taken: Taken) -> None:
    """The same where many windows are looked at."""
    if taken.meets(wanted):
        raise overlapping(wanted)


def overlapping(wanted: Window) -> WindowOverlaps:
    return WindowOverlaps(
        _("A window already covers part of this period %(place)s.")
        % {"place": in_territory(wanted.territory, get_language() or "en")}
    )
