"""Words of a file made into values: kept exactly, or refused in a sentence that names the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.text import slugify
from django.utils.translation import gettext as _

from lanterne.catalogue.rules import fold
from lanterne.core.errors import Refused

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,120}")
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
# Characters that no database keeps and no page may hold; line ends and tabs are not among them.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_TEXT = 2_000_000
Word = TypeVar("Word", bound=StrEnum)


class Unreadable(Refused):
    pass


class Broken(Unreadable):
    """The file cannot be read from this line on."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line


class Fields:
    """The fields of one mapping, each asked for by name."""

    def __init__(self, told: object, allowed: frozenset[str]) -> None:
        if not isinstance(told, Mapping):
            raise Unreadable(_("Here should be fields with names."))
        for name in told:
            if name not in allowed:
                raise Unreadable(_("There is no field “%(name)s” here.") % {"name": name})
        self.told: Mapping[str, Any] = told

    def __contains__(self, name: str) -> bool:
        return name in self.told

    def text(self, name: str, *, most: int = LONGEST_TEXT) -> str:
        return text(name, self.told.get(name), most=most)

    def slug(self, name: str) -> str:
        told = self.text(name)
        if told and not SLUG.fullmatch(told):
            raise Unreadable(_("“%(slug)s” is no address such as le-voyage.") % {"slug": told})
        return told

    def number(self, name: str) -> int | None:
        return number(name, self.text(name))

    def truth(self, name: str) -> bool:
        told = self.text(name)
        if told not in {"", "true", "false"}:
            raise Unreadable(_("“%(name)s” is true or false.") % {"name": name})
        return told == "true"

    def day(self, name: str) -> date | None:
        told = self.text(name)
        try:
            return date.fromisoformat(told) if told else None
        except ValueError as error:
            raise _no_day(told) from error

    def instant(self, name: str, clock: tzinfo) -> datetime | None:
        return instant(self.text(name), clock)

    def texts(self, name: str) -> tuple[str, ...]:
        told = self.told.get(name) or []
        if not isinstance(told, list):
            raise Unreadable(_("“%(name)s” is a list.") % {"name": name})
        return tuple(text(name, one) for one in told)

    def parts(self, name: str) -> list[Any]:
        told = self.told.get(name) or []
        if not isinstance(told, list):
            raise Unreadable(_("“%(name)s” is a list.") % {"name": name})
        return told

    def named(self, name: str) -> dict[str, Any]:
        told = self.told.get(name) or {}
        if not isinstance(told, dict):
            raise Unreadable(_("“%(name)s” has fields with names.") % {"name": name})
        return told


def text(name: str, told: object, *, most: int = LONGEST_TEXT) -> str:
    """The words exactly; nothing where nothing is said."""
    if told is None:
        return ""
    if not isinstance(told, str):
        raise Unreadable(_("“%(name)s” is a text.") % {"name": name})
    if len(told) > most:
        raise Unreadable(
            _("“%(name)s” is longer than %(most)d characters.") % {"name": name, "most": most}
        )
    if FORBIDDEN.search(told):
        raise Unreadable(_("“%(name)s” holds a character that no text may hold.") % {"name": name})
    return told


def number(name: str, told: str) -> int | None:
    if not told:
        return None
    if not WHOLE_NUMBER.fullmatch(told):
        raise Unreadable(_("“%(name)s” is a whole number.") % {"name": name})
    return int(told)


def address(name: str) -> str:
    """The slug that is made of a name."""
    slug = slugify(fold(name))[:80]
    if not slug:
        raise Unreadable(_("A work needs a title in letters of which an address can be made."))
    return slug


def one_of(kinds: type[Word], told: str) -> Word:
    """The word of a fixed vocabulary."""
    try:
        return kinds(told)
    except ValueError as error:
        known = ", ".join(kinds)
        raise Unreadable(
            _("“%(told)s” is none of %(known)s.") % {"told": told[:80], "known": known}
        ) from error


def instant(told: str, clock: tzinfo) -> datetime | None:
    """A day is its first moment, and a time without an offset the time, by the place's own clock."""
    if not told:
        return None
    try:
        found = datetime.fromisoformat(told)
    except ValueError as error:
        raise _no_day(told) from error
    if found.tzinfo is None:
        found = found.replace(tzinfo=clock)
    try:
        return found.astimezone(UTC)
    except OverflowError as error:
        raise _no_day(told) from error


def _no_day(told: str) -> Unreadable:
    return Unreadable(
        _("“%(told)s” is no day or time such as 2027-03-01T20:00:00+01:00.") % {"told": told[:80]}
    )
