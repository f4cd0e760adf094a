"""A package's papers: XML of strangers, read without entities, and known by the local names of its elements."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml import ElementTree

from lanterne_media.model import MediaRefused

LARGEST_BYTES = 32 * 2**20
_LARGEST_NUMBER = 10**10
_ID = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_COUNT = re.compile(r"[0-9]{1,11}")
_RATE = re.compile(r"([0-9]{1,7}) ([0-9]{1,7})")


def read(path: Path) -> Element:
    """The root of a document; refuse what is too long, is no XML, or declares entities."""
    with path.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise MediaRefused(f"{path.name} is longer than a paper of a package may be.")
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, defusedxml.DefusedXmlException, ValueError, LookupError) as error:
        raise MediaRefused(
            f"{path.name} is XML that cannot be read, or that is not safe to read."
        ) from error
    return root


def kind(element: Element) -> str:
    """Its name without its namespace: editions of the standard differ only in that."""
    # Comments and processing instructions have a function for a tag.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, name: str) -> list[Element]:
    return [one for one in element if kind(one) == name] if element is not None else []


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name; of several names, the first child of that child, and so on."""
    for name in names:
        element = next(iter(children(element, name)), None)
    return element


def text(element: Element | None, *names: str) -> str:
    """The words of a child, empty when it is not there; nothing in them that a terminal would obey."""
    found = child(element, *names)
    words = (found.text or "") if found is not None else ""
    return "".join(letter for letter in words if letter.isprintable()).strip()


def identity(element: Element | None, name: str) -> str:
    """The UUID that a child holds, in lower case; refuse a paper without it."""
    found = _ID.fullmatch(text(element, name).lower())
    if found is None:
        raise MediaRefused(f"The package has a {name} that is not a UUID.")
    return found[1]


def number(element: Element, name: str, default: int) -> int:
    words = text(element, name)
    if not words:
        return default
    # Zeros in front would hide how long it is, and Python reads no number of thousands of digits.
    digits = words.lstrip("0") or "0"
    if not _COUNT.fullmatch(digits) or int(digits) > _LARGEST_NUMBER:
        raise MediaRefused(f"The package has a {name} that is not a count.")
    return int(digits)


def rate(element: Element | None, default: Fraction | None = None) -> Fraction:
    """Edit units a second, written ``24000 1001``."""
    found = _RATE.fullmatch(text(element, "EditRate"))
    if found and int(found[1]) and int(found[2]):
        return Fraction(int(found[1]), int(found[2]))
    if default is None or text(element, "EditRate"):
        raise MediaRefused("The package has an EditRate that is not a rate.")
    return default
