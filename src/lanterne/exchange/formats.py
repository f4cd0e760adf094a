"""Which format a file or a folder is in, and its reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _

from lanterne.core.errors import Refused
from lanterne.exchange import avails, bundle, mec, nfo, tables
from lanterne.exchange.values import Item


class Format(StrEnum):
    BUNDLE = "bundle"
    AVAILS = "avails"
    AVAILS_SHEET = "avails-sheet"
    CSV = "csv"
    NFO = "nfo"
    MEC = "mec"


class FormatUnknown(Refused):
    pass


READERS: dict[Format, Callable[[Path], Iterator[Item]]] = {
    Format.BUNDLE: bundle.read,
    Format.AVAILS: avails.read_xml,
    Format.AVAILS_SHEET: avails.read_sheet,
    Format.NFO: nfo.read,
    Format.MEC: mec.read,
}
WRITERS: dict[Format, Callable[[Path], int]] = {
    Format.BUNDLE: bundle.write,
    Format.AVAILS: avails.write_xml,
    Format.AVAILS_SHEET: avails.write_sheet,
    Format.NFO: nfo.write,
    Format.MEC: mec.write,
}
ENDINGS = {
    ".xml": Format.AVAILS,
    ".xlsx": Format.AVAILS_SHEET,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
}
# Both of MovieLabs' formats are XML; this is what tells them apart in a name.
MEC_ENDING = ".mec.xml"


def guessed(path: Path) -> Format:
    """By what is there and how it is named."""
    if path.is_dir():
        is_bundle = any((path / name).exists() for name in bundle.FILES)
        return Format.NFO if not is_bundle and nfo.is_one(path) else Format.BUNDLE
    found = ENDINGS.get(path.suffix.lower())
    if found is Format.AVAILS and (_is_named_mec(path) or mec.is_mec(path)):
        return Format.MEC
    if found:
        return found
    raise FormatUnknown(_("%(path)s is in no format that is known here.") % {"path": path.name})


def read(
    path: Path, wanted: Format | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Item]:
    """The items of a file or a folder, one at a time; ``columns`` says which of a CSV file is which field."""
    if not path.exists():
        raise FormatUnknown(_("There is nothing at %(path)s.") % {"path": path})
    kind = wanted or guessed(path)
    return tables.read(path, columns) if kind is Format.CSV else READERS[kind](path)


def write(path: Path, wanted: Format | None = None) -> int:
    """Write what is wanted or what the name of the file asks for, a bundle where it has no ending; gives the number of titles."""
    kind = wanted or _by_name(path)
    if kind not in WRITERS:
        raise FormatUnknown(_("%(path)s cannot be written in this format.") % {"path": path.name})
    return WRITERS[kind](path)


def _by_name(path: Path) -> Format:
    if _is_named_mec(path):
        return Format.MEC
    return ENDINGS.get(path.suffix.lower(), Format.BUNDLE)


def _is_named_mec(path: Path) -> bool:
    return path.name.lower().endswith(MEC_ENDING)
