"""Whether a work that is only known again by its name is another one."""

from __future__ import annotations

from collections.abc import Iterable

from lanterne.catalogue.records import TitleRecord
from lanterne.catalogue.rules import IdentifierLine


def contradicted(told: Iterable[IdentifierLine], held: TitleRecord) -> IdentifierLine | None:
    """The identifier that the title has where the file tells only others of the same scheme."""
    said = set(told)
    schemes = {one.scheme for one in said} - {one.scheme for one in said & set(held.identifiers)}
    return next((one for one in held.identifiers if one.scheme in schemes), None)
