"""Whether a spreadsheet is of a size that can be held, found out without holding it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from lanterne.exchange.fields import Unreadable

MOST_BYTES = 200_000_000
MOST_PARTS = 1_000
# The library builds a whole row before it gives it, and of what is no row, the whole of a part.
MOST_IN_A_ROW = 100_000
MOST_BESIDE = 2_000_000
LONGEST_ROW = 4_000_000
LONGEST_BESIDE = 50_000_000
# A cell beyond the column ZZ, for which every column before it would be filled up.
WIDE = re.compile(r"[A-Za-z]{3}")
BLOCK = 2**16


class TooLarge(Unreadable):
    pass


def weigh(path: Path) -> None:
    """Refuses TooLarge; what is broken is left to who reads it."""
    with zipfile.ZipFile(path) as container:
        parts = container.infolist()
        # A container cannot give more of a part than it says there is.
        if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_BYTES:
            raise _too_large()
        for part in parts:
            with container.open(part) as content:
                _Scale().read(content)


def _too_large() -> TooLarge:
    return TooLarge(
        _("This spreadsheet holds more than %(most)d MB, or a row without end: split it.")
        % {"most": MOST_BYTES // 1_000_000}
    )


class _Scale:
    """Counts the elements and the letters of one row, or of what stands between rows."""

    def __init__(self) -> None:
        self.is_row = False
        self.elements = self.letters = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self._begins
        self.parser.EndElementHandler = self._ends
        self.parser.CharacterDataHandler = self._says
        self.parser.StartDoctypeDeclHandler = self._declares

    def read(self, content: IO[bytes]) -> None:
        """As far as it is XML: pictures and broken parts take no memory of the library's."""
        try:
            while block := content.read(BLOCK):
                self.parser.Parse(block)
        except expat.ExpatError:
            return

    def _begins(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition("}")[2] == "row":
            self._rests(is_row=True)
        self.elements += 1
        self.letters += sum(map(len, attributes.values()))
        if WIDE.match(attributes.get("r", "")):
            raise _too_large()
        self._check()

    def _ends(self, name: str) -> None:
        if name.rpartition("}")[2] == "row":
            self._rests(is_row=False)

    def _says(self, words: str) -> None:
        self.letters += len(words)
        self._check()

    def _declares(self, *_told: object) -> None:
        raise Unreadable(_("A file with a DTD or entities is not taken."))

    def _rests(self, *, is_row: bool) -> None:
        self.is_row, self.elements, self.letters = is_row, 0, 0

    def _check(self) -> None:
        most, longest = (
            (MOST_IN_A_ROW, LONGEST_ROW) if self.is_row else (MOST_BESIDE, LONGEST_BESIDE)
        )
        if self.elements > most or self.letters > longest:
            raise _too_large()
