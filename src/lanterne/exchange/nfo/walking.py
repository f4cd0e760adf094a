"""A folder of NFO files made into items: a series before its seasons, a season before its episodes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from lanterne.core.errors import Refused
from lanterne.exchange.fields import Broken
from lanterne.exchange.nfo.making import Above, Maker
from lanterne.exchange.nfo.parsing import works
from lanterne.exchange.values import Item

ENDING = ".nfo"
FILMS = frozenset({".mkv", ".mp4", ".m4v", ".avi", ".mov", ".ts", ".m2ts", ".webm", ".mpg", ".iso"})
SEASON = re.compile(r"(?:season|saison|staffel|s)[ ._-]*0*(\d{1,4})", re.IGNORECASE)
# Read before the others of their folder: what these name is above or beside the rest.
FIRST = ("tvshow.nfo", "season.nfo", "movie.nfo")


class NoFolder(Refused):
    pass


def is_one(folder: Path) -> bool:
    """Whether there is any NFO file in it."""
    return any(
        name.lower().endswith(ENDING) for _here, _below, names in os.walk(folder) for name in names
    )


def read(folder: Path) -> Iterator[Item]:
    """What each file says, in the order of the names; nothing outside the folder is looked at."""
    if not folder.is_dir() or not is_one(folder):
        raise NoFolder(_("%(folder)s holds no NFO files.") % {"folder": folder})
    yield from _below(folder, Above(), Maker(folder))


def _below(folder: Path, above: Above, maker: Maker) -> Iterator[Item]:
    inside = sorted(one for one in folder.iterdir() if not one.name.startswith("."))
    links = [one for one in inside if one.is_symlink()]
    yield from (maker.note(one, _("A link is not followed.")) for one in links)
    rest = [one for one in inside if one not in links]
    left = _("The film itself is left where it is: “lanterne ingest” takes it in.")
    yield from (maker.note(one, left) for one in rest if one.suffix.lower() in FILMS)
    told = [one for one in rest if one.is_file() and one.suffix.lower() == ENDING]
    for path in sorted(told, key=_rank):
        yield from _file(path, above, maker, is_alone=len(told) == 1)
    for one in rest:
        if one.is_dir():
            yield from _below(one, _entered(one, above), maker)


def _file(path: Path, above: Above, maker: Maker, *, is_alone: bool) -> Iterator[Item]:
    found = False
    try:
        for told in works(path):
            found = True
            yield from maker.made(path, told, above, is_alone=is_alone)
    except Broken as broken:
        yield Item(maker.place(path, broken.line), refusal=str(broken))
        return
    if not found:
        yield maker.note(path, _("This file only names an address: there is nothing to take in."))


def _rank(path: Path) -> tuple[int, str]:
    name = path.name.lower()
    return (FIRST.index(name) if name in FIRST else len(FIRST), path.name)


def _entered(folder: Path, above: Above) -> Above:
    """Inside a folder below a series, which may be named after a season."""
    if not above.series:
        return Above()
    if folder.name.lower() == "specials":
        return replace(above, season=0)
    found = SEASON.fullmatch(folder.name)
    return replace(above, season=int(found[1])) if found else replace(above)
