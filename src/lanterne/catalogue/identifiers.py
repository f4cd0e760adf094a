"""The names by which registries know a title, read and checked without asking them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from lanterne.catalogue.rules import Kind

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MODULUS = 36


class Scheme(StrEnum):
    EIDR = "eidr"
    ISAN = "isan"
    IMDB = "imdb"
    TMDB = "tmdb"
    WIKIDATA = "wikidata"


@dataclass(frozen=True, slots=True)
class WrongForm:
    """The text cannot be an identifier of the scheme at all."""


@dataclass(frozen=True, slots=True)
class WrongCheck:
    """The form is right, but a check character contradicts the characters before it."""

    found: str
    expected: str


Fault = WrongForm | WrongCheck
_HEX = "[0-9A-F]"
_EIDR = re.compile(r"10\.5240[/:]([0-9A-Z-]+)")
_ISAN = re.compile(f"({_HEX}{{16}})([0-9A-Z])?(?:({_HEX}{{8}})([0-9A-Z])?)?")
_IMDB = re.compile(r"tt[0-9]{7,8}")
_TMDB = re.compile(
    r"(?:movie/[1-9][0-9]{0,9}|tv/[1-9][0-9]{0,9}(?:/season/[0-9]+(?:/episode/[0-9]+)?)?)"
)
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")
# Where TMDB looks for a number that comes alone.
_TMDB_SHELVES = {Kind.FILM: "movie", Kind.SERIES: "tv"}


def read(scheme: Scheme, text: str, kind: Kind) -> str | Fault:
    """The identifier as its registry writes it, from that, from its address, or from how people type it."""
    return _READERS[scheme](text.strip(), kind)


def check_character(payload: str) -> str:
    """ISO 7064, Mod 37,36: what follows the payload, of digits and capitals, so that a slip shows."""
    product = MODULUS
    for character in payload:
        summed = (product + ALPHABET.index(character)) % MODULUS or MODULUS
        product = summed * 2 % (MODULUS + 1)
    return ALPHABET[(MODULUS + 1 - product) % MODULUS]


def _eidr(text: str, _kind: Kind) -> str | Fault:
    # The registry's own library, which brings an XML parser along: only when somebody types an EIDR.
    from eidr import EIDRID
    from eidr.errors import EIDRIDFormatError

    found = _EIDR.search(text.upper())
    try:
        one = EIDRID.parse(f"10.5240/{found[1] if found else ''}", verify_check=False)
    except EIDRIDFormatError:
        return WrongForm()
    body, _, given = one.suffix.rpartition("-")
    expected = check_character(body.replace("-", ""))
    return str(one) if one.verify_check_char() else WrongCheck(given, expected)


def _isan(text: str, _kind: Kind) -> str | Fault:
    bare = re.sub(r"^(?:URN:)?ISAN[: ]?|[\s-]", "", text.upper())
    found = _ISAN.fullmatch(bare)
    if found is None:
        return WrongForm()
    work, work_check, version, version_check = found.groups()
    checks = [(work, work_check), *([(work + version, version_check)] if version else [])]
    for payload, given in checks:
        if given not in {None, expected := check_character(payload)}:
            return WrongCheck(given, expected)
    groups = [*_fours(work), check_character(work)]
    if version:
        groups += [*_fours(version), check_character(work + version)]
    return "-".join(groups)


def _imdb(text: str, _kind: Kind) -> str | Fault:
    return _last(_IMDB, text)


def _tmdb(text: str, kind: Kind) -> str | Fault:
    if text.isascii() and text.isdecimal() and kind in _TMDB_SHELVES:
        text = f"{_TMDB_SHELVES[kind]}/{text}"
    path = re.sub(r"^https?://(?:www\.)?themoviedb\.org/", "", text)
    # An address says the name after the number: movie/10378-big-buck-bunny.
    return _last(_TMDB, re.sub(r"^((?:movie|tv)/[0-9]+)-[^/]*", r"\1", path))


def _wikidata(text: str, _kind: Kind) -> str | Fault:
    return _last(_WIKIDATA, text)


def _last(form: re.Pattern[str], text: str) -> str | Fault:
    """What an address ends with, or the text itself."""
    bare = re.sub(r"^https?://[^/]+/(?:\w+/)*(?=(?:tt|Q)[0-9])", "", text).rstrip("/")
    return bare if form.fullmatch(bare) else WrongForm()


def _fours(text: str) -> list[str]:
    return [text[at : at + 4] for at in range(0, len(text), 4)]


_READERS: dict[Scheme, Callable[[str, Kind], str | Fault]] = {
    Scheme.EIDR: _eidr,
    Scheme.ISAN: _isan,
    Scheme.IMDB: _imdb,
    Scheme.TMDB: _tmdb,
    Scheme.WIKIDATA: _wikidata,
}
