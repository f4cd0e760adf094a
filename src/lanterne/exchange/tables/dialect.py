"""How a CSV file is written, guessed from its beginning."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

SAMPLE = 2**20
DELIMITERS = ",;\t|"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Dialect:
    encoding: str
    delimiter: str


def guessed(path: Path) -> Dialect:
    """By its byte order mark, else UTF-8 where that fits, else Windows' Latin; the delimiter that its head has most of."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    encoding = _encoding(sample)
    head = sample.decode(encoding, errors="replace").lstrip("\ufeff").partition("\n")[0]
    return Dialect(encoding, max(DELIMITERS, key=head.count))


def _encoding(sample: bytes) -> str:
    for mark, name in MARKS:
        if sample.startswith(mark):
            return name
    try:
        # The sample may end within a character.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
