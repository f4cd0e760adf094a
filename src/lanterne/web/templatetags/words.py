"""The words that pages put on titles: ages, genres, countries, credits."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import format_decimal
from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.catalogue import genres
from lanterne.catalogue.rules import CompanyLine, CompanyRole, CreditLine, Kind, TitleCard
from lanterne.discovery.rules import Home, Row
from lanterne.territories import queries as territories
from lanterne.ui.words import TIGHT, runtime

register = template.Library()

# Rows of whole works hang as posters; the others show where one is in the film.
POSTERS = ("films", "series", "list")


@register.filter
def age(minimum: int) -> str:
    return _("%(age)d+") % {"age": minimum} if minimum else _("All ages")


@register.filter
def genre(code: str) -> str:
    return genres.name(code)


@register.filter
def country(code: str) -> str:
    return territories.name(code=code, language=_language())


@register.filter
def rate(per_cent: Decimal) -> str:
    """Without the noughts that say nothing, with the space that the language wants."""
    number = format_decimal(per_cent.normalize(), locale=_language().replace("-", "_"))
    return number + (f"{TIGHT}%" if _language().startswith("fr") else "%")


@register.filter
def short_facts(card: TitleCard) -> str:
    """Year and length, the two that help to choose."""
    length = runtime(card.runtime_seconds, language=_language()) if card.runtime_seconds else ""
    return " · ".join(filter(None, (str(card.year or ""), length)))


@register.filter
def shape(row: Row) -> str:
    """Posters where any title has one, drawn for those that have none; stills otherwise: a row never mixes the two."""
    has_posters = any(entry.card.poster for entry in row.entries)
    return "poster" if has_posters and row.key in POSTERS else "still"


@register.filter
def lists_its_hero(home: Home) -> bool:
    """Whether the title on top is also in the row of the profile's own list."""
    kept = (entry for row in home.rows if row.key == "list" for entry in row.entries)
    return home.hero is not None and any(entry.card.id == home.hero.id for entry in kept)


@register.filter
def by_role(credit_lines: Iterable[CreditLine]) -> list[tuple[str, list[CreditLine]]]:
    """The credits under the name of each role, in billing order."""
    grouped: dict[str, list[CreditLine]] = {}
    for line in credit_lines:
        grouped.setdefault(_role(line.role), []).append(line)
    return list(grouped.items())


@register.filter
def beside(kind: Kind) -> str:
    """What stands beside a film, as viewers call it."""
    known = {
        Kind.TRAILER: _("Trailer"),
        Kind.EXTRA: _("Extra"),
        Kind.EDITION: _("Another edition"),
    }
    return known.get(kind, "")


@register.filter
def by_company_role(lines: Iterable[CompanyLine]) -> list[tuple[str, list[CompanyLine]]]:
    """The companies that a viewer may know of, under what they did; who sells it elsewhere is for the trade."""
    known = {
        CompanyRole.PRODUCTION: _("Production"),
        CompanyRole.COPRODUCTION: _("Co-production"),
        CompanyRole.DISTRIBUTION: _("Distribution"),
    }
    grouped: dict[str, list[CompanyLine]] = {}
    for line in lines:
        if line.role in known:
            grouped.setdefault(known[CompanyRole(line.role)], []).append(line)
    return list(grouped.items())


def _role(code: str) -> str:
    known = {
        "director": _("Directed by"),
        "writer": _("Written by"),
        "actor": _("With"),
        "cast": _("With"),
        "voice": _("Voices"),
        "composer": _("Music by"),
        "producer": _("Produced by"),
        "cinematographer": _("Photography"),
        "editor": _("Edited by"),
    }
    return known.get(code, code[:1].upper() + code[1:])


def _language() -> str:
    return get_language() or "en"
