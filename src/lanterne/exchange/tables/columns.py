"""Which column is which field: by its name in English or French, or as somebody says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lanterne.catalogue.rules import fold
from lanterne.exchange.fields import Unreadable
from lanterne.territories.rules import is_language_tag

NAMES = {
    "slug": ("slug", "address", "adresse", "id"),
    "kind": ("kind", "type", "genre of work", "nature"),
    "parent": ("parent", "belongs to", "appartient a"),
    "number": ("number", "numero"),
    "original_name": (
        "original name",
        "original title",
        "title",
        "titre",
        "titre original",
        "name",
    ),
    "original_language": ("original language", "language", "langue", "langue originale"),
    "year": ("year", "annee", "release year"),
    "runtime_seconds": ("runtime seconds", "duree en secondes"),
    "runtime_minutes": ("runtime minutes", "runtime", "duree", "minutes"),
    "countries": ("countries", "country", "pays"),
    "spoken_languages": ("spoken languages", "langues parlees"),
    "genres": ("genres", "genre"),
    "minimum_age": ("minimum age", "age", "age minimum"),
    "copyright_line": ("copyright line", "copyright"),
}
IN_A_LANGUAGE = ("name", "tagline", "synopsis_short", "synopsis_medium", "synopsis")
# "synopsis:fr", "Synopsis (fr-CA)", "synopsis_short fr"
NAMED = re.compile(r"(.+?)[\s:(\[_]+([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)[)\]]?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file and the field that is taken from it; none where it is left out."""

    name: str
    field: str


def matched(head: Sequence[str], said: Mapping[str, str]) -> tuple[Column, ...]:
    """Each column; ``said`` (column to field, empty to leave it out) goes before what its name tells."""
    for name, field in said.items():
        if name not in head:
            raise Unreadable(_("There is no column “%(name)s”.") % {"name": name})
        if field and not _is_field(field):
            raise Unreadable(_("There is no field “%(name)s” to map to.") % {"name": field})
    found = tuple(Column(name, said[name] if name in said else _field(name)) for name in head)
    taken = [one.field for one in found if one.field]
    for field in taken:
        if taken.count(field) > 1:
            raise Unreadable(
                _("Two columns would be “%(name)s”: say which one is meant.") % {"name": field}
            )
    return found


def _field(name: str) -> str:
    folded = fold(name)
    exact = next((field for field, known in NAMES.items() if folded in known), "")
    if exact:
        return exact
    found = NAMED.fullmatch(name.strip())
    if not found:
        return ""
    field = f"{fold(found[1]).replace(' ', '_')}:{found[2]}"
    return field if _is_field(field) else ""


def _is_field(field: str) -> bool:
    name, colon, language = field.partition(":")
    if colon:
        return name in IN_A_LANGUAGE and is_language_tag(language)
    return name in NAMES
