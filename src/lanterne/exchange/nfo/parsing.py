"""An NFO file made into its elements, each with its line; whatever stands after the last one is no XML and is let be."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from django.utils.translation import gettext as _

from lanterne.exchange.fields import FORBIDDEN, Broken

MOST_BYTES = 2_000_000
DEEPEST = 8
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DECLARED = re.compile(rb"^\s*<\?xml[^>]*\?>")
ROOT = re.compile(rb"<(movie|tvshow|season|episodedetails)[\s/>]")


@dataclass(frozen=True, slots=True)
class Told:
    """One work of a file. Names are small, as some programs write them otherwise."""

    root: str
    line: int
    element: Element
    lines: dict[int, int] = field(default_factory=dict)

    def all(self, *names: str) -> list[Element]:
        return [one for one in self.element if _name(one) in names]

    def text(self, *names: str) -> str:
        """The words of the first of these names that says something."""
        for name in names:
            for one in self.all(name):
                if said := words(one):
                    return said
        return ""

    def line_of(self, element: Element) -> int:
        return self.lines.get(id(element), self.line)


def words(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def part(element: Element, name: str) -> str:
    """The words of a part of an element."""
    return next((words(one) for one in element if _name(one) == name), "")


def works(path: Path) -> Iterator[Told]:
    """The works of a file, of which a file of episodes may have several; none where it only names an address."""
    if path.stat().st_size > MOST_BYTES:
        raise Broken(_("An NFO file has at most 2 MB."), 1)
    rest, line = _utf_8(path.read_bytes()), 1
    if not rest.lstrip().startswith(b"<"):
        return
    while rest:
        told, end = _first(rest, line)
        yield told
        following = ROOT.search(rest, end)
        start = following.start() if following else len(rest)
        line += rest.count(b"\n", 0, start)
        rest = rest[start:]


def _utf_8(content: bytes) -> bytes:
    if content.startswith(UTF_16):
        try:
            told = content.decode("utf-16").encode()
        except UnicodeError as error:
            raise Broken(_("This is not XML from here on."), 1) from error
        # What it says of its own encoding is not true any more; its line stays.
        return DECLARED.sub(b"", told)
    return content.removeprefix(codecs.BOM_UTF8)


def _first(content: bytes, line: int) -> tuple[Told, int]:
    """The first work, and where it ends."""
    builder = _Builder(line)
    parser: Any = XMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser.parser
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException as error:
        raise Broken(_("A file with a DTD or entities is not taken."), line) from error
    except ParseError as error:
        # After the work there may be anything: people put addresses there.
        if builder.ended < 0:
            here = line + error.position[0] - 1
            raise Broken(_("This is not XML from here on."), here) from error
    except (UnicodeError, ValueError, LookupError) as error:
        raise Broken(_("This is not XML from here on."), line) from error
    root = builder.root
    if root is None:
        raise Broken(_("This is not XML from here on."), line)
    if FORBIDDEN.search("".join(root.itertext())):
        raise Broken(_("It holds a character that no text may hold."), line)
    told = Told(_name(root), builder.lines[id(root)], root, builder.lines)
    return told, content.find(b">", builder.ended) + 1


class _Builder(TreeBuilder):
    """Keeps where each element began, and where the whole ended."""

    parser: Any

    def __init__(self, line: int) -> None:
        super().__init__()
        self.before, self.depth, self.ended = line - 1, 0, -1
        self.root: Element | None = None
        self.lines: dict[int, int] = {}

    def start(self, tag: Any, attrs: Any, /) -> Element:
        element = super().start(tag, attrs)
        self.root = element if self.root is None else self.root
        self.lines[id(element)] = self.before + self.parser.CurrentLineNumber
        self.depth += 1
        if self.depth > DEEPEST:
            raise Broken(_("This is too deep for an NFO file."), self.lines[id(element)])
        return element

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        if self.depth == 0:
            self.ended = self.parser.CurrentByteIndex
        return super().end(tag)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
